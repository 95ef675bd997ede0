"""Matters (码上办): the index and a page per matter."""

from __future__ import annotations

from collections.abc import Iterator

from mashang.addresses import MATTERS, RATING_RULES, matter_address
from mashang.model import CodeKind, Matter
from mashang.pages.ratings import draw_ratings
from mashang.pages.site import Page, Site


def list_pages(site: Site) -> Iterator[Page]:
    """The section's pages; none when there is no matter."""
    matters = site.publication.matters
    if not matters:
        return
    yield Page(
        MATTERS,
        "事项办理",
        "matters.html",
        section=MATTERS,
        description="每个事项要带什么材料、多久办好、分几步、能不能网上办",
        changed_on=site.changed_on,
        facts={"matters": matters},
    )
    for matter in matters:
        yield _matter_page(site, matter)


def _matter_page(site: Site, matter: Matter) -> Page:
    return Page(
        matter_address(matter.id),
        matter.name,
        "matter.html",
        section=MATTERS,
        description=f"{matter.name}的材料、时限、流程和办理窗口",
        changed_on=site.changed_on,
        facts={
            "matter": matter,
            "department": site.publication.department_by_id[matter.department],
            "windows": tuple(
                window
                for window in site.publication.windows
                if window.active and not {matter.id, matter.name}.isdisjoint(window.matters)
            ),
            "code": site.active_codes.get((CodeKind.MATTER, matter.id)),
            "ratings": (ratings := site.matter_ratings.get(matter.id)),
            "ratings_chart": draw_ratings(ratings),
            "rules_target": RATING_RULES,
        },
    )
