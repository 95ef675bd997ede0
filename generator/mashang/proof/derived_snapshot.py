"""What public months say now, in the words in which snapshots keep them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from mashang.case_figures import CaseCounts
from mashang.cases import Case, CaseKind, Channel, RatingSource, Result
from mashang.derived import Standing
from mashang.figures.cases import count_cases, list_handled
from mashang.figures.progress import derive_standings_by_month
from mashang.hash_chain import chain_digest
from mashang.model import ListEdition, Measure, ProgressReport, Publication, ReportingMonth
from mashang.periods import YearMonth
from mashang.rating_counts import RatingCount
from mashang.settings import Settings
from mashang.snapshot import LISTED, SnapshotKey, SnapshotKind, SnapshotRows
from mashang.spelling import spell_number

_Name = TypeVar("_Name", bound=str)


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
    cases = count_cases(publication.cases, names)
    sources = _list_sources(publication)
    return {
        name: {
            **_list_rows(publication.as_of(name), months[name], found, ratings.get(name, [])),
            **editions,
            **_list_cases(cases.get(name, {}), _describe_listed(publication.cases, name)),
            **sources.get(name, {}),
        }
        for name, found in zip(names, standings, strict=True)
    }


def _list_cases(counted: Mapping[str, CaseCounts], listed: str) -> SnapshotRows:
    rows: dict[SnapshotKey, tuple[str, ...]] = {}
    for target, one in counted.items():
        more = [one.closed, one.reopened, one.called_back, one.confirmed, one.appeals, one.upheld]
        parts = [
            _spell_parts(one.results, Result),
            _spell_parts(one.kinds, CaseKind),
            _spell_parts(one.channels, Channel),
            _spell_parts(one.topics, sorted(one.topics)),
            listed,
        ]
        further = (*map(str, more), _spell(one.median_days), *parts)
        rows[SnapshotKind.CASE, target] = (*map(str, one.main), *(("",) * len(further) if target else further))
    return rows


def _describe_listed(cases: Iterable[Case], month: YearMonth) -> str:
    """What the public list says at a month's end: how many cases, and a digest of their numbers, days and states."""
    day = month.last_day
    known = (one for one in list_handled(cases) if one.received_on <= day)
    listed = sorted([one.number, one.received_on.isoformat(), one.find_state(day).value] for one in known)
    return f"{len(listed)} 件，摘要 {chain_digest('', listed)[:16]}"


def _spell_parts(counts: Mapping[_Name, int], names: Iterable[_Name]) -> str:
    """Counts by name as a text, those of nothing left out: 差评 3、投诉 2."""
    return "、".join(f"{name} {counts[name]}" for name in names if name in counts)


def _list_sources(publication: Publication) -> dict[YearMonth, SnapshotRows]:
    """Where the ratings of a code come from, and how many matters were handled, as far as it is told."""
    told: dict[YearMonth, dict[str, dict[RatingSource, int]]] = {}
    for one in publication.sourced:
        counts = told.setdefault(one.month, {}).setdefault(one.code, {})
        counts[one.source] = counts.get(one.source, 0) + one.n
    handled = {(one.month, one.code): one.handled for one in publication.ratings if one.handled}
    for month, code in handled:
        told.setdefault(month, {}).setdefault(code, {})
    return {
        month: {
            (SnapshotKind.SOURCE, code): (_spell_parts(counts, RatingSource), str(handled.get((month, code), "")))
            for code, counts in codes.items()
        }
        for month, codes in told.items()
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
