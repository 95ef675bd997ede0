"""What readers were last given, kept in the county's folder: builds are compared with it, and it forgets no address.

The record survives a deleted site. Pages and names stay in it for ever, so that what is gone keeps an address; editions
of lists as they were first shown. Each row has a chained digest (:mod:`mashang.hash_chain`), and the last one says that
it is the last, so that a row that was changed or lost is noticed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mashang.county import PUBLIC_RECORD, County
from mashang.files import read_regular
from mashang.hash_chain import chain_digest
from mashang.periods import YearMonth
from mashang.problems import Location, Problem, problem


class FactKind(StrEnum):
    """What a fact is about; its key is an address, a setting's name, or table and id as ``windows/W01``."""

    PAGE = "page"
    """An address and its title."""
    NAME = "name"
    """What is behind an identifier."""
    EDITION = "edition"
    """The newest month that was public when an edition of a list was first shown, if any, and what the edition said."""
    LOG = "log"
    """A row that tells of the past: a correction, an adjustment, what the register of a list says of an edition."""
    STATE = "state"
    """Why a code is out of use; empty for one in use."""
    CONTACT = "contact"
    """Where a department or window is found: address, telephone, hours."""
    ROWS = "rows"
    """How many rows a published table has."""
    SETTING = "setting"
    """A setting that readers rely on; a way to report by its title, below :data:`WAYS`."""


WAYS = "report_ways"
Facts = Mapping[tuple[FactKind, str], str]
LASTING = (FactKind.PAGE, FactKind.NAME)
"""What the record keeps of what is gone."""
_HEADINGS = ("kind", "key", "value", "digest")
_FORMER = _HEADINGS[:3]
_KINDS = frozenset(FactKind)
_END = "end"


@dataclass(frozen=True, slots=True)
class ShownEdition:
    """What an edition of a list said when it was first shown, and the newest month that was public then."""

    said: str
    month: YearMonth | None = None


def list_shown_editions(facts: Facts) -> dict[str, ShownEdition]:
    """Every edition that was ever shown, by list and day as ``plus-2026-03-01``."""
    shown = {}
    for (kind, target), value in facts.items():
        if kind is FactKind.EDITION:
            month, _, said = value.partition(" ")
            try:
                shown[target] = ShownEdition(said, YearMonth.parse(month))
            except ValueError:
                shown[target] = ShownEdition(value)
    return shown


def join_facts(before: Facts, after: Facts) -> Facts:
    """The record after a build: what readers have now, pages and names they once had, editions as first shown."""
    lasting = {key: value for key, value in before.items() if key[0] in LASTING}
    return {**lasting, **after, **{key: value for key, value in before.items() if key[0] is FactKind.EDITION}}


def leave_out_demonstration(before: Facts, *, demonstration: bool) -> Facts:
    """What binds a county of what was shown before: what a demonstration showed binds nobody once it is none."""
    return before if demonstration or before.get((FactKind.SETTING, "demonstration")) != "True" else {}


def read_record(county: County) -> tuple[Facts, tuple[Problem, ...]]:
    """The county's record; empty before the first build. A problem names the first row that is not as written.

    A record from before rows were chained is read as it is, and renewed by the next build.
    """
    try:
        rows = _parse_rows(read_regular(county / PUBLIC_RECORD))
    except FileNotFoundError:
        return {}, ()
    if rows and tuple(rows[0]) == _FORMER and all(len(row) == len(_FORMER) and row[0] in _KINDS for row in rows[1:]):
        return {(FactKind(kind), key): value for kind, key, value in rows[1:]}, ()
    broken = _find_broken(rows)
    if broken:
        return {}, (problem("public-record-broken", Location(PUBLIC_RECORD, row=broken), file=PUBLIC_RECORD),)
    return {(FactKind(kind), key): value for kind, key, value, _ in rows[1:-1]}, ()


def _parse_rows(data: bytes) -> list[list[str]]:
    """The rows of the file, none when it is no table."""
    try:
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (ValueError, csv.Error):
        return []


def _find_broken(rows: Sequence[Sequence[str]]) -> int:
    """The number of the first row whose digest is another one, or that is missing at the end; 0 when all are whole."""
    if not rows or tuple(rows[0]) != _HEADINGS:
        return 1
    digest = ""
    for number, (kind, *rest) in enumerate(rows[1:], 2):
        digest = chain_digest(digest, [kind, *rest[:-1]])
        last = number == len(rows)
        if len(rest) + 1 != len(_HEADINGS) or rest[-1] != digest or (kind == _END) != last:
            return number
        if not last and kind not in _KINDS:
            return number
    return 0 if rows[-1][0] == _END else len(rows) + 1


def render_record(facts: Facts) -> bytes:
    """The record's file, in the order of kinds and keys."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    kinds, digest = list(FactKind), ""
    ordered = sorted(facts, key=lambda one: (kinds.index(one[0]), one[1]))
    for row in (*((*key, facts[key]) for key in ordered), (_END, "", "")):
        digest = chain_digest(digest, row)
        writer.writerow((*row, digest))
    return text.getvalue().encode("utf-8-sig")
