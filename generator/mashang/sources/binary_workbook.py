"""Reading .xls and the old .et as Excel 5 to 2003 and WPS write them, by xlrd."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from mashang.raw import RawKind, RawLook
from mashang.sources.biff_stream import cut_records, starts_stream
from mashang.sources.cell_text import tidy_text
from mashang.sources.compound_file import CompoundFile
from mashang.sources.grid import MOST_CELLS, MOST_ROWS, Area, Cells, Grid, Sheet
from mashang.sources.number_format import EPOCH_1900, EPOCH_1904, FORMATS_BY_NUMBER, read_number, read_number_format
from mashang.sources.refusal import BROKEN, GARBLED, RefusedError, refuse_size
from mashang.sources.styles import Style

_STREAMS = ("Workbook", "Book")
_OTHERS = {
    "EncryptedPackage": ("file-password", ""),
    "WordDocument": ("file-unreadable", "它是 Word 文档，只是改了后缀名"),
    "PowerPoint Document": ("file-unreadable", "它是演示文稿，只是改了后缀名"),
}
_MACROS = frozenset({"_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros"})
_PALE = 0xF0
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOL, _ERROR, _BLANK = range(7)
"""What xlrd calls the types of cells."""
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_UNCALCULATED = ("=（公式）", RawKind.UNCALCULATED, RawLook.PLAIN)
_STUMBLES = (*BROKEN, AssertionError, AttributeError, TypeError)
"""What xlrd raises over damaged records, beside its own errors."""


class _Silence(io.TextIOBase):
    """Where the library's remarks on a file go."""

    def write(self, text: str, /) -> int:
        """Take a remark and keep nothing of it."""
        return len(text)


def find_stream(data: bytes) -> tuple[bytes, bool]:
    """The records of a workbook, out of a compound file or bare, and whether macros lie beside them."""
    if starts_stream(data):
        return data, False
    compound = CompoundFile(data)
    for name, (code, reason) in _OTHERS.items():
        if name in compound.names:
            raise RefusedError(code, reason=reason)
    macros = not _MACROS.isdisjoint(compound.names)
    named = [name for name in _STREAMS if name in compound.streams()]
    for name in (*named, *compound.streams()):
        stream = compound.read(name)
        if name in named or starts_stream(stream):
            return stream, macros
    raise RefusedError("file-unreadable", reason="它不是表格，或者是别的软件的旧格式")


def read_sheets(stream: bytes) -> Iterator[Sheet]:
    """The sheets of a workbook in the order of its tabs. Raises RefusedError."""
    import xlrd  # noqa: PLC0415 -- 75 ms that only a county with such a file should wait

    records = cut_records(stream)
    counted = 0
    try:
        book = xlrd.open_workbook(
            file_contents=records.stream, logfile=_Silence(), formatting_info=True, on_demand=True, ragged_rows=True
        )
        styles = [_read_style(book, xf) for xf in book.xf_list]
        for number, name in enumerate(book.sheet_names()):
            sheet = book.sheet_by_index(number)
            grid = _read_sheet(book, sheet, styles, records.uncalculated[number])
            book.unload_sheet(number)
            counted += sum(map(len, grid.rows.values()))
            if counted > MOST_CELLS:
                raise refuse_size(MOST_ROWS)
            yield Sheet(name, None if sheet.visibility else grid)
    except (xlrd.XLRDError, *_STUMBLES) as fault:
        raise RefusedError("file-damaged", reason=GARBLED) from fault


def _read_style(book: Any, xf: Any) -> Style:
    shown = book.format_map.get(xf.format_key)
    code = (shown and shown.format_str) or FORMATS_BY_NUMBER.get(xf.format_key, "")
    ground = xf.background
    bare = not ground.fill_pattern or _is_white(book.colour_map.get(ground.pattern_colour_index))
    plain = Style(read_number_format(code), bare=bare)
    look = plain.look_with(_read_look(book, xf.font_index))
    ink, paint = (
        book.colour_map.get(n) for n in (book.font_list[xf.font_index].colour_index, ground.pattern_colour_index)
    )
    same = ground.fill_pattern and ink and ink == paint and look is RawLook.PLAIN
    return Style(plain.number_format, RawLook.UNSEEN if same else look, bare)


def _read_look(book: Any, font_index: int) -> RawLook:
    font = book.font_list[font_index]
    if font.struck_out:
        return RawLook.STRUCK
    return RawLook.WHITE if _is_white(book.colour_map.get(font.colour_index)) else RawLook.PLAIN


def _is_white(colour: tuple[int, int, int] | None) -> bool:
    """Whether nobody can tell a colour from white."""
    return colour is not None and min(colour) >= _PALE


def _read_sheet(book: Any, sheet: Any, styles: list[Style], uncalculated: frozenset[tuple[int, int]]) -> Grid:
    grid = Grid()
    for row in range(sheet.nrows):
        cells = _read_row(book, sheet, row, styles)
        if cells:
            grid.rows[row + 1] = cells
    for row, column in uncalculated:
        grid.rows.setdefault(row + 1, {})[column + 1] = _UNCALCULATED
    for number in grid.rows:
        info = sheet.rowinfo_map.get(number - 1)
        flat = info and not info.height and not info.has_default_height
        if (info.hidden or flat) if info else sheet.default_row_hidden:
            grid.hidden_rows.add(number)
    for column, info in sheet.colinfo_map.items():
        if info.hidden or not info.width:
            grid.hidden_columns.append((column + 1, column + 1))
    grid.merges.extend(Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    return grid


def _read_row(book: Any, sheet: Any, row: int, styles: list[Style]) -> Cells:
    cells: Cells = {}
    epoch = EPOCH_1904 if book.datemode else EPOCH_1900
    values, formats = sheet.row_values(row), sheet._cell_xf_indexes[row]  # noqa: SLF001 -- the library has no other way to a row's
    for column, kind in enumerate(sheet.row_types(row)):
        if kind in (_EMPTY, _BLANK):
            continue
        value, style = values[column], styles[formats[column]]
        look = style.look
        if kind == _TEXT:
            text, means = tidy_text(value), RawKind.TEXT
            runs = sheet.rich_text_runlist_map.get((row, column))
            look = style.look_with(_look_of_runs(book, value, runs)) if runs else look
        elif kind == _BOOL:
            text, means = ("TRUE" if value else "FALSE"), RawKind.BOOL
        elif kind == _ERROR:
            text, means = _ERRORS[value], RawKind.ERROR
        else:
            text, means = read_number(repr(value), style.number_format, epoch)
        if text:
            cells[column + 1] = (text, means, look)
    return cells


def _look_of_runs(book: Any, text: str, runs: list[tuple[int, int]]) -> RawLook:
    """How the first run is set that is set in another way; runs are counted in units of UTF-16."""
    units = text.encode("utf-16-le", "surrogatepass")
    for number, (start, font) in enumerate(runs):
        end = runs[number + 1][0] if number + 1 < len(runs) else len(units)
        if units[2 * start : 2 * end].decode("utf-16-le", "ignore").strip():
            look = _read_look(book, font)
            if look is not RawLook.PLAIN:
                return look
    return RawLook.PLAIN
