"""What the office tells the intake: whose it is, what it promises, for whom to seal, and which codes there are.

The office writes and signs it; it lies on the server beside the intake and not in the site. A hidden code has no name
in it, so it says no more of enterprises than the folders of the site do.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mashang.problems import MashangError

PROFILE, PROFILE_SIGNATURE = "profile.json", "profile.sig"


class ProfileError(MashangError):
    """The profile cannot be used."""


@dataclass(frozen=True, slots=True)
class KindWords:
    """What the form says for codes of a kind; ``messages`` are value, label and note of each sort of message."""

    label: str
    heading: str
    question: str
    hint: str
    messages: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class KnownCode:
    """A code of the ledger: ``name`` is what it stands for, ``successor`` what replaced it; empty where not told."""

    kind: str
    name: str = ""
    withdrawn: bool = False
    successor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeProfile:
    """All that the intake knows.

    ``site`` leads from its pages to the site; ``erase_days`` after the office has confirmed an envelope it is erased;
    ``salt`` keeps receipts of two counties apart.
    """

    name: str
    organiser: str
    phone: str
    site: str
    demonstration: bool
    ratings: bool
    anonymous: bool
    handler: str
    days: int
    retention_days: int
    erase_days: int
    salt: str
    recipients: tuple[str, ...]
    office_key: str
    style: str
    kinds: Mapping[str, KindWords]
    codes: Mapping[str, KnownCode]

    def encode(self) -> bytes:
        """The file."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=0).encode()


def decode_profile(data: bytes) -> IntakeProfile:
    """The profile in a file. Raises :class:`ProfileError`."""
    try:
        facts: dict[str, Any] = json.loads(data)
        kinds = {name: KindWords(**_freeze_messages(words)) for name, words in facts.pop("kinds").items()}
        codes = {code: KnownCode(**known) for code, known in facts.pop("codes").items()}
        recipients = tuple(facts.pop("recipients"))
        return IntakeProfile(**facts, kinds=kinds, codes=codes, recipients=recipients)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise ProfileError(f"{PROFILE} 读不懂。请在办公室重新打包，再放到服务器上。") from fault


def _freeze_messages(words: dict[str, Any]) -> dict[str, Any]:
    return {**words, "messages": tuple(map(tuple, words["messages"]))}
