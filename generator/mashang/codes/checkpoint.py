"""A checkpoint of the ledger in the published site, against ledger and hash chain being rewritten together.

The chain finds a ledger that was edited by hand; both files restored or edited alike pass it. The site in place
was made from the ledger as it was then, so it keeps one digest of all its rows. A published code may not be
found out from the digest: it covers all rows at once, never one alone, and each guess costs as much as a
guess of a password (scrypt, RFC 7914), so that even a single unknown code of 40 random bits is out of reach.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

from mashang.addresses import CHECKPOINT
from mashang.codes.ledger_chain import chain_row
from mashang.county import LEDGER
from mashang.model import Code
from mashang.problems import Location, Problem, problem

_SHAPE = re.compile(r"([0-9]{1,9}) ([0-9a-f]{64})\n")


def render_checkpoint(codes: Sequence[Code]) -> str:
    """One line: how many rows the ledger has, and the digest of what may never change in them."""
    return f"{len(codes)} {_digest(codes)}\n"


def check_checkpoint(codes: Sequence[Code], checkpoint: str) -> tuple[Problem, ...]:
    """Whether the ledger still begins with the rows that the site in place was made from.

    ``checkpoint`` is the text of the site's file, empty when it has none: a site of an early version.
    """
    if not checkpoint:
        return ()
    found = _SHAPE.fullmatch(checkpoint.replace("\r\n", "\n"))
    count = int(found[1]) if found else 0
    if found and count <= len(codes) and _digest(codes[:count]) == found[2]:
        return ()
    return (problem("ledger-published-changed", Location(LEDGER)),)


def _digest(codes: Sequence[Code]) -> str:
    rows = [(row.code, row.kind, row.target, row.issued_on) for row in map(chain_row, codes)]
    return hashlib.scrypt(json.dumps(rows).encode(), salt=CHECKPOINT.encode(), n=2**14, r=8, p=1, dklen=32).hex()
