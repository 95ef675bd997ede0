"""Early warning: a page for the dispatch meeting beside each month that has measures at risk."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from mashang.addresses import PROGRESS, month_address, warnings_address
from mashang.derived import LATE, MeasureWarning, MonthFigures, Risk, Status
from mashang.model import Measure
from mashang.pages.markdown import format_number
from mashang.pages.open_schemas import WARNINGS
from mashang.pages.parts import ROW, number_title, split_parts, weigh_texts
from mashang.pages.site import Page, Site
from mashang.published_rules import RISK_RULES
from mashang.settings import Settings

_ALARM = 80
"""About so many bytes stand around the reason of an alarm."""


def list_pages(site: Site) -> Iterator[Page]:
    """A page for each shown month with measures at risk; none where the county does not publish them."""
    if site.settings.warnings:
        for figures in site.figures.months:
            if figures.warnings:
                yield from _month_pages(site, figures)


def list_rules(settings: Settings) -> tuple[tuple[Risk, str], ...]:
    """The rules with the county's numbers in their slots."""
    numbers = {
        field.name: format_number(value) if isinstance(value, Decimal) else value
        for field in dataclasses.fields(settings)
        for value in [getattr(settings, field.name)]
    }
    return tuple((rule.risk, rule.text.format_map(numbers)) for rule in RISK_RULES)


def _month_pages(site: Site, figures: MonthFigures) -> Iterator[Page]:
    month = figures.month.month
    leads = {measure.id: measure.lead for measure in figures.facts.measures}
    order = {department.id: place for place, department in enumerate(figures.facts.departments)}
    entries = sorted(figures.warnings, key=lambda one: order.get(leads[one.standing.measure], len(order)))
    parts = [_group(part, leads) for part in split_parts(entries, lambda one: _weigh(one, figures.facts.measure_by_id))]
    addresses = [warnings_address(month, number) for number in range(1, len(parts) + 1)]
    for number, groups in enumerate(parts, 1):
        begun = {department for earlier in parts[: number - 1] for department in earlier}
        yield Page(
            addresses[number - 1],
            number_title(f"{month.label}预警", number),
            "warnings.html",
            section=PROGRESS,
            description=f"{site.settings.county}{month.label}末有逾期风险的措施，供月调度会用",
            changed_on=figures.month.published_on,
            facts={
                "figures": figures,
                "groups": groups,
                "begun": begun,
                "totals": Counter(leads[one.standing.measure] for one in entries),
                "parts": addresses,
                "number": number,
                "places": _find_places(parts, addresses),
                "counts": _count_risks(figures),
                "late": figures.overall.count(*LATE),
                "unknown": sum(warning.standing.status is Status.UNKNOWN for warning in figures.warnings),
                "rules": list_rules(site.settings),
                "month_target": month_address(month),
                "download": WARNINGS.address(month),
            },
        )


def _weigh(warning: MeasureWarning, measures: Mapping[str, Measure]) -> int:
    measure = measures[warning.standing.measure]
    reasons = weigh_texts(*(alarm.reason for alarm in warning.alarms)) + _ALARM * len(warning.alarms)
    return ROW + weigh_texts(measure.title, measure.deadline.written) + reasons


def _group(warnings: Iterable[MeasureWarning], leads: Mapping[str, str]) -> dict[str, list[MeasureWarning]]:
    """The warnings by lead department, in the order of the departments."""
    groups: dict[str, list[MeasureWarning]] = {}
    for warning in warnings:
        groups.setdefault(leads[warning.standing.measure], []).append(warning)
    return groups


def _find_places(parts: Sequence[Iterable[str]], addresses: Sequence[str]) -> dict[str, str]:
    """Where each department's warnings begin."""
    places: dict[str, str] = {}
    for departments, address in zip(parts, addresses, strict=True):
        for department in departments:
            places.setdefault(department, f"{address}#department-{department}")
    return places


def _count_risks(figures: MonthFigures) -> list[dict[str, object]]:
    """How many measures each rule warns of: as the macro ``figures`` wants them."""
    risks = [alarm.risk for warning in figures.warnings for alarm in warning.alarms]
    shown: list[dict[str, object]] = [{"label": "有逾期风险", "value": len(figures.warnings), "unit": "项"}]
    shown += [{"label": risk.value, "value": risks.count(risk), "unit": "项"} for risk in Risk if risk in risks]
    return shown
