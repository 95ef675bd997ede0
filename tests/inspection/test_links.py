"""Every sort of dead link is found in a tiny tree, and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mashang.inspection.links import check_links
from mashang.inspection.tree import read_tree


def write_tree(root: Path, files: dict[str, str]) -> Path:
    """Write the files of a tiny tree."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def list_faults(root: Path, site_url: str = "") -> list[tuple[str, str, str]]:
    """Where, by which rule and what is wrong with the links of a tree."""
    return sorted((found.page, found.rule, found.what) for found in check_links(read_tree(root), site_url))


def test_a_sound_tree_has_no_fault(tmp_path: Path) -> None:
    """Relative links, fragments, mail, telephones, other sites and forms elsewhere are all in order."""
    write_tree(
        tmp_path,
        {
            "index.html": """<link rel=stylesheet href="style.css?v=2"><link rel=canonical href="https://a.example/">
                <link rel=manifest href="app.webmanifest"><link rel=icon href="data:,">
                <a href="measures/M01/#month-10">一</a><a href="./">home</a><a href="">self</a><a href="#">top</a>
                <a href="measures/">二</a><a href="%E9%99%84%E4%BB%B6.csv">三</a><a href="https://b.example/x">四</a>
                <a href="tel:12345">五</a><a href="mailto:a@b.example">六</a><form action="https://c.example/in"></form>
                <img src="a.svg" srcset="a.svg 1x, b.png 2x"><svg><use href="a.svg#dot"/></svg>
                <meta http-equiv="refresh" content="0; url=measures/"><p style="background:url('a.svg')">x</p>""",
            "measures/index.html": '<a name="top"></a><a href="#top">一</a><a href="..">二</a><a href="../">三</a>',
            "measures/M01/index.html": '<h2 id="month-10">十月</h2><a href="../../index.html">首页</a>',
            "style.css": '@import "more/b.css"; p{background:url(b.png)} /* url(gone.png) */ i{fill:url(#dot)}',
            "more/b.css": "@font-face{src:url('../b.png')}",
            "a.svg": """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
                ><circle id="dot" fill="url(#dot)"/><use xlink:href="#dot"/></svg>""",
            "app.webmanifest": '{"start_url": "./", "icons": [{"src": "b.png"}], "name": "x"}',
            "feed.xml": '<feed><link href="https://a.example/measures/"/></feed>',
            "b.png": "",
            "附件.csv": "",
        },
    )
    assert list_faults(tmp_path, "https://a.example/") == []


@pytest.mark.parametrize(
    ("html", "rule", "what"),
    [
        ('<a href="gone/">x</a>', "links-alive", "“gone/”打不开，没有这个文件"),
        ('<a href="gone.html">x</a>', "links-alive", "“gone.html”打不开，没有这个文件"),
        ('<a href="Page/">x</a>', "links-alive", "“Page/”大小写不对，应是 page/index.html"),
        ('<a href="page">x</a>', "links-alive", "“page”最后少了斜杠"),
        ('<a href="page/#none">x</a>', "anchors-alive", "“page/#none”里没有“none”这个位置"),
        ('<a href="#none">x</a>', "anchors-alive", "“#none”里没有“none”这个位置"),
        ('<a href="/page/">x</a>', "links-relative", "“/page/”从服务器根目录写起"),
        ('<a href="../page/">x</a>', "links-relative", "“../page/”指到了网站外面"),
        ('<a href="//a.example/">x</a>', "links-relative", "“//a.example/”缺少 https:"),
        ('<a href="javascript:void(0)">x</a>', "links-alive", "“javascript:void(0)”不能用 javascript: 开头"),
        ('<a href="page%5Cindex.html">x</a>', "links-alive", "“page%5Cindex.html”用了反斜杠"),
        ('<a href="https:page/">x</a>', "links-alive", "“https:page/”缺少网站域名"),
        ('<a href="http://[x">x</a>', "links-alive", "“http://[x”不是网址"),
        ('<form action="send">x</form>', "links-alive", "“send”打不开，没有这个文件"),
        ('<button formaction="send">x</button>', "links-alive", "“send”打不开，没有这个文件"),
        ('<script src="https://a.example/a.js"></script>', "own-host-only", "“https://a.example/a.js”在别的网站上"),
        ('<img src="https://a.example/a.png">', "own-host-only", "“https://a.example/a.png”在别的网站上"),
        ('<img srcset="dot.png 1x, gone.png 2x">', "links-alive", "“gone.png”打不开，没有这个文件"),
        ('<video poster="gone.png"></video>', "links-alive", "“gone.png”打不开，没有这个文件"),
        (
            '<link rel="preload stylesheet" href="https://a.example/s">',
            "own-host-only",
            "“https://a.example/s”在别的网站上",
        ),
        ('<link rel="alternate" href="gone.xml">', "links-alive", "“gone.xml”打不开，没有这个文件"),
        ('<meta http-equiv="Refresh" content="0;URL=gone/">', "links-alive", "“gone/”打不开，没有这个文件"),
        ("<style>p{background:url(gone.png)}</style>", "links-alive", "“gone.png”打不开，没有这个文件"),
        ('<p style="background:url(&quot;gone.png&quot;)">x</p>', "links-alive", "“gone.png”打不开，没有这个文件"),
        ('<svg><image xlink:href="gone.png"/></svg>', "links-alive", "“gone.png”打不开，没有这个文件"),
    ],
)
def test_each_fault_of_a_page_is_named(tmp_path: Path, html: str, rule: str, what: str) -> None:
    """One faulty link in a page gives exactly its one message."""
    write_tree(tmp_path, {"index.html": html, "page/index.html": '<p id="some">x</p>', "dot.png": ""})
    assert list_faults(tmp_path) == [("index.html", rule, what)]


@pytest.mark.parametrize(
    ("name", "text", "rule", "what"),
    [
        ("a.css", "p{background:url( 'gone.png' )}", "links-alive", "“gone.png”打不开，没有这个文件"),
        ("a.css", "@import 'https://a.example/b.css';", "own-host-only", "“https://a.example/b.css”在别的网站上"),
        ("a.css", "p{background:url(/dot.png)}", "links-relative", "“/dot.png”从服务器根目录写起"),
        ("a.svg", '<svg><a href="gone/"/></svg>', "links-alive", "“gone/”打不开，没有这个文件"),
        ("a.svg", '<svg><use href="#none"/></svg>', "anchors-alive", "“#none”里没有“none”这个位置"),
        ("a.svg", "<svg><style>p{fill:url(gone.svg)}</style></svg>", "links-alive", "“gone.svg”打不开，没有这个文件"),
        ("a.svg", '<svg><rect fill="url(gone.svg)"/></svg>', "links-alive", "“gone.svg”打不开，没有这个文件"),
        ("a.svg", "<svg>", "files-readable", "格式有误：no element found: line 1, column 5"),
        (
            "feed.xml",
            "<rss><link>https://s.example/gone/</link></rss>",
            "links-alive",
            "“https://s.example/gone/”打不开，没有这个文件",
        ),
        (
            "sitemap.xml",
            "<urlset><loc>https://s.example/x</loc></urlset>",
            "links-alive",
            "“https://s.example/x”打不开，没有这个文件",
        ),
        ("a.webmanifest", '{"icons": [{"src": "gone.png"}]}', "links-alive", "“gone.png”打不开，没有这个文件"),
        ("a.webmanifest", '{"start_url": "/"}', "links-relative", "“/”从服务器根目录写起"),
        (
            "a.webmanifest",
            "{",
            "files-readable",
            "格式有误：Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
    ],
)
def test_each_fault_of_other_files_is_named(tmp_path: Path, name: str, text: str, rule: str, what: str) -> None:
    """Style sheets, pictures, feeds, sitemaps and manifests are followed like pages."""
    write_tree(tmp_path, {name: text, "dot.png": ""})
    assert list_faults(tmp_path, "https://s.example/") == [(name, rule, what)]


def test_links_to_the_own_address_are_followed(tmp_path: Path) -> None:
    """An absolute link to the site itself must lead to something, its home page and fragments included."""
    write_tree(
        tmp_path,
        {
            "feed.xml": """<feed><link href="https://s.example/p/"/><link href="https://s.example/p/a/#no"/>
                <link href="https://s.example/p/b/"/></feed>""",
            "index.html": "",
            "a/index.html": "",
        },
    )
    assert list_faults(tmp_path, "https://s.example/p/") == [
        ("feed.xml", "anchors-alive", "“https://s.example/p/a/#no”里没有“no”这个位置"),
        ("feed.xml", "links-alive", "“https://s.example/p/b/”打不开，没有这个文件"),
    ]


def test_ten_thousand_links_take_seconds(tmp_path: Path) -> None:
    """A county's tree is checked in the time of a test."""
    links = "".join(f'<li><a href="../p{number}/#top">{number}</a></li>' for number in range(100))
    write_tree(tmp_path, {f"p{number}/index.html": f'<ul id="top">{links}</ul>' for number in range(100)})
    before = time.perf_counter()
    assert list_faults(tmp_path) == []
    assert time.perf_counter() - before < 5
