"""The ranking: every item of the formula, who is left out and why, ties, and when a quarter appears."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mashang.derived import DepartmentScore, QuarterRanking, RankingInput, RankingItem, YearSummary
from mashang.figures.ranking import _make_input, derive_measure_inputs, derive_score, derive_weights, derive_years
from mashang.figures.site import derive_figures
from mashang.model import (
    Code,
    CodeKind,
    Department,
    Measure,
    MonthState,
    ProgressReport,
    Publication,
    ReportingMonth,
    Window,
)
from mashang.periods import Deadline, Quarter, YearMonth
from mashang.rating_counts import RatingCount
from mashang.settings import Settings

SETTINGS = Settings(
    name="",
    county="",
    organiser="",
    site_url="",
    code_base="",
    phone="",
    mailbox="",
    address="",
    ranking=True,
    ranking_minimum_measures=1,
    ranking_minimum_ratings=0,
)
Q3 = Quarter(2026, 3)
JULY, AUGUST, SEPTEMBER = (YearMonth(2026, number) for number in (7, 8, 9))
NAMES = {"D1": "甲局", "D2": "乙局", "D3": "丙局", "D4": "丁局"}


def measure(id_: str, lead: str, due: date | None, published: date | None = date(2026, 1, 1)) -> Measure:
    """A measure of a department."""
    return Measure(id_, id_, "领域", "内容", lead, Deadline("时限", due), published_on=published)


def month(which: YearMonth, state: MonthState = MonthState.REVIEWED) -> ReportingMonth:
    """A month, published on the fifth of the next."""
    return ReportingMonth(which, which.following.last_day.replace(day=5), state)


def report(which: YearMonth, id_: str, percent: str | None) -> ProgressReport:
    """A report of a percentage."""
    return ProgressReport(which, id_, "进展", Decimal(percent) if percent else None)


def publish(measures: tuple[Measure, ...], reports: tuple[ProgressReport, ...], **more: object) -> Publication:
    """A county with the third quarter of 2026."""
    facts: dict[str, object] = {
        "departments": tuple(Department(id_, name) for id_, name in NAMES.items()),
        "months": (month(JULY), month(AUGUST), month(SEPTEMBER)),
        "measures": measures,
        "reports": reports,
    }
    return Publication(**(facts | more))  # type: ignore[arg-type] # the names of fields


def rank(
    publication: Publication, settings: Settings = SETTINGS, *, drafts: bool = False
) -> tuple[QuarterRanking, ...]:
    """The rankings of a county."""
    return derive_figures(publication, CODES, settings, drafts=drafts).rankings


CODES = (Code("C1", CodeKind.WINDOW, "W1", date(2026, 1, 1)),)
END = date(2026, 12, 31)
"""273 of 364 days from the first of January have gone by on the first of October; 272 by the end of September."""


def test_each_item_is_computed_from_its_measures() -> None:
    """A finished, a behind, a silent and a lasting measure: every numerator and denominator can be counted by hand."""
    publication = publish(
        (
            measure("DONE", "D1", END),
            measure("HALF", "D1", END),
            measure("SILENT", "D1", END),
            measure("EVER", "D1", None),
        ),
        (
            report(JULY, "DONE", "100"),
            *(report(which, "HALF", "37.4") for which in (JULY, AUGUST, SEPTEMBER)),
            report(SEPTEMBER, "EVER", None),
        ),
    )
    (ranking,) = rank(publication)
    (score,) = ranking.scores
    assert [(found.measure, found.ratio) for found in ranking.measures] == [
        ("DONE", Decimal(100)),
        ("HALF", Decimal("50.1")),
        ("SILENT", Decimal(0)),
        ("EVER", None),
    ]
    assert score.inputs == (
        RankingInput(RankingItem.COMPLETION, Decimal("150.1"), 3, Decimal("50.0")),
        RankingInput(RankingItem.ON_TIME, Decimal(3), 9, Decimal("33.3")),
        RankingInput(RankingItem.REPORTING, Decimal(5), 10, Decimal("50.0")),
        RankingInput(RankingItem.RATINGS, Decimal(0), 0, None),
    )
    assert str(score.score) == "44.43"
    assert (score.rank, score.measures, score.exclusion) == (1, 4, "")


def test_a_ratio_never_exceeds_the_whole() -> None:
    """Who is ahead of time has 100; who has no day of publication has the percentage itself."""
    publication = publish(
        (
            measure("AHEAD", "D1", END),
            measure("UNDATED", "D1", END, None),
            measure("NEW", "D1", END, date(2026, 9, 30)),
        ),
        tuple(report(SEPTEMBER, id_, "90") for id_ in ("AHEAD", "UNDATED", "NEW")),
    )
    (ranking,) = rank(publication)
    assert [found.ratio for found in ranking.measures] == [Decimal(100), Decimal("90.0"), None]


def test_not_started_is_on_time_while_little_time_has_gone() -> None:
    """Nothing done within the tolerance is no delay; afterwards it is one."""
    publication = publish(
        (measure("EARLY", "D1", date(2027, 12, 31), date(2026, 9, 1)), measure("LATE", "D1", END)),
        (report(SEPTEMBER, "EARLY", "0"), report(SEPTEMBER, "LATE", "0")),
    )
    figures = derive_figures(publication, (), SETTINGS, drafts=False)
    early, late = derive_measure_inputs(figures.months, Q3, SETTINGS.tolerance)
    assert (early.on_time_months, early.dated_months) == (1, 1)
    assert (late.on_time_months, late.dated_months) == (0, 3)


def test_what_was_done_before_need_not_be_reported() -> None:
    """A measure finished in July owes that month's report and no more; reporting on adds nothing."""
    publication = publish(
        (measure("DONE", "D1", END),), tuple(report(which, "DONE", "100") for which in (JULY, AUGUST, SEPTEMBER))
    )
    (ranking,) = rank(publication)
    assert (ranking.measures[0].due_months, ranking.measures[0].reported_months) == (1, 1)


def test_equal_scores_share_a_rank() -> None:
    """1, 2, 2, 4: in the order of the table among equals."""
    percents = {"D1": "50", "D2": "70", "D3": "50", "D4": "10"}
    publication = publish(
        tuple(measure(f"M{lead}", lead, END) for lead in percents),
        tuple(report(SEPTEMBER, f"M{lead}", percent) for lead, percent in percents.items()),
    )
    (ranking,) = rank(publication)
    assert [(score.department, score.rank) for score in ranking.ranked] == [("D2", 1), ("D1", 2), ("D3", 2), ("D4", 4)]


def test_who_has_too_little_is_named_with_the_reason() -> None:
    """Too few measures and too few ratings exclude; suppressed ratings look like none."""
    settings = replace(SETTINGS, ranking_minimum_measures=2, ranking_minimum_ratings=20)
    windows = (Window("W1", "一号", "大厅", "D1"),)
    publication = publish((measure("M1", "D1", END),), (report(SEPTEMBER, "M1", "50"),), windows=windows)
    reasons = []
    for n in (0, 4, 19):
        ratings = (RatingCount(SEPTEMBER, "C1", n, 0, 0, 0, 0),)
        (ranking,) = rank(replace(publication, ratings=ratings), settings)
        assert ranking.ranked == ()
        reasons.append(ranking.excluded[0].exclusion)
        assert ranking.excluded[0].inputs[3].denominator == (19 if n == 19 else 0)
    few = "季末计入完成进度的措施有 1 项，不到 2 项；"
    assert reasons == [
        few + "评价不到 20 份（没有，或不公布份数）",
        few + "评价不到 20 份（没有，或不公布份数）",
        few + "评价不到 20 份（有 19 份）",
    ]


def test_each_item_has_its_weight_in_the_settings() -> None:
    """In the order in which they are printed; an item of no weight is none."""
    settings = replace(
        SETTINGS, ranking_completion=Decimal(4), ranking_on_time=Decimal(3), ranking_reporting=Decimal(0)
    )
    assert list(derive_weights(settings).items()) == [
        (RankingItem.COMPLETION, Decimal(4)),
        (RankingItem.ON_TIME, Decimal(3)),
        (RankingItem.RATINGS, settings.ranking_ratings),
    ]


def test_an_item_without_weight_is_not_there() -> None:
    """A county that does not rate by ratings asks for none."""
    settings = replace(SETTINGS, ranking_ratings=Decimal(0), ranking_minimum_ratings=20)
    (ranking,) = rank(publish((measure("M1", "D1", END),), (report(SEPTEMBER, "M1", "100"),)), settings)
    assert [found.item for found in ranking.ranked[0].inputs] == list(RankingItem)[:3]


def test_an_item_that_cannot_be_counted_leaves_the_divisor() -> None:
    """The other weights make up the whole; half a hundredth is rounded up."""
    inputs = (
        RankingInput(RankingItem.COMPLETION, Decimal(1), 1, Decimal("50.1")),
        RankingInput(RankingItem.ON_TIME, Decimal(1), 1, Decimal("66.7")),
        RankingInput(RankingItem.REPORTING, Decimal(0), 0, None),
    )
    weights = {RankingItem.COMPLETION: Decimal(1), RankingItem.ON_TIME: Decimal(3), RankingItem.REPORTING: Decimal(6)}
    assert str(derive_score(inputs, weights)) == "62.55"
    assert derive_score(inputs[2:], weights) is None


@pytest.mark.parametrize(
    ("states", "drafts", "shown"),
    [
        ((MonthState.REVIEWED, MonthState.REVIEWED, MonthState.DRAFT), False, 0),
        ((MonthState.REVIEWED, MonthState.REVIEWED, MonthState.DRAFT), True, 1),
        ((MonthState.REVIEWED, MonthState.DRAFT, MonthState.REVIEWED), False, 0),
        ((MonthState.REVIEWED, MonthState.REVIEWED, MonthState.REVIEWED), False, 1),
    ],
)
def test_a_quarter_appears_when_all_of_it_is_public(
    *, states: tuple[MonthState, ...], drafts: bool, shown: int
) -> None:
    """Neither before its last month is reviewed nor while one within is not."""
    months = tuple(month(which, state) for which, state in zip((JULY, AUGUST, SEPTEMBER), states, strict=True))
    publication = publish((measure("M1", "D1", END),), (report(SEPTEMBER, "M1", "50"),), months=months)
    assert len(rank(publication, drafts=drafts)) == shown
    assert rank(publication, replace(SETTINGS, ranking=False), drafts=drafts) == ()


def score(department: str, points: str | None, place: int | None) -> DepartmentScore:
    """A department's score in a quarter."""
    return DepartmentScore(department, 1, (), Decimal(points) if points else None, place)


def test_a_year_is_ranked_when_it_is_over() -> None:
    """Before the fourth quarter there are means and no ranks; then only who was ranked each time has one."""
    quarters = [
        QuarterRanking(Quarter(2026, number), (), scores, (), Publication())
        for number, scores in (
            (3, (score("A", "90", 1), score("B", "80", 2), score("C", None, None))),
            (4, (score("B", "90.01", 1), score("A", "80", 2), score("C", "99", 3))),
        )
    ]
    (early,) = derive_years(quarters[:1])
    assert (early.whole, [found.rank for found in early.scores]) == (False, [None, None, None])
    (late,) = derive_years(quarters)
    assert isinstance(late, YearSummary)
    assert [(found.department, str(found.mean), found.rank) for found in late.scores] == [
        ("B", "85.01", 1),
        ("A", "85.00", 2),
        ("C", "99.00", None),
    ]


def test_the_worked_example() -> None:
    """One department by hand, with its ratings and without them."""
    weights = dict(zip(RankingItem, map(Decimal, (40, 30, 20, 10)), strict=True))
    sums = zip(RankingItem, map(Decimal, ("234.3", "10", "11", "57")), (3, 12, 12, 62), strict=True)
    inputs = [_make_input(*one) for one in sums]
    assert [str(one.value) for one in inputs] == ["78.1", "83.3", "91.7", "91.9"]
    assert str(derive_score(inputs, weights)) == "83.76"
    assert str(derive_score(inputs[:3], weights)) == "82.86"
