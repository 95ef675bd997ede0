"""Monthly progress: the index of months and a page per month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mashang.addresses import ABOUT, CORRECTIONS, PROGRESS, month_address, relative
from mashang.derived import LATE, Mark, MonthFigures, Status, Tally
from mashang.pages.adjustments import show_adjustments
from mashang.pages.charts import DISPLAY_ORDER, draw_month_columns, draw_status_bars, list_shown
from mashang.pages.corrections import list_corrections
from mashang.pages.markdown import format_number
from mashang.pages.month_lists import MOST_IN_FULL, MonthPart, find_standings, list_month, split_month
from mashang.pages.open_schemas import OPEN_PROGRESS, STATUS
from mashang.pages.parts import number_title
from mashang.pages.site import Page, Site
from mashang.pages.tasks import tell_tasks

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
        yield from _month_pages(site, figures, before=months[place - 1] if place else None)


def _month_pages(site: Site, figures: MonthFigures, before: MonthFigures | None) -> Iterator[Page]:
    """The month's page, and further parts of what it lists."""
    month = figures.month.month
    whole = list_month(figures, before)
    parts = split_month(figures, whole)
    addresses = [month_address(month, number) for number in range(1, len(parts) + 1)]
    facts = _month_facts(site, figures, before, whole)
    places = _find_places(parts, addresses)
    facts |= {"key_figures": _key_figures(figures, places), "marks": _count_marks(figures, places)}
    begun: set[Status] = set()
    for number, (part, address) in enumerate(zip(parts, addresses, strict=True), 1):
        yield Page(
            address,
            number_title(f"{month.label}进展", number),
            "month.html",
            section=PROGRESS,
            description=f"{site.settings.county}{month.label}各项措施的进展",
            changed_on=figures.month.published_on,
            facts={
                **facts,
                "part": part,
                "attention": [pair for pair in part.listed.items() if pair[0] is not Status.DONE],
                "begun": frozenset(begun),
                "parts": addresses,
                "number": number,
            },
        )
        begun |= part.listed.keys()


def _month_facts(site: Site, figures: MonthFigures, before: MonthFigures | None, whole: MonthPart) -> dict[str, object]:
    """What the parts of a month's page have in common."""
    month = figures.month.month
    shown = list_shown([figures.overall])
    done = find_standings(figures, Status.DONE)
    newly = len(whole.listed[Status.DONE])
    return {
        "figures": figures,
        "closure": next((one for one in site.publication.closures if one.month == month), None),
        "adjustments": show_adjustments(site.publication, figures.changes.adjustments),
        "first_rules_target": f"{ABOUT}#first-rules",
        "corrections": list_corrections(site, month),
        "corrections_target": CORRECTIONS,
        "before": before,
        "after": next((other for other in site.figures.months if other.month.month > month), None),
        "totals": {kind: len(standings) for kind, standings in whole.listed.items()},
        "done": done,
        "done_newly": newly,
        "done_before": len(done) - newly,
        "reported": tuple(standing for standing in figures.standings if standing.report),
        "detailed": whole.detailed,
        "most_in_full": MOST_IN_FULL,
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
    }


def _find_places(parts: Sequence[MonthPart], addresses: Sequence[str]) -> dict[Status, str]:
    """Where the measures of each status and mark begin, as the first part links there.

    Those that need no attention are listed nowhere.
    """
    places: dict[Status, str] = {Status.DONE: f"#{Status.DONE.slug}"}
    for part, address in reversed([*zip(parts, addresses, strict=True)]):
        places |= {kind: relative(addresses[0], f"{address}#{kind.slug}") for kind, rows in part.listed.items() if rows}
    return places


def _draw_tallies(name: str, title: str, tallies: Sequence[Tally]) -> str:
    """The chart of these counts, or nothing when it would be too high to be of use."""
    return draw_status_bars(name, title, tallies) if len(tallies) <= MOST_BARS else ""


def _key_figures(figures: MonthFigures, places: Mapping[Status, str]) -> list[dict[str, object]]:
    """The numbers at the head of a month: as the macro ``figures`` wants them."""
    overall = figures.overall
    note = "还没有完成率"
    if overall.mean_percent is not None:
        note = f"{overall.measured} 项报过完成率，平均 {format_number(overall.mean_percent)}%"
    shown: list[dict[str, object]] = [{"label": "措施总数", "value": overall.total, "unit": "项", "note": note}]
    shown += [
        {"label": status.value, "value": overall.count(status), "unit": "项", "href": places.get(status, "")}
        for status in DISPLAY_ORDER
        if overall.count(status)
    ]
    return shown


def _count_marks(figures: MonthFigures, places: Mapping[Status, str]) -> list[dict[str, object]]:
    """How many measures bear each mark."""
    return [
        {"label": mark.value, "value": count, "unit": "项", "href": places[Status(mark.value)]}
        for mark in Mark
        if (count := figures.overall.count_marked(mark))
    ]


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
