"""The numbers that a word processor shows before paragraphs (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from mashang.spelling import spell_ordinal

_COUNTING = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
_CIRCLED = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))
_UNSEEN = frozenset(("bullet", "none"))
_MOST_CIRCLED, _LETTERS = 20, 26
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile("%([1-9])")


def name_of(element: Element) -> str:
    """The name of an element without its namespace, of which the standard has two."""
    return element.tag.rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of a name."""
    return (one for one in (() if element is None else element) if name_of(one) == name)


def child(element: Element | None, *names: str) -> Element | None:
    """The first element along a path of names."""
    for name in names:
        element = next(children(element, name), None)
    return element


def value_of(element: Element | None, name: str = "val") -> str:
    """An attribute without its namespace; empty where there is none."""
    found = () if element is None else element.attrib.items()
    return next((text for key, text in found if key.rpartition("}")[2] == name), "")


def number_of(element: Element | None, default: int, name: str = "val") -> int:
    """An attribute as a whole number."""
    text = value_of(element, name)
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else default


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    style: str


@dataclass
class Numbering:
    """The lists of a document, counted on with each paragraph. Lists that share a definition count together."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Element | None) -> Numbering:
        """The lists that a document's part of numbering declares."""
        found = cls()
        for one in children(root, "abstractNum"):
            name = value_of(one, "abstractNumId")
            found._levels[name] = dict(_read_levels(one))
        for one in children(root, "num"):
            name, meant = value_of(one, "numId"), value_of(child(one, "abstractNumId"))
            overrides = list(children(one, "lvlOverride"))
            own = dict(level for override in overrides for level in _read_levels(override))
            found._abstract[name] = meant
            if own:
                found._abstract[name] = f"{meant}/{name}"
                found._levels[f"{meant}/{name}"] = found._levels.get(meant, {}) | own
            found._restarts[name] = {
                number_of(override, 0, "ilvl"): number_of(child(override, "startOverride"), 1)
                for override in overrides
                if child(override, "startOverride") is not None
            }
        return found

    def find_level(self, list_id: str, style: str) -> int:
        """The level that a style has in a list."""
        levels = self._levels.get(self._abstract.get(list_id, ""), {})
        return next((level for level, one in levels.items() if one.style and one.style == style), 0)

    def count(self, list_id: str, level: int) -> str:
        """Count a paragraph; returns what is shown before it, empty for a bullet or an unknown list."""
        definition = self._abstract.get(list_id, "")
        levels = self._levels.get(definition, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(definition, {})
        for place, start in self._restarts.pop(list_id, {}).items():
            counts[place] = start - 1
        for place in range(level):
            if place in levels:
                counts.setdefault(place, levels[place].start)
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for place in [one for one in counts if one > level]:
            del counts[place]
        if levels[level].form in _UNSEEN:
            return ""
        return _PLACE.sub(lambda found: _spell_place(levels, counts, int(found[1]) - 1), levels[level].text)


def _read_levels(element: Element) -> Iterator[tuple[int, _Level]]:
    for one in children(element, "lvl"):
        yield (
            number_of(one, 0, "ilvl"),
            _Level(
                number_of(child(one, "start"), 1),
                value_of(child(one, "numFmt")) or "decimal",
                value_of(child(one, "lvlText")),
                value_of(child(one, "pStyle")),
            ),
        )


def _spell_place(levels: dict[int, _Level], counts: dict[int, int], place: int) -> str:
    return _spell(counts.get(place, 1), levels[place].form) if place in levels else ""


def _spell(number: int, form: str) -> str:
    """A number in one of the forms of 17.18.59; digits for those that hardly any document has."""
    if form in _COUNTING:
        return spell_ordinal(number)
    if form in _CIRCLED and 1 <= number <= _MOST_CIRCLED:
        return chr(ord("①") + number - 1)
    if form in ("lowerLetter", "upperLetter") and number >= 1:
        letter = chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        text = ""
        for size, sign in _ROMAN:
            text += sign * (number // size)
            number %= size
        return text if form == "lowerRoman" else text.upper()
    return str(number)
