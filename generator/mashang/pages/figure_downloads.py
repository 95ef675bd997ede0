"""Downloads of what was derived: rankings with everything that entered them, measures at risk."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mashang.addresses import data_address
from mashang.derived import MonthFigures, Quarter, QuarterRanking, RankingItem
from mashang.model import YearMonth
from mashang.pages.site import Site
from mashang.spreadsheet import format_table


def ranking_download(quarter: Quarter) -> str:
    """The address of a quarter's ranking: a row a department."""
    return data_address(f"rankings/{quarter}.csv")


def ranking_measures_download(quarter: Quarter) -> str:
    """The address of what each measure brought to a quarter's ranking."""
    return data_address(f"rankings/{quarter}-measures.csv")


def warnings_download(month: YearMonth) -> str:
    """The address of the measures at risk at the end of a month."""
    return data_address(f"warnings/{month}.csv")


def history_download() -> str:
    """The address of every measure's status in every shown month."""
    return data_address("status-history.csv")


def ratings_download() -> str:
    """The address of all ratings month by month."""
    return data_address("ratings-by-month.csv")


def render_figures(site: Site) -> dict[str, str]:
    """All downloads of derived figures: address → CSV text."""
    return dict(_list_figures(site))


def _list_figures(site: Site) -> Iterator[tuple[str, str]]:
    for ranking in site.figures.rankings:
        yield ranking_download(ranking.quarter), _format_ranking(site, ranking)
        yield ranking_measures_download(ranking.quarter), _format_measures(site, ranking)
    if len(site.figures.months) > 1:
        yield history_download(), _format_history(site)
    if site.figures.ratings_by_month:
        yield ratings_download(), _format_ratings(site)
    for month in site.figures.months:
        if site.settings.warnings and month.warnings:
            yield warnings_download(month.month.month), _format_warnings(site, month)


def _format_ranking(site: Site, ranking: QuarterRanking) -> str:
    items = [found.item for found in ranking.scores[0].inputs] if ranking.scores else []
    headings = ["名次", "单位", "得分", "措施项数"]
    for item in items:
        first = "进度比之和" if item is RankingItem.COMPLETION else f"{item.value}的分子"
        headings += [item.value, first, f"{item.value}的分母"]
    rows = []
    for score in ranking.scores:
        row = [
            _spell(score.rank),
            site.publication.department_by_id[score.department].name,
            _spell(score.score),
            str(score.measures),
        ]
        for found in score.inputs:
            row += [_spell(found.value), _spell(found.numerator), str(found.denominator)]
        rows.append([*row, score.exclusion])
    return format_table([*headings, "不排名的原因"], rows)


def _format_measures(site: Site, ranking: QuarterRanking) -> str:
    headings = ("编号", "标题", "牵头单位", "完成率", "时间进度", "进度比", "应计按期次数", "按期次数",
                "应报送次数", "报送次数")  # fmt: skip
    rows = []
    for found in ranking.measures:
        measure = site.publication.measure_by_id[found.measure]
        rows.append(
            [
                measure.id,
                measure.title,
                site.publication.department_by_id[measure.lead].name,
                _spell(found.percent),
                _spell(found.expected),
                _spell(found.ratio),
                str(found.dated_months),
                str(found.on_time_months),
                str(found.due_months),
                str(found.reported_months),
            ]
        )
    return format_table(headings, rows)


def _format_warnings(site: Site, month: MonthFigures) -> str:
    headings = ("编号", "标题", "牵头单位", "完成时限", "完成率", "时间进度", "状态", "预警", "依据")
    rows = []
    for warning in month.warnings:
        measure = site.publication.measure_by_id[warning.standing.measure]
        rows.append(
            [
                measure.id,
                measure.title,
                site.publication.department_by_id[measure.lead].name,
                measure.deadline.written,
                _spell(warning.standing.percent),
                _spell(warning.standing.expected),
                warning.standing.status.value,
                "、".join(alarm.risk.value for alarm in warning.alarms),
                "；".join(alarm.reason for alarm in warning.alarms),
            ]
        )
    return format_table(headings, rows)


def _format_history(site: Site) -> str:
    months = [month.month.month for month in site.figures.months]
    rows = []
    for measure in site.publication.measures:
        statuses = {standing.month: standing.status.value for standing in site.standings_by_measure.get(measure.id, ())}
        lead = site.publication.department_by_id[measure.lead].name
        rows.append([measure.id, measure.title, measure.field, lead, *(statuses.get(month, "") for month in months)])
    return format_table(("编号", "标题", "领域", "牵头单位", *map(str, months)), rows)


def _format_ratings(site: Site) -> str:
    rows = [
        [summary.key, *map(_spell, (summary.n, summary.satisfied, summary.satisfied_lower_bound, summary.mean))]
        for summary in site.figures.ratings_by_month
    ]
    return format_table(("月份", "份数", "好评率", "好评率不低于", "平均分"), rows)


def _spell(value: Decimal | int | None) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
