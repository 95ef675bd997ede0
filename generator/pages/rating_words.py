"""Ratings in words and figures, as far as they may be told."""

from __future__ import annotations

from generator.derived import RatingSummary, ToldCount
from generator.model import spell_number


def spell_share(summary: RatingSummary) -> str:
    """The share of good ratings in figures: 98.4%, or 96.4% 以上 where that is all; empty where it is kept back."""
    if summary.satisfied is not None:
        return f"{spell_number(summary.satisfied)}%"
    return "" if summary.satisfied_least is None else f"{spell_number(summary.satisfied_least)}% 以上"


def spell_share_of_all(summary: RatingSummary) -> str:
    """The share of good ratings with the number of all, as no share stands without it."""
    if not summary.shown:
        return "份数少，不公布"
    share = spell_share(summary)
    return f"{share}（{summary.n} 份）" if share else f"{summary.n} 份，好评率不公布"


def spell_complaints(summary: RatingSummary, minimum: int) -> str:
    """What may be told of complaints, in one sentence; empty where their number is kept back."""
    complaints = summary.complaints
    if complaints is None:
        return ""
    if complaints.number == 0:
        return "没有投诉。"
    parts = [f"投诉{_spell_count(complaints, minimum)}"]
    if summary.open is not None:
        parts.append("都已办结" if summary.open.number == 0 else f"没有办结的{_spell_count(summary.open, minimum)}")
    if summary.overdue is not None:
        parts.append("没有超期" if summary.overdue.number == 0 else f"超期的{_spell_count(summary.overdue, minimum)}")
    return f"{'，'.join(parts)}。"


def _spell_count(count: ToldCount, minimum: int) -> str:
    return f"不到 {minimum} 件" if count.number is None else f" {count.number} 件"
