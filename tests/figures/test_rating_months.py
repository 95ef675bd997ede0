"""Ratings month by month: what is published, and that no suppressed month is left over alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mashang.derived import RatingSummary
from mashang.figures.rating_sums import add_up
from mashang.figures.ratings import derive_ratings
from mashang.figures.site import derive_figures
from mashang.model import Code, CodeKind, MonthState, Publication, ReportingMonth
from mashang.periods import Quarter, YearMonth
from mashang.rating_counts import RatingCount
from tests.example_settings import SETTINGS

MONTHS = tuple(YearMonth(2026, number) for number in range(5, 11))
CODES = tuple(Code(name, CodeKind.ENTERPRISE, "E", date(2026, 1, 1)) for name in "CD")


def publish(*counts: int) -> Publication:
    """So many 非常满意 in each month from May on."""
    return Publication(
        ratings=tuple(RatingCount(month, "C", n, 0, 0, 0, 0) for month, n in zip(MONTHS, counts, strict=False))
    )


def list_published(*counts: int) -> list[int | None]:
    """The numbers of ratings that are published, month by month."""
    return [
        summary.n
        for summary in derive_ratings(add_up(publish(*counts), CODES, MONTHS[: len(counts)]), SETTINGS).by_month
    ]


def test_counts_are_added_over_all_codes() -> None:
    """Share and mean to one decimal, half up; levels and complaints are not published by month."""
    publication = Publication(
        ratings=(
            RatingCount(MONTHS[0], "C", 30, 0, 0, 10, 0, complaints=20, closed=10),
            RatingCount(MONTHS[0], "D", 0, 20, 10, 0, 10),
        )
    )
    assert derive_ratings(add_up(publication, CODES, MONTHS[:1]), SETTINGS).by_month == (
        RatingSummary("2026-05", published=True, n=80, satisfied=Decimal("75.0"), mean=Decimal("3.6")),
    )


def test_few_bad_ratings_of_a_month_are_not_disclosed_by_the_others() -> None:
    """Beside 12 in all and 9 in May, June's are three; so May's are suppressed, and June's bounded."""
    ratings = (RatingCount(MONTHS[0], "C", 90, 0, 0, 9, 0), RatingCount(MONTHS[1], "C", 90, 0, 0, 3, 0))
    figures = derive_ratings(add_up(Publication(ratings=ratings), CODES, MONTHS[:2]), SETTINGS)
    assert figures.overall.satisfied == Decimal("93.8")
    assert [(month.satisfied, month.satisfied_lower_bound) for month in figures.by_month] == [
        (None, None),
        (None, Decimal("95.6")),
    ]


def test_a_small_month_is_suppressed_with_another() -> None:
    """Alone it would come back by subtraction, so the smallest of its quarter goes with it."""
    assert list_published(40, 30, 50, 4, 60, 70) == [40, 30, None, None, 60, 70]


def test_small_months_that_are_many_enough_together_suppress_nothing_else() -> None:
    """Three and four make seven, which nobody can part."""
    assert list_published(40, 30, 50, 4, 3, 70) == [40, 30, 50, None, None, 70]


def test_a_small_month_alone_in_its_quarter_suppresses_one_elsewhere() -> None:
    """The whole less all other months would disclose it."""
    assert list_published(40, 30, 50, 60, 70, 2) == [40, None, 50, 60, 70, None]


def test_a_month_without_ratings_suppresses_nothing() -> None:
    """Zero is not a small count, but it is not published either: it looks like one."""
    assert list_published(40, 30, 50, 0, 60, 70) == [40, 30, 50, None, 60, 70]


def test_few_ratings_in_all_publish_no_month() -> None:
    """While the whole is suppressed there is no series at all."""
    publication = replace(
        publish(2, 2),
        months=tuple(ReportingMonth(month, date(2026, 8, 1), MonthState.REVIEWED) for month in MONTHS[:2]),
    )
    assert derive_figures(publication, CODES, SETTINGS, drafts=False).ratings_by_month == ()
    enough = replace(publication, ratings=publish(3, 6).ratings)
    figures = derive_figures(enough, CODES, SETTINGS, drafts=False)
    assert [summary.n for summary in figures.ratings_by_month] == [None, 9]


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_what_is_left_over_is_nothing_or_many(counts: list[int]) -> None:
    """By quarter and in all, where the whole is published; and no published month is small."""
    published = list_published(*counts) or [None] * len(counts)
    assert all(n is None or n >= SETTINGS.minimum_ratings for n in published)
    suppressed: dict[object, int] = {}
    whole: dict[object, int] = {}
    for month, real, n in zip(MONTHS, counts, published, strict=False):
        for block in (Quarter.of(month), "all"):
            suppressed[block] = suppressed.get(block, 0) + (real if n is None else 0)
            whole[block] = whole.get(block, 0) + real
    assert all(rest == 0 or rest >= 5 or rest == whole[block] for block, rest in suppressed.items())
    assert suppressed["all"] == 0 or suppressed["all"] >= 5 or whole["all"] < 5
