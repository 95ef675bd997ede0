"""Addresses in sheets as Excel shows them."""

from __future__ import annotations

import pytest
from openpyxl.utils import get_column_letter

from mashang.raw import RawCell, RawTable, column_letter


@pytest.mark.parametrize("column", [1, 26, 27, 52, 53, 702, 703, 16384])
def test_columns_have_the_letters_that_excel_shows(column: int) -> None:
    """Compared with a library that writes such sheets."""
    assert column_letter(column) == get_column_letter(column)


def test_an_address_names_what_there_is() -> None:
    """A sheet has letters and rows, YAML has lines and keys."""
    cell = RawCell(7, 4, "12,5O%")
    sheet = RawTable("content/progress/2026-10.xlsx", "10月", ())
    assert str(sheet.locate(cell, "完成率")) == "content/progress/2026-10.xlsx · 表“10月” · D7（完成率）"
    assert str(sheet.locate_row(7)) == "content/progress/2026-10.xlsx · 表“10月” · 第 7 行"
    assert str(sheet.locate_table()) == "content/progress/2026-10.xlsx · 表“10月”"
    lines = RawTable("content/grids.yaml", "", (), lettered=False)
    assert str(lines.locate(cell, "层级")) == "content/grids.yaml · 第 7 行（层级）"
