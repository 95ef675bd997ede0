"""Cell suppression in a table whose cells add up to margins: which counts are published, bounded or suppressed.

Statistical disclosure control as statistical offices do it (Hundepool et al., *Statistical Disclosure Control*, 2012).
Primary suppression takes each cell from 1 to under the threshold; secondary (complementary) suppression takes as many
cells beside it as an attacker would need to recalculate it. The attacker knows every published count, that counts
are whole and never negative, that a bounded count lies between 1 and the threshold less 1, and the bounds
of each cell. What such an attacker can recalculate exactly must be zero or reach the threshold.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from enum import IntEnum
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
_UNBOUNDED = 10**12
_Interval = tuple[int, int]


class CellState(IntEnum):
    """How much is published of a cell, from nothing to the counts themselves."""

    SUPPRESSED = 0
    BOUNDED = 1
    PUBLISHED = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """Counts of one place that are published or suppressed together.

    ``base`` is the number that the counts are a share of, where the complement is sensitive as well: of all ratings,
    the good ones. The attacker knows it or not. ``bounds`` are what the attacker knows of each count beforehand;
    without a second one there is no upper bound. Whether the counts, or their bounds, may be published at all can
    depend on more than their size.
    """

    counts: tuple[int, ...]
    _: KW_ONLY
    base: int | None = None
    base_known: bool = True
    bounds: tuple[int, int | None] = (0, None)
    may_publish: bool = True
    may_bound: bool = True

    @property
    def known_base(self) -> int | None:
        """The base, where the attacker knows it."""
        return self.base if self.base_known else None

    @property
    def complements(self) -> tuple[int, ...]:
        """What a known base leaves beside each count: the one discloses the other."""
        return () if self.known_base is None else tuple(self.known_base - count for count in self.counts)

    @property
    def size(self) -> tuple[int, int]:
        """The weight of the cell, to choose the smallest secondary suppression by."""
        return sum(self.counts), self.base or 0


@dataclass(frozen=True, slots=True)
class Margin(Generic[Key]):
    """A total cell and the parts that add up to it. A cell is a part of one margin at most."""

    total: Key
    parts: tuple[Key, ...]


# Complaints of one department and its three windows A, B and C, threshold 5:
#
#                true   primary     secondary    published   the attacker's interval
#   A               7   published   suppressed   -           6 to 9
#   B               3   bounded     bounded      1 to 4      1 to 4
#   C              30   published   published    30          30
#   department     40   published   published    40          40
#
# B is under the threshold: the primary suppression. 40 - 7 - 30 = 3 would recalculate it, so the smallest published
# part of the margin, A, is the secondary suppression. A and B are then 10 together, and B is anything from 1 to 4.
def suppress_cells(
    cells: Mapping[Key, Cell], margins: Sequence[Margin[Key]], threshold: int, cross_margins: Sequence[Margin[Key]] = ()
) -> Mapping[Key, CellState]:
    """The state of each cell, safe against recalculation from the margins. Margins stand from the top down.

    ``cross_margins`` are further sums that the attacker knows, across the hierarchy; their totals are not published.
    What the bounds that were known beforehand disclose on their own stays disclosed.
    """
    table = _Table(cells, margins, cross_margins, threshold)
    while table.suppress_further():
        pass
    return table.states


class _Table(Generic[Key]):
    """Cells, the margins that they add up to, their states, and which cells the attacker recalculates exactly."""

    def __init__(
        self,
        cells: Mapping[Key, Cell],
        margins: Sequence[Margin[Key]],
        cross_margins: Sequence[Margin[Key]],
        threshold: int,
    ) -> None:
        self.states = {key: _suppress_primary(cell, threshold) for key, cell in cells.items()}
        self._cells = cells
        self._margins = margins
        self._cross_margins = cross_margins
        self._threshold = threshold
        self._known: frozenset[Key] = frozenset()
        self._below: dict[Key, list[Margin[Key]]] = {key: [] for key in cells}
        for margin in margins:
            self._below[margin.total].append(margin)

    def suppress_further(self) -> bool:
        """One round of secondary suppression. False when every margin is safe, or nothing is left to suppress."""
        self._suppress_below_suppressed()
        self._known = self._recalculate()
        helped = [self._suppress_secondary(margin) for margin in self._margins if self._is_unsafe(margin)]
        helped += [self._suppress_across() for margin in self._cross_margins if self._is_unsafe(margin)]
        return any(helped)

    def _suppress_below_suppressed(self) -> None:
        """Counts below a suppressed total would narrow it down: only zeros stay published there."""
        for margin in self._margins:
            if self.states[margin.total] is not CellState.PUBLISHED:
                for part in margin.parts:
                    if self.states[part] is CellState.PUBLISHED and any(self._cells[part].counts):
                        self.states[part] = CellState.SUPPRESSED

    def _recalculate(self) -> frozenset[Key]:
        """The cells whose counts the attacker pins down, each to one number: by the margins, up and down."""
        known = set(self._cells)
        for number in range(len(next(iter(self._cells.values())).counts) if self._cells else 0):
            intervals = {
                key: _find_interval(cell, self.states[key], number, self._threshold)
                for key, cell in self._cells.items()
            }
            _tighten((*self._margins, *self._cross_margins), intervals)
            known.intersection_update(key for key, (low, high) in intervals.items() if low == high)
        return frozenset(known)

    def _is_unsafe(self, margin: Margin[Key]) -> bool:
        """Whether the attacker knows a part under the threshold, or such a rest of a known total."""
        known = [self._cells[part] for part in margin.parts if part in self._known]
        if any(
            _is_sensitive(number, self._threshold) for cell in known for number in (*cell.counts, *cell.complements)
        ):
            return True
        return margin.total in self._known and (
            self._leaves_sensitive(margin, {})
            or any(self._leaves_sensitive(margin, inner) for inner in self._list_inner(margin))
        )

    def _leaves_sensitive(self, margin: Margin[Key], inner: Mapping[Key, Cell]) -> bool:
        """Whether the unknown parts of a margin, less known cells inside of these, are sensitive as one cell."""
        rest = [self._cells[part] for part in margin.parts if part not in self._known]
        if not rest:
            return False
        sums = [
            sum(counts) - sum(less)
            for counts, less in zip(
                _transpose(rest), _transpose(inner.values()) or [()] * len(rest[0].counts), strict=True
            )
        ]
        bases = [cell.base for cell in rest if cell.base is not None]
        base_known = self._cells[margin.total].known_base is not None and len(bases) == len(rest)
        base = sum(bases) - sum(cell.base or 0 for cell in inner.values())
        complements = (base - count for count in sums if base_known)
        return any(_is_sensitive(number, self._threshold) for number in (*sums, *complements))

    def _list_inner(self, margin: Margin[Key]) -> list[dict[Key, Cell]]:
        """The known cells inside of unknown parts, once for each way in which these are divided."""
        unknown = [part for part in margin.parts if part not in self._known and self._below[part]]
        ways = max((len(self._below[part]) for part in unknown), default=0)
        return [
            {
                inner: self._cells[inner]
                for part in unknown
                for inner in self._below[part][min(way, len(self._below[part]) - 1)].parts
                if inner in self._known
            }
            for way in range(ways)
        ]

    def _suppress_secondary(self, margin: Margin[Key]) -> bool:
        """Suppress more of this margin: the smallest known part, else the bounded parts, else the total."""
        if self._suppress_inner(margin) or self._suppress_part(margin):
            return True
        chosen = [part for part in margin.parts if self.states[part] is CellState.BOUNDED]
        if not chosen and self.states[margin.total] is not CellState.SUPPRESSED:
            chosen = [margin.total]
        self.states.update(dict.fromkeys(chosen, CellState.SUPPRESSED))
        if chosen:
            return True
        above = next((other for other in self._margins if margin.total in other.parts), None)
        return above is not None and self._suppress_secondary(above)

    def _suppress_inner(self, margin: Margin[Key]) -> bool:
        """Suppress a known cell inside of unknown parts, where only that discloses something."""
        if self._leaves_sensitive(margin, {}):
            return False
        return self._suppress_smallest(
            [part for inner in self._list_inner(margin) if self._leaves_sensitive(margin, inner) for part in inner]
        )

    def _suppress_part(self, margin: Margin[Key]) -> bool:
        """Suppress the smallest known part, or what it adds up from."""
        known = [part for part in margin.parts if part in self._known]
        if self._suppress_smallest(known):
            return True
        return any(self._suppress_part(below) for part in known for below in self._below[part])

    def _suppress_across(self) -> bool:
        """Suppress the smallest count of a cross margin, itself or by a part."""
        crossed = {part for margin in self._cross_margins for part in margin.parts}
        crossed |= {margin.total for margin in self._margins if crossed.intersection(margin.parts)}
        return self._suppress_smallest([key for key in self._cells if key in crossed])

    def _suppress_smallest(self, keys: Iterable[Key]) -> bool:
        """Suppress the smallest of the published cells there, a zero only when all are zeros."""
        published = [key for key in keys if self.states[key] is CellState.PUBLISHED and self._cells[key].size != (0, 0)]
        published.sort(key=lambda key: (not any(self._cells[key].counts), self._cells[key].size))
        self.states.update(dict.fromkeys(published[:1], CellState.SUPPRESSED))
        return bool(published)


def _suppress_primary(cell: Cell, threshold: int) -> CellState:
    """The state that the cell would have if it stood alone."""
    if not any(_is_sensitive(number, threshold) for number in (*cell.counts, *cell.complements)):
        return CellState.PUBLISHED if cell.may_publish else CellState.SUPPRESSED
    small = len(cell.counts) == 1 and _is_sensitive(cell.counts[0], threshold)
    return CellState.BOUNDED if small and cell.may_bound else CellState.SUPPRESSED


def _is_sensitive(count: int, threshold: int) -> bool:
    return 0 < count < threshold


def _transpose(cells: Iterable[Cell]) -> list[tuple[int, ...]]:
    return list(zip(*(cell.counts for cell in cells), strict=True))


def _find_interval(cell: Cell, state: CellState, number: int, threshold: int) -> _Interval:
    """What the attacker knows of one count before any subtraction."""
    if state is CellState.PUBLISHED:
        return cell.counts[number], cell.counts[number]
    low, high = cell.bounds[0], _UNBOUNDED if cell.bounds[1] is None else cell.bounds[1]
    return (max(low, 1), min(high, threshold - 1)) if state is CellState.BOUNDED else (low, high)


def _tighten(margins: Sequence[Margin[Key]], intervals: dict[Key, _Interval]) -> None:
    """Tighten the intervals by the margins, from the bottom up and down again, until nothing moves any more."""
    before: dict[Key, _Interval] = {}
    while intervals != before:
        before = dict(intervals)
        for margin in reversed(margins):
            lows, highs = _add_intervals(margin, intervals)
            low, high = intervals[margin.total]
            intervals[margin.total] = max(low, lows), min(high, highs)
        for margin in margins:
            lows, highs = _add_intervals(margin, intervals)
            total_low, total_high = intervals[margin.total]
            for part in margin.parts:
                low, high = intervals[part]
                intervals[part] = max(low, total_low - (highs - high)), min(high, total_high - (lows - low))


def _add_intervals(margin: Margin[Key], intervals: Mapping[Key, _Interval]) -> _Interval:
    return sum(intervals[part][0] for part in margin.parts), sum(intervals[part][1] for part in margin.parts)
