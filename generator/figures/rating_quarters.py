"""Ratings of each department in each quarter, such that none of them gives small counts away.

A ranking prints a department's ratings quarter by quarter beside its sum over all months. Whoever subtracts
one from the other learns what the remaining months brought. So where departments are ranked by ratings, the
ratings that a department got in a quarter enter no published figure at all until they reach the minimum. Each
figure then adds up cells that are nothing or many enough, whatever is subtracted from what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.derived import Quarter
from generator.figures.ratings import find_owners
from generator.model import Code, Publication, RatingCount, YearMonth
from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class RatedQuarter:
    """How many ratings a department got in a quarter, and how many of them were 基本满意 or better."""

    n: int
    satisfied: int


NOT_RATED = RatedQuarter(0, 0)
_Cell = tuple[str, Quarter]


def keep_enough(
    publication: Publication, codes: Iterable[Code], settings: Settings, months: Iterable[YearMonth]
) -> Publication:
    """The publication without the ratings of any department and quarter that has too few of them.

    Only ``months`` are looked at, and only where the county ranks by ratings; else nothing is left out. What
    enterprises' codes brought belongs to no department and is held to the same minimum together.
    """
    if not (settings.ranking and settings.ranking_ratings):
        return publication
    cells = _sort_ratings(publication, codes, set(months))
    few = {
        rating
        for ratings in cells.values()
        if sum(sum(rating.levels) for rating in ratings) < settings.minimum_ratings
        for rating in ratings
    }
    return replace(publication, ratings=tuple(rating for rating in publication.ratings if rating not in few))


def derive_rated_quarters(
    publication: Publication, codes: Iterable[Code], months: Iterable[YearMonth]
) -> Mapping[_Cell, RatedQuarter]:
    """The ratings of ``months`` by department and quarter; the empty id for those of no department."""
    cells = _sort_ratings(publication, codes, set(months))
    return {
        cell: RatedQuarter(
            sum(sum(rating.levels) for rating in ratings), sum(sum(rating.levels[:3]) for rating in ratings)
        )
        for cell, ratings in cells.items()
    }


def _sort_ratings(
    publication: Publication, codes: Iterable[Code], months: set[YearMonth]
) -> dict[_Cell, list[RatingCount]]:
    owners = find_owners(publication)
    by_code = {code.code: code for code in codes}
    cells: dict[_Cell, list[RatingCount]] = {}
    for rating in publication.ratings:
        if rating.month in months:
            code = by_code[rating.code]
            cell = (owners.get((code.kind, code.target), ""), Quarter.of(rating.month))
            cells.setdefault(cell, []).append(rating)
    return cells
