"""What is told of ratings after what earlier publications told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mashang.derived import RatingSummary
from mashang.figures.site import derive_figures, list_told
from mashang.model import (
    Code,
    CodeKind,
    Department,
    Enterprise,
    MonthState,
    Publication,
    RatingCount,
    ReportingMonth,
    Window,
)
from mashang.periods import YearMonth
from mashang.records import ToldRatings
from tests.example_settings import SETTINGS

MONTHS = tuple(YearMonth(2026, number) for number in (8, 9, 10))
CODES = (
    Code("A", CodeKind.WINDOW, "W1", date(2026, 1, 1)),
    Code("B", CodeKind.WINDOW, "W2", date(2026, 1, 1)),
    Code("C", CodeKind.WINDOW, "W3", date(2026, 1, 1)),
    Code("E", CodeKind.ENTERPRISE, "E1", date(2026, 1, 1)),
)
PUBLICATION = Publication(
    departments=(Department("D1", "甲局"), Department("D2", "乙局")),
    windows=(
        Window("W1", "一号", "大厅", "D1"),
        Window("W2", "二号", "大厅", "D1"),
        Window("W3", "三号", "大厅", "D2"),
    ),
    enterprises=(Enterprise("E1", "甲公司"),),
)
OTHERS = {"C": (80, 20), "E": (30, 20)}
FIRST = {"A": (54, 6), "B": (51, 9)}


def show(*months: dict[str, tuple[int, int]], told: tuple[ToldRatings, ...] = ()) -> Publication:
    """The publication of some months, each with the good and bad ratings by code, after what was told before."""
    return replace(
        PUBLICATION,
        months=tuple(ReportingMonth(month, date(2026, 11, 8), MonthState.REVIEWED) for month in MONTHS[: len(months)]),
        ratings=tuple(
            RatingCount(month, code, good, 0, 0, bad)
            for month, came in zip(MONTHS, months, strict=False)
            for code, (good, bad) in {**came, **OTHERS}.items()
        ),
        told_ratings=told,
    )


def read(publication: Publication) -> dict[str, float | None]:
    """The shares of good ratings of all, of the department and of its windows."""
    figures = derive_figures(publication, CODES, SETTINGS, drafts=False)
    assert isinstance(figures.ratings_overall, RatingSummary)
    summaries = (figures.ratings_overall, *figures.ratings_by_department, *figures.ratings_by_window)
    return {one.key: None if one.satisfied is None else float(one.satisfied) for one in summaries}


def tell(*publications: tuple[dict[str, tuple[int, int]], ...]) -> tuple[ToldRatings, ...]:
    """What publications told, one after the other."""
    told: tuple[ToldRatings, ...] = ()
    for months in publications:
        told = (*told, list_told(show(*months, told=told), CODES, SETTINGS))
    return told


def test_the_worked_example() -> None:
    """Nothing came to A, two bad ratings to B: the share of A stands, those of B and of both are withheld."""
    second = {"A": (60, 0), "B": (58, 2)}
    others = {"": 82.0, "D2": 80.0, "W3": 80.0}
    assert read(show(FIRST, second)) == {**others, "D1": 92.9, "W1": 95.0, "W2": 90.8}
    assert read(show(FIRST, second, told=tell((FIRST,)))) == {**others, "D1": None, "W1": 95.0, "W2": None}


def test_what_was_withheld_is_told_once_enough_came() -> None:
    """Two in September and three in October are five since it was told."""
    second, third = {"A": (60, 0), "B": (58, 2)}, {"A": (60, 0), "B": (57, 3)}
    assert read(show(FIRST, second, third, told=tell((FIRST,), (FIRST, second))))["W2"] == 92.2


def test_the_same_months_published_again_tell_the_same() -> None:
    """A build of a month that was published knows what it told, and withholds nothing for it."""
    second = {"A": (60, 0), "B": (58, 2)}
    before = tell((FIRST,), (FIRST, second))
    assert read(show(FIRST, second, told=before)) == read(show(FIRST, second, told=before[:1]))


def test_a_correction_by_few_is_withheld() -> None:
    """Told were 9 bad ratings; that they were 10 would tell of one."""
    assert read(show({"A": (54, 6), "B": (50, 10)}, told=tell((FIRST,))))["W2"] is None
    assert read(show({"A": (54, 6), "B": (46, 14)}, told=tell((FIRST,))))["W2"] == 76.7
    fewer = list_told(show({"A": (54, 6), "B": (51, 8)}, told=tell((FIRST,))), CODES, SETTINGS)
    assert "窗口-W2" not in fewer.figures
