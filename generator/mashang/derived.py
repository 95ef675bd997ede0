"""What is derived from the facts: standings, tallies, differences, rating summaries.

Made by ``figures``, shown by ``pages``. Everything is computed as of the end of a reported month and never by
the clock, so the same input gives the same site.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mashang.model import Adjustment, ListEntry, ProgressReport, Publication, ReportingMonth
from mashang.periods import Quarter, YearMonth


class Status(StrEnum):
    """状态 of a measure, derived by the published rules, in the order in which they are tried."""

    DONE = "已完成"
    OVERDUE = "已逾期"
    NOT_REPORTED = "未报送"
    LASTING = "长期坚持"
    NOT_STARTED = "未启动"
    BEHIND = "进度滞后"
    ON_TRACK = "按期推进"

    @property
    def slug(self) -> str:
        """As classes of the stylesheet and places within a page name it: ``on-track``."""
        return self.name.lower().replace("_", "-")


LATE = (Status.OVERDUE, Status.BEHIND)
"""The statuses that are counted together as late, the graver first."""


@dataclass(frozen=True, slots=True)
class StatusRule:
    """One published rule: which status it gives, and in plain words when."""

    status: Status
    text: str


RULES = (
    StatusRule(Status.DONE, "到本月为止报送的完成率已达 100%，或已报送“已完成”，此后没有回落。"),
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
    as_of: date
    reason: str
    percent: Decimal | None = None
    expected: Decimal | None = None
    report: ProgressReport | None = None


class Risk(StrEnum):
    """Why a measure that is not late yet may become so (预警), in the order in which it is printed."""

    DEADLINE = "临近时限"
    SLIPPING = "开始落后"
    PACE = "照此完不成"
    STALLED = "进度停滞"
    DROPPED = "完成率下降"
    SILENT = "未报送"


@dataclass(frozen=True, slots=True)
class RiskRule:
    """One published rule of early warning. ``text`` has slots named like the settings that it depends on."""

    risk: Risk
    text: str


RISK_RULES = (
    RiskRule(Risk.DEADLINE, "离完成时限不超过 {warning_days} 天，而完成率不到 {warning_percent}%，或没有完成率。"),
    RiskRule(
        Risk.SLIPPING,
        "完成率比时间进度落后，超过容许百分点（{tolerance}）的 {warning_share}%。"
        "没有报送的，按最近一次报送的完成率算。",
    ),
    RiskRule(
        Risk.PACE,
        "照最近 {warning_months} 个月的速度推算，到完成时限时完成率会比 100% 差 {tolerance} 个百分点以上。",
    ),
    RiskRule(Risk.STALLED, "已经启动，而完成率在最近 {warning_months} 个月里没有提高。没有报送的月份按上次的算。"),
    RiskRule(Risk.DROPPED, "本月报送的完成率比上月低。"),
    RiskRule(Risk.SILENT, "本月没有报送进展。"),
)
"""The rules of early warning; each that fits is printed. Measures that are done, late or overdue are not warned of."""


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

    def count(self, *statuses: Status) -> int:
        """How many stand at one of ``statuses``."""
        return sum(count for status, count in zip(Status, self.counts, strict=True) if status in statuses)


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
    ``open`` and ``overdue`` are complaints that are not closed and that passed their limit.
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


LOWER_BOUND_FROM = 4
"""From so many times the minimum of ratings on, few bad ones leave a lower bound worth publishing."""


class RankingItem(StrEnum):
    """What a department is ranked by, in the order in which it is printed."""

    COMPLETION = "完成进度"
    ON_TIME = "按期推进"
    REPORTING = "按月报送"
    RATINGS = "企业评价"


@dataclass(frozen=True, slots=True)
class ItemRule:
    """One item of the published formula: the setting that holds its weight, what is divided by what, what stays out."""

    item: RankingItem
    weight: str
    text: str


RANKING_RULES = (
    ItemRule(
        RankingItem.COMPLETION,
        "ranking_completion",
        "季末每项有时限的措施，用完成率除以时间进度，得出它的进度比（%，保留一位小数，超过 100 按 100 计）；"
        "已完成的是 100，没有报完成率的是 0，没有发布日期的直接用完成率，时间进度是 0% 又还没有完成的不计。"
        "各项进度比之和除以项数。",
    ),
    ItemRule(
        RankingItem.ON_TIME,
        "ranking_on_time",
        "每项有时限的措施每个月底计一次。月底“已完成”或“按期推进”的，以及“未启动”而时间进度没有超过容许百分点的，"
        "算按期。按期的次数除以全部次数。季度里换过牵头单位的，只计季末的牵头单位牵头的月份，下一项也一样。",
    ),
    ItemRule(
        RankingItem.REPORTING,
        "ranking_reporting",
        "每项措施每个月计一次，上月底已经完成的不用再报，不计。报送了的次数除以应报送的次数。",
    ),
    ItemRule(
        RankingItem.RATINGS,
        "ranking_ratings",
        "本季度对这个单位的窗口、事项和牵头措施的评价中，差评（“不满意”“非常不满意”）以外的份数除以全部份数。",
    ),
)
"""The items of the ranking, as they are printed; :mod:`mashang.figures.ranking` applies them."""


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
    """What one measure brings to its lead department's ranking in a quarter.

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

    @property
    def latest(self) -> MonthFigures | None:
        """The newest shown month."""
        return self.months[-1] if self.months else None
