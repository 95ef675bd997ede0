"""Rating summaries: exact figures, whose ratings they are, and that no small count is disclosed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.derived import PublishedCount, RatingSummary
from mashang.figures.rating_sums import add_up
from mashang.figures.ratings import RatingFigures, derive_ratings
from mashang.model import Code, CodeKind, Department, Enterprise, Matter, Measure, Publication, Window
from mashang.periods import Deadline, YearMonth
from mashang.rating_counts import RatingCount
from tests.example_settings import SETTINGS

SEPTEMBER, OCTOBER = YearMonth(2026, 9), YearMonth(2026, 10)
DAY = date(2026, 9, 1)
FEW = PublishedCount(None)
Levels = tuple[int, int, int, int, int]
EMPTY = Publication(
    departments=(Department("001", "税务局"), Department("1", "住建局"), Department("D3", "没有窗口的局")),
    measures=(Measure("M1", "措施", "领域", "内容", "1", Deadline("长期坚持", None)),),
    windows=(
        Window("W1", "一号", "大厅", "001"),
        Window("W2", "二号", "大厅", "001"),
        Window("W3", "三号", "大厅", "001"),
        Window("W4", "四号", "大厅", "1"),
    ),
    enterprises=(Enterprise("Q1", "企业"),),
    matters=(Matter("S1", "事项", "001"),),
)
CODES = (
    *(Code(f"C{window.id}", CodeKind.WINDOW, window.id, DAY) for window in EMPTY.windows),
    Code("CM1", CodeKind.MEASURE, "M1", DAY),
    Code("CQ1", CodeKind.ENTERPRISE, "Q1", DAY),
    Code("CS1", CodeKind.MATTER, "S1", DAY),
    Code("CW9", CodeKind.WINDOW, "W9", DAY, name="撤掉的窗口"),
)


def _derive(months: tuple[YearMonth, ...] = (OCTOBER,), minimum: int = 5, **best: int) -> RatingFigures:
    """Summaries when each code got so many 非常满意 in October."""
    ratings = tuple(RatingCount(OCTOBER, code, n, 0, 0, 0, 0) for code, n in best.items())
    return _derive_from(*ratings, months=months, minimum=minimum)


def _derive_from(*ratings: RatingCount, months: tuple[YearMonth, ...] = (OCTOBER,), minimum: int = 5) -> RatingFigures:
    sums = add_up(replace(EMPTY, ratings=ratings), CODES, months)
    return derive_ratings(sums, replace(SETTINGS, minimum_ratings=minimum))


def _counts(summaries: tuple[RatingSummary, ...]) -> dict[str, int | None]:
    return {summary.key: summary.n for summary in summaries}


def test_a_month_belongs_to_the_department_that_had_the_window_then() -> None:
    """What a window got before it moved stays there; its own figure begins with the present department."""
    september = {(CodeKind.WINDOW, "W1"): "1", (CodeKind.MATTER, "S1"): "1"}
    moved = replace(
        EMPTY,
        owners={SEPTEMBER: september},
        ratings=(
            *(RatingCount(SEPTEMBER, code, 30) for code in ("CW1", "CW4", "CS1")),
            *(RatingCount(OCTOBER, code, 20) for code in ("CW1", "CW2", "CW3", "CS1")),
        ),
    )
    assert moved.moved == {(CodeKind.WINDOW, "W1"), (CodeKind.MATTER, "S1")}
    figures = derive_ratings(add_up(moved, CODES, (SEPTEMBER, OCTOBER)), replace(SETTINGS, minimum_ratings=5))
    assert _counts(figures.by_department) == {"001": 80, "1": 90, "D3": None}
    assert _counts(figures.by_window) == {"W1": 20, "W2": 20, "W3": 20, "W4": 30}
    assert _counts(figures.by_matter) == {"S1": 20}
    merged = replace(moved, owners={SEPTEMBER: {(CodeKind.WINDOW, "W1"): "D9"}})
    assert merged.moved == set()
    assert merged.as_of(SEPTEMBER).window_by_id["W1"].department == "001"


def test_figures_are_exact() -> None:
    """Share of the upper three levels and mean of 5…1, one decimal, half a tenth up; complaints as counted."""
    one = RatingCount(SEPTEMBER, "CW1", 10, 20, 20, 5, 5, complaints=30, closed=15, overdue=6)
    two = RatingCount(OCTOBER, "CW1", 0, 0, 0, 5, 7, complaints=10, closed=5, overdue=4)
    summary = _derive_from(one, two, months=(SEPTEMBER, OCTOBER)).overall
    assert summary == RatingSummary(
        "",
        published=True,
        n=72,
        levels=(10, 20, 20, 10, 12),
        satisfied=Decimal("69.4"),  # 50 by 72
        mean=Decimal("3.1"),  # 222 points by 72 ratings: 3.083
        complaints=PublishedCount(40),
        open=PublishedCount(20),
        overdue=PublishedCount(10),
    )


def test_mean_rounds_half_up() -> None:
    """69 points by 60 ratings are 1.15: published as 1.2."""
    summary = _derive_from(RatingCount(OCTOBER, "CW1", 0, 0, 0, 9, 51), minimum=1).by_window[0]
    assert str(summary.mean) == "1.2"


@pytest.mark.parametrize(
    ("levels", "satisfied", "least"),
    [
        ((15, 0, 0, 5, 0), "75.0", None),  # enough of both
        ((20, 0, 0, 0, 0), "100.0", None),  # none bad
        ((16, 0, 0, 4, 0), None, "80.0"),  # four of 20
        ((0, 19, 0, 0, 1), None, "80.0"),  # one is bounded like four
        ((0, 0, 30, 0, 1), None, "87.0"),  # 27 by 31 are 87.09…: never more than it is
        ((15, 0, 0, 4, 0), None, None),  # four of 19: the bound would disclose too much of so few
        ((4, 0, 0, 50, 0), None, None),  # four good ones
        ((0, 0, 0, 0, 30), "0.0", None),  # none good
    ],
)
def test_share_of_good_ratings(levels: Levels, satisfied: str | None, least: str | None) -> None:
    """Published with no bad ones or enough; as a lower bound with few; suppressed where few are good."""
    summary = _derive_from(RatingCount(OCTOBER, "CW1", *levels)).by_window[0]
    assert (summary.satisfied, summary.satisfied_lower_bound) == (
        satisfied and Decimal(satisfied),
        least and Decimal(least),
    )


@pytest.mark.parametrize(
    ("levels", "published"),
    [
        ((30, 10, 5, 5, 0), True),
        ((30, 10, 5, 0, 0), True),
        ((30, 10, 4, 5, 0), False),
        ((30, 10, 5, 5, 1), False),
        ((0, 0, 0, 10, 20), True),
    ],
)
def test_levels_are_published_together(levels: Levels, *, published: bool) -> None:
    """A level with one to four ratings suppresses all five, as they add up to the number of ratings."""
    summary = _derive_from(RatingCount(OCTOBER, "CW1", *levels)).by_window[0]
    assert summary.levels == (levels if published else None)


def test_a_mean_is_published_where_levels_are() -> None:
    """Else a mean of 1.1 would leave two good ones of 20 at most, and one of 4.9 one bad one of 20."""
    for levels in ((0, 0, 1, 0, 19), (19, 0, 0, 1, 0)):
        summary = _derive_from(RatingCount(OCTOBER, "CW1", *levels)).by_window[0]
        assert (summary.n, summary.levels, summary.mean) == (20, None, None)
    summary = _derive_from(RatingCount(OCTOBER, "CW1", 15, 0, 0, 5, 0)).by_window[0]
    assert (summary.levels, summary.mean) == ((15, 0, 0, 5, 0), Decimal("4.3"))


def test_equal_ones_are_suppressed_together() -> None:
    """Beside a suppressed 4, which of two fives was suppressed would follow from the order of the table."""
    assert _counts(_derive(CW1=5, CW2=5, CW3=4).by_window) == {"W1": None, "W2": None, "W3": None, "W4": None}
    assert _counts(_derive(CW1=20, CW2=5, CW3=5, CM1=9).by_window) == {"W1": 20, "W2": 5, "W3": 5, "W4": None}


def test_suppressed_ones_that_could_not_have_more_take_another_with_them() -> None:
    """Eight in two places with four at most each are four each."""
    pinned = _derive(CW1=20, CW2=4, CW3=4, CS1=30)
    assert _counts((*pinned.by_window, *pinned.by_matter)) == {"W1": None, "W2": None, "W3": None, "W4": None, "S1": 30}
    assert _counts(_derive(CW1=20, CW2=4, CW3=3, CS1=30).by_window)["W1"] == 20


@pytest.mark.parametrize(
    ("complaints", "closed", "overdue", "expected"),
    [
        (12, 7, 6, (PublishedCount(12), PublishedCount(5), PublishedCount(6))),
        (12, 12, 0, (PublishedCount(12), PublishedCount(0), PublishedCount(0))),
        (12, 9, 1, (PublishedCount(12), FEW, FEW)),
        (8, 2, 0, (PublishedCount(8), None, PublishedCount(0))),  # two closed would follow from six open
        (6, 3, 2, (PublishedCount(6), None, None)),  # were these bounded, five open and one closed would stand out
        (6, 1, 0, (PublishedCount(6), None, PublishedCount(0))),
        (3, 3, 0, (FEW, PublishedCount(0), PublishedCount(0))),
        (3, 1, 3, (FEW, FEW, FEW)),
        (0, 0, 0, (PublishedCount(0), PublishedCount(0), PublishedCount(0))),
    ],
)
def test_complaints(complaints: int, closed: int, overdue: int, expected: tuple[PublishedCount | None, ...]) -> None:
    """One to four are bounded; what would leave one to four is suppressed."""
    counted = RatingCount(OCTOBER, "CW1", 30, 0, 0, 0, 0, complaints=complaints, closed=closed, overdue=overdue)
    figures = _derive_from(counted)
    summary = figures.overall
    assert (summary.complaints, summary.open, summary.overdue) == expected
    assert (figures.by_window[0].open, figures.by_window[0].overdue) == (None, None)


def test_the_part_beside_few_bad_ratings_is_suppressed() -> None:
    """Of 9 bad ratings in two windows, 6 and 3, the six would disclose the three."""
    figures = _derive_from(RatingCount(OCTOBER, "CW1", 40, 0, 0, 6, 0), RatingCount(OCTOBER, "CW2", 40, 0, 0, 3, 0))
    assert figures.by_department[0].satisfied == Decimal("89.9")
    assert [summary.satisfied for summary in figures.by_window[:2]] == [None, None]
    assert [summary.satisfied_lower_bound for summary in figures.by_window[:2]] == [None, Decimal("90.6")]


def test_complaints_that_bounds_pin_down_are_not_bounded() -> None:
    """Eight in two windows of a department that has nothing else: four in each."""
    figures = _derive_from(
        *(RatingCount(OCTOBER, code, 40, 0, 0, 0, 0, complaints=4) for code in ("CW1", "CW2")),
        RatingCount(OCTOBER, "CW4", 40, 0, 0, 0, 0, complaints=9),
    )
    assert figures.by_department[0].complaints == PublishedCount(8)
    assert [window.complaints for window in figures.by_window[:2]] == [None, None]


def test_windows_of_a_suppressed_department_add_up_with_the_rest() -> None:
    """A department suppressed for another's few ratings has a published window; 6 of 9 bad ones there would leave 3."""
    figures = _derive_from(
        RatingCount(OCTOBER, "CW1", 40, 0, 0, 0, 0),
        RatingCount(OCTOBER, "CW4", 14, 0, 0, 6, 0),
        RatingCount(OCTOBER, "CM1", 5, 0, 0, 3, 0),
        RatingCount(OCTOBER, "CQ1", 2, 0, 0, 0, 0),
    )
    assert _counts(figures.by_department) == {"001": 40, "1": None, "D3": None}
    window = figures.by_window[3]
    assert (window.n, window.satisfied, window.satisfied_lower_bound) == (20, None, None)


def test_bounds_that_leave_one_possibility_are_not_published() -> None:
    """8 bad ratings in two windows with at most four each are four in each, so neither is bounded."""
    figures = _derive_from(RatingCount(OCTOBER, "CW1", 40, 0, 0, 4, 0), RatingCount(OCTOBER, "CW2", 40, 0, 0, 4, 0))
    assert figures.by_department[0].satisfied == Decimal("90.9")
    assert [summary.satisfied_lower_bound for summary in figures.by_window[:2]] == [None, None]


def test_whose_ratings() -> None:
    """Windows, matters and measures count for their department; enterprises and lost windows in the whole only."""
    figures = _derive(CW1=10, CS1=20, CW4=30, CM1=40, CQ1=50, CW9=60)
    assert _counts(figures.by_department) == {"001": 30, "1": 70, "D3": None}
    assert _counts(figures.by_window) == {"W1": 10, "W2": None, "W3": None, "W4": 30}
    assert _counts(figures.by_matter) == {"S1": 20}
    assert figures.overall.n == 210


def test_only_published_months_count() -> None:
    """Ratings of a month that is not published count nowhere."""
    assert _derive(months=(SEPTEMBER,), CW1=10).overall.published is False
    assert _derive(months=(SEPTEMBER, OCTOBER), CW1=10).overall.n == 10


def test_replaced_code_counts_for_the_same_window() -> None:
    """A window that got a new code keeps the ratings of the old one."""
    codes = (*CODES, Code("CNEW", CodeKind.WINDOW, "W1", DAY))
    ratings = (RatingCount(OCTOBER, "CW1", 9, 0, 0, 0, 2), RatingCount(OCTOBER, "CNEW", 0, 0, 0, 0, 6))
    figures = derive_ratings(add_up(replace(EMPTY, ratings=ratings), codes, (OCTOBER,)), SETTINGS)
    assert figures.by_window[0].levels == (9, 0, 0, 0, 8)


@pytest.mark.parametrize(("n", "published"), [(0, False), (4, False), (5, True)])
def test_minimum(n: int, published: bool) -> None:  # noqa: FBT001  # a parameter of the table above
    """Below the minimum nothing is published, complaints neither; at it, everything is."""
    rating = RatingCount(OCTOBER, "CW4", n, 0, 0, 0, 0, complaints=9, closed=9, overdue=1)
    summary = _derive_from(rating).by_window[3]
    assert summary.published is published
    if not published:
        assert summary == RatingSummary("W4", published=False)


def test_no_minimum_still_suppresses_nothing_rated() -> None:
    """With the minimum at 1, a single rating is published; without any there is no mean."""
    figures = _derive(minimum=1, CW1=1)
    assert _counts(figures.by_window) == {"W1": 1, "W2": None, "W3": None, "W4": None}
    assert figures.by_window[0].mean == Decimal("5.0")


def test_without_a_minimum_everything_is_published() -> None:
    """Where the county suppresses nothing: a single bad rating, with its mean, level and complaint."""
    counted = RatingCount(OCTOBER, "CW1", 0, 0, 0, 0, 1, complaints=1)
    summary = _derive_from(counted, minimum=1).overall
    assert (summary.satisfied, summary.mean, summary.levels) == (Decimal("0.0"), Decimal("1.0"), (0, 0, 0, 0, 1))
    assert (summary.complaints, summary.open, summary.overdue) == (
        PublishedCount(1),
        PublishedCount(1),
        PublishedCount(0),
    )


def test_a_single_suppressed_window_is_not_disclosed() -> None:
    """Of 10 + 20 + 3, the 3 is 33 less 30: so the 10 is suppressed too."""
    figures = _derive(CW1=20, CW2=10, CW3=3)
    assert _counts(figures.by_department)["001"] == 33
    assert _counts(figures.by_window) == {"W1": 20, "W2": None, "W3": None, "W4": None}


def test_two_suppressed_windows_with_few_ratings_together() -> None:
    """1 and 2 suppressed beside 20 would disclose 3 ratings in two windows: too few as well."""
    assert _counts(_derive(CW1=20, CW2=1, CW3=2).by_window)["W1"] is None


def test_suppressed_ones_that_are_many_together_suppress_nothing_else() -> None:
    """3 and 4 suppressed leave a rest of 7: nobody can part it."""
    assert _counts(_derive(CW1=20, CW2=3, CW3=4).by_window)["W1"] == 20


def test_unrated_windows_suppress_nothing_else() -> None:
    """A rest of zero discloses nobody."""
    assert _counts(_derive(CW1=20).by_window)["W1"] == 20


def test_complaints_of_an_unrated_window_are_not_given_away() -> None:
    """No ratings but one complaint: beside the seven of the other window, eight in all would disclose it."""
    figures = _derive_from(
        RatingCount(OCTOBER, "CW1", 20, 0, 0, 0, 0, complaints=7), RatingCount(OCTOBER, "CW2", complaints=1)
    )
    assert figures.by_department[0].complaints == PublishedCount(8)
    assert figures.by_window[0].n == 20
    assert [summary.complaints for summary in figures.by_window] == [None] * 4


def test_few_enterprise_ratings_suppress_a_department() -> None:
    """2 ratings of an enterprise are the whole less both departments; suppressing the smaller one protects them."""
    figures = _derive(CW1=30, CM1=20, CQ1=2)
    assert figures.overall.n == 52
    assert _counts(figures.by_department) == {"001": 30, "1": None, "D3": None}


def test_a_suppressed_department_is_not_rebuilt_from_its_windows() -> None:
    """When all its windows are published, the suppressed department is their sum: one of them is suppressed too."""
    figures = _derive(CW1=30, CW4=20, CQ1=2)
    assert _counts(figures.by_department) == {"001": 30, "1": None, "D3": None}
    assert _counts(figures.by_window)["W4"] is None


def test_no_ratings_at_all() -> None:
    """An empty year has summaries that publish nothing."""
    figures = _derive_from()
    assert figures.overall == RatingSummary("", published=False)
    assert not any(s.published for s in (*figures.by_department, *figures.by_window, *figures.by_matter))


@given(st.dictionaries(st.sampled_from([code.code for code in CODES]), st.integers(0, 12)))
def test_every_rest_is_nothing_or_enough(best: dict[str, int]) -> None:
    """Subtracting all that is published from any published total leaves no small count, whatever was rated."""
    figures = _derive_from(*(RatingCount(OCTOBER, code, n, 0, 0, 0, 0) for code, n in best.items()))
    windows, matters, departments = (
        _counts(summaries) for summaries in (figures.by_window, figures.by_matter, figures.by_department)
    )
    below = {
        department.id: sum(windows[window.id] or 0 for window in EMPTY.windows if window.department == department.id)
        + sum(matters[matter.id] or 0 for matter in EMPTY.matters if matter.department == department.id)
        for department in EMPTY.departments
    }
    rests = [total - below[key] for key, total in departments.items() if total is not None]
    if figures.overall.n is not None:
        rests.append(
            figures.overall.n - sum(below[key] if total is None else total for key, total in departments.items())
        )
    assert all(rest == 0 or rest >= 5 for rest in rests)
