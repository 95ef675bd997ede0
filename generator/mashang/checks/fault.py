"""What a parser says when a text cannot be read for certain.

Also the one place that unifies full-width writing for numbers, dates and identifiers. Unicode's NFKC is not used:
it would read ``5²`` as 52 and ``①`` as 1.
"""

from __future__ import annotations

from dataclasses import dataclass

_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0x2212: 0x2D}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text was not read: a code of the catalogue and the slots of its texts."""

    code: str
    slots: tuple[tuple[str, str], ...]


def fault(code: str, **slots: object) -> Fault:
    """Make a fault; every slot is turned into text."""
    return Fault(code, tuple((name, str(value)) for name, value in slots.items()))


def narrow(text: str) -> str:
    """The text with full-width letters, digits, signs and spaces in their narrow form, position by position."""
    return text if text.isascii() else text.translate(_WIDTHS)


def point_out(text: str, allowed: str) -> str:
    """Name the first character that does not belong: 其中第 4 个字符是字母 O。 Empty when all belong, or none."""
    if not any(read in allowed for read in narrow(text)):
        return ""
    for position, (written, read) in enumerate(zip(text, narrow(text), strict=True), start=1):
        if read not in allowed:
            return f"其中第 {position} 个字符是{_describe(written)}。"
    return ""


def _describe(character: str) -> str:
    if character.isspace():
        return "空格"
    if character.isascii() and character.isalpha():
        return f"字母 {character}"
    return f"“{character}”"


def strip_blanks(text: str) -> str:
    """A text as it is compared: without white space, signs narrow."""
    return "".join(narrow(text).split())
