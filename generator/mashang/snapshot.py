"""A closed month (已封存): what it said when it was closed, and the file that keeps it.

The file is a table that opens in Excel: the month's own row, a row a measure, a row a rated code, and last its digest,
chained (:mod:`mashang.hash_chain`) over every cell, a random number, and the month closed before: so a file edited by
hand is noticed, and a file that was dropped between two others. The random number keeps small counts of ratings from
being guessed from the digest, which is public. The file says by which rules the month is judged; without
a word on it, by the first ones.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mashang.county import SNAPSHOTS
from mashang.hash_chain import chain_digest
from mashang.model import Closure
from mashang.periods import YearMonth
from mashang.rule_version import RuleVersion
from mashang.spreadsheet import format_table, quote_formula
from mashang.tables import FROZEN

LISTED = "列入"
"""The cell that says that a measure counts in the month; a measure that does not has no row."""
LEAD = "牵头单位"

_CLOSURE = re.compile(r"^(20[0-9]{2}-[0-9]{2}),(20[0-9]{2}-[0-9]{2}-[0-9]{2}),([0-9a-f]{64})\r?$", re.MULTILINE)
_DIGEST = "封存"
_HEAD = ("类别", "编号")
_RULES = "判定规则"
_DIGEST_HEADINGS = ("封存日期", "随机数", "上期摘要", "本期摘要")
_CELLS = tuple(heading for headings in FROZEN.values() for heading in headings)
_FIRST_HEADINGS = (*_HEAD, *_CELLS, *_DIGEST_HEADINGS)
_HEADINGS = (*_FIRST_HEADINGS, _RULES)


class SnapshotKind(StrEnum):
    """What a row of a closed month is about."""

    MONTH = "月度"
    MEASURE = "措施"
    RATING = "评价"

    @property
    def headings(self) -> tuple[str, ...]:
        """The cells of such a row."""
        return FROZEN[self.value]


SnapshotKey = tuple[SnapshotKind, str]
"""A kind of row and what it is about: a measure's id, a code, or nothing for the month itself."""
SnapshotRows = Mapping[SnapshotKey, tuple[str, ...]]
"""The rows of a month, each with one text for each heading of its kind."""


@dataclass(frozen=True)
class MonthSnapshot:
    """What a month said when it was closed. ``previous`` is the digest of the month closed before, or empty."""

    month: YearMonth
    closed_on: date
    nonce: str
    previous: str
    rows: SnapshotRows
    rules: RuleVersion = RuleVersion.CURRENT

    @property
    def digest(self) -> str:
        """The chained digest of all of it."""
        rows = [[kind.value, target, *cells] for (kind, target), cells in self.rows.items()]
        rules = () if self.rules is RuleVersion.FIRST else (self.rules.value,)
        return chain_digest(self.previous, (str(self.month), self.closed_on.isoformat(), self.nonce, *rules, rows))

    @property
    def closure(self) -> Closure:
        """What is published of it."""
        return Closure(self.month, self.closed_on, self.digest, self.rules)


def snapshot_file(month: YearMonth) -> str:
    """Where a closed month lies below the county's folder."""
    return f"{SNAPSHOTS}/{month}.csv"


def find_kind(column: str) -> SnapshotKind:
    """Which kind of row has this heading. Raises ``KeyError`` when none has."""
    for kind in SnapshotKind:
        if column in kind.headings:
            return kind
    raise KeyError(column)


def render_snapshot(snapshot: MonthSnapshot) -> str:
    """The file of a closed month."""
    places = {kind: _CELLS.index(kind.headings[0]) for kind in SnapshotKind}
    first = snapshot.rules is RuleVersion.FIRST
    headings, version = (_FIRST_HEADINGS, ()) if first else (_HEADINGS, (snapshot.rules.value,))
    blank = ("",) * (len(headings) - len(_HEAD))
    rows = [
        (kind.value, target, *blank[: places[kind]], *map(_quote, cells), *blank[places[kind] + len(cells) :])
        for (kind, target), cells in snapshot.rows.items()
    ]
    last = (snapshot.closed_on.isoformat(), snapshot.nonce, snapshot.previous, snapshot.digest, *version)
    return format_table(headings, [*rows, (_DIGEST, str(snapshot.month), *blank[: len(_CELLS)], *last)])


def parse_snapshot(month: YearMonth, text: str) -> MonthSnapshot | None:
    """Read a file as :func:`render_snapshot` wrote it; ``None`` when a single cell of it was changed.

    Line ends may have become others on the way through a version control or an archive.
    """
    try:
        headings, *rows, last = csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), strict=True)
        kind, name, *cells = last
        closed_on, nonce, previous, digest, *version = cells[len(_CELLS) :]
        known = _HEADINGS if version else _FIRST_HEADINGS
        if tuple(headings) != known or (kind, name) != (_DIGEST, str(month)) or any(cells[: len(_CELLS)]):
            return None
        if any(len(row) != len(known) for row in (*rows, last)):
            return None
        rules = RuleVersion(version[0]) if version else RuleVersion.FIRST
        said = dict(map(_read_row, rows))
        snapshot = MonthSnapshot(month, date.fromisoformat(closed_on), nonce, previous, said, rules)
    except (csv.Error, ValueError):
        return None
    return snapshot if len(snapshot.rows) == len(rows) and snapshot.digest == digest else None


def parse_closures(text: str) -> tuple[Closure, ...]:
    """The rows of the published table of closed months; what is none is passed over."""
    closures = []
    for found in _CLOSURE.finditer(text):
        try:
            closures.append(Closure(YearMonth.parse(found[1]), date.fromisoformat(found[2]), found[3]))
        except ValueError:
            continue
    return tuple(closures)


def _read_row(row: list[str]) -> tuple[SnapshotKey, tuple[str, ...]]:
    """A row's key and cells. Raises ``ValueError`` when it is none, or holds anything under another kind's headings."""
    kind = SnapshotKind(row[0])
    start = len(_HEAD) + _CELLS.index(kind.headings[0])
    end = start + len(kind.headings)
    if any(row[len(_HEAD) : start]) or any(row[end:]):
        raise ValueError(row)
    return (kind, row[1]), tuple(map(_unquote, row[start:end]))


def _quote(text: str) -> str:
    """Behind an apostrophe what Excel would run, and what itself begins with one: so that nothing else is read back."""
    return f"'{text}" if text.startswith("'") or quote_formula(text) != text else text


def _unquote(text: str) -> str:
    return text.removeprefix("'")
