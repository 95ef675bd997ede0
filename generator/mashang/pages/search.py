"""The search page: a form that a script brings to life, and the sections for whoever reads without one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mashang.addresses import HOME, SEARCH
from mashang.pages.home import list_entries
from mashang.pages.site import Page, Site


def list_pages(site: Site, present: Collection[str]) -> Iterator[Page]:
    """The search page. ``present`` holds the addresses of the other pages: what is not there is not linked."""
    yield Page(
        SEARCH,
        "搜索",
        "search.html",
        section=SEARCH,
        description=f"在{site.settings.name}里按词语、单位、文号和编号查找",
        changed_on=site.changed_on,
        facts={
            "home_target": HOME,
            "index_target": f"{SEARCH}index.json",
            "entries": [entry for entry in list_entries(site) if entry.target in present],
        },
    )
