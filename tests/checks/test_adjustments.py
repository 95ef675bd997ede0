"""Adjustments of measures: how their values are read, and what held in each month."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from mashang.model import Publication, Validity
from mashang.periods import YearMonth
from mashang.problems import Problem
from mashang.records import find_terms

Publish = Callable[[dict[str, str]], Publication]
Messages = Callable[..., list[str]]

_HEAD = "措施编号|栏目|调整前|调整后|生效月份|批准单位|批准日期|原因"
_MEASURES = "编号|标题|领域|内容|牵头单位|完成时限|发布日期|配合单位|目标值|基准值|有效性"
_DEPARTMENTS = "编号|名称|简称\nD01|明川县数据局|数据局\nD02|明川县财政局|财政局"
AUGUST, SEPTEMBER, OCTOBER, NOVEMBER = (YearMonth(2026, month) for month in (8, 9, 10, 11))


@pytest.fixture(scope="module")
def publish(check: Callable[..., tuple[Publication | None, tuple[Problem, ...]]]) -> Publish:
    """The publication of a county without errors."""

    def run(tables: dict[str, str]) -> Publication:
        facts, problems = check(tables)
        assert facts is not None, problems
        return facts

    return run


_MEASURE = "M01|全程网办|市场准入|内容|财政局|2027年3月底前|2026-01-05||||有效"


def adjust(rows: str, measure: str = _MEASURE) -> dict[str, str]:
    """The tables of a county with one measure and these adjustments, each 栏目|调整前|调整后|生效月份."""
    lines = [f"M01|{row}|县政府|{row[-7:]}-01|另有安排" for row in rows.splitlines()]
    months = "月份|发布日期|状态\n" + "\n".join(f"2026-{month:02}|2026-{month + 1:02}-05|草稿" for month in (8, 9, 10))
    return {
        "departments": _DEPARTMENTS,
        "measures": f"{_MEASURES}\nM00|开办|市场准入|内容|数据局|2027年底前|2026-01-05||||\n{measure}",
        "months": months,
        "adjustments": "\n".join((_HEAD, *lines)),
    }


def test_each_month_has_the_terms_of_then(publish: Publish) -> None:
    """A deadline put off twice: every month's end knows the one in force, and the table the last one."""
    facts = publish(adjust("完成时限|2026年8月底前|2026-12-31|2026-09\n完成时限|2026年底前|2027-03-31|2026-11"))
    written = {
        month: facts.as_of(month).measure_by_id["M01"].deadline.written
        for month in (AUGUST, SEPTEMBER, OCTOBER, NOVEMBER)
    }
    assert written == {
        AUGUST: "2026年8月底前",
        SEPTEMBER: "2026年底前",
        OCTOBER: "2026年底前",
        NOVEMBER: "2027年3月底前",
    }


@pytest.mark.parametrize(
    ("row", "name", "old"),
    [
        ("标题|全网办|全程网办", "title", "全网办"),
        ("牵头单位|数据局|明川县财政局", "leads", ("D01",)),
        ("配合单位|数据局、财政局|", "supporting", ("D01", "D02")),
        ("完成时限|长期坚持|2027-03-31", "deadline", "长期坚持"),
        ("完成时限||2027-03-31", "deadline", "文件未定时限"),
        ("量化目标|办结 100 件|", "target_text", "办结 100 件"),
        ("有效性|失效|有效", "validity", Validity.EXPIRED),
    ],
)
def test_a_value_reads_as_its_column(publish: Publish, row: str, name: str, old: object) -> None:
    """Departments by any of their names, deadlines as people write them, an empty cell for nothing."""
    facts = publish(adjust(f"{row}|2026-10"))
    before = getattr(facts.as_of(SEPTEMBER).measure_by_id["M01"], name)
    assert getattr(before, "written", before) == old
    assert facts.as_of(OCTOBER).measures == facts.measures


def test_a_report_is_measured_by_the_target_of_its_month(publish: Publish) -> None:
    """With the target raised from 100 to 200, what was half in September is a quarter in October."""
    tables = adjust("目标值|100|200|2026-10", "M01|全程网办|市场准入|内容|财政局|2027年3月底前|2026-01-05||200|0|有效")
    report = "编号|当前值|本月进展|存在问题\nM01|50|进展|目标提高了"
    facts = publish(tables | {f"progress/{month}": report for month in (SEPTEMBER, OCTOBER)})
    assert [report.percent for report in facts.reports] == [Decimal(50), Decimal(25)]


def test_a_sheet_of_a_past_month_names_who_led_then(messages: Messages) -> None:
    """The lead department and the title that a month's sheet repeats are held against those of its month."""
    tables = adjust("牵头单位|数据局|财政局|2026-10\n标题|全网办|全程网办|2026-10")
    sheet = "编号|标题|牵头单位|完成率|本月进展\nM01|{}|{}|50|进展"
    past, now = sheet.format("全网办", "数据局"), sheet.format("全程网办", "财政局")
    assert not [text for text in messages(tables | {f"progress/{SEPTEMBER}": past}) if "differs" in text]
    assert not [text for text in messages(tables | {f"progress/{OCTOBER}": now}) if "differs" in text]
    assert [text for text in messages(tables | {f"progress/{OCTOBER}": past}) if "title-differs" in text]


def test_dropped_and_repealed_measures_count_until_then(publish: Publish) -> None:
    """From the month of the adjustment on they are not there; nor is one before it was put on the list."""
    dropped = publish(adjust("列入|列入|不列入|2026-10"))
    assert [len(dropped.as_of(month).measures) for month in (SEPTEMBER, OCTOBER, NOVEMBER)] == [2, 1, 1]
    assert [measure.ended for measure in dropped.measures] == ["", "取消"]
    added = publish(adjust("列入|不列入|列入|2026-10"))
    assert [len(added.as_of(month).measures) for month in (SEPTEMBER, OCTOBER)] == [1, 2]
    repealed = publish(adjust("有效性|有效|废止|2026-10", _MEASURE.replace("有效", "废止")))
    assert [len(repealed.as_of(month).measures) for month in (SEPTEMBER, OCTOBER)] == [2, 1]


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        ("完成时限|明年|2027年3月底前|2026-10", "deadline-unclear", "C2（调整前）"),
        ("牵头单位||财政局|2026-10", "required-empty", "C2（调整前）"),
        ("牵头单位|审计局|财政局|2026-10", "reference-unknown", "C2（调整前）"),
        ("列入|列入|取消|2026-10", "choice-unknown", "D2（调整后）"),
        ("目标值|五|6|2026-10", "number-not-number", "C2（调整前）"),
    ],
)
def test_what_cannot_be_read_is_named_at_its_cell(messages: Messages, rows: str, code: str, cell: str) -> None:
    """Each value is held to the column that is adjusted."""
    (text,) = messages(adjust(rows))
    assert f" · {cell}" in text
    assert text.endswith(f"[{code}]")


def test_what_means_the_same_is_no_difference(messages: Messages) -> None:
    """A deadline written another way, a name instead of a number, departments in another order."""
    measure = "M01|全程网办|市场准入|内容|财政局|2027年3月底前|2026-01-05|数据局、财政局|||有效"
    rows = "牵头单位|D01|明川县财政局|2026-10\n完成时限|2026年底前|2027-03-31|2026-10\n配合单位||财政局、D01|2026-10"
    assert messages(adjust(rows, measure)) == []


def test_the_order_of_those_who_lead_is_a_change(messages: Messages) -> None:
    """The first one is asked: swapping two is an adjustment, and the table must have the order of the last one."""
    swapped = "牵头单位|数据局、财政局|财政局、数据局|2026-10"
    measure = "M01|全程网办|市场准入|内容|{}|2027年3月底前|2026-01-05||||有效"
    assert messages(adjust(swapped, measure.format("财政局、数据局"))) == []
    (text,) = messages(adjust(swapped, measure.format("数据局、财政局")))
    assert text.endswith("[adjustment-new-differs]")


def test_a_report_on_what_does_not_count_any_more_is_told(messages: Messages) -> None:
    """From the month of its end on; before it was put on the list as well."""
    report = "编号|完成率|本月进展|状态\nM01|50|进展|"
    ended = adjust("有效性|有效|废止|2026-10", _MEASURE.replace("有效", "废止"))
    assert messages({**ended, f"progress/{SEPTEMBER}": report}) == []
    dropped, added = adjust("列入|列入|不列入|2026-10"), adjust("列入|不列入|列入|2026-11")
    for tables, why in ((ended, "已经废止"), (dropped, "已经取消"), (added, "还没有列入")):
        (text,) = messages({**tables, f"progress/{OCTOBER}": report})
        assert f"措施 M01 到2026年10月底{why}，" in text


def test_only_adjusted_measures_are_looked_at() -> None:
    """Without adjustments nothing differs from the table."""
    assert find_terms((), SEPTEMBER, {}) == {}
