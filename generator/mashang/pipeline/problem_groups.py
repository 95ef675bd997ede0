"""Problems of one kind in one column, drawn together, and what such a group is called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mashang.problems import CATALOGUE, Problem

_DIFFERS = "……"
"""What stands in a group's sentence where its problems say different things."""


def group_alike(problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], ...]:
    """The groups in the order in which their first problem stands."""
    groups: dict[tuple[str, str, str, str], list[Problem]] = {}
    for one in problems:
        groups.setdefault((one.code, one.where.file, one.where.sheet, one.where.column), []).append(one)
    return tuple(map(tuple, groups.values()))


def describe_group(alike: Sequence[Problem]) -> str:
    """How many there are and what they have in common: ``7 行“……”不是百分数。`` One alone says its own sentence."""
    first = alike[0]
    if len(alike) == 1:
        return first.sentence
    shared = dict.fromkeys(dict(first.slots), _DIFFERS)
    shared |= dict(set(first.slots).intersection(*(one.slots for one in alike[1:])))
    rows = {one.where.row for one in alike} - {0}
    unit = "行" if len(rows) == len(alike) else "处"
    return f"{len(alike)} {unit}{CATALOGUE[first.code].sentence.format(**shared)}"
