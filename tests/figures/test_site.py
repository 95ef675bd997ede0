"""The figures of a whole site: which months are shown, what changed, and that drafts stay drafts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mashang.derived import Figures, MonthChanges, Status
from mashang.figures.progress import derive_standings_by_month
from mashang.figures.site import derive_figures
from mashang.model import (
    Code,
    CodeKind,
    Department,
    ListEdition,
    ListEntry,
    ListKind,
    Measure,
    MonthState,
    NamedList,
    ProgressReport,
    Publication,
    ReportingMonth,
    Window,
)
from mashang.periods import Deadline, YearMonth
from mashang.rating_counts import RatingCount
from tests.example_settings import SETTINGS

MAY, JUNE, JULY, AUGUST = (YearMonth(2026, month) for month in (5, 6, 7, 8))


def _month(month: YearMonth, state: MonthState = MonthState.REVIEWED) -> ReportingMonth:
    return ReportingMonth(month, date(month.following.year, month.following.month, 5), state)


def _measure(id_: str, published: date = date(2026, 1, 1), due: date = date(2026, 12, 31)) -> Measure:
    return Measure(id_, id_, "领域", "内容", "D1", Deadline(str(due), due), published_on=published)


def _report(month: YearMonth, measure: str, percent: int) -> ProgressReport:
    return ProgressReport(month, measure, "进展", Decimal(percent))


def _edition(day: date) -> ListEdition:
    return ListEdition(day, (ListEntry("1", str(day)),))


def _derive(publication: Publication, *, drafts: bool = False) -> Figures:
    return derive_figures(publication, (), SETTINGS, drafts=drafts)


PUBLICATION = Publication(
    departments=(Department("D1", "税务局"),),
    measures=(
        _measure("done"),
        _measure("late"),
        _measure("due", due=date(2026, 7, 15)),
        _measure("silent"),
        _measure("new", date(2026, 7, 20)),
    ),
    months=(_month(JULY), _month(JUNE)),
    reports=(
        _report(JUNE, "done", 90),
        _report(JUNE, "late", 45),
        _report(JUNE, "due", 10),
        _report(JULY, "done", 100),
        _report(JULY, "late", 45),
        _report(JULY, "silent", 60),
    ),
    lists=(
        NamedList(
            "positive",
            "正面清单",
            ListKind.POSITIVE,
            "D1",
            editions=tuple(_edition(day) for day in (date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 31))),
        ),
    ),
)


def test_months_run_from_the_oldest() -> None:
    """The order of the table does not matter, and the newest is the latest."""
    figures = _derive(PUBLICATION)
    assert [month.month.month for month in figures.months] == [JUNE, JULY]
    assert figures.latest is figures.months[-1]


def test_changes_against_the_month_before() -> None:
    """Done, late, reported and published are each listed once, in the order of the measures."""
    june, july = _derive(PUBLICATION).months
    assert july.changes == MonthChanges(
        newly_done=("done",),
        newly_late=("late", "due"),
        newly_reported=("silent",),
        newly_published=("new",),
        list_editions=(("positive", date(2026, 7, 1)), ("positive", date(2026, 7, 31))),
    )
    assert {s.measure: s.status for s in june.standings}["due"] is Status.BEHIND
    assert {s.measure: s.status for s in july.standings}["due"] is Status.OVERDUE


def test_first_month_has_nothing_to_compare_with() -> None:
    """Only what was published within the first month itself is new in it."""
    assert _derive(PUBLICATION).months[0].changes == MonthChanges(list_editions=(("positive", date(2026, 6, 30)),))


def test_still_late_is_not_newly_late() -> None:
    """A measure that stays behind is listed once."""
    reports = tuple(_report(month, "late", 1) for month in (JUNE, JULY, AUGUST))
    months = (_month(JUNE), _month(JULY), _month(AUGUST))
    publication = Publication(
        departments=PUBLICATION.departments, measures=(_measure("late"),), months=months, reports=reports
    )
    assert [month.changes.newly_late for month in _derive(publication).months] == [(), (), ()]


def test_month_after_a_gap_lists_what_came_in_between() -> None:
    """With July missing, August lists what was published in July too."""
    months = (_month(JUNE), _month(AUGUST))
    changes = _derive(replace(PUBLICATION, months=months)).months[1].changes
    assert changes.newly_published == ("new",)
    assert len(changes.list_editions) == 2


def test_drafts_are_shown_on_demand_only() -> None:
    """A draft month has no figures on the public site."""
    publication = replace(PUBLICATION, months=(_month(JUNE), _month(JULY, MonthState.DRAFT)))
    assert [month.month.month for month in _derive(publication).months] == [JUNE]
    assert [month.month.month for month in _derive(publication, drafts=True).months] == [JUNE, JULY]


def test_drafts_never_change_a_public_month() -> None:
    """June is a draft between two public months: July reads the same with June's reports, without, and on staging."""
    months = (_month(MAY), _month(JUNE, MonthState.DRAFT), _month(JULY))
    draft = (_report(JUNE, "late", 100), _report(JUNE, "silent", 70))
    publication = replace(PUBLICATION, months=months, reports=(*draft, _report(JULY, "done", 100)))
    without = replace(publication, reports=(_report(JULY, "done", 100),))
    public = _derive(publication)
    assert public.months == _derive(without).months
    staging = _derive(publication, drafts=True).months
    assert (staging[0], staging[2]) == public.months
    assert {s.measure: s.status for s in staging[1].standings}["late"] is Status.DONE


def test_ratings_of_drafts_are_not_published() -> None:
    """A draft month's ratings join the sum on staging only."""
    ratings = tuple(RatingCount(month, "C1", 6, 0, 0, 0, 0) for month in (JUNE, JULY))
    publication = replace(
        PUBLICATION,
        months=(_month(JUNE), _month(JULY, MonthState.DRAFT)),
        windows=(Window("W1", "一号", "大厅", "D1"),),
        ratings=ratings,
    )
    codes = (Code("C1", CodeKind.WINDOW, "W1", date(2026, 1, 1)),)
    public = derive_figures(publication, codes, SETTINGS, drafts=False)
    staging = derive_figures(publication, codes, SETTINGS, drafts=True)
    assert [f.ratings_overall.n if f.ratings_overall else 0 for f in (public, staging)] == [6, 12]
    assert (public.ratings_by_window[0].n, public.ratings_by_department[0].n) == (6, 6)
    assert public.ratings_by_matter == ()


def test_tallies_and_differences_are_there() -> None:
    """Each month carries its counts; each list its differences."""
    figures = _derive(PUBLICATION)
    july = figures.months[1]
    assert july.overall.total == 5
    assert [tally.label for tally in (*july.by_field, *july.by_department)] == ["领域", "税务局"]
    assert [difference.after for difference in figures.differences] == [date(2026, 7, 1), date(2026, 7, 31)]
    assert (july.standings,) == derive_standings_by_month(PUBLICATION, (JULY,), SETTINGS)


def test_nothing_published() -> None:
    """A county that has not begun has no months and no latest month."""
    figures = _derive(Publication())
    assert (figures.months, figures.latest, figures.differences) == ((), None, ())
