"""Measures in two levels: what a table of them may say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mashang.model import Publication
from mashang.problems import Problem

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
HEADINGS = "编号|标题|领域|内容|牵头单位|完成时限|发布日期|有效性|上级任务"
TASK = "R1|惠企服务||||||{validity}|"
ITEMS = (
    "R1-1|开办|准入|开办一日办结|数据局|2026年底前|2026-01-05||R1\nR1-2|注销|准入|注销|财政局|长期坚持|2026-01-05||R1"
)
DEPARTMENTS = "编号|名称\nD01|数据局\nD02|财政局"


def type_in(check: Check, *lines: str, task: str = TASK, **more: str) -> tuple[Publication | None, list[str]]:
    """A task with two items, or other lines: what was read, and the codes of the problems."""
    rows = "\n".join([HEADINGS, task.format(validity=""), *(lines or [ITEMS])])
    publication, problems = check({"departments": DEPARTMENTS, "measures": rows, **more})
    return publication, [found.code for found in problems]


def test_a_task_needs_no_more_than_a_title(check: Check) -> None:
    """The rest comes of its items; nothing is asked for that only they can have."""
    publication, problems = type_in(check)
    assert problems == []
    assert publication
    task, *items = publication.measures
    assert (task.field, task.text, task.leads) == ("准入", "R1-1 开办\nR1-2 注销", ("D01", "D02"))
    assert [item.parent for item in items] == ["R1", "R1"]
    assert publication.items_by_task == {"R1": tuple(items)}


def test_a_task_may_have_all_that_a_measure_has(check: Check) -> None:
    """Its own lead, text and deadline stand."""
    own = "R1|惠企服务|政务环境|全程帮办|财政局|2026年底前|2026-01-05||"
    publication, problems = type_in(check, task=own)
    assert problems == []
    assert publication
    task = publication.measures[0]
    assert (task.field, task.text, task.leads) == ("政务环境", "全程帮办", ("D02",))
    assert task.deadline.written == "2026年底前"


def test_what_is_no_task_still_needs_everything(check: Check) -> None:
    """A row without items is a measure, and an item is one as well."""
    assert "required-empty" in type_in(check, ITEMS, "R2|招商||||||||")[1]
    assert "required-empty" in type_in(check, "R1-1|开办||||||2026-01-05|R1")[1]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("R2|甲|乙|丙|D01|长期坚持|2026-01-05||R9", "reference-unknown"),
        ("R2|甲|乙|丙|D01|长期坚持|2026-01-05||R2", "reference-self"),
        ("R2|甲|乙|丙|D01|长期坚持|2026-01-05||R1-1", "task-too-deep"),
    ],
)
def test_there_are_two_levels(check: Check, line: str, code: str) -> None:
    """Neither an unknown task, nor oneself, nor an item of an item."""
    assert type_in(check, ITEMS, line)[1] == [code]


def test_a_circle_is_named(check: Check) -> None:
    """Each of two that are items of one another."""
    rows = ("R2|甲|乙|丙|D01|长期坚持|2026-01-05||R3", "R3|甲|乙|丙|D01|长期坚持|2026-01-05||R2")
    assert type_in(check, ITEMS, *rows)[1] == ["task-too-deep", "task-too-deep"]


@pytest.mark.parametrize(("published", "codes"), [("2026-09-30", ["task-reported"]), ("2026-10-08", [])])
def test_items_report_from_the_month_on_in_which_they_are_published(
    check: Check, published: str, codes: list[str]
) -> None:
    """A measure that was split later keeps the reports of its own from before."""
    months = "月份|发布日期|状态\n2026-09|2026-10-05|草稿"
    reports = {"months": months, "progress/2026-09": "编号|本月进展|完成率\nR1|办了|40"}
    items = ITEMS.replace("2026-01-05", published)
    own = "R1|惠企服务|政务环境|全程帮办|财政局|2026年底前|2026-01-05||"
    assert type_in(check, items, task=own, **reports)[1] == codes


def test_items_of_a_repealed_task_are_asked_about(check: Check) -> None:
    """Either they go with it, or somebody confirms that they stay."""
    ended = TASK.format(validity="废止")
    assert type_in(check, task=ended)[1] == ["task-ended"]
    assert type_in(check, ITEMS.replace("||R1", "|废止|R1"), task=ended)[1] == []


def test_only_items_are_missed_in_reports(check: Check) -> None:
    """Who never reported is named by item."""
    months = {
        "months": "月份|发布日期|状态\n2026-09|2026-10-05|已审核",
        "progress/2026-09": "编号|本月进展|完成率\nR1-1|办|9",
    }
    assert type_in(check, **months)[1].count("measure-never-reported") == 1
