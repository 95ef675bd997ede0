"""What was typed into the fields of a page, as what it means; what cannot be read is said in Chinese."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mashang.model import ReportingMonth
from mashang.periods import Quarter, YearMonth
from mashang.problems import RequestError


def read_month(text: str) -> YearMonth:
    """A month. Raises :class:`RequestError`."""
    try:
        return YearMonth.parse(text.strip())
    except ValueError as fault:
        raise RequestError("月份要写成 2026-11 这样的年-月。") from fault


def read_day(text: str) -> date:
    """A day. Raises :class:`RequestError`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as fault:
        raise RequestError("日期要写成 2026-11-06 这样的年-月-日。") from fault


def read_period(text: str) -> YearMonth | Quarter | int:
    """A month, a quarter or a year, as commands write them. Raises :class:`RequestError`."""
    try:
        return int(text) if text.isdecimal() else Quarter.parse(text) if "q" in text else YearMonth.parse(text)
    except ValueError as fault:
        raise RequestError("请选一个月、一个季度或一年。") from fault


def list_periods(months: Iterable[ReportingMonth]) -> tuple[Quarter | int, ...]:
    """The quarters and years with a public month, in the order of the months."""
    public = [one.month for one in months if one.public]
    return (*dict.fromkeys(map(Quarter.of, public)), *dict.fromkeys(one.year for one in public))
