"""Charts: well-formed, complete in what they draw and say, and never clipped."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mashang.derived import MonthChanges, Status
from mashang.pages.charts import (
    DISPLAY_ORDER,
    NARROWEST,
    draw_month_columns,
    draw_progress,
    draw_rating_levels,
    draw_status_bars,
    text_width,
    wrap_text,
)
from mashang.periods import YearMonth
from tests.pages.reading_county import month, standing, tally

SVG = "{http://www.w3.org/2000/svg}"
COUNTS = st.lists(st.integers(0, 400), min_size=9, max_size=9)


def parse(drawn: Markup) -> ET.Element:
    """Read the picture as XML, so that it must be well-formed."""
    return ET.fromstring(drawn)  # noqa: S314 — our own drawing


def texts(drawn: Markup) -> list[str]:
    """All letters in the picture, from top to bottom of its markup."""
    return ["".join(element.itertext()) for element in parse(drawn).iter(f"{SVG}text")]


def months(count: int) -> list[YearMonth]:
    """So many months from November 2025 on."""
    found = [YearMonth(2025, 11)]
    while len(found) < count:
        found.append(found[-1].following)
    return found


def test_every_chart_is_named_and_described() -> None:
    """A picture has the role of one, a title, and a sentence with all figures."""
    drawn = parse(draw_status_bars("all", "各状态项数", [tally(2, 1, 0, 0, 0, 0, 4, 0, 0, label="全部")]))
    assert drawn.get("role") == "img"
    assert drawn.get("aria-labelledby") == "all-t all-d"
    assert drawn.findtext(f"{SVG}title") == "各状态项数"
    assert drawn.findtext(f"{SVG}desc") == "全部：已完成 2 项、按期推进 4 项、已逾期 1 项"


def test_labels_are_escaped() -> None:
    """A cell's text never becomes markup."""
    drawn = draw_status_bars("x", "<b>&", [tally(1, 0, 0, 0, 0, 0, 0, 0, 0, label="<script>")])
    assert "<script>" not in drawn
    assert "<script>" in texts(drawn)


@given(counts=COUNTS)
def test_parts_of_a_bar_make_the_whole(counts: list[int]) -> None:
    """The parts stand edge to edge, fill the bar, and there is one for each status that occurs."""
    drawn = parse(draw_status_bars("x", "t", [tally(*counts)]))
    parts = [element for element in drawn.iter(f"{SVG}rect") if "c-gap" in element.get("class", "")]
    sizes = [Decimal(element.get("width", "").rstrip("%")) for element in parts]
    assert len(parts) == sum(count > 0 for count in counts)
    if parts:
        assert abs(sum(sizes, Decimal(-100))) <= Decimal("0.4")
        assert parts[0].get("x") == "0.0%"
    order = [element.get("class", "").split()[0].removeprefix("c-") for element in parts]
    assert order == [s.slug for s in DISPLAY_ORDER if counts[list(Status).index(s)]]


@given(counts=st.lists(COUNTS, min_size=1, max_size=40))
def test_columns_stand_on_the_ground_and_reach_their_number(counts: list[list[int]]) -> None:
    """No column is higher than the plot, and their heights keep the proportion of their totals."""
    shown = [
        month(each, (), tally(*numbers), MonthChanges())
        for each, numbers in zip(months(len(counts)), counts, strict=True)
    ]
    drawn = parse(draw_month_columns("x", "t", shown))
    heights: dict[str, Decimal] = {}
    for element in drawn.iter(f"{SVG}rect"):
        if "c-gap" in element.get("class", ""):
            x = element.get("x", "")
            heights[x] = heights.get(x, Decimal(0)) + Decimal(element.get("height", ""))
            assert Decimal(element.get("y", "")) >= 0
    most = max(sum(numbers) for numbers in counts)
    wanted = sorted(Decimal(180) * sum(numbers) / most for numbers in counts if sum(numbers)) if most else []
    assert len(heights) == len(wanted)
    for height, expected in zip(sorted(heights.values()), wanted, strict=True):
        assert abs(height - expected) <= Decimal("0.5")


@pytest.mark.parametrize("count", [1, 2, 6, 7, 12, 13, 36, 60])
def test_month_labels_never_touch(count: int) -> None:
    """On the narrowest phone the labels of the months keep apart, and the newest month has one."""
    drawn = draw_month_columns(
        "x", "t", [month(each, (), tally(1, *[0] * 8), MonthChanges()) for each in months(count)]
    )
    labels = [
        (Decimal(element.get("x", "").rstrip("%")) * NARROWEST / 100, text_width("".join(element.itertext())))
        for element in parse(drawn).iter(f"{SVG}text")
        if re.fullmatch("[0-9]+(月|年)", "".join(element.itertext()))
    ]
    places = sorted({(x, max(width for other, width in labels if other == x)) for x, _ in labels})
    for (left, wide), (right, wide_too) in pairwise(places):
        assert right - left >= (wide + wide_too) / 2
    newest = months(count)[-1]
    assert f"{newest.month}月" in texts(drawn)


def test_a_month_without_a_figure_leaves_a_gap() -> None:
    """No point and no line is invented where nothing was reported."""
    given_months = [
        standing("M9", YearMonth(2026, 6), Status.ON_TRACK, "10", "20"),
        standing("M9", YearMonth(2026, 7), Status.NOT_REPORTED, "", "30"),
        standing("M9", YearMonth(2026, 8), Status.ON_TRACK, "30", "40"),
        standing("M9", YearMonth(2026, 9), Status.ON_TRACK, "100", "50"),
    ]
    drawn = parse(draw_progress("p", "完成率", given_months))
    dots = [element for element in drawn.iter(f"{SVG}circle") if "%" in element.get("cx", "")]
    lines = [element for element in drawn.iter(f"{SVG}line") if element.get("class") == "c-actual"]
    assert [element.get("cy") for element in dots] == ["216.0", "180.0", "54.0"]
    assert len([line for line in lines if "%" in line.get("x1", "")]) == 1
    assert "2026年7月：完成率未报、时间进度 30%" in (drawn.findtext(f"{SVG}desc") or "")


def test_a_measure_without_a_deadline_has_no_line_of_time() -> None:
    """Neither in the drawing nor in its legend, nor in the sentence; one that got its deadline later has both."""
    lasting = [standing("M9", YearMonth(2026, month), Status.LASTING, "10", "") for month in (6, 7)]
    alone = draw_progress("p", "完成率", lasting)
    assert "时间进度" not in alone
    assert "c-expected" not in alone
    later = draw_progress("p", "完成率", [*lasting, standing("M9", YearMonth(2026, 8), Status.ON_TRACK, "30", "40")])
    assert "2026年6月：完成率 10%、时间进度不计" in (parse(later).findtext(f"{SVG}desc") or "")
    assert int(parse(later).get("height", "0")) - int(parse(alone).get("height", "0")) == 22


def test_rating_levels_show_number_and_share() -> None:
    """Five rows, best first; the lowest two are marked as bad."""
    drawn = draw_rating_levels("r", "评价", (60, 25, 10, 4, 1))
    assert texts(drawn)[:2] == ["非常满意", "60（60%）"]
    bars = [element for element in parse(drawn).iter(f"{SVG}rect") if element.get("class") != "c-rail"]
    assert [bar.get("class") for bar in bars] == ["c-bar"] * 3 + ["c-bar-low"] * 2
    assert [bar.get("width") for bar in bars] == ["60%", "25%", "10%", "4%", "1%"]


def test_no_ratings_no_division() -> None:
    """Without ratings every row says nought."""
    assert texts(draw_rating_levels("r", "评价", (0, 0, 0, 0, 0)))[1::2] == ["0"] * 5


@given(text=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x9FFF), min_size=1), room=st.integers(14, 400))
def test_wrapped_lines_keep_every_letter_and_fit(text: str, room: int) -> None:
    """Nothing is lost at a break, and no line is wider than its room."""
    lines = wrap_text(text, room)
    assert "".join(lines) == text
    assert all(text_width(line) <= room for line in lines)


def test_long_names_wrap_before_they_reach_the_number() -> None:
    """A department's long name takes two lines rather than running under its total."""
    name = "明川县地方金融监督管理和上市企业服务中心（金融工作专班）"
    lines = texts(draw_status_bars("x", "t", [tally(12, 0, 0, 0, 0, 0, 0, 0, 0, label=name)]))
    assert "".join(lines[1:3]) == name
    assert max(text_width(line) for line in lines[1:3]) + text_width("12 项") < NARROWEST


def test_charts_stay_small() -> None:
    """A chart of twelve months is under twelve kilobytes."""
    counts = tally(*[3] * 7, 0, 0)
    drawn = draw_month_columns("x", "t", [month(each, (), counts, MonthChanges()) for each in months(12)])
    assert len(drawn.encode()) < 12_000
