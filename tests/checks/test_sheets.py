"""Choosing the sheet, and separating data from titles and notes."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from mashang.model import Publication
from mashang.problems import Problem

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
HEAD = "编号|名称|简称\nD01|明川县数据局|数据局"


def codes(found: tuple[Publication | None, tuple[Problem, ...]]) -> list[str]:
    """The codes of the problems in their order."""
    return [each.code for each in found[1]]


def test_instructions_are_passed_over_even_with_headings_in_them(check: Check) -> None:
    """A sheet named 填表说明 is no table, whatever stands in it."""
    assert codes(check({"departments": {"填表说明": HEAD, "单位": HEAD}})) == []


def test_a_partial_table_beside_the_whole_one_is_named(check: Check) -> None:
    """A list of choices has two headings too; the sheet with every required heading is the table."""
    found = check(
        {
            "measures": {
                "选项": "编号|领域\n1|市场准入",
                "措施": "编号|标题|领域|内容|牵头单位|完成时限|发布日期\nM01|甲|乙|丙|D01|长期|2026-01-05",
            }
        }
    )
    assert codes(found) == ["sheet-unused"]


@pytest.mark.parametrize(
    "tail",
    [
        "注：数据截至月底",
        "备注：一\n（1）二\n2、三",
        "填表说明\n一、完成率填数字\n（二）按时报送\n审核人：李四   联系电话：0000-8000100",
        "（说明：仅供参考）",
        "填表人：张三|审核人：李四|填表日期：2026-10-30",
        "|制表人：张三",
        "数据来源：各单位",
    ],
)
def test_trailing_notes_are_no_data(check: Check, tail: str) -> None:
    """Rows below the data that open with a note's label and a colon."""
    assert codes(check({"departments": f"{HEAD}\n{tail}"})) == []


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("合计如下", ["row-unclear"]),
        ("注意事项", ["row-unclear"]),
        ("D02", ["required-empty"]),
        ("|说明：另有分局", ["required-empty"]),
        ("备注：一\nD02|明川县财政局|", ["row-unclear", "department-unused"]),
        ("2、三", ["id-not-plain", "required-empty"]),
    ],
)
def test_a_row_that_is_not_surely_a_note_is_data(check: Check, tail: str, expected: list[str]) -> None:
    """Nothing is dropped in silence: what might be a row of data must read as one."""
    assert sorted(codes(check({"departments": f"{HEAD}\n{tail}"}))) == sorted(expected)


def test_a_remark_among_the_questions_of_a_month_is_named(check: Check) -> None:
    """A row without an answer waits for one; a remark is no question, and would be lost."""
    tables = {"months": "月份|发布日期|状态\n2026-10|2026-11-10|草稿"}
    rows = "编号|标题|完成率|本月进展\nM01||60%|进展\n以上数字由财政局提供"
    assert "row-unclear" in codes(check({**tables, "progress/2026-10": rows}))
    assert "row-unclear" not in codes(
        check({**tables, "progress/2026-10": rows.replace("以上数字由财政局提供", "M02")})
    )


@pytest.mark.parametrize(
    "total", ["合计|2 个", "总 计", "|小计", "平均|", "||平均值", "全县合计|1", "合计（1 个）", "累计：1 个"]
)
def test_rows_of_totals_are_named_and_not_read(check: Check, total: str) -> None:
    """Every office sheet ends in one; the site adds up by itself."""
    publication, problems = check({"departments": f"{HEAD}\n{total}"})
    assert publication is not None
    assert len(publication.departments) == 1
    assert [(found.code, found.where.row) for found in problems] == [("row-total", 3)]


@pytest.mark.parametrize(
    "sheet",
    [
        "序号|编号|名称|简称\n1|D01|明川县数据局|数据局\n2|||\n（3）|||\n四、|||",
        "编号|名称|简称|序号\nD01|明川县数据局|数据局|",
        "序号|单位编号|名称|简称\n{formula}=ROW()-1|D01|明川县数据局|数据局\n注：以文件为准|||",
    ],
)
def test_a_column_that_numbers_the_rows_is_not_read(check: Check, sheet: str) -> None:
    """序号 beside 编号 is what nearly every office sheet has; rows that are only numbered are blank."""
    expected, _ = check()
    found, problems = check({"departments": sheet})
    assert problems == ()
    assert found == expected


def test_words_in_the_numbering_column_are_named(check: Check) -> None:
    """What stands there is not read, so nothing but numbers goes by in silence."""
    _, problems = check({"departments": "序号|编号|名称|简称\n甲|D01|明川县数据局|数据局"})
    assert [(found.code, str(found.where)) for found in problems] == [
        ("ordinal-not-read", "content/departments.xlsx · 表“表1” · A2")
    ]


def test_the_numbering_is_the_identifier_where_there_is_no_other(check: Check) -> None:
    """A table that has 序号 only, means it; twice is once too often."""
    publication, _ = check({"departments": "序号|名称|简称\nD01|明川县数据局|数据局"})
    assert publication is not None
    assert publication.departments[0].id == "D01"
    assert codes(check({"departments": "序号|名称|简称|序号\nD01|明川县数据局|数据局|1"})) == ["heading-twice"]
    assert codes(check({"months": "序号|月份|发布日期|状态\n1|2026-09|2026-10-10|草稿"})) == []


def test_rows_above_the_headings_are_titles_or_problems(check: Check) -> None:
    """A title is one text; a row of data above its headings would be lost and is named."""
    assert codes(check({"departments": f"单位名录\n（2026年）\n{HEAD}"})) == []
    assert codes(check({"departments": f"D02|明川县财政局\n{HEAD}"})) == ["row-above-headings"]
    assert codes(check({"departments": f"单位名录|单位名录|单位名录\n{HEAD}"})) == []


@pytest.mark.parametrize("note", ["填表说明|各单位于 5 日前报", "注：|名称写全称", "说明|一、名称写全称|二、简称从简"])
def test_notes_above_the_headings_are_no_problem(check: Check, note: str) -> None:
    """Forms that come from above explain themselves in several cells."""
    assert codes(check({"departments": f"单位名录\n{note}\n{HEAD}"})) == []


def test_a_total_behind_the_number_of_its_row_is_not_read(check: Check) -> None:
    """序号 goes on into the last row of many sheets; a name that sums up nothing stays a name."""
    sheet = "序号|编号|名称|简称\n1|D01|明川县数据局|数据局\n2||合计|1"
    assert codes(check({"departments": sheet})) == ["row-total"]
    assert codes(check({"departments": f"{HEAD}\nD02|合计|平均"})) == ["department-unused"]


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ("编号；名称；简称", "中文分号“；”"),
        ("编号;名称;简称", "英文分号“;”"),
        ("编号，名称，简称", "中文逗号“，”"),
        ("编号\t名称\t简称", "制表符（Tab）"),
    ],
)
def test_a_table_that_is_parted_otherwise_is_told_how(check: Check, headings: str, found: str) -> None:
    """All headings stand in one cell: they are not missing."""
    _, problems = check({"departments": f"单位名录\n{headings}\nD01"})
    named = [one for one in problems if one.code == "delimiter-wrong"]
    assert [(str(one.where), one.sentence) for one in named] == [
        ("content/departments.xlsx · 表“表1” · A2", f"各列之间用的是{found}，不是英文逗号，分不出列来。")
    ]


@pytest.mark.parametrize(
    ("written", "read", "encoding"),
    [
        ("编号|名称|简称", ("utf-8", "gb18030"), "UTF-8（被当作 GBK 打开过）"),
        ("编号|名称|简称", ("utf-8", "latin-1"), "UTF-8（被当作西文打开过）"),
        ("编号|名称|简称", ("gb18030", "latin-1"), "GBK（被当作西文打开过）"),
        ("編號|名稱|簡稱", ("cp950", "gb18030"), "Big5（繁体字系统）"),
    ],
)
def test_garbled_headings_are_recognised(check: Check, written: str, read: tuple[str, str], encoding: str) -> None:
    """A file that was saved in one encoding and opened in another: what it said, and what it was."""
    garbled = written.encode(read[0]).decode(read[1], "replace")
    _, problems = check({"departments": f"{garbled}\nD01|x|y"})
    (found,) = [one for one in problems if one.code == "heading-garbled"]
    assert "看上去是“编号”" in found.sentence
    assert found.sentence.endswith(f"原来的编码像是 {encoding}。")


def test_headings_below_the_fifteenth_row_are_not_searched(check: Check) -> None:
    """A table begins near the top."""
    titles = "\n".join(f"标题{number}" for number in range(15))
    assert codes(check({"departments": f"{titles}\n{HEAD}"})) == ["heading-row-missing"]


@pytest.mark.parametrize("row", ["合计|{}|", "注意事项之第{}|"])
def test_very_many_rows_that_are_no_data_cost_little(check: Check, row: str) -> None:
    """Each is looked at once: comparing every row with every other took minutes."""
    rows = "\n".join(row.format(number) for number in range(20_000))
    begun = time.process_time()
    _, problems = check({"departments": f"{HEAD}\n{rows}"})
    assert len(problems) == 20_000
    assert time.process_time() - begun < 10
