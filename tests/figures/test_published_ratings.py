"""Everything that is published of ratings at once, before an adversary who solves it as a system of equations.

The unknowns are the ratings of each code in each month. Known are all numbers on the site: the whole, each
department, window and month that is shown, and what rankings print by department and quarter. Whatever sum over
some codes and some months follows from these must be nothing or reach the minimum. A sum that turns out to be
nothing tells the adversary that each of its parts is, so it is put back into the system until nothing new comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derived import Figures, Quarter, RankingItem
from generator.figures.site import derive_figures
from generator.model import (
    Code,
    CodeKind,
    Deadline,
    Department,
    Enterprise,
    Measure,
    MonthState,
    ProgressReport,
    Publication,
    RatingCount,
    ReportingMonth,
    Window,
    YearMonth,
)
from generator.settings import Settings

SETTINGS = Settings(
    name="",
    county="",
    organiser="",
    site_url="",
    code_base="",
    phone="",
    mailbox="",
    address="",
    ranking=True,
    ranking_minimum_measures=1,
    ranking_minimum_ratings=0,
)
Thing = TypeVar("Thing")
MONTHS = tuple(YearMonth(2026, number) for number in (7, 8, 9, 10))
OWNERS = {"A": "D1", "B": "D1", "C": "D2", "E": ""}
CELLS = tuple(product(OWNERS, MONTHS))
Cell = tuple[str, YearMonth]


def list_subsets(things: Sequence[Thing]) -> list[list[Thing]]:
    """Every choice of one or more of these things."""
    return [[thing for bit, thing in enumerate(things) if mask >> bit & 1] for mask in range(1, 1 << len(things))]


SUMS = tuple(
    frozenset(product(codes, months)) for codes in list_subsets(list(OWNERS)) for months in list_subsets(MONTHS)
)
"""Every sum over some codes and some months."""
PUBLICATION = Publication(
    departments=(Department("D1", "甲局"), Department("D2", "乙局")),
    measures=tuple(
        Measure(
            f"M{lead}",
            "措施",
            "领域",
            "内容",
            lead,
            Deadline("年底", date(2026, 12, 31)),
            published_on=date(2026, 1, 1),
        )
        for lead in ("D1", "D2")
    ),
    reports=tuple(ProgressReport(month, f"M{lead}", "进展") for month in MONTHS for lead in ("D1", "D2")),
    months=tuple(ReportingMonth(month, date(2026, 11, 8), MonthState.REVIEWED) for month in MONTHS),
    windows=(Window("A", "一号", "厅", "D1"), Window("B", "二号", "厅", "D1"), Window("C", "三号", "厅", "D2")),
    enterprises=(Enterprise("E", "甲公司"),),
)
CODES = tuple(
    Code(name, CodeKind.WINDOW if owner else CodeKind.ENTERPRISE, name, date(2026, 1, 1))
    for name, owner in OWNERS.items()
)


class System:
    """Known sums of unknown cells, as a basis in echelon form."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, list[Fraction]]] = []

    def learn(self, cells: Iterable[Cell], value: int) -> None:
        """Take in that these cells add up to a value."""
        row = self._reduce(cells, Fraction(value))
        pivot = next((place for place, number in enumerate(row[:-1]) if number), None)
        if pivot is None:
            assert row[-1] == 0, "the published figures contradict one another"
            return
        self._rows.append((pivot, [number / row[pivot] for number in row]))

    def solve(self, cells: Iterable[Cell]) -> Fraction | None:
        """The sum of these cells where it follows from what is known."""
        row = self._reduce(cells, Fraction(0))
        return None if any(row[:-1]) else -row[-1]

    def _reduce(self, cells: Iterable[Cell], value: Fraction) -> list[Fraction]:
        wanted = set(cells)
        row = [Fraction(cell in wanted) for cell in CELLS] + [value]
        for pivot, known in self._rows:
            if factor := row[pivot]:
                row = [number - factor * other for number, other in zip(row, known, strict=True)]
        return row


def list_published(figures: Figures) -> Iterator[tuple[list[Cell], int]]:
    """Every number of ratings on the site, with the cells it adds up."""
    assert figures.ratings_overall
    shown: list[tuple[list[Cell], int | None]] = [
        (list(CELLS), figures.ratings_overall.n),
        *(([cell for cell in CELLS if OWNERS[cell[0]] == one.key], one.n) for one in figures.ratings_by_department),
        *(([cell for cell in CELLS if cell[0] == one.key], one.n) for one in figures.ratings_by_window),
        *(([cell for cell in CELLS if str(cell[1]) == one.key], one.n) for one in figures.ratings_by_month),
    ]
    yield from ((cells, n) for cells, n in shown if n is not None)
    for quarter, score in ((one.quarter, score) for one in figures.rankings for score in one.scores):
        ratings = next(found.denominator for found in score.inputs if found.item is RankingItem.RATINGS)
        if ratings:
            own = [cell for cell in CELLS if OWNERS[cell[0]] == score.department]
            yield [cell for cell in own if Quarter.of(cell[1]) == quarter], ratings


def find_leaks(published: Iterable[tuple[Iterable[Cell], int]], minimum: int) -> list[Fraction]:
    """The small counts that follow from what is published."""
    system = System()
    for cells, value in published:
        system.learn(cells, value)
    nothing: set[Cell] = set()
    while True:
        found = {cells: system.solve(cells) for cells in SUMS}
        new = {cell for cells, value in found.items() if value == 0 for cell in cells} - nothing
        if not new:
            return sorted({value for value in found.values() if value is not None and 0 < value < minimum})
        nothing |= new
        for cell in new:
            system.learn([cell], 0)


def rate(counts: Iterable[int]) -> Publication:
    """The county with so many ratings in each cell."""
    ratings = tuple(
        RatingCount(month, code, (n, 0, 0, 0, 0)) for (code, month), n in zip(CELLS, counts, strict=True) if n
    )
    return replace(PUBLICATION, ratings=ratings)


@pytest.mark.parametrize("ranking", [True, False])
@settings(max_examples=25, deadline=None)
@given(counts=st.lists(st.sampled_from((0, 0, 1, 2, 3, 4, 5, 6, 9, 30)), min_size=len(CELLS), max_size=len(CELLS)))
def test_no_small_count_follows_from_what_is_published(counts: list[int], *, ranking: bool) -> None:
    """With a ranking and without, over windows, departments, months, quarters and the whole."""
    chosen = replace(SETTINGS, ranking=ranking)
    figures = derive_figures(rate(counts), CODES, chosen, drafts=False)
    assert find_leaks(list_published(figures), chosen.minimum_ratings) == []


def test_the_adversary_is_not_idle() -> None:
    """A month that is left out alone comes back; so does one in a sum that shrinks to nothing."""
    whole = (list(CELLS), 30)
    july_to_september = ([cell for cell in CELLS if cell[1] != MONTHS[3]], 27)
    assert find_leaks([whole, july_to_september], 5) == [3]
    of_one = ([cell for cell in CELLS if cell[0] == "A"], 30)
    assert find_leaks([whole, of_one, ([("A", MONTHS[0])], 26)], 5) == [4]
