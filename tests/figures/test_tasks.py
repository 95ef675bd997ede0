"""Measures in two levels: items are judged and counted, tasks are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mashang.figures.progress import derive_standings_by_month
from mashang.figures.site import derive_figures
from mashang.model import Department, Measure, MonthState, Publication, ReportingMonth
from mashang.periods import Deadline, YearMonth
from tests.example_settings import SETTINGS

AUGUST, SEPTEMBER = YearMonth(2026, 8), YearMonth(2026, 9)
TASK = Measure(
    "R1", "惠企服务", "准入", "内容", "D1", Deadline("2026年底前", date(2026, 12, 31)), published_on=date(2026, 1, 5)
)
ITEMS = tuple(replace(TASK, id=f"R1-{number}", parent="R1", published_on=date(2026, 9, 1)) for number in (1, 2))
FACTS = Publication(
    departments=(Department("D1", "数据局"),),
    measures=(TASK, *ITEMS),
    months=tuple(ReportingMonth(month, date(2026, 10, 9), MonthState.REVIEWED) for month in (AUGUST, SEPTEMBER)),
)


def test_a_task_stands_until_its_items_do() -> None:
    """A measure that is split in September is judged itself in August."""
    august, september = derive_standings_by_month(FACTS, (AUGUST, SEPTEMBER), SETTINGS)
    assert [one.measure for one in august] == ["R1"]
    assert [one.measure for one in september] == ["R1-1", "R1-2"]


def test_items_are_counted_once() -> None:
    """Everywhere: overall, by field, by department, in what is new and what is warned of."""
    _, september = derive_figures(FACTS, (), replace(SETTINGS, warnings=True), drafts=False).months
    assert september.overall.total == 2
    assert [one.total for one in (*september.by_field, *september.by_department)] == [2, 2]
    assert september.changes.newly_published == ("R1-1", "R1-2")
    assert "R1" not in {one.standing.measure for one in september.warnings}
