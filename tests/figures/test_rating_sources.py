"""Where ratings come from: shares that tell no small count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mashang.cases import RatingSource
from mashang.figures.rating_sources import derive_sources
from mashang.model import Publication
from mashang.periods import YearMonth
from mashang.rating_counts import RatingCount, RatingSources, SourcedRatings

OCTOBER = YearMonth(2026, 10)


def derive(counts: dict[RatingSource | None, int], handled: tuple[int, ...] = ()) -> RatingSources:
    """What is told of a window's ratings by source, and of further codes with ten ratings and so many matters."""
    ratings = [RatingCount(OCTOBER, "A", level_5=sum(counts.values()))]
    ratings += [RatingCount(OCTOBER, f"B{place}", level_5=10, handled=n) for place, n in enumerate(handled)]
    sourced = [SourcedRatings(OCTOBER, "A", source, n) for source, n in counts.items() if source]
    return derive_sources(Publication(ratings=tuple(ratings), sourced=tuple(sourced)), {OCTOBER}, 5)


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ({None: 50}, ()),
        ({RatingSource.REVIEW: 90, RatingSource.OWN: 10}, (("本站", 10), ("好差评", 90))),
        ({RatingSource.REVIEW: 97, RatingSource.OWN: 3}, ()),  # the rest of three would follow
        (
            {RatingSource.REVIEW: 80, RatingSource.OWN: 14, RatingSource.SURVEY: 3, None: 3},
            (("本站", 14), ("好差评", 80), ("其余", 6)),
        ),
        ({RatingSource.REVIEW: 3}, ()),
    ],
)
def test_a_share_is_told_where_no_small_count_follows(
    counts: dict[RatingSource | None, int], shares: tuple[tuple[str, int], ...]
) -> None:
    """They add up to a hundred."""
    assert derive(counts).shares == tuple((name, Decimal(share)) for name, share in shares)


def test_the_rate_is_over_places_whose_matters_are_known() -> None:
    """Twenty ratings of two hundred matters; the ten of a code without a number do not count."""
    assert derive({RatingSource.REVIEW: 10}, (100, 100)).rate == Decimal("10.0")


def test_no_rate_is_told_where_few_are_left_over() -> None:
    """The ratings of the one code without a number would follow from it."""
    assert derive({RatingSource.REVIEW: 3}, (100,)).rate is None
    assert derive({RatingSource.REVIEW: 10}).rate is None
