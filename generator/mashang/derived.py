"""What is derived from the facts: standings, tallies, differences, rating summaries.

Made by ``figures``, shown by ``pages``. Everything is computed as of the end of a reported month and never by
the clock, so the same input gives the same site.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mashang.case_figures import CaseFigures
from mashang.model import ListEntry, Measure, ProgressReport, Publication, ReportingMonth
from mashang.periods import Quarter, YearMonth
from mashang.rating_counts import RatingSources
from mashang.records import Adjustment, Telling


def list_tasks(measures: Iterable[Measure], day: date) -> frozenset[str]:
    """The ids of the measures that are tasks on a day: something published by then is an item of theirs.

    What is judged and counted are measures that are no tasks.
    """
    return frozenset(
        one.parent for one in measures if one.parent and (one.published_on is None or one.published_on <= day)
    )


def list_judged(publication: Publication, month: YearMonth) -> tuple[Measure, ...]:
    """The measures that are reported and judged in a month: in force at its end, by the terms of then; no tasks."""
    tasks = list_tasks(publication.measures, month.last_day)
    return tuple(one for one in publication.as_of(month).measures if one.id not in tasks)


class Status(StrEnum):
    """状态 of a measure, derived by the published rules, in the order in which they are tried.

    The last two are given only in months that were closed by the first rules (:class:`RuleVersion`);
    since then they are marks.
    """

    DONE = "已完成"
    OVERDUE = "已逾期"
    LASTING = "长期坚持"
    UNDATED = "未定时限"
    UNKNOWN = "进度不明"
    BEHIND = "进度滞后"
    ON_TRACK = "按期推进"
    NOT_REPORTED = "未报送"
    NOT_STARTED = "未启动"

    @property
    def slug(self) -> str:
        """As classes of the stylesheet and places within a page name it: ``on-track``."""
        return self.name.lower().replace("_", "-")


LATE = (Status.OVERDUE, Status.BEHIND)
"""The statuses that are counted together as late, the graver first."""


class Mark(StrEnum):
    """标记 beside the status of a measure that is not done: it hides nothing, and is counted apart."""

    NOT_REPORTED = Status.NOT_REPORTED.value
    NOT_STARTED = Status.NOT_STARTED.value

    @property
    def slug(self) -> str:
        """As classes of the stylesheet and places within a page name it."""
        return Status(self.value).slug


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one measure stands at the end of one month.

    ``percent`` is the last reported percentage up to then (0–100), ``expected`` the share of the time from
    publication to deadline that has gone (0–100, ``None`` without both ends), ``reason`` the sentence that
    says by which rule and from which figures the status was reached, ``report`` this month's report. A month closed
    by the first rules has no marks.
    """

    measure: str
    month: YearMonth
    status: Status
    as_of: date
    reason: str
    percent: Decimal | None = None
    expected: Decimal | None = None
    report: ProgressReport | None = None
    mark: Mark | None = None

    @property
    def judged(self) -> Decimal | None:
        """The percentage by which it is judged: 0 for one that was never reported, ``None`` for an unknown one."""
        never = self.percent is None and self.mark is Mark.NOT_REPORTED and self.status is not Status.UNKNOWN
        return Decimal(0) if never else self.percent

    @property
    def labels(self) -> str:
        """Status and mark as one text: 进度滞后（未报送）."""
        return f"{self.status.value}（{self.mark.value}）" if self.mark else self.status.value


class Risk(StrEnum):
    """Why a measure that is not late yet may become so (预警), in the order in which it is printed."""

    DEADLINE = "临近时限"
    SLIPPING = "开始落后"
    PACE = "照此完不成"
    STALLED = "进度停滞"
    DROPPED = "完成率下降"
    SILENT = "未报送"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One reason to worry, with the figures it comes from as a sentence without its full stop."""

    risk: Risk
    reason: str


@dataclass(frozen=True, slots=True)
class MeasureWarning:
    """A measure at risk at the end of a month: where it stands, and every rule that fits."""

    standing: Standing
    alarms: tuple[Alarm, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Standings counted by status. ``key`` is a field's name or a department's id, empty for all.

    ``counts`` follows the order of :class:`Status` and adds up to the total, ``marks`` that of :class:`Mark` and is
    counted apart; ``mean_percent`` is over those measures that have a percentage, one decimal, ``measured`` of them.
    """

    key: str
    label: str
    counts: tuple[int, ...]
    measured: int
    mean_percent: Decimal | None
    marks: tuple[int, ...] = (0,) * len(Mark)

    @property
    def total(self) -> int:
        """How many measures were counted."""
        return sum(self.counts)

    def count(self, *statuses: Status) -> int:
        """How many stand at one of ``statuses``."""
        return sum(count for status, count in zip(Status, self.counts, strict=True) if status in statuses)

    def count_marked(self, mark: Mark) -> int:
        """How many bear this mark, whatever their status."""
        return self.marks[tuple(Mark).index(mark)]


@dataclass(frozen=True, slots=True)
class MonthChanges:
    """What changed against the month shown before: measure ids, in the order of the measures.

    The first shown month has nothing before it: there only what was published within it counts.
    """

    newly_done: tuple[str, ...] = ()
    newly_late: tuple[str, ...] = ()
    newly_reported: tuple[str, ...] = ()
    newly_published: tuple[str, ...] = ()
    list_editions: tuple[tuple[str, date], ...] = ()
    """Editions published within the month, or since the month shown before: list id and day."""
    corrections: tuple[str, ...] = ()
    """Corrections of closed months, made in the same time: their ids."""
    adjustments: tuple[Adjustment, ...] = ()
    """Adjustments of measures that came into force in the same time."""


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One shown month: every measure published by its end, and the counts."""

    month: ReportingMonth
    standings: tuple[Standing, ...]
    overall: Tally
    by_field: tuple[Tally, ...]
    by_department: tuple[Tally, ...]
    changes: MonthChanges
    facts: Publication
    """Everything as it was in force at the month's end."""
    warnings: tuple[MeasureWarning, ...] = ()
    """Measures at risk, the nearest deadline first, those without a deadline last."""


class ChangeKind(StrEnum):
    """How an entry differs between editions."""

    ADDED = "新增"
    CHANGED = "修改"
    REMOVED = "取消"
    RENUMBERED = "改编号"
    """Reads as before, under another number."""


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry that differs: ``old`` is missing when added, ``new`` when removed."""

    kind: ChangeKind
    old: ListEntry | None
    new: ListEntry | None

    @property
    def former(self) -> str:
        """Its number in the edition before, where that was another one."""
        return self.old.id if self.old and self.new and self.old.id != self.new.id else ""


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
class PublishedCount:
    """A count as it is published: the number, or ``None`` where it is bounded: 1 to under the published minimum."""

    number: int | None


@dataclass(frozen=True, slots=True)
class RatingSummary:
    """Ratings of one window, matter, department or month over the shown months.

    ``n`` is the number of ratings. Under the published minimum it is suppressed: ``published`` is
    false and the other figures are ``None``. ``satisfied`` is the share (%) of the upper three levels,
    ``mean`` the mean of 5…1, one decimal each. Each is ``None`` where it would disclose a small count;
    of the share, ``satisfied_lower_bound`` is then published where only few ratings are bad.
    ``open`` and ``overdue`` are complaints that are not closed and that passed their limit. What cannot be told anew
    stays as it was told last; ``held`` says when that was, by :data:`mashang.records.TOLD_COUNTS`.
    """

    key: str
    published: bool
    n: int | None = None
    satisfied: Decimal | None = None
    satisfied_lower_bound: Decimal | None = None
    mean: Decimal | None = None
    levels: tuple[int, ...] | None = None
    complaints: PublishedCount | None = None
    open: PublishedCount | None = None
    overdue: PublishedCount | None = None
    held: Mapping[str, Telling] = field(default_factory=dict)


LOWER_BOUND_FROM = 4
"""From so many times the minimum of ratings on, few bad ones leave a lower bound worth publishing."""


class RankingItem(StrEnum):
    """What a department is ranked by, in the order in which it is printed."""

    COMPLETION = "完成进度"
    ON_TIME = "按期推进"
    REPORTING = "按月报送"
    RATINGS = "企业评价"


@dataclass(frozen=True, slots=True)
class RankingInput:
    """One item of one department: ``value`` (%) is ``numerator`` over ``denominator``, one decimal.

    For 完成进度 the numerator is a sum of percentages, else a count. Without a denominator there is no value.
    """

    item: RankingItem
    numerator: Decimal
    denominator: int
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class MeasureInput:
    """What one measure brings to the ranking of one of its lead departments in a quarter.

    ``ratio`` is the percentage that enters 完成进度, ``None`` when the measure does not count there.
    """

    measure: str
    department: str
    percent: Decimal | None
    expected: Decimal | None
    ratio: Decimal | None
    dated_months: int
    on_time_months: int
    due_months: int
    reported_months: int


@dataclass(frozen=True, slots=True)
class DepartmentScore:
    """A lead department in a ranking: ranked with a score of 0–100 (two decimals), or left out for a reason.

    ``inputs`` follow :class:`RankingItem`; ratings that may not be shown are missing there.
    """

    department: str
    measures: int
    inputs: tuple[RankingInput, ...]
    score: Decimal | None = None
    rank: int | None = None
    exclusion: str = ""


@dataclass(frozen=True, slots=True)
class QuarterRanking:
    """The ranking of a closed quarter: ``months`` are those that count, ``scores`` the best first.

    Departments left out come last, in the order of their table.
    """

    quarter: Quarter
    months: tuple[ReportingMonth, ...]
    scores: tuple[DepartmentScore, ...]
    measures: tuple[MeasureInput, ...]
    facts: Publication
    """Everything as it was in force at the quarter's end."""

    @property
    def ranked(self) -> tuple[DepartmentScore, ...]:
        """The departments that have a rank."""
        return tuple(score for score in self.scores if score.rank is not None)

    @property
    def excluded(self) -> tuple[DepartmentScore, ...]:
        """The departments that have none, with the reason."""
        return tuple(score for score in self.scores if score.rank is None)


@dataclass(frozen=True, slots=True)
class YearScore:
    """A department over a year: its standing in each shown quarter, and the mean of its scores.

    ``mean`` is over the quarters in which it was ranked; ``rank`` is given in a whole year only, to those
    ranked in each shown quarter.
    """

    department: str
    quarters: tuple[DepartmentScore | None, ...]
    mean: Decimal | None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class YearSummary:
    """A year's rankings side by side. ``whole`` means that its last quarter is shown."""

    year: int
    rankings: tuple[QuarterRanking, ...]
    scores: tuple[YearScore, ...]
    whole: bool


@dataclass(frozen=True)
class Figures:
    """All that was derived. ``months`` oldest first; rating summaries by id of their target."""

    months: tuple[MonthFigures, ...] = ()
    differences: tuple[EditionDifference, ...] = ()
    ratings_overall: RatingSummary | None = None
    ratings_by_department: tuple[RatingSummary, ...] = ()
    ratings_by_window: tuple[RatingSummary, ...] = ()
    ratings_by_matter: tuple[RatingSummary, ...] = ()
    ratings_by_month: tuple[RatingSummary, ...] = ()
    """All ratings of each shown month, oldest first, by the month's name; none while the whole is not shown."""
    rankings: tuple[QuarterRanking, ...] = ()
    """Rankings of closed quarters, oldest first; none where the county does not rank."""
    years: tuple[YearSummary, ...] = ()
    cases: CaseFigures = field(default_factory=CaseFigures)
    sources: RatingSources = field(default_factory=RatingSources)

    @property
    def latest(self) -> MonthFigures | None:
        """The newest shown month."""
        return self.months[-1] if self.months else None
