"""Quantities and days as they are shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from mashang.spelling import quote_difference, spell_day, spell_number, spell_ordinal


@pytest.mark.parametrize(
    ("number", "text"),
    [("100", "100"), ("10.0", "10"), ("62.50", "62.5"), ("1E+1", "10"), ("-0.50", "-0.5"), ("0", "0")],
)
def test_numbers_are_spelt_plainly(number: str, text: str) -> None:
    """No exponent and no needless zero."""
    assert spell_number(Decimal(number)) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (18, "十八"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
    ],
)
def test_articles_are_counted_in_chinese(number: int, text: str) -> None:
    """As 第十八条 is written."""
    assert spell_ordinal(number) == text


def test_days_are_spelt_without_noughts() -> None:
    """As they are read aloud."""
    assert spell_day(date(2026, 6, 3)) == "2026年6月3日"


def test_long_texts_are_quoted_where_they_differ() -> None:
    """From shortly before; short ones as they are."""
    text = "本月" * 30 + "办结 12 件" + "，余下的转下月" * 10
    quoted = quote_difference(text, text.replace("12", "21"))
    assert quoted.startswith("…")
    assert quoted.endswith("…")
    assert "办结 12 件" in quoted
    assert quote_difference("办结 12 件", "办结 21 件") == "办结 12 件"
