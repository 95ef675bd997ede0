"""Cells that a command changes in staff's own tables: the rest stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from mashang.checks.sheets import Table, check_sheets
from mashang.problems import RequestError
from mashang.raw import SourceTable
from mashang.sources.folder import READERS
from mashang.tables import MONTHS
from mashang.workbooks.table_edit import change_cells, find_next_row
from mashang.workbooks.template import render_template

FILES = Path(__file__).resolve().parents[1] / "sources" / "files"


def read(path: Path) -> Table:
    """The table of months in a file."""
    sheets, _ = READERS[path.suffix](path, path.name)
    table, _ = check_sheets(SourceTable("months", (), path.name, sheets), MONTHS)
    assert table is not None
    return table


def write_workbook(path: Path) -> None:
    """Months with a title above and a formula and a second sheet beside."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("进展月度表",), ("月份", "发布日期", "状态", "综述"), ("2026-10", "2026-11-06", "草稿", "=1+1")):
        sheet.append(row)
    sheet["C3"].font = Font(bold=True)
    book.create_sheet("说明")["A1"] = "别动"
    book.save(path)


def write_csv(path: Path) -> None:
    """The same as CSV in GB 18030, as Excel writes it."""
    path.write_bytes(
        '进展月度表,,,\r\n月份,发布日期,状态,综述\r\n2026-10,2026-11-06,草稿,"a\r\nb"\r\n'.encode("gb18030")
    )


@pytest.mark.parametrize(("name", "write"), [("m.xlsx", write_workbook), ("m.csv", write_csv)])
def test_one_row_is_changed_and_one_is_added(name: str, write: Callable[[Path], None], tmp_path: Path) -> None:
    """What is read afterwards differs in these cells only."""
    path = tmp_path / name
    write(path)
    before = read(path)
    path.write_bytes(change_cells(path.read_bytes(), before, 3, {"state": "已审核"}))
    changed = read(path)
    assert [cell.text for cell in changed.rows[0].cells][2] == "已审核"
    number = find_next_row(changed)
    path.write_bytes(change_cells(path.read_bytes(), changed, number, {"month": "2026-11", "state": "草稿"}))
    after = read(path)
    assert after.heading_row == 2
    assert [[cell.text for cell in row.cells][:3] for row in after.rows] == [
        ["2026-10", "2026-11-06", "已审核"],
        ["2026-11", "草稿"],
    ]


def test_a_row_that_shows_how_to_fill_is_not_written_over(tmp_path: Path) -> None:
    """What it says would stand beside the new texts, as if it were meant."""
    path = tmp_path / "m.xlsx"
    path.write_bytes(render_template(MONTHS))
    table = read(path)
    assert table.rows == ()
    row = find_next_row(table)
    path.write_bytes(change_cells(path.read_bytes(), table, row, {"month": "2026-11"}))
    assert [[cell.text for cell in one.cells] for one in read(path).rows] == [["2026-11"]]


def test_what_else_is_in_a_workbook_stays(tmp_path: Path) -> None:
    """Formulas, looks and other sheets."""
    path = tmp_path / "m.xlsx"
    write_workbook(path)
    path.write_bytes(change_cells(path.read_bytes(), read(path), 3, {"published_on": "2026-11-09"}))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert (sheet["B3"].value, sheet["D3"].value, sheet["C3"].font.b) == ("2026-11-09", "=1+1", True)
    assert book["说明"]["A1"].value == "别动"


def test_what_cannot_be_changed_is_said(tmp_path: Path) -> None:
    """A column that is not there, a table in YAML, a CSV that is parted otherwise: the file stays as it is."""
    path = tmp_path / "m.csv"
    write_csv(path)
    with pytest.raises(RequestError, match=r"m\.csv 里没有“审核单位”这一列"):
        change_cells(path.read_bytes(), read(path), 3, {"reviewer": "县政府办"})
    with pytest.raises(RequestError, match="不是用英文逗号分开的"):
        change_cells(path.read_bytes().replace(b",", b"\t"), read(path), 3, {"state": "已审核"})
    path = tmp_path / "m.yaml"
    path.write_text("- 月份: 2026-10\n  发布日期: 2026-11-06\n  状态: 草稿\n", encoding="utf-8")
    with pytest.raises(RequestError, match=r"请打开 m\.yaml，写上：状态 已审核。保存以后再试一次。"):
        change_cells(path.read_bytes(), read(path), 2, {"state": "已审核"})


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("1904.xls", ".xlsx"), ("1904.ods", ".xlsx"), ("1904.xls", ".csv"), ("1904.xlsx", ".csv")],
)
def test_a_workbook_of_another_form_is_not_changed(tmp_path: Path, name: str, suffix: str) -> None:
    """Read it can be, whatever its suffix says; it is saved as .xlsx first."""
    path = tmp_path / f"m{suffix}"
    {".xlsx": write_workbook, ".csv": write_csv}[suffix](path)
    table, data = read(path), (FILES / f"libreoffice-{name}").read_bytes()
    with pytest.raises(RequestError, match=r"写上：第 3 行状态 已审核；或者在 WPS、Excel 里另存为 \.xlsx，移走旧的。"):
        change_cells(data, table, 3, {"state": "已审核"})
