"""Names that documents give to several departments at once (各有关部门, 各镇街), as a county declares them."""

from __future__ import annotations

import re

from mashang.checks.references import Directory
from mashang.checks.texts import split_names
from mashang.checks.values import Record
from mashang.county import SETTINGS_FILE
from mashang.problems import Location, Problem, problem
from mashang.records import Groups, find_asked
from mashang.settings import SETTINGS, Settings

_KEY = "department_groups"


def read_groups(settings: Settings, departments: Directory) -> tuple[Groups, list[Problem]]:
    """The declared groups with the ids of their members. Nothing is said while the departments cannot be read."""
    groups: dict[str, tuple[str, ...]] = {}
    reasons: list[str] = []
    for name, members in _split(settings.department_groups):
        found = [departments.labels.get(member, ()) for member in members]
        if name in groups:
            reasons.append(f"“{name}”写了两次")
        if name in departments.labels:
            reasons.append(f"“{name}”是“单位”表里的一个单位，不是统称")
            continue
        reasons += (
            f"“单位”表里没有“{member}”" for member, records in zip(members, found, strict=True) if len(records) != 1
        )
        groups[name] = tuple(records[0].text("id") for records in found if len(records) == 1)
    where, example = Location(SETTINGS_FILE, heading=_KEY), SETTINGS[_KEY].example
    return groups, [
        problem("setting-wrong", where, key=_KEY, value=settings.department_groups, reason=reason, example=example)
        for reason in (reasons if departments.usable else ())
    ]


def check_asked(record: Record, name: str, leads: tuple[str, ...], groups: Groups) -> list[Problem]:
    """Whether somebody can be asked for reports: a department, or a group whose members are named."""
    if not leads or find_asked(leads, groups):
        return []
    return [problem("lead-unnamed", record.where(name), value="、".join(leads), group=leads[0])]


def _split(written: str) -> list[tuple[str, tuple[str, ...]]]:
    groups: list[tuple[str, tuple[str, ...]]] = []
    for part in re.split("[；;]", written):
        name, colon, members = (text.strip() for text in re.sub("[:=]", "：", part).partition("："))
        groups += [(name, split_names(members))] if colon else ((each, ()) for each in split_names(name))
    return [group for group in groups if group[0]]
