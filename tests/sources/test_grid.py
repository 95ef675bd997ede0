"""What a reader of a sheet sees of it."""

from __future__ import annotations

import pytest

from mashang.raw import RawKind, RawLook
from mashang.sources.grid import Area, Grid, runs, shown_table

PLAIN = (RawKind.TEXT, RawLook.PLAIN)


@pytest.mark.parametrize(
    ("numbers", "drawn"),
    [([], []), ([5], [(5, 5)]), ([5, 7, 8, 9], [(5, 5), (7, 9)]), ([1, 2, 4, 5], [(1, 2), (4, 5)])],
)
def test_neighbours_are_drawn_together(numbers: list[int], drawn: list[tuple[int, int]]) -> None:
    """Long lists of hidden rows stay readable."""
    assert runs(numbers) == drawn


def test_a_merge_fills_visible_rows_though_its_first_row_is_hidden() -> None:
    """A filter hides the first row of a merged field; the others still show it."""
    grid = Grid(
        rows={2: {1: ("融资", *PLAIN), 2: ("M01", *PLAIN)}, 3: {2: ("M02", *PLAIN)}},
        hidden_rows={2},
        merges=[Area(2, 1, 3, 1)],
    )
    table, problems = shown_table(grid, "a.xlsx", "表")
    assert table is not None
    assert [(row.number, [cell.text for cell in row.cells]) for row in table.rows] == [(3, ["融资", "M02"])]
    assert [p.code for p in problems] == ["hidden-row"]


def test_a_merge_in_a_hidden_column_stays_hidden() -> None:
    """Filling down publishes nothing that was hidden."""
    grid = Grid(
        rows={2: {1: ("内部", *PLAIN), 2: ("M01", *PLAIN)}, 3: {2: ("M02", *PLAIN)}},
        hidden_columns=[(1, 1)],
        merges=[Area(2, 1, 3, 1)],
    )
    table, problems = shown_table(grid, "a.xlsx", "表")
    assert table is not None
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["M01"], ["M02"]]
    assert [p.sentence for p in problems] == ["隐藏的 A 列没有读取，不会公开。"]


def test_a_sheet_of_which_all_is_hidden_is_blank_but_named() -> None:
    """No table, yet a warning."""
    table, problems = shown_table(Grid(rows={3: {1: ("甲", *PLAIN)}}, hidden_rows={3}), "a.xlsx", "表")
    assert table is None
    assert [p.code for p in problems] == ["hidden-row"]
