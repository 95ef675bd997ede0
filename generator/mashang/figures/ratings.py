"""Ratings summed up for readers, with small counts suppressed.

:mod:`mashang.figures.published_ratings` chooses the places whose number of ratings is published. What else is
published of such a place depends on counts inside of it: how many ratings are bad, how many have each level, how many
complaints came and what became of them. Each is published where neither it nor a difference is under the threshold.

Only one publication is protected in this way. Who keeps last month's pages can still subtract them from
this month's; protecting a series would need a record of what was published before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from mashang.derived import LOWER_BOUND_FROM, PublishedCount, RatingSummary
from mashang.feedback import LEVELS
from mashang.figures.disclosure import Cell, CellState, Margin, suppress_cells
from mashang.figures.published_ratings import choose_published
from mashang.figures.rating_margins import WHOLE, Place, RatingMargins, is_reported, list_margins
from mashang.figures.rating_quarters import bound_bad
from mashang.figures.rating_sums import NOTHING, RatingSum, RatingSums
from mashang.model import CodeKind
from mashang.settings import Settings

_TENTH = Decimal("0.1")
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


def derive_ratings(sums: RatingSums, settings: Settings) -> RatingFigures:
    """Sum up ratings for readers, suppressing what ``settings.minimum_ratings`` protects.

    A department's ratings are those of its windows, of its matters and of the measures it leads. What an
    enterprise's code brings counts in the whole only: it belongs to no department. Every department,
    window and matter of the publication has a summary, so that a missing one discloses nothing; so has every
    month, by its name, while the whole is published. Levels and complaints are not published by month. A mean is
    published where the levels could be: else it would disclose these.
    """
    minimum = settings.minimum_ratings
    published = choose_published(sums, minimum)
    table = list_margins(sums, published, by_quarter=settings.ranks_by_ratings)
    states = _States.derive(table, minimum)

    def summarise(place: Place, key: str) -> RatingSummary:
        return _summarise(key, table.sums[place], states, place) if place in table.sums else _suppress(key)

    return RatingFigures(
        summarise(WHOLE, ""),
        tuple(summarise(("department", key), key) for key in sums.departments),
        tuple(summarise(("part", part), part[1]) for part in sums.parts if part[0] is CodeKind.WINDOW),
        tuple(summarise(("part", part), part[1]) for part in sums.parts if part[0] is CodeKind.MATTER),
        tuple(summarise(("month", month), str(month)) for month in sums.months) if published.whole else (),
    )


@dataclass(frozen=True, slots=True)
class _States:
    """The states of each place's bad ratings, levels, complaints, and open and overdue ones of these."""

    minimum: int
    bad: Mapping[Place, CellState]
    levels: Mapping[Place, CellState]
    complaints: Mapping[Place, CellState]
    open: Mapping[Place, CellState]
    overdue: Mapping[Place, CellState]

    @classmethod
    def derive(cls, table: RatingMargins, minimum: int) -> _States:
        """One after the other: levels where bad ratings are published, what became of complaints where these are."""

        def suppress(
            make: Callable[[Place, RatingSum], Cell],
            margins: Sequence[Margin[Place]] = table.offices,
            cross_margins: Sequence[Margin[Place]] = (),
        ) -> Mapping[Place, CellState]:
            places = dict.fromkeys(
                place for margin in (*margins, *cross_margins) for place in (margin.total, *margin.parts)
            )
            cells = {place: make(place, table.sums[place]) for place in places}
            return suppress_cells(cells, margins, minimum, cross_margins)

        bad = suppress(
            lambda place, added: _bad_cell(place, added, minimum),
            (*table.offices, *table.months, *table.quarters),
            table.across,
        )
        complaints = suppress(_complaints_cell)
        levels = suppress(
            lambda place, added: Cell(
                added.levels, bounds=(0, added.n), may_publish=bad[place] is CellState.PUBLISHED, may_bound=False
            ),
            (*table.offices, *table.months),
        )
        whole = table.sums.get(WHOLE, NOTHING)
        unclosed, overdue = (
            suppress_cells(_handled_cells(count, whole, complaints, minimum), (), minimum)
            for count in (whole.open, whole.overdue)
        )
        return cls(minimum, bad, levels, complaints, unclosed, overdue)


def _bad_cell(place: Place, added: RatingSum, minimum: int) -> Cell:
    """Bad ratings out of all; those of a quarter within the bounds that a ranking publishes."""
    if place[0] == "quarter":
        bounds = bound_bad(added, minimum)
        return Cell((added.bad,), base=added.n, bounds=bounds, may_publish=False, may_bound=False)
    reported = is_reported(place)
    return Cell(
        (added.bad,),
        base=added.n,
        bounds=(0, added.n),
        may_publish=reported,
        may_bound=reported and added.n >= LOWER_BOUND_FROM * minimum,
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


def _suppress(key: str) -> RatingSummary:
    return RatingSummary(key, published=False)


def _summarise(key: str, added: RatingSum, states: _States, place: Place) -> RatingSummary:
    n = Decimal(added.n)
    points = sum(count * level.points for count, level in zip(added.levels, LEVELS, strict=True))
    bad = states.bad[place]
    least = (n - states.minimum + 1) * 100 / n
    by_level = states.levels[place] is CellState.PUBLISHED
    return RatingSummary(
        key,
        published=True,
        n=added.n,
        satisfied=((n - added.bad) * 100 / n).quantize(_TENTH, ROUND_HALF_UP) if bad is CellState.PUBLISHED else None,
        satisfied_lower_bound=least.quantize(_TENTH, ROUND_DOWN) if bad is CellState.BOUNDED else None,
        mean=(points / n).quantize(_TENTH, ROUND_HALF_UP) if by_level else None,
        levels=added.levels if by_level and place[0] != "month" else None,
        complaints=_publish_count(added.complaints, states.complaints.get(place)),
        open=_publish_count(added.open, states.open.get(place)),
        overdue=_publish_count(added.overdue, states.overdue.get(place)),
    )


def _publish_count(count: int, state: CellState | None) -> PublishedCount | None:
    return None if not state else PublishedCount(count if state is CellState.PUBLISHED else None)
