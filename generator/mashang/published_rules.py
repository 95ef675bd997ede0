"""The rules by which figures are derived, in the plain words in which the site prints them.

``figures`` applies them; a change of a rule changes both.
"""

from __future__ import annotations

from dataclasses import dataclass

from mashang.derived import Mark, RankingItem, Risk, Status
from mashang.feedback import BAD

_BAD = "".join(f"“{level.name}”" for level in BAD)


@dataclass(frozen=True, slots=True)
class StatusRule:
    """One published rule: which status or mark it gives, and in plain words when."""

    status: Status | Mark
    text: str


RULES = (
    StatusRule(Status.DONE, "到本月为止报送的完成率已达 100%，或已报送“已完成”，此后没有回落。"),
    StatusRule(Status.OVERDUE, "完成时限在本月最后一天或更早，而到本月最后一天还没有完成；时限恰好是最后一天的也算。"),
    StatusRule(Status.LASTING, "没有完成时限，需要长期坚持。"),
    StatusRule(Status.UNDATED, "文件没有定完成时限，只看报送：报完成了就是已完成，没有就是未定时限。"),
    StatusRule(Status.UNKNOWN, "报送过进展，但从来没有完成率；或者没有发布日期，算不出时间进度。完成时限还没有到。"),
    StatusRule(
        Status.BEHIND,
        "完成率比时间进度落后，并且超过容许的百分点。本月没有报送的，按最近一次报送的完成率算；从来没有报送过的，"
        "按 0% 算。时间进度是从发布日期到本月最后一天的天数，占从发布日期到完成时限的天数的百分比。"
        "例：3月2日发布、9月8日到期的措施，到7月31日时间进度是 79.5%；6月报送 40%，7月没有报送，落后 39.5 个百分点。",
    ),
    StatusRule(Status.ON_TRACK, "不属于以上各种情形。"),
)
"""The rules by which a status is derived, in the order in which they are tried; the first that fits holds."""

MARK_RULES = (
    StatusRule(Mark.NOT_REPORTED, "还没有完成，本月又没有报送进展。"),
    StatusRule(Mark.NOT_STARTED, "本月报送的完成率是 0%，或报送“未启动”。"),
)
"""The rules of the marks, which stand beside the status and are counted apart."""


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
        "没有报送的，按最近一次报送的完成率算；从来没有报送过的，按 0% 算。",
    ),
    RiskRule(
        Risk.PACE, "照最近 {warning_months} 个月的速度推算，到完成时限时完成率会比 100% 差 {tolerance} 个百分点以上。"
    ),
    RiskRule(Risk.STALLED, "已经启动，而完成率在最近 {warning_months} 个月里没有提高。没有报送的月份按上次的算。"),
    RiskRule(Risk.DROPPED, "本月报送的完成率比上月低。"),
    RiskRule(Risk.SILENT, "本月没有报送进展。"),
)
"""The rules of early warning; each that fits is printed. Measures that are done, late or overdue are not warned of."""


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
        "每项有时限的措施每个月底计一次，没有发布日期、算不出时间进度的不计。月底“已完成”或“按期推进”的算按期，"
        "没有报送的也照公开的规则判定。按期的次数除以全部次数。季度里换过牵头单位的，只计季末的牵头单位牵头的月份，"
        "下一项也一样。",
    ),
    ItemRule(
        RankingItem.REPORTING,
        "ranking_reporting",
        "每项措施每个月计一次，上月底已经完成的不用再报，不计。报送了的次数除以应报送的次数。",
    ),
    ItemRule(
        RankingItem.RATINGS,
        "ranking_ratings",
        f"本季度对这个单位的窗口、事项和牵头措施的评价中，差评（{_BAD}）以外的份数除以全部份数。",
    ),
)
"""The items of the ranking, as they are printed; :mod:`mashang.figures.ranking` applies them."""
