"""Which rows of a ledger go into our table, and what is said of the others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mashang.checks.sheets import Table, check_sheets
from mashang.checks.values import Record, read_records
from mashang.problems import RequestError
from mashang.raw import SourceTable
from mashang.tables import MATTERS
from mashang.workbooks.ledger_merge import check_names, merge_rows
from tests.workbooks.sheets import KNOWN, make_sheet

HEADINGS = "编号|名称|单位|时限"


def read(*rows: str, file: str = "台账.xlsx") -> tuple[Table, Sequence[Record]]:
    """A table of matters."""
    table, _ = check_sheets(SourceTable("matters", (), file, (make_sheet(HEADINGS, *rows, file=file),)), MATTERS)
    assert table
    return table, read_records(table)[0]


def test_new_rows_are_added_and_empty_cells_filled() -> None:
    """What says the same in other words stays as it is."""
    present, _ = read("A|开办|营商办|", "B|变更|D1|3 天", file="content/matters.xlsx")
    _, records = read("A|开办|营商办|1 天", "B|变更|营商办|3 天", "C|注销|工信局|")
    merge = merge_rows(records, (), present, KNOWN, ())
    assert merge.changes == {2: {"time_limit": "1 天"}, 4: {"id": "C", "name": "注销", "department": "工信局"}}
    assert (merge.keys, merge.same, merge.problems) == (("A", "C"), 1, ())


def test_what_differs_is_named_and_stays_unless_it_is_asked_for() -> None:
    """Nothing is overwritten without saying so."""
    present, _ = read("A|开办|营商办|1 天", file="content/matters.xlsx")
    _, records = read("A|开办|工信局|2 天")
    merge = merge_rows(records, (), present, KNOWN, ())
    (found,) = merge.problems
    assert not merge.changes
    assert f"{found.where}：{found.sentence}{found.mend}" == (
        "台账.xlsx · 表“调度” · 第 2 行：“A”在 content/matters.xlsx 里已经有不同的内容（单位、时限），没有改动它。"
        "确实以台账为准，就加上 --replace A 再运行一次。"
    )
    replaced = merge_rows(records, (), present, KNOWN, ("A",))
    assert replaced.changes == {2: {"department": "工信局", "time_limit": "2 天"}}


def test_faulty_rows_stay_out() -> None:
    """Unknown departments, two rows of one key."""
    _, records = read("A|开办|商务局|", "B|变更|营商办|", "B|又变更|营商办|", "C|注销|营商办|")
    wrong = tuple(check_names(records, MATTERS, KNOWN))
    assert [(one.code, one.where.row) for one in wrong] == [
        ("reference-unknown", 2),
        ("row-twice", 3),
        ("row-twice", 4),
    ]
    merge = merge_rows(records, wrong, None, KNOWN, ())
    assert (merge.keys, merge.faulty) == (("C",), 3)


def test_notes_below_the_data_are_not_written_over() -> None:
    """It says how much room is wanted."""
    present, _ = read("A|开办|营商办|1 天", "注：以上事项全年有效。", file="content/matters.xlsx")
    _, records = read("C|注销|营商办|")
    with pytest.raises(RequestError, match="请在说明上面插入 1 个空行"):
        merge_rows(records, (), present, KNOWN, ())
