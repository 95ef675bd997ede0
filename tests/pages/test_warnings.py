"""The page of early warning: only where the county wants it, with every reason and every rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mashang.derived import Figures, Risk
from mashang.figures.site import derive_figures
from mashang.model import Department, Measure, MonthState, ProgressReport, Publication, ReportingMonth
from mashang.pages import parts, progress
from mashang.pages.open_data import render_open_data
from mashang.pages.site import Site
from mashang.pages.warnings import list_pages, list_rules
from mashang.periods import Deadline, YearMonth
from tests.pages.reader import SETTINGS, Seen, see

WARNING = replace(SETTINGS, warnings=True, warning_days=45, warning_share=Decimal("12.50"))
JUNE = YearMonth(2026, 6)
PUBLICATION = Publication(
    departments=(Department("D1", "明川县审批局", "审批局"), Department("D2", "明川县财政局", "财政局")),
    measures=tuple(
        Measure(id_, f"措施<{id_}>", "领域", "内容", lead, Deadline("年底", due), published_on=date(2026, 1, 1))
        for id_, lead, due in (
            ("FINE", "D1", date(2026, 12, 31)),
            ("RISKY", "D2", date(2026, 12, 31)),
            ("SILENT", "D1", None),
            ("LATE", "D1", date(2026, 6, 30)),
        )
    ),
    months=(ReportingMonth(JUNE, date(2026, 7, 5), MonthState.REVIEWED),),
    reports=tuple(
        ProgressReport(JUNE, id_, "进展", Decimal(percent))
        for id_, percent in (("FINE", 60), ("RISKY", 45), ("LATE", 90))
    ),
)


def make(*, published: bool = True) -> Site:
    """The county with or without published warnings."""
    settings = WARNING if published else SETTINGS
    return Site(settings, PUBLICATION, derive_figures(PUBLICATION, (), settings, drafts=False), ())


def test_nothing_is_published_unless_the_county_wants_it() -> None:
    """No page, no link from the month, no download; nor where no measure is at risk."""
    assert see(list_pages, make(published=False)) == {}
    assert "warnings" not in see(progress.list_pages, make(published=False))["progress/2026-06/"].html
    assert "data/warnings/2026-06.csv" in render_open_data(make())
    assert not any("warnings" in address for address in render_open_data(make(published=False)))
    assert see(list_pages, replace(make(), figures=Figures())) == {}


def test_measures_stand_by_department_with_their_reasons() -> None:
    """Departments in the order of their table; a measure that is late already is only counted."""
    page = see(list_pages, make())["progress/2026-06/warnings/"]
    assert page.text.index("明川县审批局（1 项）") < page.text.index("明川县财政局（1 项）")
    assert page.rows("财政局有风险的措施")[1:] == [
        ["RISKY 措施<RISKY>", "年底", "按期推进", "开始落后 完成率 45%，时间已过 49.5%，落后 4.5 个百分点。"]
    ]
    assert page.rows("审批局有风险的措施")[1][-1] == "未报送 2026年6月没有报送进展。"
    assert "已经滞后、逾期的 1 项不在这里" in page.text
    assert "FINE" not in page.html


def test_many_warnings_go_on_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first has the counts and leads to where each department begins; none is lost or stands twice."""
    monkeypatch.setattr(parts, "HEAVIEST", 8_000)
    names = [f"N{place}" for place in range(60)]
    measures = tuple(
        Measure(name, f"措施{name}", "领域", "内容", f"D{place % 2 + 1}", published_on=date(2026, 1, 1))
        for place, name in enumerate(names)
    )
    publication = replace(PUBLICATION, measures=measures, reports=())
    site = Site(WARNING, publication, derive_figures(publication, (), WARNING, drafts=False), ())
    pages = see(list_pages, site)
    assert list(pages)[1] == "progress/2026-06/warnings/2/"
    seen = list(pages.values())
    rows = [row[0].split()[0] for page in seen for title in ("审批局", "财政局") for row in warned(page, title)]
    assert rows == names[::2] + names[1::2]
    begins = next(number for number, page in enumerate(seen, 1) if 'id="department-D2"' in page.html)
    assert f"{begins}/#department-D2" in seen[0].links
    assert "明川县审批局（30 项，续）" in seen[1].text
    assert "明川县财政局（30 项）" in seen[begins - 1].text
    assert {"../", "../3/"} <= set(seen[1].links)
    assert "预警规则" in seen[0].text
    assert "data/warnings" not in seen[1].html


def warned(page: Seen, title: str) -> list[list[str]]:
    """The rows of a department on a page that may not have it."""
    return page.rows(f"{title}有风险的措施")[1:] if f"{title}有风险的措施" in page.html else []


def test_the_rules_name_the_countys_numbers() -> None:
    """Each rule once, no slot left open."""
    rules = dict(list_rules(WARNING))
    assert set(rules) == set(Risk)
    assert rules[Risk.DEADLINE] == "离完成时限不超过 45 天，而完成率不到 80%，或没有完成率。"
    assert "（10）的 12.5%" in rules[Risk.SLIPPING]
    assert not any("{" in text for text in rules.values())


def test_the_month_leads_to_its_warnings() -> None:
    """From the month's page to the list, and from there to the table."""
    assert "warnings/" in see(progress.list_pages, make())["progress/2026-06/"].links
    page = see(list_pages, make())["progress/2026-06/warnings/"]
    address = "data/warnings/2026-06.csv"
    assert f"../../../{address}" in page.links
    assert render_open_data(make())[address].splitlines()[1:] == [
        "RISKY,措施<RISKY>,明川县财政局,年底,45,49.5,按期推进,,开始落后,完成率 45%，时间已过 49.5%，落后 4.5 个百分点",
        "SILENT,措施<SILENT>,明川县审批局,年底,,,长期坚持,未报送,未报送,2026年6月没有报送进展",
    ]
