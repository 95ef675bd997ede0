"""Ratings month by month: what is shown, and that nothing hidden is left over alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from generator.derived import Quarter, RatingSummary
from generator.figures.rating_months import derive_monthly_ratings
from generator.figures.site import derive_figures
from generator.model import Code, CodeKind, MonthState, Publication, RatingCount, ReportingMonth, YearMonth
from generator.settings import Settings

SETTINGS = Settings(name="", county="", organiser="", site_url="", code_base="", phone="", mailbox="", address="")
MONTHS = tuple(YearMonth(2026, number) for number in range(5, 11))


def publish(*counts: int) -> Publication:
    """So many 非常满意 in each month from May on."""
    return Publication(
        ratings=tuple(RatingCount(month, "C", (n, 0, 0, 0, 0)) for month, n in zip(MONTHS, counts, strict=False))
    )


def shown(*counts: int) -> list[int | None]:
    """The numbers of ratings that are told, month by month."""
    return [summary.n for summary in derive_monthly_ratings(publish(*counts), SETTINGS, MONTHS[: len(counts)])]


def test_levels_are_added_over_all_codes() -> None:
    """Share and mean to one decimal, half up; complaints are not told."""
    publication = Publication(
        ratings=(
            RatingCount(MONTHS[0], "C", (3, 0, 0, 1, 0), complaints=2, closed=1),
            RatingCount(MONTHS[0], "D", (0, 2, 1, 0, 1)),
        )
    )
    assert derive_monthly_ratings(publication, SETTINGS, MONTHS[:1]) == (
        RatingSummary(
            "2026-05", shown=True, n=8, levels=(3, 2, 1, 1, 1), satisfied=Decimal("75.0"), mean=Decimal("3.6")
        ),
    )


def test_a_small_month_is_hidden_with_another() -> None:
    """Alone it would come back by subtraction, so the smallest of its quarter goes with it."""
    assert shown(40, 30, 50, 4, 60, 70) == [40, 30, None, None, 60, 70]


def test_small_months_that_are_many_enough_together_hide_nothing_else() -> None:
    """Three and four make seven, which nobody can part."""
    assert shown(40, 30, 50, 4, 3, 70) == [40, 30, 50, None, None, 70]


def test_a_small_month_alone_in_its_quarter_hides_one_elsewhere() -> None:
    """The whole less all other months would tell it."""
    assert shown(40, 30, 50, 60, 70, 2) == [40, None, 50, 60, 70, None]


def test_a_month_without_ratings_hides_nothing() -> None:
    """Nothing is not a small count, but it is not shown either: it looks like one."""
    assert shown(40, 30, 50, 0, 60, 70) == [40, 30, 50, None, 60, 70]


def test_few_ratings_in_all_show_no_month() -> None:
    """While the whole is kept back there is no series at all."""
    publication = replace(
        publish(2, 2),
        months=tuple(ReportingMonth(month, date(2026, 8, 1), MonthState.REVIEWED) for month in MONTHS[:2]),
    )
    codes = (Code("C", CodeKind.ENTERPRISE, "E", date(2026, 1, 1)),)
    assert derive_figures(publication, codes, SETTINGS, drafts=False).ratings_by_month == ()
    enough = replace(publication, ratings=publish(3, 6).ratings)
    figures = derive_figures(enough, codes, SETTINGS, drafts=False)
    assert [summary.shown for summary in figures.ratings_by_month] == [False, False]


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_what_is_left_over_is_nothing_or_many(counts: list[int]) -> None:
    """By quarter and in all, where the whole may be told; and no shown month is small."""
    told = shown(*counts)
    assert all(n is None or n >= SETTINGS.minimum_ratings for n in told)
    blocks: dict[object, int] = {}
    for month, real, n in zip(MONTHS, counts, told, strict=False):
        for block in (Quarter.of(month), "all"):
            blocks[block] = blocks.get(block, 0) + (real if n is None else 0)
    rest = blocks["all"]
    assert rest == 0 or rest >= SETTINGS.minimum_ratings or sum(counts) < SETTINGS.minimum_ratings
