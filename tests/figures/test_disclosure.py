"""Which counts of a table that adds up are told: the rules one by one."""

from __future__ import annotations

from mashang.figures.disclosure import Cell, Family, Telling, choose_tellings

EXACT, FEW, HIDDEN = Telling.EXACT, Telling.FEW, Telling.HIDDEN


def choose(links: tuple[Family[str], ...] = (), /, **counts: int) -> dict[str, Telling]:
    """What is told of a total T with the parts A, B, C; of a part with a double name such as AX, its parts."""
    cells = {"T": Cell((sum(counts[name] for name in counts if len(name) == 1),))}
    cells |= {name: Cell((count,)) for name, count in counts.items()}
    below = {name: tuple(other for other in counts if other[0] == name and other != name) for name in counts}
    families = [Family("T", tuple(name for name in counts if len(name) == 1))]
    families += [Family(name, parts) for name, parts in below.items() if parts]
    return dict(choose_tellings(cells, families, 5, links).told)


def test_enough_and_nothing_are_told() -> None:
    """A count of nothing tells of nobody."""
    assert choose(A=7, B=0, C=30) == {"T": EXACT, "A": EXACT, "B": EXACT, "C": EXACT}


def test_one_that_is_few_takes_the_smallest_with_it() -> None:
    """37 less 7 and 30 would be what is few."""
    assert choose(A=7, B=3, C=30) == {"T": EXACT, "A": HIDDEN, "B": FEW, "C": EXACT}


def test_several_that_are_few_guard_one_another() -> None:
    """Seven in two parts with one to four each: 3 and 4, or 4 and 3."""
    assert choose(A=4, B=3, C=30) == {"T": EXACT, "A": FEW, "B": FEW, "C": EXACT}


def test_the_only_possibility_within_bounds_is_not_hinted_at() -> None:
    """Eight in two parts of four at most, and five in five parts of one at least."""
    assert choose(A=4, B=4, C=30) == {"T": EXACT, "A": FEW, "B": FEW, "C": HIDDEN}
    ones = dict.fromkeys("ABCDE", 1)
    assert set(choose(**ones).values()) == {EXACT, HIDDEN}


def test_below_a_hidden_total_no_number_is_told() -> None:
    """The parts of a part that was kept back would add up to it."""
    told = choose(A=12, B=3, C=30, AX=6, AY=6, AZ=0)
    assert told == {"T": EXACT, "A": HIDDEN, "B": FEW, "C": EXACT, "AX": HIDDEN, "AY": HIDDEN, "AZ": EXACT}


def test_few_in_all_is_few_everywhere() -> None:
    """A total that is few has nothing to subtract from."""
    assert choose(A=1, B=2, C=0) == {"T": FEW, "A": FEW, "B": FEW, "C": EXACT}


def test_complements_count_as_well() -> None:
    """Of 30, 27 leave three; so 27 is not told."""
    cells = {"T": Cell((27,), whole=30, bounds=(0, 30))}
    assert choose_tellings(cells, [], 5).told == {"T": HIDDEN}


def test_complements_are_subtracted_as_well() -> None:
    """26 of 69 beside 20 of 60 would be six of nine in the others, which leaves three."""
    cells = {
        "T": Cell((26,), whole=69, bounds=(0, 69)),
        "A": Cell((20,), whole=60, bounds=(0, 60)),
        "B": Cell((5,), whole=6, bounds=(0, 6)),
        "C": Cell((1,), whole=3, bounds=(0, 3)),
    }
    told = choose_tellings(cells, [Family("T", ("A", "B", "C"))], 5).told
    assert (told["T"], told["A"], told["B"]) == (EXACT, HIDDEN, HIDDEN)


def test_complements_that_are_pinned_down_are_few_as_well() -> None:
    """With six at least, as is known elsewhere, and six in all, six of nine it is: so three are not counted."""
    cells = {
        "T": Cell((6,), whole=69, bounds=(0, 69)),
        "A": Cell((0,), whole=60, bounds=(0, 60), may_tell=False),
        "B": Cell((6,), whole=9, bounds=(6, 9), may_tell=False),
    }
    assert choose_tellings(cells, [Family("T", ("A", "B"))], 5).told["T"] is HIDDEN


def test_counts_of_one_place_are_told_together() -> None:
    """One of several that is few keeps all of them back, without a hint."""
    assert choose_tellings({"T": Cell((30, 3, 0))}, [], 5).told == {"T": HIDDEN}


def test_sums_across_the_tree_are_known_too() -> None:
    """What is nothing over all, as a link says, is nothing in each part, and then another part is pinned down."""
    cells = {
        "T": Cell((9,)),
        "A": Cell((4,), bounds=(0, 4), may_tell=False, may_hint=False),
        "B": Cell((5,), bounds=(0, 9), may_tell=False, may_hint=False),
        "L": Cell((5,), bounds=(5, 5), may_tell=False, may_hint=False),
    }
    families = [Family("T", ("A", "B"))]
    assert choose_tellings(cells, families, 5).told["T"] is EXACT
    assert choose_tellings(cells, families, 5, [Family("L", ("B",))]).told["T"] is HIDDEN
