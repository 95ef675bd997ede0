"""The 通报 says what the site says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from mashang.county import County
from mashang.derived import Figures, Status
from mashang.figures.site import derive_figures
from mashang.periods import Quarter, YearMonth
from mashang.pipeline.checking import check_county
from mashang.printing.briefings import Paper, tell_month, tell_quarter, tell_year
from mashang.printing.meeting_papers import tell_issues, tell_meeting
from mashang.settings import Settings

Derived = tuple[Figures, Settings]


@pytest.fixture(scope="module")
def derived(example: Path) -> Derived:
    """The figures of the example."""
    checked = check_county(County(example), date(2026, 11, 20), lambda _: None)
    assert checked.publication
    assert checked.ledger
    assert checked.settings
    return derive_figures(checked.publication, checked.ledger.codes, checked.settings, drafts=True), checked.settings


def tell(paper: Paper, *names: str) -> str:
    """What stands under these names."""
    return "\n".join(str(paper.facts[name]) for name in names)


def read_key_figures(page: str) -> dict[str, str]:
    """The numbers of the table of statuses on a month's page."""
    table = page.partition("<caption>各状态项数</caption>")[2].partition("</table>")[0]
    return dict(re.findall(r'<th scope="row">([^<]+)</th><td[^>]*><span>([0-9]+)</span></td>', table))


def test_the_numbers_are_those_of_the_months_page(derived: Derived, example: Path) -> None:
    """Every status and the total, for each month, as the built page prints them."""
    figures, settings = derived
    for before, month in zip((None, *figures.months), figures.months, strict=False):
        page = (example / "site" / "progress" / str(month.month.month) / "index.html").read_text(encoding="utf-8")
        shown = read_key_figures(page)
        told = tell(tell_month(month, before, settings), "总体情况")
        assert f"共有措施 {shown['合计']} 项" in told
        statuses = {status.value for status in Status} & shown.keys()
        assert len(statuses) > 1
        assert [
            status for status in statuses if int(shown[status]) and f"{status} {shown[status]} 项" not in told
        ] == []


def test_each_number_has_its_source(derived: Derived) -> None:
    """Table, month and published rule of every count that the paper names."""
    figures, settings = derived
    paper = tell_month(figures.months[-1], figures.months[-2], settings)
    sources = tell(paper, "来源")
    for count in re.findall(r"\w+ \d+ 项", str(paper.facts["总体情况"]).split("。")[0].split("其中")[1]):
        assert count in sources
    assert "content/progress/2026-10" in sources
    assert "规则：完成率比时间进度落后" in sources


def test_quarters_and_years_tell_each_public_month(derived: Derived) -> None:
    """A row for each month with its total, and the ranking as it stands on the site."""
    figures, settings = derived
    quarter = tell_quarter(figures, Quarter(2026, 3), settings)
    totals = {str(one.month.month.label): one.overall.total for one in figures.months}
    rows = quarter.facts["各月"]
    assert isinstance(rows, list)
    assert {row["月份"]: row["合计"] for row in rows} == {f"2026年{n}月": totals[f"2026年{n}月"] for n in (7, 8, 9)}
    (ranking,) = (one for one in figures.rankings if one.quarter == Quarter(2026, 3))
    ranked = quarter.facts["排名"]
    assert isinstance(ranked, list)
    assert [(row["名次"], row["得分"]) for row in ranked] == [(one.rank, one.score) for one in ranking.ranked]
    year = tell_year(figures, 2026, settings).facts["各月"]
    assert isinstance(year, list)
    assert len(year) == len(figures.months)


def test_only_papers_for_the_office_tell_of_problems(derived: Derived) -> None:
    """The meeting's table and 问题汇总 do, a department's own lists what concerns it; the 通报 says nothing of it."""
    figures, settings = derived
    month = figures.months[-1]
    assert month.month.month == YearMonth(2026, 10)
    word = "标准地不能出让"
    assert word in str(tell_meeting(month, settings).facts)
    whole, own, other = (tell_issues(month, settings, one) for one in ("", "D15", "D14"))
    assert whole
    assert own
    assert other is None
    assert "共 4 个问题，已经解决 1 个，没有解决 3 个，其中到2026年10月31日过了期限的 1 个。" in str(whole.facts)
    assert word in str(own.facts)
    assert "小企业的到期奖补" not in str(own.facts)
    assert word not in str(tell_month(month, None, settings).facts)
