"""QR symbols (GB/T 18284, ISO/IEC 18004): from an address to a matrix, from a matrix to SVG and PNG.

Byte mode, error level Q, the mask with the lowest penalty, a quiet zone of four modules.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from html import escape

import numpy as np
from numpy.typing import NDArray
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

from mashang.codes.masking import MASKS, Modules, choose_mask
from mashang.problems import MashangError

QUIET_ZONE = 4
"""Modules of white on every side."""

_DARK_RUN = re.compile("1+")
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COMPRESSION = 5
"""As small as the higher levels make it, in a tenth of their time."""


class SymbolError(MashangError):
    """The text does not fit into a symbol."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol without its quiet zone: ``rows`` from the top, the leftmost module in the highest bit, 1 is dark."""

    text: str
    rows: tuple[int, ...]

    @property
    def size(self) -> int:
        """Modules on a side, without the quiet zone."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Modules on a side, with the quiet zone."""
        return self.size + 2 * QUIET_ZONE


def make_symbol(text: str) -> Symbol:
    """Encode a text. Raises :class:`SymbolError` when it is too long for any symbol."""
    encoder = QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    encoder.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE, check_data=False), optimize=0)
    try:
        version = encoder.best_fit()
    except (DataOverflowError, ValueError) as fault:
        raise SymbolError(f"网址太长（{len(text)} 个字符），放不进二维码。请缩短 code_base。") from fault
    encoder.mask_pattern = choose_mask(_mask_effects(version) ^ _try_mask(encoder, 0))
    encoder.make(fit=False)
    return Symbol(text, tuple(int("".join("1" if dark else "0" for dark in row), 2) for row in encoder.modules))


@cache
def _mask_effects(version: int) -> Modules:
    """The modules in which a symbol under each mask differs from itself under the first.

    The same for all texts of one version, as a mask is a pattern laid over the data.
    """
    encoder = QRCode(version=version, error_correction=ERROR_CORRECT_Q, border=0)
    encoder.add_data(QRData(b"", mode=MODE_8BIT_BYTE, check_data=False), optimize=0)
    masked = np.stack([_try_mask(encoder, mask) for mask in range(MASKS)])
    return np.array(masked ^ masked[0], dtype=np.bool_)


def _try_mask(encoder: QRCode, mask: int) -> NDArray[np.bool_]:
    """The symbol under one mask, as it stands while masks are being compared: without format information."""
    encoder.makeImpl(test=True, mask_pattern=mask)
    return np.array(encoder.modules, dtype=np.bool_)


def symbol_svg(symbol: Symbol, title: str) -> str:
    """Draw as SVG: a white square and one path that strokes each run of dark modules; one unit is a module.

    The origin lies half a module below the first row's upper edge, so that every number of the path is whole.
    """
    width = symbol.width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-{QUIET_ZONE} -{QUIET_ZONE}.5 {width} {width}" role="img"'
        f' shape-rendering="crispEdges"><title>{escape(title)}</title>'
        f'<path fill="#fff" d="M-{QUIET_ZONE}-{QUIET_ZONE}.5h{width}v{width}h-{width}z"/>'
        f'<path stroke="#000" d="{_draw_runs(symbol)}"/></svg>\n'
    )


def symbol_png(symbol: Symbol, scale: int) -> bytes:
    """Draw as PNG, one bit a pixel, ``scale`` pixels a module, quiet zone included."""
    side = symbol.width * scale
    stride = (side + 7) // 8
    # Pixels are packed from the left; what fills the last byte is white like the quiet zone.
    blank = b"\x00" + b"\xff" * stride
    lines = [blank * (QUIET_ZONE * scale)]
    for row in symbol.rows:
        light = f"{row:0{symbol.size}b}".translate({ord("0"): "1" * scale, ord("1"): "0" * scale})
        margin = "1" * (QUIET_ZONE * scale)
        bits = (margin + light + margin).ljust(stride * 8, "1")
        lines.append((b"\x00" + int(bits, 2).to_bytes(stride, "big")) * scale)
    lines.append(blank * (QUIET_ZONE * scale))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        _PNG_SIGNATURE
        + _png_chunk(b"IHDR", header)
        + _png_chunk(b"IDAT", zlib.compress(b"".join(lines), _COMPRESSION))
        + _png_chunk(b"IEND", b"")
    )


def _draw_runs(symbol: Symbol) -> str:
    """Path data: a row is a move to its left edge at half height, then dark runs (``h``) and gaps (``m``)."""
    commands = []
    for index, row in enumerate(symbol.rows):
        end = 0
        for run in _DARK_RUN.finditer(f"{row:0{symbol.size}b}"):
            if end:
                commands.append(f"m{run.start() - end} 0")
            else:
                commands.append(f"M{run.start()} {index}")
            commands.append(f"h{run.end() - run.start()}")
            end = run.end()
    return "".join(commands)


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
