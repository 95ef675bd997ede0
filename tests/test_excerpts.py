"""The piece of a sheet around a wrong cell: true addresses, what the row is about, what stands beside it."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from mashang.county import County
from mashang.pipeline.excerpts import Excerpt, cut_excerpts
from mashang.problems import Location, problem

FILE = "content/progress/2026-10.xlsx"


def cut(county: Path, column: str, row: int, file: str = FILE, sheet: str = "表") -> Excerpt | None:
    """The excerpt of one cell, or of a whole row."""
    where = Location(file, sheet, row, column)
    return cut_excerpts(County(county), [problem("required-empty", where, heading="完成率")]).get(where)


def write_sheet(county: Path) -> None:
    """A title, headings in row 3, rows 4 to 9 with a blank one, twelve columns."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    sheet["A1"] = "标题"
    for row in (3, 4, 5, 7, 8, 9):
        for column in range(1, 13):
            sheet.cell(row, column).value = f"{row}-{column}"
    sheet["F5"].value = None
    (county / "content" / "progress").mkdir(parents=True)
    book.save(county / FILE)


def test_a_cell_with_its_row_and_neighbours(tmp_path: Path) -> None:
    """The headings, the rows beside it, the first two columns and those beside it, an empty cell too."""
    write_sheet(tmp_path)
    found = cut(tmp_path, "F", 5)
    assert found is not None
    assert found.letters == ("A", "B", "D", "E", "F", "G", "H")
    assert [number for number, _ in found.rows] == [3, 4, 5]
    assert found.heading_row == 3
    marked = [(number, cells.index(cell)) for number, cells in found.rows for cell in cells if cell.wrong]
    assert marked == [(5, 4)]
    assert [cell.text for cell in found.rows[2][1]] == ["5-1", "5-2", "5-4", "5-5", "", "5-7", "5-8"]


def test_a_whole_row_is_marked(tmp_path: Path) -> None:
    """As far as it is shown."""
    write_sheet(tmp_path)
    found = cut(tmp_path, "", 8)
    assert found is not None
    assert [number for number, _ in found.rows] == [3, 7, 8, 9]
    assert [all(cell.wrong for cell in cells) for _, cells in found.rows] == [False, False, True, False]
    assert len(found.letters) == 8


def test_what_cannot_be_read_has_none(tmp_path: Path) -> None:
    """Another sheet, a file that is gone, a file of no known form."""
    write_sheet(tmp_path)
    assert cut(tmp_path, "A", 5, sheet="别的") is None
    assert cut(tmp_path, "A", 5, file="content/gone.xlsx") is None
    assert cut(tmp_path, "A", 5, file="site_config/site.yml") is None
