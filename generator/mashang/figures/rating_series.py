"""What may still be told of ratings after what earlier publications told: whoever kept their pages subtracts them.

A publication tells counts over all months so far. What two publications tell of one place, subtracted, is what came in
between; and what came in between to a department, less what is known to have come to its windows, is what came to the
other ones. Both are zero or reach the threshold, in whatever is told; otherwise it is suppressed this time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mashang.figures.rating_margins import WHOLE, Place, list_places
from mashang.figures.rating_quarters import list_ranked
from mashang.figures.rating_sums import RatingSum, RatingSums
from mashang.figures.told_counts import COUNTED, Counts, is_pinned, is_sensitive, name_place, subtract
from mashang.records import ToldRatings

_OF_RATINGS = frozenset(("bad", "levels"))
_ALONE = frozenset(("n", "open", "overdue"))
"""What needs no look at the parts while it changes by enough: ratings count in batches, the others are of all alone."""
_UNBOUNDED = 10**12
_BEFORE = -1
"""The publication before the first one, which told of nothing and thereby that there was nothing."""


# Bad ratings of one department with two windows, threshold 5:
#
#                 told in August   true in September   came in between   told in September
#   A                    6                  6                  0               6
#   B                    9                 11                  2               suppressed: 11 - 9 = 2
#   department          15                 17                  2               suppressed: 17 - 15 = 2
@dataclass(frozen=True, slots=True)
class RatingSeries:
    """The sums of all places of a publication, and what earlier ones told."""

    sums: RatingSums
    earlier: Sequence[ToldRatings]
    threshold: int
    by_quarter: bool = False
    """Whether rankings tell the ratings of departments quarter by quarter."""

    def bound_bad(self, place: Place, added: RatingSum) -> tuple[int, int]:
        """What readers know of the bad ratings of a place beforehand, from what was told of it before."""
        name = name_place(place)
        told = [one.figures[name] for one in self.earlier if "bad" in one.figures.get(name, ())]
        exact = [(figures["bad"][0], figures["n"][0]) for figures in told if figures["bad"]]
        low = max((bad for bad, _ in exact), default=min(1, len(told)))
        high = min((bad + added.n - n for bad, n in exact), default=added.n)
        return (low, high) if low <= added.bad <= high else (0, added.n)  # else a correction came in between

    def may_tell(self, what: str, place: Place) -> bool:
        """A month is told of at once or never: later, its share would be what others told without it."""
        shown = [one for one in self.earlier if place[0] == "month" and place[1] in one.months]
        return not shown or any(what in one.figures.get(name_place(place), ()) for one in shown)

    def list_again(self, what: str, bounded: Iterable[Place]) -> set[Place]:
        """Those of which a part was told to be few before: so many parts might be all of the bound."""
        few = {name for one in self.earlier for name, figures in one.figures.items() if figures.get(what) == ()}
        above = {owner for part, owner in self.sums.owners.items() if few and name_place(("part", part)) in few}
        again: set[Place] = {("department", owner) for owner in above}
        return set(bounded) & (again | {WHOLE} if few - {name_place(WHOLE)} else again)

    def suppress_known(self, what: str, wanted: Iterable[Place], bounded: Iterable[Place] = ()) -> frozenset[Place]:
        """Those of the ``wanted`` places of which this may be told after the earlier publications.

        Of the ``bounded`` ones is told that there are few.
        """
        if not self.earlier:
            return frozenset(wanted)
        departments: dict[Place, list[Place]] = {("department", key): [] for key in self.sums.departments}
        others: list[Place] = []
        for part in self.sums.parts:
            departments.get(("department", self.sums.owners[part]), others).append(("part", part))
        history = _History(what, self, departments, set(wanted), set(bounded))
        if what in _ALONE and len(history.told) == len(set(wanted)):
            return frozenset(history.told)
        offices = {**departments, **{part: [] for part in others}}
        months: dict[Place, list[Place]] = {("month", month): [] for month in self.sums.months}
        below: dict[Place, dict[Place, list[Place]]] = {
            place: {part: [] for part in parts} for place, parts in departments.items()
        }
        while any(
            (
                *(history.suppress_below(place, below[place]) for place in departments),
                history.suppress_below(WHOLE, offices),
                history.suppress_below(WHOLE, months),
                *(history.suppress_beside_few(place, parts) for place, parts in departments.items()),
                history.suppress_beside_few(WHOLE, offices),
                history.suppress_beside_few_months(months),
            )
        ):
            pass
        return frozenset(history.told)


class _History:
    """What was told of each place in the course of time, and the places that are told of now."""

    def __init__(
        self,
        what: str,
        series: RatingSeries,
        departments: Mapping[Place, Sequence[Place]],
        wanted: set[Place],
        bounded: set[Place],
    ) -> None:
        places = list_places(series.sums)
        self._what = what
        self._bases: dict[Place, tuple[Collection[Place], list[tuple[int, Counts]]]] = {}
        self._departments = departments
        self._earlier = series.earlier
        self._threshold = series.threshold
        self._now = len(series.earlier)
        shown = [*(one.months for one in series.earlier), frozenset(series.sums.months)]
        ranked = what == "bad" and series.by_quarter
        self._ranked = list_ranked(series.sums, shown, series.threshold) if ranked else {}
        self._counts = {place: COUNTED[what](added) for place, added in places.items()}
        self._history: dict[Place, dict[int, Counts]] = {place: {} for place in places}
        self._above = {part: department for department, parts in departments.items() for part in parts}
        self._bad = {place: {self._now: COUNTED["bad"](added)} for place, added in places.items()}
        self._few: dict[Place, set[int]] = {place: {self._now} if place in bounded else set() for place in places}
        self._numbers: dict[Place, dict[int, int]] = {place: {self._now: added.n} for place, added in places.items()}
        by_name = {name_place(place): place for place in places}
        for number, one in enumerate(series.earlier):
            said = {by_name[name]: figures for name, figures in one.figures.items() if name in by_name}
            told = {place: figures[what] for place, figures in said.items() if figures.get(what)}
            for place, figures in said.items():
                self._numbers[place][number] = figures["n"][0]
                if bad := figures.get("bad"):
                    self._bad[place][number] = bad
                if what in figures and place not in told:
                    self._few[place].add(number)
            for place, then in {**self._find_implied(told, number), **told}.items():
                self._history[place][number] = then
        self.told = {place for place in wanted if not self._discloses(place)}

    def _discloses(self, place: Place) -> bool:
        """Whether this would tell too little to have come, or what an earlier publication did not tell."""
        counts, told, numbers = self._counts[place], self._history[place], self._numbers[place]
        return any(is_sensitive(subtract(counts, then), self._threshold) for then in told.values()) or any(
            one not in told and self._follows(place, one) for one in numbers if one < self._now
        )

    def _follows(self, place: Place, number: int) -> bool:
        """Whether what is told of a place now discloses what it was at a publication that did not tell it."""
        now = self._counts[place][0]
        known = {**self._history[place], self._now: self._counts[place]}
        low, high = self._bound(known, self._few[place], self._numbers[place], number)
        if self._what in _OF_RATINGS:
            came = self._numbers[place][self._now] - self._numbers[place][number]
            bad, good = self._limit_came(place, number, came)
            if self._what == "levels":
                return 0 in (came, bad, good, *self._list_beside(place, number))
            low, high = max(low, now - bad), min(high, now - came + good)
        return low == high

    def _limit_came(self, place: Place, number: int, came: int) -> tuple[int, int]:
        """How many bad and good ratings may have come at most: no more than to the department, and to all.

        What is known to have come to other places of these is none of it.
        """
        bad = good = came
        for above, beside in ((place, ()), *self._list_above(place)):
            if (more := self._find_came(above, number)) is not None:
                for other in beside:
                    more = subtract(more, self._find_came(other, number) or (0, 0))
                bad, good = min(bad, more[0]), min(good, more[1])
        return bad, good

    def _list_beside(self, place: Place, number: int) -> Iterator[int]:
        """How many bad and good ratings came to those of which no levels are told, where all have them told."""
        for above, beside in self._list_above(place):
            more, own = self._find_came(above, number), self._find_came(place, number)
            if more is not None and own is not None and number in self._history[above]:
                for other in beside:
                    if number in self._history[other]:
                        more = subtract(more, self._find_came(other, number) or (0, 0))
                yield from subtract(more, own)

    def _list_above(self, place: Place) -> Iterator[tuple[Place, list[Place]]]:
        """The department of a place and the whole, each with what else it has."""
        department = self._above.get(place, place)
        if department != place:
            yield department, [part for part in self._departments[department] if part != place]
        if place != WHOLE:
            yield WHOLE, [other for other in self._departments if other != department]

    def _find_came(self, place: Place, number: int) -> Counts | None:
        """How many bad and good ratings came since a publication that told these."""
        then = self._bad[place].get(number)
        return subtract(self._bad[place][self._now], then) if then else None

    def suppress_below(self, total: Place, parts: Mapping[Place, Sequence[Place]]) -> bool:
        """Suppress until what came to a total, less what is known of its parts, is not sensitive, since whenever."""
        helped = False
        for since, then in ((_BEFORE, None), *self._list_bases(total, parts)):
            while (counts := self._find_now(total)) is not None:
                known = dict(self._list_known(parts, since))
                came = subtract(counts, then) if then else counts
                rest = came
                for part in known.values():
                    rest = subtract(rest, part)
                safe = not is_sensitive(rest, self._threshold) and not (then and is_sensitive(came, self._threshold))
                if safe and not (since == _BEFORE and self._implies_past(total, parts, rest)):
                    break
                self._suppress_smallest(total, parts, known)
                helped = True
        return helped

    def suppress_beside_few(self, total: Place, parts: Collection[Place]) -> bool:
        """Suppress until few ones are not pinned down by a total beside which the other parts reach their bounds."""
        few = {number for part in parts for number in (*self._few[part], *self._ranked.get(part, ()))}
        helped = False
        for number in few & {*self._history[total], self._now}:
            while number in self._list_told(total) and self._pins_few(total, parts, number):
                newly = [part for part in parts if number not in self._history[part]]
                newly += [part for place in newly for part in self._departments.get(place, ())]
                told = [part for part in newly if part in self.told] or [total] * (total in self.told)
                if not told:
                    break
                self.told.discard(min(told, key=lambda place: self._numbers[place][self._now]))
                helped = True
        return helped

    def suppress_beside_few_months(self, months: Collection[Place]) -> bool:
        """The same for the whole, as it was told once, and the months since, of which no place has more than all."""
        for since in (_BEFORE, *range(self._now)):
            shown = self._earlier[since].months if since != _BEFORE else ()
            bounds = [self._find_month_bounds(month) for month in months if month[1] not in shown]
            if since != _BEFORE:
                bounds.append(self._bound(self._list_told(WHOLE), self._few[WHOLE], self._numbers[WHOLE], since))
            if WHOLE in self.told and is_pinned(self._counts[WHOLE][0], bounds):
                self._suppress_whole()
                return True
            most = sum(high for _, high in bounds[: -1 if since != _BEFORE else None]) + self._threshold - 1
            if reaching := {one for one in self.told if since in self._few[one] and self._counts[one][0] == most}:
                self.told -= reaching
                return True
        return False

    def _pins_few(self, total: Place, parts: Collection[Place], number: int) -> bool:
        """Whether the parts of a total can only be what they are, at a publication or in what came since."""
        told, few = {part: self._list_told(part) for part in parts}, self._few
        numbers = {part: self._numbers[part] for part in parts}
        rest: Place = ("rest", total)
        totals = self._list_told(total)
        everywhere = set(totals).intersection(*told.values())
        told[rest] = {
            one: (totals[one][0] - sum(each[one][0] for each in told.values()),) for one in sorted(everywhere)
        }
        numbers[rest] = {
            one: n - sum(self._numbers[part].get(one, 0) for part in parts) for one, n in self._numbers[total].items()
        }
        then, since = [], []
        for place, n in numbers.items():
            low, high = self._narrow(place, number, self._bound(told[place], few.get(place, set()), n, number))
            present = self._bound(told[place], few.get(place, set()), n, self._now)
            now_low, now_high = self._narrow(place, self._now, present)
            came = self._limit(n[self._now] - n.get(number, 0))
            inside = sum(self._find_least(part, number) for part in self._departments.get(place, ()))
            then.append((low, high))
            since.append((max(0, now_low - high, inside), min(came, now_high - low)))
        counts = totals[number][0]
        now = totals.get(self._now)
        return is_pinned(counts, then) or (now is not None and is_pinned(now[0] - counts, since))

    def _narrow(self, place: Place, number: int, bounds: tuple[int, int]) -> tuple[int, int]:
        """The bounds within those that rankings tell, where all quarters that a publication counts are over."""
        low, high = self._ranked.get(place, {}).get(number, bounds)
        return max(low, bounds[0]), min(high, bounds[1])

    def _find_least(self, place: Place, number: int) -> int:
        """How many have come to a place since at least."""
        told, few, numbers = self._list_told(place), self._few[place], self._numbers[place]
        return max(0, self._bound(told, few, numbers, self._now)[0] - self._bound(told, few, numbers, number)[1])

    def _find_month_bounds(self, month: Place) -> tuple[int, int]:
        if told := [*self._list_told(month).values()]:
            return told[0][0], told[0][0]
        return (1, self._threshold - 1) if self._few[month] else (0, self._limit(self._numbers[month][self._now]))

    def _list_told(self, place: Place) -> dict[int, Counts]:
        """What was told of a place, and what is told now."""
        now = self._find_now(place)
        return {**self._history[place], **({self._now: now} if now is not None else {})}

    def _bound(
        self, told: Mapping[int, Counts], few: Collection[int], numbers: Mapping[int, int], number: int
    ) -> tuple[int, int]:
        """What is known of a count at a publication, from what was told of it then, before and since."""
        if number in told:
            return told[number][0], told[number][0]
        n = numbers.get(number, 0)
        low = int(bool(few) and min(few) <= number)
        high = self._threshold - 1 if few and max(few) >= number else self._limit(n)
        for other, (count, *_) in told.items():  # of those since, the first one says most
            between = self._limit(abs(numbers.get(other, 0) - n))
            if other > number:
                return max(low, count - between), min(high, count)
            low, high = max(low, count), min(high, count + between)
        return low, high

    def _suppress_whole(self) -> None:
        """Suppress the whole, and the months that were not told before: they would add up to it."""
        self.told.discard(WHOLE)
        self.told -= {place for place in self.told if place[0] == "month" and not self._history[place]}

    def _limit(self, n: int) -> int:
        """How many there can be among so many ratings: more where it is not ratings that are counted."""
        return n if self._what in _OF_RATINGS else _UNBOUNDED

    def _list_bases(self, total: Place, parts: Collection[Place]) -> list[tuple[int, Counts]]:
        """The publications from which to subtract a total.

        One need not be looked at when a later one told of the same parts: what came in between was looked at then. But
        months may be told later.
        """
        if total not in self._bases or parts is not self._bases[total][0]:
            parts_are_months = any(place[0] == "month" for place in parts)
            inner = [*parts, *(part for place in parts for part in self._departments.get(place, ()))]
            bases: list[tuple[int, Counts]] = []
            later: list[set[Place]] = []
            for number, then in reversed(self._history[total].items()):
                known = {part for part in inner if number in self._history[part]}
                if parts_are_months or not any(known <= other for other in later):
                    later.append(known)
                    bases.append((number, then))
            self._bases[total] = parts, bases
        return self._bases[total][1]

    def _implies_past(self, total: Place, parts: Collection[Place], rest: Counts) -> bool:
        """Whether the only part that is not told, or those that have nothing, disclose what they were before."""
        numbers = {part: self._numbers[part][self._now] for part in parts}
        if self._what != "bad" or sum(numbers.values()) != self._numbers[total][self._now]:
            return False
        unknown = [part for part, n in numbers.items() if n and self._find_now(part) is None]
        return (len(unknown) == 1 or 0 in rest) and any(
            number != self._now and number not in self._history[part] and self._follows(part, number)
            for part in unknown
            for number in self._numbers[part]
        )

    def _suppress_smallest(
        self, total: Place, parts: Mapping[Place, Sequence[Place]], known: Mapping[Place, Counts]
    ) -> None:
        """Suppress the smallest part of which something is known, or a part of such a one, or else the total."""
        moved = [place for place, came in known.items() if any(came)]
        inside = [part for place in moved if place not in self.told for part in self._departments.get(place, ())]
        for places in (moved, inside, parts if total not in self.told else (total,)):
            if told := [place for place in places if place in self.told]:
                smallest = min(told, key=lambda place: self._numbers[place][self._now])
                if smallest == WHOLE:
                    self._suppress_whole()
                self.told.discard(smallest)
                return

    def _list_known(self, parts: Mapping[Place, Sequence[Place]], since: int) -> Iterator[tuple[Place, Counts]]:
        """What is known to have come to parts since a publication, or to the parts of these."""
        for place, inner in parts.items():
            came = self._find_known(place, since)
            if came is not None:
                yield place, came
            else:
                yield from self._list_known({part: [] for part in inner}, since)

    def _find_known(self, place: Place, since: int) -> Counts | None:
        """From the first telling since then to the last one. A month either came in between as a whole, or before."""
        told = [then for number, then in self._history[place].items() if number >= since]
        if (now := self._find_now(place)) is not None:
            told.append(now)
        if place[0] == "month":
            came = since == _BEFORE or place[1] not in self._earlier[since].months
            return told[-1] if told and came else None
        if since == _BEFORE:
            return told[-1] if told else None
        return subtract(told[-1], told[0]) if len(told) > 1 else None

    def _find_now(self, place: Place) -> Counts | None:
        """What readers know of a place now, from itself or from its parts."""
        if place in self.told:
            return self._counts[place]
        if place not in self._departments:
            return None
        told = {part: self._counts[part] for part in self._departments[place] if part in self.told}
        return self._find_implied(told, self._now, (place,)).get(place)

    def _find_implied(
        self, told: Mapping[Place, Counts], number: int, departments: Iterable[Place] | None = None
    ) -> dict[Place, Counts]:
        """What follows of departments of which all parts with ratings are told."""
        implied = {}
        for department in self._departments if departments is None else departments:
            numbers = {part: self._numbers[part].get(number, 0) for part in self._departments[department]}
            rated = [part for part, n in numbers.items() if n]
            whole = sum(numbers.values()) == self._numbers[department].get(number)
            if rated and whole and all(part in told for part in rated):
                implied[department] = tuple(map(sum, zip(*(told[part] for part in rated), strict=True)))
        return implied
