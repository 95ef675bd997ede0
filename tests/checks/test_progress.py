"""Monthly progress: settling the percentage, falls, gaps."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from mashang.model import Publication, WrittenStatus
from mashang.problems import Problem

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
MEASURE = """
    编号|标题|领域|内容|牵头单位|完成时限|发布日期|基准值|目标值
    M01|甲|乙|丙|D01|{due}|2026-01-05|{baseline}|{target}"""
MONTHS = "月份|发布日期|状态\n2026-09|2026-10-10|已审核\n2026-10|2026-11-10|已审核"


def county(
    *rows: str, headings: str = "完成率|当前值|状态|存在问题", due: str = "2026年底", goal: tuple[str, str] = ("", "")
) -> dict[str, str]:
    """A county whose M01 reported these rows in September and October."""
    months = ("2026-09", "2026-10")[: len(rows)]
    return {
        "measures": MEASURE.format(due=due, baseline=goal[0], target=goal[1]),
        "months": "\n".join(MONTHS.splitlines()[: len(rows) + 1]),
        **{
            f"progress/{month}": f"编号|本月进展|{headings}\nM01|进展|{row}"
            for month, row in zip(months, rows, strict=True)
        },
    }


@pytest.mark.parametrize(
    ("row", "goal", "percent"),
    [
        ("60|||", ("", ""), "60"),
        ("|50||", ("0", "200"), "25.0"),
        ("|2||", ("3", "1"), "50.0"),
        ("|1||", ("0", "3"), "33.3"),
        ("|2||", ("0", "3"), "66.7"),
        ("|0.25||", ("0", "200"), "0.1"),
        ("|0.1||", ("0", "200"), "0.1"),
        ("|300||", ("0", "200"), "100.0"),
        ("|45||", ("50", "200"), "0.0"),
        ("25.9|50||", ("0", "200"), "25.9"),
        ("||已完成|", ("", ""), "100"),
        ("||未启动|", ("", ""), "0"),
        ("||推进中|", ("", ""), None),
        ("0||推进中|", ("", ""), "0"),
    ],
)
def test_the_percentage_is_settled(check: Check, row: str, goal: tuple[str, str], percent: str | None) -> None:
    """As written; else computed in either direction, within 0 and 100, half a tenth up; else from the status."""
    publication, problems = check(county(row, goal=goal))
    assert problems == ()
    assert publication is not None
    assert publication.reports[0].percent == (None if percent is None else Decimal(percent))


def test_title_and_lead_are_compared_and_not_published(check: Check) -> None:
    """Both are there for those who fill in the sheet; spacing and the name chosen for a department do not matter."""
    plain, _ = check(county("60|||"))
    for said in ("甲|数据局", " 甲|明川县数据局", "|D01", "甲|"):
        repeated = county(f"{said}|60", headings="标题|牵头单位|完成率")
        assert check(repeated) == (plain, ())
    for said, expected in (("乙|数居局", ("title-differs", "C")), ("甲|数居局", ("lead-differs", "D"))):
        _, problems = check(county(f"{said}|60", headings="措施名称|责任单位|完成率"))
        assert [(found.code, found.where.column) for found in problems] == [expected]


def test_a_row_that_slipped_is_reported_once(check: Check) -> None:
    """Identifiers sorted without the rest of the table: each row has the title of another measure, and that is all."""
    tables = county()
    tables["measures"] += "\n M02|乙|丙|丁|D01|2026年底|2026-01-05|0|200"
    tables["months"] += "\n2026-09|2026-10-10|草稿"
    tables["progress/2026-09"] = "编号|标题|本月进展|完成率|当前值\nM02|甲|进展|60|\nM01|乙|进展|60|5"
    _, problems = check(tables)
    assert [(found.code, found.where.row) for found in problems] == [("title-of-another", 2), ("title-of-another", 3)]


def test_a_repeated_row_is_reported_once(check: Check) -> None:
    """Its figures are not compared with those of the measure that it may not mean."""
    tables = county()
    tables["months"] += "\n2026-09|2026-10-10|草稿"
    tables["progress/2026-09"] = "编号|本月进展|完成率|当前值\nM01|进展|60|\nM01|进展|70|5"
    _, problems = check(tables)
    assert [(found.code, found.where.row) for found in problems] == [("row-twice", 3)]


@pytest.mark.parametrize(
    ("row", "goal", "expected"),
    [
        ("26.1|50||", ("0", "200"), ["percent-disagrees"]),
        ("26|50||", ("0", "200"), []),
        ("99||已完成|", ("", ""), ["status-disagrees"]),
        ("1%||未启动|", ("", ""), ["status-disagrees"]),
        ("100||推进中|", ("", ""), ["status-disagrees"]),
        ("|200|推进中|", ("0", "200"), ["status-disagrees"]),
        ("|||无", ("", ""), ["progress-unmeasured"]),
        ("0.6|||", ("", ""), ["percent-ambiguous"]),
        ("|5||", ("", ""), ["current-without-target"]),
    ],
)
def test_figures_that_contradict_each_other(check: Check, row: str, goal: tuple[str, str], expected: list[str]) -> None:
    """One point apart is still agreement; a broken cell is not called unmeasured as well."""
    publication, problems = check(county(row, goal=goal))
    assert [found.code for found in problems] == expected
    assert (publication is None) == bool(expected)


def test_a_lasting_measure_needs_no_quantity(check: Check) -> None:
    """长期坚持 has no percentage to reach."""
    publication, problems = check(county("|||", due="长期坚持"))
    assert problems == ()
    assert publication is not None
    assert publication.reports[0].percent is None


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("60|||", "55|||"), ["percent-fell"]),
        (("60|||", "55|||无"), ["percent-fell"]),
        (("60|||", "55|||供应商退出，重新招标"), []),
        (("60|||", "60|||"), []),
        (("60|||", "||未启动|"), ["percent-fell"]),
    ],
)
def test_a_fall_wants_a_word(check: Check, rows: tuple[str, str], expected: list[str]) -> None:
    """无 is no reason. A fall is a warning and stops nothing."""
    publication, problems = check(county(*rows))
    assert [found.code for found in problems] == expected
    assert publication is not None
    assert [report.percent is not None for report in publication.reports] == [True, True]
    assert publication.reports[0].written_status is None
    assert publication.reports[1].written_status in (None, WrittenStatus.NOT_STARTED)


def test_an_unreadable_table_of_measures_is_one_problem(check: Check) -> None:
    """Rows that refer to it are not blamed for what stands elsewhere."""
    tables = {**county("60|||"), "measures": "甲|乙\n1|2"}
    assert [found.code for found in check(tables)[1]] == ["heading-row-missing"]


def test_a_measure_published_after_the_last_month_need_not_have_reported(check: Check) -> None:
    """It could not have."""
    tables = county("60|||")
    tables["measures"] += "\nM02|甲|乙|丙|D01|2026年底|2026-11-05||"
    assert check(tables)[1] == ()
