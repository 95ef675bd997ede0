"""All ratings month by month, such that no month with few of them can be worked out from the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from generator.derived import Quarter, RatingSummary
from generator.model import Publication, YearMonth
from generator.settings import Settings

_TENTH = Decimal("0.1")
_Levels = tuple[int, ...]


def derive_monthly_ratings(
    publication: Publication, settings: Settings, months: Iterable[YearMonth]
) -> tuple[RatingSummary, ...]:
    """The ratings of each of these months over all codes, oldest first; ``key`` is the month's name.

    A month with fewer than the minimum is not shown. What the hidden months of a quarter hold together, and
    what all hidden months hold together, is nothing or reaches the minimum; else the smallest shown month is
    hidden as well. Complaints are not told by month.
    """
    levels: dict[YearMonth, _Levels] = dict.fromkeys(sorted(months), (0, 0, 0, 0, 0))
    for rating in publication.ratings:
        if rating.month in levels:
            levels[rating.month] = tuple(map(sum, zip(levels[rating.month], rating.levels, strict=True)))
    counts = {month: sum(added) for month, added in levels.items()}
    minimum = max(settings.minimum_ratings, 1)
    shown = {month for month, n in counts.items() if n >= minimum}
    quarters: dict[Quarter, list[YearMonth]] = {}
    for month in counts:
        quarters.setdefault(Quarter.of(month), []).append(month)
    for block in (*quarters.values(), list(counts)):
        hidden = sum(counts[month] for month in block if month not in shown)
        candidates = [month for month in block if month in shown]
        if 0 < hidden < minimum and candidates:
            shown.remove(min(candidates, key=lambda month: counts[month]))
    return tuple(_summarise(month, added, shown=month in shown) for month, added in levels.items())


def _summarise(month: YearMonth, levels: Sequence[int], *, shown: bool) -> RatingSummary:
    if not shown:
        return RatingSummary(str(month), shown=False)
    n = sum(levels)
    points = sum(count * value for count, value in zip(levels, (5, 4, 3, 2, 1), strict=True))
    return RatingSummary(
        str(month),
        shown=True,
        n=n,
        levels=tuple(levels),
        satisfied=(sum(levels[:3]) * Decimal(100) / n).quantize(_TENTH, ROUND_HALF_UP),
        mean=(Decimal(points) / n).quantize(_TENTH, ROUND_HALF_UP),
    )
