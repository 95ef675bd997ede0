"""Draws an SVG picture of level and upright edges as cells, by the rules of SVG (https://www.w3.org/TR/SVG2/).

Knows boxes and paths in whatever spelling, their fills and strokes in black and white. What else a picture may hold
(curves, slanted lines, other colours, transforms, scripts) makes it unreadable: no guess is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

Cells: TypeAlias = NDArray[np.uint8]
"""Rows of cells from the top: dark 0, light 1."""
_Numbers: TypeAlias = NDArray[np.float64]

LARGEST = 4096
"""Cells on a side of the largest picture."""
_UNPAINTED = 2
_INKS = {"#000": 0, "#000000": 0, "black": 0, "#fff": 1, "#ffffff": 1, "white": 1}
_SVG = "{http://www.w3.org/2000/svg}"
_KNOWN = {
    "svg": frozenset({"viewBox", "width", "height", "role", "shape-rendering", "aria-label", "version"}),
    "path": frozenset({"d", "fill", "fill-rule", "stroke", "stroke-width", "shape-rendering"}),
    "rect": frozenset({"x", "y", "width", "height", "fill", "shape-rendering"}),
    "title": frozenset[str](),
}
"""The elements that are understood, each with its attributes."""
_RULES = {"nonzero": False, "evenodd": True}
"""Ways to tell what lies inside, by whether only odd winding numbers do."""
_COMMAND = re.compile(r"[Zz]\s*|[A-Za-z][^A-Za-z]*")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?![.0-9])")
_Step: TypeAlias = tuple[float, float, float, float, float]
_SAME, _NEAR = 1e-6, 1e-3
"""How far apart coordinates that are the same may lie, and how far off the grid, in cells."""


class UnreadableError(ValueError):
    """The picture holds something that is not understood."""


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """What is painted in one ink: the inside of upright edges, by the winding numbers to their right.

    An edge is a row: its place across, its upper and its lower end, and by how much it changes the number.
    """

    ink: str
    edges: _Numbers
    even_odd: bool = False


def rasterize_svg(text: str) -> Cells | None:
    """The square picture as cells, each as wide as the smallest step between two edges.

    ``None`` when the picture is torn, not square, not painted everywhere, or holds anything that is not understood.
    """
    try:
        root = ET.fromstring(text)  # noqa: S314 — expat itself stops entities that grow without end
        layers = tuple(_list_layers(root))
        left, top, width, height = map(float, root.get("viewBox", "").replace(",", " ").split())
        if width != height:
            return None
        cells = _paint([layer for layer in layers if layer.ink != "none"], (left, top), width)
    except (ET.ParseError, ValueError, KeyError, OverflowError):
        return None
    return None if (cells == _UNPAINTED).any() else cells


def _list_layers(root: ET.Element) -> Iterator[_Layer]:
    _check_element(root, "svg")
    for element in root:
        name = str(element.tag).removeprefix(_SVG)
        _check_element(element, name)
        given = element.attrib
        if name == "path":
            yield from _draw_path(tuple(given.items()))
        elif name == "rect":
            x, y, width, height = (float(given.get(key, 0)) for key in ("x", "y", "width", "height"))
            box = np.array([[x, y]]), np.array([[x + width, y + height]])
            yield _Layer(given.get("fill", "black"), _draw_boxes(*box))


def _check_element(element: ET.Element, name: str) -> None:
    known = name in _KNOWN and element.tag == f"{_SVG}{name}" and _KNOWN[name].issuperset(element.attrib)
    if not known or (name != "svg" and len(element)):
        raise UnreadableError(name)


@lru_cache(maxsize=64)
def _draw_path(attributes: tuple[tuple[str, str], ...]) -> tuple[_Layer, ...]:
    """The fill, and over it the stroke with butt ends, whose lines must all run one way: corners are not drawn.

    Remembered, for the ground is the same in one picture after another.
    """
    given = dict(attributes)
    layers: list[_Layer] = []
    points, moves = follow_path(given.get("d", ""))
    drawn = np.flatnonzero(~moves)
    begins, ends = points[drawn - 1], points[drawn]
    along = (ends != begins).any(axis=0)
    if given.get("fill") != "none" and along.all():
        begun = np.flatnonzero(moves)
        last = np.append(begun[1:], len(points)) - 1
        edges = _list_edges(np.concatenate((begins, points[last])), np.concatenate((ends, points[begun])))
        layers.append(_Layer(given.get("fill", "black"), edges, _RULES[given.get("fill-rule", "nonzero")]))
    if given.get("stroke", "none") != "none":
        if along.all():
            raise UnreadableError("corner")
        half = np.where(along, 0, float(given.get("stroke-width", 1)) / 2)
        boxes = _draw_boxes(np.minimum(begins, ends) - half, np.maximum(begins, ends) + half)
        layers.append(_Layer(given["stroke"], boxes))
    return tuple(layers)


def _list_edges(begins: _Numbers, ends: _Numbers) -> _Numbers:
    """The upright ones of these lines as edges."""
    steps = ends - begins
    if steps.all(axis=1).any():
        raise UnreadableError("slanted")
    upright = steps[:, 1] != 0
    sides = begins[upright, 1], ends[upright, 1]
    return np.stack((begins[upright, 0], np.minimum(*sides), np.maximum(*sides), -np.sign(steps[upright, 1])), axis=1)


def _draw_boxes(begins: _Numbers, ends: _Numbers) -> _Numbers:
    """The edges of boxes from their upper left to their lower right corners."""
    edges = np.ones((2, len(begins), 4))
    edges[0, :, 0], edges[1, :, 0] = begins[:, 0], ends[:, 0]
    edges[:, :, 1], edges[:, :, 2] = begins[:, 1], ends[:, 1]
    edges[1, :, 3] = -1
    return edges.reshape(-1, 4)


def follow_path(path: str) -> tuple[_Numbers, NDArray[np.bool_]]:
    """The point (x, y) to which each step of path data leads, and whether the pen only moves there.

    ``M1 2h3m2 0v4z`` gives (1, 2), (4, 2), (6, 2), (6, 6), (6, 2) and again (6, 2), of which the first, the third and
    the last are moves. Raises :class:`UnreadableError` for curves and for what is no path.
    """
    torn, *lines = path.strip().replace("M", "\0M").replace("m", "\0m").split("\0")  # which no XML holds
    if torn or not lines:
        raise UnreadableError(path)
    steps = np.frombuffer(b"".join(map(_read_line, lines))).reshape(-1, 5)
    sums = steps[:, 1::2].cumsum(axis=0)
    kept = steps[:, 2::2] != 0
    kept[0] = False
    # Each place is the sum of its steps since the last absolute one.
    last = np.maximum.accumulate(np.where(kept, 0, np.arange(len(steps))[:, None]), axis=0)
    return (sums - (sums - steps[:, 1::2])[last, (0, 1)]).round(6), steps[:, 0] != 0


@lru_cache(maxsize=10_000)
def _read_line(line: str) -> bytes:
    """The steps of path data from one move to the next, as bytes. Pictures have many lines in common.

    A step is five: whether it only moves, then for x and for y how far it leads, and whether from where the pen is.
    """
    commands = _COMMAND.findall(line)
    if "".join(commands) != line:
        raise UnreadableError(line)
    steps: list[_Step] = []
    for command in commands:
        steps += _close(steps) if command[0] in "Zz" else _read_command(command)
    return np.array(steps).tobytes()


def _close(steps: Sequence[_Step]) -> Iterator[_Step]:
    """The way back to where the line began, and a move that begins another line there."""
    back: list[float] = []
    for place in (1, 3):
        since = [step[place] for step in steps[1:]]
        absolute = any(not step[place + 1] for step in steps[1:])
        if steps[0][place + 1] and absolute:
            raise UnreadableError("a relative move, an absolute step, and back again")
        back += (steps[0][place], 0.0) if not steps[0][place + 1] else (-sum(since), 1.0)
    yield 0, back[0], back[1], back[2], back[3]
    yield 1, 0, 1, 0, 1


def _read_command(command: str) -> Iterator[_Step]:
    kind, keep = command[0], float(command[0].islower())
    numbers = [float(word) for word in _NUMBER.findall(command)]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
    if not numbers or _NUMBER.sub("", command[1:]).strip(" ,\t\n"):
        raise UnreadableError(command)
    if kind in "MmLl" and len(numbers) % 2 == 0:
        yield from ((float(kind in "Mm" and not place), x, keep, y, keep) for place, (x, y) in enumerate(pairs))
    elif kind in "Hh":
        yield from ((0, x, keep, 0, 1) for x in numbers)
    elif kind in "Vv":
        yield from ((0, 0, 1, y, keep) for y in numbers)
    else:
        raise UnreadableError(command)


def _paint(layers: Sequence[_Layer], corner: tuple[float, float], width: float) -> Cells:
    """Lay the layers over each other. Every edge must lie on the grid of cells and within the picture."""
    edges = np.concatenate([layer.edges for layer in layers])
    places = edges[:, :3] - (corner[0], corner[1], corner[1])
    gaps = np.diff(np.sort(places, axis=None))
    step = float(gaps[gaps > _SAME].min())
    side = round(width / step)
    grid = (places / step).round()
    if side > LARGEST or abs(places / step - grid).max() > _NEAR or grid.min() < 0 or grid.max() > side:
        raise UnreadableError("grid")
    across, ends, turns = grid[:, 0].astype(np.int64), grid[:, 1:].astype(np.int64), edges[:, 3]
    corners = ends * (side + 1) + across[:, None]
    cells = np.full((side, side), _UNPAINTED, dtype=np.uint8)
    first = 0
    for layer in layers:
        own = slice(first, first := first + len(layer.edges))
        turned = np.bincount(corners[own].ravel(), np.outer(turns[own], (1, -1)).ravel(), (side + 1) ** 2)
        winding = turned.reshape(side + 1, -1).cumsum(axis=0).cumsum(axis=1)[:side, :side]
        np.copyto(cells, _INKS[layer.ink], where=(winding % 2 if layer.even_odd else winding) != 0)
    return cells
