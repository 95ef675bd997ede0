"""Departments (服务联络簿): the index and a page per department."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mashang.addresses import DEPARTMENTS, RATING_RULES, department_address
from mashang.model import Department, Measure
from mashang.pages.adjustments import count_by_year, show_adjustments
from mashang.pages.open_schemas import OPEN_DEPARTMENTS
from mashang.pages.ratings import draw_ratings
from mashang.pages.site import Page, Site
from mashang.pages.tasks import tell_tasks


def list_pages(site: Site) -> Iterator[Page]:
    """The section's pages."""
    departments = site.publication.departments
    if not departments:
        return
    led = Counter(lead for measure in _list_judged(site) if measure.counted for lead in measure.leads)
    yield Page(
        DEPARTMENTS,
        "单位",
        "departments.html",
        section=DEPARTMENTS,
        description="各单位的职责、地址、电话，牵头的措施和收到的评价",
        changed_on=site.changed_on,
        facts={
            "departments": departments,
            "led": led,
            "tasks": tell_tasks(site.publication, None),
            "joint": any(len(one.leads) > 1 for one in site.publication.measures),
            "download": OPEN_DEPARTMENTS.address(),
        },
    )
    for department in departments:
        yield _department_page(site, department)


def _list_judged(site: Site) -> tuple[Measure, ...]:
    """The measures without the tasks, whose items are judged in their place."""
    facts = site.publication
    return tuple(measure for measure in facts.measures if measure.id not in facts.items_by_task)


def _takes_part(measure: Measure, group: str, department: Department) -> bool:
    """Whether a department leads or supports a measure by a group only."""
    parties = (*measure.leads, *measure.supporting)
    return group in parties and department.id not in parties


def _department_page(site: Site, department: Department) -> Page:
    facts = site.publication
    shown = show_adjustments(facts, facts.adjustments)
    adjustments = tuple(one for one in shown if one.department == department.id)
    return Page(
        department_address(department.id),
        department.name,
        "department.html",
        section=DEPARTMENTS,
        description=f"{department.name}的职责、联系方式、牵头措施、窗口和事项",
        changed_on=site.changed_on,
        keys=tuple(filter(None, (department.short,))),
        facts={
            "department": department,
            "led": tuple(measure for measure in _list_judged(site) if department.id in measure.leads),
            "supported": tuple(measure for measure in _list_judged(site) if department.id in measure.supporting),
            "tasks": tuple(
                (measure, items)
                for measure in facts.measures
                if department.id in measure.leads and (items := facts.items_by_task.get(measure.id))
            ),
            "by_group": [
                (group, tuple(one for one in _list_judged(site) if _takes_part(one, group, department)))
                for group, members in facts.groups.items()
                if department.id in members
            ],
            "adjustments": adjustments,
            "adjusted_years": count_by_year(adjustments),
            "windows": tuple(
                window for window in facts.windows if window.department == department.id and window.active
            ),
            "matters": tuple(matter for matter in facts.matters if matter.department == department.id),
            "lists": tuple(named for named in facts.lists if named.publisher == department.id),
            "ratings": (ratings := site.department_ratings.get(department.id)),
            "ratings_chart": draw_ratings(ratings),
            "rules_target": RATING_RULES,
        },
    )
