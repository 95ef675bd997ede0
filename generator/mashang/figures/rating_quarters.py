"""Ratings of each department in each quarter, such that none of them discloses a small count.

A ranking prints a department's ratings quarter by quarter beside its sum over all months. Who subtracts
one from the other learns what the remaining months brought. So where departments are ranked by ratings, the
ratings that a department got in a quarter enter no published figure at all until they reach the minimum. Each
figure then adds up cells that are zero or reach the minimum, whatever is subtracted from what. For the same reason a
ranking counts bad ratings in full steps of the minimum only: with a minimum of 5, seven count as five, four not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mashang.figures.rating_sums import RatingSum, RatingSums, find_owners_by_month
from mashang.model import Code, Publication, RatingCount
from mashang.periods import Quarter, YearMonth
from mashang.settings import Settings


@dataclass(frozen=True, slots=True)
class RatedQuarter:
    """How many ratings a department got in a quarter, and how many of them a ranking counts as good."""

    n: int
    good: int


NOT_RATED = RatedQuarter(0, 0)


def suppress_small_quarters(
    publication: Publication, codes: Iterable[Code], settings: Settings, months: Iterable[YearMonth]
) -> Publication:
    """The publication without the ratings of any department and quarter that has too few of them.

    Only ``months`` are looked at, and only where the county ranks by ratings; else nothing is left out. What
    enterprises' codes brought belongs to no department and is held to the same minimum together. Complaints stay:
    no ranking publishes them.
    """
    if not settings.ranks_by_ratings:
        return publication
    owners = find_owners_by_month(publication)
    by_code = {code.code: code for code in codes}
    published = set(months)
    cells: dict[tuple[str, Quarter], list[RatingCount]] = {}
    for rating in publication.ratings:
        if rating.month in published:
            code = by_code[rating.code]
            cell = (owners[rating.month].get((code.kind, code.target), ""), Quarter.of(rating.month))
            cells.setdefault(cell, []).append(rating)
    few = {
        rating
        for ratings in cells.values()
        if sum(sum(rating.levels) for rating in ratings) < settings.minimum_ratings
        for rating in ratings
    }
    kept = (_without_levels(rating) if rating in few else rating for rating in publication.ratings)
    return replace(publication, ratings=tuple(kept))


def _without_levels(count: RatingCount) -> RatingCount:
    return RatingCount(count.month, count.code, complaints=count.complaints, closed=count.closed, overdue=count.overdue)


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
