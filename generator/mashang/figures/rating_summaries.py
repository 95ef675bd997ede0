"""Summaries of ratings for readers: what is told now, and what was told last of what cannot be told anew.

A figure that was told is public, so it stays, with the months and the number of ratings that it was told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from mashang.derived import PublishedCount, RatingSummary
from mashang.feedback import LEVELS
from mashang.figures.rating_margins import Place
from mashang.figures.rating_series import RatingSeries
from mashang.figures.rating_sums import RatingSum
from mashang.figures.told_counts import COUNTED, Counts, name_place
from mashang.records import Telling, ToldRatings

_TENTH = Decimal("0.1")
_OF_RATINGS = ("n", "bad", "levels")
"""What is the same as long as no ratings came; complaints may have come."""

_Told = tuple[Counts, ToldRatings]


def find_last_told(earlier: Iterable[ToldRatings]) -> Mapping[str, Mapping[str, _Told]]:
    """What was told last, and when, by the name of the place and by what is counted."""
    last: dict[str, dict[str, _Told]] = {}
    for one in earlier:
        for name, figures in one.figures.items():
            last.setdefault(name, {}).update((what, (counts, one)) for what, counts in figures.items())
    return last


def summarise(
    place: Place,
    added: RatingSum,
    told: Mapping[str, Counts],
    last: Mapping[str, _Told],
    series: RatingSeries,
) -> RatingSummary:
    """The summary of a place from what is ``told`` of it now, by what is counted, and what was told ``last``.

    What is few has no counts. Nothing stays of a place that has fewer ratings since, as another department answers for
    it, or a large correction was made; and nothing of a month that was corrected.
    """
    key = place[1][1] if isinstance(place[1], tuple) else str(place[1])
    figures = dict(told)
    held: dict[str, Telling] = {}
    for what, (counts, one) in last.items():
        n = one.figures[name_place(place)]["n"][0]
        if what in figures or added.n <= n - series.threshold:
            continue
        present = COUNTED[what](added)
        alike = present == counts or (not counts and 0 < present[0] < series.threshold)  # few, then and now
        unmoved = added.n == n and what in _OF_RATINGS
        same = alike and (unmoved or one.months >= series.sums.months.keys())
        if same or place[0] != "month":
            figures[what] = counts
            held |= {} if same else {what: Telling(min(one.months), max(one.months), n)}
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


def _publish_count(counts: Counts | None) -> PublishedCount | None:
    return None if counts is None else PublishedCount(counts[0] if counts else None)
