"""Ratings of each department in each quarter, such that none of them discloses a small count.

A ranking prints a department's ratings quarter by quarter beside its sum over all months. Who subtracts one from the
other learns what the remaining months brought. So a ranking counts bad ratings in full steps of the minimum only: with
a minimum of 5, seven count as five, four not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from mashang.figures.rating_margins import Place
from mashang.figures.rating_sums import RatingSum, RatingSums
from mashang.periods import Quarter, YearMonth
from mashang.settings import Settings


@dataclass(frozen=True, slots=True)
class RatedQuarter:
    """How many ratings a department got in a quarter, and how many of them a ranking counts as good."""

    n: int
    good: int


NOT_RATED = RatedQuarter(0, 0)


def derive_rated_quarters(sums: RatingSums, settings: Settings) -> Mapping[tuple[str, Quarter], RatedQuarter]:
    """The ratings of each department in each quarter, as a ranking counts them."""
    return {
        cell: RatedQuarter(added.n, added.n - bound_bad(added, settings.minimum_ratings)[0])
        for cell, added in sums.quarters.items()
    }


def bound_bad(added: RatingSum, minimum: int) -> tuple[int, int]:
    """The bounds that a ranking publishes of the bad ratings of a quarter."""
    least = added.bad - added.bad % minimum
    return least, min(least + minimum - 1, added.n)


def list_ranked(
    sums: RatingSums, shown: Iterable[Collection[YearMonth]], threshold: int
) -> Mapping[Place, Mapping[int, tuple[int, int]]]:
    """The bounds that rankings tell of bad ratings of departments, by the number of the publication.

    Those are there that showed whole quarters only; ``shown`` are the months of each.
    """
    ranked: dict[Place, dict[int, tuple[int, int]]] = {}
    for number, months in enumerate(shown):
        if max(months) == Quarter.of(max(months)).last_month:
            over = {Quarter.of(month) for month in months}
            for (key, quarter), added in sums.quarters.items():
                if quarter in over:
                    low, high = ranked.setdefault(("department", key), {}).get(number, (0, 0))
                    least, most = bound_bad(added, threshold)
                    ranked["department", key][number] = low + least, high + most
    return ranked
