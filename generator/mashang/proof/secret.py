"""The county's secret, made of its salt and its ledger: with it digests of private facts cannot be guessed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from mashang.codes.ledger_chain import chain_digests, chain_row
from mashang.codes.salt import keep_salt
from mashang.county import County
from mashang.model import Code


def derive_secret(county: County, codes: Sequence[Code]) -> bytes:
    """What makes digests of the county's private facts impossible to guess."""
    return stretch(find_head(codes), keep_salt(county))


def find_head(codes: Sequence[Code]) -> str:
    """The chained digest of the ledger; empty without codes."""
    return (*chain_digests(map(chain_row, codes)), "")[max(len(codes) - 1, 0)]


@lru_cache(maxsize=8)
def stretch(head: str, salt: bytes) -> bytes:
    """The chained digest of the ledger so that no code can be guessed from it.

    With the county's salt it is a secret even where the salt is known, as one that came with an example is. It is slow
    on purpose, and asked for several times in a build, so that the last answers are kept.
    """
    return hashlib.scrypt(head.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)
