"""The pages on cases: numbers that add up, a list in which everybody finds their own, nobody's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from mashang.cases import Case, CaseKind, Channel, Result
from mashang.figures.site import derive_figures
from mashang.model import Department, MonthState, Publication, ReportingMonth
from mashang.pages.cases import describe_limits, list_pages
from mashang.pages.open_tables import list_tables
from mashang.pages.site import Site
from mashang.periods import YearMonth
from tests.case_numbers import case_number
from tests.pages.reader import make_site, see

WORDS = "三号窗的老王"
OCTOBER = YearMonth(2026, 10)


def make_case(place: int, department: str = "D1", **more: Any) -> Case:
    """A complaint of October, with words that nobody may read."""
    case = Case(
        number=case_number(place),
        received_on=date(2026, 10, 12),
        channel=Channel.PHONE,
        kind=CaseKind.COMPLAINT,
        department=department,
        subject=WORDS,
        extension_reason=WORDS,
        foreign_number=WORDS,
        due=date(2026, 10, 19),
    )
    return replace(case, **more)


def make_county(*cases: Case) -> Site:
    """A county with October published."""
    publication = Publication(
        departments=(Department("D1", "明川县审批局"), Department("D2", "明川县财政局")),
        months=(ReportingMonth(OCTOBER, date(2026, 11, 5), MonthState.REVIEWED),),
        cases=cases,
    )
    site = make_site(publication)
    return replace(site, figures=derive_figures(publication, (), site.settings, drafts=False))


ANSWERED: dict[str, Any] = {"answered_on": date(2026, 10, 20), "days": 6}
MANY = make_county(
    *(make_case(place) for place in range(6)),
    *(make_case(place, **ANSWERED) for place in range(6, 14)),
    *(make_case(place, "D2", kind=CaseKind.SUGGESTION) for place in range(14, 16)),
)


def test_without_cases_there_is_no_section() -> None:
    """Nor is there one for cases of a month that is not public yet."""
    assert see(list_pages, make_county()) == {}
    assert see(list_pages, make_county(make_case(1, received_on=date(2026, 11, 2)))) == {}


def test_rows_add_up_to_the_whole() -> None:
    """What is not told by itself stands together in the last row; here it is all, as one would tell the other."""
    page = see(list_pages, MANY)["reports/2026-10/"]
    assert "收到诉求 16 件，答复 8 件（按时 0 件，超期 8 件）；到月末，过了期限还没有答复的有 8 件" in page.text
    kinds = page.rows("类别")[1:]
    assert sum(int(row[1]) for row in kinds) == 16
    assert not any(row[0] == "建议" for row in kinds)


def test_the_list_says_where_each_case_stands() -> None:
    """By number, whatever came first, with an anchor to which the box leads."""
    page = see(list_pages, MANY)["reports/list/"]
    rows = page.rows("受理编号")[1:]
    assert len(rows) == 16
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert f'id="{case_number(3)}"' in page.html
    assert {row[2] for row in rows} == {"已受理", "已反馈"}


def test_a_long_list_is_parted_by_numbers() -> None:
    """Each page is named by the numbers on it, which the box reads."""
    site = make_county(*(make_case(place) for place in range(1500)))
    pages = see(list_pages, site)
    assert {"reports/list/", "reports/list/2/"} <= pages.keys()
    first, second = pages["reports/list/"], pages["reports/list/2/"]
    last = first.rows("受理编号")[-1][0].replace("-", "")
    assert f'data-ms-case-last="{last}"' in second.html
    assert last < second.rows("受理编号")[1][0].replace("-", "")


def test_a_released_answer_is_read_with_its_question() -> None:
    """And with the department that gave it."""
    site = make_county(make_case(1, **ANSWERED, question="几点开门？", reply="九点。", result=Result.SOLVED))
    pages = see(list_pages, site)
    assert "几点开门？" in pages["reports/"].text
    assert "明川县审批局" in pages["reports/answers/"].text


def test_nobodys_words_are_on_any_page_or_in_any_table() -> None:
    """What a case is about, why it was put off, and its number elsewhere are the office's."""
    assert not any(WORDS in page.html for page in see(list_pages, MANY).values())
    assert not any(WORDS in str(row) for table in list_tables(MANY) for row in table.rows)


def test_limits_are_said_once_for_all_kinds_that_share_them() -> None:
    """In the order of the kinds."""
    limits = {CaseKind.SUGGESTION: 15, CaseKind.BAD_RATING: 5, CaseKind.COMPLAINT: 5}
    assert describe_limits(limits) == "差评、投诉 5 个工作日，建议 15 个工作日"
