"""Figures by the terms in force: each month is judged by what held at its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mashang.derived import Figures, Status
from mashang.figures.ranking import derive_measure_inputs
from mashang.figures.site import derive_figures
from mashang.model import (
    Code,
    CodeKind,
    Department,
    Measure,
    MonthState,
    ProgressReport,
    Publication,
    ReportingMonth,
    Validity,
)
from mashang.periods import Deadline, Quarter, YearMonth
from mashang.printing.reminders import derive_reminders
from mashang.proof.derived_snapshot import derive_snapshots
from mashang.rating_counts import RatingCount
from mashang.records import Adjustment, Term
from mashang.settings import Settings
from mashang.snapshot import SnapshotKind

SETTINGS = Settings(
    name="", county="", organiser="", site_url="", code_base="", phone="", mailbox="", address="", ranking=True
)
MONTHS = tuple(YearMonth(2026, number) for number in (7, 8, 9))
JULY, AUGUST, SEPTEMBER = MONTHS
OLD, NEW = Deadline("2026年底前", date(2026, 12, 31)), Deadline("2027年底前", date(2027, 12, 31))
MEASURE = Measure("M12", "网办", "政务", "内容", "D1", NEW, published_on=date(2026, 1, 1))
PUBLICATION = Publication(
    departments=(Department("D1", "甲局"), Department("D2", "乙局")),
    measures=(MEASURE,),
    months=tuple(
        ReportingMonth(month, month.following.last_day.replace(day=5), MonthState.REVIEWED) for month in MONTHS
    ),
    reports=tuple(ProgressReport(month, "M12", "进展", Decimal(30)) for month in MONTHS),
    ratings=tuple(RatingCount(month, "A", 20) for month in MONTHS),
)
CODES = (Code("A", CodeKind.MEASURE, "M12", date(2026, 1, 1)),)


def adjust(column: str, old: Term, new: Term, month: YearMonth = SEPTEMBER, **table: object) -> Publication:
    """The county after one adjustment; ``table`` is what the table of measures says since."""
    adjustment = Adjustment("M12", column, month, old, new, "县政府", date(2026, 7, 1), "另有安排")
    measure = replace(MEASURE, **table)  # type: ignore[arg-type]  # the names of fields
    return replace(PUBLICATION, measures=(measure,), adjustments=(adjustment,))


def derive(publication: Publication) -> Figures:
    """What the county's site would show."""
    return derive_figures(publication, CODES, SETTINGS, drafts=False)


def list_statuses(publication: Publication) -> list[Status | None]:
    """The measure's status month by month, ``None`` where it does not count."""
    return [next((standing.status for standing in month.standings), None) for month in derive(publication).months]


def test_an_extension_alters_no_past_month() -> None:
    """Behind by the old deadline in July and August, on track by the new one from September on, when it came."""
    assert list_statuses(PUBLICATION) == [Status.ON_TRACK] * 3
    extended = adjust("deadline", OLD, NEW)
    assert list_statuses(extended) == [Status.BEHIND, Status.BEHIND, Status.ON_TRACK]
    closed = derive_snapshots(extended, SETTINGS, MONTHS)
    key = (SnapshotKind.MEASURE, "M12")
    written = [closed[month][key][key[0].headings.index("完成时限")] for month in MONTHS]
    assert written == ["2026年底前", "2026年底前", "2027年底前"]
    changes = [month.changes for month in derive(extended).months]
    assert [len(change.adjustments) for change in changes] == [0, 0, 1]


def test_a_repealed_measure_counts_in_nothing_from_its_month_on() -> None:
    """Neither in standings and tallies, nor for a reminder; the months before keep it."""
    repealed = adjust("validity", Validity.IN_FORCE, Validity.REPEALED, validity=Validity.REPEALED)
    assert list_statuses(repealed) == [Status.ON_TRACK, Status.ON_TRACK, None]
    months = derive(repealed).months
    assert [month.overall.total for month in months] == [1, 1, 0]
    assert derive_reminders(months[-1], SETTINGS, date(2026, 10, 8)) == ()
    assert list_statuses(adjust("listed", True, False, listed=False)) == [Status.ON_TRACK, Status.ON_TRACK, None]  # noqa: FBT003 — values of a term


def test_a_field_and_a_lead_are_counted_where_they_stood() -> None:
    """The tallies of each month name the field and the department of then."""
    moved = derive(adjust("leads", ("D2",), ("D1",)))
    assert [[tally.key for tally in month.by_department] for month in moved.months] == [["D2"], ["D2"], ["D1"]]
    renamed = derive(adjust("field", "审批", "政务"))
    assert [[tally.key for tally in month.by_field] for month in renamed.months] == [["审批"], ["审批"], ["政务"]]


def test_a_new_lead_is_ranked_by_its_own_months() -> None:
    """Of the quarter only September counts for the department that took the measure over; the ratings follow too."""
    moved = adjust("leads", ("D2",), ("D1",))
    figures = derive(moved)
    (found,) = derive_measure_inputs(figures.months, Quarter(2026, 3), SETTINGS.tolerance)
    assert (found.department, found.dated_months, found.due_months) == ("D1", 1, 1)
    ratings = {summary.key: summary.n for summary in figures.ratings_by_department}
    assert ratings == {"D1": 20, "D2": 40}


def test_who_led_a_measure_is_known_for_every_month() -> None:
    """Also where the measure does not count."""
    moved = adjust("leads", ("D2",), ("D1",), validity=Validity.REPEALED)
    assert [moved.find_measure("M12", month).lead for month in MONTHS] == ["D2", "D2", "D1"]


def test_a_joint_lead_that_came_later_led_nothing_before() -> None:
    """Each month counts for those who led it at its end."""
    facts = adjust("leads", ("D1",), ("D1", "D2"), joint=("D2",))
    assert [facts.as_of(month).measures[0].leads for month in MONTHS] == [("D1",), ("D1",), ("D1", "D2")]
