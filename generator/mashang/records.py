"""What is public of the past: the digests of what months said, and the corrections since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mashang.periods import YearMonth
from mashang.rule_version import RuleVersion


@dataclass(frozen=True, slots=True)
class Correction:
    """更正 of one cell of a published month: what stood there, what stands there now, why, since when, by whom.

    ``target`` is a measure's id, a code, or whatever else a snapshot has rows of, or empty for the month itself;
    ``column`` is a heading of a snapshot. ``old`` and ``new`` are spelt as there: departments by id, numbers without
    needless zeros.
    """

    id: str
    month: YearMonth
    column: str
    reason: str
    corrected_on: date
    office: str
    target: str = ""
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class SnapshotDigest:
    """The digest of all that a month said on the day when it was published or closed. It discloses nothing of it."""

    month: YearMonth
    day: date
    digest: str
    rules: RuleVersion = RuleVersion.CURRENT
