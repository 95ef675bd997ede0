"""A ledger's rows under our headings, with the addresses that they have in the ledger; and ours under theirs."""

from __future__ import annotations

import io

import openpyxl

from mashang.checks.sheets import check_sheets
from mashang.raw import SourceTable
from mashang.tables import BY_NAME, MEASURES, PROGRESS
from mashang.workbooks.ledger import find_ledger
from mashang.workbooks.ledger_mapping import LedgerMapping
from mashang.workbooks.ledger_translation import Translated, render_ledger, translate_ledger
from tests.workbooks.sheets import KNOWN, make_sheet

FILE = "site_config/mappings/m.yml"


def translate(mapping: LedgerMapping, *rows: str) -> Translated:
    """A ledger by a mapping."""
    found = find_ledger([make_sheet(*rows)], [mapping.dataset])
    assert found
    return translate_ledger(found[0], mapping, KNOWN, FILE)


def show(made: Translated) -> list[list[str]]:
    """The texts row by row."""
    return [[cell.text for cell in row.cells] for row in made.table.rows]


MONTHLY = LedgerMapping(
    PROGRESS,
    (("序号", ""), ("任务", "title"), ("牵头部门", "lead"), ("状态", "written_status"), ("进展情况", "text")),
    {"written_status": {"在干": "推进中"}, "title": {"联办": "证照联办", "别的": "不用"}},
)


def test_rows_are_named_by_the_titles_of_measures() -> None:
    """Words are translated; what only is compared is left out; a row that is not wanted is counted."""
    made = translate(
        *(MONTHLY, "台账", "序号|任务|牵头部门|状态|进展情况"),
        *("1|联办|营商办|在干|好。", "2|别的|营商办|在干|好。", "3|上门服务|工信局|已完成|完了。"),
    )
    assert show(made) == [
        ["台账"],
        ["标题", "状态", "本月进展", "编号"],
        ["证照联办", "推进中", "好。", "M01"],
        ["上门服务", "已完成", "完了。", "M02"],
    ]
    assert (made.left_out, made.problems) == (1, ())
    assert [(cell.row, cell.column) for cell in made.table.rows[3].cells][:2] == [(5, 2), (5, 4)]


def test_a_title_that_names_no_measure_is_named() -> None:
    """With the nearest, and what to write into the mapping."""
    made = translate(MONTHLY, "序号|任务|牵头部门|状态|进展情况", "1|上门服物|工信局|已完成|完了。")
    (found,) = made.problems
    assert f"{found.where}：{found.sentence}{found.mend}" == (
        "台账.xlsx · 表“调度” · B2：措施清单里没有“上门服物”，这一行没有收。"
        "是不是“上门服务”？写法不同的，在 site_config/mappings/m.yml 里加一条："
        "我们的列: 标题，台账写: 上门服物，改成: 措施的标题（不收就写“不用”）。"
    )


def test_a_column_that_is_gone_is_named() -> None:
    """A ledger whose heading has changed is not read by guessing."""
    made = translate(MONTHLY, "序号|任务|牵头部门|进展情况", "1|联办|营商办|好。")
    (found,) = made.problems
    assert f"{found.where}：{found.sentence}{found.mend}" == (
        "台账.xlsx · 表“调度” · 第 1 行：台账里没有“状态”这一列，对应表却要用它。"
        "列名改了，就在 site_config/mappings/m.yml 里把“状态”改成新的；不再有这一列，“对应”改写“不用”。"
    )


def test_a_column_that_fills_two_keeps_its_address() -> None:
    """Problems with the second are shown where the text stands in the ledger."""
    columns = (("编号", "id"), ("任务", "title"), ("任务", "text"), ("牵头单位", "leads"))
    made = translate(LedgerMapping(MEASURES, columns, {}, {"field": "综合"}), "编号|任务|牵头单位", "A|甲|县营商办")
    assert show(made)[1] == ["A", "甲", "营商办", "甲", "综合"]
    assert made.borrowed == {"A": "A", "B": "B", "D": "B", "C": "C", "E": ""}


def test_our_table_is_written_under_their_headings() -> None:
    """In their order and words; rows are numbered; a text that looks like a formula is none; what we lack is told."""
    ours = make_sheet("编号|标题|状态|本月进展", "M01|证照联办|推进中|=1+1", "M02|上门服务|推进中|好。")
    table, _ = check_sheets(SourceTable("progress", (), "p", (ours,)), BY_NAME["progress"])
    assert table
    data, empty = render_ledger(table, MONTHLY, "导入")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
        ["序号", "任务", "牵头部门", "状态", "进展情况"],
        ["1", "联办", None, "在干", "=1+1"],
        ["2", "上门服务", None, "在干", "好。"],
    ]
    assert sheet["E2"].data_type == "s"
    assert empty == ("牵头部门",)
