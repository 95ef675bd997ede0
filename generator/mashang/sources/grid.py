"""From the cells of one sheet, as they lie in the file, to what a reader of the sheet sees."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from math import inf

from mashang.problems import Location, Problem, problem
from mashang.raw import RawCell, RawKind, RawLook, RawRow, RawTable, column_letter
from mashang.sources.refusal import GARBLED, RefusedError

MOST_ROWS = 100_000
MOST_CELLS = 2_000_000
"""What a sheet may hold at most."""
_MOST_LOOKS = 20_000_000
Cells = dict[int, tuple[str, RawKind, RawLook]]
"""Text, kind and look of the cells of a row that hold something, by column from 1."""


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range, or columns of one kind: first and last are included and counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Grid:
    """A sheet while it is being read."""

    rows: dict[int, Cells] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merges: list[Area] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, ``grid`` being ``None`` for a hidden one."""

    name: str
    grid: Grid | None


def shown_table(grid: Grid, file: str, sheet: str) -> tuple[RawTable | None, tuple[Problem, ...]]:
    """The visible table of a sheet (``None`` when blank) and a warning for each kind of thing hidden.

    The value of a merged range stands in its first column in each of its rows, marked as repeated below the first, save
    in rows that are blank but for it. Values under a merged range, which Excel does not show, are left out.
    """
    anchors = _take_merges(grid)
    numbers = sorted(number for number, cells in grid.rows.items() if cells)
    hidden_columns = _columns_hidden(grid)
    rows: list[RawRow] = []
    for number in numbers:
        if number in grid.hidden_rows:
            continue
        seen = {column: value for column, value in grid.rows[number].items() if column not in hidden_columns}
        if not seen:
            continue
        above = {column: value for column, value in anchors.get(number, {}).items() if column not in hidden_columns}
        cells = (
            RawCell(number, column, text, kind, repeated=column in above, look=look)
            for column, (text, kind, look) in sorted({**seen, **above}.items())
        )
        rows.append(RawRow(number, tuple(cells)))
    warnings = _name_hidden(
        Location(file, sheet), [number for number in numbers if number in grid.hidden_rows], hidden_columns
    )
    return (RawTable(file, sheet, tuple(rows)) if rows else None), warnings


def _take_merges(grid: Grid) -> dict[int, Cells]:
    """Empty the covered cells; return what vertical merges repeat, by row and column.

    Raises RefusedError for merges that cover each other over and over, as no program writes them.
    """
    repeated: dict[int, Cells] = {}
    if not grid.merges:
        return repeated
    numbers = sorted(grid.rows)
    looked_at = 0
    for area in grid.merges:
        value = grid.rows.get(area.first_row, {}).get(area.first_column)
        for number in numbers[bisect_left(numbers, area.first_row) : bisect_right(numbers, area.last_row)]:
            cells = grid.rows[number]
            looked_at += 1 + len(cells)
            if looked_at > _MOST_LOOKS:
                raise RefusedError("file-damaged", reason=GARBLED)
            for column in [c for c in cells if area.first_column <= c <= area.last_column]:
                if (number, column) != (area.first_row, area.first_column):
                    del cells[column]
            if value is not None and number != area.first_row:
                repeated.setdefault(number, {})[area.first_column] = value
    return repeated


def _columns_hidden(grid: Grid) -> frozenset[int]:
    """The hidden columns that hold something."""
    if not grid.hidden_columns:
        return frozenset()
    used = set().union(*grid.rows.values())
    ranges = sorted(grid.hidden_columns)
    reached = list(accumulate((last for _, last in ranges), max))
    before = ((column, bisect_right(ranges, (column, inf))) for column in used)
    return frozenset(column for column, place in before if place and reached[place - 1] >= column)


def _name_hidden(where: Location, rows: list[int], columns: Iterable[int]) -> tuple[Problem, ...]:
    found = []
    if rows:
        found.append(
            problem("hidden-row", where, rows="、".join(f"{a}–{b}" if a != b else f"{a}" for a, b in runs(rows)))
        )
    letters = [(column_letter(first), column_letter(last)) for first, last in runs(sorted(columns))]
    if letters:
        found.append(
            problem("hidden-column", where, columns="、".join(f"{a}–{b}" if a != b else a for a, b in letters))
        )
    return tuple(found)


def runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers drawn together: ``[5, 7, 8, 9]`` → ``[(5, 5), (7, 9)]``."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
