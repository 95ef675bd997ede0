"""Ratings summed up for readers, with small counts suppressed.

:mod:`mashang.figures.published_ratings` chooses the places whose number of ratings is published. What else is
published of such a place depends on counts inside of it: how many ratings are bad, how many have each level, how many
complaints came and what became of them. Each is published where neither it nor a difference is under the threshold.

What earlier publications told counts as known (:mod:`mashang.figures.rating_suppression`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mashang.derived import LOWER_BOUND_FROM, RatingSummary
from mashang.figures.disclosure import Cell, CellState, Margin, suppress_cells
from mashang.figures.published_ratings import NOTHING_PUBLISHED, PublishedRatings, choose_published
from mashang.figures.rating_audit import audit_told
from mashang.figures.rating_knowledge import Told
from mashang.figures.rating_margins import WHOLE, Place, RatingMargins, is_reported, list_margins, list_places
from mashang.figures.rating_quarters import bound_bad
from mashang.figures.rating_series import RatingSeries
from mashang.figures.rating_summaries import find_last_told, summarise
from mashang.figures.rating_sums import NOTHING, RatingSum, RatingSums
from mashang.figures.rating_suppression import suppress_known
from mashang.figures.told_counts import COUNTED, Counts, name_place
from mashang.model import CodeKind
from mashang.records import ToldRatings
from mashang.settings import Settings

_BOUNDED_FROM = 2
"""From so many times the minimum of complaints on, few open ones are bounded: else only few closed would not be."""


@dataclass(frozen=True, slots=True)
class RatingFigures:
    """Summaries over all codes, by department, by window, by matter and by month, each in the order of its table."""

    overall: RatingSummary
    by_department: tuple[RatingSummary, ...]
    by_window: tuple[RatingSummary, ...]
    by_matter: tuple[RatingSummary, ...]
    by_month: tuple[RatingSummary, ...]
    told: Mapping[str, Mapping[str, Counts]]
    """What all of it tells, by place and by what is counted."""


def derive_ratings(sums: RatingSums, settings: Settings, earlier: Sequence[ToldRatings] = ()) -> RatingFigures:
    """Sum up ratings for readers, suppressing what ``settings.minimum_ratings`` protects.

    A department's ratings are those of its windows, of its matters and of the measures it leads. What an
    enterprise's code brings counts in the whole only: it belongs to no department. Every department,
    window and matter of the publication has a summary, so that a missing one discloses nothing; so has every
    month, by its name, while the whole is published. Levels and complaints are not published by month. A mean is
    published where the levels could be: else it would disclose these. What ``earlier`` publications told is known, and
    stays where it cannot be told anew.
    """
    series = RatingSeries(sums, earlier, settings.minimum_ratings, by_quarter=settings.ranks_by_ratings)
    published = _suppress_numbers(choose_published(sums, settings.minimum_ratings), series)
    table = list_margins(sums, published, by_quarter=settings.ranks_by_ratings)
    states = _States.derive(table, series).audit(table, series)

    told = states.list_told(table)

    def show(place: Place) -> RatingSummary:
        name = name_place(place)
        return summarise(place, places[place], told.get(name, {}), last.get(name, {}), series)

    places, last = list_places(sums), find_last_told(earlier)
    overall = show(WHOLE)
    return RatingFigures(
        overall,
        tuple(show(("department", key)) for key in sums.departments),
        tuple(show(("part", part)) for part in sums.parts if part[0] is CodeKind.WINDOW),
        tuple(show(("part", part)) for part in sums.parts if part[0] is CodeKind.MATTER),
        tuple(show(("month", month)) for month in sums.months) if overall.published else (),
        told,
    )


def _suppress_numbers(published: PublishedRatings, series: RatingSeries) -> PublishedRatings:
    """Without numbers of ratings that disclose something beside those told before: corrections change few at a time."""
    if not published.whole or not series.earlier:
        return published
    places: list[Place] = [
        WHOLE,
        *(("department", key) for key in published.departments),
        *(("part", part) for part in published.parts),
        *(("month", month) for month in published.months),
    ]
    told = suppress_known("n", series, places)
    if WHOLE not in told:
        return NOTHING_PUBLISHED
    return PublishedRatings(
        whole=True,
        departments=frozenset(key for key in published.departments if ("department", key) in told),
        parts=frozenset(part for part in published.parts if ("part", part) in told),
        months=frozenset(month for month in published.months if ("month", month) in told),
    )


@dataclass(frozen=True, slots=True)
class _States:
    """The states of each place's bad ratings, levels, complaints, and open and overdue ones of these."""

    by_what: Mapping[str, Mapping[Place, CellState]]

    @classmethod
    def derive(cls, table: RatingMargins, series: RatingSeries) -> _States:
        """One after the other: levels where bad ratings are published, what became of complaints where these are."""
        minimum = series.threshold

        def suppress(
            what: str,
            make: Callable[[Place, RatingSum], Cell],
            margins: Sequence[Margin[Place]] = table.offices,
            cross_margins: Sequence[Margin[Place]] = (),
        ) -> Mapping[Place, CellState]:
            places = dict.fromkeys(
                place for margin in (*margins, *cross_margins) for place in (margin.total, *margin.parts)
            )
            cells = {place: make(place, table.sums[place]) for place in places}
            return _suppress_known(what, suppress_cells(cells, margins, minimum, cross_margins), series)

        bad = suppress(
            "bad",
            lambda place, added: _bad_cell(place, added, series),
            (*table.offices, *table.months, *table.quarters),
            table.across,
        )
        complaints = suppress("complaints", _complaints_cell)
        levels = suppress(
            "levels",
            lambda place, added: Cell(
                added.levels,
                bounds=(0, added.n),
                may_publish=bad[place] is CellState.PUBLISHED and series.may_tell("levels", place),
                may_bound=False,
            ),
            (*table.offices, *table.months),
        )
        whole = table.sums.get(WHOLE, NOTHING)
        unclosed, overdue = (
            _suppress_known(
                what, suppress_cells(_handled_cells(count, whole, complaints, minimum), (), minimum), series
            )
            for what, count in (("open", whole.open), ("overdue", whole.overdue))
        )
        return cls(
            {"bad": bad, "levels": levels, "complaints": complaints, "open": unclosed, "overdue": overdue},
        )

    def audit(self, table: RatingMargins, series: RatingSeries) -> _States:
        """Without what the audit of all that is told suppresses, where not all of it was told before."""
        last = series.earlier[-1] if series.earlier else None
        if last and last.months == series.sums.months.keys() and last.figures == self.list_told(table):
            return self
        exact, few = (
            {
                what: frozenset(p for p, one in states.items() if one is state and is_reported(p))
                for what, states in self.by_what.items()
            }
            for state in (CellState.PUBLISHED, CellState.BOUNDED)
        )
        exact["n"] = frozenset(place for place in table.sums if is_reported(place))
        told = audit_told(series, Told(exact, few))

        def keep(what: str) -> Mapping[Place, CellState]:
            gone = (exact[what] - told.exact[what]) | (few[what] - told.few[what])
            return {**self.by_what[what], **dict.fromkeys(gone, CellState.SUPPRESSED)}

        return _States({what: keep(what) for what in self.by_what})

    def list_told(self, table: RatingMargins) -> Mapping[str, Mapping[str, Counts]]:
        """The counts that are published as they are, by the name of the place and by what is counted; few as none."""
        states = self.by_what
        return {
            name_place(place): {
                what: count(added) if what == "n" or states[what][place] is CellState.PUBLISHED else ()
                for what, count in COUNTED.items()
                if what == "n" or states[what].get(place)
            }
            for place, added in table.sums.items()
            if is_reported(place)
        }


def _suppress_known(what: str, states: Mapping[Place, CellState], series: RatingSeries) -> Mapping[Place, CellState]:
    """The states of cells after what earlier publications told."""
    published = {place for place, state in states.items() if state is CellState.PUBLISHED and is_reported(place)}
    bounded = {place for place, state in states.items() if state is CellState.BOUNDED}
    again = series.list_again(what, bounded)
    known = (published | bounded) - suppress_known(what, series, published, bounded - again)
    return {**states, **dict.fromkeys(known, CellState.SUPPRESSED)}


def _bad_cell(place: Place, added: RatingSum, series: RatingSeries) -> Cell:
    """Bad ratings out of all; those of a quarter within the bounds that a ranking publishes."""
    if place[0] == "quarter":
        bounds = bound_bad(added, series.threshold)
        return Cell((added.bad,), base=added.n, bounds=bounds, may_publish=False, may_bound=False)
    reported = is_reported(place)
    may_tell = reported and series.may_tell("bad", place)
    return Cell(
        (added.bad,),
        base=added.n,
        bounds=series.bound_bad(place, added) if reported else (0, added.n),
        may_publish=may_tell,
        may_bound=may_tell and added.n >= LOWER_BOUND_FROM * series.threshold,
    )


def _complaints_cell(place: Place, added: RatingSum) -> Cell:
    """Complaints. The rest beside the reported places is assumed to be known: often no code is left there."""
    if is_reported(place):
        return Cell((added.complaints,))
    return Cell((added.complaints,), bounds=(0, added.complaints), may_publish=False, may_bound=False)


def _handled_cells(
    count: int, whole: RatingSum, complaints: Mapping[Place, CellState], minimum: int
) -> Mapping[Place, Cell]:
    """Open or overdue complaints, of the whole alone: by place, they would disclose the complaints themselves."""
    state = complaints.get(WHOLE, CellState.SUPPRESSED)
    if state is CellState.SUPPRESSED:
        return {}
    bounded = state is CellState.BOUNDED or whole.complaints >= _BOUNDED_FROM * minimum
    return {WHOLE: Cell((count,), base=whole.complaints, base_known=state is CellState.PUBLISHED, may_bound=bounded)}
