"""How the shown sums of ratings add up to one another: by office, by time, and across the two."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from mashang.derived import Quarter
from mashang.figures.disclosure import Family
from mashang.figures.rating_sums import NOTHING, RatingSum, RatingSums
from mashang.figures.shown_ratings import ShownRatings

Place = tuple[str, Hashable]
"""What a sum is of: its sort — whole, department, part, month, quarter of a department, span of a quarter over all, or
the rest of another place — and its key among those of the sort."""
WHOLE: Place = ("whole", "")
_Shares = dict[Place, RatingSum]


@dataclass(frozen=True, slots=True)
class Layout:
    """The shown places with their sums, and how these add up.

    A place is a part in one of these families at most, but for ``across``, which ties months to the quarters of
    departments, where a ranking tells something of these. What a total holds beside its shown parts is a place of its
    own, a rest, of which nothing is told.
    """

    sums: _Shares = field(default_factory=dict)
    offices: list[Family[Place]] = field(default_factory=list)
    months: list[Family[Place]] = field(default_factory=list)
    quarters: list[Family[Place]] = field(default_factory=list)
    across: list[Family[Place]] = field(default_factory=list)

    def divide(self, parent: Place, by: str, parts: Mapping[Place, RatingSum]) -> Family[Place]:
        """Take in the parts of a place that is there already, with what is left beside them, divided ``by`` a sort."""
        rest: Place = ("rest", (parent, by))
        self.sums.update(parts)
        self.sums[rest] = self.sums[parent] - sum(parts.values(), NOTHING)
        return Family(parent, (*parts, rest))


def is_named(place: Place) -> bool:
    """Whether pages tell of the place itself, rather than of others from which it follows."""
    return place[0] in ("whole", "department", "part", "month")


def lay_out(sums: RatingSums, shown: ShownRatings, *, by_quarter: bool) -> Layout:
    """Lay out what is shown; nothing without the whole. ``by_quarter`` as rankings tell of departments by quarter."""
    layout = Layout()
    if shown.whole:
        layout.sums[WHOLE] = sums.whole
        _lay_out_offices(layout, sums, shown)
        months: _Shares = {("month", month): sums.months[month] for month in sorted(shown.months)}
        layout.months.append(layout.divide(WHOLE, "month", months))
        if by_quarter:
            _lay_out_quarters(layout, sums, shown)
    return layout


def _lay_out_offices(layout: Layout, sums: RatingSums, shown: ShownRatings) -> None:
    """The whole by departments, these by their parts. Parts of hidden departments are in the rest of the whole."""
    departments: _Shares = {("department", key): sums.departments[key] for key in _shown_departments(sums, shown)}
    whole = layout.divide(WHOLE, "department", departments)
    layout.offices.append(whole)
    if hidden := _find_parts(sums, shown, sums.departments.keys() - shown.departments):
        layout.offices.append(layout.divide(whole.children[-1], "part", hidden))
    for key in _shown_departments(sums, shown):
        layout.offices.append(layout.divide(("department", key), "part", _find_parts(sums, shown, {key})))


def _lay_out_quarters(layout: Layout, sums: RatingSums, shown: ShownRatings) -> None:
    """Departments by quarters; and quarters by departments and by months, across."""
    for key in _shown_departments(sums, shown):
        own: _Shares = {("quarter", cell): added for cell, added in sums.quarters.items() if cell[0] == key}
        layout.quarters.append(layout.divide(("department", key), "quarter", own))
    spans: _Shares = {}
    for month, added in sums.months.items():
        span: Place = ("span", Quarter.of(month))
        spans[span] = spans.get(span, NOTHING) + added
    layout.across.append(layout.divide(WHOLE, "span", spans))
    for place in spans:
        months: _Shares = {
            ("month", month): sums.months[month] for month in sorted(shown.months) if Quarter.of(month) == place[1]
        }
        cells: _Shares = {
            ("quarter", cell): added
            for cell, added in sums.quarters.items()
            if cell[0] in shown.departments and cell[1] == place[1]
        }
        layout.across.extend((layout.divide(place, "month", months), layout.divide(place, "quarter", cells)))


def _shown_departments(sums: RatingSums, shown: ShownRatings) -> list[str]:
    return [key for key in sums.departments if key in shown.departments]


def _find_parts(sums: RatingSums, shown: ShownRatings, departments: Iterable[str]) -> _Shares:
    owners = set(departments)
    return {
        ("part", part): added
        for part, added in sums.parts.items()
        if part in shown.parts and sums.owners[part] in owners
    }
