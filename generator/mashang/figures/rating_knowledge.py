"""What readers know who kept every publication: counts of ratings, cut where anything that was told begins or ends.

Publications are bits of a number: the first is 1, the second 2, the third 4. A count that publications 1 and 4 told of
a place says two things: what the months add up to that both showed, and what those add up to that only 4 showed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mashang.figures.rating_margins import WHOLE, Place
from mashang.figures.rating_quarters import bound_bad
from mashang.figures.rating_series import RatingSeries
from mashang.figures.rating_sums import RatingSum
from mashang.figures.told_counts import Counts
from mashang.periods import Quarter, YearMonth

_COLUMNS = 7
COMPLAINTS, SETTLED = 5, 6
"""Where complaints, and those surely neither open nor overdue, stand in a row of counts, after the five levels."""
_INDEXES: Mapping[str, list[int]] = {"bad": [3, 4], "levels": [0, 1, 2, 3, 4], "complaints": [COMPLAINTS]}
_HANDLED: Place = ("handled", "")
"""What is told of open and overdue complaints, of the whole alone."""
_Mark = tuple[Place, int, int]
"""A place, the publications that told its count, and those that told that it is few."""
_Ranked = tuple[Place, Quarter]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Told:
    """The places that one publication tells of, by what is counted: exactly, or that there are few."""

    exact: Mapping[str, frozenset[Place]]
    few: Mapping[str, frozenset[Place]]

    def without(self, whats: Collection[str], places: Collection[Place]) -> Told:
        """The same without some places."""
        exact, few = (
            {what: told.difference(places) if what in whats else told for what, told in sort.items()}
            for sort in (self.exact, self.few)
        )
        return Told(exact, few)


@dataclass(frozen=True, slots=True)
class Stretches:
    """Months of places, put together where whatever was told was told of them together; each has a number.

    ``marks`` hold of which stretches something was told together, ``ranked`` those that a ranking counts in one quarter
    of a department. ``counts`` has a row for each: the five levels from the best down, complaints, settled complaints.
    ``new`` are those of which the present publication tells something for the first time. ``offices`` are the
    departments in each.
    """

    marks: Mapping[_Mark, Sequence[int]]
    ranked: Mapping[_Ranked, Sequence[int]]
    offices: Sequence[frozenset[Place]]
    counts: Numbers
    new: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Row:
    """Stretches of which readers know what they add up to: how far it may be less or more.

    Only the present publication says so, of the place ``fresh``, where there is one.
    """

    members: Sequence[int]
    less: int = 0
    more: int = 0
    fresh: Place | None = None


class Knowledge:
    """What earlier publications told, as far as it is true still: what a correction changed is not looked at here."""

    def __init__(self, series: RatingSeries) -> None:
        sums, earlier = series.sums, series.earlier
        self._now = 1 << len(earlier)
        self._threshold = series.threshold
        self._shown = {
            month: self._now | sum(1 << number for number, one in enumerate(earlier) if month in one.months)
            for month in sums.months
        }
        self._cells = [
            (_list_places(("part", part) if sums.owners.get(part) == owner else None, owner, month), month)
            for part, owner, month in sums.cells
        ]
        self._counts = np.array([_list_counts(one) for one in sums.cells.values()], dtype=np.int64).reshape(
            -1, _COLUMNS
        )
        self._exact: dict[str, dict[Place, int]] = {}
        self._few: dict[str, dict[Place, int]] = {}
        self._read(series)
        self._counted = {place for place, numbers in series.numbers.items() if len(numbers) > 1}
        ended = {Quarter.of(month) for one in earlier for month in one.months if month == Quarter.of(month).last_month}
        self._fresh_quarters = {Quarter.of(month) for month in sums.months} - ended
        self._ranked: dict[_Ranked, tuple[int, int]] = {}
        for (key, quarter), added in sums.quarters.items() if series.by_quarter else ():
            if quarter.last_month in sums.months:
                low, high = bound_bad(added, series.threshold)
                self._ranked[("department", key), quarter] = (added.bad - low, high - added.bad)

    def _read(self, series: RatingSeries) -> None:
        """Read what earlier publications told that is true of the counts as they are now."""
        rows: dict[Place, list[int]] = {}
        for cell, (places, _) in enumerate(self._cells):
            for place in places:
                rows.setdefault(place, []).append(cell)
        place_of = {month: number for number, month in enumerate(self._shown)}
        months = [place_of[month] for _, month in self._cells]
        for number, told in enumerate(series.told):
            shown = np.array([bits >> number & 1 for bits in self._shown.values()], dtype=np.int64)
            then = self._counts * shown[months, np.newaxis]
            for place, figures in told.items():
                added = then[rows.get(place, [])].sum(axis=0)
                for what, counts in figures.items():
                    if what in ("open", "overdue") or (what in _INDEXES and self._is_true(what, counts, added)):
                        bits = (self._exact if counts else self._few).setdefault(what, {})
                        bits[place] = bits.get(place, 0) | 1 << number

    def _is_true(self, what: str, told: Counts, added: Numbers) -> bool:
        if what == "levels":
            return told[:5] == tuple(added[:5].tolist())
        count = int(added[_INDEXES[what]].sum())
        return told[0] == count if told else 0 < count < self._threshold

    def cut(self, what: str, told: Told) -> Stretches:
        """The stretches in which bad ratings and levels, or complaints, were told, if this is told now."""
        ranked = self._counted.union(told.exact.get("n", ())) if what == "bad" else ()
        numbers: dict[tuple[tuple[_Mark, ...], _Ranked | None], int] = {}
        offices: dict[int, set[Place]] = {}
        own = []
        marks = self._mark(what, told)
        for cell, (places, month) in enumerate(self._cells):
            quarter = (places[-1], Quarter.of(month))
            key = (marks[cell], quarter if places[-1] in ranked and quarter in self._ranked else None)
            number = numbers.setdefault(key, len(numbers))
            offices.setdefault(number, set()).add(places[-1])
            own.append(number)
        counts = np.zeros((len(numbers), _COLUMNS), dtype=np.int64)
        np.add.at(counts, own, self._counts)
        marked: dict[_Mark, list[int]] = {}
        over: dict[_Ranked, list[int]] = {}
        for (found, one), number in numbers.items():
            for mark in found:
                marked.setdefault(mark, []).append(number)
            if one:
                over.setdefault(one, []).append(number)
        new = np.zeros(len(numbers), dtype=np.bool_)
        for (_, known, low), members in marked.items():
            new[members] |= self._now in (known, low)
        for (_, ended), members in over.items():
            new[members] |= ended in self._fresh_quarters
        return Stretches(marked, over, [frozenset(one) for one in offices.values()], counts, new)

    def _mark(self, what: str, told: Told) -> list[tuple[_Mark, ...]]:
        """What is known of the places that each count belongs to, and of what became of complaints."""
        exact, few = self._list_bits(what, told)
        handled = 0
        for part in ("open", "overdue") if what == "complaints" else ():
            for bits in self._list_bits(part, told):
                handled |= bits.get(WHOLE, 0)
        known: dict[tuple[Place, int], tuple[_Mark, ...]] = {}
        marks = []
        for places, month in self._cells:
            shown = self._shown[month]
            found: tuple[_Mark, ...] = ((_HANDLED, handled & shown, 0),) if handled & shown else ()
            for place in places:
                if (place, shown) not in known:
                    mark = (place, exact.get(place, 0) & shown, few.get(place, 0) & shown)
                    known[place, shown] = (mark,) if mark[1] or mark[2] else ()
                found += known[place, shown]
            marks.append(found)
        return marks

    def _list_bits(self, what: str, told: Told) -> tuple[Mapping[Place, int], Mapping[Place, int]]:
        """The publications that told of each place, exactly and as few."""
        exact, few = dict(self._exact.get(what, {})), dict(self._few.get(what, {}))
        for bits, places in ((exact, told.exact.get(what, ())), (few, told.few.get(what, ()))):
            for place in places:
                bits[place] = bits.get(place, 0) | self._now
        return exact, few

    def list_rows(self, what: str, stretches: Stretches, told: Told, *, handled: bool = False) -> list[Row]:
        """The sums that readers know: of bad ratings, levels or complaints, these also with what became of them."""
        exact, _ = self._list_bits(what, told)
        fixed: dict[tuple[Place, int], list[int]] = {}
        ranges: dict[tuple[Place, int], list[int]] = {}
        for (place, known, few), members in stretches.marks.items():
            if bits := known & (-int(handled) if place == _HANDLED else exact.get(place, 0)):
                fixed.setdefault((place, bits), []).extend(members)
            for bit in _split(few) if what != "levels" else ():
                ranges.setdefault((place, bit), []).extend(members)
        rows = [Row(members, fresh=place if bits == self._now else None) for (place, bits), members in fixed.items()]
        values = stretches.counts[:, _INDEXES[what]].sum(axis=1)
        for (place, bit), members in ranges.items():
            count = int(values[members].sum())
            rows.append(Row(members, count - 1, self._threshold - 1 - count, place if bit == self._now else None))
        if what == "bad":
            rows += [Row(members, *self._ranked[one]) for one, members in stretches.ranked.items()]
        return rows


def _list_counts(added: RatingSum) -> tuple[int, ...]:
    return (*added.levels, added.complaints, added.complaints - max(added.open, added.overdue))


def _list_places(part: Place | None, owner: str, month: YearMonth) -> tuple[Place, ...]:
    """The places that a count belongs to, the department last."""
    office: Place = ("department", owner)
    return tuple(place for place in (WHOLE, ("month", month), part, office) if place)


def _split(bits: int) -> Iterator[int]:
    while bits:
        yield bits & -bits
        bits &= bits - 1
