"""The whole check: nothing lost in silence, whatever a table is turned into."""

from __future__ import annotations

import random
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from mashang.model import Publication
from mashang.problems import Problem, has_errors
from mashang.tables import DATASETS

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]

HEADINGS = "编号|标题|领域|内容|牵头单位|完成时限|发布日期|基准值|目标值|单位"
ROWS = (
    "M01|全程网办|市场准入|企业开办全程网办|D01|2026-06-30|2026-01-05|0|200|家",
    "M02|拿地即开工|工程建设|带方案出让|D02|2026年底前|2026-01-05|3|1|天",
    "M03|包容审慎|监管执法|首违不罚|数据局|长期坚持|2026-01-06|||",
)
DEPARTMENTS = "编号|名称|简称\nD01|明川县数据局|数据局\nD02|明川县自然资源局|资规局"
REQUIRED = range(5)


def measures(rows: list[list[str]]) -> dict[str, str]:
    """A county with these measures."""
    return {"departments": DEPARTMENTS, "measures": "\n".join([HEADINGS, *("|".join(row) for row in rows)])}


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10**9), junk=st.sampled_from(["", "O", "？", "12,5O", "2026-13-01", "#REF!", "—", "待定", " "])
)
def test_a_changed_required_value_is_a_problem_or_stands_in_the_publication(check: Check, seed: int, junk: str) -> None:
    """Put junk into a required cell: either there is an error with an address, or the junk is what gets published."""
    pick = random.Random(seed)
    rows = [row.split("|") for row in ROWS]
    line, column = pick.randrange(len(rows)), pick.choice(REQUIRED)
    rows[line][column] = junk
    publication, problems = check(measures(rows))
    assert (publication is None) == has_errors(problems)
    if publication is None:
        assert all(found.where.file for found in problems)
        return
    published = publication.measures[line]
    assert len(publication.measures) == len(ROWS)
    assert junk.strip() in (published.id, published.title, published.field, published.text)


@settings(max_examples=100, deadline=None)
@given(order=st.permutations(range(10)), synonyms=st.integers(0, 10**6))
def test_columns_in_any_order_under_any_synonym_give_one_publication(
    check: Check, order: list[int], synonyms: int
) -> None:
    """The same facts come out of every arrangement of the same table."""
    dataset = next(each for each in DATASETS if each.name == "measures")
    pick = random.Random(synonyms)
    by_heading = {column.heading: column for column in dataset.columns}
    headings = [pick.choice((name, *by_heading[name].synonyms)) for name in HEADINGS.split("|")]
    table = [headings, *(row.split("|") for row in ROWS)]
    drawn = "\n".join("|".join(row[number] for number in order) for row in table)
    expected, _ = check(measures([row.split("|") for row in ROWS]))
    assert expected is not None
    assert check({"departments": DEPARTMENTS, "measures": drawn}) == (expected, ())


def test_all_problems_come_at_once_in_the_order_of_the_files(check: Check) -> None:
    """One run names every fault, file by file and row by row."""
    _, problems = check(
        {
            "departments": DEPARTMENTS.replace("D02", "D 2"),
            "measures": "\n".join([HEADINGS, ROWS[0].replace("200", "二百"), ROWS[2].replace("2026-01-06", "1月6日")]),
            "months": "月份|发布日期|状态\n2026-10|2026-10-01|已审核",
        }
    )
    assert [(found.where.file, found.where.row, found.code) for found in problems] == [
        ("content/departments.xlsx", 3, "id-not-plain"),
        ("content/measures.xlsx", 2, "measure-never-reported"),
        ("content/measures.xlsx", 2, "number-not-number"),
        ("content/measures.xlsx", 3, "measure-never-reported"),
        ("content/measures.xlsx", 3, "date-not-date"),
        ("content/months.xlsx", 2, "progress-missing"),
        ("content/months.xlsx", 2, "month-published-early"),
    ]


def test_a_file_that_cannot_be_read_is_reported_by_its_reader_only(check: Check) -> None:
    """A month whose file is broken is not missing, and a grid of a broken table is not unknown."""
    tables: dict[str, str | dict[str, str]] = {
        "months": "月份|发布日期|状态\n2026-10|2026-11-05|已审核",
        "enterprises": "编号|名称|网格\nE01|甲公司|城东一组",
    }
    assert [found.code for found in check(tables)[1]] == [
        "reference-unknown",
        "measure-never-reported",
        "progress-missing",
    ]
    assert check({**tables, "progress/2026-10": {}, "grids": {}})[1] == ()
    assert check({**tables, "progress/10月": {}, "grids": {}})[1] == ()


def test_a_month_written_wrong_is_reported_once(check: Check) -> None:
    """Its progress is not said to lack its row in the table of months."""
    tables = {
        "months": "月份|发布日期|状态\n2026.1|2026-11-05|草稿",
        "progress/2026-10": "编号|完成率|本月进展\nM01|5|好",
    }
    assert [found.code for found in check(tables)[1]] == ["month-not-month"]
