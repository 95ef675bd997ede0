"""Months of dispatch: published after their end, not in the future once reviewed, and in sequence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mashang.model import MonthState
from mashang.problems import Problem

Check = Callable[..., tuple[object, tuple[Problem, ...]]]
HEAD = "月份|发布日期|状态"
PROGRESS = "编号|本月进展|完成率\nM01|已办|40%"
"""The tests' day is 20 November 2026."""


def codes(check: Check, *rows: str, reported: tuple[str, ...] = ()) -> list[str]:
    """The codes of the problems with a table of months."""
    tables = {"months": "\n".join([HEAD, *rows])} | {f"progress/{month}": PROGRESS for month in reported}
    return [found.code for found in check(tables)[1]]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-10-30", ["month-published-early"]),
        ("2026-10-31", []),
        ("2026-11-20", []),
        ("2026-11-21", ["date-in-future"]),
    ],
)
def test_a_reviewed_month_is_published_between_its_end_and_today(check: Check, day: str, expected: list[str]) -> None:
    """The last day of the month is early enough, today is late enough."""
    assert codes(check, f"2026-10|{day}|已审核", reported=("2026-10",)) == expected


def test_a_draft_may_name_a_day_to_come(check: Check) -> None:
    """While a month is being prepared its day of publication is a plan, and its progress may still be missing."""
    assert "date-in-future" not in codes(check, "2026-11|2026-12-05|草稿")
    assert "progress-missing" not in codes(check, "2026-11|2026-12-05|草稿")


@pytest.mark.parametrize("state", [MonthState.REVIEWED, MonthState.CLOSED])
def test_a_public_month_wants_its_progress(check: Check, state: MonthState) -> None:
    """A month that readers may see cannot be empty."""
    assert "progress-missing" in codes(check, f"2026-10|2026-11-05|{state.value}")


def test_missing_months_are_named_in_any_order_of_rows(check: Check) -> None:
    """A gap is reported at the month after it, however the sheet is sorted."""
    rows = ("2026-10|2026-11-05|草稿", "2026-07|2026-08-05|草稿")
    _, problems = check({"months": "\n".join([HEAD, *rows])})
    (gap,) = [found for found in problems if found.code == "month-gap"]
    assert gap.where.row == 2
    assert "2026年8月至2026年9月" in gap.sentence
