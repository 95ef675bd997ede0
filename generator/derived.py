"""What is reckoned from the facts: standings, tallies, differences, rating summaries.

Made by ``figures``, shown by ``pages``. Everything is reckoned at the end of a reported month and never by
the clock, so the same input gives the same site.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from generator.model import ListEntry, ProgressReport, ReportingMonth, YearMonth


class Status(StrEnum):
    """状态 of a measure, derived by the published rules, in the order in which they are tried."""

    DONE = "已完成"
    OVERDUE = "已逾期"
    NOT_REPORTED = "未报送"
    LASTING = "长期坚持"
    NOT_STARTED = "未启动"
    BEHIND = "进度滞后"
    ON_TRACK = "按期推进"


@dataclass(frozen=True, slots=True)
class StatusRule:
    """One published rule: which status it gives, and in plain words when."""

    status: Status
    text: str


RULES = (
    StatusRule(Status.DONE, "到本月为止报送的完成率已达 100%，或已报送“已完成”，此后没有再报得更低。"),
    StatusRule(Status.OVERDUE, "完成时限在本月最后一天或更早，而到本月最后一天还没有完成；时限恰好是最后一天的也算。"),
    StatusRule(Status.NOT_REPORTED, "本月没有报送进展。"),
    StatusRule(Status.LASTING, "没有完成时限，需要长期坚持，本月已报送进展。"),
    StatusRule(Status.NOT_STARTED, "本月报送的完成率是 0%，或报送“未启动”。"),
    StatusRule(
        Status.BEHIND,
        "完成率比时间进度落后，并且超过容许的百分点。时间进度是从发布日期到本月最后一天的天数，"
        "占从发布日期到完成时限的天数的百分比。",
    ),
    StatusRule(Status.ON_TRACK, "不属于以上各种情形。"),
)
"""The rules by which a status is derived, in the order in which they are tried; the first that fits holds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one measure stands at the end of one month.

    ``percent`` is the last reported percentage up to then (0–100), ``expected`` the share of the time from
    publication to deadline that has gone (0–100, ``None`` without both ends), ``reason`` the sentence that
    says by which rule and from which figures the status was reached, ``report`` this month's report.
    """

    measure: str
    month: YearMonth
    status: Status
    reckoned_on: date
    reason: str
    percent: Decimal | None = None
    expected: Decimal | None = None
    report: ProgressReport | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Standings counted by status. ``key`` is a field's name or a department's id, empty for all.

    ``counts`` follows the order of :class:`Status`; ``mean_percent`` is over those measures that have a
    percentage, one decimal, ``measured`` of them.
    """

    key: str
    label: str
    counts: tuple[int, ...]
    measured: int
    mean_percent: Decimal | None

    @property
    def total(self) -> int:
        """How many measures were counted."""
        return sum(self.counts)

    def count(self, status: Status) -> int:
        """How many stand at ``status``."""
        return self.counts[list(Status).index(status)]


@dataclass(frozen=True, slots=True)
class MonthChanges:
    """What changed against the month shown before: measure ids, in the order of the measures.

    The first shown month has nothing before it: there only what was published within it is told.
    """

    newly_done: tuple[str, ...] = ()
    newly_late: tuple[str, ...] = ()
    newly_reported: tuple[str, ...] = ()
    newly_published: tuple[str, ...] = ()
    list_editions: tuple[tuple[str, date], ...] = ()
    """Editions published within the month, or since the month shown before: list id and day."""


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One shown month: every measure published by its end, and the counts."""

    month: ReportingMonth
    standings: tuple[Standing, ...]
    overall: Tally
    by_field: tuple[Tally, ...]
    by_department: tuple[Tally, ...]
    changes: MonthChanges


class ChangeKind(StrEnum):
    """How an entry differs between editions."""

    ADDED = "新增"
    CHANGED = "修改"
    REMOVED = "取消"


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry that differs: ``old`` is missing when added, ``new`` when removed."""

    kind: ChangeKind
    old: ListEntry | None
    new: ListEntry | None


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """What an edition changed against the one before it. Unchanged entries are counted in ``kept``."""

    list_id: str
    before: date
    after: date
    changes: tuple[EntryChange, ...]
    kept: int

    def count(self, kind: ChangeKind) -> int:
        """How many entries changed in this way."""
        return sum(change.kind is kind for change in self.changes)

    @property
    def sentence(self) -> str:
        """新增 3 项、修改 4 项、取消 1 项; or 与上一版相同."""
        parts = [f"{kind.value} {self.count(kind)} 项" for kind in ChangeKind if self.count(kind)]
        return "、".join(parts) or "与上一版相同"


@dataclass(frozen=True, slots=True)
class RatingSummary:
    """Ratings of one window, matter or department over the shown months.

    ``n`` is the number of ratings. Under the published minimum nothing but "too few" is told: ``shown`` is
    false and the other figures are ``None``. ``satisfied`` is the share (%) of the upper three levels,
    ``mean`` the mean of 5…1, one decimal each.
    """

    key: str
    shown: bool
    n: int | None = None
    levels: tuple[int, ...] | None = None
    satisfied: Decimal | None = None
    mean: Decimal | None = None
    complaints: int | None = None
    closed: int | None = None
    overdue: int | None = None


@dataclass(frozen=True)
class Figures:
    """All that was derived. ``months`` oldest first; rating summaries by id of their target."""

    months: tuple[MonthFigures, ...] = ()
    differences: tuple[EditionDifference, ...] = ()
    ratings_overall: RatingSummary | None = None
    ratings_by_department: tuple[RatingSummary, ...] = ()
    ratings_by_window: tuple[RatingSummary, ...] = ()
    ratings_by_matter: tuple[RatingSummary, ...] = ()

    @property
    def latest(self) -> MonthFigures | None:
        """The newest shown month."""
        return self.months[-1] if self.months else None
