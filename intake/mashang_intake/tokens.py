"""The token of a form: whoever sends a form twice has said it once.

A token is a random number with the time at which the form was shown and a keyed digest of both. The receipt comes of
the random number, so that the same token has the same receipt, also after a restart. A token that is not ours is taken
all the same, and marked.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

_RANDOM_BYTES = 16
_DIGEST = 16
_TOO_QUICK, _TOO_OLD = 3, 86_400
FORGED, QUICK, STALE = "token", "quick", "stale"
"""Marks of what looks suspicious."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token that came with a form."""

    random: bytes
    shown: int
    genuine: bool

    def list_marks(self, now: float) -> Iterator[str]:
        """What is suspicious of it: no form of ours, sent quicker than anybody reads, or after a day."""
        if not self.genuine:
            yield FORGED
        elif now - self.shown < _TOO_QUICK:
            yield QUICK
        elif now - self.shown > _TOO_OLD:
            yield STALE


def new_token(key: bytes, now: float) -> str:
    """A token for a form that is shown now (seconds since 1970)."""
    words = f"{secrets.token_hex(_RANDOM_BYTES)}.{int(now)}"
    return f"{words}.{_digest(key, words)}"


def read_token(key: bytes, text: str) -> Token:
    """The token that came; a new one, not genuine, where none came."""
    words, _, digest = text.rpartition(".")
    random, _, shown = words.partition(".")
    genuine = hmac.compare_digest(digest.encode(), _digest(key, words).encode())
    try:
        drawn = bytes.fromhex(random)
        if len(drawn) == _RANDOM_BYTES:
            return Token(drawn, int(shown) if genuine else 0, genuine)
    except ValueError:
        pass
    return Token(secrets.token_bytes(_RANDOM_BYTES), 0, genuine=False)


def _digest(key: bytes, words: str) -> str:
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()[: 2 * _DIGEST]
