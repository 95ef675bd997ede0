"""Ratings as a county counts them: by code and month, and by where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mashang.cases import RatingSource
from mashang.periods import YearMonth


@dataclass(frozen=True, slots=True)
class RatingCount:
    """Ratings of one code in one month, from 非常满意 (5) down to 非常不满意 (1) as in GB/T 39735-2020."""

    month: YearMonth
    code: str
    level_5: int = 0
    level_4: int = 0
    level_3: int = 0
    level_2: int = 0
    level_1: int = 0
    complaints: int = 0
    closed: int = 0
    overdue: int = 0
    handled: int = 0
    """办件量: how many matters were handled there in the month; 0 where it is not known."""

    @property
    def levels(self) -> tuple[int, int, int, int, int]:
        """The counts of the five levels, best first."""
        return self.level_5, self.level_4, self.level_3, self.level_2, self.level_1


@dataclass(frozen=True, slots=True)
class SourcedRatings:
    """How many ratings of a code in a month one source brought."""

    month: YearMonth
    code: str
    source: RatingSource
    n: int


@dataclass(frozen=True, slots=True)
class RatingSources:
    """The share (%) of all ratings that each source brought, as far as it is told, and of those served who rated."""

    shares: tuple[tuple[str, Decimal], ...] = ()
    rate: Decimal | None = None
