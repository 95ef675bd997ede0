"""The problems as one HTML file: whole, or one department's own rows and nothing of others."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from mashang.county import County
from mashang.pipeline.department_problems import select_problems
from mashang.problems import Location, problem

Run = Callable[..., tuple[int, str]]
OCTOBER = "content/progress/2026-10.xlsx"


@pytest.fixture
def faulty(county: Path) -> Path:
    """Wrong cells in neighbouring rows of different departments, in several tables."""
    book = openpyxl.load_workbook(county / OCTOBER)
    sheet = book.worksheets[0]
    for row in range(3, 22):
        sheet.cell(row, 4).value = f"约莫第{row}格"
    book.save(county / OCTOBER)
    book = openpyxl.load_workbook(county / "content" / "measures.xlsx")
    sheet = book.worksheets[0]
    heading = next(cell for row in sheet.iter_rows(max_row=5) for cell in row if cell.value == "完成时限")
    for row in range(heading.row + 1, heading.row + 11):
        sheet.cell(row, heading.column).value = f"等通知第{row}条"
    book.save(county / "content" / "measures.xlsx")
    table = county / "content" / "windows.csv"
    table.write_text(table.read_text(encoding="utf-8-sig").replace("启用", "不知道"), encoding="utf-8")
    table = county / "content" / "progress" / "2026-08.yaml"
    table.write_text(table.read_text(encoding="utf-8").replace("完成率: ", "完成率: 大约"), encoding="utf-8")
    return county


def render(run: Run, county: Path, *words: str) -> str:
    """The page as it was written."""
    page = county / "问题.html"
    code, said = run("check", "--html", page, *words, "--root", county)
    assert code == 1
    assert f"已写入 {page}。" in said
    return page.read_text(encoding="utf-8")


def test_the_page_stands_alone(faulty: Path, mashang: Run) -> None:
    """Each problem with its piece of the sheet; no script, nothing fetched, no way to send anything."""
    page = render(mashang, faulty)
    assert "“约莫第3格”不是百分数" in page
    assert '<th scope="row">3</th>' in page
    assert page.count('class="wrong"') > 20
    assert not re.search(r"<script|<link|<img|<form|@import|url\(|\b(?:src|href|action)=", page)


def list_texts(county: Path) -> dict[str, set[str]]:
    """The texts of October's rows by the department that leads them."""
    sheet = openpyxl.load_workbook(county / OCTOBER).worksheets[0]
    found: dict[str, set[str]] = {}
    for row in sheet.iter_rows(min_row=2, max_row=21, values_only=True):
        texts = {str(text) for text in (row[1], row[3], *row[6:]) if text and len(str(text)) > 4}
        found.setdefault(str(row[2]), set()).update(texts)
    return found


@pytest.mark.parametrize("department", ["科技局", "行政审批局", "市场监管局"])
def test_a_department_sees_its_own_rows_only(faulty: Path, mashang: Run, department: str) -> None:
    """Neighbours in the sheet, other tables and the sentences themselves say nothing of others."""
    page = render(mashang, faulty, "--department", department)
    texts = list_texts(faulty)
    own = texts.pop(department)
    assert any(text in page for text in own if text.startswith("约莫"))
    strangers = {text for others in texts.values() for text in others} - own
    assert len(strangers) > 20
    assert [text for text in strangers if text in page] == []
    assert page.count('class="wrong"') >= 2


def test_a_sentence_that_quotes_another_row_is_withheld(county: Path) -> None:
    """It is counted, so that the department asks; one that quotes the row itself is told."""
    sheet = openpyxl.load_workbook(county / OCTOBER).worksheets[0]
    rows = {str(row[0].value): row for row in sheet.iter_rows(max_row=21)}
    where = Location(OCTOBER, sheet.title, int(rows["M03"][0].row or 0), "B", "标题")
    told = [
        problem("reference-unknown", where, value=rows[measure][1].value, title="措施清单", hint="")
        for measure in ("M02", "M03")
    ]
    found = select_problems(County(county), told, "科技局")
    assert (found.problems, found.withheld) == ((told[1],), 1)


def test_a_department_is_named_as_in_its_table(faulty: Path, mashang: Run) -> None:
    """Any other name, and the option without a page, are wrong usage; nothing is written."""
    page = faulty / "问题.html"
    code, said = mashang("check", "--html", page, "--department", "无此局", "--root", faulty)
    assert (code, page.exists()) == (2, False)
    assert "单位表里没有“无此局”。请写表里有的编号、名称或简称。" in said
    code, said = mashang("check", "--department", "科技局", "--root", faulty)
    assert code == 2
    assert "--department 要和 --html 一起用。" in said
