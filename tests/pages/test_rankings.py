"""Pages of the ranking: nothing of it unless the county ranks, and else everything that went into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mashang.county import Stage
from mashang.derived import Figures
from mashang.figures.site import derive_figures
from mashang.model import Department, Measure, MonthState, ProgressReport, Publication, ReportingMonth
from mashang.pages import rankings
from mashang.pages.open_data import render_open_data
from mashang.pages.rankings import list_pages
from mashang.pages.site import Site
from mashang.periods import Deadline, YearMonth
from tests.pages.reader import SETTINGS, see

RANKED = replace(
    SETTINGS, ranking=True, ranking_minimum_measures=1, ranking_minimum_ratings=0, ranking_ratings=Decimal(0)
)
MONTHS = tuple(YearMonth(2026, number) for number in (7, 8, 9))
PUBLICATION = Publication(
    departments=(Department("D1", "明川县<审批>局", "审批局"), Department("D2", "明川县财政局", "财政局")),
    measures=(
        Measure(
            "M1", "措施一", "领域", "内容", "D1", Deadline("年底", date(2026, 12, 31)), published_on=date(2026, 1, 1)
        ),
        Measure("M2", "措施二", "领域", "内容", "D2", Deadline("长期坚持", None), published_on=date(2026, 1, 1)),
    ),
    months=tuple(
        ReportingMonth(month, month.following.last_day.replace(day=8), MonthState.REVIEWED) for month in MONTHS
    ),
    reports=tuple(ProgressReport(month, "M1", "进展", Decimal("37.4")) for month in MONTHS),
)


def make(*, ranked: bool = True) -> Site:
    """The county with or without a ranking."""
    settings = RANKED if ranked else SETTINGS
    figures = derive_figures(PUBLICATION, (), settings, drafts=False)
    return Site(settings, PUBLICATION, figures, (), Stage.PRODUCTION)


def test_without_a_closed_quarter_there_is_no_section() -> None:
    """Neither a county that does not rank nor one without figures has a page."""
    assert see(list_pages, make(ranked=False)) == {}
    assert see(list_pages, replace(make(), figures=Figures())) == {}


def test_the_formula_can_be_followed_to_the_score() -> None:
    """50.1 over one measure, on time in none of three months, three of three reports: (40×50.1 + 20×100) ÷ 90."""
    page = see(list_pages, make())["rankings/2026-q3/"]
    assert "得分 =（40 × 完成进度 + 30 × 按期推进 + 20 × 按月报送）÷ 90" in page.text
    assert page.rows("每个单位的数字")[1] == ["1. 审批局", "50.1 ÷ 1 = 50.1", "0 ÷ 3 = 0.0%", "3 ÷ 3 = 100.0%", "44.49"]
    assert "（40 × 50.1 + 30 × 0.0 + 20 × 100.0）÷ 90 = 44.49 ，第 1 名" in page.text
    assert page.rows("每项措施在2026年第三季度的数字")[1:] == [
        ["M1", "审批局", "37.4%", "74.7%", "50.1", "0/3", "3/3"],
        ["M2", "财政局", "—", "—", "不计", "不计", "0/3"],
    ]


def test_a_ranking_of_very_many_measures_leaves_their_numbers_to_the_download(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says so, with how many there are, instead of a table that no phone could load."""
    monkeypatch.setattr(rankings, "MOST_IN_FULL", 1)
    page = see(list_pages, make())["rankings/2026-q3/"]
    assert "本季度计入 2 项措施，超过 1 项，各项的数字不在本页列出，请下载" in page.text
    assert "每项措施在2026年第三季度的数字" not in page.text


def test_who_is_not_ranked_is_listed_with_the_reason() -> None:
    """The department that leads no measure with a deadline stands apart, in full name."""
    page = see(list_pages, make())["rankings/2026-q3/"]
    assert page.rows("不排名的单位和原因")[1:] == [["明川县财政局", "1 项", "季末计入完成进度的措施有 0 项，不到 1 项"]]


def test_the_year_shows_quarters_side_by_side() -> None:
    """Until the year is over there is no rank of the year, and the page says so."""
    page = see(list_pages, make())["rankings/2026/"]
    assert page.rows("2026年各季度得分和名次") == [
        ["单位", "第三季度", "平均得分"],
        ["审批局", "44.49（第 1 名）", "44.49"],
        ["财政局", "不排名", "—"],
    ]
    assert "第四季度公布后再排全年名次" in page.text


def test_every_number_can_be_downloaded() -> None:
    """A row for each department and for each measure, with numerators and denominators."""
    made = render_open_data(make())
    ranking = made["data/rankings/2026-q3.csv"].splitlines()
    assert ranking[0].startswith("\ufeff名次,单位,得分,措施项数,完成进度,进度比之和,完成进度的分母,")
    assert ranking[1] == "1,明川县<审批>局,44.49,1,50.1,50.1,1,0.0,0,3,100.0,3,3,"
    assert ranking[2].endswith("季末计入完成进度的措施有 0 项，不到 1 项")
    assert (
        made["data/rankings/2026-q3-measures.csv"].splitlines()[1] == "M1,措施一,明川县<审批>局,37.4,74.7,50.1,3,0,3,3"
    )
    assert not any("rankings" in address for address in render_open_data(make(ranked=False)))


@pytest.mark.parametrize("address", ["rankings/", "rankings/2026-q2/", "rankings/2026-q3/", "rankings/2026/"])
def test_the_example_county_ranks(example: Path, address: str) -> None:
    """Its built site has the section, in the navigation as well."""
    html = (example / "site" / address / "index.html").read_text(encoding="utf-8")
    assert ">排名</a>" in html
