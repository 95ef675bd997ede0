"""What is counted of ratings at a place, and what a publication tells of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from operator import sub
from typing import cast

from mashang.figures.rating_margins import Place
from mashang.figures.rating_sums import Part, RatingSum
from mashang.kinds import KINDS

Counts = tuple[int, ...]
"""What is counted at a place, and what this leaves of a known base."""
_SORTS = {"whole": "全部", "department": "单位", "month": "月份"}

COUNTED: Mapping[str, Callable[[RatingSum], Counts]] = {
    "n": lambda added: (added.n,),
    "bad": lambda added: (added.bad, added.n - added.bad),
    "levels": lambda added: (*added.levels, *(added.n - count for count in added.levels)),
    "complaints": lambda added: (added.complaints,),
    "open": lambda added: (added.open, added.closed),
    "overdue": lambda added: (added.overdue, added.complaints - added.overdue),
}
"""What is told of a place, each with its complement where readers know of how many it is."""


def name_place(place: Place) -> str:
    """The name of a place in the record of what was told: 窗口-W01."""
    sort, key = place
    if sort == "part":
        kind, key = cast("Part", key)
        return f"{KINDS[kind].label}-{key}"
    return f"{_SORTS[sort]}-{key}" if key else _SORTS[sort]


def subtract(counts: Counts, less: Counts) -> Counts:
    """What is left of counts when others are taken off."""
    return tuple(map(sub, counts, less))


def is_sensitive(counts: Counts, threshold: int) -> bool:
    """Whether one is few. A correction may have made a count smaller: that is told as little."""
    return any(count and -threshold < count < threshold for count in counts)


def is_pinned(count: int, bounds: Collection[tuple[int, int]]) -> bool:
    """Whether parts that are not all known can add up to a count in one way only."""
    lows, highs = sum(low for low, _ in bounds), sum(high for _, high in bounds)
    return count > 0 and lows < highs and count in (lows, highs)
