"""The month's sheet of progress: one row for each measure in force, what is known in grey, what is asked for empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from mashang.model import Measure
from mashang.periods import YearMonth
from mashang.spelling import spell_number
from mashang.tables import PROGRESS
from mashang.workbooks.template import (
    offer_values,
    open_cell,
    protect,
    save_book,
    shade,
    start_book,
    write_guide,
    write_headings,
)

SHOWN = ("measure", "title", "lead", "shown_deadline", "shown_target", "last_percent")
"""The columns that are filled in, in their order: staff compare, and do not change them."""
ASKED = ("percent", "current", "written_status", "text", "trouble", "next_step", "evidence")
"""The columns that departments fill, in their order."""
COLUMNS = tuple(map(PROGRESS.column, (*SHOWN, *ASKED)))


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What a row shows of a measure: who is asked, the names of all leads, the last percentage that was reported."""

    measure: Measure
    asked: str
    leads: tuple[str, ...]
    last_percent: str = ""

    @property
    def shown(self) -> Mapping[str, str]:
        """The texts of the grey cells by column."""
        one = self.measure
        target = one.target_text
        if not target and one.target is not None:
            target = f"{spell_number(one.target)}{one.unit}"
        values = (one.id, one.title, "、".join(self.leads), one.deadline.written, target, self.last_percent)
        return dict(zip(SHOWN, values, strict=True))


def render_month_sheet(
    month: YearMonth, rows: Iterable[SheetRow], names: Sequence[str] = (), *, own: bool = False
) -> bytes:
    """The workbook of a month for these measures; the county's ``own`` has a column for what is never published."""
    columns = (*COLUMNS, PROGRESS.column("note")) if own else COLUMNS
    book, sheet = start_book(month.label)
    sheet.cell(1, 1, f"{month.label}措施进展填报表（灰色的不用改，白色的请填写）")
    write_headings(sheet, columns, 2)
    given, asked = len(SHOWN), len(columns)
    last = 2
    for last, row in enumerate(rows, start=3):
        shade(sheet, last, dict(enumerate(row.shown.values(), start=1)))
        for place in range(given + 1, asked + 1):
            open_cell(sheet, last, place)
    for place in range(given + 1, asked + 1):
        letter = get_column_letter(place)
        offer_values(sheet, columns[place - 1], f"{letter}3:{letter}{last}")
    protect(sheet)
    write_guide(book, PROGRESS, columns[given:], names)
    return save_book(book)
