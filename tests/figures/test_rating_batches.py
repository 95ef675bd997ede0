"""Ratings wait until those of one place are enough, and count in the month in which they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.figures.rating_batches import batch_ratings
from mashang.figures.rating_sums import RatingSums, add_up
from mashang.model import Code, CodeKind, Department, Enterprise, Matter, Publication, Window
from mashang.periods import YearMonth
from mashang.rating_counts import RatingCount

MONTHS = tuple(YearMonth(2026, number) for number in (7, 8, 9, 10))
CODES = (
    Code("A", CodeKind.WINDOW, "W1", date(2026, 1, 1)),
    Code("B", CodeKind.MATTER, "S1", date(2026, 1, 1)),
    Code("E", CodeKind.ENTERPRISE, "E1", date(2026, 1, 1)),
    Code("F", CodeKind.ENTERPRISE, "E2", date(2026, 1, 1)),
)
PUBLICATION = Publication(
    departments=(Department("D1", "甲局"), Department("D2", "乙局")),
    windows=(Window("W1", "一号", "大厅", "D1"),),
    matters=(Matter("S1", "事项", "D2"),),
    enterprises=(Enterprise("E1", "甲公司"), Enterprise("E2", "乙公司")),
)


def count(*came: tuple[int, str, int], shown: tuple[YearMonth, ...] = MONTHS) -> RatingSums:
    """The sums of so many ratings that came in months of 2026 to codes, as they count."""
    ratings = tuple(RatingCount(YearMonth(2026, month), code, n) for month, code, n in came)
    return add_up(batch_ratings(replace(PUBLICATION, ratings=ratings), CODES, 5, shown), CODES, shown)


def test_the_worked_example() -> None:
    """Seven count at once, two and four together, and one waits."""
    sums = count((7, "A", 7), (8, "A", 2), (9, "A", 4), (10, "A", 1))
    assert [added.n for added in sums.months.values()] == [7, 0, 6, 0]
    assert sums.whole.n == sums.departments["D1"].n == 13


def test_what_counted_once_stays_as_it_is() -> None:
    """A later month adds to what earlier publications counted, and changes nothing of it."""
    came = ((7, "A", 3), (8, "A", 3), (8, "B", 9), (9, "A", 4), (9, "B", 1), (10, "A", 1))
    for shown in range(1, 4):
        before, after = count(*came, shown=MONTHS[:shown]), count(*came)
        assert list(before.months.values()) == list(after.months.values())[:shown]


def test_enterprises_wait_together() -> None:
    """Their codes belong to no department and have no figures of their own."""
    assert count((7, "E", 2), (7, "F", 3)).whole.n == 5
    assert count((7, "E", 2), (7, "A", 3)).whole.n == 0


def test_complaints_do_not_wait() -> None:
    """A site that left them out would say that there are none."""
    unhappy = RatingCount(MONTHS[0], "A", 0, 0, 0, 0, 2, complaints=6, overdue=6)
    happy = RatingCount(MONTHS[1], "A", 3)
    kept = batch_ratings(replace(PUBLICATION, ratings=(unhappy, happy)), CODES, 5, MONTHS).ratings
    moved = replace(unhappy, month=MONTHS[1], complaints=0, overdue=0)
    assert kept == (replace(unhappy, level_1=0), moved, happy)
    alone = batch_ratings(replace(PUBLICATION, ratings=(unhappy,)), CODES, 5, MONTHS[:1]).ratings
    assert alone == (replace(unhappy, level_1=0),)


def test_months_that_are_not_shown_do_not_count() -> None:
    """What a draft month brought fills no batch."""
    assert count((7, "A", 3), (8, "A", 3), shown=MONTHS[:1]).whole.n == 0


@pytest.mark.parametrize("minimum", [1, 5])
@given(
    st.lists(
        st.tuples(st.sampled_from([7, 8, 9, 10]), st.sampled_from("ABEF"), st.integers(0, 9)),
        unique_by=lambda row: row[:2],
    )
)
def test_every_place_has_nothing_or_enough_in_every_month(minimum: int, rows: list[tuple[int, str, int]]) -> None:
    """So that no subtraction leaves fewer; with a minimum of one nothing waits."""
    ratings = tuple(RatingCount(YearMonth(2026, month), code, n) for month, code, n in rows)
    publication = batch_ratings(replace(PUBLICATION, ratings=ratings), CODES, minimum, MONTHS)
    counts: dict[tuple[str, YearMonth], int] = {}
    for one in publication.ratings:
        place = ("EF" if one.code in "EF" else one.code, one.month)
        counts[place] = counts.get(place, 0) + sum(one.levels)
    assert all(n == 0 or n >= minimum for n in counts.values())
    came = sum(n for _, _, n in rows)
    assert came - sum(counts.values()) <= 3 * (minimum - 1)
