"""Names that stand for several departments, declared in site.yml."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mashang.checks.content import check_content
from mashang.model import Publication
from tests.checks.conftest import SETTINGS, TODAY, make_content

DEPARTMENTS = "编号|名称|简称\nD01|明川县数据局|数据局\nD02|明川县财政局|财政局\nD03|明川县税务局|税务局"
MEASURES = (
    "编号|标题|领域|内容|牵头单位|配合单位|完成时限|发布日期\nM01|甲|乙|丙|{leads}|{supporting}|长期坚持|2026-01-05"
)
GROUPS = "各有关部门；县政府有关部门：财政局、D03；各乡镇（街道、园区）"


def look(
    leads: str, supporting: str = "数据局、财政局、税务局", groups: str = GROUPS, **tables: str
) -> tuple[Publication | None, list[str]]:
    """One measure under declared groups: what was read, and the problems."""
    drawn = {"departments": DEPARTMENTS, "measures": MEASURES.format(leads=leads, supporting=supporting), **tables}
    settings = replace(SETTINGS, department_groups=groups)
    examined = check_content(make_content({**drawn}), settings, {}, TODAY)
    return examined.publication, [
        f"{found.code} {found.where} {found.sentence}{found.mend}" for found in examined.problems
    ]


def test_groups_stand_where_several_departments_may() -> None:
    """As the document names them, in their order; the first department is asked."""
    publication, problems = look("各有关部门、数据局、税务局", "各乡镇（街道、园区）、财政局")
    assert problems == []
    assert publication
    (measure,) = publication.measures
    assert (measure.lead, measure.joint) == ("D01", ("D03",))
    assert measure.leads == ("各有关部门", "D01", "D03")
    assert measure.supporting == ("各乡镇（街道、园区）", "D02")
    assert publication.groups["县政府有关部门"] == ("D02", "D03")


def test_of_a_group_with_members_the_first_is_asked() -> None:
    """It leads nothing itself: the measure is the group's."""
    publication, problems = look("县政府有关部门", "数据局")
    assert problems == []
    assert publication
    (measure,) = publication.measures
    assert (measure.lead, measure.joint, measure.leads) == ("D02", (), ("县政府有关部门",))


def test_somebody_must_be_asked() -> None:
    """A group without members asks nobody; the message names the two ways out."""
    (problem,) = look("各有关部门")[1]
    assert problem == (
        "lead-unnamed content/measures.xlsx · 表“表1” · E2（牵头单位） "
        "牵头单位“各有关部门”是统称，没有哪个单位负责报送。加上一个负责报送的单位；"
        "或者在 site_config/site.yml 的 department_groups 里写明“各有关部门”有哪些单位，第一个负责报送。"
    )


def test_an_undeclared_group_is_to_be_declared() -> None:
    """The message says where and how; for what is no such name it does not."""
    (problem,) = look("数据局、各成员单位")[1]
    assert problem == (
        "reference-unknown content/measures.xlsx · 表“表1” · E2（牵头单位） “各成员单位”不在“单位”表里。"
        "是几个单位的统称的，在 site_config/site.yml 里写一行 department_groups: 各成员单位"
        "（要写明有哪些单位的，写成“各成员单位：甲局、乙局”；几个统称用分号隔开）；"
        "是一个单位的，先在“单位”表里加上。"
    )
    (problem,) = look("数据局、财证局")[1]
    assert "department_groups" not in problem


def test_one_department_is_none_of_several() -> None:
    """A window belongs to a department; a group is refused there."""
    (problem,) = look("数据局", windows="编号|名称|大厅|单位\nW01|一窗|大厅|各有关部门")[1]
    assert problem.endswith("“各有关部门”不在“单位”表里。这是几个单位的统称，这里只能写一个具体的单位。")


@pytest.mark.parametrize(
    ("groups", "reason"),
    [
        ("各有关部门：财证局", "“单位”表里没有“财证局”"),
        ("各有关部门；各有关部门：财政局", "“各有关部门”写了两次"),
        ("各有关部门、数据局", "“数据局”是“单位”表里的一个单位，不是统称"),
    ],
)
def test_a_group_is_declared_once_and_of_departments(groups: str, reason: str) -> None:
    """Faults of the setting stand at the setting."""
    (problem,) = look("数据局", groups=groups)[1]
    assert problem == (
        "setting-wrong site_config/site.yml · “department_groups”项 "
        f"“department_groups”的值“{groups}”不对：{reason}。"
        "写成：department_groups: 各有关部门；区政府有关部门：数据局、财政局"
    )


@pytest.mark.parametrize("written", ["甲组:财政局;乙组", "甲组：财政局；乙组；", "甲组=财政局；乙组"])
def test_signs_of_either_width_do(written: str) -> None:
    """A clerk's keyboard has both."""
    publication, problems = look("甲组、乙组", groups=written)
    assert problems == []
    assert publication
    assert publication.groups == {"甲组": ("D02",), "乙组": ()}


def test_an_adjustment_may_name_groups() -> None:
    """In force until then was what stands under 调整前, with who is asked."""
    headings = "措施编号|栏目|调整前|调整后|生效月份|批准单位|批准日期|原因"
    row = "M01|牵头单位|{old}|数据局|2026-11|县政府|2026-11-02|分工"
    publication, problems = look("数据局", adjustments=f"{headings}\n{row.format(old='县政府有关部门')}")
    assert problems == []
    assert publication
    before = publication.as_of(publication.adjustments[0].month.preceding).measures[0]
    assert (before.lead, before.leads) == ("D02", ("县政府有关部门",))
    (problem,) = look("数据局", adjustments=f"{headings}\n{row.format(old='各有关部门')}")[1]
    assert problem.startswith("lead-unnamed content/adjustments.xlsx · 表“表1” · C2（调整前）")


def test_who_is_asked_is_named_and_may_stand_in_the_report() -> None:
    """A member of the group, and no other department."""
    months = "月份|发布日期|状态\n2026-10|2026-11-05|已审核"
    report = "编号|牵头单位|本月进展\nM01|{lead}|办了"
    for lead in ("财政局", "县政府有关部门"):
        assert look("县政府有关部门", months=months, **{"progress/2026-10": report.format(lead=lead)})[1] == []
    (problem,) = look("县政府有关部门", months=months, **{"progress/2026-10": report.format(lead="数据局")})[1]
    assert problem.startswith("lead-differs")
    other = MEASURES.format(leads="数据局", supporting="") + "\nM02|丁|乙|丙|县政府有关部门||长期坚持|2026-01-05"
    (problem,) = look("", months=months, measures=other, **{"progress/2026-10": "编号|本月进展\nM01|办了"})[1]
    assert "明川县财政局" in problem
