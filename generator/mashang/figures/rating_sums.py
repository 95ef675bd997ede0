"""Ratings added up: over everything, by department, by window and matter, by month, and by department and quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from mashang.feedback import COUNTS, LEVELS
from mashang.kinds import KINDS, index_targets
from mashang.model import Code, CodeKind, Publication
from mashang.periods import Quarter, YearMonth

_GOOD_LEVELS = sum(not level.bad for level in LEVELS)
Part = tuple[CodeKind, str]
"""What a code stands for, by its kind and id."""


@dataclass(frozen=True, slots=True)
class RatingSum:
    """Added-up counts of one place: the five levels from the best down, and the complaints."""

    levels: tuple[int, ...] = (0, 0, 0, 0, 0)
    complaints: int = 0
    closed: int = 0
    overdue: int = 0

    def __add__(self, other: RatingSum) -> RatingSum:
        """Both together."""
        return RatingSum(
            tuple(map(sum, zip(self.levels, other.levels, strict=True))),
            self.complaints + other.complaints,
            self.closed + other.closed,
            self.overdue + other.overdue,
        )

    def __sub__(self, other: RatingSum) -> RatingSum:
        """What is left when ``other`` is taken off."""
        return RatingSum(
            tuple(mine - theirs for mine, theirs in zip(self.levels, other.levels, strict=True)),
            self.complaints - other.complaints,
            self.closed - other.closed,
            self.overdue - other.overdue,
        )

    @property
    def n(self) -> int:
        """How many ratings."""
        return sum(self.levels)

    @property
    def bad(self) -> int:
        """How many of them are 不满意 or 非常不满意 (差评)."""
        return sum(self.levels[_GOOD_LEVELS:])

    @property
    def open(self) -> int:
        """How many complaints are not closed yet."""
        return self.complaints - self.closed


NOTHING = RatingSum()


@dataclass(frozen=True, slots=True)
class RatingSums:
    """The sums of some months. Every department, window, matter and month has one, be it of nothing.

    ``owners`` holds the department that answers for a part; what belongs to none counts in the whole only. A part that
    another department had before has what it got since: its earlier ratings count for that department alone.
    """

    whole: RatingSum
    departments: Mapping[str, RatingSum]
    parts: Mapping[Part, RatingSum]
    months: Mapping[YearMonth, RatingSum]
    quarters: Mapping[tuple[str, Quarter], RatingSum]
    owners: Mapping[Part, str]
    cells: Mapping[tuple[Part, str, YearMonth], RatingSum] = field(default_factory=dict)
    """By part, the department that answered for it then, and month: what all other sums add up from."""


def add_up(publication: Publication, codes: Iterable[Code], months: Iterable[YearMonth]) -> RatingSums:
    """Add up the ratings of ``months``. Parts are the targets of rated kinds; ``quarters`` has departments only."""
    wanted = sorted(months)
    owners = find_owners(publication)
    frame = _tabulate(publication, codes, set(wanted))
    owned = frame[frame["department"] != ""]
    departments = _sum_up(owned, "department")
    by_part = _sum_up(frame, ["kind", "target", "department"])
    by_month = _sum_up(frame, "month")
    return RatingSums(
        sum(by_month.values(), NOTHING),
        {one.id: departments.get(one.id, NOTHING) for one in publication.departments},
        {part: by_part.get((*part, owner), NOTHING) for part, owner in owners.items() if KINDS[part[0]].rated},
        {month: by_month.get(month, NOTHING) for month in wanted},
        _sum_up(owned, ["department", "quarter"]),
        owners,
        {
            ((kind, target), department, month): added
            for (kind, target, department, month), added in _sum_up(
                frame, ["kind", "target", "department", "month"]
            ).items()
        },
    )


def find_owners(publication: Publication) -> dict[Part, str]:
    """The department that answers for each target; empty where none does."""
    return {part: target.office for part, target in index_targets(publication).items()}


def find_owners_by_month(publication: Publication) -> dict[YearMonth, dict[Part, str]]:
    """As :func:`find_owners` for each month that has ratings: who led a measure then answers for what it got then."""
    months = {rating.month for rating in publication.ratings}
    return {month: find_owners(publication.as_of(month)) for month in months}


def _tabulate(publication: Publication, codes: Iterable[Code], months: set[YearMonth]) -> pd.DataFrame:
    """One row a code and month. Objects on the way in: no id becomes a number, no count a float."""
    by_code = {code.code: code for code in codes}
    owners = find_owners_by_month(publication)
    rows = []
    for rating in publication.ratings:
        if rating.month in months:
            code = by_code[rating.code]
            owner = owners[rating.month].get((code.kind, code.target), "")
            counts = (*rating.levels, rating.complaints, rating.closed, rating.overdue)
            rows.append((code.kind, code.target, owner, rating.month, Quarter.of(rating.month), *counts))
    return pd.DataFrame(rows, columns=["kind", "target", "department", "month", "quarter", *COUNTS], dtype=object)


def _sum_up(frame: pd.DataFrame, key: str | list[str]) -> dict[Any, RatingSum]:
    """The sums by one column, whose values are the keys, or by several."""
    added = frame.groupby(key, sort=False)[list(COUNTS)].sum()
    return {
        row[0]: RatingSum(tuple(int(count) for count in row[1:6]), int(row[6]), int(row[7]), int(row[8]))
        for row in added.itertuples(name=None)
    }
