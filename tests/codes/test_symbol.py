"""Symbols and their two pictures."""

from __future__ import annotations

import struct
import zlib
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from mashang.code_format import new_identifier
from mashang.codes.symbol import QUIET_ZONE, Symbol, SymbolError, make_symbol, symbol_png, symbol_svg

ADDRESS = "https://www.example.com/yshj/f/7K3M9QXT2/"
SVG = "{http://www.w3.org/2000/svg}"

# A made-up "symbol" of three modules a side, small enough to see every byte of its pictures.
SMALL = Symbol("x", (0b101, 0b011, 0b000))


def test_the_svg_is_a_white_square_and_one_path() -> None:
    """Runs as strokes, gaps as moves, an empty row as nothing; the title escaped."""
    assert symbol_svg(SMALL, 'A<b>&"') == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4.5 11 11" role="img" shape-rendering="crispEdges">'
        "<title>A&lt;b&gt;&amp;&quot;</title>"
        '<path fill="#fff" d="M-4-4.5h11v11h-11z"/>'
        '<path stroke="#000" d="M0 0h1m1 0h1M1 1h2"/></svg>\n'
    )


def test_the_png_is_one_bit_a_pixel() -> None:
    """The header, the packed lines, and checksums that hold."""
    data = symbol_png(SMALL, 1)
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
    first, second = make_symbol(ADDRESS), make_symbol(ADDRESS)
    assert first == second
    assert symbol_png(first, 10) == symbol_png(second, 10)
    assert symbol_svg(first, "码") == symbol_svg(second, "码")


def test_a_symbol_is_small_and_large_enough() -> None:
    """Under 2.5 KB as SVG whatever the code; at least 300 pixels wide as PNG."""
    for _ in range(100):
        symbol = make_symbol(ADDRESS[:-10] + new_identifier(()) + "/")
        assert len(symbol_svg(symbol, "服务窗口评议码 7K3M-9QXT-2").encode()) < 2500
        assert symbol.width == symbol.size + 2 * QUIET_ZONE == 41
        assert struct.unpack(">II", symbol_png(symbol, 10)[16:24]) == (410, 410)


def test_the_error_level_is_q_in_byte_mode() -> None:
    """As an independent reader reports it, which is not ours."""
    symbol = make_symbol(ADDRESS)
    pixels = np.array([[0 if bit == "1" else 255 for bit in f"{row:0{symbol.size}b}"] for row in symbol.rows])
    image = np.pad(pixels.astype(np.uint8).repeat(4, 0).repeat(4, 1), 16, constant_values=255)
    found = zxingcpp.read_barcode(image)
    assert found is not None
    assert (found.text, found.ec_level) == (ADDRESS, "Q")


def test_the_svg_is_well_formed_and_named() -> None:
    """An XML parser finds the role, the title and nothing that could run."""
    root = ET.fromstring(symbol_svg(make_symbol(ADDRESS), "事项码 <&>"))  # noqa: S314 - our own text
    assert root.get("role") == "img"
    assert [child.tag for child in root] == [f"{SVG}title", f"{SVG}path", f"{SVG}path"]
    assert root[0].text == "事项码 <&>"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_title_leaves_the_svg_well_formed(title: str) -> None:
    """Also with characters that XML forbids or that would end the element."""
    drawn = symbol_svg(SMALL, "".join(part for part in title if part.isprintable()))
    assert ET.fromstring(drawn)[0].tag == f"{SVG}title"  # noqa: S314 - our own text


def test_an_address_that_is_too_long_is_reported() -> None:
    """More than a symbol holds at this error level."""
    with pytest.raises(SymbolError, match=r"网址太长（2000 个字符），放不进二维码。请缩短 code_base。"):
        make_symbol("x" * 2000)
