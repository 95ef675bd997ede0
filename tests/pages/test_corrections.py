"""The log of closed months and corrections, and what the other pages show of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mashang.figures.site import derive_figures
from mashang.model import Department, Measure, MonthState, ProgressReport, Publication, ReportingMonth
from mashang.pages import home, progress
from mashang.pages.corrections import list_corrections, list_pages, publish_corrections
from mashang.pages.feeds import list_entries
from mashang.pages.open_tables import list_tables
from mashang.pages.site import Site
from mashang.periods import Deadline, YearMonth
from mashang.records import Correction, SnapshotDigest
from tests.pages.reader import SETTINGS, make_site, see

AUGUST, SEPTEMBER = YearMonth(2026, 8), YearMonth(2026, 9)


def correction(number: int, cell: str, old: str, new: str, day: int = 12) -> Correction:
    """A correction of August; the cell is a measure or a code, and a heading."""
    target, column = cell.split("|")
    corrected_on = date(2026, 9, day)
    return Correction(f"G{number}", AUGUST, column, "<核对>后更正", corrected_on, "县政府办", target, old, new)


CORRECTIONS = (
    correction(1, "M1|本月进展", "做<甲>", "做完了甲"),
    correction(2, "M1|牵头单位", "D1", "D2", 20),
    correction(3, "|综述", "平稳", ""),
    correction(4, "7K3M9QX2Z|投诉", "3", "4"),
    correction(5, "M9|列入", "列入", ""),
)
PUBLICATION = Publication(
    departments=(Department("D1", "县审批局"), Department("D2", "县财政局")),
    measures=(Measure("M1", "网办", "政务", "内容", "D2", Deadline("长期坚持", None), published_on=date(2026, 5, 1)),),
    months=(
        ReportingMonth(AUGUST, date(2026, 9, 5), MonthState.CLOSED),
        ReportingMonth(SEPTEMBER, date(2026, 10, 5), MonthState.REVIEWED),
    ),
    reports=(ProgressReport(AUGUST, "M1", "做完了甲", Decimal(10)),),
    corrections=CORRECTIONS,
    closures=(SnapshotDigest(AUGUST, date(2026, 9, 10), "ab" * 32),),
)


def make(publication: Publication = PUBLICATION) -> Site:
    """A site in production."""
    return make_site(publication, derive_figures(publication, (), SETTINGS, drafts=False))


def test_the_log_says_what_why_when_and_by_whom() -> None:
    """Newest first, each with both texts, and whatever staff wrote stays text."""
    page = see(list_pages, make())["progress/corrections/"]
    assert page.text.index("M1 网办：牵头单位") < page.text.index("M1 网办：本月进展")
    assert "更正前 做<甲> 更正后 做完了甲" in page.text
    assert "原因： <核对>后更正" in page.text
    assert "更正编号 G1， 2026年9月12日 ，县政府办" in page.text
    assert "更正前 县审批局 更正后 县财政局" in page.text
    assert "更正前 平稳 更正后 （空）" in page.text
    assert "M9：是否列入本月" in page.text
    assert "<核对>" not in page.html
    assert {"../2026-08/", "../../measures/M1/", "../../data/"} <= set(page.links)
    assert 'id="correction-G1"' in page.html
    assert page.rows("已封存的月份")[1] == ["2026年8月", "2026年9月10日", "ab" * 32]


def test_ratings_are_corrected_without_code_or_count() -> None:
    """Neither on the page nor in the download: small counts stay hidden."""
    page = see(list_pages, make())["progress/corrections/"]
    assert "更正了一个码的“投诉”。" in page.text
    assert "7K3M9QX2Z" not in page.html
    table = next(table for table in list_tables(make()) if table.stem == "corrections")
    assert table.rows[3][:6] == ("G4", AUGUST, "", "投诉", "", "")
    assert publish_corrections(make())[1].old == "县审批局"


def test_the_corrected_month_shows_its_corrections() -> None:
    """With the day of closing; a month that is open says nothing of it."""
    pages = see(progress.list_pages, make())
    closed, open_ = pages["progress/2026-08/"], pages["progress/2026-09/"]
    assert "本月已于 2026年9月10日 封存" in closed.text
    assert "公布以后的更正（5 处）" in closed.text
    assert "更正前 做<甲> 更正后 做完了甲" in closed.text
    assert "#corrections" in closed.links
    assert "封存" not in open_.text
    assert "corrections/" in pages["progress/"].links


def test_home_and_feed_name_corrections() -> None:
    """On the home page in the month in which they were made, in the feed an entry a day."""
    (changes,) = [items for title, items in home.list_changes(make()) if title == "更正"]
    assert [(item.name, item.target) for item in changes][:2] == [
        ("2026年8月　M1 网办：牵头单位", "progress/corrections/#correction-G2"),
        ("2026年8月　M1 网办：本月进展", "progress/corrections/#correction-G1"),
    ]
    entries = [entry for entry in list_entries(make()) if "更正" in entry.title]
    assert [(entry.day.day, entry.title) for entry in entries] == [
        (20, "2026年8月进展更正 1 处"),
        (12, "2026年8月进展更正 4 处"),
    ]
    assert "7K3M9QX2Z" not in entries[1].text
    assert make().changed_on == date(2026, 10, 5)


def test_before_a_month_is_closed_there_is_no_log() -> None:
    """Nor a link to it, nor a table."""
    site = make(
        Publication(departments=PUBLICATION.departments, measures=PUBLICATION.measures, months=PUBLICATION.months)
    )
    assert see(list_pages, site) == {}
    assert list_corrections(site) == ()
    assert "corrections/" not in see(progress.list_pages, site)["progress/"].links
    assert not {"corrections", "closures"} & {table.stem for table in list_tables(site)}


def test_a_log_without_corrections_says_so() -> None:
    """Closed, and nothing changed since."""
    site = make(Publication(months=PUBLICATION.months, closures=PUBLICATION.closures))
    assert "至今没有更正。" in see(list_pages, site)["progress/corrections/"].text
