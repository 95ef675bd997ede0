"""Publish small counties of made-up ratings, and let an attacker look for small counts in what is published.

``python bench/disclose.py --count 500 --seed 1`` prints every disclosed count, and ends with 1 if there was one. With
``--series`` each county publishes several times, and the attacker has kept all of it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "generator"))

import numpy as np

from bench.attacker import Attacker, Disclosed, Statement, read_statements  # after the path above
from mashang.figures.rating_batches import batch_ratings
from mashang.figures.site import derive_figures, list_told
from mashang.model import (
    Code,
    CodeKind,
    Department,
    Enterprise,
    Matter,
    Measure,
    MonthState,
    ProgressReport,
    Publication,
    ReportingMonth,
    Window,
)
from mashang.periods import Deadline, YearMonth
from mashang.rating_counts import RatingCount
from mashang.records import ToldRatings
from mashang.settings import Settings

SETTINGS = Settings(
    name="",
    county="",
    organiser="",
    site_url="",
    code_base="",
    phone="",
    mailbox="",
    address="",
    ranking=True,
    ranking_minimum_measures=1,
    ranking_minimum_ratings=0,
)
MONTHS = tuple(YearMonth(2026, number) for number in (8, 9, 10))
PUBLICATION = Publication(
    departments=(Department("D1", "甲局"), Department("D2", "乙局")),
    measures=tuple(
        Measure(
            f"M{lead}",
            "措施",
            "领域",
            "内容",
            lead,
            Deadline("年底", date(2026, 12, 31)),
            published_on=date(2026, 1, 1),
        )
        for lead in ("D1", "D2")
    ),
    reports=tuple(ProgressReport(month, f"M{lead}", "进展") for month in MONTHS for lead in ("D1", "D2")),
    months=tuple(ReportingMonth(month, date(2026, 11, 8), MonthState.REVIEWED) for month in MONTHS),
    windows=(Window("W1", "一号", "厅", "D1"), Window("W2", "二号", "厅", "D2")),
    matters=(Matter("S1", "事项", "D1"),),
    enterprises=(Enterprise("E1", "甲公司"),),
)
CODES = (
    Code("A", CodeKind.WINDOW, "W1", date(2026, 1, 1)),
    Code("B", CodeKind.MATTER, "S1", date(2026, 1, 1)),
    Code("C", CodeKind.WINDOW, "W2", date(2026, 1, 1)),
    Code("M", CodeKind.MEASURE, "MD2", date(2026, 1, 1)),
    Code("E", CodeKind.ENTERPRISE, "E1", date(2026, 1, 1)),
)


SERIES = ((1, 2, 3), (2, 3), (1, 3))
"""How a county may come to publish its months: how many months each publication shows."""

TOLD = ("bad", "levels", "complaints")
"""What is counted as told: all that is suppressed at single places, but for the numbers of ratings."""

_GOOD = ((0.6, 0.3, 0.1), (0.9, 0.07, 0.03), (0.98, 0.01, 0.01), (0.0, 0.1, 0.9))
"""How good ratings may be shared out over the upper three levels."""


def make_ratings(chance: random.Random, *, varied: bool = True) -> tuple[RatingCount, ...]:
    """Ratings of some codes in some months: of a county that is much rated or little, well or badly.

    With ``varied`` the good levels differ between counties, from nearly all 非常满意 to none, and the bad ones
    between codes and months; else both are alike everywhere.
    """
    sizes = chance.choice(((0, 0, 1, 2, 3, 5), (0, 1, 4, 6, 9, 30), (5, 8, 20, 40), (20, 60, 120)))
    good = chance.choice(_GOOD) if varied else _GOOD[0]
    usual = chance.choice((0.0, 0.03, 0.1, 0.3, 0.9))
    complaining = chance.choice((0.0, 0.05, 0.3))
    found = []
    for code, month in product(CODES, MONTHS):
        n = chance.choice(sizes)
        bad = chance.choice((usual, usual, 0.0, 0.05)) if varied else usual
        weights = (*((1 - bad) * share for share in good), bad * 0.7, bad * 0.3)
        drawn = chance.choices(range(5), weights, k=n)
        complaints = sum(chance.random() < complaining for _ in range(n))
        closed = sum(chance.random() < 0.7 for _ in range(complaints))
        overdue = sum(chance.random() < 0.2 for _ in range(complaints))
        first, second, third, fourth, fifth = (drawn.count(level) for level in range(5))
        if n or complaints:
            found.append(
                RatingCount(month, code.code, first, second, third, fourth, fifth, complaints, closed, overdue)
            )
    return tuple(found)


def publish(
    ratings: tuple[RatingCount, ...],
    settings: Settings = SETTINGS,
    publications: Iterable[int] = (len(MONTHS),),
    *,
    forgetful: bool = False,
) -> tuple[list[Statement], list[ToldRatings]]:
    """What the county with these ratings publishes, each time of so many months, and the record of it.

    A ``forgetful`` county does not know what it told before.
    """
    statements: list[Statement] = []
    told: list[ToldRatings] = []
    for shown in publications:
        months = MONTHS[:shown]
        publication = replace(
            PUBLICATION,
            ratings=tuple(rating for rating in ratings if rating.month in months),
            months=PUBLICATION.months[:shown],
            told_ratings=() if forgetful else tuple(told),
        )
        figures = derive_figures(publication, CODES, settings, drafts=False)
        statements += read_statements(publication, CODES, figures, settings.minimum_ratings)
        told.append(list_told(publication, CODES, settings))
    return statements, told


def attack(
    ratings: tuple[RatingCount, ...],
    settings: Settings = SETTINGS,
    publications: Iterable[int] = (len(MONTHS),),
    *,
    forgetful: bool = False,
) -> list[Disclosed]:
    """What the attacker works out of the county with these ratings, from all its ``publications`` together."""
    statements, _ = publish(ratings, settings, publications, forgetful=forgetful)
    return solve(ratings, statements, settings.minimum_ratings)


def solve(ratings: tuple[RatingCount, ...], statements: Iterable[Statement], minimum: int) -> list[Disclosed]:
    """What the attacker works out of statements about these ratings."""
    truth = {(code.code, month): np.zeros(8, dtype=int) for code, month in product(CODES, MONTHS)}
    for rating in batch_ratings(replace(PUBLICATION, ratings=ratings), CODES, minimum, MONTHS).ratings:
        handled = (rating.complaints, rating.complaints - rating.closed, rating.overdue)
        truth[rating.code, rating.month] += (*rating.levels, *handled)
    cells = {cell: tuple(counts) for cell, counts in truth.items()}
    return Attacker(cells, statements).find_disclosures(minimum)


def count_told(told: Iterable[ToldRatings]) -> tuple[int, int]:
    """How many shares, levels and numbers of complaints are told anew, exactly or as few, and out of how many."""
    places = [figures for one in told for figures in one.figures.values()]
    return sum(len(figures.keys() & TOLD) for figures in places), len(TOLD) * len(places)


def main() -> int:
    """Attack so many counties, every second one without a ranking."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="the number of the first county, to look at one again")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minimum", type=int, default=SETTINGS.minimum_ratings)
    parser.add_argument("--series", action="store_true", help="publish month by month, and keep every page")
    parser.add_argument("--forgetful", action="store_true", help="of a series, as if nothing had been told before")
    chosen = parser.parse_args()
    unsafe = told = places = 0
    for number in range(chosen.first, chosen.first + chosen.count):
        chance = random.Random(f"{chosen.seed}/{number}")
        ratings = make_ratings(chance)
        settings = replace(SETTINGS, minimum_ratings=chosen.minimum, ranking=bool(number % 2))
        publications = SERIES[number // 2 % len(SERIES)] if chosen.series else (len(MONTHS),)
        statements, record = publish(ratings, settings, publications, forgetful=chosen.forgetful)
        disclosures = solve(ratings, statements, settings.minimum_ratings)
        counted = count_told(record)
        told, places = told + counted[0], places + counted[1]
        unsafe += bool(disclosures)
        for found in disclosures:
            print(
                f"{number}: {found.what} of {', '.join(found.codes)} in {', '.join(map(str, found.months))}: "
                f"{found.value}"
            )
    print(f"{chosen.count} counties, {unsafe} of them unsafe; {told} of {places} figures told, {told / places:.1%}")
    return 1 if unsafe else 0


if __name__ == "__main__":
    sys.exit(main())
