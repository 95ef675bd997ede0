"""One page is read once for all rules, as a browser would read it."""

from __future__ import annotations

import gc
import weakref

import pytest

from mashang.inspection import page_reader
from mashang.inspection.page import Page
from mashang.inspection.page_reader import read_page
from mashang.inspection.references import Reference


def read(body: str) -> Page:
    """A page with this in its main part."""
    return read_page("index.html", f"<!doctype html><html lang='zh-CN'><main>{body}</main></html>", 0)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("甲 &amp; 乙 &lt;b&gt;&#x4e2d;", "甲 & 乙 <b>中"),
        ("1 < 2 且 3 > 2", "1 < 2 且 3 > 2"),
        ("<!-- 注 <p>不算</p> --><P Class=a>算</P>", "算"),
        ("<script>if (1 < 2) { write('<p>不算</p>'); }</script><p>算</p>", "算"),
        ("<STYLE>p > a { content: '</p>' }</STYLE><p>算</p>", "算"),
        ("<svg><title>图</title><text>不算</text></svg><p>算</p>", "算"),
        ("<p>没有写完", "没有写完"),
    ],
)
def test_the_text_is_what_readers_see(body: str, text: str) -> None:
    """References are resolved; comments, scripts, styles and drawings are no text."""
    assert read(body).text == text


def test_links_are_found_however_their_attributes_are_written() -> None:
    """Quotes of both sorts and none, ``>`` within quotes, references; of two of one name the first counts."""
    first = "<a title=\"a > b\" href='x/?y=1&amp;z=2'>一</a>"
    page = read(f"{first}<A HREF=y>二</A><a href='z' HREF='no' id=\"here\" ID='no'>三</a>")
    assert page.document.references == (Reference("x/?y=1&z=2"), Reference("y"), Reference("z"))
    assert page.document.ids == {"here"}


def test_scripts_are_kept_and_styles_searched() -> None:
    """Both stand outside HTML, so that ``<`` in them opens nothing."""
    page = read("<script>a < b && '<a href=\"no\">'</script><style>p { background: url(ground.png) }</style>")
    assert page.script == "a < b && '<a href=\"no\">'"
    assert [reference.url for reference in page.document.references] == ["ground.png"]


def test_nothing_of_a_page_stays_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A county has thousands of pages; each is let go when it is read, without a search for cycles."""
    seen: list[weakref.ref[object]] = []

    class Watched(page_reader._PageReader):
        def __init__(self) -> None:
            super().__init__()
            seen.append(weakref.ref(self))

    monkeypatch.setattr(page_reader, "_PageReader", Watched)
    gc.disable()
    try:
        read("<h1>甲</h1><table><tr><td>乙</td></tr></table>")
        assert [one() for one in seen] == [None]
    finally:
        gc.enable()
