"""Working days as China counts them: weekends, public holidays, and the days that are made up for (调休).

The arrangement of a year is known once the State Council has published it: from the chinesecalendar package, and for
years that it does not know yet, or for days that a county arranges otherwise, from ``site_config/workdays.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property

import chinese_calendar

_DAY = timedelta(days=1)
_SATURDAY = 5


class UnknownYearError(Exception):
    """Nobody has said which days of this ``year`` are worked."""

    def __init__(self, year: int) -> None:
        """The year that is asked for."""
        super().__init__(year)
        self.year = year


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked. ``changes`` are a county's own rows: by day, whether it is worked.

    A year in which it has rows is known: its other days are as the package says, or as weekdays and weekends are.
    """

    changes: Mapping[date, bool] = field(default_factory=dict)

    @cached_property
    def _years(self) -> frozenset[int]:
        return frozenset(day.year for day in self.changes)

    def is_working(self, day: date) -> bool:
        """Whether a day is worked. Raises :class:`UnknownYearError` where the year's arrangement is not known."""
        if day in self.changes:
            return self.changes[day]
        known = _find_day(day)
        if known is not None:
            return known
        if day.year not in self._years:
            raise UnknownYearError(day.year)
        return day.weekday() < _SATURDAY

    def add(self, day: date, count: int) -> date:
        """The last day of a limit of so many working days, which does not count its first day (民法典第二百零一条).

        Raises :class:`UnknownYearError` where it reaches into a year whose arrangement is not known.
        """
        while count:
            day += _DAY
            count -= self.is_working(day)
        return day

    def count(self, after: date, until: date) -> int:
        """How many working days there are behind ``after``, up to and with ``until``."""
        return sum(self.is_working(after + _DAY * number) for number in range(1, (until - after).days + 1))


@cache
def _find_day(day: date) -> bool | None:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
