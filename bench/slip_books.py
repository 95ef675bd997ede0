"""Slips in the make of a file: hidden parts, merges, notes, headings, several tables, formats that only bear a name."""

from __future__ import annotations

from dataclasses import replace

from bench.calc import CSV, Book, Cell, Row, Sheet
from bench.slip_county import LATEST, Case, File, Value, make_book, make_sheet, slip, with_rows

_MEASURES, _DEPARTMENTS, _LIST = "measures", "departments", "lists/plus/2026-03-01"
_SHEET = make_sheet(LATEST)


def _row(*texts: Value) -> Row:
    return tuple(Cell(text) if not isinstance(text, Cell) else text for text in texts)


def _above(*rows: Row) -> Book:
    return with_rows(LATEST, lambda old: [*rows, *old])


def _below(*rows: Row) -> Book:
    return with_rows(LATEST, lambda old: [*old, *rows])


def _case(name: str, made: File, *expected: str, place: str = LATEST) -> Case:
    return Case(name, {place: made}, expected)


def _patched(*patches: tuple[str, str]) -> Book:
    """The list's edition with a column of empty cells, whose XML is changed."""
    blanks = {f"{column}{row}": Cell(style="text") for row in (2, 3, 4) for column in "D"}
    sheet = make_sheet(
        _LIST, {"D1": "类别", "E1": "适用对象", **blanks, **{f"E{row}": "公职人员" for row in (2, 3, 4)}}
    )
    return Book((sheet,), patches=patches)


def _drop(old: list[Row], column: int) -> list[Row]:
    return [(*row[:column], *row[column + 1 :]) for row in old]


HIDDEN = (
    _case("a hidden row", make_book(LATEST, hidden_rows=frozenset({5})), "hidden-row", "month-unreported"),
    _case(
        "a hidden column of figures",
        make_book(LATEST, hidden_columns=frozenset({3})),
        "hidden-column",
        "progress-unmeasured B2",
    ),
    _case("a hidden column of texts", make_book(LATEST, hidden_columns=frozenset({5})), "heading-required"),
    _case(
        "a filter that hides rows", make_book(LATEST, filtered_rows=frozenset({3, 4})), "hidden-row", "month-unreported"
    ),
    _case(
        "a hidden sheet with drafts", Book((_SHEET, Sheet("底稿", _SHEET.rows, hidden=True))), "?hidden-sheet", "#=6"
    ),
    _case("the only sheet is hidden", Book((Sheet("封面", ()), Sheet("表", _SHEET.rows, hidden=True))), "hidden-sheet"),
    slip("a struck-out progress", LATEST, {"E3": Cell("第三批拨付 340 万元", "struck")}, "cell-struck E3"),
    slip("half of it struck out", LATEST, {"E3": Cell("第三批拨付 340 万元", "run-struck")}, "cell-struck E3"),
    slip("white text", LATEST, {"E3": Cell("第三批拨付 340 万元", "white")}, "cell-white E3"),
    slip(
        "white text on blue",
        LATEST,
        {"E3": Cell("第三批拨付 340 万元", "white-on-blue")},
        "M02.text=第三批拨付 340 万元",
    ),
    slip("a white figure", LATEST, {"C3": Cell(980, "white")}, "cell-white C3"),
    slip("a struck figure", LATEST, {"C3": Cell(980, "struck")}, "cell-struck C3"),
    slip("nearly white text", LATEST, {"E3": Cell("第三批拨付 340 万元", "pale")}, "cell-white E3"),
    slip("blue text on blue", LATEST, {"E3": Cell("第三批拨付 340 万元", "blue-on-blue")}, "cell-unseen E3"),
    slip("a blue figure on blue", LATEST, {"C3": Cell(980, "blue-on-blue")}, "cell-unseen C3"),
    slip("red and bold", LATEST, {"E3": Cell("第三批拨付 340 万元", "red")}, "M02.text=第三批拨付 340 万元"),
    slip("a comment", LATEST, {"E3": Cell("第三批拨付 340 万元", note="数字待核实")}, "M02.text=第三批拨付 340 万元"),
    slip("a picture in the sheet", LATEST, {"H3": Cell(picture=True)}, "#=6"),
    _case("frozen panes", Book((_SHEET,), frozen=True), "#=6"),
    _case("a list of choices", make_book(LATEST, choices='"未启动";"推进中";"已完成"'), "#=6"),
)
MERGES = (
    _case(
        "a text merged over two rows",
        make_book(LATEST, {"E3": Cell("窗口和套餐都已上线", rows=2), "E4": None}),
        "M03.text=窗口和套餐都已上线",
    ),
    _case(
        "a figure merged over two rows", make_book(LATEST, {"C3": Cell(980, rows=2), "C4": None}), "number-merged C4"
    ),
    _case(
        "a percentage merged over two rows",
        make_book(LATEST, {"B5": Cell(0.75, "percent", rows=3)}),
        "number-merged B7",
    ),
    _case(
        "an identifier merged over two rows", make_book(LATEST, {"A3": Cell("M02", rows=2), "A4": None}), "row-twice A4"
    ),
    _case("a title merged over all columns", _above(_row(Cell("河东区 2026 年 10 月进展", columns=7))), "#=6"),
    _case(
        "a merged cell across two columns",
        make_book(LATEST, {"E3": Cell("第三批拨付 340 万元", columns=2)}),
        "M02.text=第三批拨付 340 万元",
    ),
    _case(
        "departments merged",
        make_book(_MEASURES, {"E3": Cell("财政局", rows=2), "E4": None}),
        "M03.lead=D3",
        place=_MEASURES,
    ),
    _case(
        "two heads of columns, merged",
        _above(_row("", Cell("本月", columns=4), "", "", "", "备注")),
        "row-above-headings|heading-unknown",
    ),
)
NOTES = (
    _case("a note above the table", _above(_row("填报单位：营商局"), _row("注：数字截至月底")), "#=6"),
    _case("a title of another month", _above(_row("河东区 2026 年 9 月进展")), "month-title-other A1"),
    _case("a sheet named after another month", Book((replace(_SHEET, name="9月"),)), "month-title-other"),
    _case("the title of last year", _above(_row("河东区 2025 年 10 月进展")), "month-title-other A1"),
    _case("the months so far in the title", _above(_row("河东区 2026 年 1—10 月进展")), "#=6"),
    _case("a note in two cells above", _above(_row("注", "数字截至月底")), "#=6"),
    _case("data above the headings", _above(_row("M09", "", 3, "推进中", "已开工")), "row-above-headings"),
    _case("合计 in the first column", _below(_row("合计", "", 999)), "?row-total", "#=6"),
    _case("合计 in the second column", _below(_row("", "合计", 999)), "?row-total", "#=6"),
    _case("合计 behind a number", _below(_row(7, "合计", 999)), "?row-total", "#=6"),
    _case("平均 in the third column", _below(_row("", "", "平均", "", "")), "?row-total", "#=6"),
    _case("平均 with spaces", _below(_row("平 均", Cell(0.58, "percent"), "")), "?row-total", "#=6"),
    _case(
        "a subtotal in the middle",
        with_rows(LATEST, lambda old: [*old[:4], _row("小计", "", 999), *old[4:]]),
        "?row-total",
        "#=6",
    ),
    _case("合计 in the column of texts", _below(_row("", "", 999, "", "合计")), "row-total"),
    _case("a note below the table", _below(_row("注：数字由财政局提供")), "#=6"),
    _case("signatures below the table", _below(_row("填表人：张", "", "审核人：李")), "#=6"),
    _case("a remark without a label", _below(_row("以上数字由财政局提供")), "row-unclear"),
    _case("an empty row in the middle", with_rows(LATEST, lambda old: [*old[:4], (), *old[4:]]), "#=6"),
    _case("the headings again in the middle", with_rows(LATEST, lambda old: [*old[:4], old[0], *old[4:]]), "#=6"),
    _case("a stray word beside the table", make_book(LATEST, {"I4": "核过"}), "cell-outside I4"),
    _case("a stray word far to the right", make_book(LATEST, {"Z4": "核过"}), "cell-outside Z4"),
    _case(
        "a column without a heading",
        with_rows(LATEST, lambda old: [(*row, Cell("x")) for row in old[:1]] + old[1:]),
        "heading-unknown H1",
    ),
)
HEADINGS = (
    _case(
        "headings with （限200字）",
        make_book(LATEST, {"E1": "本月进展（限200字）", "F1": "存在问题\n(没有写无)"}),
        "heading-unknown F1",
    ),
    _case(
        "headings with spaces and breaks",
        make_book(LATEST, {"B1": "完 成 率", "E1": "本月\n进展", "C1": "当前值 "}),
        "M04.percent=75",
    ),
    _case("headings with a unit", make_book(LATEST, {"B1": "完成率（%）", "C1": "当前值*"}), "M04.percent=75"),
    _case(
        "full-width letters in headings",
        make_book(LATEST, {"B1": "完成率（％）", "A1": "编号（必填）"}),
        "M04.percent=75",
    ),
    _case("a misspelt heading", make_book(LATEST, {"B1": "完成律"}), "heading-unknown B1"),
    _case("a heading twice", make_book(LATEST, {"B1": "当前值"}), "heading-twice C1"),
    _case(
        "two headings swapped",
        make_book(LATEST, {"E1": "存在问题", "F1": "本月进展"}),
        "text-placeholder|required-empty|percent-fell|text-no-words",
    ),
    _case("a heading deleted", make_book(LATEST, {"E1": None}), "heading-required"),
    _case("a column deleted", with_rows(LATEST, lambda old: _drop(old, 2)), "progress-unmeasured B2"),
    _case("no headings", with_rows(LATEST, lambda old: old[1:]), "heading-row-missing"),
    _case("a heading that hides a zero-width sign", make_book(LATEST, {"B1": "完成\u200b率"}), "M04.percent=75"),
    _case(
        "traditional characters in headings",
        make_book(LATEST, {"A1": "編號", "E1": "本月進展"}),
        "heading-unknown|heading-row-missing|heading-garbled",
    ),
    _case(
        "the identifiers sorted alone",
        make_book(_MEASURES, {"A2": "M06", "A7": "M01"}),
        "current-without-target|percent-disagrees|title-of-another",
        place=_MEASURES,
    ),
    _case("a row twice", make_book(LATEST, {"A4": "M02"}), "row-twice A4"),
    _case("small letters in identifiers", make_book(LATEST, {"A4": "m03"}), "reference-unknown A4"),
    _case("full-width identifiers", make_book(LATEST, {"A4": "Ｍ０３"}), "M03.current=15"),
    _case("the letter O in an identifier", make_book(LATEST, {"A4": "MO3"}), "reference-unknown A4"),
    _case(
        "a deleted measure",
        with_rows(_MEASURES, lambda old: [*old[:3], *old[4:]]),
        "reference-unknown",
        place=_MEASURES,
    ),
    _case(
        "a repeated department",
        make_book(_DEPARTMENTS, {"B3": "河东区市场监督管理局"}),
        "name-twice B3",
        place=_DEPARTMENTS,
    ),
    _case(
        "a department written otherwise",
        make_book(_MEASURES, {"E3": "财政所"}),
        "reference-unknown E3",
        place=_MEASURES,
    ),
    _case(
        "several leads", make_book(_MEASURES, {"E3": "财政局、审批局"}), "M02.lead=D3", "M02.joint=D2", place=_MEASURES
    ),
)
SEVERAL = (
    _case("two sheets of the same table", Book((_SHEET, replace(_SHEET, name="Sheet2"))), "sheets-rival"),
    _case(
        "a sheet for each month",
        Book((replace(make_sheet("progress/2026-09"), name="9月"), replace(_SHEET, name="10月"))),
        "sheets-rival",
    ),
    _case("instructions in a sheet", Book((Sheet("填表说明", (_row("每月 5 日前报"),)), _SHEET)), "#=6"),
    _case(
        "a second sheet with something else",
        Book((_SHEET, Sheet("Sheet2", (_row("联系人", "办公室"),)))),
        "?sheet-unused",
        "#=6",
    ),
    _case(
        "a second table below the first",
        _below((), _row("部门", "报送率"), _row("审批局", Cell(0.9, "percent"))),
        "reference-unknown|id-not-plain",
    ),
    _case(
        "a second table beside the first",
        with_rows(
            LATEST,
            lambda old: [(*row, Cell(), *_row("部门", "报送率")) if n == 0 else row for n, row in enumerate(old)],
        ),
        "heading-unknown I1",
    ),
    _case(
        "a very wide sheet",
        with_rows(
            LATEST, lambda old: [(*row, *[Cell()] * 200, Cell("末") if n == 3 else Cell()) for n, row in enumerate(old)]
        ),
        "cell-outside",
    ),
    _case(
        "a very long sheet with a note at its end",
        with_rows(LATEST, lambda old: [*old, *[()] * 3000, _row("注：表到此为止")]),
        "#=6",
    ),
    _case(
        "data far below",
        with_rows(LATEST, lambda old: [*old, *[()] * 300, _row("M03", "", 99, "", "又多了一行")]),
        "row-twice",
    ),
    _case("nothing but headings", with_rows(LATEST, lambda old: old[:1]), "table-empty"),
    _case("an empty workbook", Book((Sheet("Sheet1", ()),)), "file-empty"),
)
_XLS = Book((_SHEET,), filter="xls:MS Excel 97")
_ODS = Book((_SHEET,), filter="ods")
CONTAINERS = (
    Case("an .xls renamed .xlsx", {"content/progress/2026-10.xlsx": _XLS}, ("#=6", "M04.percent=75")),
    Case("an .ods renamed .xlsx", {"content/progress/2026-10.xlsx": _ODS}, ("#=6", "M04.percent=75")),
    Case("an .xls", {"content/progress/2026-10.xls": _XLS}, ("#=6", "M04.percent=75")),
    Case("an .ods", {"content/progress/2026-10.ods": _ODS}, ("#=6", "M04.percent=75")),
    Case(
        "a workbook with macros",
        {"content/progress/2026-10.xlsm": Book((_SHEET,), filter="xlsm")},
        ("#=6",),
    ),
    Case("one with macros renamed .xlsx", {"content/progress/2026-10.xlsx": Book((_SHEET,), filter="xlsm")}, ("#=6",)),
    Case(
        "a workbook renamed .csv",
        {"content/progress/2026-10.csv": make_book(LATEST)},
        ("#=6", "M04.percent=75"),
    ),
    Case(
        "a page for Word",
        {"content/progress/2026-10.xlsx": Book((_SHEET,), filter="html:HTML (StarCalc)")},
        ("file-unreadable",),
    ),
    Case("a PDF renamed .xlsx", {"content/progress/2026-10.xlsx": Book((_SHEET,), filter="pdf")}, ("file-unreadable",)),
    Case(
        "a copy beside the file",
        {LATEST: make_book(LATEST), "content/progress/2026-10 - 副本.xlsx": make_book(LATEST)},
        ("name-not-month|file-unknown",),
    ),
    Case("a folder named like the file", {"content/progress/2026-10.xlsx": None}, ("folder-not-file",)),
    Case(
        "the same table twice",
        {LATEST: make_book(LATEST), "content/progress/2026-10.csv": "编号,本月进展\n"},
        ("file-twice",),
    ),
    Case("a month in words", {"content/progress/2026年10月.xlsx": make_book(LATEST)}, ("name-not-month|file-unknown",)),
    Case(
        "a CSV in GB18030",
        {"content/progress/2026-10.csv": Book((_SHEET,), filter=f"{CSV}44,34,85")},
        ("#=6", "M04.percent=75"),
    ),
    Case(
        "a CSV in Big5",
        {
            "content/progress/2026-10.csv": Book(
                (make_sheet(LATEST, {"A1": "編號", "E1": "本月進展"}),), filter=f"{CSV}44,34,19"
            )
        },
        ("heading-garbled|encoding-unknown|heading-row-missing",),
    ),
    Case(
        "a text in UTF-16 with tabs",
        {"content/progress/2026-10.csv": Book((_SHEET,), filter=f"{CSV}9,34,65535")},
        ("#=6", "M04.percent=75"),
    ),
    Case(
        "a CSV with semicolons",
        {"content/progress/2026-10.csv": Book((_SHEET,), filter=f"{CSV}59,34,76")},
        ("#=6", "M04.percent=75"),
    ),
    Case(
        "a CSV parted by Chinese commas",
        {"content/progress/2026-10.csv": "编号，完成率，本月进展\nM04，75%，开通\n"},
        ("delimiter-wrong",),
    ),
    Case(
        "a CSV whose quotation marks are broken",
        {"content/progress/2026-10.csv": '编号,完成率,本月进展\nM04,75%,"开通 23 个\nM06,60%,提醒\n'},
        ("csv-quote-open",),
    ),
    Case(
        "a comma in a text of a CSV",
        {"content/progress/2026-10.csv": "编号,完成率,本月进展,问题\nM04,75%,开通,办理质押,\nM06,60%,提醒,\n"},
        ("csv-row-long 2",),
    ),
    Case(
        "a CSV in UTF-8 that breaks off",
        {"content/progress/2026-10.csv": "编号,完成率,本月进展\nM04,75%,开通".encode()[:-1]},
        ("encoding-unknown",),
    ),
    Case(
        "a CSV read as Western letters",
        {"content/progress/2026-10.csv": "编号,完成率,本月进展\nM04,75%,开通\n".encode("gb18030").decode("latin-1")},
        ("heading-garbled",),
    ),
    Case(
        "a CSV in UTF-8 read as GBK",
        {"content/progress/2026-10.csv": "编号,完成率,当前值,本月进展\n".encode().decode("gb18030", "ignore")},
        ("heading-garbled|heading-row-missing",),
    ),
    _case(
        "cells without references",
        _patched((r'<c r="[A-Z]+[0-9]+"', "<c"), (r'<row r="[0-9]+"', "<row")),
        "2.audience=公职人员",
        place=_LIST,
    ),
    _case(
        "empty cells without anything",
        _patched((r'<c r="[A-Z]+[0-9]+"', "<c"), (r"<c[^>]*/>|<c[^>]*></c>", "<c/>")),
        "2.audience=公职人员",
        place=_LIST,
    ),
    _case(
        "two cells of one reference",
        Book((_SHEET,), patches=((r'r="E3"', 'r="C3"'),)),
        "file-damaged",
    ),
)
CASES = (*HIDDEN, *MERGES, *NOTES, *HEADINGS, *SEVERAL, *CONTAINERS)
