"""The field's terms: months, grids, names, codes as they are read aloud."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.model import Code, CodeKind, Department, Grid, MonthState, Publication, ReportingMonth
from mashang.periods import Deadline, YearMonth

MONTHS = st.builds(YearMonth, st.integers(1900, 2100), st.integers(1, 12))


@given(month=MONTHS)
def test_months_follow_one_another(month: YearMonth) -> None:
    """The next month is later, begins the day after this one's last, and a month's name reads back."""
    assert month < month.following
    assert (date(month.following.year, month.following.month, 1) - month.last_day).days == 1
    assert YearMonth.parse(str(month)) == month


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "202610", "2026-10-01", "２０２６-10", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    """A month is written in one way only."""
    with pytest.raises(ValueError):  # noqa: PT011 — the text is the whole message
        YearMonth.parse(text)


def test_a_month_is_read_aloud_without_noughts() -> None:
    """2026年3月, and sorted by year first."""
    assert YearMonth(2026, 3).label == "2026年3月"
    assert YearMonth(2025, 12) < YearMonth(2026, 1)


def test_only_drafts_are_kept_back() -> None:
    """Reviewed and closed months are public."""
    public = [state for state in MonthState if ReportingMonth(YearMonth(2026, 10), date(2026, 11, 5), state).public]
    assert public == [MonthState.REVIEWED, MonthState.CLOSED]


def test_grids_are_listed_upwards() -> None:
    """From the grid itself to the widest; an unknown one has none, and a circle, which no check lets pass, ends."""
    grids = (Grid("A", "甲", 1), Grid("B", "乙", 2, parent="A"), Grid("C", "丙", 3, parent="B"))
    publication = Publication(grids=grids)
    assert [grid.id for grid in publication.list_grids_up("C")] == ["C", "B", "A"]
    assert publication.list_grids_up("D") == publication.list_grids_up("") == ()
    looped = Publication(grids=(Grid("A", "甲", 1, parent="B"), Grid("B", "乙", 2, parent="A")))
    assert [grid.id for grid in looped.list_grids_up("B")] == ["B", "A"]


def test_names_and_codes_as_shown() -> None:
    """The short name where there is one; a code in groups; no end means lasting."""
    assert Department("D1", "明川县财政局").label == "明川县财政局"
    assert Department("D1", "明川县财政局", "县财政局").label == "县财政局"
    assert Code("7K3M9QXT2", CodeKind.WINDOW, "W1", date(2026, 5, 1)).grouped == "7K3M-9QXT-2"
    assert Deadline("长期坚持", None).lasting
    assert not Deadline("2026年6月底前", date(2026, 6, 30)).lasting
