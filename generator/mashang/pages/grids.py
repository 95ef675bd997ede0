"""Grids (谁为企业服务): the index of the widest grids and a page per grid that has others under it."""

from __future__ import annotations

from collections.abc import Iterator

from mashang.addresses import GRIDS, grid_address
from mashang.model import Grid
from mashang.pages.site import Page, Site


def list_pages(site: Site) -> Iterator[Page]:
    """The section's pages; none when there is no grid."""
    grids = site.publication.grids
    if not grids:
        return
    children: dict[str, list[Grid]] = {}
    for grid in grids:
        children.setdefault(grid.parent, []).append(grid)
    yield Page(
        GRIDS,
        "服务网格",
        "grids.html",
        section=GRIDS,
        description="三级网格：每一片的企业由谁联系服务、电话多少",
        changed_on=site.changed_on,
        facts={"tops": children.get("", []), "children": children, "total": len(grids)},
    )
    for grid in grids:
        if grid.id in children:
            yield Page(
                grid_address(grid.id),
                grid.name,
                "grid.html",
                section=GRIDS,
                description=f"{grid.name}的网格员和下级网格",
                changed_on=site.changed_on,
                facts={
                    "grid": grid,
                    "parent": site.publication.grid_by_id.get(grid.parent),
                    "children": children[grid.id],
                    "grandchildren": children,
                },
            )
