"""Which places' numbers of ratings are published, such that no number under the threshold comes back by subtraction.

Who rated must not be traceable by the office that was rated, so a place with few ratings publishes nothing
(个人信息保护法; the threshold is the setting ``minimum_ratings``). What a published total leaves over when all
published parts are taken off is zero or reaches the threshold itself; where it would not, the smallest published part
is suppressed as well.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from mashang.figures.rating_sums import Part, RatingSum, RatingSums
from mashang.periods import Quarter, YearMonth

_Key = TypeVar("_Key", bound=Hashable)


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
    departments = _choose(sums.whole.n, {key: added.n for key, added in sums.departments.items()}, threshold)
    parts: set[Part] = set()
    for key, added in sums.departments.items():
        parts |= _choose(added.n, _list_parts(sums, {key}), threshold) if key in departments else set()
    rest = sums.whole.n - sum(sums.departments[key].n for key in departments)
    parts |= _choose(rest, _list_parts(sums, sums.departments.keys() - departments), threshold)
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
    chosen = {month for own in quarters.values() for month in _choose(sum(own.values()), own, threshold)}
    return frozenset(_choose(sum(counts.values()), counts, threshold, chosen))


# Ratings of a department (total 40) and its windows, threshold 5:
#
#   A 7, B 3, C 30    B is suppressed, and 40 - 7 - 30 = 3 would recalculate it: so A as well. Published: C.
#   A 4, B 4, C 32    The rest of 8 is enough, but two parts of 4 at most can only be 4 and 4: so C as well.
def _choose(total: int, parts: Mapping[_Key, int], threshold: int, within: Collection[_Key] | None = None) -> set[_Key]:
    """Which parts of a total are published, of those ``within`` if it is given.

    The rest of the total is zero or reaches the threshold. Nor is it the most that the suppressed parts can have with
    each under the threshold, for then each has that. Equal parts are suppressed together: which one it was would
    follow otherwise.
    """
    chosen = {key for key, n in parts.items() if n >= threshold and (within is None or key in within)}
    while chosen:
        rest = total - sum(parts[key] for key in chosen)
        if rest == 0 or (rest >= threshold and rest != (len(parts) - len(chosen)) * (threshold - 1)):
            break
        least = min(parts[key] for key in chosen)
        chosen = {key for key in chosen if parts[key] > least}
    return chosen
