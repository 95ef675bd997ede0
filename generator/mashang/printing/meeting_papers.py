"""Papers that are not for the public: the dispatch meeting's table (调度会), 问题汇总, 催办单 in Word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mashang.derived import Mark, MonthFigures, Standing, Status
from mashang.issue import Issue
from mashang.model import Publication
from mashang.pages.month_lists import ATTENTION
from mashang.printing.briefings import Facts, Paper, describe_standing, head, spell_percent, warn_draft
from mashang.printing.reminders import Reminder
from mashang.settings import Settings
from mashang.spelling import spell_day


def tell_meeting(figures: MonthFigures, settings: Settings) -> Paper:
    """What the dispatch meeting looks at: measures that are not done or newly so, the gravest first, and problems."""
    facts, month = figures.facts, figures.month
    fresh = set(figures.changes.newly_done)
    shown = [one for one in figures.standings if one.status is not Status.DONE or one.measure in fresh]
    left = _list_open(facts.internal.issues)
    late = [one for one in left if one.overdue(month.month.last_day)]
    told = f"没有解决的问题共 {len(left)} 个" + (f"，其中过了期限的 {len(late)} 个。" if late else "。")
    opening = f"截至{spell_day(month.month.last_day)}，共有措施 {figures.overall.total} 项。"
    opening += "以前完成的不再列出，本月完成的列在最后。"
    title = f"{month.month.label}优化营商环境措施调度会材料"
    return Paper(
        head(settings, month.published_on, title, _warn_private(figures))
        | {
            "月份": month.month.label,
            "导语": opening,
            "措施": [_describe(figures, one) for one in sorted(shown, key=lambda one: _gravity(facts, one))],
            "问题情况": [told],
            "问题": describe_issues(facts, left),
        },
        month.published_on,
    )


def tell_issues(figures: MonthFigures, settings: Settings, department: str = "") -> Paper | None:
    """The 问题汇总: all problems, or the open ones that a department must solve or help with. ``None`` without any."""
    facts, month = figures.facts, figures.month
    issues = list_concerned(facts.internal.issues, department) if department else facts.internal.issues
    if not issues:
        return None
    last_day = month.month.last_day
    solved, late = sum(bool(one.outcome) for one in issues), sum(one.overdue(last_day) for one in issues)
    title = f"{month.month.label}优化营商环境问题汇总"
    title += f"（{facts.find_party(department).label}）" if department else ""
    counts = f"共 {len(issues)} 个问题，已经解决 {solved} 个，没有解决 {len(issues) - solved} 个"
    counts += f"，其中到{spell_day(last_day)}过了期限的 {late} 个。" if late else "。"
    return Paper(
        head(settings, month.published_on, title, _warn_private(figures))
        | {"月份": month.month.label, "导语": counts, "问题": describe_issues(facts, issues)},
        month.published_on,
    )


def tell_reminder(reminder: Reminder, facts: Publication, settings: Settings) -> Paper:
    """A 催办单, with the open problems of its department."""
    department = reminder.number.removeprefix(f"{reminder.month}-")
    concerned = list_concerned(facts.internal.issues, department)
    items: list[Facts] = [
        {
            "序号": number,
            "编号": item.measure.id,
            "措施": item.measure.title,
            "完成时限": item.measure.deadline.written,
            "完成率": spell_percent(item.standing.percent),
            "类别": f"{item.urgency.value}（{item.standing.mark.value}）" if item.standing.mark else item.urgency.value,
            "依据": "".join(f"{reason}。" for reason in item.reasons),
            "报送的问题": item.trouble,
            "要求": item.task,
        }
        for number, item in enumerate(reminder.items, start=1)
    ]
    return Paper(
        head(settings, reminder.written_on, f"关于{reminder.month.label}措施进展的催办单")
        | {
            "编号": reminder.number,
            "单位": reminder.department,
            "导语": reminder.opening,
            "措施": items,
            "问题": [_tell_issue(facts, one) for one in concerned],
            "反馈日期": spell_day(reminder.answer_by),
            "电话": settings.phone,
        },
        reminder.written_on,
    )


def list_concerned(issues: Iterable[Issue], department: str) -> tuple[Issue, ...]:
    """The open problems that a department must solve or is asked to help with."""
    return tuple(one for one in _list_open(issues) if department in (one.department, *one.helpers))


def describe_issues(facts: Publication, issues: Sequence[Issue]) -> list[Facts]:
    """Problems as rows of a paper's table."""
    return [
        {
            "序号": number,
            "措施": f"{one.measure} {facts.measure_by_id[one.measure].title}" if _is_held(facts, one) else one.measure,
            "问题": one.text,
            "责任单位": facts.find_party(one.department).label,
            "协调单位": _name_helpers(facts, one),
            "期限": _spell_deadline(one),
            "结果": one.outcome or "—",
        }
        for number, one in enumerate(issues, start=1)
    ]


def _is_held(facts: Publication, issue: Issue) -> bool:
    return issue.measure in facts.measure_by_id


def _name_helpers(facts: Publication, issue: Issue) -> str:
    return "、".join(facts.find_party(one).label for one in issue.helpers) or "—"


def _spell_deadline(issue: Issue) -> str:
    return issue.deadline.written if issue.deadline.due or issue.deadline.lasting else "—"


def _list_open(issues: Iterable[Issue]) -> list[Issue]:
    """Without an outcome, the nearest deadline first."""
    return sorted((one for one in issues if not one.outcome), key=lambda one: one.deadline.due or date.max)


def _tell_issue(facts: Publication, issue: Issue) -> str:
    parts = [f"{issue.measure}：{issue.text}", f"责任单位{facts.find_party(issue.department).label}"]
    if issue.helpers:
        parts.append(f"协调单位{_name_helpers(facts, issue)}")
    if issue.deadline.due:
        parts.append(f"期限{issue.deadline.written}")
    return "；".join(parts) + "。"


def _describe(figures: MonthFigures, standing: Standing) -> Facts:
    report = standing.report
    notes = figures.facts.internal.notes.get(figures.month.month, {})
    return describe_standing(figures.facts, standing) | {
        "本月进展": report.text if report else "未报送",
        "存在问题": report.trouble if report else "",
        "下一步": report.next_step if report else "",
        "内部备注": notes.get(standing.measure, ""),
    }


def _gravity(facts: Publication, standing: Standing) -> tuple[int, bool, date]:
    place = ATTENTION.index(standing.status) if standing.status in ATTENTION else len(ATTENTION)
    place += standing.status is Status.DONE
    due = facts.measure_by_id[standing.measure].deadline.due
    return place, standing.mark is not Mark.NOT_REPORTED, due or date.max


def _warn_private(figures: MonthFigures) -> str:
    return "；".join(filter(None, ["内部材料，不公开", warn_draft(figures)]))
