"""Which cells of a table with margins are published, bounded or suppressed: the rules one by one."""

from __future__ import annotations

from mashang.figures.disclosure import Cell, CellState, Margin, suppress_cells

PUBLISHED, BOUNDED, SUPPRESSED = CellState.PUBLISHED, CellState.BOUNDED, CellState.SUPPRESSED


def suppress(cross_margins: tuple[Margin[str], ...] = (), /, **counts: int) -> dict[str, CellState]:
    """The states of a total T with the parts A, B, C; of a part with a double name such as AX, its parts."""
    cells = {"T": Cell((sum(counts[name] for name in counts if len(name) == 1),))}
    cells |= {name: Cell((count,)) for name, count in counts.items()}
    below = {name: tuple(other for other in counts if other[0] == name and other != name) for name in counts}
    margins = [Margin("T", tuple(name for name in counts if len(name) == 1))]
    margins += [Margin(name, parts) for name, parts in below.items() if parts]
    return dict(suppress_cells(cells, margins, 5, cross_margins))


def test_enough_and_zero_are_published() -> None:
    """A zero discloses nobody."""
    assert suppress(A=7, B=0, C=30) == {"T": PUBLISHED, "A": PUBLISHED, "B": PUBLISHED, "C": PUBLISHED}


def test_one_primary_suppression_takes_the_smallest_part_with_it() -> None:
    """40 less 7 and 30 would recalculate the 3: the worked example of the module."""
    assert suppress(A=7, B=3, C=30) == {"T": PUBLISHED, "A": SUPPRESSED, "B": BOUNDED, "C": PUBLISHED}


def test_the_worked_example_leaves_the_attacker_these_intervals() -> None:
    """With 40 and 30 published and B from 1 to 4, A is from 6 to 9: every world that adds up, one by one."""
    worlds = [(a, b) for a in range(41) for b in range(1, 5) if a + b + 30 == 40]
    assert ({a for a, _ in worlds}, {b for _, b in worlds}) == ({6, 7, 8, 9}, {1, 2, 3, 4})


def test_several_primary_suppressions_protect_one_another() -> None:
    """Seven in two parts with one to four each: 3 and 4, or 4 and 3."""
    assert suppress(A=4, B=3, C=30) == {"T": PUBLISHED, "A": BOUNDED, "B": BOUNDED, "C": PUBLISHED}


def test_the_only_possibility_within_bounds_is_not_bounded() -> None:
    """Eight in two parts of four at most, and five in five parts of one at least."""
    assert suppress(A=4, B=4, C=30) == {"T": PUBLISHED, "A": BOUNDED, "B": BOUNDED, "C": SUPPRESSED}
    ones = dict.fromkeys("ABCDE", 1)
    assert set(suppress(**ones).values()) == {PUBLISHED, SUPPRESSED}


def test_below_a_suppressed_total_no_count_is_published() -> None:
    """The parts of a suppressed part would add up to it."""
    states = suppress(A=12, B=3, C=30, AX=6, AY=6, AZ=0)
    assert states == {
        "T": PUBLISHED,
        "A": SUPPRESSED,
        "B": BOUNDED,
        "C": PUBLISHED,
        "AX": SUPPRESSED,
        "AY": SUPPRESSED,
        "AZ": PUBLISHED,
    }


def test_a_sensitive_total_bounds_everything() -> None:
    """A total under the threshold has nothing to subtract from."""
    assert suppress(A=1, B=2, C=0) == {"T": BOUNDED, "A": BOUNDED, "B": BOUNDED, "C": PUBLISHED}


def test_complements_count_as_well() -> None:
    """Of 30, 27 leave three; so 27 is not published."""
    cells = {"T": Cell((27,), base=30, bounds=(0, 30))}
    assert suppress_cells(cells, [], 5) == {"T": SUPPRESSED}


def test_complements_are_subtracted_as_well() -> None:
    """26 of 69 beside 20 of 60 would be six of nine in the others, which leaves three."""
    cells = {
        "T": Cell((26,), base=69, bounds=(0, 69)),
        "A": Cell((20,), base=60, bounds=(0, 60)),
        "B": Cell((5,), base=6, bounds=(0, 6)),
        "C": Cell((1,), base=3, bounds=(0, 3)),
    }
    states = suppress_cells(cells, [Margin("T", ("A", "B", "C"))], 5)
    assert (states["T"], states["A"], states["B"]) == (PUBLISHED, SUPPRESSED, SUPPRESSED)


def test_complements_that_are_pinned_down_are_sensitive_as_well() -> None:
    """With six at least, as is known elsewhere, and six in all, six of nine it is: so three are not counted."""
    cells = {
        "T": Cell((6,), base=69, bounds=(0, 69)),
        "A": Cell((0,), base=60, bounds=(0, 60), may_publish=False),
        "B": Cell((6,), base=9, bounds=(6, 9), may_publish=False),
    }
    assert suppress_cells(cells, [Margin("T", ("A", "B"))], 5)["T"] is SUPPRESSED


def test_counts_of_one_cell_are_suppressed_together() -> None:
    """One that is sensitive suppresses all of them, without bounds."""
    assert suppress_cells({"T": Cell((30, 3, 0))}, [], 5) == {"T": SUPPRESSED}


def test_cross_margins_are_known_too() -> None:
    """Zero over all, by a cross margin, is zero in each part, and then another part is pinned down."""
    cells = {
        "T": Cell((9,)),
        "A": Cell((4,), bounds=(0, 4), may_publish=False, may_bound=False),
        "B": Cell((5,), bounds=(0, 9), may_publish=False, may_bound=False),
        "L": Cell((5,), bounds=(5, 5), may_publish=False, may_bound=False),
    }
    margins = [Margin("T", ("A", "B"))]
    assert suppress_cells(cells, margins, 5)["T"] is PUBLISHED
    assert suppress_cells(cells, margins, 5, [Margin("L", ("B",))])["T"] is SUPPRESSED
