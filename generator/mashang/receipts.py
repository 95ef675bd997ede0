"""The receipt of a report: all that its reporter holds, and all that opens what is answered.

A receipt is fourteen characters: sixty-five random bits and a check character. It is stored nowhere. From it alone come
the name under which the report is looked up and the identity to which replies are sealed; neither leads back to it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from mashang.code_format import ALPHABET, RECEIPT, add_check, check_identifier, normalise_identifier
from mashang.sealing import find_recipient, make_identity

_COST, _BLOCK, _MEMORY = 2**10, 8, 8 * 2**20
"""scrypt over sixty-five random bits: 2 ms and 1 MB each, so that to try them all takes longer than anybody lives."""
_HALF = 32


@dataclass(frozen=True)
class ReceiptKeys:
    """What a receipt opens: ``name`` finds the report, ``secret`` makes the identity."""

    name: str
    secret: bytes

    @cached_property
    def identity(self) -> str:
        """Opens the replies."""
        return make_identity(self.secret)

    @cached_property
    def recipient(self) -> str:
        """Seals replies."""
        return find_recipient(self.identity)


def draw_receipt(token: bytes) -> str:
    """The receipt that belongs to a random token: the same token has the same receipt, however often it comes."""
    drawn = int.from_bytes(hashlib.sha256(b"mashang receipt\0" + token).digest())
    return add_check("".join(ALPHABET[drawn >> 5 * place & 31] for place in range(RECEIPT)))


def read_receipt(typed: str) -> str:
    """A receipt as somebody typed it, brought into its form; empty when it is none."""
    receipt = normalise_identifier(typed)
    return "" if check_identifier(receipt, (RECEIPT + 1,)) else receipt


def derive_keys(receipt: str, salt: str) -> ReceiptKeys:
    """The keys of a receipt at the intake with this salt; expensive, and the same work for every receipt."""
    both = hashlib.scrypt(receipt.encode(), salt=salt.encode(), n=_COST, r=_BLOCK, p=1, maxmem=_MEMORY, dklen=2 * _HALF)
    return ReceiptKeys(both[:_HALF].hex(), both[_HALF:])
