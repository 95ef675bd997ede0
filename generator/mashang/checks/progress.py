"""Monthly progress: how much is done, as written or as computed, and whether the figures agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from mashang.checks.construction import make
from mashang.checks.context import CheckContext, Source, resolve_all
from mashang.checks.fault import strip_blanks
from mashang.checks.magnitude import Settled, check_magnitudes
from mashang.checks.references import check_keys
from mashang.checks.values import Record, check_shown_units
from mashang.derived import list_tasks
from mashang.model import Measure, ProgressReport, Publication, ReportingMonth, WrittenStatus
from mashang.periods import YearMonth
from mashang.problems import Problem, has_errors, problem
from mashang.records import Adjustment, find_asked, find_terms
from mashang.spelling import spell_number
from mashang.tables import MEASURED

_HUNDRED = Decimal(100)
_ZERO = Decimal(0)
_TENTH = Decimal("0.1")


class Aim(NamedTuple):
    """What the figures of a report are held to: the measure, its target and baseline, its day.

    It is ``aimed`` when a target or a baseline is written, be they readable or not.
    """

    measure: str
    target: Decimal | None
    baseline: Decimal | None
    aimed: bool
    due: bool


_WRITTEN_PERCENT = {WrittenStatus.DONE: _HUNDRED, WrittenStatus.NOT_STARTED: _ZERO, WrittenStatus.GOING: None}


def reported_months(sources: Iterable[Source]) -> dict[YearMonth, Source]:
    """The months that have a file of progress. Names that are no months were already named by the reader."""
    found = ((_month_of(source), source) for source in sources)
    return {month: source for month, source in found if month is not None}


def check_progress(
    context: CheckContext,
    declared: Collection[YearMonth] | None,
    adjustments: Iterable[Adjustment] = (),
    listed: Collection[Measure] = (),
) -> tuple[tuple[ProgressReport, ...], list[Problem]]:
    """Make reports of all files of progress, each by the terms that its measure had at the end of the month.

    ``declared`` are the months of the table of months, if known; ``listed`` are all measures.
    """
    problems: list[Problem] = []
    settled: list[Settled] = []
    present = {record.text("id"): record for record in context.records("measures")}
    for month, source in reported_months(context.sources.get("progress", ())).items():
        measures = _list_measures(context, present, adjustments, month)
        tasks = list_tasks(listed, month.last_day)
        titled = any("title" in record.cells for record in source.records)
        titles = {strip_blanks(record.text("title")): name for name, record in measures.items()} if titled else {}
        if declared is not None and month not in declared:
            problems.append(problem("month-undeclared", source.where, month=month.label))
        repeated = check_keys(source.records)
        problems += repeated
        twice = {found.where.row for found in repeated}
        for record in source.records:
            written = record.text("measure")
            identifier, wrong = context.measures.resolve(record, "measure", written)
            if wrong is not None:
                problems.append(wrong)
            if identifier in tasks:
                items = "、".join(one.id for one in listed if one.parent == identifier)
                problems.append(problem("task-reported", record.where("measure"), value=identifier, items=items))
                continue
            measure = measures.get(identifier) if identifier else None
            if measure is not None:
                problems += check_shown_units(record, ("current",), measure.text("unit"))
                meant = _check_meant(context, record, measure, titles)
                problems += meant
                if has_errors(meant) or record.row in twice:
                    continue
            aim = _find_aim(measure) if measure else None
            computed = _compute(record, aim)
            problems += check_figures(record, aim, context.settings.agreement)
            if record.complete and measure is not None:
                percent = _settle_percent(record, computed)
                report = make(ProgressReport, record, month=month, measure=identifier, percent=percent)
                settled.append(Settled(report, record, measure))
    problems += check_magnitudes(settled)
    return tuple(one.report for one in settled), problems


def _list_measures(
    context: CheckContext, present: Mapping[str, Record], adjustments: Iterable[Adjustment], month: YearMonth
) -> Mapping[str, Record]:
    """The ``present`` records of the measures by id, with the values that were in force at the end of a month."""
    terms = find_terms(adjustments, month, context.departments.groups)
    for held in terms.values():
        if "lead" in held:
            held["leads"] = held["named"] or (held["lead"], *held["joint"])
    changed = {
        name: replace(present[name], values=present[name].values | held)
        for name, held in terms.items()
        if name in present
    }
    return {**present, **changed}


def check_reporting(
    context: CheckContext, months: Iterable[ReportingMonth], listed: Iterable[Measure]
) -> list[Problem]:
    """Measures that were public by the end of the last reviewed month and of which no report was ever written."""
    public = [month.month for month in months if month.public]
    if not public or not context.readable("progress"):
        return []
    reported = {record.text("measure") for record in context.records("progress")}
    last_day = max(public).last_day
    unasked = reported | list_tasks(listed, last_day) | {""}
    return [
        problem(
            "measure-never-reported", record.where("id"), value=record.text("id"), lead=_tell_asked(context, record)
        )
        for record in context.records("measures")
        if record.text("id") not in unasked and (record.day("published_on") or last_day) <= last_day
    ]


def check_counted(context: CheckContext, publication: Publication) -> Iterator[Problem]:
    """Reports on measures that do not count at the month's end: repealed, taken off the list, or not on it yet."""
    for month, source in reported_months(context.sources.get("progress", ())).items():
        counted = {measure.id for measure in publication.as_of(month).measures}
        for record in source.records:
            known = publication.measure_by_id.get(record.text("measure"))
            if known and known.id not in counted:
                then = publication.find_measure(known.id, month)
                why = "还没有列入" if known.counted and not then.listed else f"已经{then.ended}"
                where = record.where("measure")
                yield problem("report-not-counted", where, measure=known.id, month=month.label, why=why)


def _check_meant(context: CheckContext, record: Record, measure: Record, titles: Mapping[str, str]) -> list[Problem]:
    """Whether title and lead department, where a report repeats them, are those of the measure it names.

    ``titles`` are the measures' ids by title: one that belongs to another measure leaves open which is meant.
    """
    identifier = measure.text("id")
    found, title = record.text("title"), measure.text("title")
    if found and title and strip_blanks(found) != strip_blanks(title):
        where, other = record.where("title"), titles.get(strip_blanks(found))
        if other:
            return [problem("title-of-another", where, found=found, other=other, measure=identifier, title=title)]
        return [problem("title-differs", where, found=found, measure=identifier, title=title)]
    if not record.texts("lead"):
        return []
    meant, _ = resolve_all(context.departments, measure, "leads")
    repeated, wrong = resolve_all(context.departments, record, "lead")
    asked = find_asked(meant, context.departments.groups)
    if meant and (wrong or not {*repeated} <= {*meant, asked}):
        found, lead = ("、".join(texts) for texts in (record.texts("lead"), measure.texts("leads")))
        return [problem("lead-differs", record.where("lead"), found=found, measure=identifier, lead=lead)]
    return []


def _tell_asked(context: CheckContext, measure: Record) -> str:
    """Who is asked for reports, as written; of a group its first member."""
    groups = context.departments.groups
    asked = (
        context.departments.name(groups[lead][0]) if lead in groups else lead
        for lead in measure.texts("leads")
        if groups.get(lead, (lead,))
    )
    return next(asked, "")


def _month_of(source: Source) -> YearMonth | None:
    try:
        return YearMonth.parse(source.parts[0])
    except ValueError:
        return None


def _settle_percent(record: Record, computed: Decimal | None) -> Decimal | None:
    percent, status = record.number("percent"), _status(record)
    if percent is None:
        percent = computed
    return _WRITTEN_PERCENT[status] if percent is None and status is not None else percent


def _status(record: Record) -> WrittenStatus | None:
    value = record.values.get("written_status")
    return value if isinstance(value, WrittenStatus) else None


def _find_aim(measure: Record) -> Aim:
    target, baseline, deadline = measure.number("target"), measure.number("baseline"), measure.deadline("deadline")
    aimed = measure.broken("target", "baseline") or target is not None or baseline is not None
    return Aim(measure.text("id"), target, baseline, aimed, bool(deadline and deadline.due))


def _compute(record: Record, aim: Aim | None) -> Decimal | None:
    """(current − baseline) ÷ (target − baseline) × 100, in either direction, within 0 and 100, one decimal half up."""
    current = record.number("current")
    if aim is None or current is None or aim.target is None or aim.baseline is None or aim.target == aim.baseline:
        return None
    share = (current - aim.baseline) / (aim.target - aim.baseline) * _HUNDRED
    return min(max(share, _ZERO), _HUNDRED).quantize(_TENTH, ROUND_HALF_UP)


def check_figures(record: Record, aim: Aim | None, agreement: Decimal) -> list[Problem]:
    """Whether percentage, current value and status of a report agree, with each other and with its measure.

    ``aim`` is ``None`` for an unknown measure; ``agreement`` is how many points two percentages may differ.
    """
    problems: list[Problem] = []
    percent, status, computed = record.number("percent"), _status(record), _compute(record, aim)
    if record.number("current") is not None and aim and not aim.aimed:
        problems.append(problem("current-without-target", record.where("current"), measure=aim.measure))
    if percent is not None and computed is not None and abs(percent - computed) > agreement:
        where = record.where("percent")
        written, found = spell_number(percent), spell_number(computed)
        problems.append(problem("percent-disagrees", where, percent=written, computed=found))
    effective = computed if percent is None else percent
    if status is not None and effective is not None and _contradicts(status, effective):
        where = record.where("written_status")
        problems.append(problem("status-disagrees", where, status=status.value, percent=spell_number(effective)))
    if aim and aim.due and not any(name in record.cells for name in MEASURED):
        problems.append(problem("progress-unmeasured", record.where("percent")))
    return problems


def _contradicts(status: WrittenStatus, percent: Decimal) -> bool:
    if status is WrittenStatus.GOING:
        return percent == _HUNDRED
    return percent != _WRITTEN_PERCENT[status]
