"""Closing months: what they say now is written down, and holds from then on."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mashang.county import JOURNAL, SNAPSHOTS, County
from mashang.files import write_together
from mashang.model import ReportingMonth
from mashang.periods import YearMonth
from mashang.pipeline.checking import ProgressCallback, check_county
from mashang.problems import Location, Problem, problem, sort_problems
from mashang.proof.derived_snapshot import derive_snapshots
from mashang.rule_version import RuleVersion
from mashang.snapshot import MonthSnapshot, Series, SnapshotRows, render_snapshot

_NONCE_BYTES = 16


@dataclass(frozen=True)
class ClosingResult:
    """What closing a month did: the months closed now, oldest first, and since when the wanted one was closed before.

    Nothing was written when there are errors among the problems.
    """

    problems: tuple[Problem, ...]
    months: tuple[MonthSnapshot, ...] = ()
    before: date | None = None


def close_months(county: County, until: YearMonth, today: date, on_stage: ProgressCallback) -> ClosingResult:
    """Close a month as of ``today``, and every open one before it that comes after the month closed last.

    A month rests on those before it, so none may stay open below a closed one. Only reviewed months can be closed. A
    month that is closed already stays as it is. With any error in the county's tables nothing is written; all
    months are closed or none.
    """
    county.check_own(SNAPSHOTS)
    with county.hold_lock():
        checked = check_county(county, today, on_stage, closing=True)
        if checked.settings is None or checked.publication is None:
            return ClosingResult(checked.problems)
        done = next((one for one in checked.closed if one.month == until), None)
        if done:
            return ClosingResult(checked.problems, before=done.day)
        last = checked.closed[-1] if checked.closed else None
        wanted = _list_wanted(checked.publication.months, until, last)
        faults = (*_check_wanted(wanted, until, last),)
        if faults:
            return ClosingResult(sort_problems((*checked.problems, *faults)))
        names = [month.month for month in wanted]
        present = derive_snapshots(checked.publication, checked.settings, names)
        made = tuple(_close(present, checked.publication.rules_by_month, today, last.digest if last else ""))
        series = Series.CLOSED
        files = {series.find_file(one.month): render_snapshot(one, series) for one in made}
        write_together(county.root, files, county / JOURNAL)
        return ClosingResult(checked.problems, made)


def _list_wanted(
    months: tuple[ReportingMonth, ...], until: YearMonth, last: MonthSnapshot | None
) -> tuple[ReportingMonth, ...]:
    """The open months up to ``until``, oldest first; those before the month closed last stay open."""
    found = (month for month in months if month.month <= until and (last is None or month.month > last.month))
    return tuple(sorted(found, key=lambda month: month.month))


def _check_wanted(
    wanted: tuple[ReportingMonth, ...], until: YearMonth, last: MonthSnapshot | None
) -> Iterator[Problem]:
    where = Location("content/months")
    if last and until < last.month:
        yield problem("month-to-close-late", where, month=until.label, last=last.month.label)
    elif not wanted or wanted[-1].month != until:
        yield problem("month-to-close-unknown", where, month=until.label)
    for month in wanted:
        if not month.public:
            yield problem("month-to-close-draft", where, month=month.month.label)


def _close(
    present: dict[YearMonth, SnapshotRows], rules: Mapping[YearMonth, RuleVersion], today: date, previous: str
) -> Iterator[MonthSnapshot]:
    for name, said in present.items():
        rows = {key: cells for key, cells in said.items() if key[0] in Series.CLOSED.kinds}
        judged = rules.get(name, RuleVersion.CURRENT)
        snapshot = MonthSnapshot(name, today, secrets.token_hex(_NONCE_BYTES), previous, rows, judged)
        yield snapshot
        previous = snapshot.digest
