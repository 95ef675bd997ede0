"""Ratings counted by code and month (好差评, GB/T 39735-2020)."""

from __future__ import annotations

from collections.abc import Iterator

from mashang.checks.construction import make
from mashang.checks.context import CheckContext
from mashang.checks.references import check_keys
from mashang.checks.values import Record
from mashang.model import RatingCount
from mashang.periods import YearMonth
from mashang.problems import Problem, ask, problem

_MANY = 20
"""The least count of which ten times as many are asked about."""


def check_ratings(context: CheckContext) -> tuple[tuple[RatingCount, ...], list[Problem]]:
    """Make the counts of every month; each code must have been issued, and no more be closed than complained of."""
    problems: list[Problem] = []
    counts: list[RatingCount] = []
    last: dict[tuple[str, str], int] = {}
    for source in sorted(context.sources.get("ratings", ()), key=lambda one: one.parts):
        try:
            month = YearMonth.parse(source.parts[0])
        except ValueError:
            continue
        if month.last_day.replace(day=1) > context.today:
            problems.append(problem("date-in-future", source.where, value=month.label))
        problems += check_keys(source.records)
        for record in source.records:
            problems += (*_check_row(context, record), *_check_jumps(record, str(month), last))
            if record.complete:
                counts.append(make(RatingCount, record, month=month))
    return tuple(counts), problems


def _check_jumps(record: Record, month: str, last: dict[tuple[str, str], int]) -> Iterator[Problem]:
    """Counts that are ten times those of the month before; ``last`` is brought up to this month."""
    for column in record.table.dataset.columns:
        now, key = record.values.get(column.name), (record.text("code"), column.name)
        if isinstance(now, int):
            before = last.get(key, 0)
            if before >= _MANY and now >= 10 * before:
                slots = {"heading": column.heading, "before": before, "after": now}
                yield ask("value-jumped", record.where(column.name), (month, *key, before, now), **slots)
            last[key] = now


def _check_row(context: CheckContext, record: Record) -> list[Problem]:
    problems: list[Problem] = []
    code = record.text("code")
    if code and context.codes is not None and code not in context.codes:
        hint = "从 qrcodes/ledger.csv 里复制。"
        problems.append(problem("reference-unknown", record.where("code"), value=code, title="登记簿", hint=hint))
    complaints = record.count("complaints")
    if not record.broken("complaints"):
        for name, slot, kind in (
            ("closed", "closed", "rating-closed-over"),
            ("overdue", "overdue", "rating-overdue-over"),
        ):
            if record.count(name) > complaints:
                problems.append(problem(kind, record.where(name), complaints=complaints, **{slot: record.count(name)}))
    return problems
