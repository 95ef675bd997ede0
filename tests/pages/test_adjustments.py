"""Adjustments of measures on the pages, in the feed and in the download."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mashang.derived import MonthChanges
from mashang.pages import departments, home, measures, progress
from mashang.pages.adjustments import count_by_year, show_adjustments
from mashang.pages.feeds import list_entries
from mashang.pages.markdown import render_pages
from mashang.pages.open_data import describe_schema
from mashang.pages.open_tables import list_tables
from mashang.pages.site import Site
from mashang.periods import Deadline, YearMonth
from mashang.records import Adjustment, Term
from tests.pages.reading_county import MEASURES, OCTOBER, make_site


def adjust(column: str, old: Term, new: Term, month: YearMonth = OCTOBER, measure: str = "M1") -> Adjustment:
    """An adjustment, approved on the eighth of October."""
    return Adjustment(measure, column, month, old, new, "县政府", date(2026, 10, 8), "<资金>未到", "明政发〔2026〕9号")


ADJUSTMENTS = (
    adjust("deadline", Deadline("2026年6月底前", date(2026, 6, 30)), MEASURES[0].deadline),
    adjust("leads", ("D2",), ("D1",), YearMonth(2026, 11)),
    adjust("supporting", (), ("D2",), YearMonth(2025, 3)),
)


def make_adjusted() -> Site:
    """The county, in which the first adjustment came into force in the newest month."""
    site = make_site()
    latest = site.figures.months[-1]
    months = (*site.figures.months[:-1], replace(latest, changes=MonthChanges(adjustments=ADJUSTMENTS[:1])))
    facts = replace(site.publication, adjustments=ADJUSTMENTS)
    return replace(site, publication=facts, figures=replace(site.figures, months=months))


def test_the_page_of_a_measure_lists_its_adjustments() -> None:
    """Old, new, from when, by which document and why, the newest first; no other measure has them."""
    text = render_pages(site := make_adjusted(), measures.list_pages(site))
    page = text["measures/M1/index.md"]
    assert "调整记录（3 次）" in page
    assert "2026年6月底前" in page
    assert "&lt;资金&gt;未到" in page
    assert "2026年10月起生效；县政府" in page
    assert "批准，明政发〔2026〕9号" in page
    assert page.index("2026年11月起生效") < page.index("2026年10月起生效") < page.index("2025年3月起生效")
    assert "调整记录" not in text["measures/M2/index.md"]


def test_the_former_lead_has_them_counted_by_year() -> None:
    """Until the measure was handed over D2 led it."""
    site = make_adjusted()
    shown = show_adjustments(site.publication, ADJUSTMENTS)
    assert [one.department for one in shown] == ["D2", "D2", "D2"]
    assert count_by_year(shown) == ((2026, 2), (2025, 1))
    text = render_pages(site, departments.list_pages(site))
    assert "牵头措施的调整（3 次）" in text["departments/D2/index.md"]
    assert "2026年 2 次，2025年 1 次" in text["departments/D2/index.md"]
    assert "牵头措施的调整" not in text["departments/D1/index.md"]


def test_the_month_names_what_came_into_force() -> None:
    """On its own page and among the changes of the home page."""
    site = make_adjusted()
    text = render_pages(site, progress.list_pages(site))
    assert "本月的措施调整（1 处）" in text["progress/2026-10/index.md"]
    assert "措施调整" not in text["progress/2026-09/index.md"]
    (found,) = dict(home.list_changes(site))["措施调整"]
    assert (found.name, found.note) == ("M1 首枚印章<免费>刻：完成时限", "县政府")


def test_feed_and_download_have_them() -> None:
    """One entry for a day; in the table departments by name, and no key, for a measure may have several rows."""
    site = make_adjusted()
    (entry,) = [found for found in list_entries(site) if found.topic == "adjustments"]
    assert (entry.day, entry.title, entry.target) == (date(2026, 10, 8), "措施调整 3 处", "measures/M1/")
    (table,) = [found for found in list_tables(site) if found.schema.name == "adjustments"]
    assert [row[:5] for row in table.rows] == [
        ("M1", "完成时限", "2026年6月底前", "2026年9月底前", OCTOBER),
        ("M1", "牵头单位", "明川县财政局", "明川县行政审批局", YearMonth(2026, 11)),
        ("M1", "配合单位", "", "明川县财政局", YearMonth(2025, 3)),
    ]
    assert "primaryKey" not in describe_schema(table, {"measures"})
