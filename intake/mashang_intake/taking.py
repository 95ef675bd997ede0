"""From a filled-in form to a sealed statement: receipt, number, photos, marks, seal."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mashang.feedback import MOST_PHOTOS
from mashang.receipts import ReceiptKeys
from mashang.sealing import seal
from mashang.statement import Statement, StatementKind
from mashang_intake.photos import PhotoError, rewrite_photo
from mashang_intake.store import Arrival

_ID_BYTES = 12


@dataclass(frozen=True, slots=True)
class Photos:
    """Photos that were written anew, and how many of those sent were left out because they cannot be read."""

    taken: tuple[bytes, ...] = ()
    unreadable: int = 0
    too_many: int = 0


def take_photos(sent: Sequence[bytes]) -> Photos:
    """Write photos anew: those that can be read, as many as are taken."""
    taken: list[bytes] = []
    unreadable = 0
    for data in sent[:MOST_PHOTOS]:
        try:
            taken.append(rewrite_photo(data))
        except PhotoError:
            unreadable += 1
    return Photos(tuple(taken), unreadable, max(0, len(sent) - MOST_PHOTOS))


def seal_statement(
    statement: Statement, keys: ReceiptKeys, recipients: Iterable[str], *, sent: Iterable[bytes] = (), once: bytes = b""
) -> Arrival:
    """Seal a statement for the office; ``sent`` are the photos as they came.

    The same form sent again has the same mark; with ``once``, the random number of its token, only that very form has.
    A mark is a keyed digest that needs the receipt, so that nobody else can guess words by it.
    """
    photos = tuple(hashlib.sha256(photo).digest() for photo in sent)
    kind = statement.kind if once else StatementKind.REPORT
    words = replace(statement, number="", kind=kind, received_on=date.min, marks=(), photos=photos).encode()
    return Arrival(
        id=secrets.token_hex(_ID_BYTES),
        number=statement.number,
        lookup=keys.name,
        recipient=keys.recipient,
        mark=hmac.new(keys.secret, once + words, hashlib.sha256).hexdigest(),
        received_on=statement.received_on,
        sealed=seal(statement.encode(), recipients),
        marks=" ".join(statement.marks),
        starts=statement.kind is StatementKind.REPORT,
        withdraws=statement.kind is StatementKind.WITHDRAWAL,
    )
