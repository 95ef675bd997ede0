"""A hash chain: each record's digest covers the record and the digest before it.

So a record that was changed, moved or dropped between two others changes every digest behind it. A chain guards
against mistakes, not against somebody who computes it anew; that needs a copy of a digest elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

_encode = json.JSONEncoder(ensure_ascii=False).encode


# Three rows of a ledger, each with its kind, target and day; digests cut to eight characters:
#
#   10000002R window W01 2026-05-08         chain("", …)          a5b0a3a5
#   000000000 enterprise E01 2026-05-08     chain("a5b0a3a5…", …) 21e7d190
#   00000001D matter S01 2026-11-20         chain("21e7d190…", …) 74e65190
#
# With E02 in the second row, its digest becomes c1e7d9ff and that of the third 482fd2be; the first one stays.
def chain_digest(previous: str, fields: Iterable[object]) -> str:
    """SHA-256 (hexadecimal) of a record's ``fields`` behind the ``previous`` digest, empty for the first record.

    Fields are texts or lists of texts. What is hashed is one JSON array; its bytes are published and never change.
    """
    return hashlib.sha256(_encode([previous, *fields]).encode()).hexdigest()
