"""The list of measures: who leads, by when, from which value to which."""

from __future__ import annotations

from collections.abc import Sequence

from mashang.checks.construction import make
from mashang.checks.context import CheckContext, check_not_future, resolve_all
from mashang.checks.groups import check_asked
from mashang.checks.references import check_keys
from mashang.checks.tasks import check_levels, group_items
from mashang.checks.values import Record, check_shown_units
from mashang.model import Measure
from mashang.problems import Problem, ask, problem
from mashang.records import find_asked, split_leads

_LONGEST = 15
"""Years from which on a term is asked about: a plan may reach as far as that."""


def check_measures(context: CheckContext) -> tuple[tuple[Measure, ...], list[Problem]]:
    """Make measures of their records; one that is incomplete has a problem and is left out."""
    records = context.records("measures")
    problems = check_keys(records) + check_levels(context, records)
    items, groups = group_items(records), context.departments.groups
    led = {record.text("id"): resolve_all(context.departments, record, "leads")[0] for record in records}
    measures: list[Measure] = []
    for record in records:
        leads, wrong_leads = resolve_all(context.departments, record, "leads")
        supporting, wrong_supporting = resolve_all(context.departments, record, "supporting")
        parts = items.get(record.text("id"), ())
        problems += check_asked(record, "leads", leads, groups) if not wrong_leads else []
        problems += wrong_leads + wrong_supporting + _check_target(record) + _check_dates(record)
        problems += [] if parts else _check_dates_there(record)
        problems += check_shown_units(record, ("target", "baseline"), record.text("unit"))
        problems += check_not_future(record, ("made_on", "published_on"), context.today)
        leads = leads or tuple(dict.fromkeys(lead for part in parts for lead in led[part.text("id")]))
        if record.complete and find_asked(leads, groups):
            derived = _describe_task(record, parts) if parts else {}
            measures.append(make(Measure, record, supporting=supporting, **split_leads(leads, groups), **derived))
    return tuple(measures), problems


def _describe_task(record: Record, items: Sequence[Record]) -> dict[str, str]:
    """What a task that is a title only has from its items."""
    titles = "\n".join(f"{item.text('id')} {item.text('title')}" for item in items)
    return {"field": record.text("field") or items[0].text("field"), "text": record.text("text") or titles}


def _check_target(record: Record) -> list[Problem]:
    given = [name for name in ("target", "baseline") if name in record.cells]
    if len(given) == 1:
        missing = "baseline" if given[0] == "target" else "target"
        heading = record.table.dataset.column(missing).heading
        return [problem("target-incomplete", record.where(missing), missing=heading)]
    target, baseline = record.number("target"), record.number("baseline")
    if target is not None and target == baseline:
        return [problem("target-equals-baseline", record.where("target"))]
    return []


def _check_dates_there(record: Record) -> list[Problem]:
    missing = {"published_on": "publication-date-missing", "deadline": "deadline-missing"}
    return [problem(code, record.where(name)) for name, code in missing.items() if name not in record.cells]


def _check_dates(record: Record) -> list[Problem]:
    problems: list[Problem] = []
    made, published, deadline = record.day("made_on"), record.day("published_on"), record.deadline("deadline")
    if made and published and published < made:
        problems.append(problem("published-before-made", record.where("published_on"), published=published, made=made))
    issued, heading = (published, "发布日期") if published else (made, "成文日期")
    if deadline and deadline.due and issued and deadline.due < issued:
        problems.append(
            problem("deadline-before-issue", record.where("deadline"), due=deadline.due, heading=heading, issued=issued)
        )
    elif deadline and deadline.due and issued and (years := deadline.due.year - issued.year) > _LONGEST:
        slots = {"due": deadline.due, "heading": heading, "issued": issued, "years": years}
        problems.append(ask("deadline-far", record.where("deadline"), (record.text("id"), *slots.values()), **slots))
    return problems
