"""A file that came back of a month's sheet: which of its sheets is the table, and what stands beside what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mashang.checks.headings import normalise_heading
from mashang.checks.month_files import list_other_months
from mashang.checks.sheets import Table, check_sheets
from mashang.periods import YearMonth
from mashang.problems import Location, Problem, has_errors, problem
from mashang.raw import RawTable, SourceTable
from mashang.sources.places import split_name
from mashang.tables import PROGRESS
from mashang.workbooks.month_sheet import ASKED

_BESIDE = frozenset(("sheet-unused", "heading-unknown", "cell-outside"))
"""What a department added for itself: it is not asked for, not taken, and told."""
_HARMLESS = _BESIDE | {"table-empty", "row-total"}
_TELLING = frozenset(("sheets-rival", "heading-garbled", "delimiter-wrong"))
"""Why there is no table in a file, where that is known."""
_PICTURE = "图片和扫描件里的内容程序不读。请这个单位填好发下去的填报表，发表格文件本身。"
_ARCHIVE = "先解压，把里面的表放进文件夹，再收一次。"
_DOCUMENT = "请这个单位填好发下去的填报表；已经写在文档里的，抄进填报表，再收一次。"
_OTHER = "打开看看是不是别的材料；是填报表，就恢复“编号”“本月进展”这一行列名，另存为 .xlsx，再收一次。"
_HINTS = {
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".pdf", ".ofd"), _PICTURE),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz"), _ARCHIVE),
    **dict.fromkeys((".doc", ".docx", ".wps", ".rtf", ".txt", ".html", ".htm"), _DOCUMENT),
}
"""What to do about a file of another kind, by its suffix."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: its name as it is shown to staff, its visible sheets, whether one department sent it."""

    file: str
    sheets: tuple[RawTable, ...]
    of_one: bool = True


def refuse_file(file: str) -> Problem:
    """Why a file gives no answers that is none of our sheets."""
    return problem("answer-not-table", Location(file), hint=_HINTS.get(split_name(file)[1], _OTHER))


def find_answers(one: Returned, month: YearMonth) -> tuple[Table | None, list[Problem]]:
    """The table of progress in a file, unless it is another month's or no such table; and what is to be told.

    Columns of a department's own are not taken. Where one that was asked for is missing too, it may have been renamed:
    then nothing is.
    """
    if not one.sheets:
        return None, []  # why it could not be read was named by its reader
    table, found = check_sheets(SourceTable(PROGRESS.name, (str(month),), one.file, one.sheets), PROGRESS)
    if table is None:
        return None, [fault for fault in found if fault.code in _TELLING] or [refuse_file(one.file)]
    stem = split_name(one.file.rpartition("/")[2])[0]
    others = [
        problem("answer-month-other", where, text=text[:40], found=other, month=month.label)
        for text, where, other in list_other_months(table, month, stem if one.of_one else "")
    ]
    whole = {*ASKED} <= {column.name for column in table.columns.values()}
    told = [fault for fault in found if fault.code not in _HARMLESS or (fault.code == "heading-unknown" and not whole)]
    if others or has_errors(told):
        return None, [*others, *told]
    return table, [*told, *(_list_beside(table, found) if one.of_one else ())]


def _list_beside(table: Table, found: Iterable[Problem]) -> Iterator[Problem]:
    """What stands in columns, cells and sheets that were not asked for."""
    raw = table.raw
    headings = next(row for row in raw.rows if row.number == table.heading_row)
    for cell in headings.cells:
        column = table.columns.get(cell.column)
        if (column is None or column.name == "note") and normalise_heading(cell.text) not in PROGRESS.ordinals:
            below = (one for row in raw.rows if row.number > table.heading_row for one in row.cells)
            count = sum(one.column == cell.column for one in below)
            if count:
                yield problem("answer-beside", raw.locate(cell), what=f"“{cell.text}”列的 {count} 格")
    for one in found:
        slots = dict(one.slots)
        if one.code == "cell-outside":
            yield problem("answer-beside", one.where, what=f"“{slots['text']}”")
        elif one.code == "sheet-unused":
            yield problem("answer-beside", one.where, what=f"表“{slots['sheet']}”")
