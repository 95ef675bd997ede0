"""Pages of free text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mashang.free_page import Anchor, FreePage
from mashang.model import Publication
from mashang.problems import Location, Problem

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]

GOOD = """\ufeff# 办事 指南 #

正文有 **重点**、表格和[别的页](../about/#publisher)，也有[措施](../measures/M01/)与[清单](../measures/)。

| 甲 | 乙 |
| -- | -- |
| 1 < 2 | <br> |

见 <https://www.example.com/>，写信 <yingshang@example.com>，[拨打](tel:0000-8000100)，[上面](#top)，[本段](#a "甲")。

## a

~~~py
x = 1
~~~
"""


def test_a_plain_page_is_taken_whole(check: Check) -> None:
    """Title and body part; links to pages, sections and other sites are fine."""
    publication, problems = check(None, {"about": "# 关于\n\n正文", "guide": GOOD})
    assert problems == ()
    assert publication is not None
    anchor = Anchor("about/", "publisher", "../about/#publisher", Location("content/pages/guide.md", row=3))
    assert publication.pages == (
        FreePage("about", "关于", "<p>正文</p>"),
        FreePage("guide", "办事 指南", publication.pages[1].html, (anchor,)),
    )
    assert publication.pages[1].html.startswith('<p>正文有 <strong>重点</strong>、表格和<a href="../about/#publisher">')
    for words in ('<th scope="col">甲</th>', "<td>1 &lt; 2</td>", '<h2 id="a">a</h2>', '<code class="language-py">'):
        assert words in publication.pages[1].html


@pytest.mark.parametrize(
    "line",
    [
        "<!-- 暂缓 -->",
        "正文 <!--\n暂缓\n-->",
        "<div hidden>暂缓</div>",
        '<span style="display: none">暂缓</span>',
        '<span style="color:#FFF">暂缓</span>',
        '<span style="font-size:0">暂缓</span>',
    ],
)
def test_nothing_that_only_the_source_shows(check: Check, line: str) -> None:
    """Comments, and elements that no reader sees."""
    publication, problems = check(None, {"guide": f"# 指南\n\n{line}"})
    assert publication is None
    assert {(found.code, found.where.row) for found in problems} == {("page-script", 3)}


def test_slips_on_a_page_are_asked_about_at_their_line(check: Check) -> None:
    """A number broken over two lines stands where it begins; what is confirmed is published whole."""
    text = "# 指南\n\n电话 13800\n000000 联系\n\n条件详见附件\n\n登录 http://10.1.2.3/oa"
    _, problems = check(None, {"guide": text})
    found = [(one.where.row, one.code) for one in problems]
    assert found == [(3, "private-mobile"), (6, "text-placeholder"), (8, "address-internal")]
    answers = "\n".join(f"{one.item}|核对过|王主任|2026-11-12" for one in problems)
    publication, left = check({"confirmations": f"事项|原因|确认人|日期\n{answers}"}, {"guide": text})
    assert left == ()
    assert publication is not None
    assert [page.name for page in publication.pages] == ["guide"]


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
        ("<span style='position:fixed'>甲</span>", " <span> 的 style 属性"),
        ("<p hidden>甲</p>", " <p> 的 hidden 属性"),
        ("<div class='ms-status'>甲</div>", " <div> 的 class 属性"),
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
        "[![图](https://h.example/a.png)](../about/)",
        "<img src=https://h.example/a.png>",
        "<p style='background:url(https://h.example/a.png)'>甲</p>",
        "<img srcset='https://h.example/a.png 2x'>",
    ],
)
def test_nothing_from_other_hosts(check: Check, line: str) -> None:
    """A reader's browser asks no other host for pictures or styles."""
    _, problems = check(None, {"about": "# 关于\n\n正文", "guide": f"# 指南\n\n{line}"})
    assert "page-foreign" in {found.code for found in problems}


_LINKS = "站内的页面写成“../about/”“../measures/M01/”这样，别的网站写完整的网址；不需要就删掉这个链接。"

_FILES = "网站不带附件和图片：把文件放到单位的网站上，这里写它完整的网址；不需要就删掉这个链接。"


@pytest.mark.parametrize(
    ("target", "mend"),
    [
        ("other.md", _LINKS),
        ("about.md", "改成“../about/”。"),
        ("./about.md#a", "改成“../about/”。"),
        ("about/", "改成“../about/”。"),
        ("../about", "改成“../about/”。"),
        ("/measures/", "改成“../measures/”。"),
        ("../measures/M01", "改成“../measures/M01/”。"),
        ("../other/", _LINKS),
        ("../measures/M99/", _LINKS),
        ("photo.png", _FILES),
        ("附件1.docx", _FILES),
        ("../lists/", _LINKS),
        ("sub/about.md", _LINKS),
        ("#", _LINKS),
        ("www.example.com", "别的网站要写完整的网址：“https://www.example.com”。"),
    ],
)
def test_no_dead_link(check: Check, target: str, mend: str) -> None:
    """Links lead to pages of this site by their addresses; an absolute one would break below a portal's path."""
    _, problems = check(None, {"about": "# 关于\n\n正文", "guide": f"# 指南\n\n第一段\n\n[甲]({target})"})
    assert [(found.code, found.where.row, dict(found.slots)["target"], found.mend) for found in problems] == [
        ("page-link-dead", 5, target, mend)
    ]


def test_a_slip_in_a_row_does_not_make_links_to_it_dead(check: Check) -> None:
    """The measure is there, only its deadline is wrong: the page is not blamed."""
    wrong = "编号|标题|领域|内容|牵头单位|完成时限|发布日期\nM01|全程网办|市场准入|全程网办|数据局|尽快|2026-01-05"
    _, problems = check({"measures": wrong}, {"guide": "# 指南\n\n[甲](../measures/M01/)"})
    assert [found.code for found in problems] == ["deadline-unclear"]


def test_a_picture_that_is_no_part_of_the_content(check: Check) -> None:
    """Only pages are carried over, so a picture beside them would be missing."""
    _, problems = check(None, {"guide": "# 指南\n\n![图](photo.png)"})
    assert [(found.code, dict(found.slots)["what"]) for found in problems] == [("page-script", "图片“photo.png”")]


def test_private_numbers_in_a_page(check: Check) -> None:
    """A page is published like any cell; the line is named."""
    _, problems = check(None, {"guide": "# 指南\n\n请找\n13800000000"})
    assert [(found.code, found.where.row) for found in problems] == [("private-mobile", 4)]


def test_a_fence_hides_nothing_from_the_check(check: Check) -> None:
    """A fenced block ends a code span for the site's engine, so the link behind it is live and must be seen."""
    _, problems = check(None, {"guide": "# 指南\n\n~~~\n`\n~~~\n[甲](javascript:zz())\n`"})
    assert [(found.code, dict(found.slots)["what"]) for found in problems] == [
        ("page-script", "以 javascript: 开头的链接")
    ]


def test_what_is_judged_is_what_is_shown(check: Check) -> None:
    """An indented block under the title stays a block: its link and picture stay letters, for the check and readers."""
    text = "# 指南\n\n    [点这里](javascript:alert(1)) ![](https://tracker.example/p.png)"
    publication, problems = check(None, {"guide": text})
    assert problems == ()
    assert publication is not None
    assert publication.pages[0].html == (
        "<pre><code>[点这里](javascript:alert(1)) ![](https://tracker.example/p.png)\n</code></pre>"
    )


@pytest.mark.parametrize(
    ("target", "mend"),
    [
        ("#no", "那一页的位置有：#_2（甲）、#b（B）。不需要就去掉“#”和后面的字。"),
        ("#甲", "标题“甲”的位置写成“#_2”。"),
        ("../other/#x", "不需要就去掉“#”和后面的字。"),
    ],
)
def test_a_dead_place_has_its_line(check: Check, target: str, mend: str) -> None:
    """In the page itself or in another page of free text; a heading that is meant is named by its place."""
    pages = {"guide": f"# 指南\n\n## 甲\n\n## B\n\n[乙]({target})", "other": "# 其他\n\n正文"}
    _, problems = check(None, pages)
    assert [(found.code, found.where.row, dict(found.slots)["target"], found.mend) for found in problems] == [
        ("page-anchor-dead", 7, target, mend)
    ]


@pytest.mark.parametrize(
    "target", ["#_2", "#b", "#top", "#content", "../guide/#b", "../measures/#status=已逾期", "#%62"]
)
def test_a_place_that_is_there_is_no_problem(check: Check, target: str) -> None:
    """Headings, the top of a page, and filters of a table."""
    assert check(None, {"guide": f"# 指南\n\n## 甲\n\n## B\n\n[乙]({target})"})[1] == ()
