"""Which places are told of after what earlier publications told: whoever kept their pages subtracts them.

A publication tells counts over all months so far. What two publications tell of one place, subtracted, is what came in
between; and what came in between to a department, less what is known to have come to its windows, is what came to the
other ones. Both are zero or reach the threshold, in whatever is told; otherwise it is suppressed this time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from mashang.figures.rating_history import BEFORE, RatingHistory
from mashang.figures.rating_margins import WHOLE, Place
from mashang.figures.rating_series import RatingSeries
from mashang.figures.told_counts import Counts, is_pinned, is_sensitive, subtract

_ALONE = frozenset(("n", "open", "overdue"))
"""What needs no look at the parts while it changes by enough: ratings count in batches, the others are of all alone."""


# Bad ratings of one department with two windows, threshold 5:
#
#                 told in August   true in September   came in between   told in September
#   A                    6                  6                  0               6
#   B                    9                 11                  2               suppressed: 11 - 9 = 2
#   department          15                 17                  2               suppressed: 17 - 15 = 2
def suppress_known(
    what: str, series: RatingSeries, wanted: Iterable[Place], bounded: Iterable[Place] = ()
) -> frozenset[Place]:
    """Those of the ``wanted`` places of which this may be told after the earlier publications.

    And those of the ``bounded`` ones of which may be told that there are few.
    """
    chosen, few = frozenset(wanted), frozenset(bounded)
    if not series.earlier:
        return chosen | few
    suppression = _Suppression(what, series, chosen, few)
    if what not in _ALONE or suppression.history.told != chosen:
        suppression.suppress_all()
    return suppression.history.told | suppression.history.bounded


class _Suppression:
    """The rules, each over a total and its parts; what they suppress makes others look again."""

    def __init__(self, what: str, series: RatingSeries, wanted: Iterable[Place], bounded: Iterable[Place]) -> None:
        self._what = what
        self._threshold = series.threshold
        self._shown = [one.months for one in series.earlier]
        self._bases: dict[tuple[Place, bool], list[tuple[int, Counts]]] = {}
        self._followed: dict[tuple[Place, int], bool] = {}
        self.history = RatingHistory(what, series, bounded)
        self.history.tell(place for place in wanted if not self._discloses(place))

    def suppress_all(self) -> None:
        """Suppress until no rule suppresses more."""
        below = self.history.below
        rules: list[tuple[Place, Callable[[], bool]]] = [
            *((place, partial(self._suppress_below, place, below[place])) for place in self.history.departments),
            (WHOLE, partial(self._suppress_below, WHOLE, below[WHOLE])),
            (WHOLE, partial(self._suppress_below, WHOLE, self.history.months)),
            *((place, partial(self._suppress_beside_few, place)) for place in self.history.departments),
            (WHOLE, partial(self._suppress_beside_few, WHOLE)),
            (WHOLE, self._suppress_beside_few_months),
            (WHOLE, self._suppress_whole_of_then),
        ]
        settled: dict[int, int] = {}
        helped = True
        while helped:
            helped = False
            for number, (total, rule) in enumerate(rules):
                if settled.get(number) != self.history.changes[total]:
                    settled[number] = self.history.changes[total]
                    helped |= rule()

    def _discloses(self, place: Place) -> bool:
        """Whether this would tell too little to have come, or what an earlier publication did not tell."""
        known = self.history
        counts, told = known.counts[place], known.history[place]
        return any(is_sensitive(subtract(counts, then), self._threshold) for then in told.values()) or any(
            one not in told and self._follows(place, one) for one in known.numbers[place] if one < known.now
        )

    def _follows(self, place: Place, number: int) -> bool:
        """Whether what is told of a place now discloses what it was at a publication that did not tell it."""
        if (place, number) not in self._followed:
            self._followed[place, number] = self._find_following(place, number)
        return self._followed[place, number]

    def _find_following(self, place: Place, number: int) -> bool:
        known = self.history
        came = known.numbers[place][known.now] - known.numbers[place][number]
        if self._what == "levels":
            return 0 in (came, *self._limit_came(place, number, came), *self._list_beside(place, number))
        low, high = known.bound_if_told(place, number)
        if known.of_ratings:
            now = known.counts[place][0]
            bad, good = self._limit_came(place, number, came)
            low, high = max(low, now - bad), min(high, now - came + good)
        return low == high

    def _limit_came(self, place: Place, number: int, came: int) -> tuple[int, int]:
        """How many bad and good ratings may have come at most: no more than to the department, and to all.

        What is known to have come to other places of these is none of it.
        """
        own = self.history.find_came(place, number)
        limits = [(came, came), *([own] if own else []), *self.history.list_came_beside(place, number)]
        return min(bad for bad, _ in limits), min(good for _, good in limits)

    def _list_beside(self, place: Place, number: int) -> Iterator[int]:
        """How many bad and good ratings came to those of which no levels are told, where all have them told."""
        if own := self.history.find_came(place, number):
            for came in self.history.list_came_beside(place, number, told=True):
                yield from subtract(came, own)

    def _suppress_below(self, total: Place, parts: Mapping[Place, Sequence[Place]]) -> bool:
        """Suppress until what came to a total, less what is known of its parts, is not sensitive, since whenever."""
        helped = False
        for since, then in ((BEFORE, None), *self._list_bases(total, parts)):
            while (counts := self.history.find_now(total)) is not None:
                known = dict(self.history.list_known(parts, since))
                came = subtract(counts, then) if then else counts
                rest = came
                for part in known.values():
                    rest = subtract(rest, part)
                safe = not is_sensitive(rest, self._threshold) and not (then and is_sensitive(came, self._threshold))
                if safe and not (since == BEFORE and self._implies_past(total, parts, rest)):
                    break
                self._suppress_smallest(total, parts, known)
                helped = True
        return helped

    def _list_bases(self, total: Place, parts: Mapping[Place, Sequence[Place]]) -> list[tuple[int, Counts]]:
        """The publications from which to subtract a total.

        One need not be looked at when a later one told of the same parts: what came in between was looked at then. But
        months may be told later.
        """
        key = (total, parts is self.history.months)
        if key not in self._bases:
            history = self.history.history
            inner = [*parts, *(part for within in parts.values() for part in within)]
            bases: list[tuple[int, Counts]] = []
            later: list[set[Place]] = []
            for number, then in reversed(history[total].items()):
                known = {part for part in inner if number in history[part]}
                if parts is self.history.months or not any(known <= other for other in later):
                    later.append(known)
                    bases.append((number, then))
            self._bases[key] = bases
        return self._bases[key]

    def _implies_past(self, total: Place, parts: Iterable[Place], rest: Counts) -> bool:
        """Whether the only part that is not told, or those that have nothing, disclose what they were before."""
        known = self.history
        numbers = {part: known.numbers[part][known.now] for part in parts}
        if self._what != "bad" or sum(numbers.values()) != known.numbers[total][known.now]:
            return False
        unknown = [part for part, n in numbers.items() if n and known.find_now(part) is None]
        return (len(unknown) == 1 or 0 in rest) and any(
            number != known.now and number not in known.history[part] and self._follows(part, number)
            for part in unknown
            for number in known.numbers[part]
        )

    def _suppress_smallest(
        self, total: Place, parts: Mapping[Place, Sequence[Place]], known: Mapping[Place, Counts]
    ) -> None:
        """Suppress the smallest part of which something is known, or a part of such a one, or else the total."""
        told = self.history.told
        moved = [place for place, came in known.items() if any(came)]
        inside = [part for place in moved if place not in told for part in self.history.below.get(place, ())]
        for places in (moved, inside, parts if total not in told else (total,)):
            if chosen := [place for place in places if place in told]:
                self._suppress_least(chosen)
                return

    def _suppress_least(self, places: Iterable[Place]) -> None:
        """Suppress the place with the fewest ratings. Months that were not told before would add up to the whole."""
        numbers = self.history.numbers
        least = min(places, key=lambda place: numbers[place][self.history.now])
        fresh = [month for month in self.history.months if not self.history.history[month]] if least == WHOLE else []
        self.history.suppress((least, *fresh))

    # Complaints of one department with two windows, which are all that it has, threshold 5:
    #
    #                 true in August   told in August   true in September   told in September
    #   A                    6           suppressed              6          suppressed: 6 at most in August, and B 4
    #   B                    4           1 to 4                  5          suppressed
    #   department          10           10                     11          suppressed: 11 - 10 = 1
    #
    # Counts only grow: had A 6 told in September, it had no more in August. A had 6 then and B had 4 at most, and 10
    # together: so each had its most. What is told now bounds every publication that told of the total; what follows
    # without it is known anyway.
    def _suppress_beside_few(self, total: Place) -> bool:
        """Suppress until few ones are not pinned down by a total beside which the other parts reach their bounds."""
        known, parts = self.history, self.history.below[total]
        if not any(known.few[part] or known.ranked.get(part) for part in parts):
            return False
        helped = False
        for number in [one for one, *_ in known.list_tellings(total)]:
            while self._pins_few(total, number):
                newly = [part for part in parts if number not in known.history[part]]
                newly += [part for place in newly for part in parts[place]]
                told = [part for part in newly if part in known.told]
                chosen = told or [part for part in newly if part in known.bounded] or [total] * (total in known.told)
                if not chosen:
                    break
                self._suppress_least(chosen)
                helped = True
        return helped

    def _pins_few(self, total: Place, number: int) -> bool:
        """Whether the parts of a total can only be what they are, at a publication or in what came since."""
        known = self.history
        counts = {one: count for one, count, _ in known.list_tellings(total)}
        if number not in counts:
            return False
        places = (*known.below[total], known.rests[total])
        then = {place: self._narrow(place, number, known.bound(place, number)) for place in places}
        if is_pinned(counts[number], then.values()):
            before = {place: self._narrow(place, number, known.bound_before(place, number)) for place in places}
            if number not in known.history[total] or not is_pinned(counts[number], before.values()):
                return True
            most = counts[number] == sum(high for _, high in before.values())
            came = [known.counts[part][0] - before[part][most] for part in known.below[total] if part in known.told]
            return is_sensitive(tuple(came), self._threshold)
        if known.now not in counts:
            return False
        since = [self._bound_since(place, number, then[place]) for place in places]
        return is_pinned(counts[known.now] - counts[number], since)

    def _bound_since(self, place: Place, number: int, then: tuple[int, int]) -> tuple[int, int]:
        """How many have come to a place since at least and at most, where so many were there."""
        known = self.history
        low, high = self._narrow(place, known.now, known.bound(place, known.now))
        numbers = known.list_numbers(place)
        came = known.limit(numbers[known.now] - numbers.get(number, 0))
        least, most = max(0, low - then[1]), min(came, high - then[0])
        if least < most:
            least = max(least, sum(self._find_least(part, number) for part in known.below.get(place, ())))
        return least, most

    def _narrow(self, place: Place, number: int, bounds: tuple[int, int]) -> tuple[int, int]:
        """The bounds within those that rankings tell, where all quarters that a publication counts are over."""
        if place not in self.history.ranked:
            return bounds
        least, most = self.history.ranked[place].get(number, bounds)
        return max(bounds[0], least), min(bounds[1], most)

    def _find_least(self, place: Place, number: int) -> int:
        """How many have come to a place since at least."""
        least, _ = self.history.bound(place, self.history.now)
        return max(0, least - self.history.bound(place, number)[1]) if least else 0

    def _suppress_beside_few_months(self) -> bool:
        """The same for the whole, as it was told once, and the months since, of which no place has more than all."""
        known = self.history
        for since in (BEFORE, *range(known.now)):
            shown = self._shown[since] if since != BEFORE else ()
            bounds = [self._find_month_bounds(month) for month in self.history.months if month[1] not in shown]
            most = sum(high for _, high in bounds) + self._threshold - 1
            if since != BEFORE:
                bounds.append(known.bound(WHOLE, since))
            if WHOLE in known.told and is_pinned(known.counts[WHOLE][0], bounds):
                self._suppress_least([WHOLE])
                return True
            if reaching := {one for one in known.told if since in known.few[one] and known.counts[one][0] == most}:
                known.suppress(reaching)
                return True
        return False

    # Bad ratings, threshold 5. The publication of August told of the department only; September is told of as a month:
    #
    #                 August   told in August   September   told in September
    #   all           42 of 75   suppressed      66 of 135   66
    #   department     0 of 30   0                0 of 60    0
    #   September                                24 of 60    suppressed: 66 - 24 = 42 of the 45 beside the department
    def _suppress_whole_of_then(self) -> bool:
        """Suppress until what follows of the whole at a publication that did not tell it discloses nothing there."""
        known = self.history
        for number, whole in known.list_wholes().items():
            if number not in known.history[WHOLE]:
                rest = whole
                for told in known.list_told_at(known.below[WHOLE], number):
                    rest = subtract(rest, told)
                if is_sensitive((*whole, *rest), self._threshold):
                    fresh = [month for month in known.months if month in known.told and not known.history[month]]
                    self._suppress_least(fresh or [WHOLE])
                    return True
        return False

    def _find_month_bounds(self, month: Place) -> tuple[int, int]:
        known = self.history
        if told := known.list_tellings(month):
            return told[0][1], told[0][1]
        return (1, self._threshold - 1) if known.few[month] else (0, known.limit(known.numbers[month][known.now]))
