"""The checker of links is itself checked: every sort of fault is found in a tiny tree, and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.site_links import check_tree


def write_tree(root: Path, files: dict[str, str]) -> Path:
    """Write the files of a tiny tree."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


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
    assert check_tree(tmp_path, "https://a.example/") == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<a href="gone/">x</a>', "gone/: no such file"),
        ('<a href="gone.html">x</a>', "gone.html: no such file"),
        ('<a href="Page/">x</a>', "Page/: spelt page/index.html"),
        ('<a href="page">x</a>', "page: folder without slash"),
        ('<a href="page/#none">x</a>', "page/#none: no id none"),
        ('<a href="#none">x</a>', "#none: no id none"),
        ('<a href="/page/">x</a>', "/page/: from the server's root"),
        ('<a href="../page/">x</a>', "../page/: leaves the tree"),
        ('<a href="//a.example/">x</a>', "//a.example/: address without scheme"),
        ('<a href="javascript:void(0)">x</a>', "javascript:void(0): scheme javascript"),
        ('<a href="page%5Cindex.html">x</a>', "page%5Cindex.html: backslash"),
        ('<a href="https:page/">x</a>', "https:page/: no host"),
        ('<a href="http://[x">x</a>', "http://[x: not an address"),
        ('<form action="send">x</form>', "send: no such file"),
        ('<button formaction="send">x</button>', "send: no such file"),
        ('<script src="https://a.example/a.js"></script>', "https://a.example/a.js: asset of another host"),
        ('<img src="https://a.example/a.png">', "https://a.example/a.png: asset of another host"),
        ('<img srcset="dot.png 1x, gone.png 2x">', "gone.png: no such file"),
        ('<video poster="gone.png"></video>', "gone.png: no such file"),
        ('<link rel="preload stylesheet" href="http://a.example/s">', "http://a.example/s: asset of another host"),
        ('<link rel="alternate" href="gone.xml">', "gone.xml: no such file"),
        ('<meta http-equiv="Refresh" content="0;URL=gone/">', "gone/: no such file"),
        ("<style>p{background:url(gone.png)}</style>", "gone.png: no such file"),
        ('<p style="background:url(&quot;gone.png&quot;)">x</p>', "gone.png: no such file"),
        ('<svg><image xlink:href="gone.png"/></svg>', "gone.png: no such file"),
    ],
)
def test_each_fault_of_a_page_is_named(tmp_path: Path, html: str, fault: str) -> None:
    """One faulty link in a page gives exactly its one message."""
    write_tree(tmp_path, {"index.html": html, "page/index.html": '<p id="some">x</p>', "dot.png": ""})
    assert check_tree(tmp_path) == [f"index.html: {fault}"]


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("a.css", "p{background:url( 'gone.png' )}", "gone.png: no such file"),
        ("a.css", "@import 'https://a.example/b.css';", "https://a.example/b.css: asset of another host"),
        ("a.css", "p{background:url(/dot.png)}", "/dot.png: from the server's root"),
        ("a.svg", '<svg><a href="gone/"/></svg>', "gone/: no such file"),
        ("a.svg", '<svg><use href="#none"/></svg>', "#none: no id none"),
        ("a.svg", "<svg><style>p{fill:url(gone.svg)}</style></svg>", "gone.svg: no such file"),
        ("a.svg", '<svg><rect fill="url(gone.svg)"/></svg>', "gone.svg: no such file"),
        ("a.svg", "<svg>", "not well-formed: no element found: line 1, column 5"),
        ("feed.xml", "<rss><link>https://s.example/gone/</link></rss>", "https://s.example/gone/: no such file"),
        ("sitemap.xml", "<urlset><loc>https://s.example/x</loc></urlset>", "https://s.example/x: no such file"),
        ("a.webmanifest", '{"icons": [{"src": "gone.png"}]}', "gone.png: no such file"),
        ("a.webmanifest", '{"start_url": "/"}', "/: from the server's root"),
        (
            "a.webmanifest",
            "{",
            "not well-formed: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
    ],
)
def test_each_fault_of_other_files_is_named(tmp_path: Path, name: str, text: str, fault: str) -> None:
    """Style sheets, pictures, feeds, sitemaps and manifests are followed like pages."""
    write_tree(tmp_path, {name: text, "dot.png": ""})
    assert check_tree(tmp_path, "https://s.example/") == [f"{name}: {fault}"]


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
    assert check_tree(tmp_path, "https://s.example/p/") == [
        "feed.xml: https://s.example/p/a/#no: no id no",
        "feed.xml: https://s.example/p/b/: no such file",
    ]


def test_ten_thousand_links_take_seconds(tmp_path: Path) -> None:
    """A county's tree is checked in the time of a test."""
    links = "".join(f'<li><a href="../p{number}/#top">{number}</a></li>' for number in range(100))
    write_tree(tmp_path, {f"p{number}/index.html": f'<ul id="top">{links}</ul>' for number in range(100)})
    before = time.perf_counter()
    assert check_tree(tmp_path) == []
    assert time.perf_counter() - before < 5
