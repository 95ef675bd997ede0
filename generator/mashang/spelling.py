"""How quantities and days are spelt, wherever they are shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal


def spell_number(number: Decimal) -> str:
    """Spell a quantity without exponent and needless zeros: 10.0 → 10, 62.50 → 62.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def spell_day(day: date) -> str:
    """Spell a day as it is read aloud: 2026年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"
