"""The 通报 of a month, a quarter or a year: sentences and rows from the figures of the site, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mashang.derived import LATE, DepartmentScore, Figures, Mark, MonthFigures, QuarterRanking, Standing, Status, Tally
from mashang.model import Publication
from mashang.pages.charts import DISPLAY_ORDER
from mashang.periods import Quarter, YearMonth
from mashang.published_rules import MARK_RULES, RANKING_RULES, RULES
from mashang.settings import Settings
from mashang.spelling import spell_day, spell_number

Facts = dict[str, object]
"""What a template may name."""
_NONE = "没有。"
_COUNTED = (Status.DONE, Status.ON_TRACK, Status.BEHIND, Status.OVERDUE)
"""The statuses that have a column of their own in a paper's tables."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What fills a template, and the day that the paper bears."""

    facts: Facts
    written_on: date


def tell_month(figures: MonthFigures, before: MonthFigures | None, settings: Settings) -> Paper:
    """The 通报 of a month, from the figures that its page shows. ``before`` is the month shown before it."""
    month, overall = figures.month, figures.overall
    name = month.month
    late = _list_late(figures)
    silent = [one for one in figures.standings if one.mark is Mark.NOT_REPORTED or one.status is Status.NOT_REPORTED]
    general = [_tell_tally(overall), *_tell_marks(overall), *([month.summary] if month.summary else [])]
    done = figures.changes.newly_done
    if before:
        general.append(f"比{before.month.month.label}新完成 {len(done)} 项{_name(figures.facts, done)}。")
    facts = head(settings, month.published_on, f"关于{name.label}优化营商环境措施进展情况的通报", warn_draft(figures))
    facts |= {
        "月份": name.label,
        "导语": f"现将{name.label}（截至{spell_day(name.last_day)}）{settings.county}各项措施的进展情况通报如下。",
        "总体情况": general,
        "滞后情况": [f"已逾期和进度滞后的措施共 {len(late)} 项，见下表。" if late else _NONE],
        "滞后措施": [describe_standing(figures.facts, one) for one in late],
        "未报送情况": _tell_silent(figures.facts, silent),
        "单位情况": [{"单位": one.label, **_row(one)} for one in figures.by_department],
        "来源": [*_month_sources(figures), *([_CHANGE_SOURCE.format(len(done))] if before else [])],
    }
    return Paper(facts, month.published_on)


def tell_quarter(figures: Figures, quarter: Quarter, settings: Settings) -> Paper:
    """The 通报 of a quarter: its public months, and the ranking where the county ranks."""
    months = [one for one in figures.months if Quarter.of(one.month.month) == quarter]
    ranking = next((one for one in figures.rankings if one.quarter == quarter), None)
    facts = _tell_period(months, quarter.label, settings)
    facts |= {
        "排名情况": _tell_ranking(ranking, quarter.label),
        "排名": [_rank(ranking.facts, one) for one in ranking.ranked] if ranking else [],
    }
    return Paper(facts, months[-1].month.published_on)


def tell_year(figures: Figures, year: int, settings: Settings) -> Paper:
    """The 通报 of a year: its public months, and the ranking over its quarters."""
    months = [one for one in figures.months if one.month.month.year == year]
    summary = next((one for one in figures.years if one.year == year), None)
    facts = _tell_period(months, f"{year}年", settings)
    rows: list[Facts] = []
    told = f"{year}年没有公布排名。"
    if summary:
        names = summary.rankings[-1].facts
        for one in summary.scores:
            quarters = "、".join("—" if s is None or s.score is None else f"{s.score}" for s in one.quarters)
            mean = "—" if one.mean is None else str(one.mean)
            rows.append(
                {
                    "名次": one.rank or "—",
                    "单位": names.find_party(one.department).name,
                    "各季度": quarters,
                    "平均分": mean,
                }
            )
        told = f"有排名的季度：{'、'.join(each.quarter.short for each in summary.rankings)}。"
        told += "" if summary.whole else "第四季度还没有排名，不排全年名次。"
    facts |= {"排名情况": [told], "排名": rows}
    return Paper(facts, months[-1].month.published_on)


def head(settings: Settings, day: date, title: str, warning: str = "") -> Facts:
    """What every paper has."""
    marks = ["演示数据：内容均为虚构，请勿发送"] if settings.demonstration else []
    return {
        "发文机关": settings.organiser,
        "年份": day.year,
        "文号": f"　　〔{day.year}〕　　号",
        "标题": title,
        "日期": spell_day(day),
        "提示": "；".join([*marks, *filter(None, [warning])]),
    }


def warn_draft(figures: MonthFigures) -> str:
    """That a month's figures may change; empty once it is public."""
    return "" if figures.month.public else f"{figures.month.month.label}还没有审核，数字以审核后的为准"


def describe_standing(facts: Publication, standing: Standing) -> Facts:
    """A measure as a row of a paper's table."""
    measure = facts.measure_by_id[standing.measure]
    return {
        "编号": measure.id,
        "措施": measure.title,
        "牵头单位": "、".join(facts.find_party(lead).label for lead in measure.leads),
        "完成时限": measure.deadline.written,
        "完成率": spell_percent(standing.percent),
        "时间进度": spell_percent(standing.expected),
        "状态": standing.labels,
    }


def spell_percent(percent: Decimal | None) -> str:
    """A percentage as pages spell it."""
    return "—" if percent is None else f"{spell_number(percent)}%"


def _list_late(figures: MonthFigures) -> list[Standing]:
    return [one for status in LATE for one in figures.standings if one.status is status]


def _tell_tally(overall: Tally) -> str:
    counts = "、".join(
        f"{status.value} {overall.count(status)} 项" for status in DISPLAY_ORDER if overall.count(status)
    )
    told = f"共有措施 {overall.total} 项，其中{counts}。" if overall.total else "还没有措施。"
    if overall.mean_percent is not None:
        told += f"报过完成率的 {overall.measured} 项，平均完成率 {spell_percent(overall.mean_percent)}。"
    return told


def _tell_marks(overall: Tally) -> list[str]:
    counts = [f"{mark.value} {overall.count_marked(mark)} 项" for mark in Mark if overall.count_marked(mark)]
    return [f"本月{'、'.join(counts)}（与上面的状态重叠，另计）。"] if counts else []


def _name(facts: Publication, measures: Sequence[str]) -> str:
    return f"：{'、'.join(f'{one} {facts.measure_by_id[one].title}' for one in measures)}" if measures else ""


def _tell_silent(facts: Publication, silent: Sequence[Standing]) -> list[str]:
    if not silent:
        return [_NONE]
    leads: dict[str, list[str]] = {}
    for one in silent:
        measure = facts.measure_by_id[one.measure]
        leads.setdefault(facts.department_by_id[measure.lead].label, []).append(f"{measure.id} {measure.title}")
    named = "；".join(f"{label}：{'、'.join(titles)}" for label, titles in leads.items())
    return [f"没有报送进展的措施共 {len(silent)} 项。{named}。"]


def _row(tally: Tally) -> Mapping[str, object]:
    shown = {status.value: tally.count(status) for status in _COUNTED}
    return {
        "合计": tally.total,
        **shown,
        "其他": tally.total - sum(shown.values()),
        "未报送": tally.count_marked(Mark.NOT_REPORTED) or tally.count(Status.NOT_REPORTED),
        "平均完成率": spell_percent(tally.mean_percent),
    }


def _tell_period(months: Sequence[MonthFigures], label: str, settings: Settings) -> Facts:
    last = months[-1]
    late = _list_late(last)
    closing = last.month.month
    facts = head(settings, last.month.published_on, f"关于{label}优化营商环境措施进展情况的通报")
    return facts | {
        "期间": label,
        "导语": f"现将{label}（截至{spell_day(closing.last_day)}）{settings.county}各项措施的进展情况通报如下。",
        "总体情况": [f"{label}已公布 {len(months)} 个月。{closing.label}底：{_tell_tally(last.overall)}"],
        "各月": [{"月份": one.month.month.label, **_row(one.overall)} for one in months],
        "滞后情况": [f"{closing.label}底已逾期和进度滞后的措施共 {len(late)} 项，见下表。" if late else _NONE],
        "滞后措施": [describe_standing(last.facts, one) for one in late],
        "来源": [
            f"各月的数：表 content/progress 里的 {'、'.join(str(one.month.month) for one in months)}，网站上同名的页。",
            *_month_sources(last),
            *(f"排名·{rule.item.value}：{rule.text}" for rule in RANKING_RULES if settings.ranking),
        ],
    }


def _tell_ranking(ranking: QuarterRanking | None, label: str) -> list[str]:
    if ranking is None:
        return [f"{label}没有公布排名。"]
    told = [f"参加排名的单位 {len(ranking.ranked)} 个，见下表。"]
    left = [f"{ranking.facts.find_party(one.department).name}（{one.exclusion}）" for one in ranking.excluded]
    return [*told, f"不参加排名的单位 {len(left)} 个：{'、'.join(left)}。"] if left else told


def _rank(facts: Publication, score: DepartmentScore) -> Facts:
    name = facts.find_party(score.department).name
    return {"名次": score.rank, "单位": name, "得分": score.score, "措施项数": score.measures}


_CHANGE_SOURCE = "新完成 {} 项：与上一个月的状态逐项比较，由别的状态变为“已完成”的。"


def _month_sources(figures: MonthFigures) -> Iterable[str]:
    """Each figure of a month: from which tables, by which published rule."""
    name, overall = figures.month.month, figures.overall
    table = f"content/progress/{name}"
    yield (
        f"措施总数 {overall.total} 项：表 content/measures 里{name.label}底以前公布、没有废止或取消的措施，"
        "按 content/adjustments 里当月有效的内容；分事项的任务按事项计。"
    )
    for rule in (*RULES, *MARK_RULES):
        status = rule.status
        count = overall.count(status) if isinstance(status, Status) else overall.count_marked(status)
        if count:
            tables = f"表 {table} 和以前各月的完成率、content/measures 的完成时限"
            yield f"{status.value} {count} 项：{tables}。规则：{rule.text}"
    if overall.mean_percent is not None:
        yield (
            f"平均完成率 {spell_percent(overall.mean_percent)}：{overall.measured} 项到{name.label}为止最近一次报送的"
            "完成率相加，除以项数，保留一位小数。"
        )
    yield "各牵头单位的数：content/measures 的牵头单位；几个单位牵头的，各单位都计一次，所以各单位相加可以多于总数。"
    yield f"网站上同样的数：progress/{name}/。"


def list_public_months(figures: Figures, period: Quarter | int) -> tuple[YearMonth, ...]:
    """The public months of a quarter or a year."""
    return tuple(
        one.month.month
        for one in figures.months
        if period in (Quarter.of(one.month.month), one.month.month.year) and one.month.public
    )
