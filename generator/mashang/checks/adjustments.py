"""Adjustments of measures: each reads as its column does, and those of one term follow one another to the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from mashang.checks.construction import make
from mashang.checks.context import CheckContext, check_not_future, resolve_names
from mashang.checks.fault import Fault
from mashang.checks.groups import check_asked
from mashang.checks.values import Record, Value, place_fault, read_value
from mashang.model import Measure
from mashang.periods import NO_DEADLINE, Deadline, YearMonth
from mashang.problems import Problem, problem
from mashang.records import Adjustment, Term
from mashang.spelling import spell_number
from mashang.tables import TERMS

_QUOTED = 40


@dataclass(frozen=True, slots=True)
class _Written:
    """An adjustment with its record, which knows the addresses."""

    adjustment: Adjustment
    record: Record


def check_adjustments(
    context: CheckContext, measures: Iterable[Measure]
) -> tuple[tuple[Measure, ...], tuple[Adjustment, ...], list[Problem]]:
    """Make adjustments of their records, in the order of the table.

    A term's adjustments must lead, month by month, from one value to the next, and end at what the table of measures
    says. Returned with the measures, which are off the list where that came last.
    """
    problems: list[Problem] = []
    written: list[_Written] = []
    for record in context.records("adjustments"):
        adjustment, wrong = _read(context, record)
        problems += [*wrong, *check_not_future(record, ("decided_on",), context.today), *_check_month(context, record)]
        written += [_Written(adjustment, record)] if adjustment else []
    chains: dict[tuple[str, str], list[_Written]] = {}
    for one in sorted(written, key=lambda each: each.adjustment.month):
        chains.setdefault((one.adjustment.measure, one.adjustment.column), []).append(one)
    unlisted = {
        measure for (measure, name), chain in chains.items() if name == "listed" and not chain[-1].adjustment.new
    }
    made = {one.id: replace(one, listed=one.id not in unlisted) for one in measures}
    for (measure, name), chain in chains.items():
        problems += _check_chain(context, chain)
        if measure in made:
            problems += _check_end(context, chain[-1], getattr(made[measure], name))
    return tuple(made.values()), tuple(one.adjustment for one in written), problems


def _read(context: CheckContext, record: Record) -> tuple[Adjustment | None, list[Problem]]:
    """The adjustment of a record, ``None`` when something in it could not be read."""
    measure, wrong = context.measures.resolve(record, "measure", record.text("measure"))
    problems = [wrong] if wrong else []
    if not record.text("column"):
        return None, problems
    old, wrong_old = _read_term(context, record, "old")
    new, wrong_new = _read_term(context, record, "new")
    problems += wrong_old + wrong_new
    if problems or not record.complete or not measure:
        return None, problems
    return make(Adjustment, record, measure=measure, old=old, new=new), []


def _read_term(context: CheckContext, record: Record, name: str) -> tuple[Term, list[Problem]]:
    """What stands under 调整前 or 调整后, read as the adjusted column is."""
    column, text = TERMS[record.text("column")], record.text(name)
    if not text:
        if not column.required:
            return _EMPTY.get(column.name, ""), []
        heading = record.table.dataset.column(name).heading
        return None, [] if record.broken(name) else [problem("required-empty", record.where(name), heading=heading)]
    value: Value | Fault = read_value(column, text)
    if isinstance(value, Fault):
        return None, [place_fault(value, record.where(name))]
    if not column.refers_to:
        return value, []  # type: ignore[return-value]  # no term is a date or a month
    names = value if isinstance(value, tuple) else (str(value),)
    ids, problems = resolve_names(context.departments, record, name, names, several=column.many)
    problems += check_asked(record, name, ids, context.departments.groups) if column.name == "leads" else []
    if not context.departments.usable:
        return None, []
    return (ids if column.many else next(iter(ids), "")), problems


_EMPTY: Mapping[str, Term] = {"target": None, "baseline": None, "supporting": (), "deadline": NO_DEADLINE}
"""What an empty cell means under the columns that hold no text."""


def _check_month(context: CheckContext, record: Record) -> Iterator[Problem]:
    """An adjustment is never of the past: it is decided before the end of its month. Nor is it of a month far off."""
    month, decided = record.month("month"), record.day("decided_on")
    if month is None:
        return
    if decided and decided > month.last_day:
        yield problem("adjustment-late", record.where("month"), month=month.label, day=decided)
    declared = [found.following for each in context.records("months") if (found := each.month("month"))]
    latest = max([*declared, YearMonth.of(context.today)])
    if month > latest:
        yield problem("adjustment-early", record.where("month"), month=month.label, latest=latest.label)


def _check_chain(context: CheckContext, chain: list[_Written]) -> Iterator[Problem]:
    for one in chain:
        if _same(one.adjustment, one.adjustment.old, one.adjustment.new):
            yield problem("adjustment-idle", one.record.where("new"))
    for before, one in pairwise(chain):
        found, expected = one.adjustment, before.adjustment
        if found.month == expected.month:
            yield problem(
                "adjustment-twice",
                one.record.where("month"),
                measure=found.measure,
                heading=TERMS[found.column].heading,
                month=found.month.label,
                row=before.record.row,
            )
            continue
        if not _same(found, found.old, expected.new):
            slots = {"found": _quote(context, found.old), "expected": _quote(context, expected.new)}
            yield problem("adjustment-old-differs", one.record.where("old"), **slots, month=expected.month.label)
        if found.decided_on < expected.decided_on:
            slots = {"day": str(found.decided_on), "before": str(expected.decided_on)}
            yield problem("adjustment-order", one.record.where("decided_on"), **slots)


def _check_end(context: CheckContext, last: _Written, present: Term) -> Iterator[Problem]:
    """Whether the table of measures says what the last adjustment of a term says."""
    adjustment = last.adjustment
    if _same(adjustment, adjustment.new, present):
        return
    if _same(adjustment, adjustment.old, present):
        hint = "措施清单还没有改的，改成调整后的内容。"
    else:
        hint = "改正写错的一处；后来又调整过的，再加一行。"
    yield problem(
        "adjustment-new-differs",
        last.record.where("new"),
        found=_quote(context, adjustment.new),
        measure=adjustment.measure,
        heading=TERMS[adjustment.column].heading,
        present=_quote(context, present),
        hint=hint,
    )


def _same(adjustment: Adjustment, one: Term, other: Term) -> bool:
    """Whether two values of the adjusted term mean the same.

    Deadlines by their day, words without spaces, supporting departments in any order. Of those that lead, the first one
    is asked.
    """
    if adjustment.column == "supporting" and isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    return _mean(one) == _mean(other)


def _mean(value: Term) -> object:
    if isinstance(value, Deadline):
        return value.due or value.lasting
    return "".join(value.split()) if type(value) is str else value


def _quote(context: CheckContext, value: Term) -> str:
    """A value as a message quotes it."""
    if isinstance(value, Deadline):
        text = value.written
    elif isinstance(value, bool):
        text = TERMS["listed"].write_choice(value)
    elif isinstance(value, Decimal):
        text = spell_number(value)
    else:
        ids = value if isinstance(value, tuple) else (value or "",)
        text = "、".join(context.departments.name(each) or each for each in ids)
    shown = " ".join(text.split())
    return f"“{shown[:_QUOTED]}{'…' if len(shown) > _QUOTED else ''}”" if shown else "空的"
