"""An attacker (SDC: intruder) who solves the published figures of ratings for the suppressed ones.

The unknowns are the five levels and the complaints, open and overdue ones of each code in each month: whole
numbers that are not negative. Everything on the site says something of their sums: a number of ratings, a share or
a mean as rounded, bounds, a ranking's steps. What holds in every world that agrees with all of it, the attacker
knows. For every sum that is truly under the threshold, a world is searched in which it differs; where there is none,
the sum is disclosed.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import TypeVar

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from mashang import feedback
from mashang.derived import DepartmentScore, Figures, PublishedCount, RankingItem, RatingSummary
from mashang.figures.rating_sums import find_owners
from mashang.model import Code, CodeKind, Publication
from mashang.periods import Quarter, YearMonth

LEVELS = tuple(level.name for level in feedback.LEVELS)
COMPLAINTS = ("投诉", "未办结", "超期")
_KINDS = (*LEVELS, *COMPLAINTS)
_GUESSES = 8
"""How many worlds are guessed before each sum is asked for on its own."""
_MOST = 10_000
"""More than any count in a county that is attacked: without an end, no world would be the largest."""
_Thing = TypeVar("_Thing")
Cell = tuple[str, YearMonth]
"""A code in a month."""

SOUGHT: dict[str, dict[str, int]] = {
    **{kind: {kind: 1} for kind in _KINDS},
    "评价": dict.fromkeys(LEVELS, 1),
    "好评": dict.fromkeys(LEVELS[:3], 1),
    "差评": dict.fromkeys(LEVELS[3:], 1),
    "办结": {"投诉": 1, "未办结": -1},
    "未超期": {"投诉": 1, "超期": -1},
}
"""What is sought, as a sum of unknowns."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What the site says of some cells: the weighted counts add up to something from ``low`` to ``high``."""

    cells: frozenset[Cell]
    weights: Mapping[str, int]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A sensitive count that the attacker works out, and what it counts."""

    what: str
    codes: tuple[str, ...]
    months: tuple[YearMonth, ...]
    value: int


class Attacker:
    """All worlds of ``truth`` — counts by cell in the order of levels and complaints — that some statements allow.

    Raises ``ValueError`` when a statement is not true.
    """

    def __init__(self, truth: Mapping[Cell, tuple[int, ...]], statements: Iterable[Statement]) -> None:
        self._cells = tuple(truth)
        self._place = {(cell, kind): number for number, (cell, kind) in enumerate(_pairs(self._cells))}
        self._truth = np.array([count for counts in truth.values() for count in counts], dtype=float)
        rows, lows, highs = [], [], []
        for statement in statements:
            rows.append(self._weigh(statement.cells, statement.weights))
            lows.append(statement.low)
            highs.append(statement.high)
        for cell in self._cells:
            for part in COMPLAINTS[1:]:
                rows.append(self._weigh({cell}, {"投诉": 1, part: -1}))
                lows.append(0)
                highs.append(_MOST)
        self._rules = LinearConstraint(np.array(rows), np.array(lows), np.array(highs))
        if not all(
            low <= value <= high for low, value, high in zip(lows, np.array(rows) @ self._truth, highs, strict=True)
        ):
            raise ValueError("what is published is not true")

    def find_disclosures(self, minimum: int, seed: int = 1) -> list[Disclosed]:
        """Every sum over some codes and some months that is few, and the same in all worlds.

        ``seed`` chooses the worlds that are guessed first, which changes the time that is needed, not the answer.
        Raises ``ValueError`` when the solver finds no world, though the truth is one.
        """
        sought = [
            (Disclosed(what, codes, months, int(value)), row)
            for what, weights in SOUGHT.items()
            for codes in _subsets(code for code, _ in self._cells)
            for months in _subsets(month for _, month in self._cells)
            if 0
            < (value := (row := self._weigh({(c, m) for c in codes for m in months}, weights)) @ self._truth)
            < minimum
        ]
        chance = random.Random(seed)
        for _ in range(_GUESSES):
            world = self._solve(np.array([chance.choice((-1.0, 0.0, 1.0)) for _ in self._truth]))
            sought = [(found, row) for found, row in sought if round(row @ world) == found.value]
        disclosures = []
        while sought:
            found, row = sought.pop()
            worlds = [self._solve(row), self._solve(-row)]
            if all(round(row @ world) == found.value for world in worlds):
                disclosures.append(found)
            for world in worlds:
                sought = [(other, weights) for other, weights in sought if round(weights @ world) == other.value]
        return disclosures

    def _weigh(self, cells: Iterable[Cell], weights: Mapping[str, int]) -> np.ndarray:
        row = np.zeros(len(self._place))
        for cell in cells:
            for kind, weight in weights.items():
                row[self._place[cell, kind]] = weight
        return row

    def _solve(self, objective: np.ndarray) -> np.ndarray:
        """The world in which this sum is smallest. The solver's first simplifying at times finds none where one is."""
        for presolve in (True, False):
            found = milp(
                objective,
                integrality=np.ones(len(self._truth), dtype=np.int64),
                bounds=Bounds(0, _MOST),
                constraints=self._rules,
                options={"presolve": presolve},
            )
            if found.x is not None:
                return np.round(found.x)
        raise ValueError(f"no world at all: {found.message}")


def read_statements(
    publication: Publication, codes: Iterable[Code], figures: Figures, minimum: int
) -> Iterator[Statement]:
    """Everything that pages and downloads publish of ratings, as far as codes of ``codes`` are concerned."""
    owners = find_owners(publication)
    months = tuple(month.month.month for month in figures.months)
    issued = tuple(codes)
    owned = {code.code: owners.get((code.kind, code.target), "") for code in issued}
    everything = frozenset((code.code, month) for code in issued for month in months)

    def choose(kind: CodeKind, target: str) -> frozenset[Cell]:
        named = {code.code for code in issued if (code.kind, code.target) == (kind, target)}
        return frozenset(cell for cell in everything if cell[0] in named)

    if figures.ratings_overall:
        yield from _read_summary(figures.ratings_overall, everything, minimum)
    for one in figures.ratings_by_department:
        yield from _read_summary(one, frozenset(cell for cell in everything if owned[cell[0]] == one.key), minimum)
    for one in figures.ratings_by_window:
        yield from _read_summary(one, choose(CodeKind.WINDOW, one.key), minimum)
    for one in figures.ratings_by_matter:
        yield from _read_summary(one, choose(CodeKind.MATTER, one.key), minimum)
    for one in figures.ratings_by_month:
        yield from _read_summary(one, frozenset(cell for cell in everything if str(cell[1]) == one.key), minimum)
    for ranking in figures.rankings:
        within = frozenset(cell for cell in everything if Quarter.of(cell[1]) == ranking.quarter)
        for score in ranking.scores:
            cells = frozenset(cell for cell in within if owned[cell[0]] == score.department)
            yield from _read_score(score, cells, minimum)


def _read_score(score: DepartmentScore, cells: frozenset[Cell], minimum: int) -> Iterator[Statement]:
    for found in score.inputs:
        if found.item is RankingItem.RATINGS and found.denominator:
            bad = found.denominator - int(found.numerator)
            yield Statement(cells, SOUGHT["评价"], found.denominator, found.denominator)
            yield Statement(cells, SOUGHT["差评"], bad, bad + minimum - 1)


def _read_summary(summary: RatingSummary, everything: frozenset[Cell], minimum: int) -> Iterator[Statement]:
    if summary.n is None:
        return

    def find(what: str) -> tuple[frozenset[Cell], int]:
        """The cells and the number of ratings that a figure is of: a held one, of the months until it was told."""
        if held := summary.held.get(what):
            return frozenset(cell for cell in everything if cell[1] <= held.last), held.n
        return everything, summary.n or 0

    cells, n = find("n")
    yield Statement(cells, SOUGHT["评价"], n, n)
    cells, n = find("bad")
    if summary.satisfied is not None:
        fitting = [bad for bad in range(n + 1) if _round(Decimal(n - bad) * 100 / n) == summary.satisfied]
        yield Statement(cells, SOUGHT["差评"], fitting[0], fitting[-1])
    if summary.satisfied_lower_bound is not None:
        yield Statement(cells, SOUGHT["差评"], 1, minimum - 1)
    yield from _read_levels(summary, *find("levels"))
    handled = (("complaints", summary.complaints), ("open", summary.open), ("overdue", summary.overdue))
    for kind, (what, published) in zip(COMPLAINTS, handled, strict=True):
        if published is not None:
            yield Statement(find(what)[0], {kind: 1}, *_read_count(published, minimum))


def _read_levels(summary: RatingSummary, cells: frozenset[Cell], n: int) -> Iterator[Statement]:
    if summary.mean is not None:
        fitting = [points for points in range(n, 5 * n + 1) if _round(Decimal(points) / n) == summary.mean]
        yield Statement(cells, {level.name: level.points for level in feedback.LEVELS}, fitting[0], fitting[-1])
    for level, count in zip(LEVELS, summary.levels or (), strict=bool(summary.levels)):
        yield Statement(cells, {level: 1}, count, count)


def _read_count(count: PublishedCount, minimum: int) -> tuple[int, int]:
    return (1, minimum - 1) if count.number is None else (count.number, count.number)


def _round(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _pairs(cells: Iterable[Cell]) -> Iterator[tuple[Cell, str]]:
    return ((cell, kind) for cell in cells for kind in _KINDS)


def _subsets(things: Iterable[_Thing]) -> Iterator[tuple[_Thing, ...]]:
    """Every choice of one or more of these, each thing counted once."""
    single = dict.fromkeys(things)
    for size in range(1, len(single) + 1):
        yield from combinations(single, size)
