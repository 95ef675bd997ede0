"""Workbooks broken on purpose, each by one seeded change such as an office makes, or a bad disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles.numbers import is_date_format
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bench.oracle import Shape
from mashang.raw import column_letter
from mashang.tables import Column, ColumnType

_HAVE_DIGITS = {ColumnType.DATE, ColumnType.MONTH, ColumnType.PERCENT, ColumnType.NUMBER, ColumnType.COUNT}
_READ_STRICTLY = _HAVE_DIGITS | {ColumnType.ID, ColumnType.CODE, ColumnType.DEADLINE, ColumnType.CHOICE}
_FORMATS = ("General", "0", "0.00", "000", "0%", "yyyy-mm-dd", 'yyyy"年"m"月"', "@", "#,##0", "h:mm", "0.00E+00")
_DAYS = (0, 1, 0.6, 12.5, 46203, 202610)
_NO_DAYS = (20260630, 1234567890123456789, -3)
"""Under a date format a spreadsheet shows these as ####, and there is no second reading to compare with."""
_WIDE = str.maketrans("0123456789ABCDEM-", "０１２３４５６７８９ＡＢＣＤＥＭ－")
_NO_WIDTH = "\u200b"
"""Cut from the ends of a cell, as white space is: nobody sees it and it comes along when text is pasted."""
UNCALCULATED = "=1+1"
NOT_AVAILABLE = "#N/A"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed workbook: what was done to it, its bytes, and the cells (row, letter) that must be complained of."""

    change: str
    data: bytes
    wrong: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Bench:
    """A workbook on the bench: the table's sheet may be changed in place."""

    random: Random
    book: Workbook
    sheet: Worksheet
    shape: Shape
    names: frozenset[str]

    def pick(self, *, required: bool = False) -> tuple[int, int]:
        """A cell of the table that is not merged: mostly a required one."""
        merged = {cell for area in self.sheet.merged_cells.ranges for cell in area.cells}
        wanted = [n for n, column in self.shape.columns.items() if column.required]
        everything = list(self.shape.columns)
        for _ in range(100):
            numbers = wanted if required or self.random.random() < 0.7 else everything
            cell = self.random.choice(self.shape.rows), self.random.choice(numbers)
            if cell not in merged:
                return cell
        raise ValueError("every cell is merged")


def make_mutant(random: Random, original: bytes, shape: Shape, names: frozenset[str]) -> Mutant:
    """Change one thing of a workbook. ``names`` are what a reference to a department may say."""
    if random.random() < 0.15:
        return _break_bytes(random, original)
    book = load_workbook(io.BytesIO(original), data_only=True)
    bench = _Bench(random, book, book[shape.sheet], shape, names)
    if random.random() < 0.2:
        name, change = random.choice(_STRUCTURE)
        change(bench)
        return Mutant(name, _save(book))
    name, alter = random.choice(_CELLS)
    touched = alter(bench)
    wrong = tuple((row, column_letter(number)) for row, number in touched if _must_be_wrong(bench, row, number))
    where = ", ".join(f"{column_letter(number)}{row}" for row, number in touched)
    return Mutant(f"{name} {where}", _save(book), wrong)


def _save(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _must_be_wrong(bench: _Bench, row: int, number: int) -> bool:
    """Whether what a cell holds now cannot be right in its column, by the plainest of tests."""
    column = bench.shape.columns[number]
    value = bench.sheet.cell(row, number).value
    if value is None or not str(value).strip().strip(_NO_WIDTH):
        return column.required
    if value in (UNCALCULATED, NOT_AVAILABLE):
        return True
    return _cannot_be(column, value, bench.names)


def _cannot_be(column: Column, value: object, names: frozenset[str]) -> bool:
    text = "".join(str(value).split()).strip(_NO_WIDTH)
    if column.refers_to == "departments" and column.published and not column.many:
        return text not in names
    match column.type:
        case ColumnType.CHOICE:
            wrong = text not in column.choices
        case ColumnType.DEADLINE:
            wrong = not any(letter.isdigit() or letter in "长持常" for letter in text)
        case ColumnType.ID | ColumnType.CODE:
            wrong = any("\u4e00" <= letter <= "\u9fff" for letter in text)
        case _:
            wrong = column.type in _HAVE_DIGITS and not any(letter.isdigit() for letter in text)
    return wrong or (column.type in _READ_STRICTLY and isinstance(value, bool))


_Cells = list[tuple[int, int]]


def _swap_across(bench: _Bench) -> _Cells:
    row, number = bench.pick(required=True)
    return _swap(bench, (row, number), (row, bench.random.choice(list(bench.shape.columns))))


def _swap_down(bench: _Bench) -> _Cells:
    row, number = bench.pick(required=True)
    return _swap(bench, (row, number), (bench.random.choice(bench.shape.rows), number))


def _swap(bench: _Bench, one: tuple[int, int], two: tuple[int, int]) -> _Cells:
    merged = {cell for area in bench.sheet.merged_cells.ranges for cell in area.cells}
    if one in merged or two in merged:
        return []
    first, second = bench.sheet.cell(*one), bench.sheet.cell(*two)
    first.value, second.value = second.value, first.value
    first.number_format, second.number_format = second.number_format, first.number_format
    return [one, two]


def _set(make: Callable[[Random, Any], object]) -> Callable[[_Bench], _Cells]:
    def alter(bench: _Bench) -> _Cells:
        row, number = bench.pick()
        cell = bench.sheet.cell(row, number)
        value: Any = make(bench.random, cell.value)
        cell.value = value
        return [(row, number)]

    return alter


def _paste(bench: _Bench) -> _Cells:
    row, number = bench.pick()
    source = bench.sheet.cell(bench.random.choice(bench.shape.rows), number)
    bench.sheet.cell(row, number).value = copy(source.value)
    return [(row, number)]


def _reformat(bench: _Bench) -> _Cells:
    row, number = bench.pick()
    bench.sheet.cell(row, number).number_format = bench.random.choice(_FORMATS)
    return [(row, number)]


def _number_and_format(bench: _Bench) -> _Cells:
    row, number = bench.pick()
    cell = bench.sheet.cell(row, number)
    cell.number_format = bench.random.choice(_FORMATS)
    numbers = _DAYS if is_date_format(cell.number_format) else (*_DAYS, *_NO_DAYS)
    cell.value = bench.random.choice(numbers)
    return [(row, number)]


def _spoil(random: Random, value: Any) -> str:
    text = str(value or "")
    place = random.randrange(len(text) + 1)
    spoilt = random.choice(("O", " ", "\u3000", "\u200b", "\n", "?", "_x0007_", "．", "_x005F_x0041_", "\u2011", "é"))
    return text[:place] + spoilt + text[place:]


_CELLS: tuple[tuple[str, Callable[[_Bench], _Cells]], ...] = (
    ("swap within the row", _swap_across),
    ("swap within the column", _swap_down),
    ("empty", _set(lambda _random, _value: None)),
    ("blanks", _set(lambda random, _value: random.choice((" ", "\u3000", "\n", "\u00a0")))),
    ("number for text", _set(lambda random, _value: random.choice((0, 7, 45.5, 46203)))),
    ("text for anything", _set(lambda _random, value: str(value))),
    ("remark for value", _set(lambda random, _value: random.choice(("见附件", "同上", "无", "待定", "/", "—")))),
    ("truth for value", _set(lambda random, _value: random.choice((True, False)))),
    ("error for value", _set(lambda _random, _value: NOT_AVAILABLE)),
    ("formula without result", _set(lambda _random, _value: UNCALCULATED)),
    ("date for value", _set(lambda random, _value: date(2026, random.randrange(1, 13), random.randrange(1, 29)))),
    ("full width", _set(lambda _random, value: str(value or "").translate(_WIDE))),
    ("a character too many", _set(_spoil)),
    ("too long", _set(lambda _random, value: f"{value or '长'}" * 3000)),
    ("pasted from another row", _paste),
    ("another number format", _reformat),
    ("a number under some format", _number_and_format),
)


def _rename_sheet(bench: _Bench) -> None:
    bench.sheet.title = bench.random.choice(("Sheet1", "填表说明", "10月", "a" * 31, "表 1", "旧"))


def _copy_sheet(bench: _Bench) -> None:
    bench.book.copy_worksheet(bench.sheet)


def _hide_sheet(bench: _Bench) -> None:
    bench.book.create_sheet("空")
    bench.sheet.sheet_state = "hidden"


def _delete_row(bench: _Bench) -> None:
    bench.sheet.delete_rows(bench.random.choice(bench.shape.rows))


def _delete_heading_row(bench: _Bench) -> None:
    bench.sheet.delete_rows(bench.shape.heading_row)


def _duplicate_row(bench: _Bench) -> None:
    row = bench.random.choice(bench.shape.rows)
    bench.sheet.append([cell.value for cell in bench.sheet[row]])


def _insert_row(bench: _Bench) -> None:
    bench.sheet.insert_rows(bench.random.choice(bench.shape.rows))


def _delete_column(bench: _Bench) -> None:
    bench.sheet.delete_cols(bench.random.choice(list(bench.shape.columns)))


def _insert_column(bench: _Bench) -> None:
    bench.sheet.insert_cols(bench.random.choice(list(bench.shape.columns)))


def _hide_row(bench: _Bench) -> None:
    bench.sheet.row_dimensions[bench.random.choice(bench.shape.rows)].hidden = True


def _hide_column(bench: _Bench) -> None:
    bench.sheet.column_dimensions[column_letter(bench.random.choice(list(bench.shape.columns)))].hidden = True


def _change_heading(bench: _Bench) -> None:
    cell = _pick_heading(bench)
    text = str(cell.value)
    cell.value = bench.random.choice((text[:-1], f"{text}1", text[::-1], None, f" {text} ", f"{text}（必填）", "备注"))


def _swap_headings(bench: _Bench) -> None:
    one, two = _pick_heading(bench), _pick_heading(bench)
    one.value, two.value = two.value, one.value


def _repeat_heading(bench: _Bench) -> None:
    _pick_heading(bench).value = _pick_heading(bench).value


def _pick_heading(bench: _Bench) -> Any:
    return bench.sheet.cell(bench.shape.heading_row, bench.random.choice(list(bench.shape.columns)))


_STRUCTURE: tuple[tuple[str, Callable[[_Bench], None]], ...] = (
    ("sheet renamed", _rename_sheet),
    ("sheet copied", _copy_sheet),
    ("sheet hidden", _hide_sheet),
    ("row deleted", _delete_row),
    ("heading row deleted", _delete_heading_row),
    ("row duplicated", _duplicate_row),
    ("row inserted", _insert_row),
    ("column deleted", _delete_column),
    ("column inserted", _insert_column),
    ("row hidden", _hide_row),
    ("column hidden", _hide_column),
    ("heading changed", _change_heading),
    ("headings swapped", _swap_headings),
    ("heading repeated", _repeat_heading),
)


def _break_bytes(random: Random, original: bytes) -> Mutant:
    kind = random.choice(("file cut", "file bytes flipped", "part cut", "part bytes flipped", "part lost"))
    if kind == "file cut":
        return Mutant(kind, original[: random.randrange(len(original))])
    if kind == "file bytes flipped":
        return Mutant(kind, _flip(random, original))
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        victim = random.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            if name != victim:
                new.writestr(name, part)
            elif kind == "part cut":
                new.writestr(name, part[: random.randrange(len(part) + 1)])
            elif kind == "part bytes flipped":
                new.writestr(name, _flip(random, part))
    return Mutant(f"{kind} {victim}", data.getvalue())


def _flip(random: Random, data: bytes) -> bytes:
    flipped = bytearray(data)
    for _ in range(random.randrange(1, 9)):
        if flipped:
            flipped[random.randrange(len(flipped))] = random.randrange(256)
    return bytes(flipped)
