"""The styles of a workbook (ECMA-376 part 1, 18.8): how numbers are shown, and what is perhaps not meant to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from mashang.raw import RawLook
from mashang.sources.number_format import FORMATS_BY_NUMBER, PLAIN, NumberFormat, Show, read_number_format

_WHITE = frozenset((("theme", "0"), ("indexed", "1"), ("indexed", "9")))
_PALE = re.compile("(?:[Ff][0-9A-Fa-f]){3}$")
"""Colours that nobody can tell from white."""
_NO = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class Style:
    """What of a cell's style changes the meaning of its text."""

    number_format: NumberFormat = PLAIN
    look: RawLook = RawLook.PLAIN
    bare: bool = True
    """Whether the ground is that of the paper."""

    def look_with(self, run: RawLook) -> RawLook:
        """The look of a cell of which a run of text is set in this way."""
        if self.number_format.show is Show.NOTHING:
            return RawLook.UNSEEN
        return self.look if run is RawLook.PLAIN or (run is RawLook.WHITE and not self.bare) else run


def read_styles(root: Element) -> Iterator[Style]:
    """The styles of cells in a part of styles, in the order in which cells refer to them."""
    own = {e.get("numFmtId"): e.get("formatCode", "") for e in root.iter() if _local(e) == "numFmt"}
    parts = {_local(part): list(part) for part in root}
    fonts = [read_look(font) for font in parts.get("fonts", ())]
    bare = [_is_bare(fill) for fill in parts.get("fills", ())]
    inks = [_find_colour(font, "color") for font in parts.get("fonts", ())]
    grounds = [[_find_colour(pattern, "fgColor") for pattern in fill] for fill in parts.get("fills", ())]
    for style in parts.get("cellXfs", ()):
        number, font, fill = style.get("numFmtId", "0"), int(style.get("fontId", "0")), int(style.get("fillId", "0"))
        code = own.get(number) or FORMATS_BY_NUMBER.get(int(number), "")
        plain = Style(read_number_format(code), bare=fill >= len(bare) or bare[fill])
        look = plain.look_with(fonts[font] if font < len(fonts) else RawLook.PLAIN)
        same = font < len(inks) and fill < len(grounds) and inks[font] and inks[font] in grounds[fill]
        yield replace(plain, look=RawLook.UNSEEN if same and look is RawLook.PLAIN else look)


def read_look(font: Iterable[Element]) -> RawLook:
    """How letters of this font, of a cell or of a run of text, are set."""
    look = RawLook.PLAIN
    for part in font:
        tag = _local(part)
        if tag == "strike" and part.get("val", "1") not in _NO:
            return RawLook.STRUCK
        if tag == "color" and _is_white(part):
            look = RawLook.WHITE
    return look


def _is_bare(fill: Element) -> bool:
    """Whether a fill leaves the ground that of the paper."""
    for pattern in fill:
        if _local(pattern) != "patternFill":
            return False
        colours = [part for part in pattern if _local(part) == "fgColor"]
        if pattern.get("patternType", "none") not in _NO and not (colours and _is_white(colours[0])):
            return False
    return True


def _find_colour(parts: Iterable[Element], name: str) -> dict[str, str]:
    """A colour as it is written; empty for none."""
    return next((dict(part.items()) for part in parts if _local(part) == name), {})


def _is_white(colour: Element) -> bool:
    if abs(float(colour.get("tint", "0"))) > 0.05:  # noqa: PLR2004 -- white made darker can be read
        return False
    return any((name, value) in _WHITE or (name == "rgb" and _PALE.search(value)) for name, value in colour.items())


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
