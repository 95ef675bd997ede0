"""Recognising the row of column names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mashang.checks.headings import normalise_heading, suggest_heading
from mashang.model import Publication
from mashang.problems import Problem
from mashang.tables import DATASETS, MEASURES

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
Messages = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("编号", "编号"),
        (" 编 号\n", "编号"),
        ("\u2060编\u200b号", "编号"),
        ("＊编号（必填）", "编号"),
        ("完成率（%）", "完成率"),
        ("完成率(％)(必填)*", "完成率"),
        ("目标值（单位：万元）", "目标值"),
        ("完成时限（如2026年底前）", "完成时限"),
        ("本月进展（限200字）", "本月进展"),
        ("本月进展（必填）（不超过200字）", "本月进展"),
        ("本月进展（200字以内）", "本月进展"),
        ("完成率（上月）", "完成率(上月)"),
        ("（必填）", "(必填)"),
    ],
)
def test_headings_are_compared_without_their_trimmings(text: str, plain: str) -> None:
    """Marks of duty, units and examples fall away; a remark that changes the meaning stays."""
    assert normalise_heading(text) == plain


def test_every_heading_and_synonym_is_known_once_normalised() -> None:
    """A synonym never takes a heading away from its own column."""
    for dataset in DATASETS:
        for column in dataset.columns:
            assert suggest_heading(dataset, column.heading) == column.heading


def test_the_nearest_heading_is_suggested() -> None:
    """A slip in one character beats a shorter word; what is near to nothing gets no suggestion."""
    assert suggest_heading(MEASURES, "目标职") == "目标值"
    assert suggest_heading(MEASURES, "牵头单为") == "牵头单位"
    assert suggest_heading(MEASURES, "天气") == ""


def test_an_alien_heading_lists_what_is_possible(messages: Messages) -> None:
    """Without a near heading the message names all that the table knows."""
    assert messages({"departments": "编号|名称|简称|天气\nD01|明川县数据局|数据局|晴"}) == [
        (
            "content/departments.xlsx · 表“表1” · D1：不认识列名“天气”。"
            "可用的列名：编号、名称、简称、地址、职能、电话、工作时间。不需要就删掉这一列。 [heading-unknown]"
        )
    ]


def test_order_synonyms_and_trimmings_make_no_difference(check: Check) -> None:
    """The same table with other column order, synonyms, titles and notes gives the same publication."""
    plain, _ = check()
    other, problems = check(
        {
            "measures": """
                明川县优化营商环境措施清单
                填报单位：县数据局 | | 日期：2026年1月
                发布日期 | 责任单位（必填） | * 措施编号 | 具体内容 | 完成时间 | 所属领域 | 措施\\n名称
                2026年1月5日 | D01 | Ｍ０１ | 开办企业全程网办 | 2026年底前 | 市场准入 | 全程网办
                发布日期 | 责任单位（必填） | * 措施编号 | 具体内容 | 完成时间 | 所属领域 | 措施\\n名称
                | | | | | |
                注：以文件为准。
                填表人：张三 | | 审核人：李四
                """,
        }
    )
    assert problems == ()
    assert plain is not None
    assert other == plain


def test_misspelt_headings_are_named_even_when_none_is_right(messages: Messages) -> None:
    """Two near misses still make a heading row, so each can be named with its remedy."""
    found = [message for message in messages({"departments": "编码|名秤\nD01|明川县数据局"}) if "不认识" in message]
    where = "content/departments.xlsx · 表“表1” · "
    assert found == [
        f"{where}A1：不认识列名“编码”。是不是“编号”？改成它，或删掉这一列。 [heading-unknown]",
        f"{where}B1：不认识列名“名秤”。是不是“名称”？改成它，或删掉这一列。 [heading-unknown]",
    ]


def test_a_misspelt_required_heading_is_reported_once(check: Check) -> None:
    """It is named with its right spelling; that the right one is missing goes without saying."""
    _, problems = check({"departments": "编号|名秤|简称\nD01|明川县数据局|数据局"})
    assert [found.code for found in problems if found.code.startswith("heading")] == ["heading-unknown"]


def test_a_heading_of_two_lines_is_quoted_on_one(messages: Messages) -> None:
    """A message keeps to its lines."""
    (said,) = messages({"departments": "编号|名称|简称|本月\\n天气\nD01|明川县数据局|数据局|晴"})
    assert "不认识列名“本月 天气”。" in said
