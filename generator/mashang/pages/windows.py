"""Halls and their windows, on one page."""

from __future__ import annotations

from collections.abc import Iterator

from mashang.addresses import RATING_RULES, WINDOWS
from mashang.derived import RatingSummary
from mashang.model import CodeKind, Window
from mashang.pages.charts import draw_satisfaction
from mashang.pages.open_schemas import RATINGS_BY_MONTH
from mashang.pages.ratings import draw_ratings
from mashang.pages.site import Page, Site
from mashang.periods import YearMonth

CHART_MONTHS = 12
"""How many months back the chart of ratings looks; its table has them all."""


def list_pages(site: Site) -> Iterator[Page]:
    """The section's page; none while no window is in use."""
    halls: dict[str, list[Window]] = {}
    for window in site.publication.windows:
        if window.active:
            halls.setdefault(window.hall, []).append(window)
    if not halls:
        return
    rated = site.settings.takes_ratings or bool(site.figures.ratings_by_window)
    yield Page(
        WINDOWS,
        "办事大厅和窗口",
        "windows.html",
        section=WINDOWS,
        description=f"{'、'.join(halls)}的窗口：在哪里、办什么{'、评价如何' if rated else ''}",
        changed_on=site.changed_on,
        facts={
            "halls": halls,
            "rated": rated,
            "codes": {code.target: code for code in site.active_codes.values() if code.kind is CodeKind.WINDOW},
            "rules_target": RATING_RULES,
            "ratings_chart": draw_ratings(site.figures.ratings_overall),
            "by_month": (by_month := list_months(site)),
            "by_month_chart": draw_satisfaction("months", "各月好评率", by_month[:CHART_MONTHS]) if by_month else "",
            "by_month_download": RATINGS_BY_MONTH.address(),
            "matters": {name: matter for matter in site.publication.matters for name in (matter.id, matter.name)},
        },
    )


def list_months(site: Site) -> list[tuple[str, RatingSummary]]:
    """The ratings of each month, newest first; nothing while no month may be shown."""
    summaries = site.figures.ratings_by_month
    if not any(summary.published for summary in summaries):
        return []
    return [(YearMonth.parse(summary.key).label, summary) for summary in reversed(summaries)]
