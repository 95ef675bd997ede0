"""Closed months held against the tables: every change is named, every correction must fit."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from mashang.checks.content import Examined, check_content
from mashang.model import Code, CodeKind
from mashang.periods import YearMonth
from mashang.problems import CATALOGUE, Problem, has_errors
from mashang.proof import changed_cells, kept_months
from mashang.proof import changes as module
from mashang.proof.changes import check_changes
from mashang.proof.derived_snapshot import derive_snapshots
from mashang.proof.kept_months import check_snapshots, keep_months
from mashang.records import SnapshotDigest
from mashang.settings import Settings
from mashang.snapshot import MonthSnapshot, Series, SnapshotKind
from tests.checks.conftest import CODE, SETTINGS, TODAY, make_content

Tables = dict[str, str | dict[str, str]]
JULY, AUGUST, SEPTEMBER = (YearMonth(2026, month) for month in (7, 8, 9))
DEPARTMENTS = "编号|名称|简称\nD01|明川县数据局|数据局\nD02|明川县财政局|财政局"
HEADINGS = "编号|标题|领域|内容|牵头单位|完成时限|发布日期"
M01 = "M01|全程网办|市场准入|开办企业全程网办|数据局|2026年底前|2026-01-05"
M02 = "M02|一窗通办|政务环境|一个窗口都能办|财政局|长期坚持|2026-01-05"
MONTHS = "月份|发布日期|状态|综述\n2026-07|2026-08-10|已审核|七月平稳\n2026-08|2026-09-10|已封存|八月平稳"
REPORT = "编号|本月进展|完成率|存在问题\nM01|做了甲|{}|\nM02|做了乙||"
TABLES: Tables = {
    "departments": DEPARTMENTS,
    "measures": f"{HEADINGS}\n{M01}\n{M02}",
    "months": MONTHS,
    "progress/2026-07": REPORT.format("50"),
    "progress/2026-08": REPORT.format("60%"),
    "ratings/2026-08": "码|非常满意|投诉\n7K3M9QX2Z|12|1",
}
LINES = "编号|月份|措施编号|栏目|更正前|更正后|更正原因|更正日期|更正单位"


def examine(tables: Tables, settings: Settings = SETTINGS) -> Examined:
    """The county of these tables, which must be free of errors of other kinds."""
    codes = {CODE: Code(CODE, CodeKind.WINDOW, "W01", date(2026, 1, 5))}
    examined = check_content(make_content(tables), settings, codes, TODAY)
    assert not has_errors(examined.problems), examined.problems
    return examined


def close(tables: Tables, months: Iterable[YearMonth] = (JULY, AUGUST)) -> tuple[MonthSnapshot, ...]:
    """Close these months as they stand."""
    publication = examine(tables).publication
    assert publication
    present = derive_snapshots(publication, SETTINGS, tuple(months))
    closed: list[MonthSnapshot] = []
    for month, rows in present.items():
        closed.append(MonthSnapshot(month, date(2026, 10, 1), "ab", closed[-1].digest if closed else "", rows))
    return tuple(closed)


def compare(
    tables: Tables, settings: Settings = SETTINGS, closed: Iterable[MonthSnapshot] | None = None
) -> list[Problem]:
    """What is wrong with the county of these tables after both months were closed."""
    examined = examine(tables, settings)
    assert examined.publication
    kept = close(TABLES) if closed is None else tuple(closed)
    present = derive_snapshots(examined.publication, settings, [one.month for one in kept])
    return check_changes(keep_months((), kept, {}), present, examined.context)


def render(problems: Iterable[Problem]) -> list[str]:
    """What staff would read of each."""
    return [f"{found.where}：{found.sentence}{found.mend} [{found.code}]" for found in problems]


def brief(problems: Iterable[Problem]) -> list[str]:
    """Where and what, without how to mend."""
    return [f"{found.where}：{found.sentence}" for found in problems]


def correct(*lines: str) -> Tables:
    """A table of corrections: month|measure|heading|old|new, and as wished another day."""
    rows = []
    for number, line in enumerate(lines, start=1):
        cells = line.split("|")
        day = cells[5] if len(cells) > 5 else "2026-10-12"
        rows.append(f"G{number}|{'|'.join(cells[:5])}|核对后更正|{day}|数据局")
    return {"corrections": "\n".join([LINES, *rows])}


TEXT_CHANGED: Tables = {**TABLES, "progress/2026-08": REPORT.format("60%").replace("做了甲", "做完了甲")}
PERCENT_CHANGED: Tables = {**TABLES, "progress/2026-08": REPORT.format("10")}


def test_what_was_closed_and_is_the_same_has_no_problem() -> None:
    """Also when another way of writing gives the same facts, and a reviewed month is then marked as closed."""
    same: Tables = {
        **TABLES,
        "months": MONTHS.replace("已审核", "已封存").replace("2026-08-10", "2026年8月10日"),
        "progress/2026-08": REPORT.format("60.0"),
        "measures": f"{HEADINGS}\n{M02}\n{M01.replace('数据局', 'D01')}",
    }
    assert compare(TABLES) == []
    assert compare(same) == []


def test_a_changed_cell_is_named_with_both_values_and_how_to_mend() -> None:
    """File, sheet, row, column, what was frozen, what stands there now, and the line of correction to be written."""
    assert render(compare(TEXT_CHANGED)) == [
        (
            "content/progress/2026-08.xlsx · 表“表1” · B2（本月进展）：2026年8月已经封存：措施 M01 的“本月进展”"
            "封存时是“做了甲”，现在成了“做完了甲”。不是要更正的，就改回“做了甲”；确实要更正，"
            "在 content/corrections 里加一行："
            "月份 2026-08、措施编号 M01、栏目 本月进展、更正前、更正后，写明原因、"
            "日期和单位（原文见 content/closed/2026-08.csv）。"
            " [closed-changed]"
        )
    ]


def test_every_figure_that_follows_is_named() -> None:
    """A percentage carries the status with it; staff read where to look."""
    found = compare(PERCENT_CHANGED)
    assert brief(found) == [
        (
            "content/progress/2026-08.xlsx · 表“表1” · C2（完成率）：2026年8月已经封存：措施 M01 的“完成率”"
            "封存时是“60”，现在成了“10”。跟着变的还有状态（2026年8月）。"
        ),
    ]
    assert all("它是算出来的：看看这项措施的发布日期" in one.mend for one in found)


CHANGES: dict[str, tuple[Tables, list[str]]] = {
    "deadline": (
        {"measures": f"{HEADINGS}\n{M01.replace('2026年底前', '2026-09-30')}\n{M02}"},
        ["完成时限", "状态", "时间进度"],
    ),
    "lead": ({"measures": f"{HEADINGS}\n{M01.replace('数据局', '财政局')}\n{M02}"}, ["牵头单位"]),
    "title": ({"measures": f"{HEADINGS}\n{M01.replace('全程网办', '全程代办', 1)}\n{M02}"}, ["标题"]),
    "field": ({"measures": f"{HEADINGS}\n{M01.replace('市场准入', '政务环境')}\n{M02}"}, ["领域"]),
    "renumbered": (
        {
            "measures": f"{HEADINGS}\n{M01.replace('M01', 'M09')}\n{M02}",
            "progress/2026-07": REPORT.format("50").replace("M01", "M09"),
            "progress/2026-08": REPORT.format("60").replace("M01", "M09"),
        },
        ["列入", "列入", "标题", "领域", "牵头单位", "完成时限", "状态", "完成率", "时间进度", "本月填报", "本月进展"],
    ),
    "published later": (
        {"measures": f"{HEADINGS}\n{M01}\n{M02.replace('2026-01-05', '2026-09-05')}"},
        ["列入"],
    ),
    "summary": ({"months": MONTHS.replace("八月平稳", "八月向好")}, ["综述"]),
    "published": ({"months": MONTHS.replace("2026-09-10", "2026-09-11")}, ["发布日期"]),
    "report dropped": (
        {"progress/2026-08": REPORT.format("60").replace("\nM02|做了乙||", "")},
        ["本月填报", "本月进展"],
    ),
    "rating": ({"ratings/2026-08": "码|非常满意|投诉\n7K3M9QX2Z|13|1"}, ["非常满意"]),
    "rating dropped": ({"ratings/2026-08": ""}, ["非常满意", "投诉"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_changes_anywhere_are_noticed_in_august(change: str) -> None:
    """In whatever table: all that the month's page would show otherwise, heading by heading."""
    tables, headings = CHANGES[change]
    found = [dict(one.slots) for one in compare({**TABLES, **tables}, closed=_only_august())]
    assert sorted(name for slots in found for name in slots["headings"].split("、")) == sorted(headings)


def _only_august() -> tuple[MonthSnapshot, ...]:
    return close(TABLES, [AUGUST])


def test_a_changed_rule_is_noticed() -> None:
    """Another tolerance in the settings would rewrite the past."""
    settings = Settings(**{name: getattr(SETTINGS, name) for name in Settings.__slots__} | {"tolerance": 0})
    [found] = [dict(one.slots) for one in compare(TABLES, settings)]
    assert (found["month"], found["after"]) == ("2026年7月至2026年8月", "“进度滞后”")


def test_the_same_percentage_of_an_earlier_month_is_not_the_same_report() -> None:
    """Who blanks a percentage that is also last month's changes what was reported, though the page shows it still."""
    before: Tables = {
        **TABLES,
        "progress/2026-07": REPORT.format("").replace("乙||", "乙|60|").replace("甲||", "甲|4|"),
        "progress/2026-08": REPORT.format("").replace("乙||", "乙|60|").replace("甲||", "甲|5|"),
    }
    after: Tables = {**before, "progress/2026-08": REPORT.format("").replace("甲||", "甲|5|")}
    (found,) = compare(after, closed=close(before))
    assert "“本月填报”封存时是“有完成率”，现在成了“没有完成率”。" in found.sentence


def test_a_correction_lets_a_change_stand() -> None:
    """Old and new as the tables say them, or as people write them."""
    assert compare({**TEXT_CHANGED, **correct("2026-08|M01|本月进展|做了甲|做完了甲")}) == []
    percent = correct("2026-08|M01|完成率|60%|10.0%", "2026-08|M01|状态|按期推进|进度滞后")
    assert compare({**PERCENT_CHANGED, **percent}) == []
    lead: Tables = {**TABLES, "measures": f"{HEADINGS}\n{M01.replace('数据局', '财政局')}\n{M02}"}
    both = correct("2026-07|M01|牵头单位|数据局|D02", "2026-08|M01|牵头单位|D01|明川县财政局")
    assert compare({**lead, **both}) == []
    month: Tables = {**TABLES, "months": MONTHS.replace("2026-09-10", "2026-09-11").replace("七月平稳", "")}
    both = correct("2026-07||综述|七月平稳|", "2026-08||发布日期|2026年9月10日|2026/9/11")
    assert compare({**month, **both}) == []


def test_ratings_are_corrected_by_their_code() -> None:
    """The code stands where else the measure does; a row that came or went counts nothing before or after."""
    changed: Tables = {**TABLES, "ratings/2026-08": "码|非常满意\n7K3M9QX2Z|13"}
    lines = correct(f"2026-08|{CODE}|非常满意|12|13", f"2026-08|{CODE}|投诉|1|0")
    assert compare({**changed, **lines}) == []
    typed = correct(f"2026-08|{CODE[:4]}-{CODE[4:].lower()}|非常满意|12|13", f"2026-08|{CODE}|投诉|1|0")
    assert compare({**changed, **typed}) == []
    july: Tables = {**TABLES, "ratings/2026-07": "码|满意\n7K3M9QX2Z|5"}
    assert compare({**july, **correct(f"2026-07|{CODE}|满意|0|5")}) == []


def test_a_measure_that_went_or_came_is_corrected_as_such() -> None:
    """One line for one that is gone; for one that came, a line for each of its cells."""
    gone: Tables = {**TABLES, "measures": f"{HEADINGS}\n{M01}\n{M02.replace('2026-01-05', '2026-09-05')}"}
    lines = ("2026-07|M02|列入|列入|", "2026-08|M02|列入|列入|")
    assert compare({**gone, **correct(*lines)}) == []
    added = [
        f"2026-08|M02|{heading}||{text}"
        for heading, text in zip(SnapshotKind.MEASURE.headings, _added(), strict=True)
        if text
    ]
    assert compare({**TABLES, **correct(*added)}, closed=close(gone, [AUGUST])) == []
    assert len(compare({**TABLES, **correct(*added[1:])}, closed=close(gone, [AUGUST]))) == 1


def _added() -> tuple[str, ...]:
    """What August says of the measure that came."""
    return close(TABLES, [AUGUST])[0].rows[SnapshotKind.MEASURE, "M02"]


def test_several_corrections_of_one_cell_follow_one_another() -> None:
    """Each begins where the one before ended; only the last must be what stands there."""
    twice = ("2026-08|M01|本月进展|做了甲|做着甲|2026-10-12", "2026-08|M01|本月进展|做着甲|做完了甲|2026-10-20")
    assert compare({**TEXT_CHANGED, **correct(*twice)}) == []
    assert render(compare({**TEXT_CHANGED, **correct(*reversed(twice))})) == [
        (
            "content/corrections.xlsx · 表“表1” · E2（更正前）：“更正前”写的是“做着甲”，封存时是“做了甲”。"
            "看看“月份”“措施编号”“栏目”是不是写错了；没有错，就对照 content/closed/2026-08.csv 改正“更正前”。"
            " [correction-old-differs]"
        ),
        (
            "content/corrections.xlsx · 表“表1” · E3（更正前）：“更正前”写的是“做了甲”，上一次更正后是“做完了甲”。"
            "看看“月份”“措施编号”“栏目”是不是写错了；没有错，就对照 content/closed/2026-08.csv 改正“更正前”。"
            " [correction-old-differs]"
        ),
        (
            "content/corrections.xlsx · 表“表1” · H3（更正日期）："
            "更正日期 2026-10-12 早于同一处上一次更正的日期 2026-10-20。"
            "同一处的几次更正，按日期先后写。 [correction-order]"
        ),
        (
            "content/corrections.xlsx · 表“表1” · F3（更正后）：“更正后”写的是“做着甲”，现在表里是“做完了甲”。"
            "两处要一致：改正这里，或改正表里的内容。 [correction-new-differs]"
        ),
    ]


CORRECTIONS = {
    "of what did not change": (
        TABLES,
        "2026-08|M01|本月进展|做了甲|做完了甲",
        (
            "F2（更正后）：“更正后”写的是“做完了甲”，现在表里是“做了甲”。两处要一致：改正这里，或改正表里的内容。"
            " [correction-new-differs]"
        ),
    ),
    "of nothing": (
        TEXT_CHANGED,
        "2026-08|M01|本月进展|做完了甲|做完了甲",
        "F2（更正后）：更正前和更正后相同。改正其中一个，或删掉这一行。 [correction-idle]",
    ),
    "of no measure": (
        TABLES,
        "2026-08|M99|本月进展|甲|乙",
        (
            "C2（措施编号）：2026年8月的封存件和现在的表里，都没有措施编号 M99。"
            "对照 content/closed/2026-08.csv 改正措施编号，或删掉这一行。"
            " [correction-fits-nothing]"
        ),
    ),
    "of an open month": (
        {**TABLES, "months": f"{MONTHS}\n2026-09|2026-10-10|草稿|"},
        "2026-09|M01|本月进展|甲|乙",
        (
            "B2（月份）：2026年9月还没有公布过，不用写更正。月份写错了就改正；没有写错，就删掉这一行，直接改表格。"
            " [correction-not-published]"
        ),
    ),
    "the wrong way round": (
        TEXT_CHANGED,
        "2026-08|M01|本月进展|做完了甲|做了甲",
        (
            "E2（更正前）：更正前和更正后写反了：封存时是“做了甲”，现在表里是“做完了甲”。把这两格对调。"
            " [correction-swapped]"
        ),
    ),
    "of a measure in small letters": (
        TEXT_CHANGED,
        "2026-08|m01|本月进展|做了甲|做完了甲",
        (
            "C2（措施编号）：2026年8月的封存件和现在的表里，都没有措施编号 m01。"
            "对照 content/closed/2026-08.csv 改正措施编号，或删掉这一行。是不是“M01”？"
            " [correction-fits-nothing]"
        ),
    ),
    "of a code where a measure belongs": (
        TEXT_CHANGED,
        f"2026-08|{CODE}|本月进展|做了甲|做完了甲",
        (
            f"C2（措施编号）：2026年8月的封存件和现在的表里，都没有措施编号 {CODE}。"
            "对照 content/closed/2026-08.csv 改正措施编号，或删掉这一行。"
            " [correction-fits-nothing]"
        ),
    ),
}


@pytest.mark.parametrize("case", CORRECTIONS)
def test_a_correction_that_fits_nothing_is_named(case: str) -> None:
    """At its own cell, with what would fit."""
    tables, line, expected = CORRECTIONS[case]
    assert f"content/corrections.xlsx · 表“表1” · {expected}" in render(compare({**tables, **correct(line)}))


def test_long_texts_are_quoted_where_they_part() -> None:
    """Nobody compares a thousand characters by eye."""
    long = "甲" * 100
    before: Tables = {**TABLES, "progress/2026-08": REPORT.format("60").replace("做了甲", f"{long}乙{long}")}
    after: Tables = {**TABLES, "progress/2026-08": REPORT.format("60").replace("做了甲", f"{long}丙{long}")}
    (found,) = compare(after, closed=close(before))
    assert f"封存时是“…{'甲' * 8}乙{'甲' * 31}…”，现在成了“…{'甲' * 8}丙{'甲' * 31}…”" in found.sentence


def hold(
    closed: Iterable[MonthSnapshot], tables: Tables, published: Iterable[SnapshotDigest] = (), **words: bool
) -> list[str]:
    """What is wrong with the closed months themselves."""
    broken = words.get("broken", False)
    return render(check_snapshots(Series.CLOSED, tuple(closed), examine(tables).context, published, broken=broken))


def test_closed_months_in_their_places_have_no_problem() -> None:
    """Closed one after another, declared, and the ones that were published."""
    closed = close(TABLES)
    assert hold(closed, TABLES, [one.published for one in closed]) == []
    assert hold(closed, TABLES, [closed[0].published]) == []


def test_a_month_marked_as_closed_wants_closing() -> None:
    """The word in the table is no lock; unless a file is there that cannot be read, which is problem enough."""
    assert hold((), TABLES) == [
        (
            "content/months.xlsx · 表“表1” · C3（状态）：2026年8月标为“已封存”，但没有封存件。"
            "运行 python run.py close 2026-08 封存它；还要修改，就先把状态改为“已审核”。 [month-not-closed]"
        )
    ]
    assert hold((), TABLES, broken=True) == []


def test_a_closed_month_stays_in_the_table_of_months() -> None:
    """Not as a draft, and not missing."""
    closed = close(TABLES)
    assert hold(closed, {**TABLES, "months": MONTHS.replace("已审核", "草稿")}) == [
        (
            "content/months.xlsx · 表“表1” · C2（状态）：2026年7月已经封存，状态却写成了“草稿”。"
            "改回“已审核”。 [closed-month-draft]"
        )
    ]
    less: Tables = {
        **TABLES,
        "months": "月份|发布日期|状态\n2026-08|2026-09-10|已封存",
        "progress/2026-07": "",
    }
    assert hold(closed, less) == [
        (
            "content/closed/2026-07.csv：2026年7月已经封存，“月度”表里却没有这个月了。"
            "从备份恢复 content/months 里的这一行。 [closed-month-lost]"
        )
    ]


def test_a_lost_or_swapped_month_is_noticed() -> None:
    """By the month after it; and the newest by what the site in place says."""
    july, august = close(TABLES)
    assert hold([august], TABLES) == [
        (
            "content/closed/2026-08.csv：封存件接不上：它前面应当还有一份封存件，不见了或被换过。"
            "从备份或版本库恢复 content/closed 整个文件夹。 [closed-chain-broken]"
        )
    ]
    reopened: Tables = {**TABLES, "months": MONTHS.replace("已封存", "已审核")}
    assert hold([july], reopened) == []
    assert hold([july], reopened, [july.published, august.published]) == [
        (
            "content/closed/2026-08.csv：网站上登记着2026年8月的封存件，这份文件却不见了或被换过。"
            "从备份或版本库恢复 content/closed 整个文件夹。 [closed-published-lost]"
        )
    ]
    again = MonthSnapshot(AUGUST, august.day, "cd", august.previous, august.rows)
    assert len(hold([july, again], TABLES, [august.published])) == 1


def test_a_lost_month_that_was_published_is_only_to_be_restored() -> None:
    """Nobody is asked to close it anew, which would be refused and is not what was published."""
    marked: Tables = {**TABLES, "months": MONTHS.replace("已审核", "已封存")}
    closed = close(TABLES)
    lines = hold(closed[:-1], marked, [one.published for one in closed])
    assert [line.rpartition(" ")[2] for line in lines] == ["[closed-published-lost]"]
    assert "[month-not-closed]" in " ".join(hold(closed[:-1], marked))


def test_every_problem_of_closed_months_is_met_here() -> None:
    """No code is named in the modules without a text here or beside."""
    files = (Path(__file__), Path(__file__).with_name("test_kept_months.py"))
    own = "".join(file.read_text(encoding="utf-8") for file in files)
    trees = [
        ast.parse(Path(str(one.__file__)).read_text(encoding="utf-8")) for one in (module, changed_cells, kept_months)
    ]
    named = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in CATALOGUE
    }
    assert {code for code in named if f"[{code}]" not in own} == set()
    assert len(named) == 18
