"""Where a ledger begins, which table of ours it is, and which of its rows are data."""

from __future__ import annotations

import pytest

from mashang.tables import BY_NAME
from mashang.workbooks.ledger import find_known, find_ledger, list_above, locate_ledger
from mashang.workbooks.ledger_mapping import ADOPTABLE
from tests.workbooks.sheets import make_sheet


@pytest.mark.parametrize(
    ("headings", "dataset"),
    [
        ("序号|牵头部门|任务|时限|进展情况", "progress"),
        ("任务编号|工作任务|任务类别|工作内容|牵头部门|配合部门|完成期限", "measures"),
        ("单位编号|单位名称|办公地址|联系电话|办公时间", "departments"),
        ("事项编号|政务服务事项|主管部门|承诺时限|申请材料", "matters"),
    ],
)
def test_the_headings_say_which_table_it_is(headings: str, dataset: str) -> None:
    """Offices name things alike."""
    found = find_ledger([make_sheet(headings, "1|甲|乙|丙|丁")], ADOPTABLE)
    assert found
    assert found[1].name == dataset


def test_of_headings_in_two_rows_the_lower_one_counts() -> None:
    """What draws columns together is not read; titles, groups and sums are no data."""
    sheet = make_sheet(
        "重点任务台账（2026年11月）",
        "序号|责任单位||任务|进展情况",
        "序号|牵头部门|责任人|任务|进展情况",
        "一、政务服务",
        "1|营商办|甲|证照联办|办了 3 件。",
        "合计|||1 项",
        "备注：每月 5 日前报。",
    )
    found = find_ledger([make_sheet("说明", "怎样填"), sheet], ADOPTABLE)
    assert found
    ledger = found[0]
    assert (ledger.heading_row, list(ledger.names.values())) == (3, ["序号", "牵头部门", "责任人", "任务", "进展情况"])
    assert [row.number for row in ledger.rows] == [5]
    assert [row.number for row in ledger.groups] == [4, 6, 7]
    assert [row.number for row in list_above(ledger)] == [1]
    assert locate_ledger([sheet], ["任务", "责任人"]) == ledger


def test_columns_of_one_name_are_told_apart() -> None:
    """The second bears its number."""
    found = find_ledger([make_sheet("任务|备注|进展情况|备注", "a|b|c|d")], ADOPTABLE)
    assert found
    assert list(found[0].names.values()) == ["任务", "备注", "进展情况", "备注(2)"]
    assert found[0].list_texts("备注(2)") == ("d",)


def test_nothing_like_headings_is_no_ledger() -> None:
    """Neither by proposal nor by mapping."""
    sheet = make_sheet("今天开会|明天", "好|坏")
    assert find_ledger([sheet], ADOPTABLE) is None
    assert locate_ledger([sheet], ["任务"]) is None


def test_a_heading_of_ours_goes_before_what_ledgers_say() -> None:
    """牵头单位 is the column itself, 责任部门 what ledgers call it."""
    measures = BY_NAME["measures"]
    assert [getattr(find_known(measures, one), "name", "") for one in ("牵头单位", "责任部门", "天气")] == [
        "leads",
        "leads",
        "",
    ]
