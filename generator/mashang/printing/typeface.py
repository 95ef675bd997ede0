"""The typeface of everything printed, and which characters it has.

The compiler prints an empty box for a character that the typeface lacks and says nothing, so a rare
character in a name must be found beforehand.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn

FAMILY = "Noto Sans SC"

_ALL_OF_UNICODE = 12
"""The format of a ``cmap`` table (OpenType) that reaches beyond the first 65,536 characters."""


@dataclass(frozen=True, slots=True)
class CharacterSet:
    """Characters as ranges of code points: first and last of each, ascending."""

    first: tuple[int, ...]
    last: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        place = bisect_right(self.first, ord(character)) - 1
        return place >= 0 and ord(character) <= self.last[place]


@cache
def typeface_path() -> Path:
    """The font file of :data:`FAMILY`."""
    return pylopdf_fonts_zh_cn.sans_path()


@cache
def read_characters(path: Path) -> CharacterSet:
    """Which characters an OpenType font has. Raises ``ValueError`` when it does not say so for all of Unicode."""
    data = path.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = (struct.unpack_from(">4sIII", data, 12 + 16 * index) for index in range(count))
    start = next((offset for tag, _, offset, _ in tables if tag == b"cmap"), None)
    if start is None:
        raise ValueError(path)
    (count,) = struct.unpack_from(">H", data, start + 2)
    for index in range(count):
        _, _, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * index)
        (form,) = struct.unpack_from(">H", data, start + offset)
        if form == _ALL_OF_UNICODE:
            return _read_groups(data, start + offset)
    raise ValueError(path)


def missing_characters(text: str) -> str:
    """The characters of a text that cannot be printed, each once, in order. Spaces and line ends need no shape."""
    characters = read_characters(typeface_path())
    return "".join(
        dict.fromkeys(character for character in text if not character.isspace() and character not in characters)
    )


def _read_groups(data: bytes, table: int) -> CharacterSet:
    (count,) = struct.unpack_from(">I", data, table + 12)
    groups = [struct.unpack_from(">II", data, table + 16 + 12 * index) for index in range(count)]
    return CharacterSet(tuple(first for first, _ in groups), tuple(last for _, last in groups))
