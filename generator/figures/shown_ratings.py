"""Of which places the number of ratings is shown, such that no small number comes back by subtraction.

Who rated must not be traceable by the office that was rated, so a place with few ratings shows nothing
(个人信息保护法; the minimum is a setting). What a shown total leaves over when all shown parts are taken off is
nothing at all or reaches the minimum itself; where it would not, the smallest shown part is hidden as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.derived import Quarter
from generator.figures.rating_sums import Part, RatingSum, RatingSums
from generator.model import CodeKind, YearMonth

_Key = TypeVar("_Key", str, tuple[CodeKind, str])


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
    departments = {key for key, added in sums.departments.items() if added.n >= minimum}
    parts = {key for key, added in sums.parts.items() if added.n >= minimum}
    for key in departments:
        own = {part for part in parts if sums.owners[part] == key}
        if not _is_safe(sums.departments[key], (sums.parts[part] for part in own), minimum):
            parts.remove(_smallest(sums.parts, own))
    if departments and not _is_safe(sums.whole, (sums.departments[key] for key in departments), minimum):
        hidden = _smallest(sums.departments, departments)
        departments.remove(hidden)
        own = {part for part in parts if sums.owners[part] == hidden}
        shown = [*(sums.departments[key] for key in departments), *(sums.parts[part] for part in own)]
        if not _is_safe(sums.whole, shown, minimum):
            parts.remove(_smallest(sums.parts, own))
    return ShownRatings(
        whole=True,
        departments=frozenset(departments),
        parts=frozenset(parts),
        months=_choose_months(sums.months, minimum),
    )


def _choose_months(months: Mapping[YearMonth, RatingSum], minimum: int) -> frozenset[YearMonth]:
    """What the hidden months of a quarter hold together, and what all of them do, is nothing or enough."""
    shown = {month for month, added in months.items() if added.n >= minimum}
    quarters: dict[Quarter, list[YearMonth]] = {}
    for month in months:
        quarters.setdefault(Quarter.of(month), []).append(month)
    for block in (*quarters.values(), list(months)):
        hidden = sum(months[month].n for month in block if month not in shown)
        candidates = [month for month in block if month in shown]
        if 0 < hidden < minimum and candidates:
            shown.remove(min(candidates, key=lambda month: months[month].n))
    return frozenset(shown)


def _is_safe(whole: RatingSum, shown: Iterable[RatingSum], minimum: int) -> bool:
    """Whether what ``whole`` leaves over beside the shown parts is nothing, or many enough."""
    rest = whole.n - sum(part.n for part in shown)
    return rest == 0 or rest >= minimum


def _smallest(sums: Mapping[_Key, RatingSum], keys: set[_Key]) -> _Key:
    """The key with the fewest ratings; of several, the first of the table."""
    return min((key for key in sums if key in keys), key=lambda key: sums[key].n)
