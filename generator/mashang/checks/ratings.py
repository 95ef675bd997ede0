"""Ratings counted by code and month (好差评, GB/T 39735-2020)."""

from __future__ import annotations

from mashang.checks.construction import make
from mashang.checks.context import CheckContext
from mashang.checks.references import check_keys
from mashang.checks.values import Record
from mashang.model import RatingCount
from mashang.periods import YearMonth
from mashang.problems import Problem, problem


def check_ratings(context: CheckContext) -> tuple[tuple[RatingCount, ...], list[Problem]]:
    """Make the counts of every month; each code must have been issued, and no more be closed than complained of."""
    problems: list[Problem] = []
    counts: list[RatingCount] = []
    for source in context.sources.get("ratings", ()):
        try:
            month = YearMonth.parse(source.parts[0])
        except ValueError:
            continue
        if month.last_day.replace(day=1) > context.today:
            problems.append(problem("date-in-future", source.where, value=month.label))
        problems += check_keys(source.records)
        for record in source.records:
            problems += _check_row(context, record)
            if record.complete:
                counts.append(make(RatingCount, record, month=month))
    return tuple(counts), problems


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
