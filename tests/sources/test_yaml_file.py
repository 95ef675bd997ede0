"""YAML as staff write it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mashang.problems import Problem
from mashang.raw import RawTable
from mashang.sources.yaml_file import read_yaml
from mashang.yaml_causes import QUOTE_REASON

FILE = "content/departments.yaml"
SHAPE_MEND = "对照手册里的例子改写。"
BROKEN_MEND = "对照上下几行的缩进和冒号改正；冒号用英文“:”，后面空一格。"


def _read(tmp_path: Path, text: str) -> tuple[tuple[RawTable, ...], tuple[Problem, ...]]:
    path = tmp_path / "departments.yaml"
    path.write_bytes(text.encode())
    return read_yaml(path, FILE)


def _texts(table: RawTable) -> list[tuple[int, list[tuple[int, int, str]]]]:
    return [(row.number, [(cell.row, cell.column, cell.text) for cell in row.cells]) for row in table.rows]


def test_values_stay_as_written_and_keep_their_line(tmp_path: Path) -> None:
    """No octal numbers, no times in base 60, no truth values; lists become one text; keys are the first row."""
    tables, problems = _read(
        tmp_path,
        "# 单位\n"
        "- 编号: 0571\n"
        "  工作时间: 12:30\n"
        "  简称: NO\n"
        "- 编号: D02\n"
        "  职能:\n"
        "    - 登记\n"
        "    - ' 监管 '\n"
        "  工作时间: |\n"
        "    上午\n"
        "    职责：下午\n"
        "-\n"
        "  编号: ''\n"
        "- 编号: ~\n",
    )
    assert problems == ()
    (table,) = tables
    assert _texts(table) == [
        (2, [(2, 1, "编号"), (3, 2, "工作时间"), (4, 3, "简称"), (6, 4, "职能")]),
        (2, [(2, 1, "0571"), (3, 2, "12:30"), (4, 3, "NO")]),
        (5, [(5, 1, "D02"), (9, 2, "上午\n职责：下午"), (6, 4, "登记、监管")]),
        (14, [(14, 1, "~")]),
    ]
    assert not table.lettered
    assert str(table.locate(table.rows[2].cells[1], "工作时间")) == "content/departments.yaml · 第 9 行（工作时间）"


def test_one_entry_needs_no_list(tmp_path: Path) -> None:
    """``list.yml`` describes one thing."""
    tables, problems = _read(tmp_path, "名称: 正面清单\r\n类型: 正面清单\r\n")
    assert problems == ()
    assert _texts(tables[0]) == [(1, [(1, 1, "名称"), (2, 2, "类型")]), (1, [(1, 1, "正面清单"), (2, 2, "正面清单")])]


@pytest.mark.parametrize(
    ("text", "row", "reason"),
    [
        ("- 编号: D01\n  名称：数据局\n  电话: 1\n", 2, "冒号“：”是全角的，要改成英文“:”，后面空一格"),
        ("- 编号：D01\n  名称: 数据局\n", 1, "冒号“：”是全角的，要改成英文“:”，后面空一格"),
        ("- 编号：D01\n", 1, "冒号“：”是全角的，要改成英文“:”，后面空一格"),
        ("编号：D01\n名称：数据局\n", 1, "冒号“：”是全角的，要改成英文“:”，后面空一格"),
        ("- 编号: D01\n    名称：数据局\n", 2, "冒号“：”是全角的，要改成英文“:”，后面空一格"),
        ("- 编号:D01\n  名称: 数据局\n", 1, "英文冒号“:”后面要空一格"),
        ("- 编号: D01\n\t名称: 数据局\n", 2, "缩进用了 Tab 键，要改成空格"),
        ("\t- 编号: D01\n", 1, "缩进用了 Tab 键，要改成空格"),
        ("- 名称: 数据局: 一科\n", 1, "这一行多了一个冒号，或缩进与上一行不一致；内容里有“: ”时给整段加英文引号"),
        ("- 名称: '数据局\n- 名称: 税务局\n", 1, "英文引号没有配对"),
        ('- 名称: "a\\q"\n', 1, "英文双引号里的“\\”要写成“\\\\”，或改用英文单引号"),
        ("- 职能: [登记\n- 名称: 税务局\n", 2, "方括号没有配对"),
        ("- 名称: @数据局\n", 1, "内容以“@”开头，要给整段加英文引号"),
        ("- 名称: *数据局\n", 1, "内容以“*”开头，要给整段加英文引号"),
        ("- 名称: &数据局\n", 1, "内容以“&”开头，要给整段加英文引号"),
        ("- 名称: !重要 通知\n", 1, "内容以“!”开头，要给整段加英文引号"),
        ("- 名称: !a 通知\n", 1, "内容以“!”开头，要给整段加英文引号"),
        ("%名称\n", 1, "内容以“%”开头，要给整段加英文引号"),
        ("- 编号: D01\n 名称: 数据局\n", 2, "这一行的缩进与上面的“-”不一致"),
        ("编号: D01\n---\n编号: D02\n", 2, "一个文件只能有一份内容，去掉中间的“---”"),
        ("名称：数据局\n# 简称\n简称: 数据\n", 1, "冒号“：”是全角的，要改成英文“:”，后面空一格"),
        ("数据局名单\n\n编号: D01\n", 1, "这一行开头缺少名称和冒号"),
        ("名称 数据局\n编号: D01\n", 1, "这一行开头缺少名称和冒号"),
        ("- 名称: 数据局\x01\n", 1, "有看不见的控制字符，请删掉重新输入"),
        ("- 位置: 走廊 #3 窗口\n", 1, "“#”和它后面的文字会被当作注释；要保留就给整段加英文引号，不要就删掉"),
        ("- 编号: D01\n  位置: #3 窗口\n", 2, "“#”和它后面的文字会被当作注释；要保留就给整段加英文引号，不要就删掉"),
    ],
)
def test_broken_yaml_is_reported_in_plain_words(tmp_path: Path, text: str, row: int, reason: str) -> None:
    """The row and the likely cause, never the parser's own words; and no table of which something may be lost."""
    tables, problems = _read(tmp_path, text)
    assert tables == ()
    assert [(p.code, str(p.where), p.sentence, p.mend) for p in problems] == [
        ("yaml-broken", f"{FILE} · 第 {row} 行", f"第 {row} 行写法不对：{reason}。", BROKEN_MEND)
    ]


def test_quotation_marks_around_a_value_of_a_list_are_named(tmp_path: Path) -> None:
    """The description of a list holds names; in other tables a title may stand in quotation marks."""
    path = tmp_path / "list.yml"
    path.write_text("名称: “正面清单”\n类型: 正面清单\n", encoding="utf-8")
    tables, (found,) = read_yaml(path, "content/lists/plus/list.yml")
    assert tables == ()
    assert (str(found.where), found.sentence) == (
        "content/lists/plus/list.yml · 第 1 行",
        f"第 1 行写法不对：{QUOTE_REASON}。",
    )
    assert len(_read(tmp_path, "- 标题: “一件事”\n")[0]) == 1


def test_a_comment_after_a_value_is_allowed_where_it_is_plain(tmp_path: Path) -> None:
    """A mark followed by a space is a comment; inside quotes it is text."""
    tables, problems = _read(tmp_path, "- 位置: 一楼 # 待核\n  名称: '窗口 #3'\n")
    assert problems == ()
    assert [cell.text for cell in tables[0].rows[1].cells] == ["一楼", "窗口 #3"]


def test_a_key_written_twice_is_reported(tmp_path: Path) -> None:
    """Neither value silently wins."""
    tables, problems = _read(tmp_path, "- 编号: D01\n  名称: 甲\n  名称: 乙\n")
    assert tables == ()
    assert [(p.code, str(p.where), p.sentence, p.mend) for p in problems] == [
        ("yaml-key-twice", f"{FILE} · 第 3 行（名称）", "“名称”写了两遍。", "只留一个。")
    ]


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ("数据局\n", 1, "一条一条的列表，每条以“- ”开头"),
        ("- 编号: D01\n- 数据局\n", 2, "“列名: 内容”，一行一项"),
        ("- [编号]\n", 1, "“列名: 内容”，一行一项"),
        ("- 编号: D01\n  名称: {全称: 数据局}\n", 2, "一段文字，或以“- ”开头的几段文字"),
        ("- 名称: [数据局, [税务局]]\n", 1, "一段文字，或以“- ”开头的几段文字"),
        ("- ? [编号]\n  : D01\n", 1, "“列名: 内容”，一行一项"),
    ],
)
def test_other_shapes_are_reported(tmp_path: Path, text: str, row: int, expected: str) -> None:
    """Only rows of named texts make a table."""
    tables, problems = _read(tmp_path, text)
    assert tables == ()
    assert [(p.code, str(p.where), p.sentence, p.mend) for p in problems] == [
        ("yaml-shape", f"{FILE} · 第 {row} 行", f"这里应当是{expected}。", SHAPE_MEND)
    ]


@pytest.mark.parametrize("text", ["# 只有说明\n", "---\n"])
def test_a_file_without_entries_is_empty(tmp_path: Path, text: str) -> None:
    """Comments alone are nothing."""
    tables, problems = _read(tmp_path, text)
    assert tables == ()
    assert all(p.code in {"file-empty", "yaml-shape"} for p in problems)
    assert len(problems) == 1


def test_entries_without_values_make_no_table(tmp_path: Path) -> None:
    """An empty list and empty values are left to the folder to name."""
    assert _read(tmp_path, "[]\n") == ((), ())
    assert _read(tmp_path, "- 编号:\n") == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "- &a {编号: D01}\n" + "- *a\n" * 20_000,
        "- 职能: &a [" + "x, " * 20_000 + "x]\n" + "- 职能: *a\n" * 20_000,
        "[" * 100_000,
        "- " * 100_000,
        "".join(" " * depth + "a:\n" for depth in range(2_000)),
        "a: &a [*a]\n",
    ],
)
def test_aliases_and_nesting_cannot_multiply(tmp_path: Path, text: str) -> None:
    """What repeats or nests without end is refused in no time."""
    begun = time.process_time()
    tables, problems = _read(tmp_path, text)
    assert tables == ()
    assert problems[0].code == "yaml-broken"
    assert time.process_time() - begun < 2


def test_lines_are_counted_whatever_ends_them(tmp_path: Path) -> None:
    """Files of old Macs and separators pasted from Word do not break the counting of lines."""
    tables, problems = _read(tmp_path, "- 编号: D01\r- 编号: D02\u2028- 编号: D03 #x\n")
    assert tables == ()
    assert [str(p.where) for p in problems] == [f"{FILE} · 第 3 行"]
