"""Measures by months: where every measure stood at the end of each of the last months, so many rows to a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from mashang.addresses import ABOUT, PROGRESS, history_address
from mashang.derived import Standing
from mashang.model import Measure, Publication
from mashang.pages.open_schemas import HISTORY, MeasureFact
from mashang.pages.site import Page, Site
from mashang.periods import YearMonth

SHOWN_MONTHS = 12
"""How many months back the table looks; the download has them all."""
ROWS = 100
"""How many measures stand on one page, so that it is there within three seconds over a weak network."""


History = tuple[Publication, MeasureFact[Mapping[YearMonth, Standing]]]
"""A measure, as it was then, with its standings by month, and all facts as they were at the end of these."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measure with its standing in each shown month, ``None`` where it was not counted."""

    measure: Measure
    standings: tuple[Standing | None, ...]


def list_histories(site: Site, describe: Callable[[Publication, Measure], object]) -> Iterator[History]:
    """Every measure month by month, but for tasks that never stood by themselves.

    One that is described otherwise in some months than in others has a row for each.
    """
    facts = {figures.month.month: figures.facts for figures in site.figures.months}
    for measure in site.publication.measures:
        standings = site.standings_by_measure.get(measure.id, ())
        then = ((facts[one.month], facts[one.month].measure_by_id[one.measure], one) for one in standings)
        groups = [list(group) for _, group in groupby(then, key=lambda found: describe(*found[:2]))]
        for group in groups:
            held, last, _ = group[-1]
            yield held, MeasureFact(last, {one.month: one for _, _, one in group})
        if not groups and measure.id not in site.publication.items_by_task:
            yield site.publication, MeasureFact(measure, {})


def list_pages(site: Site) -> Iterator[Page]:
    """The pages of the table; none before there are two months to be compared."""
    months = [figures.month.month for figures in site.figures.months[-SHOWN_MONTHS:]]
    if len(months) < 2:  # noqa: PLR2004 — one month stands on its own page
        return
    histories = list_histories(site, lambda _, measure: measure.title)
    rows = [Row(one.measure, tuple(map(one.fact.get, months))) for _, one in histories]
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
                "total": len({row.measure.id for row in rows}),
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
