"""The register of reports (诉求台账): days in their order, nothing closed unsolved, nobody who can be recognised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from mashang.cases import Case, CaseKind, Limits, Result, Verdict
from mashang.checks.construction import make
from mashang.checks.context import CheckContext, Source, check_not_future, resolve_all
from mashang.checks.privacy import find_private
from mashang.checks.references import check_keys
from mashang.checks.values import Record
from mashang.feedback import BAD
from mashang.periods import YearMonth
from mashang.problems import Location, Problem, ask, problem
from mashang.tables import CASES, WORKDAYS
from mashang.working_days import UnknownYearError, WorkingCalendar

_ORDER = (
    *("received_on", "assigned_on", "answered_on", "called_back_on", "reopened_on", "answered_again_on", "closed_on"),
)
"""The days of a case in the order in which they come. A call-back may also come after a second answer."""
_DAYS = (*_ORDER, "appeal_decided_on")
_PRIVATE_TEXTS = ("subject", "extension_reason", "foreign_number")
"""What nobody reads on a page, and where nobody may be recognised all the same."""
_BAD = frozenset(level.points for level in BAD)


def read_calendar(context: CheckContext) -> tuple[WorkingCalendar, list[Problem]]:
    """The county's own rows of working days."""
    records = context.records(WORKDAYS.name)
    days = {day: bool(record.values["works"]) for record in records if record.complete and (day := record.day("day"))}
    return WorkingCalendar(days), check_keys(records)


def check_cases(context: CheckContext, calendar: WorkingCalendar) -> tuple[tuple[Case, ...], list[Problem]]:
    """Make the cases of all months, in the order of their files, with the last days of their clocks."""
    limits = context.settings.limits
    problems: list[Problem] = []
    cases: list[Case] = []
    unknown: dict[int, Location] = {}
    sources = sorted(context.sources.get(CASES.name, ()), key=lambda one: one.parts)
    problems += check_keys(record for source in sources for record in source.records)
    for source in sources:
        for record in source.records:
            case, wrong = _read(context, source, record)
            problems += wrong
            if case:
                try:
                    cases.append(_set_clock(case, limits, calendar))
                except UnknownYearError as fault:
                    unknown.setdefault(fault.year, record.where("received_on"))
                else:
                    problems += _check_extension(record, cases[-1], calendar, limits)
    problems += [problem("workdays-missing", where, year=year) for year, where in sorted(unknown.items())]
    return tuple(cases), problems


def _set_clock(case: Case, limits: Limits, calendar: WorkingCalendar) -> Case:
    limit = limits.get(case.kind, 0) if case.kind else 0
    due = calendar.add(case.received_on, limit) if limit else None
    if due and case.extended_to:
        due = max(due, case.extended_to)
    again = calendar.add(case.reopened_on, limit) if limit and case.reopened_on else None
    days = calendar.count(case.received_on, case.answered_on) if case.answered_on else None
    return replace(case, due=due, due_again=again, days=days)


def _read(context: CheckContext, source: Source, record: Record) -> tuple[Case | None, list[Problem]]:
    """The case of a record, ``None`` when something in it could not be read."""
    departments, problems = resolve_all(context.departments, record, "department")
    code = record.text("code")
    if code and context.codes is not None and code not in context.codes:
        hint = "从 qrcodes/ledger.csv 里复制。"
        problems.append(problem("reference-unknown", record.where("code"), value=code, title="登记簿", hint=hint))
    problems += [*_check_month(source, record), *check_not_future(record, _DAYS, context.today)]
    problems += [*_check_order(record), *_check_whole(record), *_check_private(record)]
    if not record.complete or any(one.code == "case-empty" for one in problems):
        return None, problems
    kind = record.values.get("kind") or (CaseKind.BAD_RATING if record.values.get("level") in _BAD else None)
    case = make(Case, record, department="".join(departments), kind=kind)
    return case, [*problems, *_check_closing(record, case), *_check_reply(record, case)]


def _check_month(source: Source, record: Record) -> Iterator[Problem]:
    day = record.day("received_on")
    if day and str(YearMonth.of(day)) != source.parts[0]:
        slots = {"day": day.isoformat(), "month": YearMonth.of(day)}
        yield problem("case-other-month", record.where("received_on"), **slots)


def _check_order(record: Record) -> Iterator[Problem]:
    """Each day against the last one before it that is filled in."""
    filled = [(name, day) for name in _ORDER if (day := record.day(name))]
    if record.day("answered_again_on") and record.day("called_back_on"):
        filled = [one for one in filled if one[0] != "called_back_on"]
    for (before, earlier), (after, later) in pairwise(filled):
        if later < earlier:
            slots = {"after": _name(after), "later": later.isoformat()}
            yield problem("case-order", record.where(after), **slots, before=_name(before), earlier=earlier.isoformat())


def _name(column: str) -> str:
    return CASES.column(column).heading


_NEEDS = (
    ("assigned_on", "department"),
    ("extended_to", "extension_reason"),
    ("verdict", "answered_on"),
    ("reopened_on", "answered_on"),
    ("answered_again_on", "reopened_on"),
    ("closed_on", "result"),
)
"""What is filled in only together with something else."""
_UNHANDLED = (Result.NOT_ACCEPTED, Result.PASSED_ON)


def _check_whole(record: Record) -> Iterator[Problem]:
    """What is missing beside what is filled in."""
    if record.complete and not {"kind", "level"} & record.cells.keys():
        yield problem("case-empty", record.where("kind"))
    for name, needed in _NEEDS:
        if name in record.cells and needed not in record.cells:
            yield problem("case-needs", record.where(needed), heading=_name(name), needed=_name(needed))
    result = record.values.get("result")
    if result and result not in _UNHANDLED and not {"answered_on", "closed_on"} & record.cells.keys():
        yield problem("case-needs", record.where("answered_on"), heading=_name("result"), needed=_name("answered_on"))
    decided = record.values.get("appeal") not in (None, "审核中")
    if decided != ("appeal_decided_on" in record.cells):
        missing, there = ("appeal_decided_on", "appeal") if decided else ("appeal", "appeal_decided_on")
        yield problem("case-needs", record.where(missing), heading=_name(there), needed=_name(missing))


def _check_private(record: Record) -> Iterator[Problem]:
    for name in _PRIVATE_TEXTS:
        for slip in find_private(record.text(name)):
            yield problem("case-private", record.where(name), heading=_name(name), value=slip.shown)


def _check_extension(record: Record, case: Case, calendar: WorkingCalendar, limits: Limits) -> Iterator[Problem]:
    if case.extended_to and case.kind:
        limit = limits.get(case.kind, 0)
        usual = calendar.add(case.received_on, limit) if limit else None
        if usual is None or case.extended_to <= usual:
            due = usual.isoformat() if usual else "没有时限"
            yield problem("case-extended-early", record.where("extended_to"), due=due)


def _check_closing(record: Record, case: Case) -> Iterator[Problem]:
    """A case is not closed while it is not solved, unless it was reopened once, a level up."""
    unsolved = case.result is Result.NOT_SOLVED or case.verdict is Verdict.NOT_SOLVED
    if case.closed_on and unsolved and not case.reopened_on:
        why = "结果是“未解决”" if case.result is Result.NOT_SOLVED else "反映人说没有解决"
        yield problem("case-closed-unsolved", record.where("closed_on"), why=why)
    elif case.result is Result.SOLVED and case.verdict is Verdict.NOT_SOLVED:
        yield ask("case-verdict-differs", record.where("result"), (case.number, case.result, case.verdict))


def _check_reply(record: Record, case: Case) -> Iterator[Problem]:
    if case.reply and not case.question:
        yield problem("case-needs", record.where("question"), heading=_name("reply"), needed=_name("question"))
