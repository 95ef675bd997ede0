"""Near spellings for messages: “是不是……？”."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

_NEAR = 0.5
_LONGEST = 60


def suggest(text: str, known: Collection[str], cutoff: float = _NEAR) -> str:
    """The known word nearest to ``text``, or nothing when none is near or one character is all there is.

    Another case goes first, then one wrong character in a word of the same length: such are slips of the hand.
    """
    if text in known:
        return text
    for word in known:
        if word.casefold() == text.casefold():
            return word
    if len(text) <= 1:
        return ""
    for word in known:
        if len(word) == len(text) and sum(one != other for one, other in zip(word, text, strict=True)) == 1 < len(word):
            return word
    near = get_close_matches(text[:_LONGEST], known, n=1, cutoff=cutoff)
    return near[0] if near else ""
