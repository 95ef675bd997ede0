"""All figures of one site, derived from its facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from mashang.derived import Figures, MonthChanges, MonthFigures, RatingSummary, Standing, Status, list_tasks
from mashang.figures.cases import derive_cases
from mashang.figures.editions import derive_differences
from mashang.figures.progress import derive_standings_by_month
from mashang.figures.ranking import Rated, derive_rankings, derive_years
from mashang.figures.rating_batches import batch_ratings
from mashang.figures.rating_quarters import derive_rated_quarters
from mashang.figures.rating_sources import derive_sources
from mashang.figures.rating_sums import RatingSums, add_up
from mashang.figures.ratings import RatingFigures, derive_ratings
from mashang.figures.tallies import derive_tallies
from mashang.figures.warning import derive_warnings
from mashang.model import Code, Publication, ReportingMonth
from mashang.periods import YearMonth
from mashang.records import ToldRatings
from mashang.settings import Settings

_LATE = {Status.BEHIND: 1, Status.OVERDUE: 2}


def derive_figures(publication: Publication, codes: Iterable[Code], settings: Settings, *, drafts: bool) -> Figures:
    """Derive everything that the site shows beside the facts themselves.

    Shown are the public months, with ``drafts`` all declared months, oldest first. The figures of a public
    month are the same in both cases: what a draft reports counts in drafts only, and a public month is
    compared with the public month before it. Ratings are summed over the shown months.
    """
    declared = tuple(sorted(publication.months, key=lambda month: month.month))
    public = tuple(month for month in declared if month.public)
    months = _derive_months(publication, public, settings)
    shown = public
    if drafts and public != declared:
        everything = {figures.month.month: figures for figures in _derive_months(publication, declared, settings)}
        everything |= {figures.month.month: figures for figures in months}
        months = tuple(everything[month.month] for month in declared)
        shown = declared
    names = tuple(month.month for month in shown)
    issued = tuple(codes)
    sums, ratings = derive_rating_figures(publication, issued, settings, names)
    rated = Rated(derive_rated_quarters(sums, settings), _list_published(ratings.by_department))
    rankings = derive_rankings(publication, months, rated, settings)
    return Figures(
        months,
        derive_differences(publication.lists),
        ratings.overall,
        ratings.by_department,
        ratings.by_window,
        ratings.by_matter,
        ratings.by_month,
        rankings,
        derive_years(rankings),
        derive_cases(publication, names, settings.minimum_ratings),
        derive_sources(publication, names, settings.minimum_ratings),
    )


def _list_published(summaries: Iterable[RatingSummary]) -> set[str]:
    """Those of which the present number of ratings is told."""
    return {one.key for one in summaries if one.published and "n" not in one.held}


def derive_rating_figures(
    publication: Publication, codes: Collection[Code], settings: Settings, months: Collection[YearMonth]
) -> tuple[RatingSums, RatingFigures]:
    """The ratings of ``months`` as they count, and what is told of them after what was told before."""
    minimum = settings.minimum_ratings
    sums = add_up(batch_ratings(publication, codes, minimum, months), codes, months)
    return sums, derive_ratings(sums, settings, publication.told_ratings)


def list_told(publication: Publication, codes: Collection[Code], settings: Settings) -> ToldRatings:
    """What a publication of all public months tells of ratings."""
    months = frozenset(month.month for month in publication.months if month.public)
    return ToldRatings(months, derive_rating_figures(publication, codes, settings, months)[1].told)


def derive_changes(
    publication: Publication,
    month: YearMonth,
    now: tuple[Standing, ...],
    before: tuple[Standing, ...] | None,
    since: date,
) -> MonthChanges:
    """What is new in ``month`` against the standings of the month shown before it.

    Published counts what is dated from ``since`` to the month's last day. Late is what came to 进度滞后, or
    from there to 已逾期. Without a month before, only what was published counts.
    """
    until = month.last_day
    tasks = list_tasks(publication.measures, until)
    published = tuple(
        measure.id
        for measure in publication.measures
        if measure.published_on is not None and since <= measure.published_on <= until and measure.id not in tasks
    )
    editions = tuple(
        (named.id, edition.published_on)
        for named in publication.lists
        for edition in named.editions
        if since <= edition.published_on <= until
    )
    corrections = tuple(one.id for one in publication.corrections if since <= one.corrected_on <= until)
    adjustments = tuple(one for one in publication.adjustments if since <= one.month.last_day <= until)
    if before is None:
        return MonthChanges(
            newly_published=published, list_editions=editions, corrections=corrections, adjustments=adjustments
        )
    earlier = {standing.measure: standing for standing in before}
    return MonthChanges(
        newly_done=tuple(s.measure for s in now if _newly_done(s, earlier)),
        newly_late=tuple(s.measure for s in now if _lateness(s) > _lateness(earlier.get(s.measure))),
        newly_reported=tuple(s.measure for s in now if _newly_reported(s, earlier)),
        newly_published=published,
        list_editions=editions,
        corrections=corrections,
        adjustments=adjustments,
    )


def _derive_months(
    publication: Publication, months: tuple[ReportingMonth, ...], settings: Settings
) -> tuple[MonthFigures, ...]:
    """The figures of ``months``, computed from the reports of these months alone."""
    names = {month.month for month in months}
    seen = replace(publication, reports=tuple(r for r in publication.reports if r.month in names))
    standings = derive_standings_by_month(seen, tuple(month.month for month in months), settings)
    facts = [seen.as_of(month.month) for month in months]
    tallies = derive_tallies(facts, standings)
    figures = []
    for number, month in enumerate(months):
        before = standings[number - 1] if number else None
        since = months[number - 1].month.last_day + timedelta(days=1) if number else month.month.last_day.replace(day=1)
        changes = derive_changes(facts[number], month.month, standings[number], before, since)
        counted = tallies[number]
        figures.append(
            MonthFigures(
                month,
                standings[number],
                counted.overall,
                counted.by_field,
                counted.by_department,
                changes,
                facts[number],
                derive_warnings(facts[number], standings[: number + 1], settings),
            )
        )
    return tuple(figures)


def _newly_done(standing: Standing, earlier: Mapping[str, Standing]) -> bool:
    before = earlier.get(standing.measure)
    return standing.status is Status.DONE and (before is None or before.status is not Status.DONE)


def _newly_reported(standing: Standing, earlier: Mapping[str, Standing]) -> bool:
    before = earlier.get(standing.measure)
    return standing.report is not None and (before is None or before.report is None)


def _lateness(standing: Standing | None) -> int:
    return _LATE.get(standing.status, 0) if standing else 0
