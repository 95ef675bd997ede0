"""Where ratings come from, and how many of those who were served rated.

Told as shares, never as counts: how many ratings wait until there are enough of them would follow from their sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal

from mashang.cases import RatingSource
from mashang.figures.published_parts import choose_parts
from mashang.model import Publication
from mashang.periods import YearMonth
from mashang.rating_counts import RatingSources

_UNNAMED = "没有写来源"
_TENTH = Decimal("0.1")


def derive_sources(publication: Publication, months: Collection[YearMonth], minimum: int) -> RatingSources:
    """The share of each source over ``months``, of those that no count under ``minimum`` follows from.

    Nothing is told where no source is named. The rate is over places of which the matters handled are known.
    """
    counts: Counter[str] = Counter(dict.fromkeys(RatingSource, 0))
    for one in publication.sourced:
        if one.month in months:
            counts[one.source] += one.n
    ratings = [one for one in publication.ratings if one.month in months]
    total = sum(sum(one.levels) for one in ratings)
    named = sum(counts.values())
    counts[_UNNAMED] = total - named
    chosen = choose_parts(total, counts, minimum) if named else set()
    shares = [(name, _share(counts[name], total, Decimal(1))) for name in counts if name in chosen]
    rest = Decimal(100) - sum(share for _, share in shares)
    if shares and total > sum(counts[name] for name in chosen):
        shares.append(("其余", rest))
    return RatingSources(tuple(shares), _derive_rate(publication, months, total, minimum))


def _derive_rate(publication: Publication, months: Collection[YearMonth], total: int, minimum: int) -> Decimal | None:
    known = [one for one in publication.ratings if one.month in months and one.handled]
    rated = sum(sum(one.levels) for one in known)
    parts = {"known": rated, "unknown": total - rated}
    handled = sum(one.handled for one in known)
    return _share(rated, handled, _TENTH) if "known" in choose_parts(total, parts, minimum) else None


def _share(part: int, whole: int, unit: Decimal) -> Decimal:
    return (Decimal(100) * part / whole).quantize(unit, ROUND_HALF_UP)
