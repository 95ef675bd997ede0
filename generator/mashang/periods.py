"""Months and quarters of the calendar, as dispatch and ranking go by them, and deadlines as people write them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache


@cache
def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
    """A calendar month (月份)."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def label(self) -> str:
        """As read aloud: 2026年10月."""
        return f"{self.year}年{self.month}月"

    @property
    def last_day(self) -> date:
        """The last day of the month, as of which its progress is computed."""
        return _last_day(self.year, self.month)

    @property
    def following(self) -> YearMonth:
        """The next month."""
        return YearMonth(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def preceding(self) -> YearMonth:
        """The month before."""
        return YearMonth(self.year - (self.month == 1), (self.month + 10) % 12 + 1)

    @classmethod
    def of(cls, day: date) -> YearMonth:
        """The month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> YearMonth:
        """Read ``2026-10``. Raises ``ValueError`` for anything else."""
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
            raise ValueError(text)
        first = date.fromisoformat(f"{text}-01")
        return cls(first.year, first.month)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year (季度), ``number`` from 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-q{self.number}"

    @property
    def label(self) -> str:
        """As read aloud: 2026年第三季度."""
        return f"{self.year}年{self.short}"

    @property
    def short(self) -> str:
        """Without the year: 第三季度."""
        return f"第{'一二三四'[self.number - 1]}季度"

    @property
    def last_month(self) -> YearMonth:
        """The month whose end closes the quarter."""
        return YearMonth(self.year, self.number * 3)

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read ``2026-q4``. Raises ``ValueError`` for anything else."""
        if not re.fullmatch(r"[0-9]{4}-[qQ][1-4]", text):
            raise ValueError(text)
        return cls(int(text[:4]), int(text[-1]))

    @classmethod
    def of(cls, month: YearMonth) -> Quarter:
        """The quarter in which a month lies."""
        return cls(month.year, (month.month + 2) // 3)


def spell_span(first: YearMonth, last: YearMonth) -> str:
    """The months from one to another: 2026年5月至10月."""
    if first == last:
        return last.label
    return f"{first.label}至{last.month}月" if first.year == last.year else f"{first.label}至{last.label}"


UNDATED = "文件未定时限"
"""How an empty deadline is shown, and may be written."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """完成时限: as people wrote it, and the last day it means. None means 长期坚持, or that none was set."""

    written: str = UNDATED
    due: date | None = None

    @property
    def lasting(self) -> bool:
        """Whether it has no end (长期坚持)."""
        return self.due is None and self.written != UNDATED


NO_DEADLINE = Deadline()
