"""Which places' numbers of ratings are published, such that no number under the threshold comes back by subtraction.

Who rated must not be traceable by the office that was rated, so a place with few ratings publishes nothing
(个人信息保护法; the threshold is the setting ``minimum_ratings``). What a published total leaves over when all
published parts are taken off is zero or reaches the threshold itself; where it would not, the smallest published part
is suppressed as well.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mashang.figures.published_parts import choose_parts
from mashang.figures.rating_sums import Part, RatingSum, RatingSums
from mashang.periods import Quarter, YearMonth


@dataclass(frozen=True, slots=True)
class PublishedRatings:
    """The places whose number of ratings is published. Without the whole, none is."""

    whole: bool
    departments: frozenset[str]
    parts: frozenset[Part]
    months: frozenset[YearMonth]


NOTHING_PUBLISHED = PublishedRatings(whole=False, departments=frozenset(), parts=frozenset(), months=frozenset())


def choose_published(sums: RatingSums, threshold: int) -> PublishedRatings:
    """Choose the places that reach the threshold, and leave no rest under it."""
    if sums.whole.n < threshold:
        return NOTHING_PUBLISHED
    departments = choose_parts(sums.whole.n, {key: added.n for key, added in sums.departments.items()}, threshold)
    parts: set[Part] = set()
    for key, added in sums.departments.items():
        parts |= choose_parts(added.n, _list_parts(sums, {key}), threshold) if key in departments else set()
    rest = sums.whole.n - sum(sums.departments[key].n for key in departments)
    parts |= choose_parts(rest, _list_parts(sums, sums.departments.keys() - departments), threshold)
    return PublishedRatings(
        whole=True,
        departments=frozenset(departments),
        parts=frozenset(parts),
        months=_choose_months(sums.months, threshold),
    )


def _list_parts(sums: RatingSums, departments: Collection[str]) -> dict[Part, int]:
    return {part: added.n for part, added in sums.parts.items() if sums.owners[part] in departments}


def _choose_months(months: Mapping[YearMonth, RatingSum], threshold: int) -> frozenset[YearMonth]:
    """Safe within each quarter, and then in all: rankings publish numbers of quarters."""
    counts = {month: added.n for month, added in months.items()}
    quarters: dict[Quarter, dict[YearMonth, int]] = {}
    for month, n in counts.items():
        quarters.setdefault(Quarter.of(month), {})[month] = n
    chosen = {month for own in quarters.values() for month in choose_parts(sum(own.values()), own, threshold)}
    return frozenset(choose_parts(sum(counts.values()), counts, threshold, chosen))
