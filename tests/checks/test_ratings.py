"""Ratings as they come out, and what no count of ratings can be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mashang.model import Publication
from mashang.periods import YearMonth
from mashang.problems import Problem
from mashang.rating_counts import RatingCount

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]


def test_levels_and_counts(check: Check) -> None:
    """Empty counts are zero; the levels go down from 非常满意."""
    publication, problems = check(
        {"ratings/2026-10": "码|非常不满意|非常满意|满意|投诉|办结\n7k3m-9qx-2z|1|1,200|30|2|2"}
    )
    assert problems == ()
    assert publication
    assert publication.ratings == (RatingCount(YearMonth(2026, 10), "7K3M9QX2Z", 1200, 30, 0, 0, 1, 2, 2, 0),)


def test_nobody_is_blamed_for_an_unreadable_ledger(check: Check) -> None:
    """Without the ledger no code counts as unknown; that it cannot be read is reported elsewhere."""
    ratings = {"ratings/2026-10": "码|非常满意\nZZZZZZZZ3|3"}
    assert [found.code for found in check(ratings)[1]] == ["reference-unknown"]
    assert check(ratings, ledger=False)[1] == ()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("3|3|3", []),
        ("|0|0", []),
        ("|1|", ["rating-closed-over"]),
        ("3|4|3", ["rating-closed-over"]),
        ("3|3|4", ["rating-overdue-over"]),
        ("3|4|4", ["rating-closed-over", "rating-overdue-over"]),
        ("三|4|4", ["count-not-count"]),
    ],
)
def test_no_more_is_closed_or_late_than_was_complained_of(check: Check, cells: str, expected: list[str]) -> None:
    """As many are possible, one more is not; where the complaints cannot be read, nothing is compared with them."""
    _, problems = check({"ratings/2026-10": f"码|投诉|办结|超期\n7K3M9QX2Z|{cells}"})
    assert [found.code for found in problems] == expected


@pytest.mark.parametrize(("before", "now", "codes"), [(57, 570, ["value-jumped"]), (57, 569, []), (19, 900, [])])
def test_ten_times_as_many_are_asked_about(check: Check, before: int, now: int, codes: list[str]) -> None:
    """Where there were many already."""
    _, problems = check({f"ratings/2026-{m}": f"码|满意\n7K3M9QX2Z|{n}" for m, n in (("09", before), ("10", now))})
    assert [found.code for found in problems] == codes


def test_the_running_month_may_have_ratings(check: Check) -> None:
    """On the twentieth of November its ratings are there already; those of December are not."""
    assert check({"ratings/2026-11": "码|满意\n7K3M9QX2Z|1"})[1] == ()
    _, problems = check({"ratings/2026-12": "码|满意\n7K3M9QX2Z|1"})
    assert [(found.code, found.where.file) for found in problems] == [
        ("date-in-future", "content/ratings/2026-12.xlsx")
    ]
