"""Ratings summed up for readers, with small counts kept back.

Who rated must not be traceable by the office that was rated, so a summary of few ratings shows nothing
(个人信息保护法; the minimum is a setting). A hidden count must not come back by subtraction either:
what a shown total leaves over when all shown parts are taken off is nothing at all or reaches the minimum
itself. Where it would not, the smallest shown part is hidden as well.

Only one publication is guarded in this way. Whoever keeps last month's pages can still subtract them from
this month's; guarding a series asks for a record of what was shown before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

import pandas as pd

from generator.derived import RatingSummary
from generator.model import Code, CodeKind, Publication, YearMonth
from generator.settings import Settings

_TENTH = Decimal("0.1")
_LEVELS = ("level_5", "level_4", "level_3", "level_2", "level_1")
_COUNTS = (*_LEVELS, "complaints", "closed", "overdue")
_Part = tuple[CodeKind, str]
_Key = TypeVar("_Key", str, tuple[CodeKind, str])


@dataclass(frozen=True, slots=True)
class RatingFigures:
    """Summaries over all codes, by department, by window and by matter, each in the order of its table."""

    overall: RatingSummary
    by_department: tuple[RatingSummary, ...]
    by_window: tuple[RatingSummary, ...]
    by_matter: tuple[RatingSummary, ...]


@dataclass(frozen=True, slots=True)
class _Sum:
    """Added-up counts of one place: the five levels from the best down, and the complaints."""

    levels: tuple[int, ...] = (0, 0, 0, 0, 0)
    complaints: int = 0
    closed: int = 0
    overdue: int = 0

    @property
    def n(self) -> int:
        """How many ratings."""
        return sum(self.levels)


_NOTHING = _Sum()


def derive_ratings(
    publication: Publication, codes: Iterable[Code], settings: Settings, months: Iterable[YearMonth]
) -> RatingFigures:
    """Sum the ratings of ``months``, leaving out what ``settings.minimum_ratings`` keeps back.

    A department's ratings are those of its windows, of its matters and of the measures it leads. What an
    enterprise's code brings counts in the whole only: it belongs to no department. Every department,
    window and matter of the publication has a summary, so that a missing one tells nothing.
    """
    owners = find_owners(publication)
    frame = _tabulate(publication, codes, owners, set(months))
    whole = _sum_up(frame, "whole").get("", _NOTHING)
    departments = _sum_up(frame[frame["department"] != ""], "department")
    windows = _sum_up(frame[frame["kind"] == CodeKind.WINDOW], "target")
    matters = _sum_up(frame[frame["kind"] == CodeKind.MATTER], "target")
    tree = _Tree(
        max(settings.minimum_ratings, 1),
        whole,
        {department.id: departments.get(department.id, _NOTHING) for department in publication.departments},
        {(CodeKind.WINDOW, window.id): windows.get(window.id, _NOTHING) for window in publication.windows}
        | {(CodeKind.MATTER, matter.id): matters.get(matter.id, _NOTHING) for matter in publication.matters},
        owners,
    )
    shown_departments, shown_parts = _choose_shown(tree)
    return RatingFigures(
        _summarise("", whole, shown=whole.n >= tree.minimum),
        tuple(_summarise(key, added, shown=key in shown_departments) for key, added in tree.departments.items()),
        *(
            tuple(
                _summarise(key, added, shown=(kind, key) in shown_parts)
                for (kind, key), added in tree.parts.items()
                if kind is wanted
            )
            for wanted in (CodeKind.WINDOW, CodeKind.MATTER)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Tree:
    """The whole, its departments, and their parts that have a summary of their own."""

    minimum: int
    whole: _Sum
    departments: Mapping[str, _Sum]
    parts: Mapping[_Part, _Sum]
    owners: Mapping[_Part, str]

    def is_safe(self, whole: _Sum, shown: Iterable[_Sum]) -> bool:
        """Whether what ``whole`` leaves over beside the shown parts is nothing, or many enough."""
        rest, complaints = whole.n, whole.complaints
        for part in shown:
            rest, complaints = rest - part.n, complaints - part.complaints
        return rest >= self.minimum or rest == complaints == 0


def _choose_shown(tree: _Tree) -> tuple[set[str], set[_Part]]:
    """The departments and the parts that may be shown: enough ratings, and nothing small left beside them."""
    departments = {key for key, added in tree.departments.items() if added.n >= tree.minimum}
    parts = {key for key, added in tree.parts.items() if added.n >= tree.minimum}
    for key in departments:
        _guard(tree, tree.departments[key], key, parts)
    if not departments or tree.is_safe(tree.whole, (tree.departments[key] for key in departments)):
        return departments, parts
    hidden = _smallest(tree.departments, departments)
    departments.remove(hidden)
    below = [tree.parts[key] for key in parts if tree.owners[key] == hidden]
    if not tree.is_safe(tree.whole, [*(tree.departments[key] for key in departments), *below]):
        parts.remove(_smallest(tree.parts, {key for key in parts if tree.owners[key] == hidden}))
    return departments, parts


def _guard(tree: _Tree, total: _Sum, department: str, parts: set[_Part]) -> None:
    """Take the smallest shown part out of ``parts`` when a shown department would give a small rest away."""
    own = {key for key in parts if tree.owners[key] == department}
    if not tree.is_safe(total, (tree.parts[key] for key in own)):
        parts.remove(_smallest(tree.parts, own))


def _smallest(sums: Mapping[_Key, _Sum], keys: set[_Key]) -> _Key:
    """The key with the fewest ratings; of several, the first of the table."""
    return min((key for key in sums if key in keys), key=lambda key: sums[key].n)


def find_owners(publication: Publication) -> dict[_Part, str]:
    """The department that answers for each window, matter and measure."""
    return (
        {(CodeKind.WINDOW, window.id): window.department for window in publication.windows}
        | {(CodeKind.MATTER, matter.id): matter.department for matter in publication.matters}
        | {(CodeKind.MEASURE, measure.id): measure.lead for measure in publication.measures}
    )


def _tabulate(
    publication: Publication, codes: Iterable[Code], owners: Mapping[_Part, str], months: set[YearMonth]
) -> pd.DataFrame:
    """One row a code and month. Objects on the way in: no id becomes a number, no count a float."""
    by_code = {code.code: code for code in codes}
    rows = []
    for rating in publication.ratings:
        if rating.month in months:
            code = by_code[rating.code]
            owner = owners.get((code.kind, code.target), "")
            counts = (*rating.levels, rating.complaints, rating.closed, rating.overdue)
            rows.append(("", code.kind, code.target, owner, *counts))
    return pd.DataFrame(rows, columns=["whole", "kind", "target", "department", *_COUNTS], dtype=object)


def _sum_up(frame: pd.DataFrame, key: str) -> dict[str, _Sum]:
    added = frame.groupby(key, sort=False)[list(_COUNTS)].sum()
    return {
        str(row[0]): _Sum(tuple(int(count) for count in row[1:6]), int(row[6]), int(row[7]), int(row[8]))
        for row in added.itertuples(name=None)
    }


def _summarise(key: str, added: _Sum, *, shown: bool) -> RatingSummary:
    if not shown:
        return RatingSummary(key, shown=False)
    n = Decimal(added.n)
    points = sum(count * points for count, points in zip(added.levels, (5, 4, 3, 2, 1), strict=True))
    return RatingSummary(
        key,
        shown=True,
        n=added.n,
        levels=added.levels,
        satisfied=(sum(added.levels[:3]) * Decimal(100) / n).quantize(_TENTH, ROUND_HALF_UP),
        mean=(points / n).quantize(_TENTH, ROUND_HALF_UP),
        complaints=added.complaints,
        closed=added.closed,
        overdue=added.overdue,
    )
