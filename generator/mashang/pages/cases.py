"""What became of cases (诉求): the section, a page a month, the public list, and released answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mashang.addresses import (
    REPORT,
    REPORTS,
    answers_address,
    case_list_address,
    case_month_address,
    month_address,
)
from mashang.case_figures import CaseMonth
from mashang.cases import Case, CaseKind, Limits, Result
from mashang.model import Department, Publication
from mashang.pages.charts import draw_shares
from mashang.pages.open_schemas import ANSWERS, CASE_MONTHS, CASE_PARTS, CASES_LISTED
from mashang.pages.parts import number_title, split_parts, weigh_texts
from mashang.pages.site import Page, Site

CHART_MONTHS = 12
"""How many months back the chart looks; the table has them all."""
_ROW = 160
"""About so many bytes has a case's row in the list."""
_ANSWER = 900
"""About so many bytes stand around an answer."""
_RECENT = 3
"""So many answers stand on the section's page."""
_COLUMNS = (("received", "收到"), ("answered", "反馈"), ("late", "其中超期"), ("overdue", "月末超期未反馈"))
"""The columns of the table of departments, by the names of :class:`CaseCounts`."""


def list_pages(site: Site) -> Iterator[Page]:
    """The section and all below it; none while there is no case by the end of a shown month."""
    figures = site.figures.cases
    if not figures.months:
        return
    lists = split_parts(sorted(figures.listed, key=lambda case: case.number), lambda _: _ROW)
    answers = split_parts(figures.replies, _weigh_answer) if figures.replies else []
    yield _make_index(site, lists, answers)
    yield from (_make_month(site, month) for month in figures.months)
    yield from _make_lists(site, lists)
    yield from _make_answers(site, answers)


def _weigh_answer(case: Case) -> int:
    return _ANSWER + weigh_texts(case.question, case.reply)


def describe_limits(limits: Limits) -> str:
    """Within how many working days what is answered: 差评、投诉 5 个工作日，建议 15 个工作日."""
    kinds: dict[int, list[str]] = {}
    for kind in CaseKind:
        if limits.get(kind):
            kinds.setdefault(limits[kind], []).append(kind)
    return "，".join(f"{'、'.join(names)} {days} 个工作日" for days, names in kinds.items())


def list_ranges(lists: Sequence[Sequence[Case]]) -> list[tuple[str, str, str]]:
    """The first and last number of each page of the list, with its address."""
    return [
        (part[0].number, part[-1].number, case_list_address(number)) for number, part in enumerate(lists, 1) if part
    ]


def _make_index(site: Site, lists: Sequence[Sequence[Case]], answers: Sequence[Sequence[Case]]) -> Page:
    figures = site.figures.cases
    months = tuple(reversed(figures.months))
    return Page(
        REPORTS,
        "诉求办理情况",
        "cases.html",
        section=REPORT,
        description=f"{site.settings.county}收到的诉求办得怎么样：按时、超期、解决了没有，凭受理编号可以查",
        changed_on=site.changed_on,
        facts={
            "months": months,
            "latest": months[0],
            "limits": describe_limits(site.settings.limits),
            "ranges": list_ranges(lists),
            "total": len(figures.listed),
            "charted": months[:CHART_MONTHS],
            "chart": _draw_in_time(months[:CHART_MONTHS]),
            "recent": figures.replies[:_RECENT],
            "answers_target": answers_address() if answers else "",
            "month_targets": {one.month: case_month_address(one.month) for one in months},
            "report_target": REPORT,
            "download": CASE_MONTHS.address(),
            "parts_download": CASE_PARTS.address(),
        },
    )


def _draw_in_time(months: Sequence[CaseMonth]) -> object:
    rows = [
        (one.month.label, Decimal(100) * one.counts.in_time / one.counts.answered, _tell_in_time(one))
        for one in months
        if one.counts.answered
    ]
    return draw_shares("in-time", "各月按时反馈", rows) if rows else ""


def _tell_in_time(one: CaseMonth) -> str:
    return f"{one.counts.in_time} / {one.counts.answered} 件按时"


def _make_month(site: Site, month: CaseMonth) -> Page:
    shown = next(one for one in site.figures.months if one.month.month == month.month)
    return Page(
        case_month_address(month.month),
        f"{month.month.label}诉求办理",
        "case_month.html",
        section=REPORT,
        description=f"{site.settings.county}{month.month.label}收到的诉求、办理结果和各单位的办理情况",
        changed_on=shown.month.published_on,
        facts={
            "month": month,
            "shown": shown.month,
            "results": [(result.value, month.counts.results.get(result, 0)) for result in Result],
            "columns": _COLUMNS,
            "departments": _list_departments(shown.facts, month),
            "month_target": month_address(month.month),
            "index_target": REPORTS,
        },
    )


def _list_departments(facts: Publication, month: CaseMonth) -> list[tuple[Department, list[int | None]]]:
    """The departments of which a number is told, as they were then, with the numbers; ``None`` for a suppressed one."""
    told = {name: dict(breakdown.shown) for name, breakdown in month.departments.items()}
    return [
        (one, [told[name].get(one.id) for name, _ in _COLUMNS])
        for one in facts.departments
        if any(one.id in counts for counts in told.values())
    ]


def _make_lists(site: Site, lists: Sequence[Sequence[Case]]) -> Iterator[Page]:
    day = site.figures.cases.months[-1].month.last_day
    for number, part in enumerate(lists, 1):
        yield Page(
            case_list_address(number),
            number_title("诉求受理编号", number),
            "case_list.html",
            section=REPORT,
            description="每件诉求的受理编号、受理日期和办到哪一步，按编号排列",
            changed_on=site.changed_on,
            facts={
                "cases": part,
                "day": day,
                "number": number,
                "ranges": list_ranges(lists),
                "index_target": REPORTS,
                "download": CASES_LISTED.address(),
            },
            forgotten=True,
        )


def _make_answers(site: Site, answers: Sequence[Sequence[Case]]) -> Iterator[Page]:
    addresses = [answers_address(number) for number in range(1, len(answers) + 1)]
    for number, part in enumerate(answers, 1):
        yield Page(
            addresses[number - 1],
            number_title("公开答复", number),
            "answers.html",
            section=REPORT,
            description=f"{site.settings.county}对大家反映的问题的公开答复",
            changed_on=site.changed_on,
            facts={
                "cases": part,
                "parts": addresses,
                "number": number,
                "index_target": REPORTS,
                "download": ANSWERS.address(),
            },
        )
