"""Ratings in words and figures, as far as they may be told."""

from __future__ import annotations

from mashang.derived import RatingSummary, ToldCount

KEPT_BACK = "不公布"


def spell_share(summary: RatingSummary) -> str:
    """The share of good ratings in figures: 98.4%, or 不低于 96.4% where that is all; empty where it is kept back."""
    if summary.satisfied is not None:
        return f"{summary.satisfied}%"
    return "" if summary.satisfied_least is None else f"不低于 {summary.satisfied_least}%"


def spell_share_of_all(summary: RatingSummary) -> str:
    """The share of good ratings with the number of all, as no share stands without it."""
    if not summary.shown:
        return KEPT_BACK
    return f"{spell_share(summary)}（{summary.n} 份）" if spell_share(summary) else f"{summary.n} 份，好评率{KEPT_BACK}"


def spell_few(minimum: int) -> str:
    """The counts that are told as few, while numbers under ``minimum`` are not: 1 至 4."""
    return f"1 至 {minimum - 1}"


def spell_complaints(summary: RatingSummary, minimum: int) -> str:
    """What may be told of complaints, and that the rest is kept back, in one sentence."""
    complaints, unclosed, overdue = summary.complaints, summary.open, summary.overdue
    if complaints is None:
        return f"投诉件数{KEPT_BACK}。"
    if complaints.number == 0:
        return "没有投诉。"
    parts = [f"投诉 {_spell_count(complaints, minimum)} 件"]
    if unclosed is None and overdue is None:
        return f"{parts[0]}。"
    if unclosed is None:
        parts.append(f"办结件数{KEPT_BACK}")
    else:
        parts.append("都已办结" if unclosed.number == 0 else f"其中 {_spell_count(unclosed, minimum)} 件没有办结")
    if overdue is None:
        parts.append(f"超期件数{KEPT_BACK}")
    else:
        parts.append("没有超期" if overdue.number == 0 else f"{_spell_count(overdue, minimum)} 件超期")
    return f"{'，'.join(parts)}。"


def _spell_count(count: ToldCount, minimum: int) -> str:
    return spell_few(minimum) if count.number is None else str(count.number)
