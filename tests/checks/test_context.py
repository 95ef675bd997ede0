"""What the checks of one table need of the others: its rows, whom its names mean, and which day it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mashang.checks.content import check_content
from mashang.checks.context import CheckContext, check_not_future, resolve_all
from mashang.raw import RawContent, SourceTable
from tests.checks.conftest import SETTINGS, TODAY, inline_table

DEPARTMENTS = "编号|名称\nD01|数据局\nD02|财政局"
MEASURES = "编号|标题|领域|内容|牵头单位|配合单位|完成时限|发布日期\nM01|甲|乙|丙|D01|{supporting}|长期|2026-01-05"


def look(supporting: str = "", *more: SourceTable) -> CheckContext:
    """The context of a county of one measure."""
    drawn = {"departments": DEPARTMENTS, "measures": MEASURES.format(supporting=supporting)}
    tables = [
        SourceTable(name, (), f"content/{name}.xlsx", (inline_table(text, f"content/{name}.xlsx"),))
        for name, text in drawn.items()
    ]
    return check_content(RawContent((*tables, *more), ()), SETTINGS, {}, TODAY).context


def edition(day: str, rows: str) -> SourceTable:
    """An edition of a list."""
    file = f"content/lists/plus/{day}.xlsx"
    tables = (inline_table(f"条目编号|内容\n{rows}", file),) if rows else ()
    return SourceTable("list-edition", ("plus", day), file, tables)


def test_rows_come_in_the_order_of_the_files() -> None:
    """All files of a dataset count as one table; what is not there has no rows."""
    context = look("", edition("2026-03-01", "1|甲\n2|乙"), edition("2026-06-01", "1|丙"))
    assert [record.text("text") for record in context.records("list-edition")] == ["甲", "乙", "丙"]
    assert context.records("windows") == ()


def test_one_broken_file_makes_a_dataset_unreadable() -> None:
    """Others stay readable, also those of which there is no file."""
    context = look("", edition("2026-03-01", "1|甲"), edition("2026-06-01", ""))
    assert not context.readable("list-edition")
    assert not context.readable("measures", "list-edition")
    assert context.readable("measures", "windows")
    assert str(context.sources["list-edition"][1].where) == "content/lists/plus/2026-06-01.xlsx"


@pytest.mark.parametrize(
    ("cell", "ids", "unknown"),
    [
        ("", (), []),
        ("财政局", ("D02",), []),
        ("D02、数据局、财政局", ("D02", "D01"), []),
        ("税务局、数据局、审计局", ("D01",), ["税务局", "审计局"]),
    ],
)
def test_names_of_a_cell_become_ids(cell: str, ids: tuple[str, ...], unknown: list[str]) -> None:
    """Each once, in the order of the cell; every name that means nobody is a problem of its own."""
    context = look(cell)
    found, problems = resolve_all(context.departments, context.records("measures")[0], "supporting")
    assert found == ids
    assert [problem.code for problem in problems] == ["reference-unknown"] * len(unknown)
    assert all(name in problem.sentence for name, problem in zip(unknown, problems, strict=True))


@pytest.mark.parametrize("days", [0, 1])
def test_today_is_not_the_future(days: int) -> None:
    """A date is in the future from tomorrow on; a column that is empty has no date at all."""
    record = look().records("measures")[0]
    today = date(2026, 1, 5) - timedelta(days=days)
    found = [
        (problem.code, str(problem.where)) for problem in check_not_future(record, ("published_on", "made_on"), today)
    ]
    place = "content/measures.xlsx · 表“表1” · H2（发布日期）"
    assert found == [("date-in-future", place)] * days
