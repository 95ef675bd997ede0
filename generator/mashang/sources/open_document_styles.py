"""The styles of a sheet of OpenDocument (ISO/IEC 26300-1, 16 and 20), read as those of a workbook are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from mashang.raw import RawLook
from mashang.sources.number_format import PLAIN, NumberFormat, read_number_format
from mashang.sources.styles import Style

_NONE = frozenset(("", "none", "transparent", "#ffffff"))
_WHITE = re.compile("#(?:f[0-9a-f]){3}")
"""Colours that nobody can tell from white."""
_DEFAULT = "Default"
_MOST_PARENTS = 32
_CODES = {
    "year": "yy",
    "month": "m",
    "day": "d",
    "day-of-week": "aaa",
    "era": "e",
    "hours": "h",
    "minutes": "m",
    "seconds": "ss",
    "am-pm": "AM/PM",
    "scientific-number": "0E+0",
    "fraction": "# ?/?",
}
"""How parts of a format stand in a format code."""


def attribute(element: Element, name: str, default: str = "") -> str:
    """An attribute by its local name, in whatever namespace."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), default)


def local(element: Element) -> str:
    """A tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


@dataclass(frozen=True, slots=True)
class _CellStyle:
    parent: str
    number: str
    look: RawLook | None
    """``None`` where the parent decides."""
    bare: bool | None


@dataclass
class Styles:
    """All styles of a document by name."""

    cells: dict[str, _CellStyle] = field(default_factory=dict)
    spans: dict[str, RawLook] = field(default_factory=dict)
    numbers: dict[str, NumberFormat] = field(default_factory=dict)
    hidden_tables: set[str] = field(default_factory=set)
    hidden_sizes: set[str] = field(default_factory=set)
    """Rows and columns without height or width."""
    _known: dict[str, Style] = field(default_factory=dict)

    def add(self, root: Iterable[Element]) -> None:
        """Take in the children of a list of styles."""
        formats = {attribute(part, "name"): part for part in root if local(part).endswith("-style")}
        for name, part in formats.items():
            self.numbers[name] = _read_format(part, formats)
        for part in root:
            if local(part) == "style":
                self._add_style(attribute(part, "name"), part)

    def _add_style(self, name: str, style: Element) -> None:
        parts = {local(part): part for part in style}
        match attribute(style, "family"):
            case "table-cell":
                ink = attribute(parts.get("text-properties", style), "color")
                same = ink and ink == attribute(parts.get("table-cell-properties", style), "background-color")
                look = _read_look(parts.get("text-properties"))
                self.cells[name] = _CellStyle(
                    attribute(style, "parent-style-name", _DEFAULT),
                    attribute(style, "data-style-name"),
                    RawLook.UNSEEN if same and look is RawLook.PLAIN else look,
                    _read_ground(parts.get("table-cell-properties")),
                )
            case "text":
                self.spans[name] = _read_look(parts.get("text-properties")) or RawLook.PLAIN
            case "table" if attribute(parts.get("table-properties", style), "display") == "false":
                self.hidden_tables.add(name)
            case "table-row" if _is_zero(attribute(parts.get("table-row-properties", style), "row-height")):
                self.hidden_sizes.add(name)
            case "table-column" if _is_zero(attribute(parts.get("table-column-properties", style), "column-width")):
                self.hidden_sizes.add(name)

    def cell(self, name: str) -> Style:
        """What of a cell's style, with that of its parents, changes the meaning of its text."""
        if name not in self._known:
            self._known[name] = self._resolve(name or _DEFAULT)
        return self._known[name]

    def _resolve(self, name: str) -> Style:
        number, look, bare = "", None, None
        for _ in range(_MOST_PARENTS):
            style = self.cells.get(name)
            if style is None:
                break
            number = number or style.number
            look = style.look if look is None else look
            bare = style.bare if bare is None else bare
            name = style.parent if style.parent != name else ""
        plain = Style(self.numbers.get(number, PLAIN), bare=bare is not False)
        return Style(plain.number_format, plain.look_with(look or RawLook.PLAIN), plain.bare)


def _read_look(text: Element | None) -> RawLook | None:
    """How letters are set; ``None`` where a style says nothing of it."""
    if text is None:
        return None
    line = attribute(text, "text-line-through-style") or attribute(text, "text-line-through-type")
    colour = attribute(text, "color").lower()
    if line not in ("", "none"):
        return RawLook.STRUCK
    if _WHITE.fullmatch(colour) and attribute(text, "use-window-font-color") != "true":
        return RawLook.WHITE
    return RawLook.PLAIN if line or colour else None


def _read_ground(cell: Element | None) -> bool | None:
    colour = "" if cell is None else attribute(cell, "background-color").lower()
    return colour in _NONE if colour else None


def _is_zero(length: str) -> bool:
    return length != "" and float(length.rstrip("abcdefghijklmnopqrstuvwxyz%")) == 0


def _read_format(style: Element, formats: dict[str, Element]) -> NumberFormat:
    """A format read by way of its code; where conditions choose between several, the first, as elsewhere."""
    for part in style:
        if local(part) == "map":
            chosen = formats.get(attribute(part, "apply-style-name"))
            if chosen is not None and not any(local(inner) == "map" for inner in chosen):
                style = chosen
            break
    kind = local(style)
    if kind in ("text-style", "boolean-style"):
        return PLAIN
    elapsed = kind == "time-style" and attribute(style, "truncate-on-overflow") == "false"
    return read_number_format(
        "".join(_spell(part, percent=kind == "percentage-style", elapsed=elapsed) for part in style)
    )


def _spell(part: Element, *, percent: bool, elapsed: bool) -> str:
    """A part of a format as it stands in a format code."""
    kind = local(part)
    if kind == "number":
        return _spell_digits(part)
    if kind == "text":
        text = (part.text or "").replace('"', "")
        return "%" if percent and text.strip() == "%" else f'"{text}"'
    if kind == "hours" and elapsed:
        return "[h]"
    if kind == "year" and attribute(part, "style") == "long":
        return "yyyy"
    return _CODES.get(kind, "")


def _spell_digits(number: Element) -> str:
    digits = "0" * min(int(attribute(number, "min-integer-digits", "0")), 64) or "#"
    for inner in number:
        place = int(attribute(inner, "position", "0"))
        if local(inner) == "embedded-text" and 0 < place < len(digits):
            digits = f'{digits[:-place]}"{inner.text or ""}"{digits[-place:]}'
    decimals = min(int(attribute(number, "decimal-places", "0")), 64)
    thousands = round(float(attribute(number, "display-factor", "1")))
    commas = "," * ((len(str(thousands)) - 1) // 3)
    return digits + ("." + "0" * decimals if decimals else "") + commas
