"""Standings counted by status: over all measures, by field and by lead department.

Everything enters the table as the objects they are (``dtype=object``), so that an id such as ``001`` stays
a text and a percentage stays a :class:`decimal.Decimal`: sums are exact and no figure carries float noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from mashang.derived import Mark, Standing, Status, Tally
from mashang.model import Publication

_ORDER = tuple(Status)
_MARKS = tuple(Mark)
_TENTH = Decimal("0.1")
_Labels = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MonthTallies:
    """The counts of one month: over all, by field in order of first appearance, by lead department."""

    overall: Tally
    by_field: tuple[Tally, ...]
    by_department: tuple[Tally, ...]


def derive_tallies(
    facts_by_month: Sequence[Publication], standings_by_month: Sequence[tuple[Standing, ...]]
) -> tuple[MonthTallies, ...]:
    """Count the standings of each month by what was in force then.

    Fields and departments without a counted measure are left out. What several departments lead counts for each;
    what a group leads counts for the group.
    """
    frame = _tabulate(facts_by_month, standings_by_month)
    led = _tabulate(facts_by_month, standings_by_month, joint=True)
    fields = [[(one, one) for one in dict.fromkeys(m.field for m in facts.measures)] for facts in facts_by_month]
    departments = [
        [*((one.id, one.label) for one in facts.departments), *((group, group) for group in facts.groups)]
        for facts in facts_by_month
    ]
    overall = _count(frame, "all", [[("", "全部")]] * len(facts_by_month))
    by_field = _count(frame, "field", fields)
    by_department = _count(led, "lead", departments)
    return tuple(
        MonthTallies(
            overall.get(number, {}).get("") or Tally("", "全部", (0,) * len(_ORDER), 0, None),
            tuple(by_field.get(number, {}).values()),
            tuple(by_department.get(number, {}).values()),
        )
        for number in range(len(standings_by_month))
    )


def _tabulate(
    facts_by_month: Sequence[Publication], standings_by_month: Sequence[tuple[Standing, ...]], *, joint: bool = False
) -> pd.DataFrame:
    """A row a standing; with ``joint`` one for each department that leads the measure."""
    place = {status: number for number, status in enumerate(_ORDER)}
    rows = [
        (number, "", measure.field, lead, place[standing.status], standing.percent, standing.mark)
        for number, (facts, standings) in enumerate(zip(facts_by_month, standings_by_month, strict=True))
        for standing in standings
        for measure in [facts.measure_by_id[standing.measure]]
        for lead in (measure.leads if joint else measure.leads[:1])
    ]
    return pd.DataFrame(rows, columns=["month", "all", "field", "lead", "status", "percent", "mark"], dtype=object)


def _count(frame: pd.DataFrame, key: str, labels_by_month: Sequence[_Labels]) -> dict[int, dict[str, Tally]]:
    """The tallies by number of the month and key, the keys in the order of the month's labels."""
    sizes = frame.groupby(["month", key, "status"], sort=False).size().reset_index()
    counts: dict[tuple[int, str], list[int]] = {}
    for month, name, status, size in sizes.itertuples(index=False, name=None):
        counts.setdefault((month, name), [0] * len(_ORDER))[status] = int(size)
    measured = frame[frame["percent"].notna()].groupby(["month", key], sort=False)["percent"]
    sums = measured.sum().to_dict()
    numbers = measured.size().to_dict()
    marked = frame[frame["mark"].notna()].groupby(["month", key, "mark"], sort=False).size().to_dict()
    tallies: dict[int, dict[str, Tally]] = {}
    for month in dict.fromkeys(month for month, _ in counts):
        tallies[month] = {}
        for name, label in labels_by_month[month]:
            if (month, name) in counts:
                number = int(numbers.get((month, name), 0))
                mean = (Decimal(sums[month, name]) / number).quantize(_TENTH, ROUND_HALF_UP) if number else None
                marks = tuple(int(marked.get((month, name, mark), 0)) for mark in _MARKS)
                tallies[month][name] = Tally(name, label, tuple(counts[month, name]), number, mean, marks)
    return tallies
