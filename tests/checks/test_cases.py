"""The register of reports: what its rows become, and which clocks run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mashang.cases import Case, CaseKind, CaseState, check_limits, read_limits
from mashang.model import Publication
from mashang.problems import Problem
from tests.case_numbers import case_number
from tests.checks.conftest import CODE

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
HEADINGS = (
    "受理编号|受理日|渠道|类别|评价|码|承办单位|交办日|延期至|延期原因|反馈日|结果|反映人评价|重开日|再次反馈日|销号日"
)


def read(check: Check, row: str, **more: str) -> Case:
    """The case of a row of October, which must be right."""
    text = f"{HEADINGS}\n{case_number(1)}|2026-10-{row}"
    publication, problems = check({"reports/2026-10": text, **more})
    assert (publication is not None, problems) == (True, ())
    assert publication
    return publication.cases[0]


def test_a_bad_rating_is_handled_by_itself(check: Check) -> None:
    """Nobody needs to write that it is one; a good one asks for nothing."""
    bad = read(check, f"12|扫码||不满意|{CODE}|||||||||||")
    assert (bad.kind, bad.due) == (CaseKind.BAD_RATING, date(2026, 10, 19))
    good = read(check, f"12|扫码||满意|{CODE}|||||||||||")
    assert (good.kind, good.due) == (None, None)


def test_an_extension_moves_the_last_day(check: Check) -> None:
    """An answer is late behind it."""
    late = read(check, "12|电话|投诉|||数据局|2026-10-13|2026-10-23|等材料|2026-10-26|已解决|解决了|||2026-10-27")
    assert (late.due, late.late, late.days, late.overdue_since) == (date(2026, 10, 23), True, 10, date(2026, 10, 24))


def test_a_countys_holiday_moves_the_last_day(check: Check) -> None:
    """It is told in the settings' folder."""
    case = read(check, "12|电话|投诉||||||||||||", workdays="日期|安排\n2026-10-14|放假")
    assert case.due == date(2026, 10, 20)


def test_a_case_is_followed_through_its_states(check: Check) -> None:
    """A second answer has a clock of its own, which begins when the case is reopened."""
    row = "12|电话|投诉|||数据局|2026-10-13|||2026-10-14|部分解决|没有解决|2026-10-15|2026-10-28|2026-10-30"
    case = read(check, row)
    assert case.due_again == date(2026, 10, 22)
    states = {
        12: CaseState.RECEIVED,
        13: CaseState.ASSIGNED,
        14: CaseState.ANSWERED,
        15: CaseState.REOPENED,
        28: CaseState.ANSWERED,
        30: CaseState.CLOSED,
    }
    assert {day: case.find_state(date(2026, 10, day)) for day in states} == states
    assert [day for day in range(12, 32) if case.is_overdue(date(2026, 10, day))] == [23, 24, 25, 26, 27]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("承办单位", "卫健局", "reference-unknown"),
        ("码", "00M1ABCD50", "code-wrong"),
        ("销号日", "2026-11-30", "date-in-future"),
        ("渠道", "路上", "choice-unknown"),
        ("受理日", "2026-10-32", "date-impossible"),
    ],
)
def test_what_cannot_be_is_refused(check: Check, column: str, value: str, code: str) -> None:
    """Each cell by the rules of its column."""
    headings = "受理编号|受理日|渠道|类别|承办单位|结果|反馈日|码|销号日"
    cells = dict(zip(headings.split("|"), f"{case_number(1)}|2026-10-12|电话|投诉|||||".split("|"), strict=True))
    cells |= {"承办单位": "数据局", "结果": "已解决", "反馈日": "2026-10-13"} if column == "销号日" else {}
    cells[column] = value
    _, problems = check({"reports/2026-10": f"{headings}\n{'|'.join(cells.values())}"})
    assert code in [one.code for one in problems]


def test_a_number_stands_once_in_all_months(check: Check) -> None:
    """It is given to one person."""
    row = f"受理编号|受理日|渠道|类别\n{case_number(1)}|2026-{{}}-12|电话|投诉"
    _, problems = check({"reports/2026-09": row.format("09"), "reports/2026-10": row.format("10")})
    assert [one.code for one in problems] == ["row-twice"]


def test_what_people_typed_of_a_number_is_read(check: Check) -> None:
    """In small letters, with hyphens."""
    typed = f"{case_number(1)[:4]}-{case_number(1)[4:]}".lower()
    publication, problems = check({"reports/2026-10": f"受理编号|受理日|渠道|类别\n{typed}|2026-10-12|电话|投诉"})
    assert problems == ()
    assert publication
    assert publication.cases[0].number == case_number(1)


def test_limits_are_read_as_staff_write_them() -> None:
    """By kind, with or without the unit."""
    assert read_limits("建议 15；隐性壁垒：10 个工作日") == {CaseKind.SUGGESTION: 15, CaseKind.HIDDEN_BARRIER: 10}
    assert check_limits("建议 15") == []
    (reason,) = check_limits("建义 15")
    assert reason.startswith("“建义 15”读不懂")
