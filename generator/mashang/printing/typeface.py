"""The typeface of everything printed, and which characters it has.

The compiler prints an empty box for a character that the typeface lacks and says nothing, so a rare
character in a name must be found beforehand.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTFont

FAMILY = "Noto Sans SC"


@cache
def typeface_path() -> Path:
    """The font file of :data:`FAMILY`."""
    return pylopdf_fonts_zh_cn.sans_path()


@cache
def read_characters(path: Path) -> frozenset[int]:
    """The code points of the characters that an OpenType font has."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing_characters(text: str) -> str:
    """The characters of a text that cannot be printed, each once, in order. Spaces and line ends need no shape."""
    characters = read_characters(typeface_path())
    return "".join(
        dict.fromkeys(character for character in text if not character.isspace() and ord(character) not in characters)
    )
