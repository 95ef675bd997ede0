"""How fast scan pages are rendered, disk left out."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from mashang.county import County, Stage
from mashang.figures.site import derive_figures
from mashang.pages.scan import render_scan_pages
from mashang.pages.site import Site
from mashang.pipeline.checking import check_county


def count_scan_pages(root: Path) -> tuple[int, float]:
    """Render every scan page of a built county in memory: how many, and the seconds it took.

    Raises ``ValueError`` when the county has errors.
    """
    checked = check_county(County(root), datetime.now(UTC).date(), lambda _: None)
    if checked.settings is None or checked.publication is None or checked.ledger is None:
        raise ValueError(checked.problems[:3])
    codes = checked.ledger.codes
    figures = derive_figures(checked.publication, codes, checked.settings, drafts=False)
    site = Site(checked.settings, checked.publication, figures, codes, Stage.PRODUCTION)
    started = time.perf_counter()
    pages = sum(1 for _ in render_scan_pages(site))
    return pages, time.perf_counter() - started
