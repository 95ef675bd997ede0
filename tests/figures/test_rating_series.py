"""What is told of ratings after what earlier publications told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mashang.derived import RatingSummary
from mashang.figures.site import derive_figures, list_told
from mashang.model import Code, CodeKind, Department, Enterprise, MonthState, Publication, ReportingMonth, Window
from mashang.periods import YearMonth
from mashang.rating_counts import RatingCount
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


def read(publication: Publication) -> dict[str, float | tuple[float, str, int] | None]:
    """The shares of good ratings of all, of the department and of its windows; of a held one also what it counts."""
    figures = derive_figures(publication, CODES, SETTINGS, drafts=False)
    assert isinstance(figures.ratings_overall, RatingSummary)
    summaries = (figures.ratings_overall, *figures.ratings_by_department, *figures.ratings_by_window)
    return {one.key: _read_share(one) for one in summaries}


def _read_share(summary: RatingSummary) -> float | tuple[float, str, int] | None:
    if summary.satisfied is None:
        return None
    held = summary.held.get("bad")
    return (float(summary.satisfied), str(held.last), held.n) if held else float(summary.satisfied)


def tell(*publications: tuple[dict[str, tuple[int, int]], ...]) -> tuple[ToldRatings, ...]:
    """What publications told, one after the other."""
    told: tuple[ToldRatings, ...] = ()
    for months in publications:
        told = (*told, list_told(show(*months, told=told), CODES, SETTINGS))
    return told


def test_the_worked_example() -> None:
    """Nothing bad came to A, two to B: the share of A is told, those of B and of both stay what they were."""
    second = {"A": (60, 0), "B": (58, 2)}
    others = {"": 82.0, "D2": 80.0, "W3": 80.0}
    assert read(show(FIRST, second)) == {**others, "D1": 92.9, "W1": 95.0, "W2": 90.8}
    held = {"D1": (87.5, "2026-08", 120), "W2": (85.0, "2026-08", 60)}
    assert read(show(FIRST, second, told=tell((FIRST,)))) == {**others, **held, "W1": 95.0}


def test_what_was_held_is_told_anew_once_enough_came() -> None:
    """Two in September and three in October are five since it was told."""
    second, third = {"A": (60, 0), "B": (58, 2)}, {"A": (60, 0), "B": (57, 3)}
    assert read(show(FIRST, second, third, told=tell((FIRST,), (FIRST, second))))["W2"] == 92.2


def test_the_same_months_published_again_tell_the_same() -> None:
    """A build of a month that was published knows what it told, and holds nothing for it."""
    second = {"A": (60, 0), "B": (58, 2)}
    before = tell((FIRST,), (FIRST, second))
    assert read(show(FIRST, second, told=before)) == read(show(FIRST, second, told=before[:1]))


def test_a_correction_by_few_leaves_what_was_told() -> None:
    """Told were 9 bad ratings; that they were 10 would tell of one."""
    assert read(show({"A": (54, 6), "B": (50, 10)}, told=tell((FIRST,))))["W2"] == (85.0, "2026-08", 60)
    assert read(show({"A": (54, 6), "B": (46, 14)}, told=tell((FIRST,))))["W2"] == 76.7
    fewer = show({"A": (54, 6), "B": (51, 8)}, told=tell((FIRST,)))
    assert "窗口-W2" not in list_told(fewer, CODES, SETTINGS).figures
    assert read(fewer)["W2"] == (85.0, "2026-08", 60)


def test_a_large_correction_leaves_nothing_of_what_was_told() -> None:
    """What was told of 60 ratings is no figure of 20; two bad ones of these are told as few."""
    assert read(show({"A": (54, 6), "B": (18, 2)}, told=tell((FIRST,))))["W2"] is None


def test_held_figures_are_told_once() -> None:
    """The record of a publication keeps what it told itself."""
    second = {"A": (60, 0), "B": (58, 2)}
    later = tell((FIRST,), (FIRST, second))[-1].figures
    assert "bad" in later["窗口-W1"]
    assert "bad" not in later["窗口-W2"]
