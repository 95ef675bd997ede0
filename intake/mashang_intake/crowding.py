"""How much came lately of one code, one address, one device: what is unusual is marked, and only a flood is refused.

Many people of a hall share an address, so an address may send much before it is marked. Nothing of this is kept: keys
are digests under a number that is drawn at each start, and are forgotten after an hour.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

_PERIOD = 3600.0
_MOST_KEYS = 200_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How many reports an hour are usual, of each; ``flood`` of one address is refused."""

    code: int = 30
    address: int = 60
    device: int = 6
    flood: int = 1200


@dataclass(slots=True)
class Crowding:
    """What came in the last hour."""

    limits: Limits = field(default_factory=Limits)
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    _came: dict[bytes, deque[float]] = field(default_factory=dict)

    def note(self, now: float, **names: str) -> Iterator[str]:
        """Note one report of each of these; yields ``many-…`` for what sent more than is usual."""
        for sort, name in names.items():
            if self._count(f"{sort} {name}", now) > getattr(self.limits, sort):
                yield f"many-{sort}"

    def is_flood(self, now: float, address: str) -> bool:
        """Whether an address asks so often that it is refused for a while."""
        return self._count(f"flood {address}", now) > self.limits.flood

    def _count(self, key: str, now: float) -> int:
        if len(self._came) > _MOST_KEYS:
            self._came = {key: came for key, came in self._came.items() if came[-1] > now - _PERIOD}
        came = self._came.setdefault(hashlib.blake2b(key.encode(), key=self._secret).digest(), deque(maxlen=5000))
        while came and came[0] <= now - _PERIOD:
            came.popleft()
        came.append(now)
        return len(came)
