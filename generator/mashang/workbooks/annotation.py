"""A copy of a table for staff: the faulty cells coloured, what is wrong as comments, a first sheet that lists all.

Read again it says what the table said: a cell's text, format and merges stay. It knows whether it was changed since.
"""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mashang.checks.sheets import PROBLEM_SHEET
from mashang.problems import Location, Problem, Severity
from mashang.raw import RawCell, RawKind, RawLook, RawRow, RawTable
from mashang.sources.refusal import BROKEN
from mashang.workbooks.seal import seal_book

_MOST = 2_000
"""How many problems of one file are listed and commented: nobody reads on."""
_HEADING_ROWS = 10
_ONLY = "表"
"""What the sheet of a table is called that has none."""
_DRAWN_WIDTH = 20
_AUTHOR = "码上"
_FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor="FFFFB8AE"),
    Severity.WARNING: PatternFill("solid", fgColor="FFFFE08A"),
}
_EDGE = Side(style="thick", color="FFC00000")
_FRAME = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_WRAP = Alignment(wrap_text=True, vertical="top")
_HEADINGS = ("级别", "位置", "问题", "改法")
_WIDTHS = (8, 28, 60, 60)
_NOTES = (
    "这是“{file}”的批注副本，由程序写出，不会读取。请在原来的文件里改，改好保存再检查。",
    "点“位置”跳到那一格，那一格的批注里也写着问题和改法。原来有公式的格子，这里只留下算出来的值。",
)
_COMMENT_WIDTH, _LINE_LENGTH, _LINE_HEIGHT = 360, 26, 20


def render_annotation(file: str, data: bytes, tables: Sequence[RawTable], problems: Sequence[Problem]) -> bytes:
    """The annotated copy of a table file.

    ``data`` is the file, ``tables`` its visible sheets as they were read, ``problems`` are all that were found in it. A
    workbook that openpyxl can open keeps formats, merges and hidden parts; any other is drawn from its texts.
    """
    tables = [table for table in tables if table.sheet != PROBLEM_SHEET] or tables
    book = _open_copy(data, tables) or _draw_copy(tables)
    places = _mark_cells([_Page(book[table.sheet or _ONLY], table) for table in tables], problems[:_MOST])
    _list_problems(book, file, problems, places)
    _leave_single_tab(book)
    return seal_book(book)


class _Page:
    """A sheet of the copy and what it was read as."""

    def __init__(self, sheet: Worksheet, table: RawTable) -> None:
        self.sheet, self.table = sheet, table
        self.rows = {row.number: row for row in _straighten(table).rows}
        self.lines = {} if table.lettered else _number_lines(table)
        self.areas = sheet.merged_cells.ranges

    def find_cells(self, where: Location) -> list[tuple[int, int]]:
        """The cells that a place is about: one, those of a row, or a heading; none for a whole sheet."""
        column = column_index_from_string(where.column) if where.column else self._find_key(where.heading)
        row = self.lines.get(where.row, where.row)
        if row and column:
            return [self._find_anchor(row, column)]
        if row:
            cells = self.rows[row].cells if row in self.rows else ()
            return [self._find_anchor(row, cell.column) for cell in cells] or [(row, 1)]
        return [(self._find_heading(column), column)] if column else []

    def looks_plain(self, row: int, column: int) -> bool:
        """Whether the letters of a cell are surely meant to be read."""
        cells = self.rows[row].cells if row in self.rows else ()
        return all(cell.look is RawLook.PLAIN for cell in cells if cell.column == column)

    def _find_key(self, heading: str) -> int:
        """The column of a key in YAML, whose places have no letter."""
        keys = self.table.rows[0].cells if heading and not self.table.lettered else ()
        return next((cell.column for cell in keys if cell.text == heading), 0)

    def _find_heading(self, column: int) -> int:
        top = (row.number for row in self.table.rows[:_HEADING_ROWS] for c in row.cells if c.column == column)
        return next(top, 1)

    def _find_anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that carries what a merged range shows."""
        if isinstance(self.sheet.cell(row, column), MergedCell):
            for area in self.areas:
                if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
                    return area.min_row, area.min_col
        return row, column


def _open_copy(data: bytes, tables: Sequence[RawTable]) -> Workbook | None:
    """The workbook with values in the place of formulas; ``None`` when openpyxl cannot open it."""
    if not data.startswith(b"PK"):
        return None
    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
    except (*BROKEN, TypeError, AttributeError):
        return None
    if PROBLEM_SHEET in book.sheetnames and all(table.sheet != PROBLEM_SHEET for table in tables):
        del book[PROBLEM_SHEET]
        _clear_former(book)
    if any(table.sheet not in book.sheetnames for table in tables):
        return None
    for table in tables:
        for cell in (cell for row in table.rows for cell in row.cells):
            if cell.kind is RawKind.UNCALCULATED and not cell.repeated:
                book[table.sheet].cell(cell.row, cell.column).value = cell.text
    return book


def _clear_former(book: Workbook) -> None:
    """Take away what was written into a copy that has become the table."""
    ours = {fill.fgColor.rgb for fill in _FILLS.values()}
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell)):
            if cell.comment and cell.comment.author == _AUTHOR:
                cell.comment = None
            if cell.has_style and cell.fill.fgColor.rgb in ours:
                cell.fill = PatternFill()


def _draw_copy(tables: Sequence[RawTable]) -> Workbook:
    """The sheets drawn anew: the same rows and columns, texts, and merged cells as far as they reach down."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in map(_straighten, tables):
        sheet: Worksheet = book.create_sheet(table.sheet or _ONLY)
        for row in table.rows:
            for cell in row.cells:
                _draw_cell(sheet, cell)
        for column in {cell.column for row in table.rows for cell in row.cells}:
            sheet.column_dimensions[get_column_letter(column)].width = _DRAWN_WIDTH
        for column, first, last in _list_merges(table):
            sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
    return book


def _straighten(table: RawTable) -> RawTable:
    """The table with each of its rows on a line of its own, which in YAML takes several."""
    if table.lettered:
        return table
    rows = (RawRow(n, tuple(cell._replace(row=n) for cell in row.cells)) for n, row in enumerate(table.rows, start=1))
    return replace(table, rows=tuple(rows))


def _number_lines(table: RawTable) -> dict[int, int]:
    """The row that each line of YAML stands in, the row of keys left out."""
    lines: dict[int, int] = {}
    for number, row in enumerate(table.rows[1:], start=2):
        lines |= dict.fromkeys((row.number, *(cell.row for cell in row.cells)), number)
    return lines


def _draw_cell(sheet: Worksheet, cell: RawCell) -> None:
    target = sheet.cell(cell.row, cell.column, _writable(cell.text))
    if cell.kind is not RawKind.UNCALCULATED:
        target.data_type = "e" if cell.kind is RawKind.ERROR else "s"
    target.alignment = _WRAP
    if cell.look is RawLook.STRUCK:
        target.font = Font(strike=True)
    elif cell.look is RawLook.WHITE:
        target.font = Font(color="FFFFFFFF")
    elif cell.look is RawLook.UNSEEN:
        target.number_format = ";;;"


def _list_merges(table: RawTable) -> Iterator[tuple[int, int, int]]:
    """Column, first and last row of each cell that is repeated below."""
    reach: dict[int, tuple[int, int]] = {}
    for row in table.rows:
        for cell in row.cells:
            first, last = reach.get(cell.column, (0, 0))
            if cell.repeated and first:
                reach[cell.column] = first, cell.row
            else:
                if last > first:
                    yield cell.column, first, last
                reach[cell.column] = cell.row, cell.row
    yield from ((column, first, last) for column, (first, last) in reach.items() if last > first)


def _mark_cells(pages: Sequence[_Page], problems: Iterable[Problem]) -> dict[Location, str]:
    """Colour cells and comment on them; returns where in the workbook each place is, as a link says it."""
    by_sheet = {page.table.sheet: page for page in pages}
    said: dict[tuple[str, int, int], list[Problem]] = defaultdict(list)
    places: dict[Location, str] = {}
    for one in problems:
        page = by_sheet.get(one.where.sheet)
        if page is None:
            continue
        cells = page.find_cells(one.where)
        for row, column in cells:
            _colour(page, row, column, one.severity)
        row, column = cells[0] if cells else (1, 1)
        title = page.sheet.title.replace("'", "''")
        places[one.where] = f"'{title}'!{get_column_letter(column)}{row}"
        if cells:
            said[one.where.sheet, row, column].append(one)
    for (name, row, column), found in said.items():
        _comment(by_sheet[name].sheet.cell(row, column), found)
    return places


def _colour(page: _Page, row: int, column: int, severity: Severity) -> None:
    """Colour a cell; one whose letters are perhaps not meant to be read gets a frame, or it would look sound."""
    cell = page.sheet.cell(row, column)
    if not page.looks_plain(row, column):
        cell.border = _FRAME
    elif cell.fill != _FILLS[Severity.ERROR]:
        cell.fill = _FILLS[severity]


def _comment(cell: Cell | MergedCell, problems: Iterable[Problem]) -> None:
    told = [f"{one.severity.label}：{one.sentence}\n改法：{one.mend}" for one in problems]
    if cell.comment and cell.comment.author != _AUTHOR:
        told.append(f"原有的批注：{cell.comment.text}")
    cell.comment = make_comment("\n\n".join(told))


def make_comment(text: str) -> Comment:
    """A comment of ours that shows all of its text."""
    text = _writable(text)
    lines = sum(1 + len(line) // _LINE_LENGTH for line in text.splitlines())
    return Comment(text, _AUTHOR, height=_LINE_HEIGHT * (lines + 1), width=_COMMENT_WIDTH)


def _list_problems(book: Workbook, file: str, problems: Sequence[Problem], places: Mapping[Location, str]) -> None:
    sheet = book.create_sheet(PROBLEM_SHEET, 0)
    for number, note in enumerate(_NOTES, start=1):
        _write(sheet, number, 1, note.format(file=file))
    first = len(_NOTES) + 2
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), start=1):
        _write(sheet, first, column, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, one in enumerate(problems[:_MOST], start=first + 1):
        where = str(one.where).removeprefix(one.where.file).removeprefix(" · ") or "整个文件"
        for column, text in enumerate((one.severity.label, where, one.sentence, one.mend), start=1):
            _write(sheet, number, column, text).alignment = _WRAP
        sheet.cell(number, 1).fill = _FILLS[one.severity]
        lines = max(ceil(2 * len(text) / _WIDTHS[-1]) for text in (one.sentence, one.mend))
        sheet.row_dimensions[number].height = lines * _LINE_HEIGHT
        if one.where in places:
            place = sheet.cell(number, 2)
            place.hyperlink = Hyperlink(ref=place.coordinate, location=places[one.where], display=where)
            place.font = Font(color="FF0B5C7D", underline="single")
    if len(problems) > _MOST:
        _write(sheet, first + _MOST + 1, 1, f"还有 {len(problems) - _MOST} 个问题没有列在这里。")
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.freeze_panes = f"A{first + 1}"


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell | MergedCell:
    """Write a text that is never run as a formula."""
    cell = sheet.cell(row, column, _writable(text))
    cell.data_type = "s"
    return cell


def _writable(text: str) -> str:
    """The text with control characters written as Excel writes them (ECMA-376 part 1, 22.9.2.19)."""
    return ILLEGAL_CHARACTERS_RE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _leave_single_tab(book: Workbook) -> None:
    """Select the list alone: in tabs that are selected together, typing into one writes into all."""
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = False
    book.active = 0
    book.worksheets[0].sheet_view.tabSelected = True
