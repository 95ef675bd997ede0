"""A draft of measures as a workbook: the table as a new county gets it, a comment in each cell, three sheets beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from mashang.checks.sheets import DRAFT_SHEETS
from mashang.periods import UNDATED
from mashang.tables import MEASURES
from mashang.workbooks.annotation import make_comment
from mashang.workbooks.draft_cells import DraftCell, OpenPoint
from mashang.workbooks.measure_draft import MeasureDraft
from mashang.workbooks.template import fill_template, save_book, write_text

_OPEN, _SOURCES, _UNUSED = DRAFT_SHEETS
_QUOTED = 60
_WRAP = Alignment(wrap_text=True, vertical="top")


def render_draft(draft: MeasureDraft, file: str, names: Sequence[str]) -> bytes:
    """The workbook of a draft from ``file``; ``names`` are those of departments, which drop-downs offer."""
    texts = {one.number: one.text for one in draft.paragraphs}
    rows = [{name: cell.text for name, cell in row.items()} for row in draft.rows]
    book, sheet = fill_template(MEASURES, names, rows)
    sources: list[tuple[str, ...]] = []
    for number, row in enumerate(draft.rows, start=2):
        for place, column in enumerate(MEASURES.columns, start=1):
            if column.name in row:
                told = _tell_origin(row[column.name], texts)
                sheet.cell(number, place).comment = make_comment(told)
                address = f"{get_column_letter(place)}{number}"
                sources.append((address, row["id"].text, column.heading, _say(row[column.name].paragraphs), told))
    _add_sheet(book, _OPEN, ("哪一行", "哪一列", "出自", "要看什么"), (10, 12, 16, 90), map(_list_point, draft.points))
    _add_sheet(book, _SOURCES, ("格子", "哪一行", "哪一列", "段落", "出自"), (8, 10, 12, 16, 90), sources)
    unused = [(_say((one.number,)), one.text) for one in draft.unused]
    _add_sheet(book, _UNUSED, (f"{file} 的段落", "没有放进表里的文字"), (16, 100), unused)
    return save_book(book)


def _add_sheet(
    book: Workbook, title: str, headings: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]
) -> None:
    sheet = book.create_sheet(title)
    for number, texts in enumerate((headings, *rows), start=1):
        for place, text in enumerate(texts, start=1):
            write_text(sheet, number, place, text)
            sheet.cell(number, place).alignment = _WRAP
    for place, width in enumerate(widths, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"


def _list_point(point: OpenPoint) -> tuple[str, ...]:
    return point.row, point.heading, _say(point.paragraphs), point.sentence


def _say(numbers: Sequence[int]) -> str:
    """Numbers of paragraphs in words: 第 3、5 至 8 段."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    said = "、".join(f"{one[0]} 至 {one[-1]}" if len(one) > 1 else str(one[0]) for one in spans)
    return f"第 {said} 段" if said else ""


def _tell_origin(cell: DraftCell, texts: dict[int, str]) -> str:
    """What a comment says of where a cell comes from."""
    where = _say(cell.paragraphs)
    if cell.text == UNDATED:
        return f"{where}里没有写时限。"
    return "\n".join((f"出自{where}：", *(_shorten(texts[number]) for number in cell.paragraphs)))


def _shorten(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
