"""Working days with public holidays and days made up for (调休), of 2026 as the State Council arranged it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mashang.working_days import UnknownYearError, WorkingCalendar

CHINA = WorkingCalendar()


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        ("2026-10-12", 5, "2026-10-19"),  # a weekend between
        ("2026-09-30", 1, "2026-10-08"),  # the National Day holidays
        ("2026-09-30", 2, "2026-10-09"),
        ("2026-09-30", 3, "2026-10-10"),  # a Saturday that is worked
        ("2026-10-16", 0, "2026-10-16"),  # no limit
        ("2026-10-17", 1, "2026-10-19"),  # received on a Saturday
    ],
)
def test_a_limit_ends_on_a_working_day(day: str, count: int, last: str) -> None:
    """The day on which it begins is not counted."""
    assert CHINA.add(date.fromisoformat(day), count) == date.fromisoformat(last)


def test_counting_is_the_reverse_of_adding() -> None:
    """For every day of a year and each limit in use."""
    for number in range(300):
        day = date(2026, 1, 1) + timedelta(days=number)
        for count in (1, 5, 15):
            assert CHINA.count(day, CHINA.add(day, count)) == count


def test_a_year_that_is_not_arranged_yet_is_not_guessed() -> None:
    """Weekends alone would be wrong at New Year."""
    with pytest.raises(UnknownYearError) as caught:
        CHINA.add(date(2040, 1, 4), 1)
    assert caught.value.year == 2040


def test_a_countys_rows_make_a_year_known_and_change_a_known_one() -> None:
    """Days that are not named follow the weekdays."""
    own = WorkingCalendar({date(2040, 1, 2): False, date(2040, 1, 7): True, date(2026, 10, 12): False})
    assert own.add(date(2039 + 1, 1, 1), 1) == date(2040, 1, 3)
    assert own.is_working(date(2040, 1, 7))
    assert not own.is_working(date(2040, 1, 8))
    assert own.add(date(2026, 10, 10), 1) == date(2026, 10, 13)
