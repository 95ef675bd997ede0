"""Halls and their windows, on one page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Window
from generator.pages.links import WINDOWS
from generator.pages.ratings import draw_ratings
from generator.pages.site import Page, Site


def list_pages(site: Site) -> Iterator[Page]:
    """The section's page; none while no window is in use."""
    halls: dict[str, list[Window]] = {}
    for window in site.publication.windows:
        if window.active:
            halls.setdefault(window.hall, []).append(window)
    if not halls:
        return
    yield Page(
        WINDOWS,
        "办事大厅和窗口",
        "windows.html",
        section=WINDOWS,
        description=f"{'、'.join(halls)}的窗口：在哪里、办什么、评价如何",
        changed_on=site.changed_on,
        facts={
            "halls": halls,
            "ratings_chart": draw_ratings(site.figures.ratings_overall),
            "matters": {name: matter for matter in site.publication.matters for name in (matter.id, matter.name)},
        },
    )
