"""Charts as SVG markup: text stays text, colours come from the stylesheet, nothing needs a script.

A chart fills the width it is given. Across, everything stands at percentages; down and in type size, at
pixels. So letters keep their size on a phone and on a wide screen, and no label is ever cut off: room is
computed for the narrowest place a chart stands in.

Every chart has ``role="img"`` with a title and a sentence that says what it shows, and belongs above a
table of the same figures. ``name`` distinguishes the charts of one page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mashang.derived import MonthFigures, RatingSummary, Standing, Status, Tally
from mashang.feedback import LEVELS
from mashang.pages.markdown import format_number
from mashang.pages.rating_words import spell_share_of_all
from mashang.periods import YearMonth

NARROWEST = 300
"""Pixels across a chart on the narrowest phone (360 px less margins)."""
LETTER = 14
"""The type size in pixels, which is the width of a Chinese letter."""
DISPLAY_ORDER = (
    Status.DONE,
    Status.ON_TRACK,
    Status.LASTING,
    Status.UNDATED,
    Status.BEHIND,
    Status.OVERDUE,
    Status.UNKNOWN,
    Status.NOT_STARTED,
    Status.NOT_REPORTED,
)
"""The statuses as readers see them: what goes well, what does not, what is not known."""

_BAR_HEIGHT = 26
_LINE_HEIGHT = 22
_PLOT_HEIGHT = 180
_MOST_LABELS = 6
_LEGEND_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar: ``start`` and ``size`` in percent of the whole, ``text`` empty when it would not fit."""

    status: str
    start: Decimal
    size: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line: ``x`` in percent across, ``y`` in pixels down."""

    x: Decimal
    y: Decimal


def _make_environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mashang.pages", "templates/reading/charts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["number"] = format_number
    return environment


_ENVIRONMENT = _make_environment()


def text_width(text: str, size: int = LETTER) -> int:
    """The room a text needs in pixels: a full size for each wide letter, six tenths for others."""
    wide = sum(unicodedata.east_asian_width(letter) in "WFA" for letter in text)
    return -(-(10 * wide + 6 * (len(text) - wide)) * size // 10)


def wrap_text(text: str, room: int, size: int = LETTER) -> tuple[str, ...]:
    """Break a text into lines that each need at most ``room`` pixels."""
    lines = [""]
    for letter in text:
        if lines[-1] and text_width(lines[-1] + letter, size) > room:
            lines.append("")
        lines[-1] += letter
    return tuple(lines)


def draw_status_bars(name: str, title: str, tallies: Sequence[Tally]) -> Markup:
    """One bar for each tally, parted by status; a bar's width is always the whole, its parts are shares."""
    rows = []
    top = _legend_height(shown := list_shown(tallies))
    for tally in tallies:
        count = f"{tally.total} 项"
        lines = wrap_text(tally.label, NARROWEST - text_width(count) - LETTER) if tally.label else ()
        height = _LINE_HEIGHT * max(len(lines), 1)
        rows.append({"top": top, "lines": lines, "count": count, "bar": top + height, "segments": _part(tally)})
        top += height + _BAR_HEIGHT + 16
    sentence = "；".join(f"{tally.label or '合计'}：{_count(tally)}" for tally in tallies)
    return _draw(
        "bars.svg", name, title, sentence, rows=rows, height=top - 8, bar_height=_BAR_HEIGHT, legend=_legend(shown)
    )


def draw_month_columns(name: str, title: str, months: Sequence[MonthFigures]) -> Markup:
    """One column for each month, oldest first, parted by status; heights are numbers of measures."""
    tallies = [month.overall for month in months]
    shown = list_shown(tallies)
    bottom = _legend_height(shown) + _LINE_HEIGHT + _PLOT_HEIGHT
    most = max((tally.total for tally in tallies), default=0)
    step = Decimal(100) / max(len(months), 1)
    labelled = _pick_labels(len(months))
    columns = [
        {
            "x": _round(step * place + step * Decimal("0.18")),
            "middle": _round(step * place + step / 2),
            "pieces": _stack(tally, most, bottom),
            "top": _round(bottom - Decimal(_PLOT_HEIGHT) * tally.total / most) if most else bottom,
            "total": tally.total if place in labelled else "",
            "label": _months_label([month.month.month for month in months], place) if place in labelled else (),
        }
        for place, tally in enumerate(tallies)
    ]
    sentence = "；".join(f"{month.month.month.label}：{_count(month.overall)}" for month in months)
    return _draw(
        "columns.svg",
        name,
        title,
        sentence,
        columns=columns,
        width=_round(step * Decimal("0.64")),
        bottom=bottom,
        height=bottom + 2 * _LINE_HEIGHT,
        legend=_legend(shown),
    )


def draw_progress(name: str, title: str, standings: Sequence[Standing]) -> Markup:
    """One measure's percent done, month by month, oldest first; against the share of its time gone where it has any.

    A month without a figure leaves a gap in its line, never an invented point.
    """
    timed = is_timed(standings)
    top = (1 + timed) * _LINE_HEIGHT + 10
    step = Decimal(82) / max(len(standings) - 1, 1)
    places = [Decimal(4) + step * place if len(standings) > 1 else Decimal(50) for place in range(len(standings))]
    labelled = _pick_labels(len(standings))
    months = [standing.month for standing in standings]
    lines = {
        "actual": _line([standing.percent for standing in standings], places, top),
        "expected": _line([standing.expected for standing in standings], places, top),
    }
    sentence = "；".join(
        f"{standing.month.label}：{_tell_percent('完成率', standing.percent, '未报')}"
        + (f"、{_tell_percent('时间进度', standing.expected, '不计')}" if timed else "")
        for standing in standings
    )
    last = standings[-1] if standings else None
    return _draw(
        "progress.svg",
        name,
        title,
        sentence,
        lines=lines,
        grid=[(top + _PLOT_HEIGHT * (100 - share) // 100, f"{share}%") for share in (0, 50, 100)],
        labels=[
            {"x": _round(places[place]), "lines": _months_label(months, place), "anchor": _anchor(places[place])}
            for place in sorted(labelled)
        ],
        bottom=top + _PLOT_HEIGHT,
        height=top + _PLOT_HEIGHT + 2 * _LINE_HEIGHT,
        last=last,
        timed=timed,
    )


def is_timed(standings: Sequence[Standing]) -> bool:
    """Whether a measure's time can be reckoned with in any of these months: it has a deadline."""
    return any(standing.expected is not None for standing in standings)


@dataclass(frozen=True, slots=True)
class _Bar:
    """A labelled share of 0–100 with its number in words; ``None`` draws no bar. ``low`` marks what is bad."""

    label: str
    size: Decimal | None
    text: str
    low: bool = False


def draw_scores(name: str, title: str, scores: Sequence[tuple[str, Decimal]]) -> Markup:
    """One bar for each labelled score of 0–100, on a rail that shows the whole."""
    sentence = "；".join(f"{label} {format_number(score)} 分" for label, score in scores)
    return _draw_bars(name, title, sentence, [_Bar(label, score, f"{score}") for label, score in scores])


def draw_satisfaction(name: str, title: str, summaries: Sequence[tuple[str, RatingSummary]]) -> Markup:
    """The share of good ratings of each month with its number of ratings; a suppressed one has no bar.

    Where only the lower bound is published, the bar reaches as far.
    """
    rows = [
        _Bar(label, summary.satisfied or summary.satisfied_lower_bound, spell_share_of_all(summary))
        for label, summary in summaries
    ]
    sentence = "；".join(f"{row.label}：{row.text}" for row in rows)
    return _draw_bars(name, title, sentence, rows)


def draw_shares(name: str, title: str, shares: Sequence[tuple[str, Decimal, str]]) -> Markup:
    """Shares of 0–100 %, each with its label and what is written beside it."""
    rows = [_Bar(label, _round(share), text) for label, share, text in shares]
    return _draw_bars(name, title, "；".join(f"{row.label}：{row.text}" for row in rows), rows)


def draw_rating_levels(name: str, title: str, levels: Sequence[int]) -> Markup:
    """The number of ratings at each of the five levels with its share, best first. The bad ones are marked."""
    total = sum(levels)
    shares = [_round(Decimal(100) * count / total) if total else Decimal(0) for count in levels]
    rows = [
        _Bar(level.name, share, f"{count}（{format_number(share)}%）" if total else "0", low=level.bad)
        for level, count, share in zip(LEVELS, levels, shares, strict=True)
    ]
    counts = "、".join(f"{level.name} {count}" for level, count in zip(LEVELS, levels, strict=True))
    sentence = f"共 {total} 份：{counts}"
    return _draw_bars(name, title, sentence, rows)


def _draw_bars(name: str, title: str, sentence: str, bars: Sequence[_Bar]) -> Markup:
    """Bars of 0–100 with their labels above, one beneath the other."""
    rows = []
    top = 0
    for bar in bars:
        lines = wrap_text(bar.label, NARROWEST - text_width(bar.text) - LETTER)
        height = _LINE_HEIGHT * len(lines)
        size = bar.size or Decimal(0)
        rows.append({"top": top, "lines": lines, "text": bar.text, "size": size, "low": bar.low, "bar": top + height})
        top += height + _BAR_HEIGHT
    return _draw("scores.svg", name, title, sentence, rows=rows, height=top)


def _draw(template: str, name: str, title: str, sentence: str, **facts: object) -> Markup:
    drawn = _ENVIRONMENT.get_template(template).render(name=name, title=title, sentence=sentence, **facts)
    return Markup(drawn.strip())  # noqa: S704 — rendered with autoescape from our own templates


def _round(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"))


def list_shown(tallies: Sequence[Tally]) -> tuple[Status, ...]:
    """The statuses that occur in any of these tallies, as readers see them."""
    return tuple(status for status in DISPLAY_ORDER if any(tally.count(status) for tally in tallies))


def _legend_height(shown: Sequence[Status]) -> int:
    return _LINE_HEIGHT * -(-len(shown) // _LEGEND_COLUMNS) + 12


def _legend(shown: Sequence[Status]) -> list[dict[str, object]]:
    return [
        {
            "status": status.slug,
            "label": status.value,
            "x": place % _LEGEND_COLUMNS * 33,
            "y": place // _LEGEND_COLUMNS * _LINE_HEIGHT,
        }
        for place, status in enumerate(shown)
    ]


def _part(tally: Tally) -> list[Segment]:
    segments = []
    start = Decimal(0)
    for status in DISPLAY_ORDER:
        if count := tally.count(status):
            size = Decimal(100) * count / tally.total
            fits = text_width(str(count)) + 6 <= NARROWEST * size / 100
            segments.append(Segment(status.slug, _round(start), _round(size), str(count) if fits else ""))
            start += size
    return segments


def _stack(tally: Tally, most: int, bottom: int) -> list[dict[str, object]]:
    pieces: list[dict[str, object]] = []
    base = Decimal(bottom)
    for status in DISPLAY_ORDER:
        if count := tally.count(status):
            size = Decimal(_PLOT_HEIGHT) * count / most
            base -= size
            pieces.append({"status": status.slug, "y": _round(base), "size": _round(size)})
    return pieces


def _count(tally: Tally) -> str:
    return (
        "、".join(f"{status.value} {tally.count(status)} 项" for status in DISPLAY_ORDER if tally.count(status))
        or "没有措施"
    )


def _tell_percent(label: str, percent: Decimal | None, without: str) -> str:
    return f"{label}{without if percent is None else f' {format_number(percent)}%'}"


def _pick_labels(count: int) -> set[int]:
    """Which of ``count`` months carry a label, so that labels never touch; the newest always does."""
    step = -(-count // _MOST_LABELS) or 1
    return {place for place in range(count) if (count - 1 - place) % step == 0}


def _months_label(months: Sequence[YearMonth], place: int) -> tuple[str, ...]:
    """A month's number and, beneath, its year where it is the first labelled of that year."""
    earlier = [other for other in sorted(_pick_labels(len(months))) if other < place]
    month = months[place]
    new = not earlier or months[earlier[-1]].year != month.year
    return (f"{month.month}月", f"{month.year}年") if new else (f"{month.month}月",)


def _anchor(x: Decimal) -> str:
    return "start" if x < 8 else "end" if x > 92 else "middle"  # noqa: PLR2004 — percent from the edges


def _line(values: Sequence[Decimal | None], places: Sequence[Decimal], top: int) -> dict[str, list[object]]:
    """Points for months with a figure, and pieces between neighbours that both have one."""
    points = [
        None if value is None else Point(_round(place), _round(top + _PLOT_HEIGHT * (100 - value) / 100))
        for value, place in zip(values, places, strict=True)
    ]
    pieces: list[object] = [(a, b) for a, b in pairwise(points) if a and b]
    return {"points": [point for point in points if point], "pieces": pieces}
