"""What is derived of cases: counts of a month, and what of them is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mashang.cases import Case, CaseKind, Channel, Result
from mashang.periods import YearMonth


@dataclass(frozen=True, kw_only=True)
class CaseCounts:
    """What happened to cases in a month, of the county or of a department.

    ``answered`` counts first answers, ``late`` those after their last day, ``overdue`` what was due and not answered at
    the month's end; ``confirmed`` counts those called back who said that it is solved, ``upheld`` the appeals that
    were found right. ``results`` are of what was closed, ``kinds``, ``channels`` and ``topics`` of what was received;
    ``median_days`` are working days to the first answer.
    """

    received: int = 0
    answered: int = 0
    late: int = 0
    overdue: int = 0
    closed: int = 0
    reopened: int = 0
    called_back: int = 0
    confirmed: int = 0
    appeals: int = 0
    upheld: int = 0
    median_days: Decimal | None = None
    results: Mapping[Result, int] = field(default_factory=dict)
    kinds: Mapping[CaseKind, int] = field(default_factory=dict)
    channels: Mapping[Channel, int] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)

    @property
    def main(self) -> tuple[int, ...]:
        """The four counts that departments are compared by."""
        return self.received, self.answered, self.late, self.overdue

    @property
    def in_time(self) -> int:
        """First answers by their last day, and of what has none."""
        return self.answered - self.late


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole by its parts as it is published: the ``shown`` ones with their counts, and the ``rest`` of the others."""

    shown: tuple[tuple[str, int], ...]
    rest: int
    suppressed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseMonth:
    """A month of cases as it is published. ``departments`` holds a column by each name of :attr:`CaseCounts.main`."""

    month: YearMonth
    counts: CaseCounts
    kinds: Breakdown
    channels: Breakdown
    departments: Mapping[str, Breakdown]
    topics: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """All that is published of cases: months oldest first, every case newest first, those with a released answer."""

    months: tuple[CaseMonth, ...] = ()
    listed: tuple[Case, ...] = ()
    replies: tuple[Case, ...] = ()
