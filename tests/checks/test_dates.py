"""Days, months and deadlines."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.checks.dates import read_date, read_deadline, read_month
from mashang.checks.fault import Fault, fault
from mashang.periods import Deadline, YearMonth

DAYS = st.dates(date(1949, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_every_day_is_read_in_every_way_of_writing(day: date) -> None:
    """All accepted forms of a day give that day, with and without leading zeros."""
    forms = (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day:%Y%m%d}",
        f"{day.isoformat()} 00:00:00",
        day.isoformat().translate(str.maketrans("0123456789-", "０１２３４５６７８９－")),
    )
    assert {read_date(form) for form in forms} == {day}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("26-06-30", "年份要写四位，如 2026。"),
        ("26年6月30日", "年份要写四位，如 2026。"),
        ("6/30/2026", "先写四位的年份，再写月和日。"),
        ("6/30/26", "先写四位的年份，再写月和日。"),
        ("昨天", ""),
        ("46203", "这像表格软件里日期的内部序号，请把这一列的格式设为“日期”。"),
        ("2026-O6-30", "其中第 6 个字符是字母 O。"),
        ("2026-06", ""),
        ("2026-6/30", ""),
        ("1026-06-30", "年份应在 1949 到 2099 之间。"),
        ("2026年6月底", "其中第 8 个字符是“底”。"),
        ("2026 06 30", ""),
    ],
)
def test_what_is_no_day(text: str, hint: str) -> None:
    """A text that leaves a doubt about the day is a fault that says why."""
    assert read_date(text) == fault("date-not-date", value=text, hint=hint)


@pytest.mark.parametrize("text", ["2026-02-29", "2026-13-01", "20260431", "2026年6月31日"])
def test_days_that_no_calendar_has(text: str) -> None:
    """A well-formed day that does not exist is named as such."""
    assert read_date(text) == fault("date-impossible", value=text)


@given(st.text("0123456789-/.年月日号 底前", max_size=14))
def test_any_text_is_a_day_or_a_fault(text: str) -> None:
    """No mixture of digits and separators raises, and a day read has its digits in the text."""
    found = read_date(text)
    if not isinstance(found, Fault):
        assert str(found.year) in text.replace(" ", "")


@pytest.mark.parametrize("text", ["2026-10", "2026/10", "2026年10月", "2026年10月份", "２０２６年１０月", "Oct-26"])
def test_months(text: str) -> None:
    """A month is written with year and month."""
    assert read_month(text) == YearMonth(2026, 10)


@pytest.mark.parametrize(
    "text", ["2026.10", "2026-13", "10月", "2026-10-01", "202610", "26-10", "2026-00", "26-Oct", "Oct-2026"]
)
def test_what_is_no_month(text: str) -> None:
    """``2026.1`` might have been 2026.10, and a day is no month."""
    assert read_month(text) == fault("month-not-month", value=text)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2026-06-30", date(2026, 6, 30)),
        ("2026年6月30日前", date(2026, 6, 30)),
        ("2026年6月30日之前完成", date(2026, 6, 30)),
        ("2026年6月底前", date(2026, 6, 30)),
        ("2026年2月底", date(2026, 2, 28)),
        ("2026年12月", date(2026, 12, 31)),
        ("2026-12", date(2026, 12, 31)),
        ("2026年12月底前完成", date(2026, 12, 31)),
        ("2026年第三季度", date(2026, 9, 30)),
        ("2026年三季度末", date(2026, 9, 30)),
        ("2026年4季度底前", date(2026, 12, 31)),
        ("2026年底前", date(2026, 12, 31)),
        ("2026年底", date(2026, 12, 31)),
        ("2026年年底前完成", date(2026, 12, 31)),
        ("2026年内", date(2026, 12, 31)),
        ("2026年内完成", date(2026, 12, 31)),
        ("2026年", date(2026, 12, 31)),
        ("2026年上半年", date(2026, 6, 30)),
        ("２０２６年 下半年", date(2026, 12, 31)),
        ("长期坚持", None),
        ("长期", None),
        ("持续推进", None),
        ("常态化", None),
    ],
)
def test_deadlines_keep_what_was_written(text: str, due: date | None) -> None:
    """A period means its end; 长期坚持 has none; the words stay as they are."""
    assert read_deadline(text) == Deadline(text, due)


@pytest.mark.parametrize(
    "text",
    [
        "2026年12月前",
        "2026年第三季度前",
        "2026年前",
        "年底前",
        "6月底前",
        "尽快",
        "26年底",
        "2026年第五季度",
        "2026.12",
        "46203",
    ],
)
def test_deadlines_that_may_mean_two_days(text: str) -> None:
    """Before December may end in November or in December; without a year there is no day."""
    assert read_deadline(text) == fault("deadline-unclear", value=text)


def test_a_deadline_on_a_day_that_does_not_exist() -> None:
    """The calendar is asked for deadlines too."""
    assert read_deadline("2026年6月31日前") == fault("date-impossible", value="2026年6月31日前")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026年6月30日前", date(2026, 6, 30)),
        ("2026年6月底前", date(2026, 6, 30)),
        ("2026年12月", date(2026, 12, 31)),
        ("2026年第三季度", date(2026, 9, 30)),
        ("2026年上半年", date(2026, 6, 30)),
        ("2026年内", date(2026, 12, 31)),
        ("长期坚持", None),
    ],
)
def test_the_worked_examples_of_deadlines(written: str, day: date | None) -> None:
    """The table over the function, but for its last line."""
    assert read_deadline(written) == Deadline(written, day)
    assert read_deadline("2026年12月前") == fault("deadline-unclear", value="2026年12月前")
