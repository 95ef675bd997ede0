"""Measures in two levels: tasks (任务) and the items (事项) that they consist of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mashang.checks.context import CheckContext
from mashang.checks.values import Record
from mashang.model import Measure
from mashang.problems import Problem, ask, problem


def group_items(records: Iterable[Record]) -> Mapping[str, Sequence[Record]]:
    """The records of items by the id of their task."""
    items: dict[str, list[Record]] = {}
    for record in records:
        if record.text("parent"):
            items.setdefault(record.text("parent"), []).append(record)
    return items


def check_levels(context: CheckContext, records: Iterable[Record]) -> list[Problem]:
    """A task is a measure of the table and no item itself, so that no circle can close."""
    parents = {record.text("id"): record.text("parent") for record in records}
    problems: list[Problem] = []
    for record in records:
        parent, where = record.text("parent"), record.where("parent")
        _, wrong = context.measures.resolve(record, "parent", parent)
        if wrong:
            problems.append(wrong)
        elif parent and parent == record.text("id"):
            problems.append(problem("reference-self", where, value=parent))
        elif parent and parents.get(parent):
            problems.append(problem("task-too-deep", where, value=parent, parent=parents[parent]))
    return problems


def check_ended_tasks(context: CheckContext, measures: Iterable[Measure]) -> list[Problem]:
    """Tasks that hold no more, with items that do: their repeal may have been forgotten."""
    items: dict[str, list[str]] = {}
    for one in measures:
        if one.parent and not one.ended:
            items.setdefault(one.parent, []).append(one.id)
    where = {record.text("id"): record.where("validity") for record in context.records("measures")}
    return [
        ask("task-ended", where[one.id], (one.id, *ids), value=one.id, ended=one.ended, items="、".join(ids))
        for one in measures
        if one.ended and (ids := items.get(one.id))
    ]
