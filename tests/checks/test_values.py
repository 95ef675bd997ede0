"""Cells become values exactly, or a problem at their address; a row is whole only when all of it could be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mashang.model import Publication
from mashang.problems import Problem

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
HEADINGS = "编号|标题|领域|内容|牵头单位|完成时限|发布日期|{heading}"
ROW = "M01|全程网办|市场准入|开办企业全程网办|数据局|2026年底前|2026-01-05|{cell}"


def read_cell(check: Check, heading: str, cell: str) -> tuple[Publication | None, tuple[Problem, ...]]:
    """The right measure with one more cell."""
    return check({"measures": f"{HEADINGS.format(heading=heading)}\n{ROW.format(cell=cell)}"})


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("{error}#REF!", "cell-error-value"),
        ("{formula}=A1", "formula-no-value"),
        ("{truth}FALSE", "cell-boolean"),
        ("{number}1234567890123456", "digits-lost"),
        ("{number}１２３４５６７８９０１２３４５６", "digits-lost"),
        ("明\u200b政", "control-character"),
        ("明\ufffd政", "replacement-character"),
        ("文" * 61, "text-too-long"),
    ],
)
def test_a_spoilt_cell_is_a_problem_at_its_address(check: Check, cell: str, expected: str) -> None:
    """Whatever the file says instead of a text; nothing of it is published."""
    publication, problems = read_cell(check, "文号", cell)
    assert publication is None
    assert [(found.code, str(found.where)) for found in problems] == [
        (expected, "content/measures.xlsx · 表“表1” · H2（文号）")
    ]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("目标值", "5\u200d7"),
        ("咨询电话", "0000-800\ufe0f0100"),
        ("成文日期", "2026-01\u2062-05"),
        ("发布日期", "2026年\u180e1月5日"),
    ],
)
def test_an_unseen_character_is_named_where_no_running_text_stands(check: Check, heading: str, cell: str) -> None:
    """Quoted in a message such as “57”不是数字 it would still not be seen."""
    table = {"measures": f"{HEADINGS}\n{ROW}".replace("|发布日期", "", 1).replace("|2026-01-05", "", 1)}
    table["measures"] = table["measures"].format(heading=heading, cell=cell)
    _, problems = check(table)
    assert [
        (found.code, str(found.where))
        for found in problems
        if found.code != "target-incomplete" and found.severity == "error"
    ] == [("control-character", f"content/measures.xlsx · 表“表1” · G2（{heading}）")]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("文号", "文" * 60), ("文号", "{number}123456789012345"), ("文号", "1234567890123456"), ("单位", "{number}5")],
)
def test_what_just_fits_is_taken(check: Check, heading: str, cell: str) -> None:
    """The longest text, the most digits that a spreadsheet keeps, more of them as text, a number where words may be."""
    publication, problems = read_cell(check, heading, cell)
    assert problems == ()
    assert publication
    kept = cell.removeprefix("{number}")
    assert kept in (publication.measures[0].document_number, publication.measures[0].unit)


@pytest.mark.parametrize("cell", ["{number}12", "12", "——", "2026-01-05"])
def test_where_words_must_stand_a_bare_number_is_a_slip(check: Check, cell: str) -> None:
    """A title without a letter was meant for another column."""
    row = ROW.format(cell="").replace("全程网办|", f"{cell}|", 1)
    _, problems = check({"measures": f"{HEADINGS.format(heading='文号')}\n{row}"})
    assert [found.code for found in problems] == ["text-no-words"]


def test_a_row_with_one_broken_cell_is_not_published(check: Check) -> None:
    """Its other cells are read all the same, so that every fault of a row comes at once."""
    _, problems = check(
        {
            "measures": f"{HEADINGS.format(heading='目标值|基准值|咨询电话')}\n"
            f"{ROW.format(cell='二百|三|8000100')}\n"
            + ROW.format(cell="").replace("M01", "M02").replace("全程网办|", "|", 1)
        }
    )
    assert [(found.where.row, found.code) for found in problems] == [
        (2, "number-not-number"),
        (2, "number-not-number"),
        (2, "phone-not-phone"),
        (3, "required-empty"),
    ]


@pytest.mark.parametrize(("state", "near"), [("审核", "是不是“已审核”？"), ("已 审核", "是不是“已审核”？"), ("完", "")])
def test_a_choice_is_one_of_few(check: Check, state: str, near: str) -> None:
    """Another word is refused with all that may be written, and the near one where there is one."""
    _, problems = check({"months": f"月份|发布日期|状态\n2026-10|2026-11-05|{state}"})
    assert problems[0].code == "choice-unknown"
    assert problems[0].mend == f"只能填：草稿、已审核、已封存。{near}"


def test_a_text_broken_by_blanks_is_taken_and_reported(check: Check) -> None:
    """The warning says how it was read; nothing stops."""
    publication, problems = read_cell(check, "文号", "明政发\\n〔2026〕1号")
    assert [(found.code, found.severity.value) for found in problems] == [("space-inside", "warning")]
    assert publication
    assert publication.measures[0].document_number == "明政发〔2026〕1号"


def test_private_numbers_are_searched_where_they_would_be_published(check: Check) -> None:
    """In a measure's text they are; in a title beside a report, which is there to compare only, they are not."""
    _, problems = read_cell(check, "办理方式", "找经办人 138 0000 0000")
    assert [found.code for found in problems] == ["private-mobile"]
    months = {"months": "月份|发布日期|状态\n2026-10|2026-11-05|草稿"}
    report = {"progress/2026-10": "编号|标题|完成率|本月进展\nM01|13800000000|5|好"}
    assert [found.code for found in check({**months, **report})[1]] == ["title-differs"]
