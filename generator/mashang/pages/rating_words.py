"""Ratings in words and figures, as far as they are published."""

from __future__ import annotations

from mashang.derived import PublishedCount, RatingSummary
from mashang.periods import spell_span

SUPPRESSED = "不公布"


def spell_share(summary: RatingSummary) -> str:
    """The share of good ratings in figures: 98.4%, or 不低于 96.4% where that is all; empty where it is suppressed."""
    if summary.satisfied is not None:
        return f"{summary.satisfied}%"
    return "" if summary.satisfied_lower_bound is None else f"不低于 {summary.satisfied_lower_bound}%"


def spell_share_of_all(summary: RatingSummary) -> str:
    """The share of good ratings with the number of all, as no share stands without it, and until when if it is held."""
    if not summary.published:
        return SUPPRESSED
    if share := spell_share(summary):
        held = summary.held.get("bad")
        return f"{share}（{held.n} 份，到{held.last.label}）" if held else f"{share}（{summary.n} 份）"
    return f"{summary.n} 份，好评率{SUPPRESSED}"


def spell_months(summary: RatingSummary, what: str) -> str:
    """The months that a held figure is of, where these are others than those of the number of ratings beside it."""
    held = summary.held.get(what)
    return spell_span(held.first, held.last) if held and (what == "n" or held != summary.held.get("n")) else ""


def spell_few(minimum: int) -> str:
    """A bounded count, whose number is under ``minimum``: 1 至 4."""
    return f"1 至 {minimum - 1}"


def spell_complaints(summary: RatingSummary, minimum: int) -> str:
    """What is published of complaints, and what is suppressed, in one sentence."""
    complaints, unclosed, overdue = summary.complaints, summary.open, summary.overdue
    if complaints is None:
        return f"投诉件数{SUPPRESSED}。"

    def until(what: str) -> str:
        return f"（{months}）" if (months := spell_months(summary, what)) else ""

    if complaints.number == 0:
        return f"没有投诉{until('complaints')}。"
    parts = [f"投诉 {_spell_count(complaints, minimum)} 件{until('complaints')}"]
    if unclosed is None and overdue is None:
        return f"{parts[0]}。"
    if unclosed is None:
        parts.append(f"办结件数{SUPPRESSED}")
    else:
        closed = "都已办结" if unclosed.number == 0 else f"其中 {_spell_count(unclosed, minimum)} 件没有办结"
        parts.append(f"{closed}{until('open')}")
    if overdue is None:
        parts.append(f"超期件数{SUPPRESSED}")
    else:
        late = "没有超期" if overdue.number == 0 else f"{_spell_count(overdue, minimum)} 件超期"
        parts.append(f"{late}{until('overdue')}")
    return f"{'，'.join(parts)}。"


def _spell_count(count: PublishedCount, minimum: int) -> str:
    return spell_few(minimum) if count.number is None else str(count.number)
