"""The sums of a publication of ratings after what earlier ones told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mashang.figures.rating_margins import WHOLE, Place, list_places
from mashang.figures.rating_sums import RatingSum, RatingSums
from mashang.figures.told_counts import Counts, name_place
from mashang.records import ToldRatings


@dataclass(frozen=True)
class RatingSeries:
    """The sums of all places of a publication, and what earlier ones told."""

    sums: RatingSums
    earlier: Sequence[ToldRatings]
    threshold: int
    by_quarter: bool = False
    """Whether rankings tell the ratings of departments quarter by quarter."""

    @cached_property
    def told(self) -> Sequence[Mapping[Place, Mapping[str, Counts]]]:
        """What each of the earlier publications told, by place."""
        by_name = {name_place(place): place for place in list_places(self.sums)}
        return [
            {by_name[name]: figures for name, figures in one.figures.items() if name in by_name} for one in self.earlier
        ]

    @cached_property
    def numbers(self) -> Mapping[Place, Mapping[int, int]]:
        """The numbers of ratings of each place by publication; the present one comes after the earlier ones."""
        numbers = {place: {len(self.earlier): added.n} for place, added in list_places(self.sums).items()}
        for number, told in enumerate(self.told):
            for place, figures in told.items():
                numbers[place][number] = figures["n"][0]
        return numbers

    @cached_property
    def bad(self) -> Mapping[Place, Mapping[int, tuple[int, int]]]:
        """The bad and good ratings of each place, by the publications that told of them, and now."""
        bad = {
            place: {len(self.earlier): (added.bad, added.n - added.bad)}
            for place, added in list_places(self.sums).items()
        }
        for number, told in enumerate(self.told):
            for place, figures in told.items():
                if counts := figures.get("bad"):
                    bad[place][number] = (counts[0], counts[1])
        return bad

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
