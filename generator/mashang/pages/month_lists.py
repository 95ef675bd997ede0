"""What a month's page lists: measures that need attention, the gravest first, those newly done, and what was reported.

Where that is long it goes on in further parts; a measure's report stands in the part with its first row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mashang.derived import LATE, Mark, MonthFigures, Standing, Status
from mashang.pages.parts import ROW, split_parts, weigh_texts

ATTENTION = (*LATE, Status.UNKNOWN, Status.NOT_REPORTED, Status.NOT_STARTED)
"""The statuses that a month's page lists first, in this order, and by the newest rules the marks of these names."""
MOST_IN_FULL = 60
"""With more measures than this, a month's page shows in full only what needs attention or is newly done.

All of them would make half a megabyte, ten seconds over a weak network. The page says what it leaves to the
measures' own pages and to its tables.
"""

Listed = Mapping[Status, tuple[Standing, ...]]
"""The measures under each status, or the mark of that name, in the order of the page."""


@dataclass(frozen=True, slots=True)
class MonthPart:
    """What one part of a month's page lists, and the reports it shows."""

    listed: Listed
    detailed: tuple[Standing, ...]


def list_month(figures: MonthFigures, before: MonthFigures | None) -> MonthPart:
    """Everything that the page of a month lists."""
    done = find_standings(figures, Status.DONE)
    detailed = tuple(standing for standing in figures.standings if standing.report)
    if len(figures.standings) > MOST_IN_FULL:
        known = {standing.measure for standing in find_standings(before, Status.DONE)} if before else set()
        done = tuple(standing for standing in done if standing.measure not in known)
        fresh = {standing.measure for standing in done}
        detailed = tuple(one for one in detailed if one.status in ATTENTION or one.mark or one.measure in fresh)
    listed = {status: find_standings(figures, status) for status in ATTENTION}
    for mark in Mark:
        listed[Status(mark.value)] += tuple(one for one in figures.standings if one.mark is mark)
    return MonthPart({**listed, Status.DONE: done}, detailed)


def split_month(figures: MonthFigures, whole: MonthPart) -> list[MonthPart]:
    """The parts of the page."""
    if len(figures.standings) <= MOST_IN_FULL:
        return [whole]
    parts = []
    for entries in split_parts(tuple(_list_entries(whole)), lambda entry: _weigh(figures, entry)):
        listed: dict[Status, tuple[Standing, ...]] = {}
        for kind, standing, _ in entries:
            listed[kind] = (*listed.get(kind, ()), standing)
        reported = {standing.measure for _, standing, told in entries if told}
        parts.append(MonthPart(listed, tuple(one for one in whole.detailed if one.measure in reported)))
    return parts


def find_standings(figures: MonthFigures, status: Status) -> tuple[Standing, ...]:
    """The measures of a status."""
    return tuple(standing for standing in figures.standings if standing.status is status)


_Entry = tuple[Status, Standing, bool]
"""A row: under what, of which measure, and whether the measure's report goes with it."""


def _list_entries(whole: MonthPart) -> Iterator[_Entry]:
    untold = {standing.measure for standing in whole.detailed}
    for kind, standings in whole.listed.items():
        for standing in standings:
            yield kind, standing, standing.measure in untold
            untold.discard(standing.measure)


def _weigh(figures: MonthFigures, entry: _Entry) -> int:
    _, standing, told = entry
    measure = figures.facts.measure_by_id[standing.measure]
    row = ROW + weigh_texts(measure.title, measure.deadline.written)
    report = standing.report
    if not told or report is None:
        return row
    return row + ROW + weigh_texts(measure.title, report.text, report.trouble, report.next_step)
