"""Monthly progress: the index of months and a page per month."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derived import MonthFigures, Standing, Status
from generator.pages.downloads import progress_download, status_download
from generator.pages.links import PROGRESS, month_address
from generator.pages.site import Page, Site

_ATTENTION = (Status.OVERDUE, Status.BEHIND, Status.NOT_REPORTED, Status.NOT_STARTED)
"""The statuses that a month's page tells of first, in this order."""


def list_pages(site: Site) -> Iterator[Page]:
    """The section's pages; none while no month is shown."""
    months = site.figures.months
    if not months:
        return
    yield Page(
        PROGRESS,
        "月度进展",
        "months.html",
        section=PROGRESS,
        description="每个月各项措施做到哪里：完成、按期、滞后、逾期、未报送各多少项",
        changed_on=months[-1].month.published_on,
        facts={"months": months[::-1]},
    )
    for place, figures in enumerate(months):
        yield _month_page(site, figures, before=months[place - 1] if place else None)


def _month_page(site: Site, figures: MonthFigures, before: MonthFigures | None) -> Page:
    month = figures.month.month
    after = next((other for other in site.figures.months if other.month.month > month), None)
    return Page(
        month_address(month),
        f"{month.label}进展",
        "month.html",
        section=PROGRESS,
        description=f"{site.settings.county}{month.label}各项措施的进展",
        changed_on=figures.month.published_on,
        facts={
            "figures": figures,
            "before": before,
            "after": after,
            "attention": tuple((status, _standing_at(figures, status)) for status in _ATTENTION),
            "done": _standing_at(figures, Status.DONE),
            "reported": tuple(standing for standing in figures.standings if standing.report),
            "reports_download": progress_download(month),
            "status_download": status_download(month),
        },
    )


def _standing_at(figures: MonthFigures, status: Status) -> tuple[Standing, ...]:
    return tuple(standing for standing in figures.standings if standing.status is status)
