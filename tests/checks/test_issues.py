"""Problems that measures met: who must solve them, by when, what came of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mashang.issue import Issue
from mashang.model import Publication
from mashang.periods import Deadline, YearMonth
from mashang.problems import Problem, Severity

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
HEADINGS = "措施编号|问题|责任单位|协调单位|期限|结果"
REPORTED = {
    "months": "月份|发布日期|状态\n2026-10|2026-11-10|已审核",
    "progress/2026-10": "编号|本月进展|完成率|内部备注\nM01|做完了|{percent}|先压一压，手机 13912345678",
}


def test_issues_are_read(check: Check) -> None:
    """As written: names become ids, a deadline in words has its day."""
    table = f"{HEADINGS}\nM01|缺系统接口|数据局|D01|2026年12月底前|\nM01|缺人|D01|||增加了 2 人"
    publication, problems = check({"problems": table})
    assert problems == ()
    assert publication is not None
    first, second = publication.internal.issues
    assert first == Issue("M01", "缺系统接口", "D01", ("D01",), Deadline("2026年12月底前", date(2026, 12, 31)))
    assert (second.outcome, second.overdue(date.max)) == ("增加了 2 人", False)
    assert [first.overdue(day) for day in (date(2026, 12, 30), date(2026, 12, 31))] == [False, True]


@pytest.mark.parametrize(
    ("row", "percent", "said"),
    [
        ("M09|缺人|D01|||", "50", ["A2（措施编号）", "“M09”不在“措施清单”表里"]),
        ("M01|缺人|财政局|||", "50", ["C2（责任单位）", "“财政局”不在“单位”表里"]),
        ("M01|缺人|D01|财政局||", "50", ["D2（协调单位）", "“财政局”不在“单位”表里"]),
        ("M01|缺人|D01||尽快|", "50", ["E2（期限）", "尽快"]),
        ("M01||D01|||", "50", ["B2（问题）"]),
    ],
)
def test_what_is_wrong_in_an_issue(messages: Callable[..., list[str]], row: str, percent: str, said: list[str]) -> None:
    """Measures and departments must be known, a deadline readable."""
    tables = REPORTED | {"progress/2026-10": REPORTED["progress/2026-10"].format(percent=percent)}
    (message,) = messages({**tables, "problems": f"{HEADINGS}\n{row}"})
    assert message.startswith("content/problems.xlsx")
    assert [part for part in said if part not in message] == []


def test_an_issue_of_a_measure_that_is_done_has_an_outcome(check: Check) -> None:
    """Asked by a warning only, while there is none: the measure may be done and the problem not."""
    tables = REPORTED | {"progress/2026-10": REPORTED["progress/2026-10"].format(percent="100")}
    for outcome, said in (("", [Severity.WARNING]), ("来了 2 人", [])):
        publication, problems = check({**tables, "problems": f"{HEADINGS}\nM01|缺人|D01|||{outcome}"})
        assert [found.severity for found in problems] == said
        assert publication is not None


def test_notes_are_kept_apart_from_reports(check: Check) -> None:
    """By month and measure; a column without any text counts as well."""
    publication, problems = check(REPORTED | {"progress/2026-10": REPORTED["progress/2026-10"].format(percent="50")})
    assert problems == ()
    assert publication is not None
    assert publication.internal.notes == {YearMonth(2026, 10): {"M01": "先压一压，手机 13912345678"}}
    assert "13912345678" not in repr(publication.reports)
    publication, _ = check(REPORTED | {"progress/2026-10": "编号|本月进展|完成率|内部备注\nM01|做完了|50|"})
    assert publication is not None
    assert publication.internal.notes == {YearMonth(2026, 10): {}}


def test_a_note_on_what_was_not_reported_is_kept(check: Check) -> None:
    """The row stays unreported, and no wrong figure in it: a note is no answer."""
    table = "编号|标题|本月进展|完成率|内部备注\nM01|||| 等资金\nM09||||没有这一项"
    publication, problems = check(REPORTED | {"progress/2026-10": table})
    assert publication is not None
    assert problems == check(REPORTED | {"progress/2026-10": table.replace(" 等资金", "").replace("没有这一项", "")})[1]
    assert (publication.reports, publication.internal.notes[YearMonth(2026, 10)]["M01"]) == ((), "等资金")
