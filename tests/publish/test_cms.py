"""A site as fragments for a portal that allows no folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from mashang.files import write_files
from mashang.publish.cms import CmsExport, export_fragments

URL = "https://www.example.com/yshj/"
FRAME = (
    '<!doctype html><html><head><meta name="ColumnName" content="{column}"><meta name="ArticleTitle" content="{title}">'
    '<meta name="PubDate" content="2026-11-06 00:00"></head><body><nav><a href="../">首页</a></nav>'
    '<article class="a"><h1>{title}</h1>{body}</article><footer>页脚</footer><script>run()</script></body></html>'
)
HOME = '<meta name="robots" content="index"><article><h1>首页标题</h1><p>欢迎</p></article>'
GONE = '<meta name="robots" content="noindex,follow"><article><h1>撤下</h1></article>'


def export(folder: Path, body: str, addresses: Mapping[str, str] | None = None) -> CmsExport:
    """A small site with this body in its one measure."""
    page = FRAME.format(column="措施", title="证照联办", body=body)
    other = FRAME.format(column="单位", title="县营商办", body="<p>职能</p>")
    scan = "<article><h1>甲公司</h1><p>CANARY</p></article>"
    files = [("index.html", HOME), ("measures/M01/index.html", page), ("departments/D1/index.html", other)]
    files += [("f/X/index.html", scan), ("f/X/code.svg", "<svg/>"), ("f/X/code.png", "P"), ("gone/index.html", GONE)]
    write_files(folder / "site", [*files, ("search/index.html", HOME), ("data/measures.csv", "编号")])
    return export_fragments(folder / "site", URL, addresses or {})


def write_body(folder: Path, body: str, addresses: Mapping[str, str] | None = None) -> str:
    """The fragment of that measure."""
    return export(folder, body, addresses).files["fragments/measures-M01.html"].decode("utf-8-sig").strip()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<h2 id="a" class="b">一</h2><p onclick="x()">二</p>', "<h2>一</h2><p>二</p>"),
        ("<script>a()</script><style>b{}</style><form><p>填</p></form><noscript>无</noscript><p>留</p>", "<p>留</p>"),
        ("<section hidden><p>藏</p></section><p>留</p>", "<p>留</p>"),
        (
            '<table class="t"><caption>表</caption><tr><th scope="col">甲</th></tr><tr><td>1</td></tr></table>',
            (
                '<table style="border-collapse:collapse;width:100%"><caption>表</caption><tr>'
                '<th scope="col" style="border:1px solid #999;padding:6px 8px;text-align:left">甲</th></tr>'
                '<tr><td style="border:1px solid #999;padding:6px 8px">1</td></tr></table>'
            ),
        ),
        (
            '<figure><svg role="img"><title>图</title><desc>10月：完成率 83%</desc><text>83</text></svg></figure>',
            "<div><p>10月：完成率 83%</p></div>",
        ),
        ("<details><summary><span>M01</span> 好</summary><p>细</p></details>", "<div><h4>M01 好</h4><p>细</p></div>"),
        ('<p><span>措施</span><span class="v">28<span>项</span></span></p>', "<p>措施 28 项</p>"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<p>一<img src='https://other.example/x.png' alt='外图'></p>", "<p>一外图</p>"),
    ],
)
def test_a_page_becomes_its_article_alone(body: str, expected: str, tmp_path: Path) -> None:
    """No script, class, event or form; headings and tables whole; a chart is what describes it."""
    assert write_body(tmp_path, body) == expected


@pytest.mark.parametrize(
    ("link", "unfilled", "filled"),
    [
        ('<a href="../../departments/D1/">营商办</a>', "营商办", '<a href="/a/1.html">营商办</a>'),
        ('<a href="../../departments/D1/#x">详情</a>', "详情（见“县营商办”）", '<a href="/a/1.html">详情</a>'),
        (f'<a href="{URL}departments/D1/">详情</a>', "详情（见“县营商办”）", '<a href="/a/1.html">详情</a>'),
        ('<a href="../../f/X/">评价</a>', "评价", "评价"),
        ('<a href="#top">回到顶部</a>', "回到顶部", "回到顶部"),
        ('<a href="tel:12345">12345</a>', '<a href="tel:12345">12345</a>', '<a href="tel:12345">12345</a>'),
        ('<a href="../../data/measures.csv">下载</a>', "下载", '<a href="https://p.example/m.csv">下载</a>'),
        (
            '<img src="../../f/X/code.svg" alt="二维码">',
            "〔图：二维码〕",
            '<img src="/i.png" alt="二维码" style="max-width:100%">',
        ),
    ],
)
def test_links_lead_where_the_table_says(link: str, unfilled: str, filled: str, tmp_path: Path) -> None:
    """Without an address they are words, with the title of the page; pictures are taken as pixels."""
    addresses = {
        "departments/D1/": "/a/1.html",
        "data/measures.csv": "https://p.example/m.csv",
        "f/X/code.png": "/i.png",
    }
    (tmp_path / "one").mkdir()
    assert write_body(tmp_path / "one", f"<p>{link}</p>") == f"<p>{unfilled}</p>"
    assert write_body(tmp_path, f"<p>{link}</p>", addresses) == f"<p>{filled}</p>"


def test_the_list_says_what_goes_under_which_column(tmp_path: Path) -> None:
    """Pages behind codes, the search and pages that are gone are not in it; a picture is, when a page shows it."""
    made = export(tmp_path, '<img src="../../f/X/code.svg" alt="码">', {"": "https://p.example/"})
    assert [(one.column, one.title, one.published, one.file, one.address) for one in made.entries] == [
        ("单位", "县营商办", "2026-11-06", "fragments/departments-D1.html", "departments/D1/"),
        ("首页", "首页标题", "", "fragments/index.html", ""),
        ("措施", "证照联办", "2026-11-06", "fragments/measures-M01.html", "measures/M01/"),
        ("措施", "码", "", "attachments/f-X-code.png", "f/X/code.png"),
        ("开放数据", "data/measures.csv", "", "attachments/data-measures.csv", "data/measures.csv"),
    ]
    assert set(made.files) == {one.file for one in made.entries}
    assert [one.address for one in made.unfilled] == [one.address for one in made.entries if one.address]
    assert not any(b"CANARY" in data for data in made.files.values())
