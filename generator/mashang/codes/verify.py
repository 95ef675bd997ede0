"""Reading symbols back, as a telephone would, before anything is published or printed.

Nothing here knows how a symbol was made: the finished SVG text and PNG bytes are turned into pixels by the rules of
their formats, decoded by zxing-cpp and compared with the address that the ledger's row stands for. A picture with
anything else in it than one plain symbol does not count as readable.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import zxingcpp

from mashang.codes.svg_raster import LARGEST, Cells, rasterize_svg
from mashang.model import Code
from mashang.problems import Location, Problem, problem

_FOLDER = "qrcodes"
_NOTHING = ""
_QUIET_ZONE = 4
_SIDES = range(21 + 2 * _QUIET_ZONE, 177 + 2 * _QUIET_ZONE + 1)
_SCALE = 3
_QR_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def read_svg(text: str) -> str:
    """Decode the symbol in an SVG picture; empty when none can be read."""
    return _decode(_find_modules(rasterize_svg(text)))


def read_png(data: bytes) -> str:
    """Decode the symbol in a PNG picture of one bit a pixel; empty when none can be read."""
    return _decode(_find_modules(_unpack_png(data)))


def _find_modules(pixels: Cells | None) -> Cells | None:
    """One pixel for each module; ``None`` when a module is not one square of one colour.

    The finder pattern's outer bar, the first dark run, has seven modules.
    """
    if pixels is None:
        return None
    top, left = divmod(int(pixels.argmin()), len(pixels))
    module = max(1, int(np.argmax(pixels[top, left:] != 0)) // 7)
    count = len(pixels) // module
    if count * module != len(pixels):
        return None
    rows = pixels[::module]
    modules = rows[:, ::module]
    if module > 1 and (pixels.reshape(count, module, -1) != rows[:, None, :]).any():
        return None
    return None if (rows.reshape(count, count, module) != modules[:, :, None]).any() else modules


@dataclass(frozen=True, slots=True)
class Misread:
    """A picture of a code that holds something else than it must; ``read`` is empty when nothing can be read."""

    code: str
    form: str
    read: str
    expected: str


def find_misread(symbols: Iterable[tuple[Code, str, bytes, str]]) -> Iterator[Misread]:
    """Decode both pictures of each code and compare them with the address they must hold.

    Each item is the code, its SVG text, its PNG bytes and the address.
    """
    for code, svg, png, url in symbols:
        drawn, packed = _find_modules(rasterize_svg(svg)), _find_modules(_unpack_png(png))
        read = _decode(packed)
        same = drawn is not None and packed is not None and np.array_equal(drawn, packed)
        for form, found in (("svg", read if same else _decode(drawn)), ("png", read)):
            if found != url:
                yield Misread(code.code, form, found, url)


def describe_misread(found: Misread) -> Problem:
    """The problem that staff read of a picture that reads wrong."""
    where = Location(f"{_FOLDER}/{found.code}.{found.form}")
    return problem("symbol-wrong", where, code=found.code, read=found.read, expected=found.expected)


def verify_symbols(symbols: Iterable[tuple[Code, str, bytes, str]]) -> tuple[Problem, ...]:
    """The problems of all pictures that :func:`find_misread` finds."""
    return tuple(map(describe_misread, find_misread(symbols)))


def _unpack_png(data: bytes) -> Cells | None:
    """Pixels (dark 0, light 1) of a square one-bit grey PNG without filters; ``None`` for any other or broken file."""
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
    return np.ascontiguousarray(np.unpackbits(lines).reshape(height, -1)[:, 8 : 8 + width])


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
    pixels = (modules * np.uint8(255)).repeat(_SCALE, axis=0).repeat(_SCALE, axis=1)
    found = zxingcpp.read_barcode(pixels, formats=_QR_ONLY, is_pure=True)
    if found is None or not found.valid:
        return _NOTHING
    return found.bytes.decode(errors="replace")
