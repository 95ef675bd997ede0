"""Summaries of ratings for readers: what is told now, and what was told last of what cannot be told anew.

A figure that was told is public, so it stays, with the months and the number of ratings that it was told of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from mashang.derived import PublishedCount, RatingSummary
from mashang.feedback import LEVELS
from mashang.figures.rating_margins import Place
from mashang.figures.rating_series import RatingSeries
from mashang.figures.rating_sums import RatingSum
from mashang.figures.told_counts import COUNTED, Counts, name_place
from mashang.records import Telling, ToldRatings

_TENTH = Decimal("0.1")


def summarise(
    key: str, place: Place, added: RatingSum, told: Mapping[str, Counts], series: RatingSeries
) -> RatingSummary:
    """The summary of a place from what is ``told`` of it now, by what is counted; what is few has no counts."""
    figures = dict(told)
    held: dict[str, Telling] = {}
    for what, counts, telling, current in _find_held(place, added, series):
        if what not in figures:
            figures[what] = counts
            held |= {} if current else {what: telling}
    if "n" not in figures:
        return RatingSummary(key, published=False)
    n = figures["n"][0]
    bad, levels = figures.get("bad"), figures.get("levels", ())[: len(LEVELS)]
    base = Decimal(held["bad"].n if "bad" in held else n)
    least = (base - series.threshold + 1) * 100 / base
    points = sum(count * level.points for count, level in zip(levels, LEVELS, strict=False))
    return RatingSummary(
        key,
        published=True,
        n=n,
        satisfied=(Decimal(bad[1]) * 100 / sum(bad)).quantize(_TENTH, ROUND_HALF_UP) if bad else None,
        satisfied_lower_bound=least.quantize(_TENTH, ROUND_DOWN) if bad == () else None,
        mean=(Decimal(points) / sum(levels)).quantize(_TENTH, ROUND_HALF_UP) if levels else None,
        levels=levels if levels and place[0] != "month" else None,
        complaints=_publish_count(figures.get("complaints")),
        open=_publish_count(figures.get("open")),
        overdue=_publish_count(figures.get("overdue")),
        held=held,
    )


def _find_held(place: Place, added: RatingSum, series: RatingSeries) -> Iterator[tuple[str, Counts, Telling, bool]]:
    """What was told of a place, the last first: what, its counts, when, and whether these are the present ones.

    Nothing of a place that has fewer ratings since, as another department answers for it, or a large correction was
    made; and nothing of a month that was corrected.
    """
    name = name_place(place)
    for one in reversed(series.earlier):
        then = one.figures.get(name, {})
        n = then["n"][0] if then else 0
        if not then or added.n <= n - series.threshold:
            continue
        for what, counts in then.items():
            same = COUNTED[what](added) == counts and (added.n == n or _shows_all(one, series))
            if same or place[0] != "month":
                yield what, counts, Telling(min(one.months), max(one.months), n), same


def _shows_all(one: ToldRatings, series: RatingSeries) -> bool:
    return one.months >= series.sums.months.keys()


def _publish_count(counts: Counts | None) -> PublishedCount | None:
    return None if counts is None else PublishedCount(counts[0] if counts else None)
