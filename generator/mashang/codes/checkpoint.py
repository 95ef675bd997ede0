"""A checkpoint of the ledger in the published site, against ledger and hash chain being rewritten together.

The chain finds a ledger that was edited by hand; both files restored or edited alike pass it. The site in place
was made from the ledger as it was then, so it keeps one digest of all its rows. A published code may not be
found out from the digest: it covers all rows at once, never one alone, and each guess costs as much as a
guess of a password (scrypt, RFC 7914), so that even a single unknown code of 40 random bits is out of reach.
How many rows it covers is hidden under the county's salt, for less the public ones they are the enterprises.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from mashang.addresses import CHECKPOINT
from mashang.codes.ledger_chain import chain_row
from mashang.county import LEDGER
from mashang.model import Code
from mashang.problems import Location, Problem, problem

_SHAPE = re.compile(r"(?:(?P<count>[0-9]{1,9})|(?P<hidden>[0-9a-f]{16})) (?P<digest>[0-9a-f]{64})\n")
"""The count in plain is that of a site of a former version."""
_HALF = 4


def render_checkpoint(codes: Sequence[Code], salt: bytes) -> str:
    """One line: how many rows the ledger has, hidden, and the digest of what may never change in them."""
    digest = _digest(codes)
    count = len(codes).to_bytes(_HALF) + bytes(_HALF)
    return f"{_mask(count, digest, salt).hex()} {digest}\n"


def check_checkpoint(codes: Sequence[Code], checkpoint: str, salt: bytes | None) -> tuple[Problem, ...]:
    """Whether the ledger still begins with the rows that the site in place was made from.

    ``checkpoint`` is the text of the site's file, empty when it has none: a site of an early version. Where the
    ``salt`` is not the one that hid the count, every count is tried, at 50 ms each.
    """
    if not checkpoint:
        return ()
    found = _SHAPE.fullmatch(checkpoint.replace("\r\n", "\n"))
    counts = _list_counts(found, len(codes), salt) if found else ()
    if found and any(_digest(codes[:count]) == found["digest"] for count in counts):
        return ()
    return (problem("ledger-published-changed", Location(LEDGER)),)


def _list_counts(found: re.Match[str], most: int, salt: bytes | None) -> Iterable[int]:
    """How many rows the checkpoint may cover, the likeliest first."""
    if found["count"]:
        known: int | None = int(found["count"])
    else:
        shown = _mask(bytes.fromhex(found["hidden"]), found["digest"], salt or b"")
        known = None if any(shown[_HALF:]) else int.from_bytes(shown[:_HALF])
    if known is None:
        return range(most, -1, -1)
    return (known,) if known <= most else ()


def _mask(data: bytes, digest: str, salt: bytes) -> bytes:
    """Eight bytes hidden or shown again; half of them are zero, so that the right salt is known by them."""
    key = hmac.digest(salt, f"{CHECKPOINT} {digest}".encode(), "sha256")
    return bytes(one ^ other for one, other in zip(data, key, strict=False))


def _digest(codes: Sequence[Code]) -> str:
    rows = [(row.code, row.kind, row.target, row.issued_on) for row in map(chain_row, codes)]
    return _stretch(json.dumps(rows))


@lru_cache(maxsize=4)
def _stretch(rows: str) -> str:
    """Slow on purpose; a build asks for the same ledger twice, a desk at each look, so the last answers are kept."""
    return hashlib.scrypt(rows.encode(), salt=CHECKPOINT.encode(), n=2**14, r=8, p=1, dklen=32).hex()
