"""Quantities and days as they are shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from mashang.spelling import spell_day, spell_number


@pytest.mark.parametrize(
    ("number", "text"),
    [("100", "100"), ("10.0", "10"), ("62.50", "62.5"), ("1E+1", "10"), ("-0.50", "-0.5"), ("0", "0")],
)
def test_numbers_are_spelt_plainly(number: str, text: str) -> None:
    """No exponent and no needless zero."""
    assert spell_number(Decimal(number)) == text


def test_days_are_spelt_without_noughts() -> None:
    """As they are read aloud."""
    assert spell_day(date(2026, 6, 3)) == "2026年6月3日"
