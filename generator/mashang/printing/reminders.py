"""What each lead department is reminded of after a month's dispatch (催办): one note a department."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from mashang.derived import LATE, Alarm, Mark, MonthFigures, Risk, Standing, Status
from mashang.model import Measure
from mashang.periods import YearMonth
from mashang.settings import Settings
from mashang.spelling import spell_day, spell_number
from mashang.spreadsheet import format_table


class Urgency(StrEnum):
    """Why a measure is pressed, the gravest first."""

    OVERDUE = Status.OVERDUE.value
    BEHIND = Status.BEHIND.value
    NOT_REPORTED = "只欠报送"
    AT_RISK = "有逾期风险"


_TASKS = {
    Urgency.OVERDUE: "书面说明逾期原因，明确新的完成日期和责任人，尽快办结。",
    Urgency.BEHIND: "查明落后原因，提出赶上进度的措施，明确责任人。",
    Urgency.NOT_REPORTED: "补报{month}的进展；没有进展的，说明原因和下一步安排。",
    Urgency.AT_RISK: "核实进度，提出按期完成的具体安排。",
}
_START = "尽快启动，报送启动时间和工作安排。"
_REPORT = "补报{month}的进展。"
_URGENCY_OF_STATUS = {status: Urgency(status.value) for status in LATE}


@dataclass(frozen=True, slots=True)
class ReminderItem:
    """One measure to be pressed: ``reasons`` are sentences without their full stop, ``trouble`` what was reported."""

    measure: Measure
    urgency: Urgency
    standing: Standing
    reasons: tuple[str, ...]
    task: str

    @property
    def trouble(self) -> str:
        """存在问题 as the department itself reported it this month."""
        return self.standing.report.trouble if self.standing.report else ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A note (催办单) to one department. ``number`` names it, ``answer_by`` is the day by which it is answered."""

    number: str
    department: str
    label: str
    month: YearMonth
    written_on: date
    answer_by: date
    items: tuple[ReminderItem, ...]

    def count(self, urgency: Urgency) -> int:
        """How many of its measures are pressed for this."""
        return sum(item.urgency is urgency for item in self.items)

    @property
    def opening(self) -> str:
        """What it is about, how many measures, by when it is answered."""
        month = self.month
        return (
            f"据{month.label}调度情况（截至{spell_day(month.last_day)}），你单位牵头的措施有 {len(self.items)} 项"
            f"需要催办，其中{self.summary}。请逐项核实办理，并于{spell_day(self.answer_by)}前书面反馈。"
        )

    @property
    def summary(self) -> str:
        """已逾期 1 项、只欠报送 2 项；本月未报送共 3 项: the first ones add up to all, the last are counted apart."""
        counts = "、".join(f"{urgency.value} {self.count(urgency)} 项" for urgency in Urgency if self.count(urgency))
        silent = sum(_is_silent(item.standing) for item in self.items)
        return f"{counts}；本月未报送共 {silent} 项" if silent else counts


def derive_reminders(figures: MonthFigures, settings: Settings, written_on: date) -> tuple[Reminder, ...]:
    """A note for each department that leads a late, unreported or endangered measure, in the order of the table.

    Nobody is pressed for a measure that no longer holds, though it stays in the statistics.
    Within a note the gravest come first, then the nearest deadline. The answer is due
    ``settings.reminder_days`` calendar days after ``written_on``.
    """
    month, facts = figures.month.month, figures.facts
    alarms = {warning.standing.measure: warning.alarms for warning in figures.warnings}
    items: dict[str, list[ReminderItem]] = {}
    for standing in figures.standings:
        measure = facts.measure_by_id[standing.measure]
        if not measure.ended and (item := _press(measure, standing, alarms.get(measure.id, ()))):
            items.setdefault(measure.lead, []).append(item)
    order = list(Urgency)
    return tuple(
        Reminder(
            f"{month}-{department.id}",
            department.name,
            department.label,
            month,
            written_on,
            written_on + timedelta(days=settings.reminder_days),
            tuple(
                sorted(
                    items[department.id],
                    key=lambda item: (order.index(item.urgency), item.measure.deadline.due or date.max),
                )
            ),
        )
        for department in facts.departments
        if department.id in items
    )


def _press(measure: Measure, standing: Standing, alarms: tuple[Alarm, ...]) -> ReminderItem | None:
    """What a measure is pressed for; nothing when it is neither late nor unreported nor at risk."""
    silent = _is_silent(standing)
    urgency = _URGENCY_OF_STATUS.get(standing.status, Urgency.NOT_REPORTED if silent else Urgency.AT_RISK)
    if urgency is Urgency.AT_RISK and not alarms:
        return None
    idle = standing.mark is Mark.NOT_STARTED or standing.status is Status.NOT_STARTED
    task = _START if idle and urgency is not Urgency.OVERDUE else _TASKS[urgency]
    if silent and urgency is not Urgency.NOT_REPORTED:
        task += _REPORT
    own = () if urgency is Urgency.AT_RISK else (standing.reason,)
    reasons = tuple(alarm.reason for alarm in alarms if alarm.risk is not Risk.SILENT)
    return ReminderItem(measure, urgency, standing, (*own, *reasons), task.format(month=standing.month.label))


def _is_silent(standing: Standing) -> bool:
    return standing.mark is Mark.NOT_REPORTED or standing.status is Status.NOT_REPORTED


def format_reminders(reminders: Iterable[Reminder], settings: Settings) -> str:
    """All notes as one CSV, a row a measure."""
    headings = ("催办单编号", "单位", "措施编号", "措施", "完成时限", "完成率", "时间进度", "催办类别", "标记", "依据",
                "单位报送的问题", "办理要求", "反馈期限", "催办单位", "联系电话", "说明")  # fmt: skip
    mark = "演示数据，内容均为虚构" if settings.demonstration else ""
    rows = [
        [
            reminder.number,
            reminder.department,
            item.measure.id,
            item.measure.title,
            item.measure.deadline.written,
            _spell(item.standing.percent),
            _spell(item.standing.expected),
            item.urgency.value,
            item.standing.mark.value if item.standing.mark else "",
            "；".join(item.reasons),
            item.trouble,
            item.task,
            reminder.answer_by.isoformat(),
            settings.organiser,
            settings.phone,
            mark,
        ]
        for reminder in reminders
        for item in reminder.items
    ]
    return format_table(headings, rows)


def _spell(percent: Decimal | None) -> str:
    return "" if percent is None else f"{spell_number(percent)}%"
