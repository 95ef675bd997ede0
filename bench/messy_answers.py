"""What departments write into their cells, grey and white, of which month, and in whose name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bench.calc import Book, Cell, Sheet
from bench.messy_files import (
    APPROVAL,
    FINANCE,
    FORMS,
    MARKET,
    Messy,
    Value,
    cells,
    forms,
    rows_of,
    save_as,
    sheet_of,
    variants,
)

_BOOK = Book((sheet_of(MARKET),))
_FAULTY = ("answer-faulty", "-M04")


def _percent(written: Value, *outcome: str, kinds: tuple[str, ...] = FORMS) -> list[Messy]:
    shown = f"{written.value} under {written.style}" if isinstance(written, Cell) else written
    return cells(f"完成率 as they write it · {shown!r}", {"G3": written}, *outcome, kinds=kinds)


def sent(
    name: str, files: Mapping[str, Book | bytes | str | None], *outcome: str, senders: tuple[str, ...] = (MARKET,)
) -> Messy:
    """What one department sent, or several."""
    return Messy(name, files, senders, outcome)


_WHOLE = Book(
    (
        Sheet(
            "2026年11月",
            tuple(map(tuple, (*rows_of(MARKET), *rows_of(APPROVAL)[2:], *rows_of(FINANCE)[2:]))),
        ),
    )
)
_FILLED = _BOOK.sheets[0]

CELLS = (
    *_percent(85, "M04.percent=85"),
    *_percent("85", "M04.percent=85", kinds=(*FORMS, "csv")),
    *_percent("85%", "M04.percent=85", kinds=(*FORMS, "csv")),
    *_percent("８５％", "M04.percent=85", kinds=("xlsx", "et", "gbk.csv")),
    *_percent("85.5 ％", "M04.percent=85.5"),
    *_percent("'85%", "percent-not-number G3", *_FAULTY, kinds=("xlsx", "ods")),
    *_percent(0.85, "percent-ambiguous G3", *_FAULTY, kinds=(*FORMS, "csv")),
    *_percent(1, "percent-ambiguous G3", *_FAULTY),
    *_percent(Cell(85, "percent"), "percent-impossible G3", *_FAULTY),
    *_percent(Cell(0.856, "percent-1"), "M04.percent=85.6"),
    *_percent(120, "percent-impossible G3", *_FAULTY),
    *_percent("百分之八十五", "percent-not-number G3", *_FAULTY),
    *_percent("约85%", "percent-not-number G3", *_FAULTY),
    *_percent("8O%", "percent-not-number G3", *_FAULTY),
    *_percent("/", "percent-not-number G3", *_FAULTY),
    *_percent(Cell(date(2026, 3, 25), "day"), "percent-not-number G3", *_FAULTY),
    *cells(
        "a formula with its result",
        {"G3": Cell(0.85, "percent", formula="=0.5+0.35")},
        "M04.percent=85",
        kinds=(*FORMS, "csv"),
    ),
    *cells("a formula that finds nothing", {"G3": Cell(formula="=NA()")}, "cell-error-value G3", *_FAULTY),
    *cells("#REF!", {"G3": Cell(formula="=[.#REF!1]+1")}, "cell-error-value G3", *_FAULTY),
    *cells("divided by nothing", {"G3": Cell(formula="=1/0")}, "cell-error-value G3", *_FAULTY, kinds=(*FORMS, "csv")),
    Messy(
        "a formula without its result",
        {
            f"{MARKET}.xlsx": Book(
                (sheet_of(MARKET, {"G3": Cell(0.85, "percent", formula="=0.5+0.35")}),),
                patches=((r"(</f>)<v>[^<]*</v>", r"\1"),),
            )
        },
        (MARKET,),
        ("formula-no-value G3", *_FAULTY),
    ),
    *cells("a truth value as 状态", {"I3": True, "G3": None}, "cell-boolean I3", *_FAULTY),
    *cells("a word of their own as 状态", {"I3": "正在推进"}, "choice-unknown I3", *_FAULTY),
    *cells("a number as 本月进展", {"J3": 26}, "text-no-words J3", *_FAULTY),
    *cells("a day as 本月进展", {"J3": Cell(date(2026, 11, 25), "day")}, "text-no-words J3", *_FAULTY),
    *cells("no 本月进展", {"J3": None}, "required-empty J3", *_FAULTY),
    *cells("done and at 80%", {"I3": "已完成"}, "status-disagrees I3", *_FAULTY),
    *cells(
        "a percentage that the figure gainsays",
        {"G4": Cell(0.5, "percent")},
        "percent-disagrees G4",
        "answer-faulty",
        "-M03",
        sender=APPROVAL,
    ),
    *cells("a figure where no target is", {"H3": 26}, "current-without-target H3", *_FAULTY),
    *cells("words alone where no day is set", {"I5": None}, "M05.written_status=", sender=APPROVAL),
    *cells("同上 as 本月进展", {"J4": "同上"}, "text-placeholder J4", "M06.text=同上"),
    *cells("a mobile number", {"J3": "联系王某 13800001111"}, "private-mobile J3", *_FAULTY),
    *cells("an internal word", {"J3": "窗口增到 26 个（内部掌握，不公开）"}, "text-internal J3", *_FAULTY),
    *cells("a very long text", {"J3": "进展" * 1100}, "text-too-long J3", *_FAULTY),
    *cells(
        "a text that looks like a formula",
        {"J3": "=拨付到账", "J4": "+新增 3 件"},
        "M04.text==拨付到账",
        "M06.text=+新增 3 件",
        kinds=FORMS,
    ),
    *cells(
        "line breaks and spaces",
        {"J3": "一是增加窗口\n二是培训\n\n 三是检查 "},
        "M04.text=一是增加窗口\n二是培训\n\n 三是检查",
    ),
    *cells(
        "rare characters",
        {"J3": "㙍镇、𣗋树、①新增 5㎡ 窗口"},
        "M04.text=㙍镇、𣗋树、①新增 5㎡ 窗口",
        kinds=(*FORMS, "gbk.csv"),
    ),
    *cells("a number kept as text", {"H3": "3.5"}, sender=APPROVAL),
    *cells("thousands parted", {"H3": "1,300"}, sender=FINANCE),
    *cells("a unit typed", {"H3": "1300万元"}, "number-not-number H3", "answer-faulty", "-M02", sender=FINANCE),
    *cells("a unit shown by the format", {"H3": Cell(1300, "wan-word")}, sender=FINANCE),
    *cells(
        "another unit shown by the format",
        {"H3": Cell(13, "yi-word")},
        "number-not-number H3",
        "answer-faulty",
        "-M02",
        sender=FINANCE,
    ),
    *cells("a number under zeros and commas", {"H3": Cell(1300, "grouped")}, sender=FINANCE),
)
SHOWN_CELLS = (
    *variants(
        "a grey cell changed",
        ("xlsx", "xls", "ods", "csv"),
        ({"D3": "2027年6月底前"}, ("answer-shown-changed D3", "-M04")),
        ({"B3": "知识产权服务窗口"}, ("answer-shown-changed B3", "-M04")),
        ({"F3": "80%"}, ("answer-shown-changed F3", "-M04")),
        ({"C3": "财政局"}, ("answer-shown-changed C3", "-M04")),
    ),
    *cells("a deadline that became a day", {"D3": Cell(date(2026, 12, 31), "day")}, "answer-shown-changed D3", "-M04"),
    *cells("grey cells emptied", {"B3": None, "C3": None, "D3": None}),
    *cells("the id emptied", {"A3": None}, "required-empty A3", *_FAULTY),
    *cells("the id of another", {"A3": "M06"}, "answer-shown-changed B3", "-M04", "?answer-twice"),
    *cells("a full-width id", {"A3": "Ｍ０４"}),
    *cells("a small letter in the id", {"A3": "m04"}, "answer-unasked A3", "-M04"),
    *cells("spaces in a title", {"B3": "知识产权 窗口 "}, "?space-inside"),
    *cells("a heading with a remark", {"G2": "完成率（%）", "J2": "本月进展（限200字）"}),
)
MONTHS = (
    *cells("last month's title", {"A1": "2026年10月措施进展填报表"}, "answer-month-other A1", "-"),
    *forms("last month's sheet", Book((Sheet("10月", _FILLED.rows[1:]),)), "answer-month-other", "-"),
    *cells("last year's title", {"A1": "2025年11月措施进展填报表"}, "answer-month-other A1", "-"),
    *(
        Messy(
            f"last month's file without a title · {kind}",
            {f"市场监管局10月进展.{kind}": save_as(Book((Sheet("Sheet1", _FILLED.rows[1:]),)), kind)},
            (MARKET,),
            ("answer-month-other", "-"),
        )
        for kind in FORMS
    ),
)
SENDERS = (
    *(
        sent(f"another department's name · {kind}", {f"财政局.{kind}": save_as(_BOOK, kind)}, "answer-of-another", "-")
        for kind in FORMS
    ),
    *(
        sent(
            f"two answers that differ · {kind}",
            {
                f"市场监管局.{kind}": save_as(_BOOK, kind),
                f"市场监管局（新）.{kind}": save_as(Book((sheet_of(MARKET, {"G3": Cell(0.9, "percent")}),)), kind),
            },
            "answer-twice",
            "-M04",
        )
        for kind in FORMS
    ),
    *(
        sent(
            f"the same answer twice · {kind}", {"市场监管局.xlsx": _BOOK, f"市场监管局(1).{kind}": save_as(_BOOK, kind)}
        )
        for kind in FORMS
    ),
    *(
        sent(
            f"one sheet of three departments · {kind}",
            {f"汇总.{kind}": save_as(_WHOLE, kind)},
            "?answer-of-another",
            senders=(MARKET, APPROVAL, FINANCE),
        )
        for kind in FORMS
    ),
    *(
        sent(
            f"all departments · {kind}",
            {f"{one}.{kind}": save_as(Book((sheet_of(one),)), kind) for one in (MARKET, APPROVAL, FINANCE)},
            senders=(MARKET, APPROVAL, FINANCE),
        )
        for kind in (*FORMS, "et", "csv", "gbk.csv")
    ),
)
CASES = (*CELLS, *SHOWN_CELLS, *MONTHS, *SENDERS)
