"""The cache of finished symbols, so that a build draws only those that are new.

Choosing the mask takes milliseconds a symbol, so pictures are kept in one file between builds. What lies
there is never believed: an entry that fails its checksum is drawn anew, and what is to be published is
decoded and compared in any case (see :mod:`mashang.codes.verify`).
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path

from mashang.codes.symbol import make_symbol, symbol_png, symbol_svg
from mashang.files import read_cache, write_cache
from mashang.kinds import KINDS
from mashang.model import Code

PNG_SCALE = 10
"""Pixels a module: 410 pixels for an address of 40 characters, sharp on paper up to 3.5 cm at 300 dpi."""

_WRITER = 2
"""Counts up with every change to how a symbol is drawn, so that old pictures are not taken out again."""
_FILE = "symbols.json"


@dataclass(frozen=True, slots=True)
class DrawnSymbol:
    """A code with its address and both pictures of it."""

    code: Code
    url: str
    svg: str
    png: bytes


@dataclass(frozen=True, slots=True)
class _Picture:
    svg: str
    png: bytes


def symbol_url(code_base: str, code: Code) -> str:
    """What the symbol of a code holds: for ever what was set at its issue, or ``code_base`` where none was recorded."""
    return f"{code.base or code_base}{code.code}/"


def symbol_title(code: Code) -> str:
    """What the picture is called: kind and code, never a name."""
    return f"{KINDS[code.kind].code_label} {code.grouped}"


def draw_symbols(codes: Iterable[Code], code_base: str, cache: Path) -> Iterator[DrawnSymbol]:
    """Yield every code with its pictures, in order, out of the folder ``cache`` where it holds them.

    The cache is rewritten when the last symbol was taken and something in it changed.
    """
    kept = _read_pictures(cache / _FILE)
    used: dict[str, _Picture] = {}
    for code in codes:
        url, title = symbol_url(code_base, code), symbol_title(code)
        key = hashlib.sha256(json.dumps([_WRITER, PNG_SCALE, url, title]).encode()).hexdigest()
        picture = kept.get(key)
        if picture is None or f"<title>{escape(title)}</title>" not in picture.svg:
            symbol = make_symbol(url)
            picture = _Picture(symbol_svg(symbol, title), symbol_png(symbol, PNG_SCALE))
        used[key] = picture
        yield DrawnSymbol(code, url, picture.svg, picture.png)
    if used != kept:
        _write_pictures(cache / _FILE, used)


def _read_pictures(path: Path) -> dict[str, _Picture]:
    """The entries whose checksum holds."""
    pictures = {}
    for key, entry in read_cache(path).items():
        match entry:
            case [str(svg), str(png), str(checksum)] if checksum == _checksum(key, svg, png):
                with suppress(ValueError):  # neither base64 nor Unicode, whatever its checksum
                    svg.encode()
                    pictures[key] = _Picture(svg, b64decode(png))
            case _:
                continue
    return pictures


def _write_pictures(path: Path, pictures: dict[str, _Picture]) -> None:
    entries = {}
    for key, picture in pictures.items():
        png = b64encode(picture.png).decode()
        entries[key] = (picture.svg, png, _checksum(key, picture.svg, png))
    write_cache(path, entries)


def _checksum(key: str, svg: str, png: str) -> str:
    return hashlib.sha256(f"{key}\n{svg}\n{png}".encode(errors="surrogatepass")).hexdigest()
