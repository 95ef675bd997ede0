"""Every table of a site that may be taken away, in the order of the data package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Any

from mashang.case_figures import CaseMonth
from mashang.derived import RatingSummary
from mashang.model import Department, Matter, Measure, Publication, Window
from mashang.pages import open_schemas as schemas
from mashang.pages.adjustments import publish_adjustments
from mashang.pages.corrections import publish_corrections
from mashang.pages.history import list_histories
from mashang.pages.open_schemas import Fact, MeasureFact, NamedRatings
from mashang.pages.open_table import OpenSchema, OpenTable, open_dataset
from mashang.pages.site import Site
from mashang.tables import ADJUSTMENTS, CORRECTIONS, GRIDS, LIST, MATTERS, MONTHS, WINDOWS

OPEN_LIST = open_dataset(LIST)
WHOLE: tuple[tuple[OpenSchema[Any], Callable[[Site], Iterable[Any]]], ...] = (
    (open_dataset(MONTHS), lambda site: [figures.month for figures in site.figures.months]),
    (open_dataset(WINDOWS), lambda site: [window for window in site.publication.windows if window.active]),
    (open_dataset(MATTERS), lambda site: site.publication.matters),
    (open_dataset(GRIDS), lambda site: site.publication.grids),
    (schemas.RECORDS, lambda site: site.publication.records),
    (schemas.CLOSURES, lambda site: site.publication.closures),
    (open_dataset(ADJUSTMENTS), publish_adjustments),
    (open_dataset(CORRECTIONS), publish_corrections),
    (schemas.LIST_INDEX, lambda site: site.publication.lists),
)
"""The tables that no page links to, each with the objects of its rows; without objects there is no table."""


@lru_cache(maxsize=1)
def list_tables(site: Site) -> tuple[OpenTable, ...]:
    """The tables of what the site shows: nothing private, no month that is a draft, no window out of use."""
    facts = site.publication
    return (
        schemas.OPEN_MEASURES.make_table(facts, facts.measures),
        schemas.OPEN_DEPARTMENTS.make_table(facts, facts.departments),
        *_list_months(site),
        *_list_rankings(site),
        *_list_history(site),
        *_list_warnings(site),
        *_list_editions(site),
        *_list_whole(site),
        *_list_ratings(site),
        *_list_cases(site),
    )


def _list_months(site: Site) -> Iterator[OpenTable]:
    for month in site.figures.months:
        name, label = month.month.month, month.month.month.label
        reports = [standing.report for standing in month.standings if standing.report]
        standings = _join_measures(month.facts, ((standing.measure, standing) for standing in month.standings))
        yield schemas.OPEN_PROGRESS.make_table(month.facts, reports, name, label=label)
        yield schemas.STATUS.make_table(month.facts, standings, name, label=label)


def _list_rankings(site: Site) -> Iterator[OpenTable]:
    for ranking in site.figures.rankings:
        quarter, label = ranking.quarter, ranking.quarter.label
        inputs = _join_measures(ranking.facts, ((found.measure, found) for found in ranking.measures))
        yield schemas.open_ranking(ranking).make_table(ranking.facts, ranking.scores, quarter, label=label)
        yield schemas.RANKING_MEASURES.make_table(ranking.facts, inputs, quarter, label=label)


def _list_history(site: Site) -> Iterator[OpenTable]:
    months = [month.month.month for month in site.figures.months]
    if len(months) > 1:
        schema = schemas.open_history(months)
        made = (schema.make_table(facts, [one]).rows for facts, one in list_histories(site, _describe_measure))
        yield replace(schema.make_table(site.publication, ()), rows=tuple(chain.from_iterable(made)))
    ratings = [NamedRatings(one.key, one) for one in site.figures.ratings_by_month]
    if ratings:
        yield schemas.RATINGS_BY_MONTH.make_table(site.publication, ratings)


def _describe_measure(facts: Publication, measure: Measure) -> object:
    return measure.title, measure.field, [facts.find_party(lead).name for lead in measure.leads]


def _list_warnings(site: Site) -> Iterator[OpenTable]:
    for month in site.figures.months if site.settings.warnings else ():
        if month.warnings:
            name = month.month.month
            warned = _join_measures(month.facts, ((warning.standing.measure, warning) for warning in month.warnings))
            yield schemas.WARNINGS.make_table(month.facts, warned, name, label=name.label)


def _list_editions(site: Site) -> Iterator[OpenTable]:
    for named in site.publication.lists:
        yield schemas.OPEN_EDITIONS.make_table(site.publication, named.editions, named.id, label=named.name)
        for edition in named.editions:
            parts, label = (named.id, edition.published_on), f"{named.name} {edition.published_on} 版"
            yield schemas.OPEN_LIST_EDITION.make_table(site.publication, edition.entries, *parts, label=label)


def _list_whole(site: Site) -> Iterator[OpenTable]:
    tables = (schema.make_table(site.publication, list_objects(site)) for schema, list_objects in WHOLE)
    yield from (table for table in tables if table.rows)
    for named in site.publication.lists:
        yield OPEN_LIST.make_table(site.publication, [named], named.id, label=named.name)


def _list_ratings(site: Site) -> Iterator[OpenTable]:
    """The rating summaries that pages show, of what is in use."""
    facts, figures = site.publication, site.figures
    windows = (window for window in facts.windows if window.active)
    yield from _make_ratings(site, schemas.RATINGS_BY_DEPARTMENT, figures.ratings_by_department, facts.departments)
    yield from _make_ratings(site, schemas.RATINGS_BY_WINDOW, figures.ratings_by_window, windows)
    yield from _make_ratings(site, schemas.RATINGS_BY_MATTER, figures.ratings_by_matter, facts.matters)
    if figures.sources.shares:
        yield schemas.RATING_SOURCES.make_table(facts, figures.sources.shares)


def _list_cases(site: Site) -> Iterator[OpenTable]:
    facts, figures = site.publication, site.figures.cases
    if figures.months:
        day = figures.months[-1].month.last_day
        yield schemas.CASE_MONTHS.make_table(facts, figures.months)
        then = {one.month.month: one.facts for one in site.figures.months}
        parts = chain.from_iterable(_part_cases(then[one.month], one) for one in figures.months)
        yield schemas.CASE_PARTS.make_table(facts, parts)
        listed = sorted(figures.listed, key=lambda case: case.number)
        yield schemas.CASES_LISTED.make_table(facts, [schemas.CaseOnDay(case, day) for case in listed])
    if figures.replies:
        yield schemas.ANSWERS.make_table(facts, figures.replies)


_REST = "其余"
_MEASURED = {"received": "收到", "answered": "反馈", "late": "超期反馈", "overdue": "月末超期未反馈"}


def _part_cases(facts: Publication, month: CaseMonth) -> Iterator[schemas.CasePart]:
    """Every part of a month's cases that is told, and the rest of each sum; a department that is not has no number."""
    for sort, breakdown in (("类别", month.kinds), ("渠道", month.channels)):
        for name, count in (*breakdown.shown, (_REST, breakdown.rest)):
            yield schemas.CasePart(month.month, sort, name, "收到", count)
    for column, what in _MEASURED.items():
        breakdown = month.departments[column]
        told = dict(breakdown.shown)
        for one in facts.departments:
            yield schemas.CasePart(month.month, "单位", one.name, what, told.get(one.id))
        yield schemas.CasePart(month.month, "单位", _REST, what, breakdown.rest)


def _make_ratings(
    site: Site,
    schema: OpenSchema[NamedRatings],
    summaries: Iterable[RatingSummary],
    places: Iterable[Department | Window | Matter],
) -> Iterator[OpenTable]:
    """The table of the summaries of ``places``; a suppressed one has its name and no number at all."""
    names = {place.id: place.name for place in places}
    last = site.figures.latest.month.month if site.figures.latest else None
    rows = [
        NamedRatings(names[one.key], one if one.published else RatingSummary(one.key, published=False), last)
        for one in summaries
        if one.key in names
    ]
    if rows:
        yield schema.make_table(site.publication, rows)


def _join_measures(facts: Publication, found: Iterable[tuple[str, Fact]]) -> Iterator[MeasureFact[Fact]]:
    return (MeasureFact(facts.measure_by_id[measure], fact) for measure, fact in found)
