"""What is for the office only: problems that measures met (问题汇总), remarks (内部备注)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mashang.periods import NO_DEADLINE, Deadline, YearMonth


@dataclass(frozen=True, slots=True)
class Issue:
    """问题 that a measure met: never published. ``department`` must solve it, ``helpers`` are asked to help: ids.

    It is solved once it has an ``outcome``.
    """

    measure: str
    text: str
    department: str
    helpers: tuple[str, ...] = ()
    deadline: Deadline = NO_DEADLINE
    outcome: str = ""

    def overdue(self, day: date) -> bool:
        """Whether it is unsolved on a day, and should have been solved by then."""
        return not self.outcome and self.deadline.due is not None and self.deadline.due <= day


@dataclass(frozen=True, slots=True)
class Internal:
    """All that is never published. ``notes`` are 内部备注 by measure, of each month whose table has that column."""

    issues: tuple[Issue, ...] = ()
    notes: Mapping[YearMonth, Mapping[str, str]] = field(default_factory=dict)
