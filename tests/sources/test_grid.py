"""What a reader of a sheet sees of it."""

from __future__ import annotations

import pytest

from mashang.raw import RawKind, RawLook
from mashang.sources import grid as grid_module
from mashang.sources.grid import Area, Grid, runs, shown_table
from mashang.sources.refusal import RefusedError

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


def test_hidden_columns_may_be_listed_in_any_way() -> None:
    """Out of order, one inside another, and beyond what is used."""
    row = {column: (str(column), *PLAIN) for column in range(1, 11)}
    grid = Grid(rows={1: row}, hidden_columns=[(9, 16384), (2, 6), (3, 4), (4, 4)])
    table, _ = shown_table(grid, "a.xlsx", "表")
    assert table is not None
    assert [cell.column for cell in table.rows[0].cells] == [1, 7, 8]


def test_merges_over_and_over_each_other_are_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file could otherwise keep a reader busy for hours."""
    monkeypatch.setattr(grid_module, "_MOST_LOOKS", 600)
    rows = {number: {1: ("甲", *PLAIN)} for number in range(1, 101)}
    assert shown_table(Grid(rows=dict(rows), merges=[Area(1, 1, 100, 1)] * 4), "a.xlsx", "表")[0] is not None
    with pytest.raises(RefusedError, match="file-damaged"):
        shown_table(Grid(rows=dict(rows), merges=[Area(1, 1, 100, 1)] * 6), "a.xlsx", "表")
