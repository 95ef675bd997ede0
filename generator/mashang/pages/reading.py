"""All reading pages of a site, section by section. A section without content gives no page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mashang.pages import (
    cases,
    corrections,
    departments,
    grids,
    guidance,
    history,
    home,
    lists,
    matters,
    measures,
    open_page,
    progress,
    rankings,
    search,
    warnings,
    windows,
)
from mashang.pages.site import Page, Site

SECTIONS: tuple[Callable[[Site], Iterator[Page]], ...] = (
    measures.list_pages,
    lists.list_pages,
    progress.list_pages,
    history.list_pages,
    corrections.list_pages,
    warnings.list_pages,
    rankings.list_pages,
    departments.list_pages,
    windows.list_pages,
    matters.list_pages,
    grids.list_pages,
    guidance.list_pages,
    cases.list_pages,
    open_page.list_pages,
)


def list_pages(site: Site) -> Iterator[Page]:
    """Every reading page, home first. Home links only to sections that have a page."""
    pages = [page for section in SECTIONS for page in section(site)]
    present = {page.address for page in pages}
    yield from home.list_pages(site, present)
    yield from pages
    yield from search.list_pages(site, present)
