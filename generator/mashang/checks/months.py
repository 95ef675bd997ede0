"""The months of dispatch: declared, in sequence, published after their end, with their progress."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from mashang.checks.construction import make
from mashang.checks.context import CheckContext, check_not_future
from mashang.checks.references import check_keys
from mashang.checks.values import Record
from mashang.model import MonthState, ReportingMonth
from mashang.periods import YearMonth
from mashang.problems import Problem, problem


def check_months(
    context: CheckContext, reported: Collection[YearMonth] | None
) -> tuple[tuple[ReportingMonth, ...], list[Problem]]:
    """Make months of their records. ``reported`` are the months that have a progress file, if that is known.

    A draft may name the day on which it is going to be published; a reviewed month may not.
    """
    records = context.records("months")
    problems = [*check_keys(records), *_check_gaps(records)]
    months: list[ReportingMonth] = []
    for record in records:
        month, published = record.month("month"), record.day("published_on")
        state = record.text("state")
        if month and published and published < month.last_day:
            where = record.where("published_on")
            problems.append(problem("month-published-early", where, month=month.label, published=published))
        if state and state != MonthState.DRAFT:
            problems += check_not_future(record, ("published_on",), context.today)
            if month and reported is not None and month not in reported:
                problems.append(problem("progress-missing", record.where("month"), month=month, state=state))
        if record.complete:
            months.append(make(ReportingMonth, record))
    return tuple(months), problems


def _check_gaps(records: Collection[Record]) -> list[Problem]:
    declared = {month: record for record in records if (month := record.month("month")) is not None}
    problems: list[Problem] = []
    for before, after in pairwise(sorted(declared)):
        missing: list[str] = []
        month = before.following
        while month < after:
            missing.append(month.label)
            month = month.following
        if missing:
            named = missing[0] if len(missing) == 1 else f"{missing[0]}至{missing[-1]}"
            where = declared[after].where("month")
            problems.append(problem("month-gap", where, before=before.label, after=after.label, missing=named))
    return problems
