"""How quantities and days are spelt, wherever they are shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import zip_longest

_NUMERALS = "〇一二三四五六七八九"
_QUOTED = 40
_BEFORE = 8


def quote_difference(text: str, other: str) -> str:
    """A text as a message quotes it beside another one, from shortly before where the two part.

    Only a part of a long one is quoted.
    """
    same = next((place for place, (one, two) in enumerate(zip_longest(text, other)) if one != two), 0)
    start = max(same - _BEFORE, 0) if len(text) > _QUOTED else 0
    shown = " ".join(text[start : start + _QUOTED].split())
    return f"{'…' if start else ''}{shown}{'…' if start + _QUOTED < len(text) else ''}"


def spell_number(number: Decimal) -> str:
    """Spell a quantity without exponent and needless zeros: 10.0 → 10, 62.50 → 62.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def spell_day(day: date) -> str:
    """Spell a day as it is read aloud: 2026年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def spell_ordinal(number: int) -> str:
    """Spell a number below a thousand in Chinese, as articles are counted: 18 → 十八, 105 → 一百零五."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{_NUMERALS[hundreds]}百" if hundreds else ""
    if tens:
        text += f"{_NUMERALS[tens] if tens > 1 or hundreds else ''}十"
    elif hundreds and ones:
        text += "零"
    return text + (_NUMERALS[ones] if ones or not number else "")
