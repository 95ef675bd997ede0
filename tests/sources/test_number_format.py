"""Number formats of Excel and WPS."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import from_excel

from mashang.sources.number_format import (
    EPOCH_1900,
    EPOCH_1904,
    FORMATS_BY_NUMBER,
    PLAIN,
    Show,
    number_text,
    read_number_format,
    read_serial,
    shown_date,
    shown_number,
)


@pytest.mark.parametrize(
    ("code", "show"),
    [
        ("General", Show.PLAIN),
        ("G/通用格式", Show.PLAIN),
        ("@", Show.PLAIN),
        ("", Show.PLAIN),
        ("0.00", Show.PLAIN),
        ("#,##0.00_ ;[Red]-#,##0.00 ", Show.PLAIN),
        ('_ "¥"* #,##0.00_ ', Show.PLAIN),
        ('0.0" months"', Show.PLAIN),
        ("0.00E+00", Show.PLAIN),
        ("0%", Show.PERCENT),
        ("0.00%;[Red]-0.00%", Show.PERCENT),
        ('0"%"', Show.PERCENT_SIGN),
        ("0\\%", Show.PERCENT_SIGN),
        ("000", Show.PADDED),
        ('"M"00', Show.PADDED),
        ("yyyy-mm-dd", Show.DATE),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Show.DATE),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', Show.DATE),
        ('m"月"d"日"', Show.DATE),
        ("[$-804]aaaa", Show.DATE),
        ("yyyy/m/d h:mm", Show.DATE),
        ('yyyy"年"m"月"', Show.MONTH),
        ("mmm-yy", Show.MONTH),
        ("yyyy", Show.YEAR),
        ("h:mm", Show.TIME),
        ('上午/下午h"时"mm"分"', Show.TIME),
        ("mmss.0", Show.TIME),
        ("[h]:mm:ss", Show.ELAPSED),
    ],
)
def test_a_format_code_is_read(code: str, show: Show) -> None:
    """Quoted words, colours, currencies and widths do not mislead."""
    assert read_number_format(code).show is show


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("12", "12"),
        ("12.0", "12"),
        ("007", "7"),
        ("0", "0"),
        ("-0.0", "0"),
        ("-3.50", "-3.5"),
        ("0.56999999999999995", "0.57"),
        ("0.30000000000000004", "0.3"),
        ("1E-05", "0.00001"),
        ("1.5E+3", "1500"),
        ("110101199003070000", "110101199003070000"),
        ("1.1010119900307E+17", "110101199003070000"),
    ],
)
def test_numbers_are_plain_digits(number: str, text: str) -> None:
    """No exponent, no needless zeros, no noise of floating point; long whole numbers keep their digits."""
    assert number_text(number) == text


@pytest.mark.parametrize("number", ["nan", "inf", "1e999999999", "abc", "１２a"])
def test_what_is_no_finite_number_is_refused(number: str) -> None:
    """A damaged file does not turn into a number, nor fill the memory."""
    with pytest.raises((ValueError, OverflowError)):
        number_text(number)


@pytest.mark.parametrize(
    ("digits", "code", "text"),
    [
        ("0.6", "0%", "60%"),
        ("0.57", "0%", "57%"),
        ("0.285", "0.0%", "28.5%"),
        ("1", "0%", "100%"),
        ("0.853333333333333", "0%", "85%"),
        ("0.853333333333333", "0.0%", "85.3%"),
        ("0.853333333333333", "0.##%", "85.33%"),
        ("0.855", "0%", "86%"),
        ("-0.125", "0%;[Red]-0%", "-13%"),
        ("85.3333333333333", '0.0"%"', "85.3%"),
        ("0.6", '0"%"', "1%"),
        ("13000000", '0.0,"万"', "13000.0万"),
        ("13000000", '0\\.0,"万"', "1300.0万"),
        ("13000000", '#,##0,"千"', "13000千"),
        ("13450000", '0.0,,"百万"', "13.5百万"),
        ("13450000", "0,.00", "13450.00"),
        ("-1300", '0.0,"千"', "-1.3千"),
        ("130", '0.0,"千"', "0.1千"),
        ("130", "##,", "0"),
        ("13", '0"万"', "13万"),
        ("9.8", '0.00" 亿元"', "9.80 亿元"),
        ("13", 'General"万元"', "13.00万元"),
        ("13", '0"个"', "13"),
        ("13", '0"千瓦时"', "13"),
        ("60", '0"%"', "60%"),
        ("1", "000", "001"),
        ("1234", "000", "1234"),
        ("7", '"M"00', "M07"),
        ("8000100", "0000-0000000", "0000-8000100"),
        ("1.5", "000", "1.5"),
        ("-1", "000", "-1"),
        ("1234.5", "#,##0.00", "1234.5"),
    ],
)
def test_a_number_is_shown_as_its_format_says(digits: str, code: str, text: str) -> None:
    """Percent signs, leading zeros and division by a thousand are kept; separators are not, nor rounding else."""
    assert shown_number(digits, read_number_format(code)) == text


@given(st.integers(min_value=0, max_value=10_000))
def test_percents_carry_no_noise(hundredths: int) -> None:
    """Every percentage with two decimals comes back exactly, however the file spells its share."""
    stored = repr(hundredths / 10_000)
    shown = shown_number(number_text(stored), read_number_format("0.00%"))
    assert shown.endswith("%")
    assert round(float(shown[:-1]) * 100) == hundredths
    assert len(shown) <= len("100.00%")


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (dt.datetime(2026, 6, 30), "yyyy-mm-dd", "2026-06-30"),  # noqa: DTZ001 -- a sheet knows no time zone
        (dt.datetime(2026, 12, 1), 'yyyy"年"m"月"', "2026年12月"),  # noqa: DTZ001 -- the same
        (dt.datetime(2026, 12, 1), "yyyy", "2026年"),  # noqa: DTZ001 -- the same
        (dt.datetime(2026, 6, 30, 8, 30), "yyyy/m/d h:mm", "2026-06-30 08:30"),  # noqa: DTZ001 -- the same
        (dt.time(8, 30), "h:mm", "08:30"),
        (dt.time(8, 30, 15), "h:mm:ss", "08:30:15"),
        (dt.timedelta(hours=36, minutes=5), "[h]:mm", "36:05"),
        (dt.timedelta(seconds=61), "[h]:mm:ss", "00:01:01"),
    ],
)
def test_dates_have_one_spelling(value: dt.datetime | dt.time | dt.timedelta, code: str, text: str) -> None:
    """ISO dates; no day where none is shown; midnight is not written."""
    assert shown_date(value, read_number_format(code)) == text


def test_a_plain_format_makes_no_date() -> None:
    """Only formats that show a date turn numbers into dates."""
    assert not PLAIN.is_date
    assert read_number_format("m/d/yy").is_date


def test_formats_known_by_number_are_those_of_the_standard() -> None:
    """Our table and that of openpyxl give one meaning; what ours leaves out shows plainly."""
    for number, code in BUILTIN_FORMATS.items():
        assert read_number_format(FORMATS_BY_NUMBER.get(number, "")) == read_number_format(code), number


@given(
    st.one_of(st.floats(min_value=0, max_value=2_957_003), st.integers(min_value=0, max_value=100).map(float)),
    st.sampled_from((EPOCH_1900, EPOCH_1904)),
)
def test_counts_of_days_mean_what_openpyxl_makes_of_them(serial: float, epoch: dt.datetime) -> None:
    """Dates and times are equal, in both epochs and around the day that never was; spans to the millisecond."""
    assert read_serial(serial, epoch, elapsed=False) == from_excel(serial, epoch)
    difference = read_serial(serial, epoch, elapsed=True) - from_excel(serial, epoch, timedelta=True)
    assert abs(difference) <= dt.timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("serial", "day"), [(1, "1900-01-01"), (59, "1900-02-28"), (61, "1900-03-01"), (46_203, "2026-06-30")]
)
def test_a_count_of_days_is_a_date(serial: float, day: str) -> None:
    """As Excel shows them."""
    assert shown_date(read_serial(serial, EPOCH_1900, elapsed=False), read_number_format("yyyy-mm-dd")) == day


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [("0.6", "0%", "60%"), ("60", '0"%"', "60%"), ("7", "000", "007"), ("12.50", "#,##0.00", "12.5")],
)
def test_the_worked_examples_of_numbers(number: str, code: str, shown: str) -> None:
    """The table over the function."""
    assert shown_number(number_text(number), read_number_format(code)) == shown


@pytest.mark.parametrize(("code", "shown"), [("yyyy-mm-dd", "2026-06-30"), ('yyyy"年"m"月"', "2026年6月")])
def test_the_worked_examples_of_dates(code: str, shown: str) -> None:
    """Day 46203 as Excel counts."""
    assert shown_date(read_serial(46203, EPOCH_1900, elapsed=False), read_number_format(code)) == shown
