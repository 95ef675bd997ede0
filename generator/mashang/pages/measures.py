"""Measures: the index that can be filtered, and a page per measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mashang.addresses import (
    ABOUT,
    MEASURES,
    department_address,
    index_address,
    measure_address,
    scan_address,
    symbol_address,
)
from mashang.derived import Mark, Standing, Status
from mashang.model import CodeKind, Measure
from mashang.pages.adjustments import show_adjustments
from mashang.pages.charts import DISPLAY_ORDER, draw_progress, is_timed
from mashang.pages.open_schemas import OPEN_MEASURES
from mashang.pages.site import Page, Site
from mashang.pages.tasks import count_items, tell_tasks

ROWS = 500
"""How many measures stand on one page of the index, which keeps it under 300 KB."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by: its value, how it is called, and how many measures have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the index. ``standing`` is missing while no shown month counts the measure."""

    measure: Measure
    department: str
    target: str
    standing: Standing | None
    items: int = 0
    """Of how many items it consists, if it is a task."""


def list_pages(site: Site) -> Iterator[Page]:
    """The section's pages."""
    if not site.publication.measures:
        return
    yield from _index_pages(site)
    for measure in site.publication.measures:
        yield _measure_page(site, measure)


def _index_pages(site: Site) -> Iterator[Page]:
    facts = site.publication
    rows = [
        Row(
            measure,
            "、".join(facts.find_party(lead).label for lead in measure.leads),
            measure_address(measure.id),
            site.latest_standing.get(measure.id),
            len(facts.items_by_task.get(measure.id, ())),
        )
        for measure in facts.measures
    ]
    parts = [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)]
    pages = [
        (f"{each[0].measure.id}—{each[-1].measure.id}", index_address(number)) for number, each in enumerate(parts, 1)
    ]
    judged = [row for row in rows if not row.items]
    for number, part in enumerate(parts, 1):
        yield Page(
            index_address(number),
            "措施" + (f"（第 {number} 页）" if number > 1 else ""),
            "measures.html",
            section=MEASURES,
            description=f"{site.settings.county}优化营商环境的全部措施，按领域、牵头单位和状态查找",
            changed_on=site.changed_on,
            facts={
                "rows": part,
                "total": len(judged),
                "tasks": tell_tasks(facts, None),
                "number": number,
                "pages": pages,
                "latest": site.figures.latest,
                "further": [address for _, address in pages[1:]],
                "fields": _count([(row.measure.field, row.measure.field) for row in judged]),
                "leads": _count([(lead, facts.find_party(lead).label) for row in judged for lead in row.measure.leads]),
                "statuses": list_statuses(rows),
                "marks": list_marks(rows),
                "rules_target": f"{ABOUT}#status-rules",
                "download": OPEN_MEASURES.address(),
            },
        )


def _count(found: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
    """The different values in the order of their first appearance."""
    counts: dict[tuple[str, str], int] = {}
    for pair in found:
        counts[pair] = counts.get(pair, 0) + 1
    return tuple(Choice(value, label, count) for (value, label), count in counts.items())


def list_statuses(rows: Sequence[Row]) -> tuple[tuple[Status, int], ...]:
    """The statuses that occur, in the order in which they are shown, with their numbers of measures."""
    counts = {
        status: sum(1 for row in rows if row.standing and row.standing.status is status) for status in DISPLAY_ORDER
    }
    return tuple((status, count) for status, count in counts.items() if count)


def list_marks(rows: Sequence[Row]) -> tuple[tuple[Mark, int], ...]:
    """The marks that occur, with their numbers of measures."""
    counts = {mark: sum(1 for row in rows if row.standing and row.standing.mark is mark) for mark in Mark}
    return tuple((mark, count) for mark, count in counts.items() if count)


def _measure_page(site: Site, measure: Measure) -> Page:
    facts = site.publication
    standings = site.standings_by_measure.get(measure.id, ())
    latest = site.latest_standing.get(measure.id)
    items = facts.items_by_task.get(measure.id, ())
    code = site.active_codes.get((CodeKind.MEASURE, measure.id))
    newest = site.figures.latest
    dates = [day for day in (measure.published_on, newest.month.published_on if newest and latest else None) if day]
    return Page(
        measure_address(measure.id),
        measure.title,
        "measure.html",
        section=MEASURES,
        description=f"{measure.id} {measure.title}：内容、牵头单位、完成时限和逐月进展",
        changed_on=max(dates, default=None),
        keys=tuple(filter(None, (measure.id, measure.index_number, measure.document_number))),
        facts={
            "measure": measure,
            "standing": latest,
            "standings": standings,
            "items": [(item, site.latest_standing.get(item.id)) for item in items],
            "item_counts": count_items(site, items),
            "latest": newest,
            "task": facts.measure_by_id.get(measure.parent),
            "lead": facts.department_by_id[measure.lead],
            "departments": {
                department: (facts.department_by_id[department], department_address(department))
                for department in dict.fromkeys(
                    each
                    for one in (measure, *items)
                    for each in (*one.leads, *one.supporting)
                    if each not in facts.groups
                )
            },
            "chart": _draw(standings),
            "timed": is_timed(standings),
            "rules_target": f"{ABOUT}#status-rules",
            "code": code,
            "adjustments": show_adjustments(facts, (one for one in facts.adjustments if one.measure == measure.id)),
            "units": {
                month.month.month: found.unit
                for month in site.figures.months
                if (found := month.facts.measure_by_id.get(measure.id))
            },
            "symbol": symbol_address(code.code, "svg") if code else "",
            "scan": scan_address(code.code) if code else "",
        },
    )


def _draw(standings: Sequence[Standing]) -> str:
    """The measure's chart, or nothing while no month gives it a percentage."""
    if not any(standing.percent is not None for standing in standings):
        return ""
    return draw_progress("progress", "完成率与时间进度" if is_timed(standings) else "完成率", standings)
