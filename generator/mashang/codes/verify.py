"""Reading symbols back, as a telephone would, before anything is published or printed.

Nothing here knows how a symbol was made: the finished SVG text and PNG bytes are turned into pixels by the
rules below, decoded by zxing-cpp and compared with the address that the ledger's row stands for. The rules
are narrow on purpose: a picture with anything else in it than one plain symbol does not count as readable.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from mashang.model import Code
from mashang.problems import Location, Problem, problem

_Pixels: TypeAlias = NDArray[np.uint8]

_FOLDER = "qrcodes"
_NOTHING = ""
_QUIET_ZONE = 4
_SIDES = range(21 + 2 * _QUIET_ZONE, 177 + 2 * _QUIET_ZONE + 1)
_LARGEST_PNG = 4096
_SCALE = 3
_QR_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

_SVG = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="-4 -4\.5 (?P<side>[0-9]{2,3}) (?P=side)" role="img"'
    r' shape-rendering="crispEdges"><title>[^<>]*</title>'
    r'<path fill="#fff" d="M-4-4\.5h(?P=side)v(?P=side)h-(?P=side)z"/>'
    r'<path stroke="#000" d="(?P<path>[Mmh0-9 ]+)"/></svg>\n'
)
_PATH = re.compile(r"(?:M[0-9]{1,3} [0-9]{1,3}(?:m[0-9]{1,3} 0|h[0-9]{1,3})*)+")
_LETTERS_ONLY = str.maketrans("", "", "0123456789 ")
_NUMBERS_ONLY = str.maketrans("Mmh", "   ")


def read_svg(text: str) -> str:
    """Decode the symbol in an SVG picture; empty when none can be read."""
    found = _SVG.fullmatch(text)
    if found is None or int(found["side"]) not in _SIDES:
        return _NOTHING
    modules = _trace(found["path"], int(found["side"]))
    if modules is None:
        return _NOTHING
    return _decode(_enlarge(modules, _SCALE), _SCALE)


def read_png(data: bytes) -> str:
    """Decode the symbol in a PNG picture of one bit a pixel; empty when none can be read.

    Each module must be one square of one colour; then the reader is given fewer pixels of each, as it is of an SVG.
    """
    pixels = _unpack_png(data)
    if pixels is None:
        return _NOTHING
    dark = np.flatnonzero((pixels == 0).any(axis=1))
    if dark.size == 0:
        return _NOTHING
    # The quiet zone is measured in modules; the finder pattern's outer bar, the first dark run, has seven.
    first = pixels[dark[0]]
    start = int(np.argmin(first))
    module = max(1, int(np.argmax(first[start:] != 0)) // 7)
    count = len(pixels) // module
    if count * module != len(pixels):
        return _NOTHING
    rows = pixels[::module]
    modules = rows[:, ::module]
    level = (pixels.reshape(count, module, -1) == rows[:, None, :]).all()
    if not level or (rows.reshape(count, count, module) != modules[:, :, None]).any():
        return _NOTHING
    return _decode(_enlarge(modules * np.uint8(255), _SCALE), _SCALE)


def _enlarge(modules: _Pixels, scale: int) -> _Pixels:
    """Each module as a square of ``scale`` by ``scale`` pixels."""
    return modules.repeat(scale, axis=0).repeat(scale, axis=1)


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
        for form, read in (("svg", read_svg(svg)), ("png", read_png(png))):
            if read != url:
                yield Misread(code.code, form, read, url)


def describe_misread(found: Misread) -> Problem:
    """The problem that staff read of a picture that reads wrong."""
    where = Location(f"{_FOLDER}/{found.code}.{found.form}")
    return problem("symbol-wrong", where, code=found.code, read=found.read, expected=found.expected)


def verify_symbols(symbols: Iterable[tuple[Code, str, bytes, str]]) -> tuple[Problem, ...]:
    """The problems of all pictures that :func:`find_misread` finds."""
    return tuple(map(describe_misread, find_misread(symbols)))


def _trace(path: str, side: int) -> _Pixels | None:
    """Follow the pen over a white square; ``None`` when the path holds anything but level strokes inside it.

    ``M x y`` sets the pen down, ``m x 0`` lifts it over a gap, ``h x`` draws. All steps are computed at once.
    """
    if not _PATH.fullmatch(path):
        return None
    kinds = np.frombuffer(path.translate(_LETTERS_ONLY).encode(), dtype=np.uint8)
    numbers = np.fromstring(path.translate(_NUMBERS_ONLY), dtype=np.int64, sep=" ")
    widths = np.where(kinds == ord("h"), 1, 2)
    places = np.cumsum(widths) - widths
    (begun,) = np.nonzero(kinds == ord("M"))
    strokes = kinds == ord("h")
    row = np.cumsum(kinds == ord("M")) - 1
    ways = numbers[places]
    ways[begun] = 0
    travelled = np.cumsum(ways)
    ends = (_QUIET_ZONE + numbers[places[begun]] - travelled[begun])[row] + travelled
    heights = (_QUIET_ZONE + numbers[places[begun] + 1])[row]
    if (ends[strokes] > side).any() or (heights[strokes] >= side).any():
        return None
    lines = heights[strokes] * (side + 1)
    size = side * (side + 1)
    begins = np.bincount(lines + (ends - ways)[strokes], minlength=size)
    layers = (begins - np.bincount(lines + ends[strokes], minlength=size)).reshape(side, side + 1).cumsum(axis=1)
    return np.where(layers[:, :side] > 0, 0, 255).astype(np.uint8)


def _unpack_png(data: bytes) -> _Pixels | None:
    """Pixels (dark 0, light 1) of a square one-bit grey PNG without filters; ``None`` for any other or broken file."""
    chunks = _cut_png(data)
    if chunks is None or [kind for kind, _ in chunks] != [b"IHDR", b"IDAT", b"IEND"]:
        return None
    header, body = chunks[0][1], chunks[1][1]
    if len(header) != struct.calcsize(">II5B"):
        return None
    width, height, *form = struct.unpack(">II5B", header)
    if form != [1, 0, 0, 0, 0] or width != height or not min(_SIDES) <= width <= _LARGEST_PNG:
        return None
    stride = 1 + (width + 7) // 8
    raw = _inflate(body, height * stride)
    lines = np.frombuffer(raw, dtype=np.uint8).reshape(-1, stride)
    if len(lines) != height or lines[:, 0].any():
        return None
    return np.unpackbits(lines[:, 1:].copy()).reshape(height, -1)[:, :width]


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


def _decode(pixels: _Pixels, module: int) -> str:
    """The text of the only symbol, provided that its margin is white and as wide as the standard asks."""
    margin = _QUIET_ZONE * module
    inner = pixels[margin:-margin, margin:-margin]
    if np.count_nonzero(inner == 0) != np.count_nonzero(pixels == 0):
        return _NOTHING
    found = zxingcpp.read_barcode(pixels, formats=_QR_ONLY, is_pure=True)
    if found is None or not found.valid:
        return _NOTHING
    return found.bytes.decode(errors="replace")
