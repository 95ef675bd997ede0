"""How a document is divided: numbers of every sort, levels in the order of their appearance, lists, gaps."""

from __future__ import annotations

import pytest

from mashang.raw import RawParagraph
from mashang.workbooks.outline import divide, find_gaps, find_mark, part_lists
from tests.workbooks.documents import NOTICE, OUTER, TASKS, make_paragraphs


@pytest.mark.parametrize(
    ("text", "kind", "serial", "rest"),
    [
        ("第十八条：强化诚信", "第一条", 18, "强化诚信"),
        ("第 3 条 强化诚信", "第一条", 3, "强化诚信"),
        ("第三章 市场环境", "第一章", 3, "市场环境"),
        ("十二、优化", "一、", 12, "优化"),
        ("（十）优化", "（一）", 10, "优化"),
        ("(二) 优化", "（一）", 2, "优化"),
        ("3.优化", "1.", 3, "优化"),
        ("３．优化", "1.", 3, "优化"),
        ("3、优化", "1.", 3, "优化"),
        ("2.1 优化", "1.1", 1, "优化"),
        ("（3）优化", "（1）", 3, "优化"),
        ("3)优化", "1)", 3, "优化"),
        ("⑫优化", "①", 12, "优化"),
        ("措施三：优化", "措施一", 3, "优化"),
        ("3.5亿元用于优化", "", 0, ""),
        ("2026年3月", "", 0, ""),
        ("一、总体要求.........1", "", 0, ""),
        ("一、总体要求\t3", "", 0, ""),
        ("一是优化", "一是", 1, "优化"),
    ],
)
def test_numbers_are_told_from_figures(text: str, kind: str, serial: int, rest: str) -> None:
    """Amounts, days and lines of a table of contents bear no number."""
    assert find_mark(text) == ((kind, serial, rest) if kind else None)


def test_levels_are_in_the_order_of_appearance() -> None:
    """A sort that was seen above closes what lies between."""
    found = [(len(one.ancestors), one.kind, one.serial) for one in divide(make_paragraphs(TASKS)).sections]
    assert found == [
        (0, "一、", 1),
        *((1, "（一）", 1), (2, "1.", 1), (2, "1.", 2)),
        *((1, "（一）", 2), (2, "1.", 1), (2, "1.", 2)),
        (0, "一、", 2),
        *((1, "（一）", 1), (1, "（一）", 2)),
    ]


def test_a_list_ends_where_another_begins() -> None:
    """The notice has one of its own, before what it issues."""
    outline = divide(make_paragraphs(NOTICE))
    assert [len(part) for part in part_lists(outline)] == [2, 11]


def test_titles_without_a_number_draw_numbers_together() -> None:
    """Short lines before a number that begins at 1 again; headings of a word processor, unless there is one alone."""
    assert [one.kind for one in divide(make_paragraphs(OUTER)).sections] == ["短标题", "1.", "1."] * 2
    lines = [
        RawParagraph(1, "若干措施", 1),
        RawParagraph(2, "便利", 2),
        RawParagraph(3, "1. 甲"),
        RawParagraph(4, "2. 乙"),
    ]
    assert [one.kind for one in divide([*lines, RawParagraph(5, "优惠", 2)]).sections] == [
        "短标题",
        "1.",
        "1.",
        "短标题",
    ]


def test_gaps_are_found() -> None:
    """A number that is left out; beginning again at 1 is none."""
    sections = divide(make_paragraphs("1. 甲\n2. 乙\n4. 丙\n1. 丁")).sections
    assert [one.first for one in find_gaps(sections)] == ["丙"]
    running = "一、甲\n（一）乙\n（二）丙\n二、丁\n（三）戊\n（五）己"
    assert [one.first for one in find_gaps(divide(make_paragraphs(running)).sections)] == ["己"]
