"""Pages of free text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.model import FreePage, Publication
from generator.problems import Problem

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]

GOOD = """\ufeff# 办事 指南 #

正文有 **重点**、表格和[别的页](about.md#a)，也有[措施](../measures/M01/)与[清单](../measures/)。

| 甲 | 乙 |
| -- | -- |
| 1 < 2 | <br> |

见 <https://www.example.com/>，写信 <yingshang@example.com>，[拨打](tel:0000-8000100)，[回到上面](#a)。
"""


def test_a_plain_page_is_taken_whole(check: Check) -> None:
    """Title and body part; links to pages, sections and other sites are fine."""
    publication, problems = check(None, {"about": "# 关于\n\n正文", "guide": GOOD})
    assert problems == ()
    assert publication is not None
    assert publication.pages == (
        FreePage("about", "关于", "正文"),
        FreePage("guide", "办事 指南", GOOD.removeprefix("\ufeff").split("\n", 2)[2].strip("\n")),
    )


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("<script>alert(1)</script>", " <script> 标签"),
        ("<SCRIPT src=x", " <script> 标签"),
        ("<iframe src='https://h.example'></iframe>", " <iframe> 标签"),
        ("<style>p{}</style>", " <style> 标签"),
        ("<form action='/x'>", " <form> 标签"),
        ("<p onclick='x()'>甲</p>", "事件代码 onclick"),
        ("<a\nonmouseover=x>甲</a>", "事件代码 onmouseover"),
        ("甲 { onclick=x }", "事件代码 onclick"),
        ("[甲](javascript:alert(1))", "以 javascript: 开头的链接"),
        ("[甲](JaVa&#x73;cript:alert(1))", "以 javascript: 开头的链接"),
        ("<a href='java\tscript:x'>甲</a>", "以 javascript: 开头的链接"),
        ("[甲](data:text/html,x)", "以 data: 开头的链接"),
        ("[甲][a]\n\n[a]: vbscript:x", "以 vbscript: 开头的链接"),
    ],
)
def test_nothing_that_runs(check: Check, line: str, what: str) -> None:
    """Tags that run or load, event handlers and running links, in every disguise that a browser sees through."""
    publication, problems = check(None, {"guide": f"# 指南\n\n{line}"})
    assert publication is None
    assert ("page-script", what) in {(found.code, dict(found.slots).get("what")) for found in problems}


@pytest.mark.parametrize(
    "line",
    [
        "![图](https://h.example/a.png)",
        "![图](//h.example/a.png)",
        "![图 [甲]](\nhttps://h.example/a.png)",
        "![图][a]\n\n[a]: https://h.example/a.png",
        "[![图](https://h.example/a.png)](about.md)",
        "<img src=https://h.example/a.png>",
        "<p style='background:url(https://h.example/a.png)'>甲</p>",
        "<img srcset='https://h.example/a.png 2x'>",
    ],
)
def test_nothing_from_other_hosts(check: Check, line: str) -> None:
    """A reader's browser asks no other host for pictures or styles."""
    _, problems = check(None, {"about": "# 关于\n\n正文", "guide": f"# 指南\n\n{line}"})
    assert "page-foreign" in {found.code for found in problems}


@pytest.mark.parametrize(
    "target", ["other.md", "../other/", "/measures/", "../measures/M99/", "photo.png", "../lists/", "sub/about.md", "#"]
)
def test_no_dead_link(check: Check, target: str) -> None:
    """Links lead to pages of this site; an absolute one would break below a portal's path."""
    _, problems = check(None, {"guide": f"# 指南\n\n第一段\n\n[甲]({target})"})
    assert [(found.code, found.where.row, found.slots) for found in problems] == [
        ("page-link-dead", 5, (("target", target),))
    ]


def test_a_picture_that_is_no_part_of_the_content(check: Check) -> None:
    """Only pages are carried over, so a picture beside them would be missing."""
    _, problems = check(None, {"guide": "# 指南\n\n![图](photo.png)"})
    assert [found.code for found in problems] == ["page-link-dead"]


def test_private_numbers_in_a_page(check: Check) -> None:
    """A page is published like any cell; the line is named."""
    _, problems = check(None, {"guide": "# 指南\n\n请找\n13800000000"})
    assert [(found.code, found.where.row) for found in problems] == [("private-mobile", 4)]
