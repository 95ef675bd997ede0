"""Problems as the desk shows them: alike ones together, each with the piece of its sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mashang.county import CONTENT
from mashang.pipeline.excerpts import Excerpt
from mashang.pipeline.problem_groups import describe_group, group_alike
from mashang.problems import Location, Problem, Severity

SHOWN = 200
"""How many problems a page shows at most."""
OPEN = 3
"""How many of one group are shown before the rest is folded."""


@dataclass(frozen=True, slots=True)
class Found:
    """One problem with its place and, where it has a row in a table, that piece of the sheet."""

    problem: Problem
    excerpt: Excerpt | None

    @property
    def opens(self) -> bool:
        """Whether its file can be opened by staff."""
        return self.problem.where.file.startswith(f"{CONTENT}/") and "." in self.problem.where.file


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one kind in one column of one sheet."""

    title: str
    file: str
    error: bool
    asked: bool
    found: tuple[Found, ...]


def group_problems(problems: Iterable[Problem], excerpts: Mapping[Location, Excerpt]) -> tuple[Group, ...]:
    """Groups in the order in which their first problem stands, errors before what is asked and told."""
    made = [_make_group(alike, excerpts) for alike in group_alike(problems)]
    return tuple(sorted(made, key=lambda group: not group.error))


def _make_group(alike: Sequence[Problem], excerpts: Mapping[Location, Excerpt]) -> Group:
    first = alike[0]
    found = tuple(Found(one, excerpts.get(one.where)) for one in alike)
    return Group(describe_group(alike), first.where.file, first.severity is Severity.ERROR, bool(first.item), found)
