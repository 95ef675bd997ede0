"""What may be told of places after earlier publications: sums and records by hand, threshold 5."""

from __future__ import annotations

from decimal import Decimal

from mashang.derived import PublishedCount
from mashang.figures.rating_margins import WHOLE, Place
from mashang.figures.rating_series import RatingSeries
from mashang.figures.rating_summaries import find_last_told, summarise
from mashang.figures.rating_sums import NOTHING, Part, RatingSum, RatingSums
from mashang.figures.rating_suppression import suppress_known
from mashang.model import CodeKind
from mashang.periods import YearMonth
from mashang.records import Telling, ToldRatings

JULY, AUGUST, SEPTEMBER = (YearMonth(2026, month) for month in (7, 8, 9))
A: Part = (CodeKind.WINDOW, "A")
B: Part = (CodeKind.WINDOW, "B")
PLACE_A: Place = ("part", A)
PLACE_B: Place = ("part", B)
Told = dict[str, dict[str, tuple[int, ...]]]


def make_series(told: Told, a: RatingSum, b: RatingSum, gone: RatingSum = NOTHING) -> RatingSeries:
    """A department with two windows in September, and what was told in August. Of some of it, no window is left."""
    whole = a + b + gone
    months = {AUGUST: whole, SEPTEMBER: NOTHING}
    sums = RatingSums(whole, {"D": whole}, {A: a, B: b}, months, {}, {A: "D", B: "D"})
    return RatingSeries(sums, [ToldRatings(frozenset({AUGUST}), told)], 5)


def count_complaints(number: int) -> RatingSum:
    """Forty good ratings and so many complaints."""
    return RatingSum((40, 0, 0, 0, 0), complaints=number)


def test_a_count_told_now_discloses_no_few_ones_of_then() -> None:
    """The worked example: 10 in August, of which B had 4 at most, and A no more than the 6 of September."""
    told: Told = {
        "单位-D": {"n": (80,), "complaints": (10,)},
        "窗口-A": {"n": (40,)},
        "窗口-B": {"n": (40,), "complaints": ()},
    }
    series = make_series(told, count_complaints(6), count_complaints(5))
    assert suppress_known("complaints", series, {PLACE_A}) == frozenset()
    series = make_series(told, count_complaints(7), count_complaints(5))
    assert suppress_known("complaints", series, {PLACE_A}) == {PLACE_A}


def test_what_no_window_has_any_more_leaves_a_choice() -> None:
    """Three of the ten may be those of a window that the department had: what is left is 6 and 1, or 4 and 3."""
    told: Told = {
        "单位-D": {"n": (120,), "complaints": (10,)},
        "窗口-A": {"n": (40,)},
        "窗口-B": {"n": (40,), "complaints": ()},
    }
    series = make_series(told, count_complaints(6), count_complaints(5), gone=count_complaints(3))
    assert suppress_known("complaints", series, {PLACE_A}) == {PLACE_A}


def test_what_was_disclosed_before_costs_nothing_now() -> None:
    """By August it was known already that A had 6 and B 4 in July: September tells what came since if it is enough."""
    july: Told = {
        "单位-D": {"n": (80,), "complaints": (10,)},
        "窗口-A": {"n": (40,)},
        "窗口-B": {"n": (40,), "complaints": ()},
    }
    august: Told = {"单位-D": {"n": (80,)}, "窗口-A": {"n": (40,), "complaints": (6,)}, "窗口-B": {"n": (40,)}}
    earlier = [ToldRatings(frozenset({JULY}), july), ToldRatings(frozenset({AUGUST}), august)]
    enough = make_series({}, count_complaints(6), count_complaints(14)).sums
    wanted: set[Place] = {("department", "D"), PLACE_A, PLACE_B}
    assert suppress_known("complaints", RatingSeries(enough, earlier, 5), wanted) == wanted
    few = make_series({}, count_complaints(6), count_complaints(7)).sums
    assert PLACE_B not in suppress_known("complaints", RatingSeries(few, earlier, 5), {PLACE_A, PLACE_B})


def test_few_ones_told_now_are_not_disclosed_by_then() -> None:
    """Nothing was told of A and B beside the 10 of both: now 6 and few leave them no choice."""
    told: Told = {"单位-D": {"n": (80,), "complaints": (10,)}, "窗口-A": {"n": (40,)}, "窗口-B": {"n": (40,)}}
    series = make_series(told, count_complaints(6), count_complaints(4))
    assert suppress_known("complaints", series, {PLACE_A}, {PLACE_B}) == {PLACE_B}


def test_few_ones_are_not_told_where_they_disclose_what_was() -> None:
    """Of 45 ratings 9 were bad, 5 of them of B: if A has few now, it had 4 then, and B had only bad ones."""
    told: Told = {"单位-D": {"n": (45,), "bad": (9, 36)}, "窗口-A": {"n": (40,)}, "窗口-B": {"n": (5,)}}
    series = make_series(told, RatingSum((44, 0, 0, 4, 0)), RatingSum((8, 0, 0, 5, 0)))
    assert suppress_known("bad", series, (), {PLACE_A}) == frozenset()
    wider: Told = {**told, "窗口-B": {"n": (6,)}, "单位-D": {"n": (46,), "bad": (9, 37)}}
    assert suppress_known("bad", make_series(wider, series.sums.parts[A], series.sums.parts[B]), (), {PLACE_A}) == {
        PLACE_A
    }


def test_what_all_had_at_a_publication_that_did_not_tell_it_is_no_rest() -> None:
    """Of 66 bad ratings 24 came in September: 42 of 75 until August; none of 30 at D leave 3 good."""
    a, others = RatingSum((60, 0, 0, 0, 0)), RatingSum((9, 0, 0, 66, 0))
    months = {
        JULY: RatingSum((8, 0, 0, 7, 0)),
        AUGUST: RatingSum((25, 0, 0, 35, 0)),
        SEPTEMBER: RatingSum((36, 0, 0, 24, 0)),
    }
    sums = RatingSums(a + others, {"D": a}, {A: a}, months, {}, {A: "D"})
    none_bad = {"n": (30,), "bad": (0, 30)}
    told: Told = {"全部": {"n": (75,)}, "单位-D": none_bad, "窗口-A": none_bad}
    told |= {"月份-2026-07": {"n": (15,)}, "月份-2026-08": {"n": (60,)}}
    series = RatingSeries(sums, [ToldRatings(frozenset({JULY, AUGUST}), told)], 5)
    september: Place = ("month", SEPTEMBER)
    assert suppress_known("bad", series, {WHOLE, PLACE_A, september}) == {WHOLE, PLACE_A}


def test_complaints_that_are_not_told_anew_bear_the_months_they_were_told_of() -> None:
    """No rating came since, but complaints may have: that there are as many still is not told."""
    rated = RatingSum((40, 0, 0, 0, 0), complaints=7)
    sums = RatingSums(rated, {"D": rated}, {A: rated}, {AUGUST: rated, SEPTEMBER: NOTHING}, {}, {A: "D"})
    told = ToldRatings(frozenset({AUGUST}), {"窗口-A": {"n": (40,), "bad": (0, 40), "complaints": (7,)}})
    summary = summarise(PLACE_A, rated, {"n": (40,)}, find_last_told([told])["窗口-A"], RatingSeries(sums, [told], 5))
    assert summary.complaints == PublishedCount(7)
    assert summary.satisfied == Decimal(100)
    assert summary.held == {"complaints": Telling(AUGUST, AUGUST, 40)}
