"""Numbers side by side add up: home, months, departments and rankings are walked and held to one another."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mashang.county import County
from mashang.derived import Mark, Status
from mashang.figures.site import derive_figures
from mashang.pages import departments, home, progress, rankings
from mashang.pages.site import Site
from mashang.pipeline.checking import check_county
from tests.pages import test_history
from tests.pages.reader import Seen, see

MARKS = [mark.value for mark in Mark]


def _example(county: Path) -> Site:
    checked = check_county(County(county), date(2026, 11, 20), lambda _: None)
    assert checked.settings
    assert checked.publication
    assert checked.ledger
    codes = checked.ledger.codes
    figures = derive_figures(checked.publication, codes, checked.settings, drafts=False)
    return Site(checked.settings, checked.publication, figures, codes)


def _generated(_: Path) -> Site:
    made = test_history.make(90, 12)
    facts, settings = made.publication, replace(made.settings, ranking=True, ranking_minimum_ratings=0)
    offices = tuple(replace(facts.departments[0], id=f"D{number}", name=f"第{number}局") for number in (1, 2, 3))
    leads = (
        replace(one, lead=f"D{number % 3 + 1}", joint=("D3",) if number % 30 == 0 else ())
        for number, one in enumerate(facts.measures)
    )
    facts = replace(facts, departments=offices, measures=tuple(leads))
    return Site(settings, facts, derive_figures(facts, (), settings, drafts=False), ())


@pytest.fixture(params=[_example, _generated])
def site(request: pytest.FixtureRequest, county: Path) -> Site:
    """The example, and a county of ninety measures of which a third is silent each month."""
    made: Site = request.param(county)
    return made


def _read_numbers(page: Seen, caption: str) -> list[dict[str, str]]:
    head, *rows = page.rows(caption)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_figures_of_home_add_up(site: Site) -> None:
    """What home shows first divides all measures; marks say that they are counted apart."""
    page = see(lambda each: home.list_pages(each, ()), site)[""]
    shown = dict(re.findall(r'_label"><a [^>]*>([^<]+)</a></span><span class="ms-figure__value">(\d+)', page.html))
    assert int(shown.pop("公开措施")) == sum(int(shown[name]) for name in shown if not name.startswith("本月"))
    for row in _read_numbers(page, "各月措施状态（项）"):
        assert sum(int(row.get(status.value, 0)) for status in Status) == int(row["合计"])


def test_the_counts_of_months_add_up(site: Site) -> None:
    """By status, by department and by field each month comes to the same total, and its sections to its counts."""
    pages = see(progress.list_pages, site)
    for row in _read_numbers(pages["progress/"], "各月进展"):
        assert sum(int(row[name]) for name in ("已完成", "按期推进", "滞后或逾期", "其他")) == int(row["合计"])
    for figures in site.figures.months:
        page, total = pages[f"progress/{figures.month.month}/"], len(figures.standings)
        counts = {row["状态"]: int(row["项数"]) for row in _read_numbers(page, "各状态项数")}
        assert counts.pop("合计") == total == sum(counts.values())
        said = re.search(r"各单位都计入（本月 (\d+) 项）", page.text)
        for caption, twice in (
            ("各牵头单位的措施状态（项）", int(said[1]) if said else 0),
            ("各领域的措施状态（项）", 0),
        ):
            rows = _read_numbers(page, caption)
            assert sum(int(row["合计"]) for row in rows) == total + twice
            for mark in Mark:
                if not twice and figures.month.month not in site.first_rule_months:
                    assert sum(int(row[mark.value]) for row in rows) == figures.overall.count_marked(mark)
        for name, number in re.findall(r"<h2[^>]*>(\w+)（(\d+) 项）</h2>", page.html):
            if name in counts and name not in MARKS:
                assert counts[name] == int(number)


def test_departments_agree_with_the_month(site: Site) -> None:
    """The labels on a department's page are those that the month counts for it."""
    latest = site.figures.months[-1]
    pages = see(departments.list_pages, site)
    for tally in latest.by_department:
        shown = _read_numbers(pages[f"departments/{tally.key}/"], "牵头的措施")
        labels = Counter(label for row in shown for label in row["状态"].split(" ") if label != "—")
        for status in Status:
            if status.value not in MARKS:
                assert labels[status.value] == tally.count(status)
        for mark in Mark:
            assert labels[mark.value] == tally.count_marked(mark)


def test_rankings_agree_with_the_marks(site: Site) -> None:
    """Reports that were due and not given are the marks of the quarter; each department's sums are its measures'."""
    assert site.figures.rankings
    for ranking in site.figures.rankings:
        page = see(rankings.list_pages, site)[f"rankings/{ranking.quarter}/"]
        rows = _read_numbers(page, f"每项措施在{ranking.quarter.label}的数字")
        given, due = (
            sum(int(row["报送/应报"].split("/")[place]) for row in rows if "/" in row["报送/应报"]) for place in (0, 1)
        )
        months = [month for month in site.figures.months if month.month in ranking.months]
        if not site.first_rule_months.intersection(month.month.month for month in months):
            counted = Counter(found.measure for found in ranking.measures)
            standings = [one for month in months for one in month.standings]
            silent = sum(counted[one.measure] for one in standings if one.mark is Mark.NOT_REPORTED)
            assert due - given == silent
        assert sum(score.inputs[2].denominator for score in ranking.scores) == due
