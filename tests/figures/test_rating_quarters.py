"""Ratings by department and quarter, as a ranking counts them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mashang.figures.rating_quarters import RatedQuarter, derive_rated_quarters
from mashang.figures.rating_sums import add_up
from mashang.model import Code, CodeKind, Department, Enterprise, Publication, Window
from mashang.periods import Quarter, YearMonth
from mashang.rating_counts import RatingCount
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
