"""The cells of the published ratings and the margins that they add up to: by office, by time, and across the two."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from mashang.figures.disclosure import Margin
from mashang.figures.published_ratings import PublishedRatings
from mashang.figures.rating_sums import NOTHING, RatingSum, RatingSums
from mashang.periods import Quarter

Place = tuple[str, Hashable]
"""What a sum is of: its sort — whole, department, part, month, quarter of a department, span of a quarter over all, or
the rest of another place — and its key among those of the sort."""
WHOLE: Place = ("whole", "")
_Sums = dict[Place, RatingSum]


@dataclass(frozen=True, slots=True)
class RatingMargins:
    """The published places with their sums, and the margins among these.

    A place is a part of one margin at most, but for ``across``, which ties months to the quarters of departments, as
    far as a ranking publishes these. What a total holds beside its published parts is a place of its own, a rest, of
    which nothing is published.
    """

    sums: _Sums = field(default_factory=dict)
    offices: list[Margin[Place]] = field(default_factory=list)
    months: list[Margin[Place]] = field(default_factory=list)
    quarters: list[Margin[Place]] = field(default_factory=list)
    across: list[Margin[Place]] = field(default_factory=list)

    def divide(self, total: Place, by: str, parts: Mapping[Place, RatingSum]) -> Margin[Place]:
        """Add the parts of a place that is there already, and the rest beside them, divided ``by`` a sort."""
        rest: Place = ("rest", (total, by))
        self.sums.update(parts)
        self.sums[rest] = self.sums[total] - sum(parts.values(), NOTHING)
        return Margin(total, (*parts, rest))


def is_reported(place: Place) -> bool:
    """Whether pages publish figures of the place itself, rather than of others from which these follow."""
    return place[0] in ("whole", "department", "part", "month")


def list_places(sums: RatingSums) -> dict[Place, RatingSum]:
    """Every place of which pages may publish figures."""
    return {
        WHOLE: sums.whole,
        **{("department", key): added for key, added in sums.departments.items()},
        **{("part", part): added for part, added in sums.parts.items()},
        **{("month", month): added for month, added in sums.months.items()},
    }


def list_margins(sums: RatingSums, published: PublishedRatings, *, by_quarter: bool) -> RatingMargins:
    """The margins of what is published; none without the whole. ``by_quarter`` where rankings publish quarters."""
    table = RatingMargins()
    if published.whole:
        table.sums[WHOLE] = sums.whole
        _add_offices(table, sums, published)
        months: _Sums = {("month", month): sums.months[month] for month in sorted(published.months)}
        table.months.append(table.divide(WHOLE, "month", months))
        if by_quarter:
            _add_quarters(table, sums, published)
    return table


def _add_offices(table: RatingMargins, sums: RatingSums, published: PublishedRatings) -> None:
    """The whole by departments, these by their parts. Parts of suppressed departments are in the rest of the whole."""
    departments: _Sums = {("department", key): sums.departments[key] for key in _published_departments(sums, published)}
    whole = table.divide(WHOLE, "department", departments)
    table.offices.append(whole)
    if others := _find_parts(sums, published, sums.departments.keys() - published.departments):
        table.offices.append(table.divide(whole.parts[-1], "part", others))
    for key in _published_departments(sums, published):
        table.offices.append(table.divide(("department", key), "part", _find_parts(sums, published, {key})))


def _add_quarters(table: RatingMargins, sums: RatingSums, published: PublishedRatings) -> None:
    """Departments by quarters; and quarters by departments and by months, across."""
    for key in _published_departments(sums, published):
        own: _Sums = {("quarter", cell): added for cell, added in sums.quarters.items() if cell[0] == key}
        table.quarters.append(table.divide(("department", key), "quarter", own))
    spans: _Sums = {}
    for month, added in sums.months.items():
        span: Place = ("span", Quarter.of(month))
        spans[span] = spans.get(span, NOTHING) + added
    table.across.append(table.divide(WHOLE, "span", spans))
    for place in spans:
        months: _Sums = {
            ("month", month): sums.months[month] for month in sorted(published.months) if Quarter.of(month) == place[1]
        }
        cells: _Sums = {
            ("quarter", cell): added
            for cell, added in sums.quarters.items()
            if cell[0] in published.departments and cell[1] == place[1]
        }
        table.across.extend((table.divide(place, "month", months), table.divide(place, "quarter", cells)))


def _published_departments(sums: RatingSums, published: PublishedRatings) -> list[str]:
    return [key for key in sums.departments if key in published.departments]


def _find_parts(sums: RatingSums, published: PublishedRatings, departments: Iterable[str]) -> _Sums:
    owners = set(departments)
    return {
        ("part", part): added
        for part, added in sums.parts.items()
        if part in published.parts and sums.owners[part] in owners
    }
