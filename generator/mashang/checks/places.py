"""Departments, windows, enterprises, matters and grids: who serves, where, and whom."""

from __future__ import annotations

from mashang.checks.construction import make
from mashang.checks.context import CheckContext, resolve_all
from mashang.checks.references import check_keys, check_names
from mashang.checks.values import Record
from mashang.model import Department, Enterprise, Grid, Matter, Window
from mashang.problems import Problem, problem

_USES = {
    "measures": ("leads", "supporting"),
    "windows": ("department",),
    "matters": ("department",),
    "list": ("publisher",),
    "adjustments": ("old", "new"),
}


def check_departments(context: CheckContext) -> tuple[tuple[Department, ...], list[Problem]]:
    """Make departments; each name and short name belongs to one, and each is used somewhere."""
    records = context.records("departments")
    problems = check_keys(records) + check_names(records, ("name", "short"))
    problems += _check_used(context, records)
    return tuple(make(Department, record) for record in records if record.complete), problems


def _check_used(context: CheckContext, records: tuple[Record, ...]) -> list[Problem]:
    """Departments that nothing names; nothing is said before there are measures, nor while a table cannot be read."""
    if not context.records("measures") or not context.readable(*_USES):
        return []
    members = {member for group in context.departments.groups.values() for member in group}
    used = members | {
        text
        for dataset, names in _USES.items()
        for record in context.records(dataset)
        for name in names
        for text in (*record.texts(name), record.text(name))
    }
    return [
        problem("department-unused", record.where("name"), value=record.text("name"))
        for record in records
        if record.complete and not any(record.text(label) in used - {""} for label in ("id", "name", "short"))
    ]


def check_windows(context: CheckContext) -> tuple[tuple[Window, ...], list[Problem]]:
    """Make windows."""
    records = context.records("windows")
    problems = check_keys(records)
    windows: list[Window] = []
    for record in records:
        department, wrong = resolve_all(context.departments, record, "department")
        problems += wrong
        if record.complete and department:
            windows.append(make(Window, record, department=department[0]))
    return tuple(windows), problems


def check_enterprises(context: CheckContext) -> tuple[tuple[Enterprise, ...], list[Problem]]:
    """Make enterprises; a name or a 统一社会信用代码 belongs to one."""
    records = context.records("enterprises")
    problems = check_keys(records) + check_names(records, ("name",)) + _check_uscc_once(records)
    enterprises: list[Enterprise] = []
    for record in records:
        grid, wrong = resolve_all(context.grids, record, "grid")
        problems += wrong
        if record.complete and not wrong:
            enterprises.append(make(Enterprise, record, grid="".join(grid)))
    return tuple(enterprises), problems


def _check_uscc_once(records: tuple[Record, ...]) -> list[Problem]:
    first: dict[str, Record] = {}
    problems: list[Problem] = []
    for record in records:
        uscc = record.text("uscc")
        known = first.setdefault(uscc, record) if uscc else record
        if known is not record:
            problems.append(problem("row-twice", record.where("uscc"), value=uscc, other=f"第 {known.row} 行"))
    return problems


def check_matters(context: CheckContext) -> tuple[tuple[Matter, ...], list[Problem]]:
    """Make matters."""
    records = context.records("matters")
    problems = check_keys(records)
    matters: list[Matter] = []
    for record in records:
        department, wrong = resolve_all(context.departments, record, "department")
        problems += wrong
        if record.complete and department:
            matters.append(make(Matter, record, department=department[0]))
    return tuple(matters), problems


def check_grids(context: CheckContext) -> tuple[tuple[Grid, ...], list[Problem]]:
    """Make grids. A parent is exactly one level wider, so that no circle can close."""
    records = context.records("grids")
    levels = {record.text("id"): level for record in records if (level := record.count("level"))}
    problems = check_keys(records)
    grids: list[Grid] = []
    for record in records:
        found, wrong = resolve_all(context.grids, record, "parent")
        parent = "".join(found)
        problems += wrong or _check_parent(record, parent, levels)
        if record.complete:
            grids.append(make(Grid, record, parent=parent))
    return tuple(grids), problems


def _check_parent(record: Record, parent: str, levels: dict[str, int]) -> list[Problem]:
    level = record.count("level")
    if not level:
        return []
    where = record.where("parent")
    if "parent" not in record.cells:
        return [] if level == 1 else [problem("required-empty", where, heading=where.heading)]
    name = record.text("name")
    if parent and parent == record.text("id"):
        return [problem("reference-self", where, value=name)]
    if parent in levels and levels[parent] != level - 1:
        return [problem("grid-level-wrong", where, value=name, parent=record.text("parent"))]
    return []
