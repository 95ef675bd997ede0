"""Rankings of lead departments: the index, a page per quarter, a page per year. None where the county does not rank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from mashang.addresses import ABOUT, RANKINGS, ranking_address, year_address
from mashang.derived import (
    DepartmentScore,
    MeasureInput,
    MonthFigures,
    QuarterRanking,
    RankingInput,
    RankingItem,
    YearScore,
    YearSummary,
)
from mashang.figures.ranking import derive_weights
from mashang.pages.charts import draw_scores, list_shown
from mashang.pages.markdown import format_number
from mashang.pages.open_schemas import RANKING, RANKING_MEASURES
from mashang.pages.site import Page, Site
from mashang.published_rules import RANKING_RULES
from mashang.settings import Settings

MOST_IN_FULL = 800
"""With more measures than this, their numbers stand in the download only, which keeps the page under 300 KB."""


def list_pages(site: Site) -> Iterator[Page]:
    """The section's pages; none while no quarter is closed."""
    rankings = site.figures.rankings
    if not rankings:
        return
    latest = rankings[-1]
    yield Page(
        RANKINGS,
        "单位排名",
        "rankings.html",
        section=RANKINGS,
        description=f"{site.settings.county}各牵头单位每季度的得分和名次，每年的汇总",
        changed_on=_published_on(latest),
        facts={
            "latest": latest,
            "rankings": rankings[::-1],
            "years": site.figures.years[::-1],
            "chart": _draw(latest),
            "score_rows": _score_rows(latest),
        },
    )
    for ranking in rankings:
        yield _quarter_page(site, ranking)
    for summary in site.figures.years:
        yield _year_page(site, summary)


def spell_input(found: RankingInput) -> str:
    """An item as a sum that can be followed: ``821.4 ÷ 9 = 91.3``."""
    if found.value is None:
        return "没有可计的，不计这一项"
    percent = "" if found.item is RankingItem.COMPLETION else "%"
    return f"{format_number(found.numerator)} ÷ {found.denominator} = {found.value}{percent}"


def spell_formula(inputs: Sequence[RankingInput], settings: Settings) -> str:
    """How a department's score comes about, in figures: ``（40 × 91.3 + 30 × 85.2）÷ 70``."""
    weights = derive_weights(settings)
    counted = [found for found in inputs if found.value is not None]
    parts = " + ".join(f"{format_number(weights[found.item])} × {found.value}" for found in counted)
    return f"（{parts}）÷ {format_number(sum((weights[found.item] for found in counted), Decimal(0)))}"


def _quarter_page(site: Site, ranking: QuarterRanking) -> Page:
    quarter = ranking.quarter
    names = [other.quarter for other in site.figures.rankings]
    place = names.index(quarter)
    weights = derive_weights(site.settings)
    return Page(
        ranking_address(quarter),
        f"{quarter.label}单位排名",
        "ranking.html",
        section=RANKINGS,
        description=f"{site.settings.county}{quarter.label}各牵头单位的得分、名次、公式和每一个数字",
        changed_on=_published_on(ranking),
        facts={
            "ranking": ranking,
            "before": names[place - 1] if place else None,
            "after": names[place + 1] if place + 1 < len(names) else None,
            "weights": weights.items(),
            "rules": [(rule, weights[rule.item]) for rule in RANKING_RULES if rule.item in weights],
            "chart": _draw(ranking),
            "score_rows": _score_rows(ranking),
            "example": max(ranking.ranked, key=lambda score: score.measures, default=None),
            "spell_input": spell_input,
            "spell_formula": spell_formula,
            "whole_weight": sum(weights.values(), Decimal(0)),
            "most_in_full": MOST_IN_FULL,
            "measures_by_department": _group_measures(ranking),
            "first_rules": "、".join(
                month.month.label for month in ranking.months if month.month in site.first_rule_months
            ),
            "first_rules_target": f"{ABOUT}#first-rules",
            "rules_target": f"{ABOUT}#status-rules",
            "download": RANKING.address(quarter),
            "measures_download": RANKING_MEASURES.address(quarter),
        },
    )


def _year_page(site: Site, summary: YearSummary) -> Page:
    months = [month for month in site.figures.months if month.month.month.year == summary.year]
    latest = summary.rankings[-1]
    last_month = next(m for m in reversed(months) if m.month.month <= latest.quarter.last_month)
    return Page(
        year_address(summary.year),
        f"{summary.year}年{'总结' if summary.whole else '汇总'}",
        "annual.html",
        section=RANKINGS,
        description=f"{site.settings.county}{summary.year}年各牵头单位各季度的得分、名次和全年措施完成情况",
        changed_on=_published_on(latest),
        facts={
            "summary": summary,
            "latest": latest,
            "quarter_counts": [_count_quarter(site, ranking) for ranking in summary.rankings],
            "last_month": last_month,
            "status_figures": [
                {"label": status.value, "value": last_month.overall.count(status), "unit": "项"}
                for status in list_shown([last_month.overall])
            ],
            "cells": {score.department: [_spell_cell(one) for one in score.quarters] for score in summary.scores},
            "chart": draw_scores("year", f"{summary.year}年平均得分", _list_means(site, summary.scores)),
        },
    )


def _count_quarter(site: Site, ranking: QuarterRanking) -> tuple[str, int, int, int, int]:
    """What happened in a quarter: newly published, finished, late; editions of lists."""
    within = {month.month for month in ranking.months}
    months: list[MonthFigures] = [month for month in site.figures.months if month.month.month in within]
    changes = [month.changes for month in months]
    return (
        ranking.quarter.short,
        sum(len(change.newly_published) for change in changes),
        sum(len(change.newly_done) for change in changes),
        sum(len(change.newly_late) for change in changes),
        sum(len(change.list_editions) for change in changes),
    )


def _spell_cell(score: DepartmentScore | None) -> str:
    if score is None:
        return "没有牵头的措施"
    return f"{score.score}（第 {score.rank} 名）" if score.rank else "不排名"


def _list_means(site: Site, scores: Sequence[YearScore]) -> list[tuple[str, Decimal]]:
    named = site.publication.department_by_id
    return [(named[score.department].label, score.mean) for score in scores if score.mean is not None]


def _draw(ranking: QuarterRanking) -> str:
    named = ranking.facts.department_by_id
    scores = [
        (f"{score.rank}. {named[score.department].label}", score.score)
        for score in ranking.ranked
        if score.score is not None
    ]
    return draw_scores("scores", f"{ranking.quarter.label}得分", scores) if scores else ""


def _score_rows(ranking: QuarterRanking) -> list[tuple[object, ...]]:
    named = ranking.facts.department_by_id
    return [
        (named[score.department].label, score.rank, score.score, *(_spell_value(found) for found in score.inputs))
        for score in ranking.ranked
    ]


def _spell_value(found: RankingInput) -> str:
    return "不计" if found.value is None else f"{found.value}"


def _group_measures(ranking: QuarterRanking) -> dict[str, list[MeasureInput]]:
    """The measures' figures by department, ranked departments first."""
    return {
        score.department: [found for found in ranking.measures if found.department == score.department]
        for score in ranking.scores
    }


def _published_on(ranking: QuarterRanking) -> date:
    return max(month.published_on for month in ranking.months)
