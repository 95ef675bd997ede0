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
_FIRST, _BESIDE, _MOST = 2, 2, 8
"""Which columns are shown: the first ones, which say what the row is about, and those beside the one that is wrong; as
many at most where the whole row is.
"""
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
            found[where] = cut_rows(table, where, _find_headings(table, where), table.rows)
    return found


def cut_rows(table: RawTable, where: Location, heading: RawRow | None, rows: Iterable[RawRow]) -> Excerpt:
    """The headings, and of some rows of a table the one with the place and its neighbours."""
    near = (row for row in rows if abs(row.number - where.row) <= _AROUND or has_line(row, where.row))
    kept = [*([heading] if heading else []), *(row for row in near if row is not heading)]
    wrong = next((n for n in range(1, 200) if column_letter(n) == where.column), 0)
    used = {cell.column for row in kept for cell in row.cells} | ({wrong} if wrong else set())
    columns = sorted(used)
    if wrong:
        beside = range(wrong - _BESIDE, wrong + _BESIDE + 1)
        columns = [column for place, column in enumerate(columns) if place < _FIRST or column in beside]
    else:
        columns = columns[:_MOST]
    letters = tuple(column_letter(column) if table.lettered else "" for column in columns)
    drawn = tuple((row.number, _draw(row, columns, wrong, at=_is_wrong(row, where, heading))) for row in kept)
    return Excerpt(letters, drawn, heading.number if heading else 0)


def has_line(row: RawRow, number: int) -> bool:
    """Whether a row stands on a line; in YAML one stands on several."""
    return number == row.number or any(cell.row == number for cell in row.cells)


def _is_wrong(row: RawRow, where: Location, heading: RawRow | None) -> bool:
    return has_line(row, where.row) and (row is not heading or row.number == where.row)


def _draw(row: RawRow, columns: list[int], wrong: int, *, at: bool) -> tuple[ExcerptCell, ...]:
    texts = {cell.column: cell.text for cell in row.cells}
    return tuple(ExcerptCell(texts.get(column, ""), at and column == (wrong or column)) for column in columns)


def _find_headings(table: RawTable, where: Location) -> RawRow | None:
    """The row of headings: the first that holds the heading of the wrong cell, else the first with several texts."""
    top = [row for row in table.rows[:_HEADING_ROWS] if row.number < where.row]
    named = (row for row in top if where.heading and any(cell.text == where.heading for cell in row.cells))
    several = (row for row in top if len(row.cells) > 1)
    return next(named, None) or next(several, None)
