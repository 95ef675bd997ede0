"""Pictures as cells, by the rules of SVG."""

from __future__ import annotations

import pytest

from mashang.codes.svg_raster import UnreadableError, follow_path, rasterize_svg

GROUND = '<rect width="4" height="4" fill="#fff"/><rect width="1" height="1"/>'


def draw(shapes: str, box: str = "0 0 4 4") -> list[str]:
    """A picture of four by four cells, dark ones as ``#``, of which the first is always dark; empty when unreadable."""
    cells = rasterize_svg(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{GROUND}{shapes}</svg>')
    return [] if cells is None else ["".join("#."[cell] for cell in row) for row in cells]


@pytest.mark.parametrize(
    ("path", "points", "moves"),
    [
        ("M1 2h3m2 0v4z", [(1, 2), (4, 2), (6, 2), (6, 6), (6, 2), (6, 2)], "101001"),
        ("M1,2 3 -4L5 6 7 8zl1 1", [(1, 2), (3, -4), (5, 6), (7, 8), (1, 2), (1, 2), (2, 3)], "1000010"),
        (" M0 0H1 2V3 4h.5-.5 ", [(0, 0), (1, 0), (2, 0), (2, 3), (2, 4), (2.5, 4), (2, 4)], "1000000"),
    ],
)
def test_a_path_is_followed_point_by_point(path: str, points: list[tuple[float, float]], moves: str) -> None:
    """Absolute and relative commands, numbers that repeat one, lines closed to where they began."""
    found, only_moved = follow_path(path)
    assert [tuple(point) for point in found.tolist()] == points
    assert "".join(map(str, only_moved.astype(int))) == moves


@pytest.mark.parametrize(
    "path",
    ["", "h1", "M1", "M1 2 3", "M0 0h", "M0 0z1", "m0 0h1V2z", "M0 0c1 1 2 2 3 3", "0M0 0", "M0 0h1.2.3", "M0 0h1e1"],
)
def test_what_is_no_path_of_straight_lines_is_refused(path: str) -> None:
    """Curves, missing numbers, and spellings that are not understood."""
    with pytest.raises(UnreadableError):
        follow_path(path)


@pytest.mark.parametrize(
    ("shapes", "cells"),
    [
        ('<path d="M1 1h2v2h-2z"/>', ["#...", ".##.", ".##.", "...."]),
        ('<path d="M1 0H4V3H1M2 1V2H3V1"/>', ["####", ".#.#", ".###", "...."]),
        ('<path d="M1 0H4V3H1M2 1H3V2H2"/>', ["####", ".###", ".###", "...."]),
        ('<path fill-rule="evenodd" d="M1 0H4V3H1M2 1H3V2H2"/>', ["####", ".#.#", ".###", "...."]),
        ('<path stroke="black" d="M1 1.5h3m-3 2h1"/>', ["#...", ".###", "....", ".#.."]),
        ('<path stroke="#000" stroke-width="2" d="M3 4V1"/>', ["#...", "..##", "..##", "..##"]),
        ('<path d="M0 0H4V4H0" fill="black"/><path d="M1 1H2V2H1" fill="white"/>', ["####", "#.##", "####", "####"]),
        ('<path fill="none" d="M1 1h2v2"/><title>图</title>', ["#...", "....", "....", "...."]),
    ],
)
def test_shapes_are_painted_over_each_other(shapes: str, cells: list[str]) -> None:
    """Fills by either rule, strokes with butt ends, the later over the earlier."""
    assert draw(shapes) == cells


@pytest.mark.parametrize(
    "shapes",
    [
        '<path d="M1 1L2 2H1"/>',
        '<path fill="none" stroke="#000" d="M1 1.5h1v1"/>',
        '<path d="M1 1.4h2v2h-2z"/>',
        '<path d="M3 3h2v1h-2z"/>',
        '<path fill="grey" d="M1 1h2v2h-2z"/>',
        '<path fill-rule="odd" d="M1 1h2v2h-2z"/>',
        '<rect x="1" width="1" height="1" rx="1"/>',
        '<rect x="a" width="1" height="1"/>',
        '<circle r="1"/>',
        '<rect xmlns="" width="1" height="1"/>',
        "<rect",
    ],
)
def test_what_is_not_understood_makes_a_picture_unreadable(shapes: str) -> None:
    """Slanted lines, corners of strokes, edges off the grid or outside, other colours, other elements, torn text."""
    assert draw(shapes) == []


@pytest.mark.parametrize("box", ["0 0 4 5", "0 0 inf inf", "0 0 nan nan", "0 0 5 5", "0 0 4", "1 0 4 4", ""])
def test_the_whole_picture_is_painted_and_square(box: str) -> None:
    """Nothing of it is left open, and nothing painted is cut off."""
    assert draw("", box) == []
    assert draw("")
