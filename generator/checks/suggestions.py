"""Near spellings for messages: “是不是……？”."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

_NEAR = 0.5
_LONGEST = 60


def suggest(text: str, known: Collection[str]) -> str:
    """The known word nearest to ``text``, or nothing when none is near."""
    near = get_close_matches(text[:_LONGEST], known, n=1, cutoff=_NEAR)
    return near[0] if near else ""
