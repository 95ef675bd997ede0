"""What the audit of all that is told finds and suppresses: records by hand, threshold 5, August and September."""

from __future__ import annotations

from dataclasses import replace

from mashang.figures.rating_audit import audit_told
from mashang.figures.rating_knowledge import Told
from mashang.figures.rating_margins import WHOLE, Place
from mashang.figures.rating_series import RatingSeries
from mashang.figures.rating_sums import NOTHING, Part, RatingSum, RatingSums
from mashang.model import CodeKind
from mashang.periods import YearMonth
from mashang.records import ToldRatings

AUGUST, SEPTEMBER = YearMonth(2026, 8), YearMonth(2026, 9)
A, B, C = ((CodeKind.WINDOW, name) for name in "ABC")
PLACE_A, PLACE_B, PLACE_C = (("part", part) for part in (A, B, C))
OFFICE: Place = ("department", "D")
LATER: Place = ("month", SEPTEMBER)
Figures = dict[str, dict[str, tuple[int, ...]]]


def make_series(cells: dict[tuple[Part, YearMonth], RatingSum], told: Figures) -> RatingSeries:
    """A department with the windows A, B and C in September, after this was told in August."""
    whole = sum(cells.values(), NOTHING)
    parts = {part: sum((one for (own, _), one in cells.items() if own == part), NOTHING) for part in (A, B, C)}
    months = {
        month: sum((one for (_, own), one in cells.items() if own == month), NOTHING) for month in (AUGUST, SEPTEMBER)
    }
    owned = {(part, "D", month): added for (part, month), added in cells.items()}
    sums = RatingSums(whole, {"D": whole}, parts, months, {}, dict.fromkeys((A, B, C), "D"), owned)
    return RatingSeries(sums, [ToldRatings(frozenset({AUGUST}), told)], 5)


def rate(good: int, bad: int = 0, complaints: int = 0) -> RatingSum:
    """So many ratings of the best level and of the worst but one, and complaints."""
    return RatingSum((good, 0, 0, bad, 0), complaints)


def tell(what: str, *places: Place, few: tuple[Place, ...] = ()) -> Told:
    """What is to be told now, of one sort."""
    return Told({what: frozenset(places)}, {what: frozenset(few)})


WORKED = {(B, AUGUST): rate(10), (A, SEPTEMBER): rate(6), (B, SEPTEMBER): rate(1, 7), (C, SEPTEMBER): rate(1, 6)}
TEN_GOOD: Figures = {"全部": {"n": (10,), "bad": (0, 10)}, "单位-D": {"n": (10,)}, "窗口-B": {"n": (10,)}}


def test_the_worked_example() -> None:
    """Eight good ratings in September, six of them of A: two are left, of B and C together."""
    told = tell("bad", WHOLE, LATER, PLACE_A)
    assert audit_told(make_series(WORKED, TEN_GOOD), told) == tell("bad", WHOLE, LATER)


def test_what_leaves_enough_is_told() -> None:
    """Eleven good ratings less six are five."""
    cells = {**WORKED, (C, SEPTEMBER): rate(4, 6)}
    told = tell("bad", WHOLE, LATER, PLACE_A)
    assert audit_told(make_series(cells, TEN_GOOD), told) == told


def test_levels_go_with_bad_ratings() -> None:
    """Levels add up to the bad ones, so the levels of a place are told no longer than these."""
    told = Told({"bad": frozenset({WHOLE, LATER, PLACE_A}), "levels": frozenset({PLACE_A})}, {})
    kept = Told({"bad": frozenset({WHOLE, LATER}), "levels": frozenset()}, {})
    assert audit_told(make_series(WORKED, TEN_GOOD), told) == kept


def test_without_an_earlier_publication_nothing_is_audited() -> None:
    """The rules for one table have seen to it."""
    told = tell("bad", WHOLE, LATER, PLACE_A)
    series = replace(make_series(WORKED, TEN_GOOD), earlier=[])
    assert audit_told(series, told) is told


def test_what_was_known_before_is_no_reason_to_suppress() -> None:
    """The two good ones were disclosed in August already."""
    cells = {(A, AUGUST): rate(6), (B, AUGUST): rate(2, 7), (C, SEPTEMBER): rate(20)}
    told: Figures = {"全部": {"n": (15,), "bad": (7, 8)}, "窗口-A": {"n": (6,), "bad": (0, 6)}}
    now = tell("bad", WHOLE, PLACE_A, PLACE_C)
    assert audit_told(make_series(cells, told), now) == now


def test_what_a_correction_changed_says_nothing() -> None:
    """Nine good ratings were told of August that are ten now: only what was true still is held against what is told."""
    told: Figures = {"全部": {"n": (10,), "bad": (1, 9)}}
    now = tell("bad", WHOLE, LATER, PLACE_A)
    without: Figures = {"全部": {"n": (10,)}}
    assert audit_told(make_series(WORKED, told), now) == audit_told(make_series(WORKED, without), now)


def test_few_complaints_that_are_all_of_a_rest_are_found() -> None:
    """Of 12 complaints in August A had 8 at most, for it has 8 now, and B 4 at most, as was told: both had so many."""
    cells = {(A, AUGUST): rate(20, 0, 8), (B, AUGUST): rate(20, 0, 4), (C, SEPTEMBER): rate(20, 0, 9)}
    told: Figures = {
        "全部": {"n": (40,), "complaints": (12,)},
        "窗口-A": {"n": (20,)},
        "窗口-B": {"n": (20,), "complaints": ()},
    }
    now = tell("complaints", PLACE_A, WHOLE)
    series = make_series(cells, told)
    assert audit_told(series, now) == tell("complaints", WHOLE)
    more = make_series({**cells, (A, SEPTEMBER): rate(0, 0, 5)}, told)
    assert audit_told(more, now) == now
