"""Ratings by department and quarter, and what is kept out until it is enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.figures.rating_quarters import RatedQuarter, derive_rated_quarters, suppress_small_quarters
from mashang.figures.rating_sums import add_up
from mashang.model import Code, CodeKind, Department, Enterprise, Publication, RatingCount, Window
from mashang.periods import Quarter, YearMonth
from tests.example_settings import SETTINGS as EXAMPLE

SETTINGS = replace(EXAMPLE, ranking=True)
MONTHS = tuple(YearMonth(2026, number) for number in (7, 8, 9, 10))
CODES = (
    Code("A", CodeKind.WINDOW, "W1", date(2026, 1, 1)),
    Code("B", CodeKind.WINDOW, "W2", date(2026, 1, 1)),
    Code("C", CodeKind.ENTERPRISE, "E1", date(2026, 1, 1)),
)
PUBLICATION = Publication(
    departments=(Department("D1", "甲局"), Department("D2", "乙局")),
    windows=(Window("W1", "一号", "大厅", "D1"), Window("W2", "二号", "大厅", "D2")),
    enterprises=(Enterprise("E1", "甲公司"),),
)


def rate(month: int, code: str, *levels: int) -> RatingCount:
    """Ratings of a code in a month of 2026, best level first."""
    return RatingCount(YearMonth(2026, month), code, *levels)


def test_months_of_a_quarter_are_added_up() -> None:
    """Ratings count for the department that answers, quarter by quarter; bad ones in steps of five."""
    ratings = (rate(7, "A", 3, 2, 1, 4), rate(9, "A", 1), rate(10, "A", 7), rate(8, "B", 0, 0, 0, 0, 6))
    found = derive_rated_quarters(add_up(replace(PUBLICATION, ratings=ratings), CODES, MONTHS), SETTINGS)
    assert found == {
        ("D1", Quarter(2026, 3)): RatedQuarter(11, 11),
        ("D1", Quarter(2026, 4)): RatedQuarter(7, 7),
        ("D2", Quarter(2026, 3)): RatedQuarter(6, 1),
    }


@pytest.mark.parametrize(("bad", "counted"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (31, 30)])
def test_bad_ratings_count_in_full_steps(bad: int, counted: int) -> None:
    """So that a ranking publishes no small number of them, nor the remainder."""
    found = derive_rated_quarters(
        add_up(replace(PUBLICATION, ratings=(rate(7, "A", 60, 0, 0, bad),)), CODES, MONTHS), SETTINGS
    )
    assert found["D1", Quarter(2026, 3)] == RatedQuarter(60 + bad, 60 + bad - counted)


def test_few_ratings_wait_until_they_are_enough() -> None:
    """Four in October stay out of everything; with a fifth in November all five come in."""
    ratings = (rate(9, "A", 30), rate(10, "A", 4), rate(10, "B", 5), rate(10, "C", 1))
    publication = replace(PUBLICATION, ratings=ratings)
    kept = suppress_small_quarters(publication, CODES, SETTINGS, MONTHS).ratings
    assert [sum(rating.levels) for rating in kept] == [30, 0, 5, 0]
    november = (*MONTHS, YearMonth(2026, 11))
    later = replace(publication, ratings=(*ratings, rate(11, "A", 0, 1)))
    assert rate(10, "A", 4) in suppress_small_quarters(later, CODES, SETTINGS, november).ratings


def test_complaints_do_not_wait() -> None:
    """No ranking publishes them; a site that left them out would say that there are none."""
    unhappy = RatingCount(MONTHS[3], "A", 0, 0, 0, 0, 2, complaints=6, overdue=6)
    publication = replace(PUBLICATION, ratings=(rate(9, "A", 30), unhappy))
    assert suppress_small_quarters(publication, CODES, SETTINGS, MONTHS).ratings[1] == replace(unhappy, level_1=0)


def test_nothing_is_left_out_where_ratings_are_not_ranked() -> None:
    """Without a ranking, or without a weight for ratings, no quarter is printed that could be subtracted."""
    publication = replace(PUBLICATION, ratings=(rate(10, "A", 1),))
    for settings in (replace(SETTINGS, ranking=False), replace(SETTINGS, ranking_ratings=Decimal(0))):
        assert suppress_small_quarters(publication, CODES, settings, MONTHS) is publication


@given(
    st.lists(
        st.tuples(st.sampled_from([7, 8, 9, 10]), st.sampled_from("ABC"), st.integers(0, 9)),
        unique_by=lambda row: row[:2],
    )
)
def test_no_subtraction_leaves_a_small_count(rows: list[tuple[int, str, int]]) -> None:
    """All, less any departments, less any of their quarters, is nothing or many enough."""
    publication = replace(PUBLICATION, ratings=tuple(rate(month, code, n) for month, code, n in rows))
    kept = suppress_small_quarters(publication, CODES, SETTINGS, MONTHS)
    cells = [found.n for found in derive_rated_quarters(add_up(kept, CODES, MONTHS), SETTINGS).values()]
    nobodys = sum(sum(rating.levels) for rating in kept.ratings) - sum(cells)
    assert all(n == 0 or n >= SETTINGS.minimum_ratings for n in (*cells, nobodys))
