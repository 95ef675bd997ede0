"""Text in a console's columns: Chinese characters and full-width marks take two each."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_UNIT = re.compile(r"[（“《]*(?:[!-~]+|[^ ])[，。；、：）”》…]*")
"""What stays together at the end of a line: a word in Latin letters, or one Chinese character, with its marks."""


def measure_width(text: str) -> int:
    """How many columns a text takes; quotation marks, dashes and dots count as two, as Chinese fonts draw them."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def wrap_text(text: str, width: int, indent: int = 0, hanging: int = 0) -> list[str]:
    """The lines of a paragraph, each of at most ``width`` columns unless one word alone is wider.

    The first line begins with ``indent`` blanks, those after it with ``hanging`` more.
    """
    lines: list[str] = []
    line, room = "", width - indent
    for gap, unit in re.findall(rf"( *)({_UNIT.pattern})", " ".join(text.split())):
        if line and measure_width(line + gap + unit) > room:
            lines.append(line)
            line, room = unit, width - indent - hanging
        else:
            line += gap + unit
    first, *rest = [*lines, line]
    return [" " * indent + first, *(" " * (indent + hanging) + one for one in rest)]
