"""Slips in figures and dates: magnitudes, number formats, types, calendars, months that repeat."""

from __future__ import annotations

from datetime import date

from bench.calc import Book, Cell
from bench.slip_county import LATEST, Case, Value, latest, make_book, make_rows, make_sheet, slip

_AUGUST, _SEPTEMBER, _MEASURES, _MONTHS = "progress/2026-08", "progress/2026-09", "measures", "months"
_EQUAL: dict[str, Value] = {"C2": 5, "C3": 640, "C4": 12, "B5": Cell(0.55, "percent"), "B7": Cell(0.5, "percent")}
_WORDS = {
    "E2": "全程网上办上线，平均 5 小时",
    "E3": "又拨付 64 家企业，累计 640 万元",
    "E4": "新增餐饮、药店等 4 种套餐",
    "E5": "开通 17 个窗口，办理质押 3 笔",
    "E6": "为 118 家新办企业刻章",
    "E7": "两张清单公布，提醒 91 起",
}

MAGNITUDES = (
    latest("yuan typed where the unit is 万元", {"C3": 9800000}, "value-beyond-goal C3"),
    latest("a minus before the figure", {"C3": -980}, "value-negative C3"),
    latest("a minus and too many zeros", {"C3": -9800000}, "value-beyond-goal C3"),
    latest("one nought too many", {"C3": 9800}, "value-jumped C3"),
    latest("a figure that falls, without a reason", {"C3": 98}, "percent-fell C3"),
    latest("a figure that falls, with last month's reason", {"C3": 98, "F3": "无"}, "percent-fell C3"),
    latest("a figure that falls, with a reason", {"C3": 600, "F3": "一笔 40 万元的奖补退回重审"}, "M02.current=600"),
    latest("a percentage that falls", {"B5": Cell(0.075, "percent-1")}, "percent-fell B5"),
    latest("hours typed as minutes", {"C2": 240}, "value-beyond-goal C2"),
    latest("less is better: a tenth of it", {"C2": 0.4}, "value-jumped C2"),
    slip("the target in yuan", _MEASURES, {"I3": 16000000}, "value-below-goal C3"),
    latest("more than the target", {"C4": 21}, "M03.current=21", "M03.percent=100"),
    latest("the goal is reached", {"C3": 1600}, "M02.percent=100"),
    latest("a percentage over 100", {"B5": Cell(7.5, "percent")}, "percent-impossible B5"),
    latest("a percentage over 100 as a number", {"B5": 750}, "percent-impossible B5"),
    latest("a negative percentage", {"B5": Cell(-0.75, "percent")}, "percent-impossible B5"),
    latest("a share without a sign", {"B5": 0.75}, "percent-ambiguous B5"),
    latest("100 % as 1", {"B5": 1}, "percent-ambiguous B5"),
    latest("percentage and figure disagree", {"B3": Cell(0.9, "percent")}, "percent-disagrees B3"),
    latest("done with 75 %", {"D5": "已完成"}, "status-disagrees D5"),
    latest("not begun with 75 %", {"D5": "未启动"}, "status-disagrees D5"),
    latest("neither figure nor status", {"B5": None}, "progress-unmeasured B5"),
    latest("a figure where there is no target", {"C5": 23}, "current-without-target C5"),
    slip("target and baseline alike", _MEASURES, {"H3": 1600}, "target-equals-baseline I3"),
    slip("a target without a baseline", _MEASURES, {"H3": None}, "target-incomplete H3"),
)
FORMATS = (
    latest("980 000 under 0.0,万", {"C3": Cell(980000, "wan")}, "M02.current=980"),
    latest("9.8 million under 0.0,万", {"C3": Cell(9800000, "wan")}, "value-jumped C3"),
    latest("under 0,千元", {"C3": Cell(980000, "qian")}, "number-not-number C3"),
    latest("under 0.00,,亿", {"C3": Cell(980000000, "yi")}, "number-not-number C3"),
    latest("980 000 under a dividing comma alone", {"C3": Cell(980000, "silent-thousands")}, "M02.current=980"),
    latest("980 shown as 980万 where the unit is 万元", {"C3": Cell(980, "wan-word")}, "M02.current=980"),
    latest("15 shown as 15万 where the unit is 种", {"C4": Cell(15, "wan-word")}, "number-not-number C4"),
    slip("a target shown as 20万", _MEASURES, {"I4": Cell(20, "wan-word")}, "number-not-number I4"),
    latest("9.8 shown as 9.80 亿元", {"C3": Cell(9.8, "yi-word")}, "number-not-number C3"),
    latest("15 shown as 15种", {"C4": Cell(15, "piece")}, "M03.current=15"),
    latest("75 shown as 75%", {"B5": Cell(75, "sign")}, "M04.percent=75"),
    latest("0.75 shown as 0.75%", {"B5": Cell(0.75, "sign")}, "percent-fell|percent-ambiguous B5"),
    latest("7.5 shown as 7.5‰", {"B5": Cell(7.5, "per-mille")}, "percent-not-number B5"),
    latest("a percent cell", {"B5": Cell(0.753, "percent-1")}, "M04.percent=75.3"),
    latest("two thirds in percent", {"B5": Cell(2 / 3, "percent-1")}, "M04.percent=66.7"),
    latest("two thirds in whole percent", {"B5": Cell(2 / 3, "percent")}, "M04.percent=67"),
    latest("75 typed into a cell of percent", {"B5": Cell(75, "percent")}, "percent-impossible B5"),
    latest("thousands grouped", {"C3": Cell(1234.5, "grouped")}, "M02.current=1234.5"),
    latest("a scientific format", {"C3": Cell(1280, "scientific")}, "M02.current=1280"),
    latest("an empty number format hides the figure", {"C3": Cell(980, "nothing")}, "cell-unseen C3"),
    latest("a figure as text", {"C3": Cell("980", "text")}, "M02.current=980"),
    latest("a figure with its unit", {"C3": "980万元"}, "number-not-number C3"),
    latest("about so much", {"C3": "约980"}, "number-not-number C3"),
    latest("a range", {"C3": "900-980"}, "number-not-number C3"),
    latest("full-width digits", {"C3": "９８０"}, "M02.current=980"),
    latest("the letter O", {"C3": "98O"}, "number-not-number C3"),
    latest("the letter l in a percentage", {"B5": "7l%"}, "percent-not-number B5"),
    latest("Chinese numerals", {"C4": "十五"}, "number-not-number C4"),
    latest("trailing blanks", {"C3": "980　 "}, "M02.current=980"),
    latest("a zero-width space in the figure", {"C3": "98\u200b0"}, "control-character C3"),
    latest("a full stop for the point", {"C3": "980。5"}, "number-not-number C3"),
    latest("a comma for the point", {"C3": "980,5"}, "number-not-number C3"),
    latest("a percentage of two signs", {"B5": "75%%"}, "percent-not-number B5"),
    latest("a full-width percent sign", {"B5": "７５％"}, "M04.percent=75"),
    latest("a truth value", {"C3": Cell(value=True)}, "cell-boolean C3"),
    latest("a date in the column of figures", {"C3": Cell(date(2026, 10, 31), "day")}, "number-not-number C3"),
    latest("a fraction", {"B5": Cell("3/4")}, "percent-not-number B5"),
    latest("0.75 under a format of fractions", {"B5": Cell(0.75, "fraction")}, "percent-ambiguous B5"),
    latest("a formula with its result", {"C3": Cell(980, formula="=640+340")}, "M02.current=980"),
    latest("a formula that divides by nought", {"C3": Cell(formula="=1/0")}, "cell-error-value C3"),
    latest("a formula that finds nothing", {"B5": Cell(formula='=VLOOKUP("M4";[.A2:.B7];2;0)')}, "cell-error-value B5"),
    latest("a formula whose result is a text", {"C3": Cell(formula='="980万"')}, "number-not-number C3"),
    latest(
        "a formula whose result is an empty text",
        {"C3": Cell(formula='=""'), "B3": Cell(0.6125, "percent-1")},
        "M02.percent=61.3",
    ),
    latest("a formula that is a text", {"C3": "=640+340"}, "number-not-number|formula-no-value C3"),
    latest("a cell that only looks like an error", {"C3": "#REF!"}, "number-not-number C3"),
    Case(
        "a formula without its result",
        {
            LATEST: Book(
                (make_sheet(LATEST, {"C3": Cell(980, formula="=640+340")}),), patches=((r"(</f>)<v>[^<]*</v>", r"\1"),)
            )
        },
        ("formula-no-value C3",),
    ),
)
DAYS = (
    slip("a date as text", _MEASURES, {"J2": "2026-01-20"}, "M01.published_on=2026-01-20"),
    slip("a date with Chinese signs", _MEASURES, {"J2": "2026年1月20日"}, "M01.published_on=2026-01-20"),
    slip("a date with points", _MEASURES, {"J2": "2026.1.20"}, "M01.published_on=2026-01-20"),
    slip("a date as 20260120", _MEASURES, {"J2": 20260120}, "M01.published_on=2026-01-20"),
    slip("a date as its serial number", _MEASURES, {"J2": 46042}, "date-not-date J2"),
    slip("a year of two digits", _MEASURES, {"J2": "26.1.20"}, "date-not-date J2"),
    slip("the 31st of September", _MEASURES, {"J2": "2026-09-31"}, "date-impossible J2"),
    slip("day and month swapped", _MEASURES, {"J2": "20/1/2026"}, "date-not-date J2"),
    slip("an American format", _MEASURES, {"J2": Cell(date(2026, 1, 20), "us-day")}, "M01.published_on=2026-01-20"),
    slip(
        "only month and day are shown",
        _MEASURES,
        {"J2": Cell(date(2026, 1, 20), "month-day")},
        "M01.published_on=2026-01-20",
    ),
    slip(
        "a year that shows in no format",
        _MEASURES,
        {"J2": Cell(date(2025, 1, 20), "month-day")},
        "M01.published_on=2025-01-20",
    ),
    slip("a date that hides its day", _MEASURES, {"J2": Cell(date(2026, 1, 20), "month")}, "date-not-date J2"),
    slip("a date to come", _MEASURES, {"J2": Cell(date(2027, 1, 20), "day")}, "date-in-future J2"),
    slip(
        "a deadline whose format hides the day",
        _MEASURES,
        {"F2": Cell(date(2026, 12, 1), "month")},
        "M01.deadline=2026年12月",
    ),
    slip("a deadline as a date", _MEASURES, {"F2": Cell(date(2026, 12, 31), "day")}, "M01.deadline=2026-12-31"),
    slip("a deadline in words", _MEASURES, {"F2": "尽快完成"}, "deadline-unclear F2"),
    slip("before December", _MEASURES, {"F2": "2026年12月前"}, "deadline-unclear F2"),
    slip("a deadline without a year", _MEASURES, {"F2": "12月底前"}, "deadline-unclear F2"),
    slip("a deadline before the measure", _MEASURES, {"F2": "2025年底前"}, "deadline-before-issue F2"),
    slip("2062 for 2026", _MEASURES, {"F2": "2062年底前"}, "deadline-far F2"),
    slip("2006 for 2026", _MEASURES, {"J2": Cell(date(2006, 1, 20), "day")}, "deadline-far F2"),
    slip("no deadline", _MEASURES, {"F2": None}, "deadline-missing F2"),
    slip("a month as a date", _MONTHS, {"A4": Cell(date(2026, 10, 1), "month")}, "2026-10.state=已审核"),
    slip("a month as a whole date", _MONTHS, {"A4": Cell(date(2026, 10, 1), "day")}, "month-not-month A4"),
    slip("2026.10 as a number", _MONTHS, {"A4": 2026.10}, "month-not-month A4"),
    slip(
        "published before the month ended", _MONTHS, {"B4": Cell(date(2026, 10, 6), "day")}, "month-published-early B4"
    ),
    slip("a month published in the future", _MONTHS, {"B4": Cell(date(2026, 12, 6), "day")}, "date-in-future B4"),
    Case(
        "days counted from 1904",
        {_MEASURES: Book((make_sheet(_MEASURES, {"J2": Cell(date(2026, 1, 21), "day")}),), from_1904=True)},
        ("M01.published_on=2026-01-21",),
    ),
    slip("a time of day", _MEASURES, {"J2": Cell(0.35, "time")}, "date-not-date J2"),
    slip("a date with its time", _MEASURES, {"J2": "2026-01-20 09:30"}, "date-not-date J2"),
)
MONTHS = (
    Case("last month's file under this month's name", {LATEST: make_book(_SEPTEMBER)}, ("month-repeated",)),
    latest(
        "all but two rows are last month's",
        {**_EQUAL, **_WORDS, "C3": 980, "E3": "第三批拨付 340 万元", "B7": Cell(0.6, "percent"), "E7": "提醒 102 起"},
        "month-text-repeated",
    ),
    latest("only the figures are new", _WORDS, "month-text-repeated"),
    slip("an overview of another month", _MONTHS, {"D4": "截至9月底，各项措施平稳"}, "month-text-other D4"),
    slip("the same overview as last month", _MONTHS, {"D4": "9 月窗口全部开通"}, "month-text-other D4"),
    latest(
        "texts that begin with last month",
        {f"E{n}": f"9月，{row[4].value}" for n, row in enumerate(make_rows(LATEST), 1) if n > 1},
        "month-text-other E2",
    ),
    Case(
        "last month's ratings again",
        {f"ratings/2026-{month}": make_book("ratings/2026-10") for month in ("09", "10")},
        ("month-repeated",),
    ),
    Case(
        "two noughts too many in ratings",
        {
            "ratings/2026-09": make_book("ratings/2026-10"),
            "ratings/2026-10": make_book("ratings/2026-10", {"B2": 5700, "C3": 12}),
        },
        ("value-jumped B2",),
    ),
    slip("a month left out", _MONTHS, {"A3": None, "B3": None, "C3": None, "D3": None}, "month-gap A4"),
    slip("the state in other words", _MONTHS, {"C4": "审核通过"}, "choice-unknown C4"),
    latest("somebody did not report", {f"{c}7": None for c in "ABCDEFG"}, "month-unreported"),
)
CASES = (*MAGNITUDES, *FORMATS, *DAYS, *MONTHS)
