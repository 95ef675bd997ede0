"""CSV as spreadsheet programs open it."""

from __future__ import annotations

import csv
import io

from mashang.spreadsheet import format_table


def test_a_table_opens_in_excel_and_runs_nothing() -> None:
    """The mark comes first, lines end as on Windows, and a text like a formula stays a text; numbers stay numbers."""
    text = format_table(("名称", "值"), [("=SUM(A1)", "-3.5"), ('甲,"乙"', "第一行\n第二行")])
    assert text.startswith("\ufeff名称,值\r\n")
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert rows[1:] == [["'=SUM(A1)", "-3.5"], ['甲,"乙"', "第一行\n第二行"]]
