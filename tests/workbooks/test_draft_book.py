"""A draft as a workbook: the table of a new county, its comments, the sheets beside, and what the check makes of it."""

from __future__ import annotations

import io

import openpyxl
from openpyxl import Workbook

from mashang.checks.sheets import check_sheets
from mashang.checks.values import read_records
from mashang.raw import SourceTable
from mashang.sources.workbook import read_workbook_bytes
from mashang.tables import MEASURES
from mashang.workbooks.draft_book import render_draft
from tests.workbooks.documents import NOTICE, TITLES, draft

FILE = "content/measures.xlsx"


def open_draft(text: str) -> Workbook:
    """The workbook of a document's draft."""
    return openpyxl.load_workbook(io.BytesIO(render_draft(draft(text), "若干措施.docx", ["数据局"])))


def test_every_cell_says_where_it_comes_from() -> None:
    """A comment in the cell, and a row of the sheet 来源."""
    book = open_draft(NOTICE)
    sheet, sources = book["措施清单"], book["来源"]
    filled = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value]
    assert all(cell.comment and cell.comment.text.startswith("出自第 ") for cell in filled if cell.value)
    assert str(sheet["E5"].comment.text) == "出自第 22 段：\n牵头单位：县发改局"
    assert (
        str(sheet["F5"].comment.text)
        == "出自第 21 段：\n（一）推广电子保函。全面推行投标电子保函，2026年9月底前完成系统对接。"
    )
    assert [one.value for one in sources["A"]][1:] == [cell.coordinate for cell in filled]
    assert open_draft(TITLES)["措施清单"]["F2"].comment.text == "第 2 至 3 段里没有写时限。"


def test_open_points_and_unused_paragraphs_are_listed() -> None:
    """Each on a sheet of its own, with the number and the whole text of the paragraph."""
    book = open_draft(NOTICE)
    open_points = [[cell.value for cell in row] for row in book["待核"].iter_rows(min_row=2)]
    assert ["3-2", "完成时限", "第 24 段", "写的是“6月底前”，看不出是哪一天，请写明年月。"] in open_points
    unused = [[cell.value for cell in row] for row in book["未用的段落"].iter_rows()]
    assert unused[0] == ["若干措施.docx 的段落", "没有放进表里的文字"]
    assert ["第 15 段", "坚持问题导向，以企业满意为标准。"] in unused
    assert len(unused) - 1 == len(draft(NOTICE).unused)


def test_the_check_reads_a_draft_as_the_table() -> None:
    """The sheets beside are not read, and only what is truly missing is a problem."""
    sheets, problems = read_workbook_bytes(render_draft(draft(NOTICE), "若干措施.docx", []), FILE)
    assert problems == ()
    table, problems = check_sheets(SourceTable("measures", (), FILE, sheets), MEASURES)
    assert problems == ()
    assert table is not None
    records, problems = read_records(table)
    assert problems == ()
    assert [record.text("id") for record in records] == ["2-1", "2-2", "2-3", "3-1", "3-2"]
    assert records[2].cells["supporting"].text == "各有关部门"


def test_a_text_is_never_a_formula() -> None:
    """Whatever a document begins a paragraph with."""
    book = open_draft("1. 甲事。=1+1\n2. 乙事。好")
    assert (book["措施清单"]["D2"].value, book["措施清单"]["D2"].data_type) == ("=1+1", "s")
