"""What is counted of cases, and what of it is published: before an attacker who tries every county that it could be."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

from mashang.cases import Appeal, Case, CaseKind, Channel, Result, Verdict
from mashang.figures.cases import count_cases, derive_cases
from mashang.model import Department, Publication
from mashang.periods import YearMonth
from tests.case_numbers import case_number

SEPTEMBER, OCTOBER, NOVEMBER = (YearMonth(2026, month) for month in (9, 10, 11))
DEPARTMENTS = tuple(Department(name, f"{name}局") for name in ("A", "B", "C"))


def make_case(place: int, department: str, day: str, **more: Any) -> Case:
    """A complaint that came by telephone, due in five days."""
    received = date.fromisoformat(f"2026-{day}")
    case = Case(
        number=case_number(place),
        received_on=received,
        channel=Channel.PHONE,
        kind=CaseKind.COMPLAINT,
        department=department,
        due=date.fromisoformat(f"2026-{day[:2]}-20"),
    )
    return replace(case, **more)


def test_each_thing_counts_in_the_month_in_which_it_happened() -> None:
    """A complaint of October that was answered late in November is overdue in October and late in November."""
    case = make_case(
        *(1, "A", "10-12"),
        answered_on=date(2026, 11, 3),
        days=16,
        called_back_on=date(2026, 11, 4),
        verdict=Verdict.SOLVED,
        appeal=Appeal.UPHELD,
        appeal_decided_on=date(2026, 11, 5),
        closed_on=date(2026, 11, 6),
        result=Result.SOLVED,
    )
    counted = count_cases([case], [SEPTEMBER, OCTOBER, NOVEMBER])
    assert counted.keys() == {OCTOBER, NOVEMBER}
    before, after = counted[OCTOBER][""], counted[NOVEMBER][""]
    assert before.main == (1, 0, 0, 1)
    assert counted[OCTOBER]["A"].main == (1, 0, 0, 1)
    assert after.main == (0, 1, 1, 0)
    assert (after.called_back, after.confirmed, after.appeals, after.upheld, after.closed) == (1, 1, 1, 1, 1)
    assert (after.results, after.median_days) == ({Result.SOLVED: 1}, Decimal("16.0"))


def test_a_rating_alone_is_no_case() -> None:
    """It asks for nothing."""
    rating = replace(make_case(1, "A", "10-12"), kind=None, level=5, due=None)
    assert count_cases([rating], [OCTOBER]) == {}
    assert derive_cases(Publication(cases=(rating,)), [OCTOBER], 5).months == ()


def test_the_list_holds_what_came_by_the_last_shown_month() -> None:
    """Newest first; what came since waits for its month."""
    cases = (make_case(1, "A", "09-12"), make_case(2, "A", "10-12"), make_case(3, "A", "11-12"))
    figures = derive_cases(Publication(cases=cases), [SEPTEMBER, OCTOBER], 5)
    assert [one.number for one in figures.listed] == [case_number(2), case_number(1)]


def test_an_answer_is_released_by_question_and_reply() -> None:
    """Neither alone is; nor one that was given after the last shown month."""
    answered = {"answered_on": date(2026, 10, 15), "question": "几点开门", "reply": "九点"}
    released = make_case(1, "A", "10-12", **answered)
    later = make_case(2, "A", "10-12", **{**answered, "answered_on": date(2026, 11, 2)})
    unasked = make_case(3, "A", "10-12", **{**answered, "question": ""})
    figures = derive_cases(Publication(cases=(released, later, unasked)), [OCTOBER], 5)
    assert figures.replies == (released,)


def test_topics_are_told_from_the_minimum_on() -> None:
    """How many cases have none is not told, so that nothing is left over."""
    cases = [make_case(place, "A", "10-12", topic="排队" if place < 6 else "停车") for place in range(1, 8)]
    (month,) = derive_cases(Publication(cases=tuple(cases)), [OCTOBER], 5).months
    assert month.topics == (("排队", 5),)


def _publish(counts: tuple[tuple[int, ...], ...], answered: tuple[tuple[int, ...], ...], minimum: int) -> object:
    """What is published of cases received in two months by three departments, and of those answered in the second."""
    cases: list[Case] = []
    for month, row in zip((SEPTEMBER, OCTOBER), counts, strict=True):
        for department, n in zip(DEPARTMENTS, row, strict=True):
            cases += [
                make_case(len(cases) + each, department.id, f"{month.month:02}-12", due=None) for each in range(n)
            ]
    for month, row in zip((SEPTEMBER, OCTOBER), answered, strict=True):
        for department, n in zip(DEPARTMENTS, row, strict=True):
            waiting = [one for one in cases if one.department == department.id and one.answered_on is None]
            for one in waiting[:n]:
                cases[cases.index(one)] = replace(one, answered_on=month.last_day)
    figures = derive_cases(Publication(departments=DEPARTMENTS, cases=tuple(cases)), [SEPTEMBER, OCTOBER], minimum)
    return tuple((one.counts.main, tuple(one.departments.items())) for one in figures.months)


def test_no_small_count_of_a_department_can_be_worked_out() -> None:
    """Of every county with up to four cases a department and month, another one looks the same and differs there.

    All that came is answered in the month after, so that answers tell what came, too.
    """
    minimum = 3
    looks: dict[object, list[tuple[tuple[int, ...], ...]]] = defaultdict(list)
    for first in product(range(5), repeat=3):
        for second in ((0, 0, 0), (1, 3, 4), (4, 4, 4)):
            looks[_publish((first, second), ((0, 0, 0), first), minimum)].append((first, second))
    for same in looks.values():
        for place in range(3):
            values = {first[place] for first, _ in same}
            assert len(values) > 1 or not any(0 < value < minimum for value in values), same
