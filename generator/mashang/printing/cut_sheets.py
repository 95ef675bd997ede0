"""Sheets of A4 that are cut, or peeled, into pieces of one size."""

from __future__ import annotations

from typing import NamedTuple


class CutSheet(NamedTuple):
    """How many pieces a sheet holds, and how large each is, in words."""

    pieces: int
    size: str


LABELS = CutSheet(24, "63.5×33.9 毫米")
CARDS = CutSheet(10, "90×54 毫米")
