"""Reading symbols back: what is right is read, and nothing else is."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mashang.code_format import new_identifier
from mashang.codes.masking import Modules
from mashang.codes.matrix import make_matrices
from mashang.codes.svg_raster import rasterize_svg
from mashang.codes.symbol import draw_png, draw_svg, draw_symbols
from mashang.codes.verify import _unpack_png, read_pictures, verify_symbols
from mashang.model import Code, CodeKind

BASE = "https://www.example.com/yshj/f/"
ADDRESS = f"{BASE}7K3M9QXT2/"
OTHER = f"{BASE}7K3M9QXT3/"
MODULES, OTHER_MODULES = make_matrices([ADDRESS, OTHER])
SVG = draw_svg(MODULES, "事项码 7K3M-9QXT-2")
PNG = draw_png(MODULES, 10)
GREY = b"\x01\x00\x00\x00\x00"


def _codes(count: int) -> list[Code]:
    return [Code(new_identifier(()), CodeKind.WINDOW, f"W{n}", date(2026, 5, 8)) for n in range(count)]


def _png(width: int, height: int, form: bytes, body: bytes) -> bytes:
    parts = ((b"IHDR", struct.pack(">II", width, height) + form), (b"IDAT", body), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_every_symbol_is_read_in_both_forms() -> None:
    """Some hundreds of codes, each compared with its own address."""
    assert verify_symbols(draw_symbols(_codes(300), BASE)) == ()


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200), st.integers(1, 12))
def test_any_text_comes_back(text: str, scale: int) -> None:
    """Chinese in an address too, in symbols of any size, at any scale."""
    (modules,) = make_matrices([text])
    assert read_pictures(draw_svg(modules, "码"), draw_png(modules, scale)) == (text, text)


def test_both_forms_show_the_same_modules() -> None:
    """Module for module, in the pictures as they are written."""
    modules = rasterize_svg(SVG)
    pixels = _unpack_png(PNG)
    assert modules is not None
    assert pixels is not None
    assert (modules.repeat(10, 1) == pixels).all()


def list_dark(modules: Modules) -> list[tuple[int, int]]:
    """Each dark module as its column and row."""
    return [(x, y) for y, row in enumerate(modules) for x, dark in enumerate(row) if dark]


def write_boxes(modules: Modules) -> str:
    """A box for each module, ten units wide, in a picture that begins at its corner."""
    boxes = (f'<rect width="10" height="10" x="{40 + 10 * x}" y="{40 + 10 * y}"/>' for x, y in list_dark(modules))
    return f'<rect width="410" height="410" fill="white"/>{"".join(boxes)}'


def write_outlines(modules: Modules) -> str:
    """All modules as outlines of one filled path with absolute commands, in fractions of a unit."""
    lines = (f"M{x / 10},{y / 10}H{(x + 1) / 10}V{(y + 1) / 10}H{x / 10}Z" for x, y in list_dark(modules))
    return f'<path fill="#ffffff" d="M-.4-.4h4.1v4.1h-4.1z"/><path fill-rule="evenodd" d="{" ".join(lines)}"/>'


def write_columns(modules: Modules) -> str:
    """Each column stroked downwards, two units wide, every line begun from where the last one ended."""
    path, at = "M0 0", (0, 0)
    for x, y in list_dark(modules):
        path += f"m{2 * x + 1 - at[0]} {2 * y - at[1]} l 0 1 0 1"
        at = (2 * x + 1, 2 * y + 2)
    box = '<path d="M-8-8 74-8 74 74-8 74z" fill="#fff"/>'
    return f'{box}<path fill="none" stroke="black" stroke-width="2" d="{path}"/>'


@pytest.mark.parametrize(
    ("write", "box"),
    [(write_boxes, "0 0 410 410"), (write_outlines, "-.4,-.4,4.1,4.1"), (write_columns, "-8 -8 82 82")],
)
def test_another_spelling_of_the_same_picture_is_read(write: Callable[[Modules], str], box: str) -> None:
    """Boxes, outlines or strokes, absolute or relative, in any unit, from any origin; no other symbol passes."""
    drawings = map(write, (MODULES, OTHER_MODULES))
    own, other = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{drawing}</svg>' for drawing in drawings)
    assert [read_pictures(text, b"") for text in (own, other)] == [(ADDRESS, ""), (OTHER, "")]
    assert [read_pictures(text, PNG) for text in (own, other)] == [(ADDRESS, ADDRESS), (OTHER, ADDRESS)]


def test_a_symbol_of_another_code_is_refused() -> None:
    """Each form is compared by itself; the message names the file, what was read and what should be."""
    own, other = draw_symbols(_codes(2), BASE)
    problems = verify_symbols([replace(own, svg=other.svg)])
    assert [(found.code, str(found.where), found.sentence, found.mend) for found in problems] == [
        (
            "symbol-wrong",
            f"qrcodes/{own.code.code}.svg",
            f"码“{own.code.code}”的二维码图案读出来是“{other.url}”，应当是“{own.url}”。",
            "请把这条信息发给技术人员；这次没有发布任何内容。",
        )
    ]
    problems = verify_symbols([replace(own, png=other.png)])
    assert [str(found.where) for found in problems] == [f"qrcodes/{own.code.code}.png"]


@pytest.mark.parametrize(
    "broken",
    [
        "",
        SVG[:-2],
        SVG.replace("</svg>", "<script>alert(1)</script></svg>"),
        SVG.replace("</svg>", '<rect width="41" height="41"/></svg>'),
        SVG.replace("#fff", "#000"),
        SVG.replace("41 41", "40 40"),
        SVG.replace("-4 -4.5 41 41", "0 -0.5 33 33"),
        SVG.replace("<svg xmlns", '<svg onload="x()" xmlns'),
        SVG.replace("<svg xmlns", '<svg style="filter:invert(1)" xmlns'),
        SVG.replace("<path stroke", '<path transform="rotate(9)" stroke'),
        SVG.replace("<path fill", "<g/><path fill"),
        SVG.replace("<title>", "<title><b/>"),
        SVG.replace("#fff", "#ff0"),
        SVG.replace('<path fill="#fff" d="M-4-4.5h41v41h-41z"/>', ""),
        SVG.replace('stroke="#000"', 'stroke="#000" stroke-width="2"'),
        SVG.replace("M0 0", "M0 0h99"),
        SVG.replace("M0 0", "M0 99"),
        SVG.replace("M0 0h", "M0 0.5h"),
        SVG.replace("M0 0", "0M0 0"),
        SVG.replace("M0 0h", "M0 0h1h", 1).replace("M0 1h", "M0 2h"),
    ],
)
def test_a_picture_with_anything_else_in_it_is_not_read(broken: str) -> None:
    """Scripts, covers, cut edges, strokes outside the square or in the quiet zone."""
    assert broken != SVG
    assert read_pictures(broken, PNG) == ("", ADDRESS)


def test_a_symbol_without_its_quiet_zone_is_not_read() -> None:
    """Four modules of white on every side are part of the standard; here one side has three."""
    moved_path = "".join(f"M{int(step[: step.index(' ')]) + 1}{step[step.index(' ') :]}" for step in _rows_of(SVG))
    moved = SVG.replace("".join(f"M{step}" for step in _rows_of(SVG)), moved_path)
    assert moved != SVG
    assert read_pictures(moved, PNG) == ("", ADDRESS)
    pixels = _unpack_png(PNG)
    assert pixels is not None
    for cut, read in ((0, ADDRESS), (1, ""), (10, "")):
        left = np.packbits(pixels.repeat(10, 0)[cut:, cut:] != 0, axis=1)
        lines = b"".join(b"\x00" + line.tobytes() for line in left)
        assert read_pictures("", _png(len(left), len(left), GREY, zlib.compress(lines))) == ("", read)


def _rows_of(svg: str) -> list[str]:
    return svg.partition('stroke="#000" d="')[2].partition('"')[0].split("M")[1:]


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"GIF89a",
        PNG[:-1],
        PNG[:60] + bytes([PNG[60] ^ 1]) + PNG[61:],
        PNG + PNG[8:],
        _png(41, 41, b"\x08\x00\x00\x00\x00", zlib.compress(b"\x00" * 42 * 41)),
        _png(41, 40, GREY, zlib.compress(b"\x00" * 7 * 40)),
        _png(41, 41, GREY, zlib.compress(b"\xff" * 7 * 41)),
        _png(41, 41, GREY, zlib.compress(b"\x00" + b"\xff" * 6) * 41),
        _png(41, 41, GREY, zlib.compress((b"\x00" + b"\xff" * 6) * 41)),
        _png(41, 41, GREY, zlib.compress((b"\x00" + b"\x00" * 6) * 41)),
        _png(41, 41, GREY, zlib.compress((b"\x00" + b"\xff" * 6) * 42)),
        _png(41, 41, GREY, zlib.compress((b"\x00" + b"\xff" * 6) * 40)),
        _png(41, 41, GREY, zlib.compress((b"\x00" + b"\xff" * 6) * 41)[:-1]),
        _png(41, 41, GREY, b"nonsense"),
        _png(60_000, 60_000, GREY, zlib.compress(b"\x00" * 1000)),
        _png(41, 41, GREY + b"\x00", zlib.compress((b"\x00" + b"\xff" * 6) * 41)),
    ],
)
def test_a_broken_or_foreign_png_is_not_read(broken: bytes) -> None:
    """Torn files, wrong checksums, other colour types, filters, sizes that would fill the memory."""
    assert read_pictures(SVG, broken) == (ADDRESS, "")


@settings(max_examples=60, deadline=None)
@given(st.integers(8, len(PNG) - 1), st.integers(1, 255))
def test_a_damaged_png_is_never_read_as_another_address(position: int, damage: int) -> None:
    """Every byte is under a checksum."""
    assert read_pictures(SVG, PNG[:position] + bytes([PNG[position] ^ damage]) + PNG[position + 1 :]) == (ADDRESS, "")
