"""Ratings in words, as far as they are published."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mashang.derived import PublishedCount, RatingSummary
from mashang.pages.rating_words import spell_complaints, spell_months, spell_share, spell_share_of_all
from mashang.periods import YearMonth
from mashang.records import Telling

FEW, NONE = PublishedCount(None), PublishedCount(0)
SINCE = Telling(YearMonth(2026, 5), YearMonth(2026, 8), 70)


@pytest.mark.parametrize(
    ("summary", "share", "with_number"),
    [
        (RatingSummary("W", published=False), "", "不公布"),
        (RatingSummary("W", published=True, n=12), "", "12 份，好评率不公布"),
        (RatingSummary("W", published=True, n=112, satisfied=Decimal("100.0")), "100.0%", "100.0%（112 份）"),
        (RatingSummary("W", published=True, n=112, satisfied=Decimal("92.9")), "92.9%", "92.9%（112 份）"),
        (
            RatingSummary("W", published=True, n=112, satisfied_lower_bound=Decimal("96.4")),
            "不低于 96.4%",
            "不低于 96.4%（112 份）",
        ),
        (
            RatingSummary("W", published=True, n=112, satisfied=Decimal("98.6"), held={"bad": SINCE}),
            "98.6%",
            "98.6%（70 份，到2026年8月）",
        ),
    ],
)
def test_shares(summary: RatingSummary, share: str, with_number: str) -> None:
    """No share without its number; a lower bound says that it is one."""
    assert (spell_share(summary), spell_share_of_all(summary)) == (share, with_number)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((None, None, None), "投诉件数不公布。"),
        ((NONE, NONE, NONE), "没有投诉。"),
        ((FEW, NONE, NONE), "投诉 1 至 4 件，都已办结，没有超期。"),
        ((FEW, FEW, FEW), "投诉 1 至 4 件，其中 1 至 4 件没有办结，1 至 4 件超期。"),
        ((PublishedCount(12), PublishedCount(6), None), "投诉 12 件，其中 6 件没有办结，超期件数不公布。"),
        ((PublishedCount(12), None, PublishedCount(7)), "投诉 12 件，办结件数不公布，7 件超期。"),
    ],
)
def test_complaints(
    counts: tuple[PublishedCount | None, PublishedCount | None, PublishedCount | None], sentence: str
) -> None:
    """Whether all is closed and in time is said even where numbers are not."""
    complaints, unclosed, overdue = counts
    summary = RatingSummary("W", published=True, n=112, complaints=complaints, open=unclosed, overdue=overdue)
    assert spell_complaints(summary, 5) == sentence


def test_held_figures_say_their_months() -> None:
    """Each says what it counts, unless the number of ratings beside it says the same."""
    held = {"complaints": SINCE, "overdue": SINCE}
    twelve, six = PublishedCount(12), PublishedCount(6)
    summary = RatingSummary("", published=True, n=112, complaints=twelve, open=six, overdue=NONE, held=held)
    assert (
        spell_complaints(summary, 5) == "投诉 12 件（2026年5月至8月），其中 6 件没有办结，没有超期（2026年5月至8月）。"
    )
    alone = RatingSummary("", published=True, n=70, held={"n": SINCE, "bad": SINCE})
    assert (spell_months(alone, "n"), spell_months(alone, "bad")) == ("2026年5月至8月", "")
