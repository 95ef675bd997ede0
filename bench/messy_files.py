"""What comes back from departments: some fifty sorts of files, each with what must come of it.

An outcome names a problem with its cell (``percent-ambiguous G3``), what is taken otherwise than the right sheet says
(``M04.percent=85``), a measure that is not taken (``-M04``; ``-`` none) or may be missing (``?M04``), or a problem that
may come (``?hidden-sheet``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bench.calc import CSV, Book, Cell, Sheet
from bench.slip_county import write_cell

Value = Cell | str | float | date | bool | None
FORMS = ("xlsx", "xls", "ods")
_FILTERS = {
    "xls": "xls:MS Excel 97",
    "et": "xls:MS Excel 97",
    "csv": f"{CSV}44,34,76",
    "gbk.csv": f"{CSV}44,34,85",
    "utf16.csv": f"{CSV}9,34,65535",
    "semicolon.csv": f"{CSV}59,34,76",
}
"""What LibreOffice is told where it is not the suffix itself."""
TITLE = "2026年11月措施进展填报表（灰色的不用改，白色的请填写）"
HEADINGS = (
    *("编号 *", "标题", "牵头单位", "完成时限", "量化目标", "上次完成率"),
    *("完成率", "当前值", "状态", "本月进展 *", "存在问题", "下一步", "佐证链接"),
)
SHOWN = {
    "M01": ("开办企业提速", "审批局", "2026年底前", "3小时", "80%"),
    "M02": ("兑现奖补资金", "财政局", "2026年底前", "1600万元", "61.3%"),
    "M03": ("打包办套餐", "审批局", "2026年底前", "20种", "75%"),
    "M04": ("知识产权窗口", "市场监管局", "2026年底前", "", "75%"),
    "M05": ("免费刻章", "审批局", "长期坚持", "", ""),
    "M06": ("包容审慎监管", "市场监管局", "2026年底前", "", "60%"),
}
"""The grey cells behind the id, as ``new-month`` writes them; held to it by a test."""
RIGHT = {
    "M01": {"current": "3.5", "text": "平均 3.5 小时办结"},
    "M02": {"current": "1300", "text": "第四批拨付 320 万元"},
    "M03": {"current": "18", "text": "再推 3 种套餐，共 18 种"},
    "M04": {"percent": "80", "text": "窗口增到 26 个，融资 1500 万元"},
    "M05": {"written_status": "推进中", "text": "为 120 家新办企业刻章"},
    "M06": {"percent": "70", "text": "提醒 120 起，复查无再犯"},
}
"""What each row of the right sheet answers."""
MARKET, APPROVAL, FINANCE = "市场监管局", "审批局", "财政局"
_PLACES = {"percent": 6, "current": 7, "written_status": 8, "text": 9}


@dataclass(frozen=True, slots=True)
class Messy:
    """Files by their names below the folder, which departments they come from, what must come of them."""

    name: str
    files: Mapping[str, Book | bytes | str | None]
    senders: tuple[str, ...]
    outcome: tuple[str, ...]
    change: Callable[[bytes], bytes] = bytes
    """What happens to each file after LibreOffice wrote it."""
    passed_over: bool = False
    """Whether the files are what programs leave behind, which nobody sent."""


def rows_of(sender: str, cells: Mapping[str, Value] | None = None) -> list[list[Cell]]:
    """The sheet of a department as it should come back, but for some cells."""
    rows = [[Cell(TITLE)], [Cell(heading) for heading in HEADINGS]]
    for measure, shown in SHOWN.items():
        if shown[1] == sender:
            row = [Cell(text or None) for text in (measure, *shown)] + [Cell()] * 7
            for name, text in RIGHT[measure].items():
                row[_PLACES[name]] = write_cell(f"{text}%" if name == "percent" else text)
            rows.append(row)
    for address, value in (cells or {}).items():
        column, number = ord(address[0]) - ord("A"), int(address[1:])
        rows += [[] for _ in range(number - len(rows))]
        row = rows[number - 1]
        row.extend([Cell()] * (column + 1 - len(row)))
        row[column] = value if isinstance(value, Cell) else Cell(value)
    return rows


def sheet_of(sender: str, cells: Mapping[str, Value] | None = None, **layout: object) -> Sheet:
    """The same as a sheet, with hidden parts."""
    return Sheet("2026年11月", tuple(map(tuple, rows_of(sender, cells))), **layout)  # type: ignore[arg-type]  # a short hand


def save_as(book: Book, form: str) -> Book:
    """The workbook in another format."""
    return replace(book, filter=_FILTERS.get(form, form))


def forms(name: str, book: Book, *outcome: str, sender: str = MARKET, kinds: Iterable[str] = FORMS) -> list[Messy]:
    """One sort in several formats."""
    return [Messy(f"{name} · {kind}", {f"{sender}.{kind}": save_as(book, kind)}, (sender,), outcome) for kind in kinds]


def cells(
    name: str, changed: Mapping[str, Value], *outcome: str, sender: str = MARKET, kinds: Iterable[str] = FORMS
) -> list[Messy]:
    """One sort, of which some cells differ, in several formats."""
    return forms(name, Book((sheet_of(sender, changed),)), *outcome, sender=sender, kinds=kinds)


def variants(name: str, kinds: Iterable[str], *changes: tuple[Mapping[str, Value], tuple[str, ...]]) -> list[Messy]:
    """One sort in several variants, each in a format of its own."""
    return [
        one
        for number, ((changed, outcome), kind) in enumerate(zip(changes, kinds, strict=True), start=1)
        for one in cells(f"{name} {number}", changed, *outcome, kinds=(kind,))
    ]


def with_rows(change: Callable[[list[list[Cell]]], list[list[Cell]]], sender: str = MARKET) -> Book:
    """The department's sheet with rows moved, added or taken away."""
    return Book((replace(sheet_of(sender), rows=tuple(map(tuple, change(rows_of(sender))))),))


def texts(*row: Value) -> list[Cell]:
    """A row of cells."""
    return [one if isinstance(one, Cell) else Cell(one) for one in row]


def order(columns: Iterable[int]) -> Book:
    """The sheet with its columns in another order."""
    places = list(columns)
    return with_rows(lambda rows: [rows[0], *([row[place] for place in places] for row in rows[1:])])


def named(name: str, files: Iterable[str], *outcome: str, sender: str = MARKET) -> list[Messy]:
    """The right sheet under names that departments give it."""
    book = Book((sheet_of(sender),))
    kinds = [kind if (kind := file.rpartition(".")[2].lower()) in FORMS else FORMS[0] for file in files]
    return [
        Messy(f"{name} · {file[:30]}", {file: save_as(book, kind)}, (sender,), outcome)
        for file, kind in zip(files, kinds, strict=True)
    ]


_RIGHT = Book((sheet_of(MARKET),))
_STRUCK, _WHITE = Cell("窗口增到 26 个", "struck"), Cell("窗口增到 26 个", "white")
_OWN = Sheet("台账", tuple(map(tuple, (texts("序号", "工作任务", "推进情况"), texts(1, "知识产权窗口", "增到 26 个")))))

NAMES = (
    *named(
        "renamed",
        (
            "市场监管局（报送）.xlsx",
            "转发：11月进展 最终版 (1).xls",
            "副本2026-11-市场监管局 - 副本(2).ods",
            "新建 XLS 工作表.XLS",
            "市场监管局11月(12月3日报).xlsx.xlsx",
        ),
    ),
    *named(
        "a strange name",
        (
            "市" * 83 + ".xlsx",
            "市场监管局\n第二行.xls",
            " 市场监管局  .ods",
            "市场监管局.2026.11.ODS",
            "＄市场监管局%20&amp;'\"<b>😀.xlsx",
        ),
    ),
    *named("in a folder", ("市场监管局/报送/11月.xlsx", "各单位报送/市场监管局.xls", "12月收/财政局转/市场监管局.ods")),
    *named(
        "no suffix, or another one", ("市场监管局", "市场监管局.xlsx.bak", "市场监管局.xlsx "), "answer-not-table", "-"
    ),
)
COLUMNS = (
    *cells("a column added at the end", {"N2": "联系人", "N3": "张", "N4": "张"}, "answer-beside N2"),
    *forms(
        "a column added at the front",
        with_rows(
            lambda rows: [
                texts("序号", *row) if n == 1 else texts(n - 1 if n > 1 else None, *row) for n, row in enumerate(rows)
            ]
        ),
    ),
    *cells("a remark column", {"N2": "备注", "N3": "数字待核实"}, "answer-beside N2"),
    *cells("a word beside the table", {"O4": "已核"}, "answer-beside O4"),
    *forms("columns moved", order((0, 9, 6, 7, 8, 10, 11, 12, 1, 2, 3, 4, 5))),
    *forms("only the columns to be filled", order((0, 9, 6, 7, 8, 10, 11, 12))),
    *variants(
        "a heading renamed",
        FORMS,
        ({"G2": "完成进度"}, ("heading-unknown G2", "-")),
        ({"J2": "推进情况说明"}, ("heading-unknown J2", "?heading-required", "-")),
        ({"K2": "难点"}, ("heading-unknown K2", "-")),
    ),
    *variants(
        "a heading twice",
        FORMS,
        ({"N2": "完成率", "N3": 0.9}, ("heading-twice N2", "-")),
        ({"H2": "完成率"}, ("heading-twice H2", "-")),
        ({"N2": "本月进展", "N3": "另一种说法"}, ("heading-twice N2", "-")),
    ),
    *forms(
        "a column deleted", order((0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12)), "progress-unmeasured", "answer-faulty", "-"
    ),
    *forms("the ids deleted", order(range(1, 13)), "heading-required", "-"),
    *forms("no headings", with_rows(lambda rows: [rows[0], *rows[2:]]), "answer-not-table", "-"),
    *forms(
        "two rows of headings",
        with_rows(lambda rows: [rows[0], texts(*[None] * 6, Cell("本月", columns=7)), *rows[1:]]),
    ),
    *forms(
        "turned on its side",
        with_rows(lambda rows: [list(column) for column in zip(*rows[1:], strict=True)]),
        "answer-not-table",
        "-",
    ),
    *forms("their own ledger", Book((_OWN,)), "heading-unknown B1", "heading-unknown C1", "-"),
)
ROWS = (
    *forms("rows in another order", with_rows(lambda rows: [*rows[:2], *reversed(rows[2:])])),
    *forms(
        "the ids sorted alone",
        with_rows(lambda rows: [*rows[:2], [rows[3][0], *rows[2][1:]], [rows[2][0], *rows[3][1:]]]),
        "answer-shown-changed B3",
        "answer-shown-changed B4",
        "-",
    ),
    *forms("a row deleted", with_rows(lambda rows: rows[:3]), "-M06"),
    *forms("an empty row between", with_rows(lambda rows: [*rows[:3], [], *rows[3:]])),
    *cells(
        "a row added", {"A5": "M99", "B5": "新措施", "G5": Cell(0.5, "percent"), "J5": "已开工"}, "answer-unasked A5"
    ),
    *cells(
        "a row without a name added",
        {"G5": Cell(0.5, "percent"), "J5": "已开工"},
        "required-empty A5",
        "answer-unasked A5",
    ),
    *cells(
        "a row twice",
        {
            **{f"{c}5": t for c, t in zip("ABCD", ("M04", *SHOWN["M04"][:3]), strict=True)},
            "F5": "75%",
            "G5": Cell(0.9, "percent"),
            "J5": "另一种说法",
        },
        "answer-twice",
        "-M04",
    ),
    *cells(
        "a row of another department",
        {"A5": "M02", "B5": "兑现奖补资金", "H5": 1400, "J5": "拨付完毕"},
        "answer-of-another A5",
    ),
    *forms(
        "a total", with_rows(lambda rows: [*rows, texts("合计", None, None, None, None, None, Cell(0.75, "percent"))])
    ),
    *forms(
        "an average behind a number",
        with_rows(lambda rows: [*rows, texts(None, "平 均", None, None, None, None, Cell(0.75, "percent"))]),
    ),
    *forms(
        "a note above",
        with_rows(lambda rows: [rows[0], texts("填报单位：市场监管局"), texts("注：数字截至月底"), *rows[1:]]),
    ),
    *forms("no title", with_rows(lambda rows: rows[1:])),
    *forms(
        "signed below",
        with_rows(lambda rows: [*rows, [], texts("填表人：王", None, "审核人：李"), texts("联系电话：0000-8000201")]),
    ),
    *forms(
        "a second table below",
        with_rows(lambda rows: [*rows, [], texts("窗口", "件数"), texts("一号", 12)]),
        "?id-not-plain",
        "?required-empty",
        "?answer-unasked",
    ),
    *forms(
        "nothing filled in",
        Book(
            (
                Sheet(
                    "2026年11月",
                    tuple(tuple(row[:6]) if n > 1 else tuple(row) for n, row in enumerate(rows_of(MARKET))),
                ),
            )
        ),
        "answer-empty",
        "-",
    ),
    *forms("only the headings", with_rows(lambda rows: rows[:2]), "answer-empty", "-"),
)
HIDDEN = (
    *forms("a title merged over all", with_rows(lambda rows: [[Cell(TITLE, columns=13)], *rows[1:]])),
    *cells(
        "a text merged over two rows",
        {"J3": Cell("窗口和监管都有进展", rows=2), "J4": None},
        "M04.text=窗口和监管都有进展",
        "M06.text=窗口和监管都有进展",
    ),
    *cells(
        "a percentage merged over two rows",
        {"G3": Cell(0.8, "percent", rows=2), "G4": None},
        "number-merged G4",
        "answer-faulty",
        "-M06",
    ),
    *cells("an id merged over two rows", {"A3": Cell("M04", rows=2), "A4": None}, "answer-shown-changed B4", "-M06"),
    *forms("a hidden row", Book((sheet_of(MARKET, hidden_rows=frozenset({3})),)), "hidden-row", "-M04"),
    *forms("a filter that hides a row", Book((sheet_of(MARKET, filtered_rows=frozenset({4})),)), "hidden-row", "-M06"),
    *forms(
        "a hidden column of figures",
        Book((sheet_of(MARKET, hidden_columns=frozenset({7})),)),
        "hidden-column",
        "progress-unmeasured",
        "answer-faulty",
        "-",
    ),
    *forms(
        "a hidden column of what was shown",
        Book((sheet_of(MARKET, hidden_columns=frozenset({4, 5})),)),
        "?hidden-column",
    ),
    *forms(
        "a hidden sheet with another table",
        Book((sheet_of(MARKET), replace(sheet_of(MARKET, {"G3": 0.1}), name="底稿", hidden=True))),
        "hidden-sheet",
    ),
    *forms(
        "the only sheet is hidden",
        Book((Sheet("封面", (tuple(texts("填报表")),)), replace(sheet_of(MARKET), name="表", hidden=True))),
        "hidden-sheet",
        "answer-not-table",
        "-",
    ),
    *forms(
        "contacts in a second sheet",
        Book((sheet_of(MARKET), Sheet("联系人", (tuple(texts("姓名", "电话")),)))),
        "answer-beside",
    ),
    *forms(
        "two sheets of the same table",
        Book((sheet_of(MARKET), replace(sheet_of(MARKET, {"G3": 0.9}), name="11月"))),
        "sheets-rival",
        "-",
    ),
    *forms(
        "a sheet for each month",
        Book((replace(sheet_of(MARKET), name="10月"), replace(sheet_of(MARKET), name="11月"))),
        "sheets-rival",
        "-",
    ),
    *cells("struck out", {"J3": _STRUCK}, "cell-struck J3", "answer-faulty", "-M04"),
    *cells(
        "half of it struck out", {"J3": Cell("窗口增到 26 个", "run-struck")}, "cell-struck J3", "answer-faulty", "-M04"
    ),
    *cells("white letters", {"J3": _WHITE}, "cell-white J3", "answer-faulty", "-M04"),
    *cells(
        "a struck figure", {"G3": Cell(0.8, "struck")}, "cell-struck G3", "?percent-ambiguous", "answer-faulty", "-M04"
    ),
    *cells("a format that shows nothing", {"G3": Cell(85, "nothing")}, "cell-unseen G3", "answer-faulty", "-M04"),
    *cells("a comment", {"G3": Cell(0.8, "percent", note="数字待核实")}),
    *cells("a picture beside", {"N4": Cell(picture=True)}),
    *forms("a picture only", Book((Sheet("Sheet1", (tuple(texts(Cell(picture=True))),)),)), "answer-empty", "-"),
    *forms("an empty workbook", Book((Sheet("Sheet1", ()),)), "answer-empty", "-"),
)
