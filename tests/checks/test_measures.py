"""Measures as they come out: defaults, dates against each other, targets that can be computed with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from mashang.model import Measure, Publication, Validity
from mashang.problems import Problem

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
HEADINGS = "编号|标题|领域|内容|牵头单位|完成时限|发布日期"
ROW = "M01|全程网办|市场准入|开办企业全程网办|数据局|2026年底前|2026-01-05"


def check_row(check: Check, headings: str = "", cells: str = "", row: str = ROW) -> tuple[Measure | None, list[str]]:
    """The one measure, where it came out, and the codes of the problems."""
    more = ("|" + headings, "|" + cells) if headings else ("", "")
    publication, problems = check({"measures": f"{HEADINGS}{more[0]}\n{row}{more[1]}"})
    return publication.measures[0] if publication else None, [found.code for found in problems]


def test_what_is_left_empty_has_its_meaning(check: Check) -> None:
    """A measure without 有效性 is in force; nothing else is made up."""
    measure, problems = check_row(check)
    assert problems == []
    assert measure
    assert (measure.validity, measure.published_on) == (Validity.IN_FORCE, date(2026, 1, 5))
    assert (measure.target, measure.baseline, measure.made_on, measure.supporting) == (None, None, None, ())
    assert (measure.publisher, measure.index_number, measure.phone) == ("", "", "")


def test_every_column_reaches_the_measure(check: Check) -> None:
    """Numbers exact, several values apart, departments by their ids."""
    measure, problems = check_row(
        check,
        "配合单位|目标值|单位|基准值|依据文件|文号|成文日期|惠及对象|有效性|索引号|发布机构",
        "D01|1,200.5|家|0|若干措施|明政办发〔2026〕3号|2026-01-04|企业；个体工商户|废止|000100010/2026-00001|县政府办",
    )
    assert problems == []
    assert measure
    assert (measure.lead, measure.supporting) == ("D01", ("D01",))
    assert (measure.target, measure.baseline, measure.unit) == (Decimal("1200.5"), Decimal(0), "家")
    assert (measure.basis, measure.document_number, measure.made_on) == (
        "若干措施",
        "明政办发〔2026〕3号",
        date(2026, 1, 4),
    )
    assert measure.audience == ("企业", "个体工商户")
    assert (measure.validity, measure.index_number) == (Validity.REPEALED, "000100010/2026-00001")
    assert measure.publisher == "县政府办"


@pytest.mark.parametrize(
    ("row", "made", "expected"),
    [
        (ROW, "2026-01-05", []),
        (ROW, "2026-01-06", ["published-before-made"]),
        (ROW.replace("2026-01-05", "2026-11-20"), "", []),
        (ROW.replace("2026-01-05", "2026-11-21"), "", ["date-in-future"]),
        (ROW.replace("2026年底前", "2026-01-05"), "", []),
        (ROW.replace("2026年底前", "2026-01-04"), "", ["deadline-before-issue"]),
        (ROW.replace("2026年底前", "长期坚持"), "", []),
        (ROW.replace("2026-01-05", ""), "2027-01-01", ["date-in-future", "deadline-before-issue"]),
    ],
)
def test_dates_follow_each_other(check: Check, row: str, made: str, expected: list[str]) -> None:
    """On the same day is in time, a day too early or in the future is not; without publication the making counts."""
    _, problems = check_row(check, "成文日期", made, row)
    assert sorted(set(problems) - {"publication-date-missing"}) == sorted(expected)
    assert ("publication-date-missing" in problems) == row.endswith("|")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("|", []),
        ("1|3", []),
        ("3|1", []),
        ("5|5.00", ["target-equals-baseline"]),
        ("5|", ["target-incomplete"]),
        ("|5", ["target-incomplete"]),
        ("五|5", ["number-not-number"]),
    ],
)
def test_a_target_has_a_baseline_that_differs(check: Check, cells: str, expected: list[str]) -> None:
    """Both or none, up or down; what cannot be read is reported once."""
    assert check_row(check, "目标值|基准值", cells)[1] == expected


def test_a_measure_may_have_no_deadline(check: Check) -> None:
    """An empty one is asked about, unless it says so itself; either way it is shown in words."""
    for written, codes in (("", ["deadline-missing"]), ("文件未定时限", [])):
        measure, problems = check_row(check, row=ROW.replace("2026年底前", written))
        assert problems == codes
        assert measure
        assert (measure.deadline.written, measure.deadline.due, measure.deadline.lasting) == (
            "文件未定时限",
            None,
            False,
        )
