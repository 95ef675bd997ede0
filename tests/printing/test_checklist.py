"""张贴核查表: every placard that should hang, where, and what must come down."""

from __future__ import annotations

import csv
import dataclasses
import io
from datetime import date

from bench.paper import read_sheet
from mashang.codes.ledger import Ledger, replace_code, withdraw_code
from mashang.model import CodeKind
from mashang.printing.checklist import (
    CheckRow,
    derive_checklist,
    derive_withdrawals,
    format_checklist,
    render_checklist,
)
from tests.printing.print_county import LEDGER, PUBLICATION, SETTINGS, make_placards


def make_rows() -> tuple[CheckRow, ...]:
    """A row for everything in the small county."""
    return derive_checklist(make_placards(), PUBLICATION)


def make_withdrawals() -> tuple[Ledger, tuple[CheckRow, ...]]:
    """The first window's code replaced, the second's withdrawn, the third's window closed."""
    replaced, withdrawn, *_ = [code.code for code in LEDGER.codes]
    ledger = withdraw_code(replace_code(LEDGER, replaced, "", date(2026, 6, 1), ""), withdrawn, "被涂改")
    closed = dataclasses.replace(PUBLICATION.windows[2], active=False)
    changed = dataclasses.replace(PUBLICATION, windows=(*PUBLICATION.windows[:2], closed))
    return ledger, derive_withdrawals(ledger, changed, [CodeKind.WINDOW])


def test_what_should_hang_stands_in_the_order_of_the_placards() -> None:
    """Hall by hall with spot and office; an enterprise with its grid and officer."""
    rows = make_rows()
    assert [(row.chapter, row.name, row.place, row.office) for row in rows[1:5]] == [
        ("政务服务中心", "企业开办窗口", "一楼 A 区 2 号", "明川县行政审批服务管理局"),
        ("办税服务厅", "办税窗口", "", "明川县行政审批服务管理局"),
        ("企业监督码", "明川示例机械有限公司", "南区网格", ""),
        ("企业监督码", "明川示例食品有限公司", "", ""),
    ]
    assert rows[5].office == "李㛃"
    assert {row.withdraw for row in rows} == {""}


def test_what_must_come_down_is_listed_with_its_reason() -> None:
    """Replaced, withdrawn, closed; only of the kinds asked for."""
    ledger, rows = make_withdrawals()
    new = ledger.codes[-1].grouped
    assert [(row.name, row.place, row.withdraw) for row in rows] == [
        ("综合窗口", "政务服务中心 · 一楼 A 区 1 号", f"已换成新码 {new}"),
        ("办税窗口", "办税服务厅", "码已停用"),
        ("企业开办窗口", "政务服务中心 · 一楼 A 区 2 号", "窗口已停用"),
    ]
    assert derive_withdrawals(ledger, PUBLICATION, [CodeKind.MATTER]) == ()


def test_the_printed_list_has_every_code_once_and_room_to_sign() -> None:
    """A page a hall at least, with its name, the columns to fill in, and the mark of made-up data."""
    rows = (*make_rows(), *make_withdrawals()[1])
    pdf, problems = render_checklist(rows, SETTINGS)
    assert problems == ()
    pages = list(read_sheet(pdf or b"", 30))
    assert sorted(caption.text for page in pages for caption in page.captions if page is not pages[-1]) == sorted(
        row.code.grouped for row in rows if not row.withdraw
    )
    for page, chapter in zip(
        pages, ("政务服务中心", "办税服务厅", "企业监督码", "事项码", "措施码", "应撤下的旧码"), strict=True
    ):
        assert page.text.startswith(chapter) or chapter in page.text[:60]
        for words in ("核查日期", "核查人", "演示数据", f"共{len(pages)}页"):
            assert words in page.text
    assert "张贴完好" in pages[0].text
    assert "已撤下" in pages[-1].text
    assert render_checklist(rows, SETTINGS) == (pdf, ())


def test_a_long_list_repeats_its_heads() -> None:
    """Forty windows of one hall run over several pages, each of which says what its columns are."""
    row = make_rows()[0]
    pages = list(read_sheet(render_checklist([row] * 40, SETTINGS)[0] or b"", 30))
    assert len(pages) > 1
    assert all("张贴完好" in page.text and "政务服务中心" in page.text for page in pages)
    assert sum(len(page.captions) for page in pages) == 40


def test_the_list_as_a_table_has_the_same_rows() -> None:
    """With empty columns for those who check, and the mark in the last."""
    rows = (*make_rows(), *make_withdrawals()[1])
    table = list(csv.DictReader(io.StringIO(format_checklist(rows, SETTINGS).removeprefix("\ufeff"))))
    assert [line["码"] for line in table] == [row.code.grouped for row in rows]
    assert (table[0]["大厅"], table[0]["位置"], table[0]["应当"]) == ("政务服务中心", "一楼 A 区 1 号", "张贴")
    assert table[0]["网址"] == rows[0].url
    assert {line["核查人"] + line["核查日期"] + line["张贴完好"] for line in table} == {""}
    assert table[-1]["应当"] == "撤下"
    assert table[-1]["说明"] == "窗口已停用；演示数据，内容均为虚构"
    real = dataclasses.replace(SETTINGS, demonstration=False)
    assert "演示" not in format_checklist(rows, real)


def test_a_character_that_cannot_be_printed_is_named() -> None:
    """In the officer's name too, which stands on no placard."""
    row = dataclasses.replace(make_rows()[0], office="李𠮷")
    pdf, (found,) = render_checklist([row], SETTINGS)
    assert pdf is None
    assert found.code == "placard-character-missing"
