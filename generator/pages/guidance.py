"""How to report, how a code is known to be genuine, how figures are reckoned, and pages of free text."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derived import RULES
from generator.pages.links import ABOUT, REPORT, free_page_address
from generator.pages.site import Page, Site

_ABOUT_STEM = ABOUT.rstrip("/")


def list_pages(site: Site) -> Iterator[Page]:
    """The page on reporting, the page about the site, and every other page of free text."""
    yield Page(
        REPORT,
        "监督与投诉",
        "report.html",
        section=REPORT,
        description="怎样评价、投诉、建议，谁来办、几天办好，怎样辨认二维码真假",
        changed_on=site.changed_on,
        facts={"kinds": tuple(dict.fromkeys(code.kind for code in site.codes))},
    )
    free = {page.name: page for page in site.publication.pages}
    own = free.pop(_ABOUT_STEM, None)
    yield Page(
        ABOUT,
        own.title if own else "关于本站",
        "about.html",
        section=ABOUT,
        description="谁在办这个网站，数字从哪里来，状态怎样判定",
        changed_on=site.changed_on,
        prose=own.body if own else "",
        facts={"rules": RULES, "others": tuple(free.values())},
    )
    for page in free.values():
        yield Page(
            free_page_address(page.name),
            page.title,
            "",
            section=ABOUT,
            description=f"{page.title}，{site.settings.name}",
            changed_on=site.changed_on,
            prose=page.body,
        )
