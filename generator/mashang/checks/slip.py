"""What in a text looks like a slip: found by several modules, asked about in one way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mashang.problems import Location, Problem, ask


@dataclass(frozen=True, slots=True)
class Slip:
    """Something in a text that should perhaps not be published.

    ``shown`` stands in the message, ``start`` is its position. A confirmation holds for ``value``, wherever it stands,
    or only for one place when ``placed``.
    """

    code: str
    shown: str
    value: str
    start: int = 0
    placed: bool = False


def ask_about(slips: Iterable[Slip], where: Location, *place: str) -> list[Problem]:
    """Ask about slips at one address; ``place`` says what the address is in words that outlast a moved row."""
    return [ask(one.code, where, (one.value, *place) if one.placed else (one.value,), value=one.shown) for one in slips]
