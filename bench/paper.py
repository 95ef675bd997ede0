"""Printed sheets as people see them: drawn, scanned and read, without anything that made them.

A page is turned into a picture, all symbols in it are decoded as a telephone does, and every run of words is
reported with its place. Nothing is taken from the order in which things stand in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pypdfium2
import zxingcpp

_POINT = 25.4 / 72
_QR_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_CAPTION = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){2,3}[0-9A-HJKMNP-TV-Z]")
"""A code as it is printed."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the paper, in mm from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def distance(self, other: Box) -> float:
        """How far two boxes stand apart, edge to edge; 0 when they touch."""
        across = max(self.left - other.right, other.left - self.right, 0.0)
        down = max(self.top - other.bottom, other.top - self.bottom, 0.0)
        return float((across**2 + down**2) ** 0.5)

    def grow(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The box with so many mm more on each side."""
        return Box(self.left - left, self.top - top, self.right + right, self.bottom + bottom)

    def holds(self, other: Box) -> bool:
        """Whether the middle of another box lies inside."""
        across, down = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= across <= self.right and self.top <= down <= self.bottom


@dataclass(frozen=True, slots=True)
class Seen:
    """Something on the paper: a run of words, or the text of a symbol."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page: its size in mm with and without what is cut off, its symbols, its runs of words."""

    width: float
    height: float
    trim: Box
    symbols: tuple[Seen, ...]
    words: tuple[Seen, ...]

    @property
    def text(self) -> str:
        """All words, blanks left out."""
        return re.sub(r"\s", "", "".join(words.text for words in self.words))

    @property
    def captions(self) -> tuple[Seen, ...]:
        """The codes that are printed for people to read."""
        return tuple(
            Seen(found.group(), words.box) for words in self.words for found in _CAPTION.finditer(words.text.strip())
        )

    def read_around(self, symbol: Seen, left: float, top: float, right: float, bottom: float) -> str:
        """The words at a symbol, so many mm to each side, blanks left out."""
        place = symbol.box.grow(left, top, right, bottom)
        return re.sub(r"\s", "", "".join(words.text for words in self.words if place.holds(words.box)))


def read_sheet(pdf: bytes, resolution: float) -> Iterator[SeenPage]:
    """Every page as it is seen at so many pixels an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield _read_page(page, resolution)
            page.close()
    finally:
        document.close()


def find_mismatches(page: SeenPage) -> list[str]:
    """What is wrong between the symbols and the captions of a page, in words; nothing when all is right.

    Each symbol must lead to the very code that stands nearest to it, and each caption must have its symbol.
    """
    faults = []
    used: set[Seen] = set()
    for symbol in page.symbols:
        nearest = min(page.captions, key=lambda caption: caption.box.distance(symbol.box), default=None)
        if nearest is None:
            faults.append(f"{symbol.text} has no caption")
        elif read_code(symbol.text) != nearest.text.replace("-", ""):
            faults.append(f"{symbol.text} stands at {nearest.text}")
        elif nearest in used:
            faults.append(f"{nearest.text} has two symbols")
        else:
            used.add(nearest)
    return faults + [f"{caption.text} has no symbol" for caption in page.captions if caption not in used]


def read_code(url: str) -> str:
    """The code in an address: the last part of its path."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[2]


def _read_page(page: pypdfium2.PdfPage, resolution: float) -> SeenPage:
    width, height = page.get_size()
    picture = page.render(scale=resolution / 72, grayscale=True).to_numpy().squeeze()
    symbols = []
    for found in zxingcpp.read_barcodes(picture, formats=_QR_ONLY):
        spot = found.position
        corners = (spot.top_left, spot.top_right, spot.bottom_right, spot.bottom_left)
        across, down = [corner.x for corner in corners], [corner.y for corner in corners]
        scale = 25.4 / resolution
        box = Box(min(across) * scale, min(down) * scale, max(across) * scale, max(down) * scale)
        symbols.append(Seen(found.text, box))
    left, bottom, right, top = page.get_trimbox()
    trim = _place(left, bottom, right, top, height)
    return SeenPage(width * _POINT, height * _POINT, trim, tuple(symbols), tuple(_read_words(page, height)))


def _read_words(page: pypdfium2.PdfPage, height: float) -> Iterator[Seen]:
    text = page.get_textpage()
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        yield Seen(text.get_text_bounded(left, bottom, right, top), _place(left, bottom, right, top, height))
    text.close()


def _place(left: float, bottom: float, right: float, top: float, height: float) -> Box:
    return Box(left * _POINT, (height - top) * _POINT, right * _POINT, (height - bottom) * _POINT)
