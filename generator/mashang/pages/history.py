"""Measures by months: where every measure stood at the end of each of the last months, so many rows to a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mashang.addresses import ABOUT, PROGRESS, history_address
from mashang.derived import Standing
from mashang.model import Measure
from mashang.pages.open_schemas import HISTORY
from mashang.pages.site import Page, Site

SHOWN_MONTHS = 12
"""How many months back the table looks; the download has them all."""
ROWS = 100
"""How many measures stand on one page, so that it is there within three seconds over a weak network."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measure with its standing in each shown month, ``None`` where it was not counted."""

    measure: Measure
    standings: tuple[Standing | None, ...]


def list_pages(site: Site) -> Iterator[Page]:
    """The pages of the table; none before there are two months to be compared."""
    months = [figures.month.month for figures in site.figures.months[-SHOWN_MONTHS:]]
    if len(months) < 2:  # noqa: PLR2004 — one month stands on its own page
        return
    rows = []
    for measure in site.publication.measures:
        if measure.id in site.publication.items_by_task and measure.id not in site.standings_by_measure:
            continue
        found = {standing.month: standing for standing in site.standings_by_measure.get(measure.id, ())}
        rows.append(Row(measure, tuple(found.get(month) for month in months)))
    parts = [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)]
    for number, part in enumerate(parts, 1):
        yield Page(
            history_address(number),
            "各项措施各月状态" + (f"（第 {number} 页）" if number > 1 else ""),
            "history.html",
            section=PROGRESS,
            description=f"{site.settings.county}每项措施从{months[0].label}到{months[-1].label}各月末的状态",
            changed_on=site.figures.months[-1].month.published_on,
            facts={
                "months": months,
                "rows": part,
                "total": len(rows),
                "number": number,
                "pages": [
                    (f"{each[0].measure.id}—{each[-1].measure.id}", history_address(other))
                    for other, each in enumerate(parts, 1)
                ],
                "earlier": len(site.figures.months) > SHOWN_MONTHS,
                "rules_target": f"{ABOUT}#status-rules",
                "download": HISTORY.address(),
            },
        )
