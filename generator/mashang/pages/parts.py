"""Long pages in parts, each with an address of its own, so that all of them load over a weak network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

HEAVIEST = 200_000
"""About so many bytes of HTML may stand in a part, beside what frames it: no page is over 300 KB."""
ROW = 500
"""About so many bytes has a measure's row in a table, without its texts."""

Entry = TypeVar("Entry")


def split_parts(entries: Sequence[Entry], weigh: Callable[[Entry], int]) -> list[list[Entry]]:
    """Cut a list where its entries, in their order, get heavier than a part may be. At least one part, be it empty.

    ``weigh`` says how many bytes an entry has, about.
    """
    parts: list[list[Entry]] = [[]]
    total = 0
    for entry in entries:
        weight = weigh(entry)
        if parts[-1] and total + weight > HEAVIEST:
            parts.append([])
            total = 0
        parts[-1].append(entry)
        total += weight
    return parts


def weigh_texts(*texts: str) -> int:
    """How many bytes texts have."""
    return sum(len(text.encode()) for text in texts)


def number_title(title: str, number: int) -> str:
    """The title of a part."""
    return title + (f"（第 {number} 页）" if number > 1 else "")
