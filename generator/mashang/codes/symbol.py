"""The symbol of each code: its address, and both pictures of it, SVG and PNG, with a quiet zone of four modules."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape

import numpy as np
from numpy.typing import NDArray

from mashang.codes.masking import Modules
from mashang.codes.matrix import make_matrices
from mashang.kinds import KINDS
from mashang.model import Code

QUIET_ZONE = 4
"""Modules of white on every side."""
PNG_SCALE = 10
"""Pixels a module: 410 pixels for an address of 40 characters, sharp on paper up to 3.5 cm at 300 dpi."""

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COMPRESSION = 5
"""As small as the higher levels make it, in a tenth of their time."""


@dataclass(frozen=True, slots=True)
class DrawnSymbol:
    """A code with its address and both pictures of it."""

    code: Code
    url: str
    svg: str
    png: bytes


def symbol_url(code_base: str, code: Code) -> str:
    """What the symbol of a code holds: for ever what was set at its issue, or ``code_base`` where none was recorded."""
    return f"{code.base or code_base}{code.code}/"


def symbol_title(code: Code) -> str:
    """What the picture is called: kind and code, never a name."""
    return f"{KINDS[code.kind].label}码 {code.grouped}"


def draw_symbols(codes: Iterable[Code], code_base: str) -> Iterator[DrawnSymbol]:
    """Every code with its pictures, in order. Raises :class:`SymbolError` when an address is too long."""
    addressed = [(code, symbol_url(code_base, code)) for code in codes]
    matrices = make_matrices([url for _, url in addressed])
    for (code, url), modules in zip(addressed, matrices, strict=True):
        yield DrawnSymbol(code, url, draw_svg(modules, symbol_title(code)), draw_png(modules, PNG_SCALE))


def draw_svg(modules: Modules, title: str) -> str:
    """Draw as SVG: a white square and one path that strokes each run of dark modules; one unit is a module.

    The origin lies half a module below the first row's upper edge, so that every number of the path is whole.
    """
    width = len(modules) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-{QUIET_ZONE} -{QUIET_ZONE}.5 {width} {width}" role="img"'
        f' shape-rendering="crispEdges"><title>{escape(title)}</title>'
        f'<path fill="#fff" d="M-{QUIET_ZONE}-{QUIET_ZONE}.5h{width}v{width}h-{width}z"/>'
        f'<path stroke="#000" d="{_draw_runs(modules)}"/></svg>\n'
    )


def draw_png(modules: Modules, scale: int) -> bytes:
    """Draw as PNG, one bit a pixel, ``scale`` pixels a module, quiet zone included."""
    width = len(modules) + 2 * QUIET_ZONE
    side, margin = width * scale, QUIET_ZONE * scale
    # Pixels are packed from the left; what fills the last byte is white like the quiet zone.
    light = np.ones((width, side + -side % 8), dtype=np.bool_)
    light[QUIET_ZONE:-QUIET_ZONE, margin : side - margin] = ~modules.repeat(scale, axis=1)
    lines = np.zeros((width, 1 + light.shape[1] // 8), dtype=np.uint8)
    lines[:, 1:] = np.packbits(light, axis=1)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        _PNG_SIGNATURE
        + _png_chunk(b"IHDR", header)
        + _png_chunk(b"IDAT", zlib.compress(lines.repeat(scale, axis=0).tobytes(), _COMPRESSION))
        + _png_chunk(b"IEND", b"")
    )


def _draw_runs(modules: Modules) -> str:
    """Path data: a row is a move to its left edge at half height, then dark runs (``h``) and gaps (``m``)."""
    size = len(modules)
    framed = np.zeros((size, size + 1), dtype=np.bool_)  # so that each run ends in its row
    framed[:, :-1] = modules
    turns = np.flatnonzero(np.diff(framed.ravel(), prepend=False))
    begins, ends = turns[::2], turns[1::2]
    rows, columns = np.divmod(begins, size + 1)
    steps = np.empty((len(begins), 2), dtype=np.int64)
    steps[:, 0] = 2 * (size + 1) + rows * size + columns
    follows = 1 + np.flatnonzero(rows[1:] == rows[:-1])
    steps[follows, 0] = (size + 1) + begins[follows] - ends[follows - 1]
    steps[:, 1] = ends - begins
    return "".join(_spell_steps(size)[steps.ravel()].tolist())


@cache
def _spell_steps(size: int) -> NDArray[np.object_]:
    """Path data for runs of each length, for gaps of each length, and for a move to each module, row by row."""
    runs = [f"h{length}" for length in range(size + 1)]
    gaps = [f"m{length} 0" for length in range(size + 1)]
    moves = [f"M{column} {row}" for row in range(size) for column in range(size)]
    return np.array([*runs, *gaps, *moves], dtype=np.object_)


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
