"""From the cells of a table to values: each reads exactly, or it is a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache, partial

from mashang.checks.contacts import read_phone, read_url
from mashang.checks.dates import read_date, read_deadline, read_month
from mashang.checks.fault import Fault, fault, narrow
from mashang.checks.identity import read_case_number, read_code, read_id, read_uscc
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
    ColumnType.CASE_NUMBER: read_case_number,
}
_WORDS = frozenset((ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.ITEMS, ColumnType.URL))
_SCANNED = _WORDS | {ColumnType.ID, ColumnType.DEADLINE, ColumnType.PHONE}
_WORDY = frozenset((ColumnType.TEXT, ColumnType.LONG_TEXT))
_COUNTED = frozenset((ColumnType.NUMBER, ColumnType.COUNT, ColumnType.PERCENT))
"""What adds up: one figure in a merged range would count once in each of its rows."""
_LOOKS = {RawLook.STRUCK: "cell-struck", RawLook.WHITE: "cell-white", RawLook.UNSEEN: "cell-unseen"}
_TEXT, _PLAIN = ColumnType.TEXT, RawLook.PLAIN
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


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    """How the cells of one column are read. There is one a column, so that what it read once is at hand.

    A ``wordy`` one must hold words: a bare number or date came there by a slip.
    """

    column: Column
    parse: Parser
    wordy: bool


def read_records(table: Table) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Read every data row of a table."""
    readers = [(number, _make_reader(column)) for number, column in table.columns.items()]
    problems: list[Problem] = []
    groups = _list_groups(table)
    keys = [number for number, column in table.columns.items() if groups and column.name == table.dataset.key]
    records = []
    for row in table.rows:
        heads = groups and any(cell.column in keys and cell.text in groups for cell in row.cells)
        needed = table.required & {table.dataset.key, "title"} if heads else table.required
        records.append(_read_row(table, row, readers, needed, problems))
    return tuple(records), tuple(problems)


def _list_groups(table: Table) -> frozenset[str]:
    """The keys of rows that others are a part of, which need less than others."""
    grouping = table.dataset.grouping
    numbers = {number for number, column in table.columns.items() if column.name == grouping}
    return frozenset(cell.text for row in table.rows for cell in row.cells if cell.column in numbers)


def read_value(column: Column, text: str) -> Value | Fault:
    """Read a text as a cell of this column is read."""
    return _parser(column)(text)


@cache
def _make_reader(column: Column) -> _Reader:
    wordy = column.required and column.type in _WORDY and not column.refers_to
    return _Reader(column, _parser(column), wordy=wordy)


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
    table: Table,
    row: RawRow,
    readers: Iterable[tuple[int, _Reader]],
    needed: frozenset[str],
    problems: list[Problem],
) -> Record:
    by_number = {cell.column: cell for cell in row.cells}
    cells: dict[str, RawCell] = {}
    values: dict[str, Value] = {}
    slips: list[tuple[RawCell, Column, tuple[Slip, ...]]] = []
    for number, reader in readers:
        cell = by_number.get(number)
        column = reader.column
        name = column.name
        if cell is None:
            if name in needed:
                where = table.locate(row.number, column)
                problems.append(problem("required-empty", where, heading=column.heading))
            continue
        cells[name] = cell
        value, found = _read_cell(cell, reader)
        if isinstance(value, Fault):
            problems.append(_place(value, table, cell, column))
        else:
            values[name] = value
            if value != cell.text and column.type is _TEXT and isinstance(value, str):
                joined = fault("space-inside", value=" ".join(cell.text.split()), read=value)
                problems.append(_place(joined, table, cell, column))
        if found:
            slips.append((cell, column, found))
    if slips:
        row_name = (table.raw.file.rpartition(".")[0], str(values.get(table.dataset.key, "")))
        for cell, column, found in slips:
            problems += ask_about(found, table.raw.locate(cell, column.heading), *row_name, column.name)
    complete = len(values) == len(cells) and needed <= values.keys()
    return Record(table, row.number, cells, values, complete)


_Reading = tuple[Value | Fault, tuple[Slip, ...]]
"""What a cell says, and what in it should perhaps not be published."""


def _read_cell(cell: RawCell, reader: _Reader) -> _Reading:
    value, slips = _read_text(reader, cell.text, cell.kind)
    if cell.repeated and reader.column.type in _COUNTED:
        value = fault("number-merged", value=cell.text[:_SHOWN])
    if cell.look is not _PLAIN and reader.column.published:
        slips = (Slip(_LOOKS[cell.look], cell.text[:_SHOWN], cell.text, placed=True), *slips)
    return value, slips


@lru_cache(maxsize=100_000)
def _read_text(reader: _Reader, text: str, kind: RawKind) -> _Reading:
    """Read a text of this kind, and look what slipped into it: most texts of a county stand in it several times."""
    return _parse_text(reader, text, kind), tuple(_find_slips(reader, text)) if reader.column.published else ()


def _find_slips(reader: _Reader, text: str) -> Iterator[Slip]:
    if reader.column.type in _SCANNED:
        yield from find_private(text)
    if reader.column.type in _WORDS and not reader.column.refers_to:
        yield from find_leftovers(text, required=reader.wordy)


def _parse_text(reader: _Reader, text: str, kind: RawKind) -> Value | Fault:
    spoilt = (kind is not RawKind.TEXT and _find_spoilt(text, kind, reader)) or _find_unfit(text, reader)
    if spoilt:
        return spoilt
    measured = kind is RawKind.NUMBER and reader.column.type is ColumnType.NUMBER
    value = reader.parse(part_unit(text)[0] if measured else text)
    if isinstance(value, Fault) and reader.column.type is not ColumnType.ITEMS:
        return find_unseen(text) or value
    return value


def _find_unfit(text: str, reader: _Reader) -> Fault | None:
    """What is wrong with a text whatever its column is for."""
    if len(text) > reader.column.limit:
        return fault("text-too-long", length=len(text), limit=reader.column.limit)
    bad = find_bad_character(text)
    if bad is None and reader.wordy and not any(map(str.isalpha, text)):
        return fault("text-no-words", heading=reader.column.heading, value=text[:_SHOWN])
    return bad


def _find_spoilt(text: str, kind: RawKind, reader: _Reader) -> Fault | None:
    """What is wrong with a text whose kind says that it is no text."""
    if kind is RawKind.ERROR:
        return fault("cell-error-value", value=text)
    if kind is RawKind.BOOL:
        return fault("cell-boolean", value=text)
    if kind is RawKind.UNCALCULATED:
        return fault("formula-no-value")
    if kind is RawKind.NUMBER and _too_many_digits(text):
        return fault("digits-lost", value=text[:_SHOWN])
    if reader.wordy:
        return fault("text-no-words", heading=reader.column.heading, value=text[:_SHOWN])
    turned = kind is RawKind.DATE and reader.column.type is ColumnType.ID
    return fault("id-turned-date", value=text[:_SHOWN]) if turned else None


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
