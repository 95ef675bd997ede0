"""The month in which ratings count: once those that came to one place since are enough.

Who keeps last month's pages subtracts them from this month's and learns what one month brought. So ratings enter the
published figures in batches that reach the minimum, be it after some months, and count in the month in which
their batch is full. Every place has no ratings or enough of them in every month then: whatever is subtracted from what,
over places, months, quarters and publications, no smaller number of ratings comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mashang.figures.rating_sums import Part, find_owners
from mashang.model import Code, Publication
from mashang.periods import YearMonth
from mashang.rating_counts import RatingCount

_ELSEWHERE = None
"""The place of what belongs to no department: what enterprises' codes brought is one place together."""


# Ratings of one window, minimum 5:
#
#             July   August   September   October
#   came         7        2           4         1
#   count        7        -           6         -     the one of October waits
def find_counting_months(
    publication: Publication, codes: Iterable[Code], minimum: int, months: Iterable[YearMonth]
) -> Mapping[tuple[str, YearMonth], YearMonth]:
    """The month in which the ratings of a code and month count. What still waits is not there."""
    wanted = set(months)
    owners = find_owners(publication)
    places = {code.code: (code.kind, code.target) for code in codes}
    waiting: dict[Part | None, list[RatingCount]] = {}
    counting: dict[tuple[str, YearMonth], YearMonth] = {}
    for month, counts in _group_by_month(publication).items():
        if month not in wanted:
            continue
        for count in counts:
            part = places[count.code]
            waiting.setdefault(part if owners.get(part) else _ELSEWHERE, []).append(count)
        for place in [place for place, batch in waiting.items() if _count(batch) >= minimum]:
            counting |= {(count.code, count.month): month for count in waiting.pop(place)}
    return counting


def batch_ratings(
    publication: Publication, codes: Iterable[Code], minimum: int, months: Iterable[YearMonth]
) -> Publication:
    """The publication with its ratings in the months in which they count. Complaints stay where they are."""
    counting = find_counting_months(publication, codes, minimum, months)
    kept = []
    for count in publication.ratings:
        month = counting.get((count.code, count.month))
        if month == count.month:
            kept.append(count)
            continue
        kept.append(_without_levels(count))
        if month is not None:
            kept.append(replace(count, month=month, complaints=0, closed=0, overdue=0))
    return replace(publication, ratings=tuple(kept))


def _group_by_month(publication: Publication) -> Mapping[YearMonth, list[RatingCount]]:
    """The ratings of each month, oldest month first."""
    months: dict[YearMonth, list[RatingCount]] = {month: [] for month in sorted({r.month for r in publication.ratings})}
    for count in publication.ratings:
        months[count.month].append(count)
    return months


def _count(batch: Iterable[RatingCount]) -> int:
    return sum(sum(count.levels) for count in batch)


def _without_levels(count: RatingCount) -> RatingCount:
    return RatingCount(count.month, count.code, complaints=count.complaints, closed=count.closed, overdue=count.overdue)
