"""Problems as the desk shows them: alike ones together, each with the piece of its sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from mashang.county import CONTENT, SETTINGS_FILE
from mashang.pipeline.excerpts import Excerpt
from mashang.pipeline.problem_groups import describe_group, group_alike
from mashang.problems import CATALOGUE, Location, Problem, Severity
from mashang.tables import SUFFIXES

SHOWN = 200
"""How many problems a page shows at most."""
OPEN = 3
"""How many of one group are shown before the rest is folded."""
_SLOT, _GAP = re.compile(r"\{\w+\}"), "（……）"


def is_opened(file: str) -> bool:
    """Whether a file is a table or a page of the county: nothing else is handed to the system, which might run it."""
    return file.startswith(f"{CONTENT}/") and PurePosixPath(file).suffix.lower() in (*SUFFIXES, ".md")


@dataclass(frozen=True, slots=True)
class Found:
    """One problem with its place and, where it has a row in a table, that piece of the sheet."""

    problem: Problem
    excerpt: Excerpt | None

    @property
    def opens(self) -> bool:
        """Whether its file can be opened from the page."""
        return is_opened(self.problem.where.file) or self.problem.where.file == SETTINGS_FILE


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one kind in one column of one sheet."""

    title: str
    file: str
    error: bool
    asked: bool
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One kind of problem as the catalogue words it, with a gap where a case puts its own words."""

    code: str
    error: bool
    asked: bool
    sentence: str
    mend: str


def list_explanations() -> tuple[Explanation, ...]:
    """Every kind of problem there is, in the order of the catalogue."""
    return tuple(
        Explanation(one.code, one.severity is Severity.ERROR, one.asked, _open(one.sentence), _open(one.mend))
        for one in CATALOGUE.values()
    )


def _open(template: str) -> str:
    return _SLOT.sub(_GAP, template)


def group_problems(problems: Iterable[Problem], excerpts: Mapping[Location, Excerpt]) -> tuple[Group, ...]:
    """Groups in the order in which their first problem stands, errors before what is asked and told."""
    made = [_make_group(alike, excerpts) for alike in group_alike(problems)]
    return tuple(sorted(made, key=lambda group: not group.error))


def _make_group(alike: Sequence[Problem], excerpts: Mapping[Location, Excerpt]) -> Group:
    first = alike[0]
    found = tuple(Found(one, excerpts.get(one.where)) for one in alike)
    return Group(describe_group(alike), first.where.file, first.severity is Severity.ERROR, bool(first.item), found)
