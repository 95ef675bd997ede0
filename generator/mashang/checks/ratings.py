"""Ratings counted by code, month and source (好差评, GB/T 39735-2020): from the table of ratings and the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from mashang.cases import Case, CaseKind, RatingSource
from mashang.checks.construction import make
from mashang.checks.context import CheckContext
from mashang.checks.values import Record
from mashang.feedback import COUNTS
from mashang.periods import YearMonth
from mashang.problems import Problem, ask, problem
from mashang.rating_counts import RatingCount, SourcedRatings

_MANY = 20
"""The least count of which ten times as many are asked about."""
_Key = tuple[YearMonth, str]


def check_ratings(
    context: CheckContext, cases: Iterable[Case]
) -> tuple[tuple[RatingCount, ...], tuple[SourcedRatings, ...], list[Problem]]:
    """Make the counts of every month; each code must have been issued, and no more be closed than complained of.

    ``cases`` bring the ratings and complaints of the register. A code has one count a month, whatever its sources are;
    how many each source brought is returned beside them.
    """
    problems: list[Problem] = []
    counts: list[RatingCount] = []
    sourced: list[SourcedRatings] = []
    unnamed: dict[_Key, Record] = {}
    last: dict[tuple[str, str], int] = {}
    for source in sorted(context.sources.get("ratings", ()), key=lambda one: one.parts):
        try:
            month = YearMonth.parse(source.parts[0])
        except ValueError:
            continue
        if month.last_day.replace(day=1) > context.today:
            problems.append(problem("date-in-future", source.where, value=month.label))
        problems += _check_twice(source.records)
        for record in source.records:
            problems += (*_check_row(context, record), *_check_jumps(record, str(month), last))
            if record.complete:
                counts.append(make(RatingCount, record, month=month))
                named = record.values.get("source")
                if isinstance(named, RatingSource):
                    sourced.append(SourcedRatings(month, counts[-1].code, named, sum(counts[-1].levels)))
                if named in (None, RatingSource.OWN):
                    unnamed[month, counts[-1].code] = record
    registered = tuple(count_register(cases))
    for key in sorted({(one.month, one.code) for one in registered if one.n} & unnamed.keys()):
        problems.append(problem("rating-both", unnamed[key].where("code"), value=key[1], month=key[0].label))
    merged = _merge([*counts, *(one.count for one in registered)])
    sourced += [SourcedRatings(one.month, one.code, one.source, one.n) for one in registered if one.n]
    return merged, tuple(sourced), problems


def _check_twice(records: Iterable[Record]) -> Iterator[Problem]:
    """Codes that stand in two rows with the same source, or with none."""
    first: dict[tuple[str, object], Record] = {}
    for record in records:
        code = record.text("code")
        known = first.setdefault((code, record.values.get("source")), record)
        if code and known is not record:
            yield problem("row-twice", record.where("code"), value=code, other=f"第 {known.row} 行")


@dataclass(frozen=True, slots=True)
class Registered:
    """What the register counts of a code, a month and a source."""

    count: RatingCount
    source: RatingSource

    @property
    def month(self) -> YearMonth:
        """The month in which it counts."""
        return self.count.month

    @property
    def code(self) -> str:
        """The code that was scanned."""
        return self.count.code

    @property
    def n(self) -> int:
        """How many ratings."""
        return sum(self.count.levels)


# A complaint of 30 October, due on 6 November, answered on 9 November and closed on 12 November, about one window:
#
#              complaints   closed   overdue
#   October         1          -         -
#   November        -          1         1      each counts in the month in which it happened, so that a month that was
#                                               published stays as it is, and the sum over all months says what is open
def count_register(cases: Iterable[Case]) -> Iterator[Registered]:
    """The ratings and complaints of the register, each in the month in which it came, was closed, or fell overdue."""
    found: dict[tuple[YearMonth, str, RatingSource], dict[str, int]] = {}

    def add(day: date, case: Case, name: str) -> None:
        key = (YearMonth.of(day), case.code, case.source)
        counted = found.setdefault(key, dict.fromkeys(COUNTS, 0))
        counted[name] += 1

    for case in cases:
        if not case.code:
            continue
        if case.level:
            add(case.received_on, case, f"level_{case.level}")
        if case.kind is CaseKind.COMPLAINT:
            add(case.received_on, case, "complaints")
            if case.closed_on:
                add(case.closed_on, case, "closed")
            if case.overdue_since:
                add(case.overdue_since, case, "overdue")
    for (month, code, source), counted in sorted(found.items()):
        yield Registered(RatingCount(month, code, **counted), source)


def _merge(counts: Iterable[RatingCount]) -> tuple[RatingCount, ...]:
    """One count for each code and month. How many matters were handled is said once for all sources."""
    merged: dict[_Key, RatingCount] = {}
    for one in counts:
        key = (one.month, one.code)
        known = merged.get(key)
        if known is None:
            merged[key] = one
            continue
        added = {name: getattr(known, name) + getattr(one, name) for name in COUNTS}
        merged[key] = replace(known, **added, handled=max(known.handled, one.handled))
    return tuple(merged.values())


def _check_jumps(record: Record, month: str, last: dict[tuple[str, str], int]) -> Iterator[Problem]:
    """Counts that are ten times those of the month before; ``last`` is brought up to this month."""
    for column in record.table.dataset.columns:
        now, key = record.values.get(column.name), (f"{record.text('code')} {record.text('source')}", column.name)
        if isinstance(now, int):
            before = last.get(key, 0)
            if before >= _MANY and now >= 10 * before:
                slots = {"heading": column.heading, "before": before, "after": now}
                about = (month, record.text("code"), column.name, before, now)
                yield ask("value-jumped", record.where(column.name), about, **slots)
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
