"""What the pages behind codes share: telephone numbers, addresses, and parts that are rendered once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mashang.model import CodeKind
from mashang.pages.scan import render_scan_pages
from mashang.pages.scan_frame import make_frame
from mashang.pages.scan_links import Phone, check_web_address, read_phones
from tests.pages import scan_county as county


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x?y=1&z=2", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example/x", False),
        ("https:a", False),
        ("https://a.example/\nx", False),
        ("https://[a", False),
        ("ftp://a.example/", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_linked(url: str, kept: bool) -> None:  # noqa: FBT001 - a column of the table
    """Http and https with a host; on the page a refused address leaves no link."""
    assert check_web_address(url) == (url if kept else "")
    facts = replace(county.FACTS, matters=(replace(county.FACTS.matters[0], link=url),))
    pages = dict(render_scan_pages(county.make_site(facts=facts)))
    assert ("去网上办理" in pages[f"f/{county.MATTER}/index.html"]) is kept


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("0000-8000301、0000-8000302转8", [("0000-8000301", "00008000301"), ("0000-8000302转8", "00008000302")]),
        ("（0000）8000301", [("（0000）8000301", "00008000301")]),
        ("12345", [("12345", "12345")]),
        ("+86 0000 8000301", [("+86 0000 8000301", "+8600008000301")]),
        ("见公告", []),
        ("", []),
    ],
)
def test_telephones_are_read_as_staff_write_them(cell: str, phones: list[tuple[str, str]]) -> None:
    """Several in a cell, brackets, an extension that stays text."""
    assert read_phones(cell) == tuple(Phone(text, number) for text, number in phones)


def test_the_shared_parts_stand_on_every_page() -> None:
    """Head, top and foot are the same text on every page, and each kind has its own form or other ways to report."""
    site = county.make_site()
    frame = make_frame(site)
    for html in dict(render_scan_pages(site)).values():
        assert html.count(frame.head) == html.count(frame.top) == html.count(frame.foot) == 1
    assert set(frame.ways) == {(kind, rateable) for kind in CodeKind for rateable in (True, False)}
    assert len({frame.ways[kind, True] for kind in CodeKind}) == len(CodeKind)


def test_letters_follow_the_size_that_readers_chose() -> None:
    """No type size in pixels: the browser's own setting, and WeChat's, counts; the usual text is 18 pixels high."""
    style = make_frame(county.make_site()).head.partition("<style>")[2]
    assert "font:1.125rem/" in style
    sizes = [part.partition(";")[0].partition("}")[0] for part in style.split("font-size:")[1:]]
    assert len(sizes) > 10
    assert [size for size in sizes if not size.endswith(("rem", "pt"))] == []
