"""Numbers, counts and percentages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.checks.fault import Fault, fault
from mashang.checks.numbers import read_count, read_number, read_percent
from mashang.spelling import spell_number

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**11), max_value=10**11)
WIDE = str.maketrans("0123456789,.+%-", "０１２３４５６７８９，．＋％－")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("1,000", "1000"),
        ("1，234，567.50", "1234567.50"),
        ("１２．５", "12.5"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("+0.25", "0.25"),
        ("-0", "0"),
        ("007", "7"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: str) -> None:
    """Thousands separators, full-width digits and signs mean what they say."""
    assert read_number(text) == Decimal(value)
    assert str(read_number(text)) == str(Decimal(value))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("12,5O", "其中第 5 个字符是字母 O。"),
        ("1,00", "千位分隔的逗号应当每三位一个。"),
        ("1_000", "其中第 2 个字符是“_”。"),
        ("nan", ""),
        ("1e5", "其中第 2 个字符是字母 e。"),
        ("12.5万", "“万”不写在数里；是单元格格式显示出来的，就把格式改成“常规”，再按这一列的单位填。"),
        ("1 000", "其中第 2 个字符是空格。"),
        ("5²", "其中第 2 个字符是“²”。"),
        ("①", ""),
        ("60%", "其中第 3 个字符是“%”。"),
        ("1.2.3", ""),
        ("--1", ""),
        ("", ""),
        ("1234567890123456", "最多 15 位数字。"),
    ],
)
def test_what_is_no_number_is_named_with_the_reason(text: str, hint: str) -> None:
    """A doubtful text is never rounded into a number; the first wrong character is pointed at."""
    assert read_number(text) == fault("number-not-number", value=text, hint=hint)


@given(DECIMALS)
def test_every_number_survives_writing_and_reading(value: Decimal) -> None:
    """Plain, with thousands separators, and full-width: all give the same exact value."""
    for text in (spell_number(value), f"{value:,f}", f"{value:,f}".translate(WIDE)):
        assert read_number(text) == value


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_or_a_fault(text: str) -> None:
    """No text raises, and none becomes an infinity or a not-a-number."""
    value = read_number(text)
    assert isinstance(value, Fault) or value.is_finite()


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("12", 12), ("1,200", 1200), ("１２", 12)])
def test_counts(text: str, value: int) -> None:
    """A count is a whole number from zero up."""
    assert read_count(text) == value


@pytest.mark.parametrize("text", ["-1", "1.0", "三", "1,20", "十二", "+5"])
def test_what_is_no_count(text: str) -> None:
    """Signs, fractions and words are no counts."""
    found = read_count(text)
    assert isinstance(found, Fault)
    assert found.code == "count-not-count"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60", "60"),
        ("60%", "60"),
        ("６０％", "60"),
        ("60.5 %", "60.5"),
        ("0", "0"),
        ("0.5%", "0.5"),
        ("100%", "100"),
        ("85.3333333333333%", "85.33"),
        ("85.3333333333333", "85.33"),
        ("66.666%", "66.67"),
    ],
)
def test_percentages(text: str, value: str) -> None:
    """With and without the sign a percentage runs from 0 to 100; what a division left has two decimals."""
    assert read_percent(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.6", fault("percent-ambiguous", value="0.6", small="0.6", large="60")),
        ("1", fault("percent-ambiguous", value="1", small="1", large="100")),
        ("0.125", fault("percent-ambiguous", value="0.125", small="0.125", large="12.5")),
        ("100.1", fault("percent-impossible", value="100.1")),
        ("-5%", fault("percent-impossible", value="-5%")),
        ("12,5O%", fault("percent-not-number", value="12,5O%", hint="其中第 5 个字符是字母 O。")),
        ("60%%", fault("percent-not-number", value="60%%", hint="")),
        ("约60%", fault("percent-not-number", value="约60%", hint="其中第 1 个字符是“约”。")),
    ],
)
def test_doubtful_percentages(text: str, expected: Fault) -> None:
    """A bare share up to 1 could be either; beyond 0 and 100 nothing is done."""
    assert read_percent(text) == expected


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_every_percentage_with_its_sign_survives(value: Decimal) -> None:
    """With the sign no percentage is ambiguous."""
    assert read_percent(f"{spell_number(value)}%") == value
