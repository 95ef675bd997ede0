"""What readers know of each place who kept every publication: what was told of it, and the bounds of what was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce

from mashang.figures.rating_margins import WHOLE, Place, list_places
from mashang.figures.rating_quarters import list_ranked
from mashang.figures.rating_series import RatingSeries
from mashang.figures.rating_sums import RatingSums
from mashang.figures.told_counts import COUNTED, Counts, subtract

BEFORE = -1
"""The publication before the first one, which told of nothing and thereby that there was nothing."""
_UNBOUNDED = 10**12
_OF_RATINGS = frozenset(("bad", "levels"))
_Came = tuple[int, int]
"""How many bad and good ratings came since a publication."""
_Bounds = tuple[int, int]
_Telling = tuple[int, int, int]
"""The number of a publication, the first count that it told of a place, and the number of ratings there."""


class RatingHistory:
    """What was told of each place in the course of time, and the places that are told of now.

    Publications are numbered; ``now`` is the one that is made. What follows from the places that it tells of is kept
    until something of the same department is suppressed.
    """

    def __init__(self, what: str, series: RatingSeries, bounded: Iterable[Place]) -> None:
        places = list_places(series.sums)
        self.now = len(series.earlier)
        self.of_ratings = what in _OF_RATINGS
        self.below = _list_below(series.sums)
        self.rests: Mapping[Place, Place] = {total: ("rest", total) for total in self.below}
        self._totals = {rest: total for total, rest in self.rests.items()}
        self.counts = {place: COUNTED[what](added) for place, added in places.items()}
        self.told: frozenset[Place] = frozenset()
        self.history: dict[Place, dict[int, Counts]] = {place: {} for place in places}
        self.few: dict[Place, list[int]] = {place: [] for place in (*places, *self.rests.values())}
        self.numbers = series.numbers
        self.changes: dict[Place, int] = dict.fromkeys(self.below, 0)
        """How often something of a total was suppressed."""
        self._threshold = series.threshold
        self._rest_numbers: dict[Place, Mapping[int, int]] = {}
        self.months: Mapping[Place, Sequence[Place]] = {("month", month): () for month in series.sums.months}
        self._shown = [one.months for one in series.earlier]
        self._bad = series.bad
        self.departments = dict.fromkeys(total for total in self.below if total != WHOLE)
        self._above = {part: department for department in self.departments for part in self.below[department]}
        self._came_below: dict[tuple[Place, int, bool], _Came] = {}
        self._present: dict[Place, Counts | None] = {}
        self._tellings: dict[Place, tuple[_Telling, ...]] = {}
        self._bounds: dict[Place, Sequence[_Bounds]] = {}
        self._bounds_if_told: dict[Place, Sequence[_Bounds]] = {}
        self._read(what, series)
        self.bounded = frozenset(bounded)
        for place in self.bounded:
            self.few[place].append(self.now)
        shown = [*self._shown, frozenset(series.sums.months)]
        ranked = what == "bad" and series.by_quarter
        self.ranked = list_ranked(series.sums, shown, series.threshold) if ranked else {}

    def _read(self, what: str, series: RatingSeries) -> None:
        """Read what earlier publications told."""
        for number, figures in enumerate(series.told):
            told: dict[Place, Counts] = {}
            for place, counted in figures.items():
                if counts := counted.get(what):
                    told[place] = counts
                elif what in counted:
                    self.few[place].append(number)
            for place in self.departments:
                if place not in told and (implied := self._find_implied(place, told, number)) is not None:
                    self.history[place][number] = implied
            for place, counts in told.items():
                self.history[place][number] = counts

    def tell(self, places: Iterable[Place]) -> None:
        """Tell of these places now, before anything is asked that follows from it."""
        self.told = frozenset(places)

    def suppress(self, places: Iterable[Place]) -> None:
        """Tell of these places no longer, nor that there are few."""
        gone = (self.told | self.bounded).intersection(places)
        for place in self.bounded & gone:
            self.few[place].remove(self.now)
        self.told -= gone
        self.bounded -= gone
        totals = self.below.keys() & {WHOLE, *gone, *(self._above.get(place, WHOLE) for place in gone)}
        for total in totals:
            self.changes[total] += 1
        for place in (*gone, *totals, *(self.rests[total] for total in totals)):
            self._present.pop(place, None)
            self._tellings.pop(place, None)
            self._bounds.pop(place, None)

    def find_now(self, place: Place) -> Counts | None:
        """What readers know of a place now, from itself or from its parts."""
        if place in self.told:
            return self.counts[place]
        if place not in self.departments:
            return None
        if place not in self._present:
            told = {part: self.counts[part] for part in self.below[place] if part in self.told}
            self._present[place] = self._find_implied(place, told, self.now)
        return self._present[place]

    def list_wholes(self) -> Mapping[int, Counts]:
        """What all had at earlier publications: as these told, or as is told now, less all months since."""
        wholes = dict(self.history[WHOLE])
        if (now := self.find_now(WHOLE)) is not None:
            months = {month[1]: self._find_known(month, BEFORE) for month in self.months}
            for number, shown in enumerate(self._shown):
                since = [came for month, came in months.items() if month not in shown]
                if number not in wholes and None not in since:
                    wholes[number] = reduce(subtract, filter(None, since), now)
        return dict(sorted(wholes.items()))

    def list_told_at(self, parts: Mapping[Place, Sequence[Place]], number: int) -> Iterator[Counts]:
        """What a publication told of parts, or of the parts of these."""
        for place, inner in parts.items():
            if number in self.history[place]:
                yield self.history[place][number]
            else:
                yield from self.list_told_at(dict.fromkeys(inner, ()), number)

    def _find_implied(self, department: Place, told: Mapping[Place, Counts], number: int) -> Counts | None:
        """What follows of a department of which all parts with ratings are told."""
        whole, rated = 0, []
        for part in self.below[department]:
            if n := self.numbers[part].get(number):
                if part not in told:
                    return None
                whole += n
                rated.append(told[part])
        if not rated or whole != self.numbers[department].get(number):
            return None
        return tuple(map(sum, zip(*rated, strict=True)))

    def bound(self, place: Place, number: int) -> _Bounds:
        """What is known of a count at a publication, from what was told of it then, before and since."""
        if place not in self._bounds:
            self._bounds[place] = self._list_bounds(place, self.list_tellings(place), self.few[place])
        return self._bounds[place][number]

    def bound_if_told(self, place: Place, number: int) -> _Bounds:
        """The same if the place is told of now."""
        if place not in self._bounds_if_told:
            told = (*self._list_earlier(place), (self.now, self.counts[place][0], self.numbers[place][self.now]))
            self._bounds_if_told[place] = self._list_bounds(place, told, self.few[place])
        return self._bounds_if_told[place][number]

    def bound_before(self, place: Place, number: int) -> _Bounds:
        """The same of what was told before now."""
        few = [one for one in self.few[place] if one < self.now]
        return self._list_bounds(place, self._list_earlier(place), few)[number]

    def _list_earlier(self, place: Place) -> Sequence[_Telling]:
        told = self.history.get(place, {})
        return [(one, counts[0], self.numbers[place][one]) for one, counts in told.items()]

    def _list_bounds(self, place: Place, tellings: Sequence[_Telling], few: Sequence[int]) -> list[_Bounds]:
        """The bounds at each publication. Of what was told since, the first one says most."""
        numbers, rest = self.list_numbers(place), self._bound_rest(place)
        bounds: list[_Bounds] = []
        passed, least, spare, peak = 0, 0, _UNBOUNDED, -_UNBOUNDED
        for number in range(self.now + 1):
            n = numbers.get(number, 0)
            low = max(least, int(bool(few) and few[0] <= number))
            high = self._threshold - 1 if few and few[-1] >= number else n if self.of_ratings else rest
            if self.of_ratings:  # no more came than ratings, and where these became fewer, no more went
                earlier = spare + n if n >= peak else min(had + abs(then - n) for _, had, then in tellings[:passed])
                high = min(high, earlier)
            if passed < len(tellings):
                one, count, then = tellings[passed]
                if one == number:
                    low = high = count
                    passed += 1
                    least, spare, peak = max(least, count), min(spare, count - then), max(peak, then)
                else:
                    high = min(high, count)
                    low = max(low, count - abs(then - n)) if self.of_ratings else low
            bounds.append((low, high))
        return bounds

    def limit(self, n: int) -> int:
        """How many there can be among so many ratings: more where it is not ratings that are counted."""
        return n if self.of_ratings else _UNBOUNDED

    def _bound_rest(self, place: Place) -> int:
        """How many complaints were at most beside the parts of a total: no more than there are now.

        These are assumed to be known, as often no code is left there. Of other places there may have been any number.
        """
        if place not in self._totals:
            return _UNBOUNDED
        total = self._totals[place]
        return self.counts[total][0] - sum(self.counts[part][0] for part in self.below[total])

    def list_numbers(self, place: Place) -> Mapping[int, int]:
        """The number of ratings at each publication that told of a place; of the rest of a total, what parts leave."""
        if place not in self._totals:
            return self.numbers[place]
        if place not in self._rest_numbers:
            total = self._totals[place]
            self._rest_numbers[place] = {
                one: n - sum(self.numbers[part].get(one, 0) for part in self.below[total])
                for one, n in self.numbers[total].items()
            }
        return self._rest_numbers[place]

    def list_tellings(self, place: Place) -> tuple[_Telling, ...]:
        """What was told of a place and what is told now, or follows from it, oldest first."""
        if place not in self._tellings:
            if place in self._totals:
                counts = self._find_rest(self._totals[place])
            else:
                now = self.find_now(place)
                told = self.list_wholes() if place == WHOLE else self.history[place]
                counts = {one: then[0] for one, then in told.items()}
                counts |= {self.now: now[0]} if now is not None else {}
            numbers = self.list_numbers(place)
            self._tellings[place] = tuple((one, count, numbers.get(one, 0)) for one, count in counts.items())
        return self._tellings[place]

    def _find_rest(self, total: Place) -> dict[int, int]:
        """What a total leaves beside its parts, where all of them were told."""
        counts = {one: count for one, count, _ in self.list_tellings(total)}
        for part in self.below[total]:
            told = {one: count for one, count, _ in self.list_tellings(part)}
            counts = {one: count - told[one] for one, count in counts.items() if one in told}
            if not counts:
                break
        return counts

    def list_known(self, parts: Mapping[Place, Sequence[Place]], since: int) -> Iterator[tuple[Place, Counts]]:
        """What is known to have come to parts since a publication, or to the parts of these."""
        for place, inner in parts.items():
            came = self._find_known(place, since)
            if came is not None:
                yield place, came
            else:
                yield from self.list_known(dict.fromkeys(inner, ()), since)

    def _find_known(self, place: Place, since: int) -> Counts | None:
        """From the first telling since then to the last one. A month either came in between as a whole, or before."""
        told = [then for number, then in self.history[place].items() if number >= since]
        if (now := self.find_now(place)) is not None:
            told.append(now)
        if place[0] == "month":
            came = since == BEFORE or place[1] not in self._shown[since]
            return told[-1] if told and came else None
        if since == BEFORE:
            return told[-1] if told else None
        return subtract(told[-1], told[0]) if len(told) > 1 else None

    def find_came(self, place: Place, number: int) -> _Came | None:
        """How many bad and good ratings came since a publication that told these."""
        if (then := self._bad[place].get(number)) is None:
            return None
        now = self._bad[place][self.now]
        return now[0] - then[0], now[1] - then[1]

    def list_came_beside(self, place: Place, number: int, *, told: bool = False) -> Iterator[_Came]:
        """How many came to the department of a place and to the whole, less what is known to have come beside it there.

        With ``told``, where the publication told of the total, less what it told of.
        """
        department = self._above.get(place, place)
        for total, own in ((department, place), (WHOLE, department)):
            more = None if total == own else self.find_came(total, number)
            if more is not None and not (told and number not in self.history[total]):
                bad, good = self._find_came_below(total, number, told=told)
                mine = None
                if own in self._divide(total) and not (told and number not in self.history[own]):
                    mine = self.find_came(own, number)
                mine = mine or (0, 0)
                yield more[0] - bad + mine[0], more[1] - good + mine[1]

    def _find_came_below(self, total: Place, number: int, *, told: bool) -> _Came:
        """How many are known to have come to the parts of a department, or to the departments."""
        key = (total, number, told)
        if key not in self._came_below:
            came = [
                self.find_came(part, number) or (0, 0)
                for part in self._divide(total)
                if not told or number in self.history[part]
            ]
            self._came_below[key] = sum(bad for bad, _ in came), sum(good for _, good in came)
        return self._came_below[key]

    def _divide(self, total: Place) -> Mapping[Place, object]:
        return self.departments if total == WHOLE else self.below[total]


def _list_below(sums: RatingSums) -> Mapping[Place, Mapping[Place, Sequence[Place]]]:
    """The parts of the whole and of each department, with the parts of these."""
    departments: dict[Place, dict[Place, Sequence[Place]]] = {("department", key): {} for key in sums.departments}
    others: dict[Place, Sequence[Place]] = {}
    for part in sums.parts:
        departments.get(("department", sums.owners[part]), others)["part", part] = ()
    return {WHOLE: {**{place: tuple(parts) for place, parts in departments.items()}, **others}, **departments}
