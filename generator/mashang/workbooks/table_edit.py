"""Changes single cells of a table that staff keep, in the file as it is; everything else in it stays."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell

from mashang.checks.sheets import Table, is_example
from mashang.problems import RequestError
from mashang.sources.file_bytes import decode_characters
from mashang.sources.refusal import BROKEN
from mashang.sources.workbook import is_workbook
from mashang.spreadsheet import quote_formula
from mashang.workbooks.template import write_text


def change_cells(data: bytes, table: Table, row: int, texts: Mapping[str, str]) -> bytes:
    """The file with other texts in one row: :func:`change_rows` of one."""
    return change_rows(data, table, {row: texts})


def change_rows(data: bytes, table: Table, rows: Mapping[int, Mapping[str, str]], added: Collection[str] = ()) -> bytes:
    """The file with other texts in some rows, by row number and column name; rows below the last one are added.

    ``data`` are the bytes of the file that ``table`` was read from, ``added`` the names of columns that are put beside
    the others when the table lacks them. Raises :class:`RequestError` for another column that it lacks, and for files
    of other forms than .xlsx and .csv, which staff must change by hand.
    """
    places = {column.name: number for number, column in table.columns.items()}
    wanted: dict[int, dict[int, str]] = {}
    for name in added:
        if name not in places:
            headings = next(row for row in table.raw.rows if row.number == table.heading_row)
            places[name] = max(*places.values(), *(cell.column for cell in headings.cells)) + 1
            wanted[table.heading_row] = {places[name]: table.dataset.column(name).heading}
    for row, texts in rows.items():
        for name, text in texts.items():
            if name not in places:
                heading = table.dataset.column(name).heading
                raise RequestError(f"{table.raw.file} 里没有“{heading}”这一列。请自己加上，再试一次。")
            wanted.setdefault(row, {})[places[name]] = text
    if table.raw.file.endswith(".xlsx") and (book := _open_workbook(data)):
        return _change_workbook(book, table, wanted)
    if table.raw.file.endswith(".csv") and not is_workbook(data):
        return _change_csv(data, table, wanted)
    lettered = table.raw.lettered
    said = "；".join(
        (f"第 {row} 行" if lettered else "")
        + "，".join(f"{table.dataset.column(name).heading} {text}" for name, text in texts.items() if text)
        for row, texts in sorted(rows.items())
    )
    other = "；或者在 WPS、Excel 里另存为 .xlsx，移走旧的" if lettered else ""
    raise RequestError(f"这种文件程序不改。请打开 {table.raw.file}，写上：{said}{other}。保存以后再试一次。")


def check_room(table: Table, rows: Collection[int]) -> None:
    """Raise :class:`RequestError` when notes stand where rows would be added, so that none is lost."""
    data = {row.number for row in table.rows}
    taken = {row.number for row in table.raw.rows if not is_example(row)} - data
    new = [row for row in rows if row not in data]
    if taken.intersection(new):
        raise RequestError(
            f"{table.raw.file} 的数据下面写着说明，放不下要加的 {len(new)} 行。"
            f"请在说明上面插入 {len(new)} 个空行，或把说明移到名为“填表说明”的表里，再运行一次。"
        )


def find_next_row(table: Table) -> int:
    """The number of the row below the last one of data, and below a row that only shows how to fill others.

    Written over, that one would leave its own texts beside the new ones.
    """
    taken = (row.number for row in table.raw.rows if is_example(row) and row.number > table.heading_row)
    return max((table.heading_row, *taken, *(row.number for row in table.rows))) + 1


def _open_workbook(data: bytes) -> Workbook | None:
    """The workbook; ``None`` for one of another form that bears the suffix, which its reader does not mind."""
    try:
        return load_workbook(io.BytesIO(data))
    except (*BROKEN, TypeError, AttributeError):
        return None


def _change_workbook(book: Workbook, table: Table, wanted: Mapping[int, Mapping[int, str]]) -> bytes:
    sheet = book[table.raw.sheet]
    for row, texts in wanted.items():
        for column, text in texts.items():
            if isinstance(sheet.cell(row, column), MergedCell):
                raise RequestError(f"{table.raw.file} 第 {row} 行有合并的格子，写不进去。请取消合并，再试一次。")
            write_text(sheet, row, column, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _change_csv(data: bytes, table: Table, wanted: Mapping[int, Mapping[int, str]]) -> bytes:
    text, _ = decode_characters(data)
    rows = list(csv.reader(io.StringIO((text or "").removeprefix("\ufeff"))))
    if len(rows) < table.heading_row or len(rows[table.heading_row - 1]) < max(table.columns):
        raise RequestError(f"{table.raw.file} 不是用英文逗号分开的，没有写入。请另存为 .xlsx，再试一次。")
    width = len(rows[table.heading_row - 1])
    rows += [[""] * width for _ in range(max(wanted) - len(rows))]
    for row, texts in wanted.items():
        line = rows[row - 1]
        line += [""] * (max(texts) - len(line))
        for column, new in texts.items():
            line[column - 1] = quote_formula(new)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8-sig")
