"""What public months say now, in the words in which snapshots keep them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from mashang.derived import Standing
from mashang.figures.progress import derive_standings_by_month
from mashang.hash_chain import chain_digest
from mashang.model import ListEdition, Measure, ProgressReport, Publication, RatingCount, ReportingMonth
from mashang.periods import YearMonth
from mashang.settings import Settings
from mashang.snapshot import LISTED, SnapshotKey, SnapshotKind, SnapshotRows
from mashang.spelling import spell_number


def derive_snapshots(
    publication: Publication, settings: Settings, wanted: Collection[YearMonth]
) -> dict[YearMonth, SnapshotRows]:
    """The rows of those of the ``wanted`` months that are public, oldest month first.

    Drafts are passed over, as they are on the published pages. Reasons and warnings are left out: they follow from the
    rest, and their wording is the program's.
    """
    public = {month.month for month in publication.months if month.public}
    months = {month.month: month for month in publication.months if month.month in public and month.month in wanted}
    names = tuple(sorted(months))
    seen = replace(publication, reports=tuple(report for report in publication.reports if report.month in public))
    ratings: dict[YearMonth, list[RatingCount]] = {}
    for count in publication.ratings:
        ratings.setdefault(count.month, []).append(count)
    standings = derive_standings_by_month(seen, names, settings, explained=False) if names else ()
    editions = list_editions(publication) if names else {}
    return {
        name: {**_list_rows(publication.as_of(name), months[name], found, ratings.get(name, [])), **editions}
        for name, found in zip(names, standings, strict=True)
    }


def _list_rows(
    publication: Publication, month: ReportingMonth, standings: Collection[Standing], ratings: Collection[RatingCount]
) -> SnapshotRows:
    rows: dict[SnapshotKey, tuple[str, ...]] = {
        (SnapshotKind.MONTH, ""): (month.published_on.isoformat(), month.summary, month.reviewer)
    }
    for standing in standings:
        measure = publication.measure_by_id[standing.measure]
        rows[SnapshotKind.MEASURE, measure.id] = _list_cells(measure, standing)
    for count in ratings:
        numbers = (*count.levels, count.complaints, count.closed, count.overdue)
        rows[SnapshotKind.RATING, count.code] = tuple(map(str, numbers))
    for department in publication.departments:
        rows[SnapshotKind.DEPARTMENT, department.id] = (department.name, department.short)
    rows |= {(SnapshotKind.WINDOW, window.id): (window.department,) for window in publication.windows}
    rows |= {(SnapshotKind.MATTER, matter.id): (matter.department,) for matter in publication.matters}
    return rows


def list_editions(publication: Publication) -> SnapshotRows:
    """Every edition of every list: how many entries it has, and a digest of them and what they were before."""
    return {
        (SnapshotKind.EDITION, f"{named.id}-{edition.published_on}"): (_describe_entries(edition),)
        for named in publication.lists
        for edition in named.editions
    }


def _describe_entries(edition: ListEdition) -> str:
    entries = [
        [one.id, one.text, one.category, one.basis, one.audience, *filter(None, [one.former])]
        for one in edition.entries
    ]
    return f"{len(entries)} 条，摘要 {chain_digest('', entries)[:16]}"


def _list_cells(measure: Measure, standing: Standing) -> tuple[str, ...]:
    report = standing.report
    return (
        LISTED,
        measure.title,
        measure.field,
        "、".join(measure.leads),
        measure.deadline.written,
        standing.status.value,
        _spell(standing.percent),
        _spell(standing.expected),
        _state_reported(report),
        _spell(report.current) if report else "",
        report.written_status.value if report and report.written_status else "",
        *((report.text, report.trouble, report.next_step, report.evidence) if report else ("", "", "", "")),
    )


def _state_reported(report: ProgressReport | None) -> str:
    """Whether the percentage is this month's: else one that is the same as the last one could vanish unnoticed."""
    if report is None:
        return "未报送"
    return "没有完成率" if report.percent is None else "有完成率"


def _spell(number: Decimal | None) -> str:
    return "" if number is None else spell_number(number)
