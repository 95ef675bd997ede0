"""The home page: where the measures stand, what changed, where to report, where to read on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from mashang.addresses import (
    ABOUT,
    CALENDAR,
    CORRECTIONS,
    DATA,
    DEPARTMENTS,
    FEED,
    GRIDS,
    HOME,
    LISTS,
    MATTERS,
    MEASURES,
    PROGRESS,
    RANKINGS,
    REPORT,
    REPORTS,
    WINDOWS,
    list_address,
    measure_address,
    month_address,
)
from mashang.derived import LATE, Mark, MonthFigures, Status
from mashang.model import Measure
from mashang.pages.adjustments import show_adjustments
from mashang.pages.charts import DISPLAY_ORDER, draw_month_columns, draw_status_bars, list_shown
from mashang.pages.corrections import list_corrections
from mashang.pages.site import Page, Site
from mashang.pages.tasks import tell_tasks

TREND_MONTHS = 12
"""How many months back the home page looks; the section on progress has them all."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the figures that matter: ``target`` is the address that shows what was counted."""

    label: str
    value: int
    note: str
    target: str


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in a month: one thing with its name, its address, and a word on it."""

    name: str
    target: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A way into a section."""

    title: str
    text: str
    target: str


@dataclass(frozen=True, slots=True)
class StatusShare:
    """How many measures stand at a status, and which share (%) of all that is."""

    status: Status
    count: int
    share: Decimal
    target: str


def list_pages(site: Site, present: Collection[str]) -> Iterator[Page]:
    """The home page. ``present`` holds the addresses of all other pages: what is not there is not linked."""
    latest = site.figures.latest
    months = site.figures.months[-TREND_MONTHS:]
    yield Page(
        HOME,
        "措施进展公开，请您监督",
        "home.html",
        section=HOME,
        description=f"{site.settings.county}优化营商环境的措施、进展、清单、窗口和事项，以及监督与投诉的办法",
        changed_on=site.changed_on,
        facts={
            "latest": latest,
            "figures": list_key_figures(latest) if latest else (),
            "month_target": month_address(latest.month.month) if latest else "",
            "tasks": tell_tasks(latest.facts, latest.month.month.last_day) if latest else "",
            "shares": list_shares(latest) if latest else (),
            "bars": draw_status_bars("overall", "各状态的措施项数", [latest.overall]) if latest else "",
            "trend": draw_month_columns("trend", "各月措施状态", months) if len(months) > 1 else "",
            "months": months,
            "statuses": list_shown([month.overall for month in months]),
            "changes": [(title, items) for title, items in list_changes(site) if items],
            "entries": [entry for entry in list_entries(site) if entry.target in present],
            "has_codes": bool(site.active_codes),
            "data_target": DATA,
            "feed_target": FEED,
            "calendar_target": CALENDAR,
            "report_target": REPORT if REPORT in present else "",
            "rules_target": f"{ABOUT}#status-rules" if ABOUT in present else "",
        },
    )


def list_key_figures(latest: MonthFigures) -> tuple[KeyFigure, ...]:
    """All measures, how they divide by status, and apart from that the marks; each leads to the filtered list."""
    overall = latest.overall

    def figure(label: str, note: str, *statuses: Status) -> KeyFigure:
        wanted = ",".join(status.value for status in statuses)
        return KeyFigure(label, overall.count(*statuses), note, f"{MEASURES}#status={wanted}")

    def marked(mark: Mark, note: str) -> KeyFigure:
        number = overall.count_marked(mark)
        return KeyFigure(f"本月{mark.value}", number, f"{note}，状态另计", f"{MEASURES}#status={mark.value}")

    usual = (Status.DONE, Status.ON_TRACK, *LATE)
    others = [status for status in DISPLAY_ORDER if status not in usual and overall.count(status)] or [Status.LASTING]
    mean = "全部公开"
    if overall.mean_percent is not None:
        mean = f"{overall.measured} 项报过完成率，平均 {overall.mean_percent}%"
    return (
        KeyFigure("公开措施", overall.total, mean, MEASURES),
        figure("已完成", "完成率 100% 或已报完成", Status.DONE),
        figure("按期推进", "进度在容许范围内", Status.ON_TRACK),
        figure("滞后和逾期", "进度滞后、已逾期", *LATE),
        figure("其他", "、".join(status.value for status in others), *others),
        marked(Mark.NOT_REPORTED, "没有完成也没有报进展"),
        marked(Mark.NOT_STARTED, "报送 0% 或未启动"),
    )


def list_shares(latest: MonthFigures) -> tuple[StatusShare, ...]:
    """The statuses that occur, with their shares to one decimal."""
    overall = latest.overall
    return tuple(
        StatusShare(status, count, _share(count, overall.total), f"{MEASURES}#status={status.value}")
        for status in DISPLAY_ORDER
        if (count := overall.count(status))
    )


def _share(count: int, total: int) -> Decimal:
    return (Decimal(100) * count / total).quantize(Decimal("0.1"))


def list_changes(site: Site) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    """What changed in the newest month, by kind."""
    if not site.figures.latest:
        return ()
    changes = site.figures.latest.changes
    return (
        ("新完成", _measures(site, changes.newly_done)),
        ("新出现滞后或逾期", _measures(site, changes.newly_late)),
        ("恢复报送", _measures(site, changes.newly_reported)),
        ("新公开的措施", _measures(site, changes.newly_published)),
        ("新发布的清单", _editions(site)),
        ("措施调整", _adjustments(site)),
        ("更正", _corrections(site)),
    )


def _measures(site: Site, ids: tuple[str, ...]) -> tuple[Change, ...]:
    facts = site.publication
    found: list[Measure] = [facts.measure_by_id[measure] for measure in ids]
    return tuple(
        Change(
            measure.title,
            measure_address(measure.id),
            "、".join(facts.find_party(lead).label for lead in measure.leads),
        )
        for measure in found
    )


def _editions(site: Site) -> tuple[Change, ...]:
    latest = site.figures.latest
    names = {named.id: named.name for named in site.publication.lists}
    sentences = {(difference.list_id, difference.after): difference.sentence for difference in site.figures.differences}
    return tuple(
        Change(names[list_id], list_address(list_id, day), sentences.get((list_id, day), "第一版"))
        for list_id, day in (latest.changes.list_editions if latest else ())
    )


def _adjustments(site: Site) -> tuple[Change, ...]:
    latest = site.figures.latest
    return tuple(
        Change(f"{one.what}：{one.heading}", f"{one.target}#adjustments", one.adjustment.office)
        for one in show_adjustments(site.publication, latest.changes.adjustments if latest else ())
    )


def _corrections(site: Site) -> tuple[Change, ...]:
    latest = site.figures.latest
    recent = latest.changes.corrections if latest else ()
    return tuple(
        Change(f"{one.correction.month.label}　{one.title}", f"{CORRECTIONS}#{one.anchor}", one.correction.office)
        for one in list_corrections(site)
        if one.correction.id in recent
    )


def list_entries(site: Site) -> tuple[Entry, ...]:
    """The ways into all sections, each with what is to be found there."""
    facts = site.publication
    months, measures = (
        len(site.figures.months),
        sum(measure.counted and measure.id not in facts.items_by_task for measure in facts.measures),
    )
    windows = sum(window.active for window in facts.windows)
    rated = site.figures.ratings_by_window or site.settings.takes_ratings
    return (
        Entry(
            "措施",
            f"{measures} 项措施，按领域、单位和状态查找，每项都有进展和依据。",
            MEASURES,
        ),
        Entry("清单", f"{len(facts.lists)} 份清单，每一版都留存，改了什么逐条对照。", LISTS),
        Entry("进展", f"{months} 个月的调度结果，按月查看和下载。", PROGRESS),
        Entry("排名", "各牵头单位每季度的得分，公式和每个数字都印在上面。", RANKINGS),
        Entry("单位", f"{len(facts.departments)} 个单位的职责、电话和牵头的措施。", DEPARTMENTS),
        Entry("窗口", f"{windows} 个窗口在哪里、办什么{'、评价如何' if rated else ''}。", WINDOWS),
        Entry("事项", f"{len(facts.matters)} 个事项要带什么材料、几天办好、怎样网上办。", MATTERS),
        Entry("网格", "谁为您的企业服务，怎样联系。", GRIDS),
        Entry(
            "监督与投诉",
            f"怎样{'评价和' if site.settings.takes_ratings else ''}反映问题，怎样核对二维码真伪。",
            REPORT,
        ),
        Entry("诉求办理", "大家反映的事按时办了多少、解决了没有，凭受理编号可以查。", REPORTS),
        Entry("关于", "数据从哪里来，状态怎样算出来。", ABOUT),
    )
