"""Grids, enterprises, windows, matters, departments and lists as they come out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mashang.model import Enterprise, Grid, ListEdition, ListEntry, ListKind, Matter, NamedList, Publication, Window
from mashang.problems import Problem

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
GRIDS = "编号|名称|层级|上级网格\nG1|全县|一级|\nG2|城东街道|二级|全县\nG3|一组|三级|G2"


def facts(found: tuple[Publication | None, tuple[Problem, ...]]) -> Publication:
    """The publication of a check that found nothing wrong."""
    publication, problems = found
    assert problems == ()
    assert publication is not None
    return publication


def test_grids_and_enterprises(check: Check) -> None:
    """A grid names its parent by id or name; an enterprise is in use unless it says 停用."""
    publication = facts(
        check(
            {
                "grids": GRIDS,
                "enterprises": """
                    编号 | 名称 | 统一社会信用代码 | 网格 | 状态
                    E1 | 甲公司 | 91350100M000100Y43 | 一组 |
                    E2 | 乙公司 | | G3 | 停用
                    """,
            }
        )
    )
    assert publication.grids == (
        Grid("G1", "全县", 1),
        Grid("G2", "城东街道", 2, parent="G1"),
        Grid("G3", "一组", 3, parent="G2"),
    )
    assert publication.enterprises == (
        Enterprise("E1", "甲公司", "91350100M000100Y43", "G3"),
        Enterprise("E2", "乙公司", "", "G3", active=False),
    )


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("G1|甲|一级|G2\nG2|乙|二级|G1", "grid-level-wrong"),
        ("G1|甲|二级|G2\nG2|乙|二级|G1", "grid-level-wrong"),
        ("G1|甲|一级|\nG2|乙|三级|G1", "grid-level-wrong"),
        ("G1|甲|二级|", "required-empty"),
        ("G1|甲|一级|G9", "reference-unknown"),
    ],
)
def test_no_circle_and_no_gap_among_grids(check: Check, rows: str, code: str) -> None:
    """A parent is exactly one level wider; two grids that name each other are caught by that."""
    publication, problems = check({"grids": f"编号|名称|层级|上级网格\n{rows}"})
    assert publication is None
    assert code in {found.code for found in problems}


def test_two_enterprises_with_one_credit_code(check: Check) -> None:
    """A 统一社会信用代码 belongs to one enterprise."""
    rows = "E1|甲公司|91350100M000100Y43\nE2|乙公司|91350100m000100y43"
    _, problems = check({"enterprises": f"编号|名称|统一社会信用代码\n{rows}"})
    assert [(found.code, found.where.row, found.where.column) for found in problems] == [("row-twice", 3, "C")]


def test_windows_and_matters(check: Check) -> None:
    """Departments are found by short name; several things in one cell come apart."""
    publication = facts(
        check(
            {
                "windows": """
                    编号 | 名称 | 大厅 | 单位 | 办理事项 | 状态 | 电话
                    W01 | 企业开办 | 政务大厅 | 数据局 | 设立登记、变更登记 | 停用 | 0000-8000100
                    """,
                "matters": """
                    编号 | 名称 | 单位 | 材料 | 时限 | 流程 | 网办链接
                    X1 | 设立登记 | D01 | 申请书；章程 | 1 个工作日 | 1.受理\\n2.发照 | https://www.example.com/x
                    """,
            }
        )
    )
    assert publication.windows == (
        Window("W01", "企业开办", "政务大厅", "D01", "", ("设立登记", "变更登记"), active=False, phone="0000-8000100"),
    )
    assert publication.matters == (
        Matter(
            "X1", "设立登记", "D01", ("申请书", "章程"), "1 个工作日", ("受理", "发照"), "https://www.example.com/x"
        ),
    )


def test_lists_have_their_editions_oldest_first(check: Check) -> None:
    """Whatever the order of the files, the editions follow the calendar."""
    publication = facts(
        check(
            {
                "lists/plus/list": "名称|类型|发布机构|说明\n县正面清单|正面清单|数据局|说明",
                "lists/plus/2026-03-01": "条目编号|内容\nZ1|新",
                "lists/plus/2025-03-01": "条目编号|内容\nZ1|旧",
            }
        )
    )
    assert publication.lists == (
        NamedList(
            "plus",
            "县正面清单",
            ListKind.POSITIVE,
            "D01",
            "说明",
            "",
            (
                ListEdition(date(2025, 3, 1), (ListEntry("Z1", "旧"),)),
                ListEdition(date(2026, 3, 1), (ListEntry("Z1", "新"),)),
            ),
        ),
    )


def test_an_edition_of_tomorrow_is_refused(check: Check) -> None:
    """The file's name is a date of publication."""
    _, problems = check(
        {"lists/plus/list": "名称|类型|发布机构\n甲|正面清单|D01", "lists/plus/2026-11-21": "条目编号|内容\nZ1|新"}
    )
    assert [(found.code, found.where.file) for found in problems] == [
        ("date-in-future", "content/lists/plus/2026-11-21.xlsx")
    ]
