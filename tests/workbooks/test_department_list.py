"""Lists of departments as offices have them."""

from __future__ import annotations

import pytest

from mashang.raw import RawCell, RawRow, RawTable
from mashang.workbooks.department_list import draft_departments, read_lines


def draft(text: str) -> list[tuple[str, ...]]:
    """What is made of a text."""
    found = draft_departments([read_lines(text)])
    assert found.faults == ()
    return [tuple(row.values()) for row in found.rows]


@pytest.mark.parametrize(
    "text",
    [
        "柳河县发展和改革局 发改局\n柳河县税务局\n",
        "柳河县发展和改革局，发改局\r\n\r\n　柳河县税务局　",
        "1. 柳河县发展和改革局　发改局\n2、柳河县税务局",
        "（一）柳河县发展和改革局 发改局\n（二）柳河县税务局",
        "柳河县发展和改革局 发改局、柳河县税务局",
        "1\t柳河县发展和改革局\t发改局\n2\t柳河县税务局\t",
        "序号\t单位名称\t电话\t简称\n1\t柳河县发展和改革局\t0772-1\t发改局\n2\t柳河县税务局\t0772-2\t\n合计\t2",
    ],
)
def test_typed_and_pasted(text: str) -> None:
    """A line each with the short name behind it, numbered or not; out of a sheet, with headings or without."""
    assert draft(text) == [("D01", "柳河县发展和改革局", "发改局"), ("D02", "柳河县税务局")]


def test_names_that_begin_with_numbers_are_names() -> None:
    """And ids are as long as they must be for all."""
    assert draft("12345热线中心") == [("D01", "12345热线中心")]
    assert draft("\n".join(f"第{number}局" for number in range(100)))[0][0] == "D001"


def test_what_cannot_be_a_list_is_said() -> None:
    """Two of one name, by full or short name; a whole sentence; headings and nothing below."""
    found = draft_departments([read_lines(f"甲局 财政局\n财政局\n{'长' * 61}")])
    assert found.faults == ("第 2 行“财政局”和第 1 行重名。", f"第 3 行“{'长' * 20}……”太长，不像单位名称。")
    assert draft_departments([read_lines("名称\t简称")]).faults == ("没有找到单位名称。",)
    assert draft_departments([]).rows == ()


def test_a_sheet_with_a_title_above() -> None:
    """The headings are looked for, and a sheet without a list is passed over."""
    rows = (("各单位通讯录",), ("序号", "部门名称", "联系人"), ("1", "财政局", "张三"))
    cells = tuple(
        RawRow(number, tuple(RawCell(number, place, text) for place, text in enumerate(texts, start=1)))
        for number, texts in enumerate(rows, start=1)
    )
    found = draft_departments([RawTable("f", "空", ()), RawTable("f", "s", cells)])
    assert found.rows == ({"id": "D01", "name": "财政局"},)
