"""A new table as a workbook for staff: headings, drop-downs, hints, an example row, a sheet that explains."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mashang.checks.sheets import EXAMPLE, GUIDE_SHEET
from mashang.tables import Column, ColumnType, Dataset
from mashang.workbooks.examples import EXAMPLES

_ROWS = 2_000
"""How many rows below the headings are open to staff, with their drop-downs and hints."""
_DRAWN = 200
"""How many of them are drawn with lines."""
_WIDE = frozenset((ColumnType.LONG_TEXT, ColumnType.ITEMS))
_NARROW = frozenset((ColumnType.ID, ColumnType.PERCENT, ColumnType.NUMBER, ColumnType.COUNT, ColumnType.CHOICE))
_LINE_HEIGHT = 15
_HEADING = PatternFill("solid", fgColor="FF0B4057")
_GREY = PatternFill("solid", fgColor="FFE7ECEE")
_LINE = Side(style="thin", color="FFC5D1D6")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_OPEN = Protection(locked=False)
_WRAP = Alignment(wrap_text=True, vertical="top")
_HINT_LENGTH = 250
"""Excel refuses longer hints."""
GUIDE_HEADINGS = ("列名", "必填", "怎么填", "例")
"""The first row of the sheet that explains each column."""
_LIST_COLUMN = 8
"""The column of the guide in which the names stand that drop-downs offer."""


def render_template(dataset: Dataset, names: Sequence[str] = (), rows: Sequence[Mapping[str, str]] = ()) -> bytes:
    """The workbook of a table with ``rows``, texts by column name; without any, a row shows how to fill the others.

    ``names`` are those of departments, which drop-downs offer.
    """
    return save_book(fill_template(dataset, names, rows)[0])


def fill_template(
    dataset: Dataset, names: Sequence[str] = (), rows: Sequence[Mapping[str, str]] = ()
) -> tuple[Workbook, Worksheet]:
    """The same workbook, before it is written, and its first sheet."""
    book, sheet = start_book(dataset.title)
    columns = dataset.columns
    names = names if any(column.refers_to == "departments" for column in columns) else ()
    write_headings(sheet, columns)
    examples = EXAMPLES.get(dataset.name, {})
    for place, column in enumerate(columns, start=1):
        if rows:
            break
        cell = sheet.cell(2, place, EXAMPLE if place == 1 else examples.get(column.heading, ""))
        cell.font = Font(italic=True, color="FF5F6E77")
        cell.fill, cell.border, cell.alignment = _GREY, _BORDER, _WRAP
        cell.protection = _OPEN
    open_rows(sheet, columns, 2 if rows else 3, names)
    for number, row in enumerate(rows, start=2):
        for place, column in enumerate(columns, start=1):
            write_text(sheet, number, place, row.get(column.name, ""))
    write_guide(book, dataset, columns, names)
    return book, sheet


def start_book(title: str) -> tuple[Workbook, Worksheet]:
    """A new workbook with its one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    return book, sheet


def write_text(sheet: Worksheet, row: int, place: int, text: str) -> None:
    """Write a text that is no formula, whatever it begins with."""
    cell = sheet.cell(row, place)
    cell.value = text or None
    if text:
        cell.data_type = "s"


def write_headings(sheet: Worksheet, columns: Sequence[Column], row: int = 1) -> None:
    """Write the headings, locked and always in sight, and set the widths."""
    for place, column in enumerate(columns, start=1):
        cell = sheet.cell(row, place, column.heading + (" *" if column.required else ""))
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill, cell.border = _HEADING, _BORDER
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[get_column_letter(place)].width = _measure(column)
    sheet.freeze_panes = f"B{row + 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{row}:{row}"


def _measure(column: Column) -> int:
    """How wide a column is, in digits; a Chinese character takes two."""
    return 40 if column.type in _WIDE else 11 if column.type in _NARROW else 18


def open_rows(sheet: Worksheet, columns: Sequence[Column], first: int, names: Sequence[str]) -> None:
    """Let staff fill the rows from ``first`` on, with drop-downs and hints; all other cells are protected."""
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].protection = _OPEN
        for row in range(first, first + _DRAWN):
            cell = sheet.cell(row, place)
            cell.protection, cell.border, cell.alignment = _OPEN, _BORDER, _WRAP
            cell.number_format = "@" if column.type is not ColumnType.COUNT else "General"
        offer_values(sheet, column, f"{letter}{first}:{letter}{first + _ROWS}", len(names))
    protect(sheet)


def protect(sheet: Worksheet) -> None:
    """Protect what is locked, without a password; rows may be inserted, deleted, sorted, widened."""
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(protection, allowed, False)  # the standard's word for "not forbidden"


def offer_values(sheet: Worksheet, column: Column, cells: str, names: int = 0) -> None:
    """Offer the values of a column as a drop-down, and its description as a hint."""
    if column.type is ColumnType.CHOICE:
        rule = DataValidation("list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        rule.error, rule.errorTitle = f"只能填：{'、'.join(column.choices)}", column.heading
    elif column.refers_to == "departments" and names:
        rule = DataValidation("list", formula1=place_names(names), allow_blank=True, showErrorMessage=False)
    else:
        rule = DataValidation(None, allow_blank=True, showErrorMessage=False)
    rule.promptTitle, rule.prompt = column.heading, column.description[:_HINT_LENGTH]
    rule.showInputMessage = True
    rule.add(cells)
    sheet.add_data_validation(rule)


def write_guide(book: Workbook, dataset: Dataset, columns: Sequence[Column], names: Sequence[str]) -> None:
    """Add the sheet that says what each column is for; it is never read."""
    guide = book.create_sheet(GUIDE_SHEET)
    rows = [GUIDE_HEADINGS]
    examples = EXAMPLES.get(dataset.name, {})
    for column in columns:
        example = examples.get(column.heading, "") or "、".join(column.choices)
        rows.append((column.heading, "必填" if column.required else "", column.description, example))
    for number, texts in enumerate(rows, start=1):
        for place, text in enumerate(texts, start=1):
            cell = guide.cell(number, place, text)
            cell.alignment, cell.border = _WRAP, _BORDER
            cell.font = Font(bold=number == 1)
    for letter, width in zip("ABCD", (16, 8, 60, 40), strict=True):
        guide.column_dimensions[letter].width = width
    notes = [f"{dataset.title}：{dataset.description}。"]
    if examples:
        notes.append(f"第一格写着“{EXAMPLE}”的行只是示范，不会读取，可以删掉。")
    for number, note in enumerate(notes, start=len(rows) + 2):
        guide.cell(number, 1, note)
    if names:
        write_names(guide, names)
    guide.protection.sheet = True


def place_names(count: int) -> str:
    """Where in a workbook the names stand that drop-downs offer, as a formula."""
    letter = get_column_letter(_LIST_COLUMN)
    return f"'{GUIDE_SHEET}'!${letter}$2:${letter}${count + 1}"


def write_names(guide: Worksheet, names: Sequence[str]) -> bool:
    """Write the names that drop-downs offer in the place of those before; false when they stand there already."""
    held = [guide.cell(number, _LIST_COLUMN).value for number in range(2, guide.max_row + 1)]
    if list(filter(None, held)) == list(names):
        return False
    for number in range(2, len(held) + 2):
        guide.cell(number, _LIST_COLUMN).value = None
    guide.cell(1, _LIST_COLUMN, "单位名单").font = Font(bold=True)
    for number, name in enumerate(names, start=2):
        write_text(guide, number, _LIST_COLUMN, name)
    return True


def save_book(book: Workbook) -> bytes:
    """The workbook as bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shade(sheet: Worksheet, row: int, values: Mapping[int, str]) -> None:
    """Write cells, by column from 1, locked and grey, that are there to be compared; the row is as high.

    No spreadsheet program measures wrapped texts of a file that it did not write.
    """
    lines = 2
    for place, text in values.items():
        cell = sheet.cell(row, place, text)
        cell.fill, cell.border, cell.alignment = _GREY, _BORDER, _WRAP
        cell.number_format = "@"
        width = sheet.column_dimensions[get_column_letter(place)].width
        lines = max(lines, ceil(2 * len(text) / width))
    sheet.row_dimensions[row].height = lines * _LINE_HEIGHT


def open_cell(sheet: Worksheet, row: int, place: int) -> None:
    """Let staff fill one cell."""
    cell = sheet.cell(row, place)
    cell.protection, cell.border, cell.alignment = _OPEN, _BORDER, _WRAP
