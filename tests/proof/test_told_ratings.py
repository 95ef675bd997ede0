"""What publications told of ratings, kept with the records of their months."""

from __future__ import annotations

from datetime import date

from mashang.periods import YearMonth
from mashang.proof.kept_months import keep_months
from mashang.proof.told_ratings import list_told_rows, read_told
from mashang.records import ToldRatings
from mashang.snapshot import MonthSnapshot, Series, SnapshotKind, SnapshotRows, parse_snapshot, render_snapshot

JULY, AUGUST, SEPTEMBER = (YearMonth(2026, number) for number in (7, 8, 9))
FIGURES: dict[str, dict[str, tuple[int, ...]]] = {
    "全部": {"n": (60,), "bad": (9, 51), "complaints": ()},
    "窗口-W1": {"n": (30,)},
}


def record(month: YearMonth, rows: SnapshotRows, previous: str = "") -> MonthSnapshot:
    """The record of a month."""
    facts: SnapshotRows = {(SnapshotKind.MONTH, ""): ("2026-11-05", "甲", "")}
    return MonthSnapshot(month, date(2026, 11, 5), "00", previous, {**facts, **rows})


def test_what_was_told_is_read_back() -> None:
    """From the file of the last month that a publication showed; of what is few, that it is."""
    told = ToldRatings(frozenset((JULY, AUGUST)), FIGURES)
    july = record(JULY, {})
    august = record(AUGUST, list_told_rows(AUGUST, told), july.digest)
    text = render_snapshot(august, Series.PUBLISHED).removeprefix("\ufeff")
    assert "公布评价,2026-08 全部" in text
    assert "60,9/51,,少,," in text
    assert parse_snapshot(AUGUST, text, Series.PUBLISHED) == august
    assert read_told((july, august)) == (told,)


def test_what_a_record_lacks_stands_in_the_next_one() -> None:
    """Ratings that came after a month was published: what it told then is kept with the month after it."""
    earlier = ToldRatings(frozenset((JULY,)), FIGURES)
    later = ToldRatings(frozenset((JULY, AUGUST)), {"全部": {"n": (90,)}})
    july = record(JULY, {})
    august = record(AUGUST, {**list_told_rows(JULY, earlier), **list_told_rows(AUGUST, later)}, july.digest)
    assert read_told((august, july)) == (earlier, later)


def test_what_was_told_is_no_fact_that_must_stand() -> None:
    """No table says it; so it can neither be changed nor corrected."""
    told = list_told_rows(JULY, ToldRatings(frozenset((JULY,)), FIGURES))
    (kept,) = keep_months((record(JULY, told),), (), {})
    assert [kind for kind, _ in kept.rows] == [SnapshotKind.MONTH]


def test_records_from_before_are_read() -> None:
    """They have no columns for it; one that lacks others is none."""
    text = render_snapshot(record(JULY, {}), Series.PUBLISHED).removeprefix("\ufeff")
    headings, *rows = text.splitlines()
    start = headings.split(",").index("公布份数")
    width = headings.split(",").index(Series.PUBLISHED.last_headings[0]) - start
    old = "\n".join(
        ",".join((*(cells := row.split(","))[:start], *cells[start + width :])) for row in (headings, *rows)
    )
    assert parse_snapshot(JULY, f"{old}\n", Series.PUBLISHED) == record(JULY, {})
    shorter = "\n".join(",".join((*(cells := row.split(","))[:2], *cells[3:])) for row in (headings, *rows))
    assert parse_snapshot(JULY, f"{shorter}\n", Series.PUBLISHED) is None
