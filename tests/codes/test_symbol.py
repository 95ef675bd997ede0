"""Symbols and their two pictures."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import numpy as np
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.util import MODE_8BIT_BYTE, optimal_mode

from mashang.code_format import new_identifier
from mashang.codes.matrix import make_matrices
from mashang.codes.symbol import QUIET_ZONE, draw_png, draw_svg, draw_symbols, symbol_title
from mashang.codes.verify import verify_symbols
from mashang.model import Code, CodeKind

BASE = "https://www.example.com/yshj/f/"
ADDRESS = f"{BASE}7K3M9QXT2/"
SVG = "{http://www.w3.org/2000/svg}"

# A made-up "symbol" of three modules a side, small enough to see every byte of its pictures.
SMALL = np.array([[1, 0, 1], [0, 1, 1], [0, 0, 0]], dtype=np.bool_)
CODES = (
    Code("7K3M9QXT2", CodeKind.WINDOW, "W01", date(2026, 5, 8), name="社保综合窗口"),
    Code("000000000", CodeKind.ENTERPRISE, "E01", date(2026, 5, 8), name="明川示例机械有限公司"),
)


def test_the_svg_is_a_white_square_and_one_path() -> None:
    """Runs as strokes, gaps as moves, an empty row as nothing; the title escaped."""
    assert draw_svg(SMALL, 'A<b>&"') == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4.5 11 11" role="img" shape-rendering="crispEdges">'
        "<title>A&lt;b&gt;&amp;&quot;</title>"
        '<path fill="#fff" d="M-4-4.5h11v11h-11z"/>'
        '<path stroke="#000" d="M0 0h1m1 0h1M1 1h2"/></svg>\n'
    )


def test_the_png_is_one_bit_a_pixel() -> None:
    """The header, the packed lines, and checksums that hold."""
    data = draw_png(SMALL, 1)
    assert data[:16] == b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    assert struct.unpack(">II5B", data[16:29]) == (11, 11, 1, 0, 0, 0, 0)
    assert struct.unpack(">I", data[29:33]) == (zlib.crc32(data[12:29]),)
    length = int.from_bytes(data[33:37], "big")
    lines = zlib.decompress(data[41 : 41 + length])
    white = b"\x00\xff\xff"
    assert lines == white * 4 + b"\x00\xf5\xff" + b"\x00\xf9\xff" + white + white * 4
    assert data.endswith(b"\x00\x00\x00\x00IEND\xaeB`\x82")


def test_pictures_are_the_same_every_time() -> None:
    """Same text, same bytes."""
    first, second = (list(draw_symbols(CODES, BASE)) for _ in range(2))
    assert first == second


def test_a_symbol_is_small_and_large_enough() -> None:
    """Under 2.5 KB as SVG whatever the code; at least 300 pixels wide as PNG."""
    for modules in make_matrices([f"{BASE}{new_identifier(())}/" for _ in range(100)]):
        assert len(draw_svg(modules, "服务窗口评议码 7K3M-9QXT-2").encode()) < 2500
        assert len(modules) + 2 * QUIET_ZONE == 41
        assert struct.unpack(">II", draw_png(modules, 10)[16:24]) == (410, 410)


def test_the_error_level_is_q_in_byte_mode() -> None:
    """As an independent reader reports it, which is not ours."""
    (modules,) = make_matrices([ADDRESS])
    pixels = np.where(modules, 0, 255).astype(np.uint8)
    found = zxingcpp.read_barcode(np.pad(pixels.repeat(4, 0).repeat(4, 1), 16, constant_values=255))
    assert found is not None
    assert (found.text, found.content_type.name, found.ec_level) == (ADDRESS, "Text", "Q")
    assert optimal_mode(ADDRESS.encode()) == MODE_8BIT_BYTE


def test_the_svg_is_well_formed_and_named() -> None:
    """An XML parser finds the role, the title and nothing that could run."""
    root = ET.fromstring(draw_svg(make_matrices([ADDRESS])[0], "事项码 <&>"))  # noqa: S314 - our own text
    assert root.get("role") == "img"
    assert [child.tag for child in root] == [f"{SVG}title", f"{SVG}path", f"{SVG}path"]
    assert root[0].text == "事项码 <&>"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_title_leaves_the_svg_well_formed(title: str) -> None:
    """Also with characters that XML forbids or that would end the element."""
    drawn = draw_svg(SMALL, "".join(part for part in title if part.isprintable()))
    assert ET.fromstring(drawn)[0].tag == f"{SVG}title"  # noqa: S314 - our own text


def test_every_code_is_drawn_with_its_address() -> None:
    """In the order given; both pictures decode to it."""
    drawn = list(draw_symbols(CODES, BASE))
    assert [(one.code, one.url) for one in drawn] == [(code, f"{BASE}{code.code}/") for code in CODES]
    assert verify_symbols(drawn) == ()


def test_a_symbol_keeps_the_address_of_its_issue() -> None:
    """Whatever the setting says today: the code hangs on a wall as it was printed."""
    issued = replace(CODES[0], base="https://old.example.com/f/")
    assert [one.url for one in draw_symbols([issued], BASE)] == [f"https://old.example.com/f/{issued.code}/"]


def test_the_picture_is_titled_by_kind_and_code_alone() -> None:
    """No name, above all none of an enterprise."""
    drawn = list(draw_symbols(CODES, BASE))
    assert [symbol_title(code) for code in CODES] == ["窗口码 7K3M-9QXT-2", "企业码 0000-0000-0"]
    assert "<title>企业码 0000-0000-0</title>" in drawn[1].svg
    assert all(code.name not in one.svg for code, one in zip(CODES, drawn, strict=True))
