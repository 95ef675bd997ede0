"""Monthly progress: the index of months and a page per month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mashang.addresses import ABOUT, CORRECTIONS, PROGRESS, month_address
from mashang.derived import LATE, Mark, MonthFigures, Standing, Status, Tally
from mashang.pages.adjustments import show_adjustments
from mashang.pages.charts import DISPLAY_ORDER, draw_month_columns, draw_status_bars, list_shown
from mashang.pages.corrections import list_corrections
from mashang.pages.markdown import format_number
from mashang.pages.open_schemas import OPEN_PROGRESS, STATUS
from mashang.pages.site import Page, Site
from mashang.pages.tasks import tell_tasks

_ATTENTION = (*LATE, Status.UNKNOWN, Status.NOT_REPORTED, Status.NOT_STARTED)
"""The statuses that a month's page lists first, in this order; behind them stand the marks."""
MOST_IN_FULL = 60
"""With more measures than this, a month's page shows in full only what needs attention or is newly done.

All of them would make half a megabyte, ten seconds over a weak network. The page says what it leaves to the
measures' own pages and to its tables.
"""
MOST_BARS = 16
"""With more departments or fields than this there is a table without a chart: it would be many screens high."""


def list_pages(site: Site) -> Iterator[Page]:
    """The section's pages; none while no month is shown."""
    months = site.figures.months
    if not months:
        return
    shown = list_shown([one.overall for one in months])
    yield Page(
        PROGRESS,
        "月度进展",
        "months.html",
        section=PROGRESS,
        description="每个月各项措施做到哪里：完成、按期、滞后、逾期、未报送各多少项",
        changed_on=months[-1].month.published_on,
        facts={
            "months": months[::-1],
            "corrections_target": CORRECTIONS if site.publication.closures or site.publication.corrections else "",
            "chart": draw_month_columns("months", "各月措施状态", months),
            "statuses": [status.value for status in shown],
            "counts": [
                (one.month.month.label, *map(one.overall.count, shown), one.overall.total) for one in months[::-1]
            ],
            "others": [status for status in shown if status not in (Status.DONE, Status.ON_TRACK, *LATE)],
        },
    )
    for place, figures in enumerate(months):
        yield _month_page(site, figures, before=months[place - 1] if place else None)


def _month_page(site: Site, figures: MonthFigures, before: MonthFigures | None) -> Page:
    month = figures.month.month
    done = _standing_at(figures, Status.DONE)
    shown = list_shown([figures.overall])
    reported = tuple(standing for standing in figures.standings if standing.report)
    done_shown, detailed = done, reported
    if len(figures.standings) > MOST_IN_FULL:
        done_shown = _newly_done(done, before)
        fresh = {standing.measure for standing in done_shown}
        detailed = tuple(one for one in reported if one.status in _ATTENTION or one.mark or one.measure in fresh)
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
            "closure": next((one for one in site.publication.closures if one.month == month), None),
            "adjustments": show_adjustments(site.publication, figures.changes.adjustments),
            "first_rules_target": f"{ABOUT}#first-rules",
            "corrections": list_corrections(site, month),
            "corrections_target": CORRECTIONS,
            "before": before,
            "after": after,
            "attention": (
                *((status, _standing_at(figures, status)) for status in _ATTENTION),
                *((mark, tuple(one for one in figures.standings if one.mark is mark)) for mark in Mark),
            ),
            "done": done,
            "done_shown": done_shown,
            "done_before": len(done) - len(done_shown),
            "reported": reported,
            "detailed": detailed,
            "most_in_full": MOST_IN_FULL,
            "key_figures": _key_figures(figures),
            "marks": [
                {"label": mark.value, "value": count, "unit": "项", "href": f"#{mark.slug}"}
                for mark in Mark
                if (count := figures.overall.count_marked(mark))
            ],
            "chart": draw_status_bars("overall", f"{month.label}各状态项数", (figures.overall,)),
            "status_rows": [
                *((status.value, figures.overall.count(status)) for status in shown),
                ("合计", figures.overall.total),
            ],
            "statuses": [status.value for status in shown],
            "joint": sum(len(figures.facts.measure_by_id[one.measure].leads) > 1 for one in figures.standings),
            "tasks": tell_tasks(figures.facts, month.last_day),
            "mark_labels": [mark.value for mark in Mark],
            "department_chart": _draw_tallies("departments", "各牵头单位的措施状态", figures.by_department),
            "department_rows": _tally_rows(figures.by_department, shown),
            "field_chart": _draw_tallies("fields", "各领域的措施状态", figures.by_field),
            "field_rows": _tally_rows(figures.by_field, shown),
            "reports_download": OPEN_PROGRESS.address(month),
            "status_download": STATUS.address(month),
        },
    )


def _newly_done(done: tuple[Standing, ...], before: MonthFigures | None) -> tuple[Standing, ...]:
    """The measures that were not yet done in the month before."""
    known = {standing.measure for standing in _standing_at(before, Status.DONE)} if before else set()
    return tuple(standing for standing in done if standing.measure not in known)


def _draw_tallies(name: str, title: str, tallies: Sequence[Tally]) -> str:
    """The chart of these counts, or nothing when it would be too high to be of use."""
    return draw_status_bars(name, title, tallies) if len(tallies) <= MOST_BARS else ""


def _key_figures(figures: MonthFigures) -> list[dict[str, object]]:
    """The numbers at the head of a month: as the macro ``figures`` wants them."""
    overall = figures.overall
    note = "还没有完成率"
    if overall.mean_percent is not None:
        note = f"{overall.measured} 项报过完成率，平均 {format_number(overall.mean_percent)}%"
    shown: list[dict[str, object]] = [{"label": "措施总数", "value": overall.total, "unit": "项", "note": note}]
    shown += [
        {"label": status.value, "value": overall.count(status), "unit": "项", "href": _status_anchor(status)}
        for status in DISPLAY_ORDER
        if overall.count(status)
    ]
    return shown


def _status_anchor(status: Status) -> str:
    """Where on a month's page the measures of a status stand; nowhere for those that need no attention."""
    return f"#{status.slug}" if status in (*_ATTENTION, Status.DONE) else ""


def _tally_rows(tallies: Iterable[Tally], shown: Iterable[Status]) -> list[tuple[object, ...]]:
    return [
        (
            tally.label,
            *map(tally.count, shown),
            tally.total,
            *tally.marks,
            f"{format_number(tally.mean_percent)}%" if tally.mean_percent is not None else "—",
        )
        for tally in tallies
    ]


def _standing_at(figures: MonthFigures, status: Status) -> tuple[Standing, ...]:
    return tuple(standing for standing in figures.standings if standing.status is status)
