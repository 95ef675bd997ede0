"""Early warning: a page for the dispatch meeting beside each month that has measures at risk."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import Decimal

from mashang.addresses import PROGRESS, month_address, warnings_address
from mashang.derived import LATE, MeasureWarning, MonthFigures, Risk, Status
from mashang.pages.markdown import format_number
from mashang.pages.open_schemas import WARNINGS
from mashang.pages.site import Page, Site
from mashang.published_rules import RISK_RULES
from mashang.settings import Settings


def list_pages(site: Site) -> Iterator[Page]:
    """A page for each shown month with measures at risk; none where the county does not publish them."""
    if site.settings.warnings:
        for figures in site.figures.months:
            if figures.warnings:
                yield _month_page(site, figures)


def list_rules(settings: Settings) -> tuple[tuple[Risk, str], ...]:
    """The rules with the county's numbers in their slots."""
    numbers = {
        field.name: format_number(value) if isinstance(value, Decimal) else value
        for field in dataclasses.fields(settings)
        for value in [getattr(settings, field.name)]
    }
    return tuple((rule.risk, rule.text.format_map(numbers)) for rule in RISK_RULES)


def _month_page(site: Site, figures: MonthFigures) -> Page:
    month = figures.month.month
    return Page(
        warnings_address(month),
        f"{month.label}预警",
        "warnings.html",
        section=PROGRESS,
        description=f"{site.settings.county}{month.label}末有逾期风险的措施，供月调度会用",
        changed_on=figures.month.published_on,
        facts={
            "figures": figures,
            "groups": _group_by_department(figures),
            "counts": _count_risks(figures),
            "late": figures.overall.count(*LATE),
            "unknown": sum(warning.standing.status is Status.UNKNOWN for warning in figures.warnings),
            "rules": list_rules(site.settings),
            "month_target": month_address(month),
            "download": WARNINGS.address(month),
        },
    )


def _group_by_department(figures: MonthFigures) -> list[tuple[str, list[MeasureWarning]]]:
    """The warnings by lead department, in the order of the departments."""
    leads = {measure.id: measure.lead for measure in figures.facts.measures}
    groups: dict[str, list[MeasureWarning]] = {department.id: [] for department in figures.facts.departments}
    for warning in figures.warnings:
        groups[leads[warning.standing.measure]].append(warning)
    return [(department, warnings) for department, warnings in groups.items() if warnings]


def _count_risks(figures: MonthFigures) -> list[dict[str, object]]:
    """How many measures each rule warns of: as the macro ``figures`` wants them."""
    risks = [alarm.risk for warning in figures.warnings for alarm in warning.alarms]
    shown: list[dict[str, object]] = [{"label": "有逾期风险", "value": len(figures.warnings), "unit": "项"}]
    shown += [{"label": risk.value, "value": risks.count(risk), "unit": "项"} for risk in Risk if risk in risks]
    return shown
