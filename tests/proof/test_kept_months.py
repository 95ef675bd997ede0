"""Months that were published: their facts stand from then on, their wording until they are closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from mashang.model import Publication
from mashang.periods import YearMonth
from mashang.problems import name_item
from mashang.proof.changes import check_changes, check_editions
from mashang.proof.derived_snapshot import derive_snapshots, list_editions
from mashang.proof.kept_months import (
    check_moved,
    check_overdue,
    check_snapshots,
    keep_months,
    list_names,
    list_owners,
)
from mashang.proof.public_record import ShownEdition
from mashang.snapshot import MonthSnapshot, Series, SnapshotKind
from tests.checks.conftest import SETTINGS
from tests.proof.test_changes import (
    AUGUST,
    HEADINGS,
    JULY,
    LINES,
    M01,
    M02,
    MONTHS,
    REPORT,
    TABLES,
    Tables,
    brief,
    close,
    correct,
    examine,
    render,
)

ADJUSTED = "措施编号|栏目|调整前|调整后|生效月份|批准单位|批准日期|原因"
LISTS: Tables = {
    "lists/plus/list": "名称|类型|发布机构\n正面清单|正面清单|数据局",
    "lists/plus/2026-06-01": "条目编号|内容\nA|亲商\nB|安商",
}
PUBLISHED: Tables = {**TABLES, **LISTS, "months": MONTHS.replace("已封存", "已审核")}


def record(tables: Tables, months: Iterable[YearMonth] = (JULY, AUGUST)) -> tuple[MonthSnapshot, ...]:
    """What these months say as they are published; the last one has the editions."""
    publication = examine(tables).publication
    assert publication
    made: list[MonthSnapshot] = []
    wanted = tuple(months)
    for month, rows in derive_snapshots(publication, SETTINGS, wanted).items():
        kept = {key: row for key, row in rows.items() if month == wanted[-1] or key[0] is not SnapshotKind.EDITION}
        made.append(MonthSnapshot(month, date(2026, 9, 10), "ab", made[-1].digest if made else "", kept))
    return tuple(made)


def compare(
    tables: Tables, closed: Iterable[MonthSnapshot] = (), shown: Mapping[str, ShownEdition] | None = None
) -> list[str]:
    """What is wrong with these tables after both months were published, where and what."""
    examined = examine(tables)
    assert examined.publication
    kept = keep_months(record(PUBLISHED), closed, shown or {})
    facts = replace(examined.publication, names=list_names(kept, examined.context))
    present = derive_snapshots(facts, SETTINGS, [one.month for one in kept])
    return render(check_changes(kept, present, examined.context))


def brief_of(tables: Tables, records: Iterable[MonthSnapshot] = ()) -> list[str]:
    """The months and headings of each problem."""
    examined = examine(tables)
    assert examined.publication
    kept = keep_months(records or record(PUBLISHED), (), {})
    present = derive_snapshots(examined.publication, SETTINGS, [one.month for one in kept])
    found = [dict(one.slots) for one in check_changes(kept, present, examined.context)]
    return sorted(f"{slots['month']} {slots['headings'].replace('、', ' ')}" for slots in found)


def test_what_was_published_and_is_the_same_has_no_problem() -> None:
    """Nor has what comes later: another month, another edition, a new department."""
    assert compare(PUBLISHED) == []
    later: Tables = {
        **PUBLISHED,
        "months": PUBLISHED["months"] + "\n2026-09|2026-10-10|已审核|九月",  # type: ignore[operator]
        "progress/2026-09": REPORT.format("80"),
        "lists/plus/2026-09-01": "条目编号|内容\nA|亲商",
        "departments": f"{PUBLISHED['departments']}\nD03|明川县审计局|审计局",
    }
    assert compare(later) == []


def test_wording_may_be_polished_until_the_month_is_closed() -> None:
    """本月进展 and 综述 are free in an open month and fixed in a closed one, as they were closed."""
    polished: Tables = {
        **PUBLISHED,
        "months": MONTHS.replace("已封存", "已审核").replace("八月平稳", "八月总体平稳"),
        "progress/2026-08": REPORT.format("60").replace("做了甲", "做完了甲"),
    }
    assert compare(polished) == []
    assert compare(polished, close(polished)) == []
    assert [line.rpartition("[")[2] for line in compare(PUBLISHED, close(polished))] == ["closed-changed]"] * 2


def test_a_fact_of_a_published_month_is_named_with_both_values() -> None:
    """The same message as for a closed month, with what it was when it was published; the way by an adjustment too."""
    changed: Tables = {**PUBLISHED, "measures": f"{HEADINGS}\n{M01.replace('2026年底前', '2027年3月底前')}\n{M02}"}
    assert compare(changed) == [
        (
            "content/measures.xlsx · 表“表1” · F2（完成时限）：2026年7月至2026年8月已经公布：措施 M01 的“完成时限”"
            "公布时是“2026年底前”，现在成了“2027年3月底前”。跟着变的还有时间进度（2026年7月至2026年8月）。"
            "依文件调整的，在 content/adjustments 里加一行"
            "（措施编号 M01），过去的月份就不变。不是要更正的，就改回“2026年底前”；确实要更正，"
            "在 content/corrections 里加几行，一个月一栏一行：月份 2026-07至2026-08、措施编号 M01、"
            "栏目 完成时限、时间进度、更正前、更正后，"
            "写明原因、日期和单位（原文见 content/published/2026-07.csv）。 [published-changed]"
        )
    ]


def test_one_changed_cell_is_one_problem() -> None:
    """Whatever follows from it, in whichever months; two cells are two."""
    dated = M01.replace("2026-01-05", "2026-05-05")
    assert brief_of({**PUBLISHED, "measures": f"{HEADINGS}\n{dated}\n{M02}"}) == ["2026年7月至2026年8月 时间进度"]
    silent: Tables = {**PUBLISHED, "months": f"{PUBLISHED['months']}\n2026-09|2026-10-10|已审核|九月"}
    silent |= {"progress/2026-09": "编号|本月进展|完成率\nM02|做了乙|"}
    worse: Tables = {**silent, "progress/2026-08": REPORT.format("10")}
    months = (JULY, AUGUST, YearMonth(2026, 9))
    assert brief_of(worse, record(silent, months)) == ["2026年8月至2026年9月 完成率 状态"]
    assert brief_of({**worse, "progress/2026-07": REPORT.format("5")}, record(silent, months)) == [
        "2026年7月 完成率 状态",
        "2026年8月至2026年9月 完成率 状态",
    ]
    gone: Tables = {**PUBLISHED, "measures": f"{HEADINGS}\n{M01.replace('2026-01-05', '2026-09-05')}\n{M02}"}
    assert brief_of(gone) == ["2026年7月至2026年8月 列入"]


def test_an_adjustment_explains_the_table_and_alters_no_month() -> None:
    """With its row the new deadline is no change of what was published, open or closed."""
    adjusted: Tables = {
        **PUBLISHED,
        "measures": f"{HEADINGS}\n{M01.replace('2026年底前', '2027年3月底前')}\n{M02}",
        "adjustments": f"{ADJUSTED}\nM01|完成时限|2026年底前|2027年3月底前|2026-10|县政府|2026-10-08|资金未到",
    }
    assert compare(adjusted) == []
    assert compare(adjusted, close(PUBLISHED)) == []
    backdated: Tables = {
        **adjusted,
        "adjustments": f"{ADJUSTED}\nM01|完成时限|2026年底前|2027年3月底前|2026-08|县政府|2026-08-08|资金未到",
    }
    assert {line.rpartition("[")[2] for line in compare(backdated)} == {"published-changed]"}


def test_what_an_adjustment_says_of_the_past_must_be_what_was_published() -> None:
    """Another value under 调整前 than the months show is noticed by them."""
    adjusted: Tables = {
        **PUBLISHED,
        "measures": f"{HEADINGS}\n{M01.replace('2026年底前', '2027年3月底前')}\n{M02}",
        "adjustments": f"{ADJUSTED}\nM01|完成时限|2026年10月底前|2027年3月底前|2026-10|县政府|2026-10-08|资金未到",
    }
    assert any("公布时是“2026年底前”，现在成了“2026年10月底前”" in line for line in compare(adjusted))


def test_a_correction_serves_for_an_open_month() -> None:
    """And still fits after the month was closed with the corrected value."""
    changed: Tables = {**PUBLISHED, "progress/2026-08": REPORT.format("65")}
    corrected = {**changed, **correct("2026-08|M01|完成率|60|65")}
    assert [line.rpartition("[")[2] for line in compare(changed)] == ["published-changed]"]
    assert compare(corrected) == []
    assert compare(corrected, close(changed)) == []


def test_wording_of_an_open_month_wants_no_correction() -> None:
    """It is changed as it is."""
    changed: Tables = {**PUBLISHED, "progress/2026-08": REPORT.format("60").replace("做了甲", "做完了甲")}
    assert compare({**changed, **correct("2026-08|M01|本月进展|做了甲|做完了甲")}) == [
        (
            "content/corrections.xlsx · 表“表1” · D2（栏目）：2026年8月还没有封存，“本月进展”可以直接修改，不用写更正。"
            "删掉这一行，直接改表格。 [correction-of-wording]"
        )
    ]


def test_a_changed_edition_is_refused_unless_it_is_corrected() -> None:
    """A word in an entry, an entry more, an edition that is gone."""
    worse: Tables = {**PUBLISHED, "lists/plus/2026-06-01": "条目编号|内容\nA|亲商\nB|富商"}
    (line,) = compare(worse)
    assert line.startswith(
        "content/lists/plus/2026-06-01.xlsx：2026年8月已经公布："
        "清单版次 plus-2026-06-01 的“版次条目”公布时是“2 条，摘要 "
    )
    assert "清单改了内容，就发布新的一版。" in line
    before, after = (text.split("”")[0] for text in line.split("是“")[1:2] + line.split("成了“")[1:2])
    assert compare({**worse, **correct(f"2026-08|plus-2026-06-01|版次条目|{before}|{after}")}) == []


def test_an_edition_that_is_gone_needs_no_correction() -> None:
    """The gate asks for its reason; one that comes back must be as it was."""
    gone: Tables = {**PUBLISHED, "lists/plus/2026-06-01": "", "lists/plus/2026-09-01": "条目编号|内容\nA|亲商"}
    assert compare(gone) == []
    assert len(compare({**gone, "lists/plus/2026-06-01": "条目编号|内容\nA|亲商"})) == 1


def test_an_edition_is_held_from_its_first_build_on() -> None:
    """By the month that was the newest then, and by no later one whose record has it too."""
    later: Tables = {**PUBLISHED, "lists/plus/2026-09-01": "条目编号|内容\nA|亲商"}
    publication = examine(later).publication
    assert publication
    target = "plus-2026-09-01"
    (said,) = list_editions(publication)[SnapshotKind.EDITION, target]
    shown = {target: ShownEdition(said, JULY), "plus-2026-06-01": ShownEdition("as recorded in August", AUGUST)}
    assert compare(later, shown={target: shown[target]}) == []
    worse: Tables = {**later, "lists/plus/2026-09-01": "条目编号|内容\nA|清商"}
    (line,) = compare(worse, shown={target: shown[target]})
    assert line.startswith("content/lists/plus/2026-09-01.xlsx：2026年7月已经公布：清单版次 plus-2026-09-01 的")
    now = line.split("成了“")[1].split("”")[0]
    corrected: Tables = {**worse, **correct(f"2026-07|{target}|版次条目|{said}|{now}")}
    assert compare(corrected, shown={target: shown[target]}) == []
    held = [key for month in keep_months(record(later), (), shown) for key in month.rows if key[1] in shown]
    assert sorted(held) == [(SnapshotKind.EDITION, "plus-2026-06-01"), (SnapshotKind.EDITION, target)]


def test_an_edition_that_no_month_can_hold_stays_as_it_is() -> None:
    """Shown before any month was public: it cannot be corrected yet, another edition can be published."""
    examined = examine(PUBLISHED)
    assert examined.publication
    present = list_editions(examined.publication)
    shown = {"plus-2026-06-01": ShownEdition("2 条，摘要 ab"), "plus-2026-01-01": ShownEdition("1 条，摘要 cd")}
    said = present[SnapshotKind.EDITION, "plus-2026-06-01"][0]
    assert render(check_editions((), shown, present, examined.context)) == [
        (
            "content/lists/plus/2026-06-01.xlsx：清单版次 plus-2026-06-01 已经公布：公布时是“2 条，摘要 ab”，"
            f"现在成了“{said}”。改回原来的条目；清单改了内容，就发布新的一版。 [edition-changed]"
        )
    ]
    kept = keep_months(record(PUBLISHED), (), {})
    assert list(check_editions(kept, shown, present, examined.context)) == []


def test_a_department_keeps_the_name_of_each_month() -> None:
    """Renaming is no change; what months were published with is what they show."""
    renamed: Tables = {**PUBLISHED, "departments": "编号|名称|简称\nD01|明川县大数据局|数据局\nD02|明川县财政局|财政局"}
    assert compare(renamed) == []
    context = examine(renamed).context
    names = list_names(keep_months(record(PUBLISHED), (), {}), context)
    assert names[JULY]["D01"] == ("明川县数据局", "数据局")
    publication = examine(renamed).publication
    assert publication
    facts = replace(publication, names=names)
    assert facts.as_of(JULY).department_by_id["D01"].name == "明川县数据局"
    assert facts.as_of(YearMonth(2026, 9)).department_by_id["D01"].name == "明川县大数据局"
    corrected = {**renamed, **correct("2026-07|D01|单位名称|明川县数据局|明川县数据管理局")}
    assert compare(corrected) == []
    assert (
        list_names(keep_months(record(PUBLISHED), (), {}), examine(corrected).context)[JULY]["D01"][0]
        == "明川县数据管理局"
    )


def test_a_window_that_moves_keeps_its_past_with_the_department_of_then() -> None:
    """No row is needed; it is asked about until the next month is public, and can be corrected."""
    before: Tables = {**PUBLISHED, "windows": "编号|名称|大厅|单位\nW01|一窗|大厅|数据局"}
    before["matters"] = "编号|名称|单位\nS01|开办|数据局"
    records, windows = record(before), "编号|名称|大厅|单位\nW01|一窗|大厅|财政局\nW02|二窗|大厅|财政局"
    moved: Tables = {**before, "windows": windows}

    def derive(tables: Tables) -> tuple[Publication, list[str], list[str]]:
        examined, kept = examine(tables), keep_months(records, (), {})
        assert examined.publication
        facts = replace(examined.publication, owners=list_owners(kept, examined.context))
        present = derive_snapshots(facts, SETTINGS, [one.month for one in kept])
        changed = check_changes(kept, present, examined.context)
        return facts, render(changed), render(check_moved(kept, examined.context))

    facts, changed, asked = derive(moved)
    assert changed == []
    assert [facts.as_of(month).window_by_id["W01"].department for month in (AUGUST, YearMonth(2026, 9))] == [
        "D01",
        "D02",
    ]
    item = name_item("office-moved", ("windows", "W01", "D01", "D02"))
    assert asked == [
        (
            "content/windows.xlsx · 表“表1” · D2（单位）：窗口 W01 由明川县数据局改归明川县财政局："
            "到2026年8月为止的评价仍算明川县数据局的，以后的算明川县财政局的。"
            "填错了就改回去；2026年9月底还归明川县数据局的，先公布2026年9月，再改这一格。"
            f"确实没有错，就在 content/confirmations 表里加一行，“事项”写：{item} [office-moved]"
        )
    ]
    assert derive(before)[1:] == ([], [])
    matter: Tables = {**before, "matters": "编号|名称|单位\nS01|开办|财政局"}
    assert "事项 S01 由明川县数据局改归明川县财政局" in derive(matter)[2][0]
    facts, changed, _ = derive({**before, **correct("2026-08|W01|窗口单位|数据局|财政局")})
    assert (changed, facts.as_of(AUGUST).window_by_id["W01"].department) == ([], "D02")


def test_ratings_may_come_after_a_month_was_published_without_any() -> None:
    """Until it is closed; from then on they stand as they were closed."""
    assert JULY not in {
        one.month for one in record(PUBLISHED) if any(key[0] is SnapshotKind.RATING for key in one.rows)
    }
    later: Tables = {**PUBLISHED, "ratings/2026-07": "码|非常满意|投诉\n7K3M9QX2Z|9|0"}
    assert compare(later) == []
    assert compare(later, close(later)) == []
    more: Tables = {**PUBLISHED, "ratings/2026-07": "码|非常满意|投诉\n7K3M9QX2Z|10|0"}
    assert [line.rpartition("[")[2] for line in compare(more, close(later))] == ["closed-changed]"]
    august: Tables = {**PUBLISHED, "ratings/2026-08": "码|非常满意|投诉\n7K3M9QX2Z|13|1"}
    assert [line.rpartition("[")[2] for line in compare(august)] == ["published-changed]"]


def test_published_months_stay_in_the_table_of_months() -> None:
    """Not as a draft; a record that is lost is noticed by the next one and by the site in place."""
    records = record(PUBLISHED)
    drafts: Tables = {**PUBLISHED, "months": MONTHS.replace("已封存", "草稿")}
    context = examine(drafts).context
    assert brief(check_snapshots(Series.PUBLISHED, records, context, (), broken=False)) == [
        "content/months.xlsx · 表“表1” · C3（状态）：2026年8月已经公布，状态却写成了“草稿”。"
    ]
    assert render(check_snapshots(Series.PUBLISHED, records[1:], context, (), broken=False))[0] == (
        "content/published/2026-08.csv：公布件接不上：它前面应当还有一份公布件，不见了或被换过。"
        "从备份或版本库恢复 content/published 整个文件夹。 [closed-chain-broken]"
    )
    published = [one.published for one in records]
    assert [one.code for one in check_snapshots(Series.PUBLISHED, (), context, published, broken=False)] == [
        "closed-published-lost"
    ] * 2


def test_a_month_that_was_published_late_follows_in_the_chain() -> None:
    """June, entered after August was public, is chained to August."""
    july, august = record(PUBLISHED)
    june = MonthSnapshot(YearMonth(2026, 6), date(2026, 9, 20), "cd", august.digest, july.rows)
    tables: Tables = {**PUBLISHED, "months": f"{PUBLISHED['months']}\n2026-06|2026-07-10|已审核|",
                      "progress/2026-06": REPORT.format("10")}  # fmt: skip
    context = examine(tables).context
    assert check_snapshots(Series.PUBLISHED, (june, july, august), context, (), broken=False) == []


@pytest.mark.parametrize(("day", "expected"), [(date(2026, 10, 10), 0), (date(2026, 10, 11), 1)])
def test_what_ought_to_be_closed_is_asked_for_once(day: date, expected: int) -> None:
    """Two months after its publication, for all such months together, and never of a demonstration."""
    context = replace(examine(PUBLISHED).context, today=day)
    message = (
        "content/months.xlsx · 表“表1” · C2（状态）：2026年7月公布已满两个月，还没有封存（这样的月份有 1 个）。"
        "不再修改的话，运行 python run.py close 2026-07，前面的月份一并封存。 [month-overdue]"
    )
    assert render(check_overdue((), context)) == [message][:expected]
    assert list(check_overdue(record(PUBLISHED), context)) == []
    shown = replace(context, settings=replace(SETTINGS, demonstration=True))
    assert list(check_overdue((), shown)) == []


def test_the_table_of_corrections_has_a_heading_for_every_kept_cell() -> None:
    """So that whatever must stand can be corrected."""
    assert "更正前" in LINES
    assert set(Series.PUBLISHED.cells) > set(Series.CLOSED.cells)
