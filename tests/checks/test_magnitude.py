"""Figures out of proportion: what is asked about, what is not, and what a confirmation holds for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mashang.model import Publication
from mashang.problems import Problem, Severity

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
MONTHS = ("2026-08", "2026-09", "2026-10")


def county(rows: tuple[str, ...], goal: tuple[str, str], confirmed: str = "") -> dict[str, str]:
    """A county whose M01 goes from one value to another and reported 当前值|完成率|存在问题 in these months."""
    answer = f"事项|原因|确认人|日期\n{confirmed}|核对过原始凭证|王主任|2026-11-12" if confirmed else ""
    return {
        "measures": "编号|标题|领域|内容|牵头单位|完成时限|发布日期|基准值|目标值\n"
        f"M01|甲|乙|丙|D01|2026年底|2026-01-05|{goal[0]}|{goal[1]}",
        "months": "月份|发布日期|状态\n2026-08|2026-09-10|草稿\n2026-09|2026-10-10|草稿\n2026-10|2026-11-10|草稿",
        "confirmations": answer,
        **{
            f"progress/{month}": f"编号|本月进展|当前值|完成率|存在问题\nM01|{month}的进展|{row}"
            for month, row in zip(MONTHS, rows, strict=False)
        },
    }


@pytest.mark.parametrize(
    ("rows", "goal", "codes"),
    [
        (("16000||",), ("0", "1600"), ["value-beyond-goal"]),
        (("15999||",), ("0", "1600"), []),
        (("30||",), ("3", "1"), ["value-beyond-goal"]),
        (("-16000||",), ("0", "1600"), ["value-beyond-goal"]),
        (("980||",), ("0", "16000000"), ["value-below-goal"]),
        (("0||",), ("0", "16000000"), []),
        (("2||",), ("0", "16000"), []),
        (("-3||",), ("0", "24"), ["value-negative"]),
        (("-3||",), ("0", "-10"), []),
        (("-3||",), ("-5", "10"), []),
        (("120||", "1200||"), ("0", "1600"), ["value-jumped"]),
        (("120||", "1199||"), ("0", "1600"), []),
        (("3||", "45||"), ("0", "50"), []),
        (("20||", "1||"), ("30", "5"), ["value-jumped"]),
        (("30||", "5||"), ("60", "3"), []),
        (("|6|", "|70|"), ("", ""), ["value-jumped"]),
        (("|2|", "|30|"), ("", ""), []),
        (("|10|", "|100|"), ("", ""), []),
        (("2600||", "1900||"), ("0", "1600"), ["value-fell"]),
        (("2600||", "1900||退回两笔"), ("0", "1600"), []),
        (("2600||", "2590||"), ("0", "1600"), []),
        (("2||", "2.5||"), ("8", "3"), ["value-fell"]),
        (("2||", "1||"), ("8", "3"), []),
        (("|60|", "|55|供应商退出", "|50|供应商退出"), ("", ""), ["percent-fell"]),
        (("|60|", "|55|供应商退出", "|50|重新招标"), ("", ""), []),
        (("|60|供应商退出", "|60|供应商退出"), ("", ""), []),
    ],
)
def test_what_is_out_of_proportion_is_asked_about(
    check: Check, rows: tuple[str, ...], goal: tuple[str, str], codes: list[str]
) -> None:
    """Small beginnings, what is done at once, and averages that go up and down a little are no slips."""
    _, problems = check(county(rows, goal))
    assert [found.code for found in problems] == codes


def test_a_confirmation_lasts_until_the_value_changes(check: Check) -> None:
    """Who confirms 13000000 has not confirmed 14000000; with the answer the county is published as it stands."""
    _, (found,) = check(county(("13000000||",), ("0", "1600")))
    assert found.severity is Severity.ERROR
    assert found.mend.endswith(f"“事项”写：{found.item}")
    publication, problems = check(county(("13000000||",), ("0", "1600"), found.item))
    assert problems == ()
    assert publication is not None
    assert [report.current for report in publication.reports] == [13_000_000]
    _, (other,) = check(county(("14000000||",), ("0", "1600"), found.item))
    assert other.code == "value-beyond-goal"


def test_a_confirmation_holds_for_one_month(check: Check) -> None:
    """The same fall in the month after asks again."""
    _, (found,) = check(county(("|60|", "|55|"), ("", "")))
    _, problems = check(county(("|60|", "|55|", "|50|"), ("", ""), found.item))
    assert [problem.where.file for problem in problems] == ["content/progress/2026-10.xlsx"]
    assert [problem.code for problem in problems] == ["percent-fell"]


def test_a_confirmation_without_a_name_counts_for_nothing(check: Check) -> None:
    """Whoever leaves out who confirmed has not confirmed."""
    tables = county(("-3||",), ("0", "24"))
    _, (found,) = check(tables)
    _, problems = check({**tables, "confirmations": f"事项|原因|确认人|日期\n{found.item}|核对过||2026-11-12"})
    assert {problem.code for problem in problems} == {"required-empty", "value-negative"}
