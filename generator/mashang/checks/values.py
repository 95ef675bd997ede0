"""From the cells of a table to values: each reads exactly, or it is a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial

from mashang.checks.contacts import read_phone, read_url
from mashang.checks.dates import read_date, read_deadline, read_month
from mashang.checks.fault import Fault, fault, narrow
from mashang.checks.identity import read_code, read_id, read_uscc
from mashang.checks.leftovers import find_leftovers
from mashang.checks.numbers import part_unit, read_count, read_number, read_percent
from mashang.checks.privacy import find_private
from mashang.checks.sheets import Table
from mashang.checks.slip import Slip, ask_about
from mashang.checks.suggestions import suggest
from mashang.checks.texts import find_bad_character, find_unseen, join_lines, read_items, split_names
from mashang.periods import Deadline, YearMonth
from mashang.problems import Location, Problem, problem
from mashang.raw import RawCell, RawKind, RawLook, RawRow
from mashang.tables import Column, ColumnType

Value = str | int | Decimal | date | YearMonth | Deadline | tuple[str, ...]
Parser = Callable[[str], Value | Fault]

_PARSERS: dict[ColumnType, Parser] = {
    ColumnType.TEXT: join_lines,
    ColumnType.LONG_TEXT: str,
    ColumnType.ITEMS: read_items,
    ColumnType.ID: read_id,
    ColumnType.NUMBER: read_number,
    ColumnType.COUNT: read_count,
    ColumnType.PERCENT: read_percent,
    ColumnType.DATE: read_date,
    ColumnType.MONTH: read_month,
    ColumnType.DEADLINE: read_deadline,
    ColumnType.PHONE: read_phone,
    ColumnType.URL: read_url,
    ColumnType.USCC: read_uscc,
    ColumnType.CODE: read_code,
}
_WORDS = frozenset((ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.ITEMS, ColumnType.URL))
_SCANNED = _WORDS | {ColumnType.ID, ColumnType.DEADLINE, ColumnType.PHONE}
_WORDY = frozenset((ColumnType.TEXT, ColumnType.LONG_TEXT))
_COUNTED = frozenset((ColumnType.NUMBER, ColumnType.COUNT, ColumnType.PERCENT))
"""What adds up: one figure in a merged range would count once in each of its rows."""
_LOOKS = {RawLook.STRUCK: "cell-struck", RawLook.WHITE: "cell-white", RawLook.UNSEEN: "cell-unseen"}
_EXACT_DIGITS = 15
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Record:
    """One data row. ``cells`` holds what was filled in, ``values`` what of it could be read, both by column name.

    It is ``complete`` when every filled-in cell was read and every required one is there.
    """

    table: Table
    row: int
    cells: dict[str, RawCell]
    values: dict[str, Value]
    complete: bool

    def where(self, name: str = "") -> Location:
        """The address of a cell, filled in or not; of the whole row without a name."""
        if not name:
            return self.table.raw.locate_row(self.row)
        column = self.table.dataset.column(name)
        cell = self.cells.get(name)
        return self.table.raw.locate(cell, column.heading) if cell else self.table.locate(self.row, column)

    def broken(self, *names: str) -> bool:
        """Whether one of these cells is filled in and could not be read."""
        return any(name in self.cells and name not in self.values for name in names)

    def text(self, name: str) -> str:
        """The text of a column, empty when there is none."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a column that holds several."""
        value = self.values.get(name, ())
        return value if isinstance(value, tuple) else ()

    def number(self, name: str) -> Decimal | None:
        """The number or percentage of a column."""
        value = self.values.get(name)
        return value if isinstance(value, Decimal) else None

    def count(self, name: str) -> int:
        """The count of a column; an empty cell counts nothing."""
        value = self.values.get(name, 0)
        return value if isinstance(value, int) else 0

    def day(self, name: str) -> date | None:
        """The day of a column."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def month(self, name: str) -> YearMonth | None:
        """The month of a column."""
        value = self.values.get(name)
        return value if isinstance(value, YearMonth) else None

    def deadline(self, name: str) -> Deadline | None:
        """The deadline of a column."""
        value = self.values.get(name)
        return value if isinstance(value, Deadline) else None


@dataclass(frozen=True, slots=True)
class _Reader:
    """How the cells of one column are read.

    A ``wordy`` one must hold words: a bare number or date came there by a slip.
    """

    number: int
    column: Column
    parse: Parser
    wordy: bool


def read_records(table: Table) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Read every data row of a table."""
    readers = [
        _Reader(
            number,
            column,
            _parser(column),
            wordy=column.required and column.type in _WORDY and not column.refers_to,
        )
        for number, column in table.columns.items()
    ]
    problems: list[Problem] = []
    groups = _list_groups(table)
    records = tuple(_read_row(table, row, readers, groups, problems) for row in table.rows)
    return records, tuple(problems)


def _list_groups(table: Table) -> frozenset[str]:
    """The keys of rows that others are a part of."""
    grouping = table.dataset.grouping
    numbers = {number for number, column in table.columns.items() if column.name == grouping}
    return frozenset(cell.text for row in table.rows for cell in row.cells if cell.column in numbers)


def read_value(column: Column, text: str) -> Value | Fault:
    """Read a text as a cell of this column is read."""
    return _parser(column)(text)


def _parser(column: Column) -> Parser:
    if column.type is ColumnType.CHOICE:
        return partial(_read_choice, column)
    if column.many and column.type is ColumnType.TEXT:
        return split_names
    return _PARSERS[column.type]


def _read_choice(column: Column, text: str) -> str | int | Fault:
    if text in column.choices:
        return column.choices[text]
    near = _suggest_choice(text.replace(" ", ""), tuple(column.choices))
    hint = f"是不是“{near}”？" if near else ""
    choices = "、".join(column.choices)
    return fault("choice-unknown", heading=column.heading, value=text[:_SHOWN], choices=choices, hint=hint)


@lru_cache
def _suggest_choice(text: str, choices: tuple[str, ...]) -> str:
    """The choice that is meant: a whole column may have the same slip."""
    return suggest(text, choices)


def _read_row(
    table: Table, row: RawRow, readers: Iterable[_Reader], groups: frozenset[str], problems: list[Problem]
) -> Record:
    by_number = {cell.column: cell for cell in row.cells}
    keys = {
        cell.text for each in readers if each.column.name == table.dataset.key and (cell := by_number.get(each.number))
    }
    needed = table.required & {table.dataset.key, "title"} if keys & groups else table.required
    cells: dict[str, RawCell] = {}
    values: dict[str, Value] = {}
    slips: list[tuple[RawCell, Column, tuple[Slip, ...]]] = []
    for reader in readers:
        cell = by_number.get(reader.number)
        column = reader.column
        if cell is None:
            if column.name in needed:
                where = table.locate(row.number, column)
                problems.append(problem("required-empty", where, heading=column.heading))
            continue
        cells[column.name] = cell
        value = _read_cell(cell, reader)
        if isinstance(value, Fault):
            problems.append(_place(value, table, cell, column))
        else:
            values[column.name] = value
            if column.type is ColumnType.TEXT and value != cell.text and isinstance(value, str):
                joined = fault("space-inside", value=" ".join(cell.text.split()), read=value)
                problems.append(_place(joined, table, cell, column))
        if column.published and (found := tuple(_find_slips(cell, reader))):
            slips.append((cell, column, found))
    row_name = (table.raw.file.rpartition(".")[0], str(values.get(table.dataset.key, "")))
    for cell, column, found in slips:
        problems += ask_about(found, table.raw.locate(cell, column.heading), *row_name, column.name)
    complete = len(values) == len(cells) and needed <= values.keys()
    return Record(table, row.number, cells, values, complete)


def _find_slips(cell: RawCell, reader: _Reader) -> Iterator[Slip]:
    """What in a cell should perhaps not be published."""
    if cell.look in _LOOKS:
        yield Slip(_LOOKS[cell.look], cell.text[:_SHOWN], cell.text, placed=True)
    if reader.column.type in _SCANNED:
        yield from find_private(cell.text)
    if reader.column.type in _WORDS and not reader.column.refers_to:
        yield from find_leftovers(cell.text, required=reader.wordy)


def _read_cell(cell: RawCell, reader: _Reader) -> Value | Fault:
    if cell.repeated and reader.column.type in _COUNTED:
        return fault("number-merged", value=cell.text[:_SHOWN])
    spoilt = (cell.kind is not RawKind.TEXT and _find_spoilt(cell, reader)) or _find_unfit(cell.text, reader)
    if spoilt:
        return spoilt
    measured = cell.kind is RawKind.NUMBER and reader.column.type is ColumnType.NUMBER
    value = reader.parse(part_unit(cell.text)[0] if measured else cell.text)
    if isinstance(value, Fault) and reader.column.type is not ColumnType.ITEMS:
        return find_unseen(cell.text) or value
    return value


def _find_unfit(text: str, reader: _Reader) -> Fault | None:
    """What is wrong with a text whatever its column is for."""
    if len(text) > reader.column.limit:
        return fault("text-too-long", length=len(text), limit=reader.column.limit)
    bad = find_bad_character(text)
    if bad is None and reader.wordy and not any(map(str.isalpha, text)):
        return fault("text-no-words", heading=reader.column.heading, value=text[:_SHOWN])
    return bad


def _find_spoilt(cell: RawCell, reader: _Reader) -> Fault | None:
    """What is wrong with a cell because the file says that it is no text."""
    if cell.kind is RawKind.ERROR:
        return fault("cell-error-value", value=cell.text)
    if cell.kind is RawKind.BOOL:
        return fault("cell-boolean", value=cell.text)
    if cell.kind is RawKind.UNCALCULATED:
        return fault("formula-no-value")
    if cell.kind is RawKind.NUMBER and _too_many_digits(cell.text):
        return fault("digits-lost", value=cell.text[:_SHOWN])
    if reader.wordy:
        return fault("text-no-words", heading=reader.column.heading, value=cell.text[:_SHOWN])
    turned = cell.kind is RawKind.DATE and reader.column.type is ColumnType.ID
    return fault("id-turned-date", value=cell.text[:_SHOWN]) if turned else None


def _too_many_digits(text: str) -> bool:
    """Whether a number cell shows more digits than a spreadsheet keeps (15)."""
    digits = [character for character in narrow(text).split(".")[0] if character.isdigit()]
    return len(digits) > _EXACT_DIGITS


def check_shown_units(record: Record, names: Iterable[str], unit: str) -> Iterator[Problem]:
    """Number cells that show another unit behind the number than the one of their measure."""
    for name in names:
        cell = record.cells.get(name)
        if cell and cell.kind is RawKind.NUMBER and name in record.values:
            shown = part_unit(cell.text)[1]
            found = read_number(cell.text) if shown and not unit.startswith(shown) else None
            if isinstance(found, Fault):
                yield place_fault(found, record.where(name))


def place_fault(found: Fault, where: Location) -> Problem:
    """What is wrong with a text, as a problem at its address."""
    return problem(found.code, where, **dict(found.slots))


def _place(found: Fault, table: Table, cell: RawCell, column: Column) -> Problem:
    return place_fault(found, table.raw.locate(cell, column.heading))
