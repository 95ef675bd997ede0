"""Everything that is published of ratings at once, before an attacker who solves it for what is suppressed."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bench.attacker import SOUGHT, Attacker, Cell, Statement
from bench.disclose import SERIES, SETTINGS, attack, make_ratings
from mashang.figures.published_parts import choose_parts
from mashang.periods import YearMonth
from mashang.rating_counts import RatingCount

JULY, AUGUST = YearMonth(2026, 7), YearMonth(2026, 8)
A_JULY, A_AUGUST, B_JULY = ("A", JULY), ("A", AUGUST), ("B", JULY)


@pytest.mark.parametrize("ranking", [True, False])
@pytest.mark.parametrize("seed", range(40))
def test_no_small_count_follows_from_what_is_published(seed: int, *, ranking: bool) -> None:
    """With a ranking and without, over windows, matters, departments, months, quarters and the whole."""
    assert attack(make_ratings(random.Random(seed)), replace(SETTINGS, ranking=ranking)) == []


@pytest.mark.parametrize("seed", ["2/553", "3/537", "5/269", "5/45", "11/663", "12/215", "12/456"])
def test_what_was_once_disclosed_stays_suppressed(seed: str) -> None:
    """Each of these counties disclosed a small count before one of the rules was there."""
    settings = replace(SETTINGS, ranking=seed[-1] in "13579")
    assert attack(make_ratings(random.Random(seed), varied=False), settings) == []


@pytest.mark.parametrize("minimum", [3, 10])
@pytest.mark.parametrize("seed", range(8))
def test_other_minimums_are_safe_as_well(seed: int, minimum: int) -> None:
    """The rules know no five."""
    assert attack(make_ratings(random.Random(seed)), replace(SETTINGS, minimum_ratings=minimum)) == []


@pytest.mark.parametrize("levels", [(19, 0, 0, 1, 0), (27, 0, 0, 0, 1), (59, 0, 0, 1, 0), (0, 0, 1, 12, 7)])
def test_a_mean_discloses_nothing(levels: tuple[int, int, int, int, int]) -> None:
    """One of 4.9 leaves 20 ratings no choice but one bad one; one near 1 none but few good ones."""
    lone = RatingCount(YearMonth(2026, 8), "A", *levels)
    assert attack((lone,), replace(SETTINGS, ranking=False)) == []
    others = tuple(RatingCount(YearMonth(2026, month), "C", 90, 40, 20, 9, 6) for month in (8, 9, 10))
    assert attack((lone, *others)) == []


@pytest.mark.parametrize("seed", range(36))
def test_no_small_count_follows_from_a_series_of_publications(seed: int) -> None:
    """Whoever kept the pages of every month has them all before him."""
    settings = replace(SETTINGS, ranking=bool(seed % 2))
    assert attack(make_ratings(random.Random(f"41/{seed}")), settings, SERIES[seed % len(SERIES)]) == []


@pytest.mark.parametrize(
    "seed",
    [
        "51/135",
        "51/141",
        "51/212",
        "51/247",
        "51/277",
        "51/312",
        "61/163",
        "61/180",
        "91/66",
        "91/72",
        "91/133",
        "91/135",
        "91/217",
        "137/126",
        "137/216",
        "1009/91",
        "2027/247",
        "2027/199",
        "2027/208",
        "5/0",
        "5/72",
        "5/101",
        "777/145",
        "777/225",
        "777/248",
    ],
)
def test_what_a_series_once_disclosed_stays_suppressed(seed: str) -> None:
    """Each of these counties disclosed a small count before one of the rules was there."""
    number = int(seed.split("/")[1])
    settings = replace(SETTINGS, ranking=bool(number % 2))
    assert attack(make_ratings(random.Random(seed)), settings, SERIES[number // 2 % len(SERIES)]) == []


def test_a_sum_with_a_place_of_which_nothing_new_is_told_stays_suppressed() -> None:
    """With a minimum of ten, two bad ratings followed from what was told before of one place and now of another."""
    settings = replace(SETTINGS, ranking=False, minimum_ratings=10)
    assert attack(make_ratings(random.Random("4001/32")), settings, SERIES[1]) == []


def test_last_months_page_subtracted_from_this_months_discloses_nothing() -> None:
    """Sixty ratings with 6 bad ones in August, 60 with 2 in September: 8 less 6 are the 2."""
    ratings = tuple(
        RatingCount(YearMonth(2026, month), code, 60 - bad, 0, 0, bad)
        for month, code, bad in ((8, "A", 6), (8, "B", 9), (9, "A", 2), (9, "B", 8))
    )
    settings = replace(SETTINGS, ranking=False)
    unguarded = attack(ratings, settings, (1, 2), forgetful=True)
    september = (YearMonth(2026, 9),)
    assert ("差评", ("A",), september, 2) in [(one.what, one.codes, one.months, one.value) for one in unguarded]
    assert attack(ratings, settings, (1, 2)) == []


def find(truth: dict[Cell, tuple[int, ...]], *published: tuple[list[Cell], str, int, int]) -> set[tuple[str, str, int]]:
    """What follows from statements, each of some cells, what of them, and its least and most: who, what, how many."""
    statements = [Statement(frozenset(cells), SOUGHT[what], low, high) for cells, what, low, high in published]
    padded = {cell: (*counts, *[0] * (8 - len(counts))) for cell, counts in truth.items()}
    return {
        ("".join(found.codes) + "".join(f"{month.month}" for month in found.months), found.what, found.value)
        for found in Attacker(padded, statements).find_disclosures(5)
    }


def test_the_attacker_subtracts() -> None:
    """A month that is left out alone comes back."""
    truth: dict[Cell, tuple[int, ...]] = {A_JULY: (3,), A_AUGUST: (27,)}
    whole = ([A_JULY, A_AUGUST], "评价", 30, 30)
    assert find(truth, whole, ([A_AUGUST], "评价", 27, 27)) == {("A7", "评价", 3)}
    assert find(truth, whole) == set()


def test_the_attacker_knows_bounds() -> None:
    """Two that are few and eight together are four each; with seven there are several worlds."""
    truth: dict[Cell, tuple[int, ...]] = {A_JULY: (0, 0, 0, 4), B_JULY: (0, 0, 0, 4)}
    few = [([cell], "差评", 1, 4) for cell in truth]
    assert find(truth, *few, (list(truth), "差评", 8, 8)) >= {("A7", "差评", 4), ("B7", "差评", 4)}
    truth[B_JULY] = (0, 0, 0, 3)
    assert find(truth, *few, (list(truth), "差评", 7, 7)) == set()


def test_the_attacker_knows_what_is_less_than_what() -> None:
    """Of two complaints no more than two are open; nine of ten closed leave one open."""
    truth: dict[Cell, tuple[int, ...]] = {A_JULY: (0, 0, 0, 0, 0, 10, 1, 0)}
    assert ("A7", "未办结", 1) in find(truth, ([A_JULY], "投诉", 10, 10), ([A_JULY], "办结", 9, 9))


def test_what_is_not_true_is_not_taken_for_published() -> None:
    """A statement that the counts contradict is a fault of whoever reads the site."""
    with pytest.raises(ValueError, match="not true"):
        find({A_JULY: (3,)}, ([A_JULY], "评价", 4, 4))


@pytest.mark.parametrize(
    ("parts", "published"), [({"A": 7, "B": 3, "C": 30}, {"C"}), ({"A": 4, "B": 4, "C": 32}, set())]
)
def test_the_worked_examples_of_numbers_of_ratings(parts: dict[str, int], published: set[str]) -> None:
    """Of a department with 40 ratings, by its windows."""
    assert choose_parts(40, parts, 5) == published
