"""Which counts are told exactly, told as few, or kept back, where counts add up to one another.

Statistical disclosure control as statistical offices do it: a count of 1 up to the minimum is never told, and of the
counts beside it as many are kept back as subtraction would need. A reader is taken to know every told number, that
counts are whole and never negative, that a count told as few lies between 1 and the minimum, and the bounds of
each cell. What such a reader can pin down to a single number must be nothing or reach the minimum.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from enum import IntEnum
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
_UNBOUNDED = 10**12
_Bounds = tuple[int, int]


class Telling(IntEnum):
    """How much is told of a cell, from nothing to the numbers themselves."""

    HIDDEN = 0
    FEW = 1
    EXACT = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """Counts of one place that are told together or not at all.

    ``whole`` is what they are counted out of, where the rest is a count as well: of all ratings, the good ones. Readers
    know it or do not. ``bounds`` are what a reader knows of each count before anything is told; without a second one
    there is no upper bound. Whether the numbers, or that they are few, may be told at all can depend on more than
    their size.
    """

    counts: tuple[int, ...]
    _: KW_ONLY
    whole: int | None = None
    whole_known: bool = True
    bounds: tuple[int, int | None] = (0, None)
    may_tell: bool = True
    may_hint: bool = True

    @property
    def known_whole(self) -> int | None:
        """The whole, where readers know it."""
        return self.whole if self.whole_known else None

    @property
    def lefts(self) -> tuple[int, ...]:
        """What a known whole leaves beside each count: who knows the one knows the other."""
        return () if self.known_whole is None else tuple(self.known_whole - count for count in self.counts)

    @property
    def size(self) -> tuple[int, int]:
        """How much stands here, to choose the smallest by."""
        return sum(self.counts), self.whole or 0


@dataclass(frozen=True, slots=True)
class Family(Generic[Key]):
    """A cell whose counts are the sums of its children's. A cell is the child of one family at most."""

    parent: Key
    children: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Disclosure(Generic[Key]):
    """What is told of each cell, and which cells readers know by that, be they told or not."""

    told: Mapping[Key, Telling]
    known: frozenset[Key]


def choose_tellings(
    cells: Mapping[Key, Cell], families: Sequence[Family[Key]], minimum: int, links: Sequence[Family[Key]] = ()
) -> Disclosure[Key]:
    """How much may be told of each cell. Families stand from the top down.

    ``links`` are further sums that readers know of, across the tree; nothing is told of their parents. What bounds
    that were known beforehand give away on their own stays given away.
    """
    table = _Table(cells, families, links, minimum)
    while table.close_leaks():
        pass
    return Disclosure(table.told, table.known)


class _Table(Generic[Key]):
    """Cells that add up, what is told of them, and which of them readers know by that."""

    def __init__(
        self, cells: Mapping[Key, Cell], families: Sequence[Family[Key]], links: Sequence[Family[Key]], minimum: int
    ) -> None:
        self.told = {key: _begin(cell, minimum) for key, cell in cells.items()}
        self._cells = cells
        self._families = families
        self._links = links
        self._minimum = minimum
        self.known: frozenset[Key] = frozenset()
        self._below: dict[Key, list[Family[Key]]] = {key: [] for key in cells}
        for family in families:
            self._below[family.parent].append(family)

    def close_leaks(self) -> bool:
        """Tell less wherever something leaks. False when nothing does, or nothing is told that could be kept back."""
        self._hide_below_hidden()
        self.known = self._find_known()
        helped = [self._keep_back(family) for family in self._families if self._leaks(family)]
        helped += [self._keep_back_across() for link in self._links if self._leaks(link)]
        return any(helped)

    def _hide_below_hidden(self) -> None:
        """Numbers below a total that is kept back would narrow it down: only nothing at all may be told there."""
        for family in self._families:
            if self.told[family.parent] is not Telling.EXACT:
                for child in family.children:
                    if self.told[child] is Telling.EXACT and any(self._cells[child].counts):
                        self.told[child] = Telling.HIDDEN

    def _find_known(self) -> frozenset[Key]:
        """The cells of which readers can pin down each count: from what is told, and from the sums, up and down."""
        known = set(self._cells)
        for number in range(len(next(iter(self._cells.values())).counts) if self._cells else 0):
            bounds = {key: _bound(cell, self.told[key], number, self._minimum) for key, cell in self._cells.items()}
            _narrow((*self._families, *self._links), bounds)
            known.intersection_update(key for key, (least, most) in bounds.items() if least == most)
        return frozenset(known)

    def _leaks(self, family: Family[Key]) -> bool:
        """Whether a reader knows a part that is few, or what a known total leaves beside its known parts."""
        known = [self._cells[child] for child in family.children if child in self.known]
        if any(_is_few(number, self._minimum) for cell in known for number in (*cell.counts, *cell.lefts)):
            return True
        return family.parent in self.known and (
            self._leaves_few(family, {}) or any(self._leaves_few(family, inner) for inner in self._list_inner(family))
        )

    def _leaves_few(self, family: Family[Key], inner: Mapping[Key, Cell]) -> bool:
        """Whether the unknown parts of a family, less some that are known inside of these, hold few together."""
        rest = [self._cells[child] for child in family.children if child not in self.known]
        if not rest:
            return False
        sums = [
            sum(counts) - sum(less)
            for counts, less in zip(
                _by_place(rest), _by_place(inner.values()) or [()] * len(rest[0].counts), strict=True
            )
        ]
        wholes = [cell.whole for cell in rest if cell.whole is not None]
        told = self._cells[family.parent].known_whole is not None and len(wholes) == len(rest)
        whole = sum(wholes) - sum(cell.whole or 0 for cell in inner.values())
        return any(_is_few(number, self._minimum) for number in (*sums, *(whole - count for count in sums if told)))

    def _list_inner(self, family: Family[Key]) -> list[dict[Key, Cell]]:
        """The known cells inside of unknown parts, once for each way in which these are divided."""
        unknown = [child for child in family.children if child not in self.known and self._below[child]]
        ways = max((len(self._below[child]) for child in unknown), default=0)
        return [
            {
                part: self._cells[part]
                for child in unknown
                for part in self._below[child][min(way, len(self._below[child]) - 1)].children
                if part in self.known
            }
            for way in range(ways)
        ]

    def _keep_back(self, family: Family[Key]) -> bool:
        """Tell less in this family: of the smallest known part, else of those that are few, else of the total."""
        if self._hide_inner(family) or self._hide_part(family):
            return True
        kept = [child for child in family.children if self.told[child] is Telling.FEW]
        if not kept and self.told[family.parent] is not Telling.HIDDEN:
            kept = [family.parent]
        self.told.update(dict.fromkeys(kept, Telling.HIDDEN))
        if kept:
            return True
        above = next((other for other in self._families if family.parent in other.children), None)
        return above is not None and self._keep_back(above)

    def _hide_inner(self, family: Family[Key]) -> bool:
        """Keep back what is known inside of unknown parts, where only that gives something away."""
        if self._leaves_few(family, {}):
            return False
        inner = [part for way in self._list_inner(family) if self._leaves_few(family, way) for part in way]
        return self._hide_smallest(inner)

    def _hide_part(self, family: Family[Key]) -> bool:
        """Keep back the smallest known part, or what it adds up from."""
        known = [child for child in family.children if child in self.known]
        if self._hide_smallest(known):
            return True
        return any(self._hide_part(other) for child in known for other in self._below[child])

    def _keep_back_across(self) -> bool:
        """Keep back the smallest number that a link knows of, itself or by a part."""
        linked = {child for link in self._links for child in link.children}
        linked |= {family.parent for family in self._families if linked.intersection(family.children)}
        return self._hide_smallest([key for key in self._cells if key in linked])

    def _hide_smallest(self, keys: Iterable[Key]) -> bool:
        """Keep back the smallest of the numbers told there: of several, rather one that is not nothing."""
        exact = [key for key in keys if self.told[key] is Telling.EXACT and self._cells[key].size != (0, 0)]
        exact.sort(key=lambda key: (not any(self._cells[key].counts), self._cells[key].size))
        self.told.update(dict.fromkeys(exact[:1], Telling.HIDDEN))
        return bool(exact)


def _begin(cell: Cell, minimum: int) -> Telling:
    """What could be told of the cell if it stood alone."""
    if not any(_is_few(number, minimum) for number in (*cell.counts, *cell.lefts)):
        return Telling.EXACT if cell.may_tell else Telling.HIDDEN
    alone = len(cell.counts) == 1 and _is_few(cell.counts[0], minimum)
    return Telling.FEW if alone and cell.may_hint else Telling.HIDDEN


def _is_few(count: int, minimum: int) -> bool:
    return 0 < count < minimum


def _by_place(cells: Iterable[Cell]) -> list[tuple[int, ...]]:
    return list(zip(*(cell.counts for cell in cells), strict=True))


def _bound(cell: Cell, telling: Telling, number: int, minimum: int) -> _Bounds:
    if telling is Telling.EXACT:
        return cell.counts[number], cell.counts[number]
    low, high = cell.bounds[0], _UNBOUNDED if cell.bounds[1] is None else cell.bounds[1]
    return (max(low, 1), min(high, minimum - 1)) if telling is Telling.FEW else (low, high)


def _narrow(families: Sequence[Family[Key]], bounds: dict[Key, _Bounds]) -> None:
    """Tighten bounds by the sums, from the bottom up and down again, until nothing moves any more."""
    before: dict[Key, _Bounds] = {}
    while bounds != before:
        before = dict(bounds)
        for family in reversed(families):
            lows, highs = _add_bounds(family, bounds)
            low, high = bounds[family.parent]
            bounds[family.parent] = max(low, lows), min(high, highs)
        for family in families:
            lows, highs = _add_bounds(family, bounds)
            least, most = bounds[family.parent]
            for child in family.children:
                low, high = bounds[child]
                bounds[child] = max(low, least - (highs - high)), min(high, most - (lows - low))


def _add_bounds(family: Family[Key], bounds: Mapping[Key, _Bounds]) -> _Bounds:
    return sum(bounds[child][0] for child in family.children), sum(bounds[child][1] for child in family.children)
