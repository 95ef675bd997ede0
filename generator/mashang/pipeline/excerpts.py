"""The piece of a sheet that a problem is about, cut out as the sheet shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mashang.county import County
from mashang.problems import Location, Problem
from mashang.raw import RawRow, RawTable, column_letter
from mashang.sources.folder import read_sheets

_AROUND = 1
"""How many rows are shown before and after the one that is wrong."""
_WIDEST = 30
"""How many columns an excerpt has at most."""
_HEADING_ROWS = 10
"""Among how many rows from the top the headings are looked for."""


@dataclass(frozen=True, slots=True)
class ExcerptCell:
    """A cell as shown, and whether it is the one that is wrong."""

    text: str
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Columns by their letters, and rows by their numbers, the row of headings first where there is one."""

    letters: tuple[str, ...]
    rows: tuple[tuple[int, tuple[ExcerptCell, ...]], ...]
    heading_row: int = 0


def cut_excerpts(county: County, problems: Iterable[Problem]) -> dict[Location, Excerpt]:
    """The piece of its sheet for each place of a problem that has a row; each file is read once.

    Places in files that cannot be read have none.
    """
    places = [one.where for one in problems if one.where.row]
    sheets = {file: read_sheets(county, file) for file in {where.file for where in places}}
    found = {}
    for where in places:
        table = next((one for one in sheets[where.file] if where.sheet in ("", one.sheet)), None)
        if table is not None:
            found[where] = _cut(table, where)
    return found


def _cut(table: RawTable, where: Location) -> Excerpt:
    heading = _find_headings(table, where)
    kept = [row for row in table.rows if row is heading or abs(row.number - where.row) <= _AROUND]
    wrong = next((n for n in range(1, 200) if column_letter(n) == where.column), 0)
    used = {cell.column for row in kept for cell in row.cells} | ({wrong} if wrong else set())
    columns = sorted(used)
    if len(columns) > _WIDEST:
        middle = columns.index(wrong) if wrong else 0
        first = max(0, min(middle - _WIDEST // 2, len(columns) - _WIDEST))
        columns = columns[first : first + _WIDEST]
    letters = tuple(column_letter(column) if table.lettered else "" for column in columns)
    rows = tuple((row.number, _draw(row, columns, where, wrong)) for row in kept)
    return Excerpt(letters, rows, heading.number if heading else 0)


def _draw(row: RawRow, columns: list[int], where: Location, wrong: int) -> tuple[ExcerptCell, ...]:
    texts = {cell.column: cell.text for cell in row.cells}
    at = row.number == where.row
    return tuple(ExcerptCell(texts.get(column, ""), at and column == (wrong or column)) for column in columns)


def _find_headings(table: RawTable, where: Location) -> RawRow | None:
    """The row of headings: the first that holds the heading of the wrong cell, else the first with several texts."""
    top = [row for row in table.rows[:_HEADING_ROWS] if row.number < where.row]
    named = (row for row in top if where.heading and any(cell.text == where.heading for cell in row.cells))
    several = (row for row in top if len(row.cells) > 1)
    return next(named, None) or next(several, None)
