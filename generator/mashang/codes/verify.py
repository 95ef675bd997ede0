"""Reading symbols back, as a telephone would, before anything is published or printed.

Nothing here knows how a symbol was made: the finished SVG text and PNG bytes are turned into pixels by the rules of
their formats, decoded by zxing-cpp and compared with the address that the ledger's row stands for. A picture with
anything else in it than one plain symbol does not count as readable.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

import numpy as np
import zxingcpp

from mashang.codes.svg_raster import LARGEST, Cells, rasterize_svg
from mashang.codes.symbol import DrawnSymbol
from mashang.problems import Location, Problem, problem

_FOLDER = "qrcodes"
_NOTHING = ""
_QUIET_ZONE = 4
_SIDES = range(21 + 2 * _QUIET_ZONE, 177 + 2 * _QUIET_ZONE + 1)
_QR_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def verify_symbols(symbols: Iterable[DrawnSymbol]) -> tuple[Problem, ...]:
    """Decode both pictures of each symbol; the problems of those that hold anything else than its address."""
    return tuple(
        problem("symbol-wrong", Location(f"{_FOLDER}/{code}.{form}"), code=code, read=read, expected=one.url)
        for one in symbols
        for code in [one.code.code]
        for form, read in zip(("svg", "png"), read_pictures(one.svg, one.png), strict=True)
        if read != one.url
    )


def read_pictures(svg: str, png: bytes) -> tuple[str, str]:
    """What each picture holds; empty when nothing can be read. Where both show the same, one is decoded."""
    drawn, packed = _merge_columns(_merge_lines(rasterize_svg(svg))), _merge_columns(_unpack_png(png))
    read = _decode(packed)
    same = drawn is not None and packed is not None and np.array_equal(drawn, packed)
    return read if same else _decode(drawn), read


def _merge_lines(lines: Cells | None) -> Cells | None:
    """One line for each row of modules; ``None`` when they are not all of one height.

    The first row of a symbol is a finder pattern's bar, unlike the rows beside it.
    """
    if lines is None:
        return None
    changes = 1 + np.flatnonzero((lines[1:] != lines[:-1]).any(axis=1))
    height = int(changes[1] - changes[0]) if len(changes) > 1 else len(lines) + 1
    return None if len(lines) % height or (changes % height).any() else lines[::height]


def _merge_columns(rows: Cells | None) -> Cells | None:
    """The same across: one cell for each module; ``None`` when they are not squares."""
    columns = None if rows is None else _merge_lines(rows.T)
    return None if columns is None or columns.shape[0] != columns.shape[1] else columns.T


def _unpack_png(data: bytes) -> Cells | None:
    """Rows of modules in pixels (dark 0, light 1) of a square one-bit grey PNG without filters.

    ``None`` for any other or broken file.
    """
    chunks = _cut_png(data)
    if chunks is None or [kind for kind, _ in chunks] != [b"IHDR", b"IDAT", b"IEND"]:
        return None
    header, body = chunks[0][1], chunks[1][1]
    if len(header) != struct.calcsize(">II5B"):
        return None
    width, height, *form = struct.unpack(">II5B", header)
    if form != [1, 0, 0, 0, 0] or width != height or not min(_SIDES) <= width <= LARGEST:
        return None
    stride = 1 + (width + 7) // 8
    raw = _inflate(body, height * stride)
    lines = np.frombuffer(raw, dtype=np.uint8).reshape(-1, stride)
    if len(lines) != height or lines[:, 0].any():
        return None
    rows = _merge_lines(lines)
    return None if rows is None else np.unpackbits(rows, axis=1)[:, 8 : 8 + width]


def _inflate(data: bytes, length: int) -> bytes:
    """Exactly ``length`` bytes, or none at all."""
    inflater = zlib.decompressobj()
    try:
        raw = inflater.decompress(data, length + 1)
    except zlib.error:
        return b""
    return raw if len(raw) == length and inflater.eof and not inflater.unused_data else b""


def _cut_png(data: bytes) -> list[tuple[bytes, bytes]] | None:
    """Chunks as kind and content; ``None`` when the file is torn or a checksum fails."""
    signature = b"\x89PNG\r\n\x1a\n"
    if not data.startswith(signature):
        return None
    chunks = []
    position = len(signature)
    while position < len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        kind = data[position + 4 : position + 8]
        content = data[position + 8 : position + 8 + length]
        checksum = data[position + 8 + length : position + 12 + length]
        if checksum != struct.pack(">I", zlib.crc32(kind + content)):
            return None
        chunks.append((kind, content))
        position += 12 + length
    return chunks


def _decode(modules: Cells | None) -> str:
    """The text of the only symbol, provided that its margin is white and as wide as the standard asks."""
    if modules is None:
        return _NOTHING
    inner = modules[_QUIET_ZONE:-_QUIET_ZONE, _QUIET_ZONE:-_QUIET_ZONE]
    if len(modules) not in _SIDES or np.count_nonzero(inner == 0) != np.count_nonzero(modules == 0):
        return _NOTHING
    found = zxingcpp.read_barcode(modules * np.uint8(255), formats=_QR_ONLY, is_pure=True)
    if found is None or not found.valid:
        return _NOTHING
    return found.bytes.decode(errors="replace")
