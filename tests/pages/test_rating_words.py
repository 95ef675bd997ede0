"""Ratings in words, as far as they are published."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mashang.derived import PublishedCount, RatingSummary
from mashang.pages.rating_words import spell_complaints, spell_share, spell_share_of_all

FEW, NONE = PublishedCount(None), PublishedCount(0)


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
