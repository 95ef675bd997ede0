"""Where every measure stands at the end of a month, by the rules that the site prints.

The rules themselves, with their order and wording, are :data:`mashang.published_rules.RULES`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter

from mashang.derived import Mark, Standing, Status, list_judged
from mashang.model import Measure, ProgressReport, Publication, WrittenStatus
from mashang.periods import YearMonth
from mashang.rule_version import RuleVersion
from mashang.settings import Settings
from mashang.spelling import spell_day, spell_number

_WHOLE = Decimal(100)
_TENTH = Decimal("0.1")
_month_of = attrgetter("month")


def derive_standings_by_month(
    publication: Publication, months: tuple[YearMonth, ...], settings: Settings, *, explained: bool = True
) -> tuple[tuple[Standing, ...], ...]:
    """For each month the standing of every measure published by its last day, in the order of the measures.

    A task has none: its items have, from the month on in which they are published. Each is judged by the
    terms in force on that day.
    A measure without a day of publication counts from the first month in which it was reported. All
    reports of ``publication`` up to a month are believed; who may not see drafts is given a publication
    without their reports. A month is judged by the rules by which it was published or closed. Unless
    ``explained`` the standings are without their reasons, which take half of the time.
    """
    histories: dict[str, list[ProgressReport]] = {measure.id: [] for measure in publication.measures}
    reports = deque(sorted(publication.reports, key=_month_of))
    derived: dict[YearMonth, tuple[Standing, ...]] = {}
    for month in sorted(months):
        while reports and reports[0].month <= month:
            report = reports.popleft()
            histories[report.measure].append(report)
        rules = publication.rules_by_month.get(month, RuleVersion.CURRENT)
        cases = (
            _open_case(measure, month, histories[measure.id], settings.tolerance)
            for measure in list_judged(publication, month)
        )
        derived[month] = tuple(
            _derive_standing(case, rules, explained=explained) for case in cases if _is_counted(case)
        )
    return tuple(derived[month] for month in months)


def derive_expected(measure: Measure, day: date) -> Decimal | None:
    """The share (%) of the time from publication to deadline that has gone on ``day``, one decimal, 0–100.

    ``None`` without a day of publication or without a deadline. Half a tenth is rounded up.
    """
    if measure.published_on is None or measure.deadline.due is None:
        return None
    gone = (day - measure.published_on).days
    whole = (measure.deadline.due - measure.published_on).days
    if gone >= whole:
        return _WHOLE
    share = Decimal(max(gone, 0)) * _WHOLE / Decimal(whole)
    return share.quantize(_TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class _Case:
    """What is known of one measure at the end of one month: ``past`` holds its reports up to then."""

    measure: Measure
    month: YearMonth
    past: list[ProgressReport]
    tolerance: Decimal
    now: ProgressReport | None
    """The month's own report."""
    measured: ProgressReport | None
    """The last report that gives a percentage."""

    @property
    def idle(self) -> bool:
        """Whether this month's report says that nothing was begun."""
        return self.now is not None and (self.now.written_status is WrittenStatus.NOT_STARTED or self.now.percent == 0)

    @property
    def done_since(self) -> ProgressReport | None:
        """The report from which on every report says that the measure is done."""
        since = None
        for report in reversed(self.past):
            if _done(report):
                since = report
            elif report.percent is not None or report.written_status is not None:
                break
        return since


def _open_case(measure: Measure, month: YearMonth, past: list[ProgressReport], tolerance: Decimal) -> _Case:
    now = past[-1] if past and past[-1].month == month else None
    measured = next((report for report in reversed(past) if report.percent is not None), None)
    return _Case(measure, month, past, tolerance, now, measured)


def _is_counted(case: _Case) -> bool:
    published = case.measure.published_on
    return bool(case.past) if published is None else published <= case.month.last_day


def _done(report: ProgressReport) -> bool:
    return report.written_status is WrittenStatus.DONE or (report.percent is not None and report.percent >= _WHOLE)


def _derive_standing(case: _Case, rules: RuleVersion, *, explained: bool) -> Standing:
    day = case.month.last_day
    measured = case.measured
    percent = measured.percent if measured else None
    expected = derive_expected(case.measure, day)
    status, tell = _derive_status(case, rules, day, expected)
    reason = tell() if explained else ""
    mark = None if status is Status.DONE or rules is RuleVersion.FIRST else _derive_mark(case)
    return Standing(case.measure.id, case.month, status, day, reason, percent, expected, case.now, mark)


def _derive_mark(case: _Case) -> Mark | None:
    if case.now is None:
        return Mark.NOT_REPORTED
    return Mark.NOT_STARTED if case.idle else None


_Judged = tuple[Status, Callable[[], str]]
"""A status, and what tells why."""


def _derive_status(case: _Case, rules: RuleVersion, day: date, expected: Decimal | None) -> _Judged:
    """Try the rules in their published order."""
    due = case.measure.deadline.due
    since = case.done_since
    if since is not None:
        return Status.DONE, lambda: _tell_done(case, since)
    if due is not None and due <= day:
        return Status.OVERDUE, lambda: f"完成时限 {spell_day(due)}已到，{_tell_last(case)}，还没有完成"
    if rules is RuleVersion.FIRST and case.now is None:
        return Status.NOT_REPORTED, lambda: _tell_now(case)
    if due is None:
        lasting = rules is RuleVersion.FIRST or case.measure.deadline.lasting
        return (Status.LASTING if lasting else Status.UNDATED), lambda: f"没有完成时限，{_tell_now(case)}"
    if rules is RuleVersion.FIRST and case.idle:
        return Status.NOT_STARTED, lambda: _tell_now(case)
    status, tell = _compare(case, due, expected)
    return (Status.ON_TRACK if rules is RuleVersion.FIRST and status is Status.UNKNOWN else status), tell


def _compare(case: _Case, due: date, expected: Decimal | None) -> _Judged:
    """Hold the last known percentage against the time gone, 0 where nothing was ever reported."""
    measured = case.measured
    percent = measured.percent if measured else None
    if percent is None and not case.past:
        percent = Decimal(0)
    if percent is None or expected is None:
        return Status.UNKNOWN, lambda: _tell_unknown(case, due, percent)
    behind = expected - percent
    status = Status.ON_TRACK if behind <= case.tolerance else Status.BEHIND
    return status, lambda: _tell_compared(case, percent, expected)


def _tell_unknown(case: _Case, due: date, percent: Decimal | None) -> str:
    if percent is not None:
        told = f"{_state_percent(case, percent)}，没有发布日期，算不出时间进度"
    else:
        told = f"{case.month.label}报送“推进中”，没有完成率" if case.now else _tell_now(case)
    return f"{told}，完成时限 {spell_day(due)}还没有到"


def _tell_compared(case: _Case, percent: Decimal, expected: Decimal) -> str:
    stated = f"{_state_percent(case, percent)}，时间已过 {spell_number(expected)}%"
    behind = expected - percent
    if behind <= 0:
        return f"{stated}，没有落后"
    found = "没有超过" if behind <= case.tolerance else "超过"
    return f"{stated}，落后 {spell_number(behind)} 个百分点，{found}容许的 {spell_number(case.tolerance)} 个百分点"


def _tell_now(case: _Case) -> str:
    report = case.now
    if report is None:
        return f"{case.month.label}没有报送进展，{_tell_last(case)}"
    if report.written_status is WrittenStatus.NOT_STARTED:
        return f"{report.month.label}报送“未启动”"
    if report.percent is None:
        return f"{report.month.label}报送了进展"
    return f"{report.month.label}报送完成率 {spell_number(report.percent)}%"


def _tell_done(case: _Case, since: ProgressReport) -> str:
    stated = "“已完成”" if since.percent is None or since.percent < _WHOLE else "完成率 100%"
    later = "" if since is case.past[-1] else "，此后没有回落"
    return f"{since.month.label}报送{stated}{later}"


def _tell_last(case: _Case) -> str:
    if not case.past:
        return "至今没有报送过进展"
    if (measured := case.measured) is None or measured.percent is None:
        return f"最近一次报送是{case.past[-1].month.label}，没有完成率"
    return f"最近报送的完成率是 {spell_number(measured.percent)}%（{measured.month.label}）"


def _state_percent(case: _Case, percent: Decimal) -> str:
    measured = case.measured
    if measured is None:
        return f"{_tell_last(case)}，完成率按 0% 算"
    silent = "" if case.now else f"{case.month.label}没有报送进展，按最近报送的算："
    earlier = f"（{measured.month.label}报送）" if measured.month != case.month else ""
    return f"{silent}完成率 {spell_number(percent)}%{earlier}"
