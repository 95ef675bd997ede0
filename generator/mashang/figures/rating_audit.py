"""An audit of what is to be told of ratings: what readers can work out of it together with all that was told before.

The attacker problem of statistical disclosure control (Hundepool et al., *Statistical Disclosure Control*, 2012): each
sum that is few is made as large and as small as what is told allows. Where both are the same, readers know it, and some
of what is told now is suppressed.

Asked for are single stretches, and what two or three of them add up to; in a large county only those of which
something new is told. What many leave together is left to the rules of :mod:`mashang.figures.rating_suppression`,
which come first and cost less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mashang.figures.rating_knowledge import COMPLAINTS, SETTLED, Knowledge, Stretches, Told
from mashang.figures.rating_margins import WHOLE, Place
from mashang.figures.rating_series import RatingSeries
from mashang.figures.rating_worlds import Exchange, Rows, World, Worlds

_GOOD, _BAD = (0, 1, 2), (3, 4)
_GUESSES = 2
"""How many worlds are guessed of each exchange before a sum is asked for."""
_MOST_JOINED = 3
"""How many stretches a sum may join that is asked for."""
_SMALL = 300
"""Of so many stretches it is asked for each; of more, for those only of which something new is told."""
_MOVED = 1e-3
_Sum = tuple[int, ...]
"""The numbers of the stretches that are added up."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What may be few: counts of a row, how stretches are cut for them, and by which exchanges they may differ."""

    counts: tuple[int, ...]
    cut: str
    exchanges: tuple[Exchange, ...]


_ACROSS = tuple(Exchange(good, bad, "bad") for good in _GOOD for bad in _BAD)
_WITHIN = tuple(Exchange(first, second, "levels") for first, second in ((0, 1), (0, 2), (1, 2), (3, 4)))
_KINDS = (
    _Kind(_BAD, "bad", _ACROSS),
    _Kind(_GOOD, "bad", _ACROSS),
    *(
        _Kind((level,), "bad", tuple(one for one in (*_WITHIN, *_ACROSS) if level in (one.first, one.second)))
        for level in (*_GOOD, *_BAD)
    ),
    _Kind(
        (COMPLAINTS,),
        "complaints",
        (Exchange(None, SETTLED, "complaints"), Exchange(None, COMPLAINTS, "complaints", handled=True)),
    ),
)
"""Levels move within good or bad ones where no levels are told, across where no bad ratings are told. A complaint that
is neither open nor overdue moves alone, any other one with what is told of open and overdue ones."""
_WITH = {"bad": ("bad", "levels"), "levels": ("levels",), "complaints": ("complaints",)}
"""What is suppressed together: levels add up to the bad ratings."""


# Good ratings, threshold 5; the matter was rated in October only, and other places were, in October and before:
#
#                 told in September   told in October   known of October alone
#   all                10 of 10           18 of 31              8 of 21
#   matter                -                6 of 6               6 of 6
#   other places          -                  -                  2 of 15: few
#
# The greatest and the least number of good ratings that the other places can have had in October are both 2. Without
# the share of the matter, which is the smallest place that helps, they may have had up to 8.
def audit_told(series: RatingSeries, told: Told) -> Told:
    """What of ``told`` may be told, so that no sum that is few can be worked out that could not be before."""
    if not any(series.told):
        return told
    knowledge = Knowledge(series)
    while (suppressed := _Audit(series, knowledge, told).suppress()) != told:
        told = suppressed
    return told


class _Audit:
    """What can be worked out if this is told."""

    def __init__(self, series: RatingSeries, knowledge: Knowledge, told: Told) -> None:
        self._threshold = series.threshold
        self._numbers = series.numbers
        self._now = len(series.earlier)
        self._told = told
        self._knowledge = knowledge
        self._chance = np.random.default_rng(1)
        self._stretches: dict[str, Stretches] = {}
        self._rows: dict[tuple[str, bool], Rows] = {}
        self._near: dict[Exchange, Worlds] = {}
        self._found: dict[Exchange, list[World]] = {}

    def suppress(self) -> Told:
        """What is told, less what helps to work out a sum that is few."""
        told = self._told
        gone: set[Place] = set()
        for kind, one in list(self._find_leaks()):
            what, places = self._find_helping(kind, one, gone)
            gone |= places
            told = told.without(_WITH[what], places)
            if what == "complaints" and WHOLE in places:
                told = told.without(("open", "overdue"), places)
        return told

    def _find_leaks(self) -> Iterator[tuple[_Kind, _Sum]]:
        """The sums of few that can be worked out, of one stretch or of some of which something new is told."""
        for kind in _KINDS:
            stretches = self._cut(kind)
            if not stretches.new.any():
                continue
            values = stretches.counts[:, kind.counts].sum(axis=1)
            few = (values > 0) & (values < self._threshold)
            small = np.flatnonzero(few if len(few) <= _SMALL else few & stretches.new)
            sums: list[_Sum] = [(int(one),) for one in small]
            alone: set[int] = set()
            for size in range(1, _MOST_JOINED + 1):
                if sums := self._filter_known(kind, sums):
                    yield from ((kind, one) for one in sums)
                    alone.update(*sums)
                starts = [int(one) for one in small if one not in alone]
                sums = self._join(kind, starts, values, size + 1) if starts else []

    def _cut(self, kind: _Kind) -> Stretches:
        if kind.cut not in self._stretches:
            self._stretches[kind.cut] = self._knowledge.cut(kind.cut, self._told)
        return self._stretches[kind.cut]

    def _open(self, kind: _Kind, exchange: Exchange, scope: np.ndarray) -> Worlds:
        key = (exchange.told, exchange.handled)
        stretches = self._cut(kind)
        if key not in self._rows:
            self._rows[key] = Rows(
                self._knowledge.list_rows(exchange.told, stretches, self._told, handled=exchange.handled)
            )
        return Worlds(exchange, stretches.counts, self._rows[key], scope)

    def _guess(self, kind: _Kind, exchange: Exchange) -> Worlds:
        """The worlds that differ only where something new is told; some are guessed at once."""
        if exchange not in self._near:
            self._near[exchange] = worlds = self._open(kind, exchange, np.flatnonzero(self._cut(kind).new))
            self._found[exchange] = []
            for _ in range(_GUESSES):
                self._remember(exchange, worlds.find_other(self._draw(len(self._cut(kind).counts))))
        return self._near[exchange]

    def _draw(self, number: int) -> World:
        """So many weights in the thousands, some of them negative."""
        return self._chance.choice((-1.0, 1.0), number) * self._chance.integers(1000, 2000, number)

    def _remember(self, exchange: Exchange, world: World | None) -> None:
        """Keep a world of whole counts, to join stretches by."""
        if world is not None and not np.any(np.abs(world - (whole := np.round(world))) > _MOVED):
            self._found[exchange].append(whole)

    def _filter_known(self, kind: _Kind, sums: Iterable[_Sum]) -> list[_Sum]:
        """Those of some sums that are the same in all worlds: near ones first, for these are few."""
        left = list(sums)
        for exchange in kind.exchanges:
            if left:
                near = self._guess(kind, exchange)
                for world in self._found[exchange]:
                    left = _keep_still(left, world)
                left = self._move(kind, exchange, near, left)
        for scope in self._list_scopes(kind, left) if left else ():
            for exchange in kind.exchanges:
                if left:
                    left = self._move(kind, exchange, self._open(kind, exchange, scope), left)
        return left

    def _move(self, kind: _Kind, exchange: Exchange, worlds: Worlds, left: list[_Sum]) -> list[_Sum]:
        """Those of some sums that are the same in all these worlds."""
        while left:
            weights = np.zeros(len(self._cut(kind).counts))
            for one, weight in zip(left, self._draw(len(left)), strict=True):
                weights[list(one)] += weight
            world = worlds.find_other(weights)
            if world is None:
                break
            self._remember(exchange, world)
            left = _keep_still(left, world)
        return left

    def _list_scopes(self, kind: _Kind, sums: Iterable[_Sum]) -> Iterator[np.ndarray]:
        """Where worlds may differ to change these sums: in the same departments and whatever is new, then anywhere."""
        stretches = self._cut(kind)
        offices = {office for one in sums for number in one for office in stretches.offices[number]}
        near = [not offices.isdisjoint(own) for own in stretches.offices]
        yield np.flatnonzero(stretches.new | np.array(near))
        yield np.arange(len(near))

    def _join(self, kind: _Kind, starts: Iterable[int], values: np.ndarray, size: int) -> list[_Sum]:
        """The sums of so many stretches that are few and the same in all worlds found so far.

        In each of these the one stretch has more by what the others have less. A random sum over the worlds says so of
        all of them at once.
        """
        found = [world for exchange in kind.exchanges for world in self._found.get(exchange, ())]
        if size > _MOST_JOINED or not found:
            return []
        generic = (self._chance.integers(1, 10**6, (len(found), 1)) * np.array(found)).sum(axis=0)
        moves: dict[int, list[int]] = {}
        for number in np.flatnonzero(
            (values < self._threshold - 1) & (generic != 0) & (self._cut(kind).new | (len(values) <= _SMALL))
        ):
            moves.setdefault(int(generic[number]), []).append(int(number))
        sums = set()
        for start in starts:
            for others in _list_moving(moves, -int(generic[start]), size - 1):
                one = tuple(sorted({start, *others}))
                if len(one) == size and values[list(one)].sum() < self._threshold:
                    sums.add(one)
        return sorted(sums)

    def _find_helping(self, kind: _Kind, one: _Sum, gone: Iterable[Place]) -> tuple[str, set[Place]]:
        """What to suppress so that a sum cannot be worked out any more: as few and as small places as it takes.

        None, where it was known before.
        """
        weights = np.zeros(len(self._cut(kind).counts))
        weights[list(one)] = 1000
        for exchange in sorted(kind.exchanges, key=lambda exchange: exchange.told != "levels"):
            for scope in self._list_scopes(kind, [one]):
                worlds = self._open(kind, exchange, scope)
                worlds.hold(worlds.fresh, known=False)
                if worlds.find_other(weights) is None:
                    continue
                helping = set(worlds.fresh)
                for place in sorted(worlds.fresh, key=self._rank, reverse=True):
                    worlds.hold({place}, known=place not in gone)
                    if worlds.find_other(weights) is None:
                        worlds.hold({place}, known=False)
                    else:
                        helping.discard(place)
                return exchange.told, helping
        return kind.exchanges[0].told, set()

    def _rank(self, place: Place) -> tuple[int, str]:
        """How much is lost with a place: how many ratings."""
        return self._numbers[place][self._now], str(place)


def _keep_still(sums: Iterable[_Sum], world: World) -> list[_Sum]:
    """The sums that are in this world as in the true one."""
    return [one for one in sums if abs(world[list(one)].sum()) < _MOVED]


def _list_moving(moves: Mapping[int, Sequence[int]], total: int, number: int) -> Iterator[_Sum]:
    """So many stretches whose moves add up to a total."""
    if number == 1:
        yield from ((one,) for one in moves.get(total, ()))
        return
    for move, ones in moves.items():
        for others in _list_moving(moves, total - move, number - 1):
            yield from ((one, *others) for one in ones)
