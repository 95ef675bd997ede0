"""Ratings summed up for readers, with small counts kept back.

Whose number of ratings is shown is for :mod:`mashang.figures.shown_ratings` to say. What else is told of a shown
place depends on counts inside of it: how many ratings are bad, how many have each level, how many complaints came and
what became of them. Each of these is told where neither it nor what subtraction makes of it is few.

Only one publication is guarded in this way. Whoever keeps last month's pages can still subtract them from
this month's; guarding a series asks for a record of what was shown before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from mashang.derived import LEAST_SHARE_FROM, RatingSummary, ToldCount
from mashang.figures.disclosure import Cell, Disclosure, Family, Telling, choose_tellings
from mashang.figures.rating_layout import WHOLE, Layout, Place, is_named, lay_out
from mashang.figures.rating_quarters import bound_bad
from mashang.figures.rating_sums import NOTHING, RatingSum, RatingSums
from mashang.figures.shown_ratings import choose_shown
from mashang.model import CodeKind
from mashang.settings import Settings

_TENTH = Decimal("0.1")
_HINTED_FROM = 2
"""From so many times the minimum of complaints on, few open ones are called few: else only few closed would not be."""


@dataclass(frozen=True, slots=True)
class RatingFigures:
    """Summaries over all codes, by department, by window, by matter and by month, each in the order of its table."""

    overall: RatingSummary
    by_department: tuple[RatingSummary, ...]
    by_window: tuple[RatingSummary, ...]
    by_matter: tuple[RatingSummary, ...]
    by_month: tuple[RatingSummary, ...]


def derive_ratings(sums: RatingSums, settings: Settings) -> RatingFigures:
    """Sum up ratings for readers, leaving out what ``settings.minimum_ratings`` keeps back.

    A department's ratings are those of its windows, of its matters and of the measures it leads. What an
    enterprise's code brings counts in the whole only: it belongs to no department. Every department,
    window and matter of the publication has a summary, so that a missing one tells nothing; so has every month,
    by its name, while the whole is shown. Levels and complaints are not told by month. A mean is told where the
    levels could be: else it would tell of these.
    """
    minimum = settings.minimum_ratings
    shown = choose_shown(sums, minimum)
    layout = lay_out(sums, shown, by_quarter=settings.ranks_by_ratings)
    told = _Told.choose(layout, minimum)

    def summarise(place: Place, key: str) -> RatingSummary:
        return _summarise(key, layout.sums[place], told, place) if place in layout.sums else _hidden(key)

    return RatingFigures(
        summarise(WHOLE, ""),
        tuple(summarise(("department", key), key) for key in sums.departments),
        tuple(summarise(("part", part), part[1]) for part in sums.parts if part[0] is CodeKind.WINDOW),
        tuple(summarise(("part", part), part[1]) for part in sums.parts if part[0] is CodeKind.MATTER),
        tuple(summarise(("month", month), str(month)) for month in sums.months) if shown.whole else (),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """How much is told of each place's bad ratings, levels, complaints, and open and overdue ones of these."""

    minimum: int
    bad: Mapping[Place, Telling]
    levels: Mapping[Place, Telling]
    complaints: Mapping[Place, Telling]
    open: Mapping[Place, Telling]
    overdue: Mapping[Place, Telling]

    @classmethod
    def choose(cls, layout: Layout, minimum: int) -> _Told:
        """Decide one after the other: levels where bad ratings are told, what became of complaints where these are."""

        def decide(
            make: Callable[[Place, RatingSum], Cell],
            families: Sequence[Family[Place]] = layout.offices,
            links: Sequence[Family[Place]] = (),
        ) -> Disclosure[Place]:
            places = dict.fromkeys(
                place for family in (*families, *links) for place in (family.parent, *family.children)
            )
            cells = {place: make(place, layout.sums[place]) for place in places}
            return choose_tellings(cells, families, minimum, links)

        bad = decide(
            lambda place, added: _bad_cell(place, added, minimum),
            (*layout.offices, *layout.months, *layout.quarters),
            layout.across,
        )
        complaints = decide(_complaints_cell)
        levels = decide(
            lambda place, added: Cell(
                added.levels, bounds=(0, added.n), may_tell=bad.told[place] is Telling.EXACT, may_hint=False
            ),
            (*layout.offices, *layout.months),
        )
        whole = layout.sums.get(WHOLE, NOTHING)
        unclosed, overdue = (
            choose_tellings(_handled_cells(count, whole, complaints, minimum), (), minimum)
            for count in (whole.open, whole.overdue)
        )
        return cls(minimum, bad.told, levels.told, complaints.told, unclosed.told, overdue.told)


def _bad_cell(place: Place, added: RatingSum, minimum: int) -> Cell:
    """Bad ratings out of all; those of a quarter as far as a ranking tells of them."""
    if place[0] == "quarter":
        bounds = bound_bad(added, minimum)
        return Cell((added.bad,), whole=added.n, bounds=bounds, may_tell=False, may_hint=False)
    named = is_named(place)
    return Cell(
        (added.bad,),
        whole=added.n,
        bounds=(0, added.n),
        may_tell=named,
        may_hint=named and added.n >= LEAST_SHARE_FROM * minimum,
    )


def _complaints_cell(place: Place, added: RatingSum) -> Cell:
    """Complaints. What came beside the named places is taken to be known at worst: often no code is left there."""
    if is_named(place):
        return Cell((added.complaints,))
    return Cell((added.complaints,), bounds=(0, added.complaints), may_tell=False, may_hint=False)


def _handled_cells(count: int, whole: RatingSum, complaints: Disclosure[Place], minimum: int) -> Mapping[Place, Cell]:
    """Open or overdue complaints, told of the whole alone: by place, they would tell of the complaints themselves."""
    told = complaints.told.get(WHOLE, Telling.HIDDEN)
    if told is Telling.HIDDEN:
        return {}
    hinted = told is Telling.FEW or whole.complaints >= _HINTED_FROM * minimum
    return {WHOLE: Cell((count,), whole=whole.complaints, whole_known=told is Telling.EXACT, may_hint=hinted)}


def _hidden(key: str) -> RatingSummary:
    return RatingSummary(key, shown=False)


def _summarise(key: str, added: RatingSum, told: _Told, place: Place) -> RatingSummary:
    n = Decimal(added.n)
    points = sum(count * points for count, points in zip(added.levels, (5, 4, 3, 2, 1), strict=True))
    bad = told.bad[place]
    least = (n - told.minimum + 1) * 100 / n
    by_level = told.levels[place] is Telling.EXACT
    return RatingSummary(
        key,
        shown=True,
        n=added.n,
        satisfied=((n - added.bad) * 100 / n).quantize(_TENTH, ROUND_HALF_UP) if bad is Telling.EXACT else None,
        satisfied_least=least.quantize(_TENTH, ROUND_DOWN) if bad is Telling.FEW else None,
        mean=(points / n).quantize(_TENTH, ROUND_HALF_UP) if by_level else None,
        levels=added.levels if by_level and place[0] != "month" else None,
        complaints=_tell(added.complaints, told.complaints.get(place)),
        open=_tell(added.open, told.open.get(place)),
        overdue=_tell(added.overdue, told.overdue.get(place)),
    )


def _tell(count: int, telling: Telling | None) -> ToldCount | None:
    return None if not telling else ToldCount(count if telling is Telling.EXACT else None)
