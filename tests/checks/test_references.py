"""Names that stand for rows of other tables: found by id, name or short name, or reported with what may be meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mashang.model import Publication
from mashang.problems import Problem

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
DEPARTMENTS = "编号|名称|简称\nD01|明川县数据局|数据局\nD02|明川县财政局|财政局\nD03|明川县税务局|税务局"
MEASURE = "编号|标题|领域|内容|牵头单位|配合单位|完成时限|发布日期\nM01|甲|乙|丙|{lead}|{supporting}|长期|2026-01-05"


def refer(check: Check, lead: str, supporting: str = "D02、D03") -> tuple[Publication | None, list[Problem]]:
    """The publication of a measure that names these departments, and its problems with names."""
    publication, problems = check(
        {"departments": DEPARTMENTS, "measures": MEASURE.format(lead=lead, supporting=supporting)}
    )
    return publication, [found for found in problems if found.code.startswith("reference-")]


@pytest.mark.parametrize("name", ["D01", "明川县数据局", "数据局", " 数据局 "])
def test_an_id_a_name_and_a_short_name_mean_the_same(check: Check, name: str) -> None:
    """Whichever staff write, the id is published."""
    publication, problems = refer(check, name)
    assert problems == []
    assert publication
    assert publication.measures[0].lead == "D01"


def test_several_names_in_a_cell_mean_each_once(check: Check) -> None:
    """In the order in which they stand; one that is named twice, by whatever name, counts once."""
    publication, problems = refer(check, "D01", "税务局、D02，明川县税务局")
    assert problems == []
    assert publication
    assert publication.measures[0].supporting == ("D03", "D02")


def test_several_departments_may_lead(check: Check) -> None:
    """As documents name them; the first one is who is asked."""
    publication, problems = refer(check, "税务局、明川县数据局")
    assert problems == []
    assert publication
    assert publication.measures[0].leads == ("D03", "D01")
    assert publication.measures[0].lead == "D03"


@pytest.mark.parametrize(
    ("lead", "mend"),
    [
        ("数居局", "是不是“数据局”？是就改成它；不是就先在“单位”表里加上。"),
        ("文旅广电", "先在“单位”表里加上，或改成表里有的编号、名称。"),
        ("d01", "是不是“D01”？是就改成它；不是就先在“单位”表里加上。"),
    ],
)
def test_an_unknown_name_is_reported_with_what_may_be_meant(check: Check, lead: str, mend: str) -> None:
    """A near one is suggested, a far one is not, and nothing is guessed."""
    publication, problems = refer(check, lead)
    assert publication is None
    assert [(found.code, found.mend) for found in problems] == [("reference-unknown", mend)]


@pytest.mark.parametrize(("measure", "near"), [("M02", ""), ("m01", "是不是“M01”？是就改成它。")])
def test_a_measure_that_is_gone_is_never_taken_for_its_neighbour(check: Check, measure: str, near: str) -> None:
    """Whoever deleted a row hears of 废止 and 措施调整; only another case is a slip of the hand."""
    months = "月份|发布日期|状态\n2026-10|2026-11-10|草稿"
    tables = {"months": months, "progress/2026-10": f"编号|本月进展|完成率\n{measure}|进展|50"}
    (found,) = [one for one in check(tables)[1] if one.code == "reference-unknown"]
    assert found.mend == (
        "从措施清单里删掉了的，恢复那一行：不再执行的，把“有效性”改为“废止”，并在 content/adjustments 里加一行措施调整"
        f"（取消的，“栏目”写“列入”）。编号写错了的，照措施清单改正。{near}"
    )


def test_who_uses_a_name_that_two_have_is_not_blamed(check: Check) -> None:
    """Two departments of one name are one problem, at the second of them."""
    tables = {
        "departments": f"{DEPARTMENTS}\nD04|数据局|",
        "measures": MEASURE.format(lead="数据局", supporting="D02、D03、D04"),
    }
    found = [each for each in check(tables)[1] if each.severity.value == "error"]
    assert [(each.code, each.where.row) for each in found] == [("name-twice", 5)]


def test_nobody_is_blamed_for_a_table_that_cannot_be_read(check: Check) -> None:
    """A broken table of grids is reported by its reader; the enterprises that name one are not unknown to it."""
    tables: dict[str, str | dict[str, str]] = {"enterprises": "编号|名称|网格\nE01|甲公司|城东一组"}
    assert [found.code for found in check(tables)[1]] == ["reference-unknown"]
    assert check({**tables, "grids": {}})[1] == ()


def test_ids_that_differ_only_in_case_are_one(check: Check) -> None:
    """On many servers they would be one address; the first row keeps its id."""
    _, problems = check({"departments": f"{DEPARTMENTS}\nd01|明川县水利局|水利局"})
    found = [each for each in problems if each.code == "id-twice"]
    assert [(each.where.row, each.sentence) for each in found] == [
        (5, "编号“d01”重复：第 2 行的“D01”（只差大小写）已经用过。")
    ]
