"""What is public of the past: the digests of what months said, corrections since, and adjustments of measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mashang.periods import Deadline, YearMonth
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


Groups = Mapping[str, tuple[str, ...]]
"""Names that stand for several departments (各有关部门), each with the ids of its members, where these are named."""


def find_asked(leads: Iterable[str], groups: Groups) -> str:
    """Who of those under 牵头单位 is asked: the first department there, be it as a member; empty for none."""
    return next((each for one in leads for each in groups.get(one, (one,))), "")


def split_leads(leads: tuple[str, ...], groups: Groups) -> dict[str, Any]:
    """The attributes of a measure that say who leads it, from the ids under 牵头单位."""
    asked = find_asked(leads, groups)
    joint = tuple(one for one in leads if one != asked and one not in groups)
    return {"lead": asked, "joint": joint, "named": leads if any(one in groups for one in leads) else ()}


Term = str | Decimal | Deadline | bool | tuple[str, ...] | None
"""The value of one attribute of a measure."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """措施调整: one term of a measure is another from the end of ``month`` on, by which document and why.

    ``column`` is the attribute of :class:`mashang.model.Measure`; ``old`` and ``new`` are its values before and after.
    """

    measure: str
    column: str
    month: YearMonth
    old: Term
    new: Term
    office: str
    decided_on: date
    reason: str
    document_number: str = ""


# A deadline that was put off twice, with 2027-06 in the table of measures:
#
#   from 2026-09   2026-06 → 2026-12
#   from 2026-12   2026-12 → 2027-06
#
#   as of    undone, the newest first          the deadline in force
#   2026-08  2027-06 → 2026-12 → 2026-06       2026-06
#   2026-10  2027-06 → 2026-12                 2026-12
#   2026-12  nothing                           2027-06
def find_terms(adjustments: Iterable[Adjustment], month: YearMonth, groups: Groups) -> dict[str, dict[str, Any]]:
    """The terms at the end of a month that are others in the table of measures: by measure's id and attribute."""
    terms: dict[str, dict[str, Any]] = {}
    for one in sorted(adjustments, key=lambda each: each.month, reverse=True):
        if one.month > month:
            leads = one.old if one.column == "leads" and isinstance(one.old, tuple) else ()
            old = split_leads(leads, groups) if leads else {one.column: one.old}
            terms.setdefault(one.measure, {}).update(old)
    return terms


TOLD_COUNTS = ("n", "bad", "levels", "complaints", "open", "overdue")
"""What a publication may tell of ratings."""


@dataclass(frozen=True, slots=True)
class ToldRatings:
    """What one publication told readers of ratings: of each place, by what is counted, the counts; none where few.

    ``months`` are those that it showed.
    """

    months: frozenset[YearMonth]
    figures: Mapping[str, Mapping[str, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Telling:
    """Of which months, and of how many ratings, a figure was told that has not been told anew since."""

    first: YearMonth
    last: YearMonth
    n: int
