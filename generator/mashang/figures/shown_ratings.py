"""Of which places the number of ratings is shown, such that no small number comes back by subtraction.

Who rated must not be traceable by the office that was rated, so a place with few ratings shows nothing
(个人信息保护法; the minimum is a setting). What a shown total leaves over when all shown parts are taken off is
nothing at all or reaches the minimum itself; where it would not, the smallest shown part is hidden as well.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from mashang.derived import Quarter
from mashang.figures.rating_sums import Part, RatingSum, RatingSums
from mashang.model import YearMonth

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class ShownRatings:
    """The places whose number of ratings is shown. Without the whole, nothing is."""

    whole: bool
    departments: frozenset[str]
    parts: frozenset[Part]
    months: frozenset[YearMonth]


def choose_shown(sums: RatingSums, minimum: int) -> ShownRatings:
    """Choose what is shown: enough ratings, and nothing small left beside it."""
    if sums.whole.n < minimum:
        return ShownRatings(whole=False, departments=frozenset(), parts=frozenset(), months=frozenset())
    departments = _choose(sums.whole.n, {key: added.n for key, added in sums.departments.items()}, minimum)
    parts: set[Part] = set()
    for key, added in sums.departments.items():
        parts |= _choose(added.n, _list_parts(sums, {key}), minimum) if key in departments else set()
    rest = sums.whole.n - sum(sums.departments[key].n for key in departments)
    parts |= _choose(rest, _list_parts(sums, sums.departments.keys() - departments), minimum)
    return ShownRatings(
        whole=True,
        departments=frozenset(departments),
        parts=frozenset(parts),
        months=_choose_months(sums.months, minimum),
    )


def _list_parts(sums: RatingSums, departments: Collection[str]) -> dict[Part, int]:
    return {part: added.n for part, added in sums.parts.items() if sums.owners[part] in departments}


def _choose_months(months: Mapping[YearMonth, RatingSum], minimum: int) -> frozenset[YearMonth]:
    """Safe within each quarter, and then in all: rankings tell of quarters."""
    counts = {month: added.n for month, added in months.items()}
    quarters: dict[Quarter, dict[YearMonth, int]] = {}
    for month, n in counts.items():
        quarters.setdefault(Quarter.of(month), {})[month] = n
    shown = {month for own in quarters.values() for month in _choose(sum(own.values()), own, minimum)}
    return frozenset(_choose(sum(counts.values()), counts, minimum, shown))


def _choose(total: int, parts: Mapping[_Key, int], minimum: int, within: Collection[_Key] | None = None) -> set[_Key]:
    """Which parts of a total are shown, of those ``within`` if it is given.

    What is left of the total is nothing or many enough. It is not what the hidden parts would have with one under the
    minimum each either, for then each of them has. Of equal ones all are hidden: which it was would follow otherwise.
    """
    shown = {key for key, n in parts.items() if n >= minimum and (within is None or key in within)}
    while shown:
        rest = total - sum(parts[key] for key in shown)
        if rest == 0 or (rest >= minimum and rest != (len(parts) - len(shown)) * (minimum - 1)):
            break
        least = min(parts[key] for key in shown)
        shown = {key for key in shown if parts[key] > least}
    return shown
