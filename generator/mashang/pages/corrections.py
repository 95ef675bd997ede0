"""Closed months and their corrections: the public log, and what other pages show of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mashang.addresses import CORRECTIONS, DATA, PROGRESS, measure_address, month_address
from mashang.model import Publication
from mashang.pages.site import Page, Site
from mashang.periods import YearMonth
from mashang.records import Correction
from mashang.snapshot import BY_ID, LISTED, SnapshotKind, find_kind


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """A correction as readers see it. Of ratings neither code nor counts are published, for they may be small.

    ``what`` names the measure, with its address in ``target``; ``old`` and ``new`` are empty where nothing stands.
    """

    correction: Correction
    what: str
    target: str
    old: str
    new: str
    withheld: bool

    @property
    def anchor(self) -> str:
        """Where it stands on the page of all corrections."""
        return f"correction-{self.correction.id}"

    @property
    def title(self) -> str:
        """M01 有呼必应：本月进展. Of the month itself only the heading."""
        column = "是否列入本月" if self.correction.column == LISTED else self.correction.column
        return f"{self.what}：{column}" if self.what else column


def list_corrections(site: Site, month: YearMonth | None = None) -> tuple[ShownCorrection, ...]:
    """All corrections, or those of a month; the newest first, those of one day in the order of their table."""
    chosen = [one for one in site.publication.corrections if month in (None, one.month)]
    return tuple(_show(site, one) for one in sorted(chosen, key=lambda one: one.corrected_on, reverse=True))


def publish_corrections(site: Site) -> tuple[Correction, ...]:
    """The corrections as their download has them: departments by name, nothing of ratings but that there was one."""
    return tuple(
        replace(one, target="" if shown.withheld else one.target, old=shown.old, new=shown.new)
        for one in site.publication.corrections
        for shown in [_show(site, one)]
    )


def _show(site: Site, correction: Correction) -> ShownCorrection:
    facts = site.publication
    kind = find_kind(correction.column)
    if kind.withholds(correction.target):
        what = "各单位诉求" if kind is SnapshotKind.CASE else "评价汇总"
        return ShownCorrection(correction, what, "", "", "", withheld=True)
    measure = facts.measure_by_id.get(correction.target) if kind is SnapshotKind.MEASURE else None
    what = _name_target(facts, kind, correction)
    old, new = correction.old, correction.new
    if correction.column in BY_ID:
        names = {text: facts.department_by_id[text].name for text in (old, new) if text in facts.department_by_id}
        old, new = names.get(old, old), names.get(new, new)
    target = measure_address(measure.id) if measure else ""
    return ShownCorrection(correction, what, target, old, new, withheld=False)


def _name_target(facts: Publication, kind: SnapshotKind, correction: Correction) -> str:
    """What was corrected, as readers of that month know it."""
    target = correction.target
    if kind is SnapshotKind.MEASURE and target in facts.measure_by_id:
        return f"{target} {facts.find_measure(target, correction.month).title}"
    if kind is SnapshotKind.DEPARTMENT and target in facts.department_by_id:
        return facts.department_by_id[target].name
    names = {
        SnapshotKind.WINDOW: {one.id: one.name for one in facts.windows},
        SnapshotKind.MATTER: {one.id: one.name for one in facts.matters},
    }
    if kind in names:
        return names[kind].get(target, target)
    editions = (
        f"{named.name}（{edition.published_on} 版）"
        for named in facts.lists
        for edition in named.editions
        if kind is SnapshotKind.EDITION and f"{named.id}-{edition.published_on}" == target
    )
    return next(editions, target)


def list_pages(site: Site) -> Iterator[Page]:
    """The log; none while no month was closed and nothing was corrected."""
    closures, corrections = site.publication.closures, list_corrections(site)
    if not closures and not corrections:
        return
    yield Page(
        CORRECTIONS,
        "封存与更正",
        "corrections.html",
        section=PROGRESS,
        description=f"{site.settings.county}已经封存的月份，和公布以后的每一处更正：改了什么、为什么改、哪天由谁改",
        changed_on=max([one.day for one in closures] + [one.correction.corrected_on for one in corrections]),
        facts={
            "closures": [(one, month_address(one.month)) for one in reversed(closures)],
            "corrections": corrections,
            "month_targets": {one.correction.month: month_address(one.correction.month) for one in corrections},
            "data_target": DATA,
        },
    )
