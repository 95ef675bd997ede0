"""What a month said when it was first published, and when it was closed (已封存), and the files that keep it.

A file is a table that opens in Excel: the month's own row, a row a measure, a row a rated code, in a published month
also a row a department, an edition, a window and a matter, what was told of ratings, the cases of the county and of
each department, and where a code's ratings come from; and last its digest, chained
(:mod:`mashang.hash_chain`) over every cell, a number that nobody can guess, and the snapshot before: so a file edited
by hand is noticed, and a file that was dropped between two others. The number keeps small counts of ratings from being
guessed from the digest, which is public. The file says by which rules the month is judged; without a word on it, by
the first ones.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import cached_property

from mashang.county import RECORDS, SNAPSHOTS
from mashang.hash_chain import chain_digest
from mashang.periods import YearMonth
from mashang.records import SnapshotDigest
from mashang.rule_version import RuleVersion
from mashang.spreadsheet import format_table, quote_formula
from mashang.tables import FROZEN

LISTED = "列入"
"""The cell that says that a measure counts in the month; a measure that does not has no row."""
LEAD = "牵头单位"
OWNERS = ("窗口单位", "事项单位")
BY_ID = (LEAD, *OWNERS)
"""The headings of cells that hold departments by their ids."""

FREE = frozenset(("综述", "本月进展", "存在问题", "下一步"))
"""Wording, which may be polished until the month is closed."""

_DIGEST_ROW = re.compile(r"^(20[0-9]{2}-[0-9]{2}),(20[0-9]{2}-[0-9]{2}-[0-9]{2}),([0-9a-f]{64})\r?$", re.MULTILINE)
_HEAD = ("类别", "编号")
_TOLD_HEADINGS = ("公布份数", "公布差评", "公布各级", "公布投诉", "公布未办结", "公布超期")
_RULES = "判定规则"


class SnapshotKind(StrEnum):
    """What a row of a snapshot is about."""

    MONTH = "月度"
    MEASURE = "措施"
    RATING = "评价"
    DEPARTMENT = "单位"
    EDITION = "版次"
    WINDOW = "窗口"
    MATTER = "事项"
    TOLD = "公布评价"
    CASE = "诉求"
    SOURCE = "来源"

    @property
    def by_code(self) -> bool:
        """Whether its rows are about codes."""
        return self in (SnapshotKind.RATING, SnapshotKind.SOURCE)

    @property
    def may_follow(self) -> bool:
        """Whether rows of it may come after the month was published, all together, until it is closed."""
        return self in (SnapshotKind.RATING, SnapshotKind.CASE, SnapshotKind.SOURCE)

    def withholds(self, target: str) -> bool:
        """Whether what stands in the row of ``target`` is not public: small counts of codes and departments."""
        return self.by_code or (self is SnapshotKind.CASE and bool(target))

    @property
    def headings(self) -> tuple[str, ...]:
        """The cells of such a row. What was told is no fact that could be corrected."""
        return _TOLD_HEADINGS if self is SnapshotKind.TOLD else FROZEN[self.value]


class Series(Enum):
    """A chain of snapshots: when they are made (in Chinese), where they lie, and of what they have rows."""

    PUBLISHED = ("公布", RECORDS, tuple(SnapshotKind))
    CLOSED = (
        *("封存", SNAPSHOTS),
        (SnapshotKind.MONTH, SnapshotKind.MEASURE, SnapshotKind.RATING, SnapshotKind.CASE, SnapshotKind.SOURCE),
    )

    def __init__(self, word: str, folder: str, kinds: tuple[SnapshotKind, ...]) -> None:
        """What is done to a month, in Chinese, the folder below the county's, the kinds of rows; the rest follows."""
        self.word = word
        self.folder = folder
        self.kinds = kinds
        self.title = f"{word}件"
        self.cells = tuple(heading for kind in kinds for heading in kind.headings)
        self.last_headings = (f"{word}日期", "随机数", "上期摘要", "本期摘要")
        self.headings = (*_HEAD, *self.cells, *self.last_headings)
        starts = [len(_HEAD) + self.cells.index(kind.headings[0]) for kind in kinds]
        self.places = {
            kind.value: (kind, start, start + len(kind.headings)) for kind, start in zip(kinds, starts, strict=True)
        }
        """By the word in front of a row: its kind, and from where to where its cells stand."""

    def find_file(self, month: YearMonth) -> str:
        """Where a month's snapshot lies below the county's folder."""
        return f"{self.folder}/{month}.csv"


SnapshotKey = tuple[SnapshotKind, str]
"""A kind of row and what it is about: a measure's id, a code, or nothing for the month itself."""
SnapshotRows = Mapping[SnapshotKey, tuple[str, ...]]
"""The rows of a month, each with one text for each heading of its kind."""


@dataclass(frozen=True)
class MonthSnapshot:
    """What a month said on a day. ``previous`` is the digest of the snapshot before in its series, or empty."""

    month: YearMonth
    day: date
    nonce: str
    previous: str
    rows: SnapshotRows
    rules: RuleVersion = RuleVersion.CURRENT

    @cached_property
    def digest(self) -> str:
        """The chained digest of all of it."""
        rows = [[*key, *cells] for key, cells in self.rows.items()]
        rules = () if self.rules is RuleVersion.FIRST else (self.rules.value,)
        return chain_digest(self.previous, (str(self.month), self.day.isoformat(), self.nonce, *rules, rows))

    @property
    def published(self) -> SnapshotDigest:
        """What is published of it."""
        return SnapshotDigest(self.month, self.day, self.digest, self.rules)


COUNTED = frozenset((*SnapshotKind.RATING.headings, *SnapshotKind.CASE.headings[:4]))
"""Cells that count nothing where there is no row."""


def find_kind(column: str) -> SnapshotKind:
    """Which kind of row has this heading. Raises ``KeyError`` when none has."""
    for kind in SnapshotKind:
        if column in kind.headings:
            return kind
    raise KeyError(column)


def render_snapshot(snapshot: MonthSnapshot, series: Series) -> str:
    """The file of a month."""
    first = snapshot.rules is RuleVersion.FIRST
    headings, version = (series.headings, ()) if first else ((*series.headings, _RULES), (snapshot.rules.value,))
    blank = ("",) * len(headings)
    rows = []
    for (kind, target), row in snapshot.rows.items():
        _, start, end = series.places[kind.value]
        rows.append((kind.value, target, *blank[len(_HEAD) : start], *map(_quote, row), *blank[end:]))
    last = (snapshot.day.isoformat(), snapshot.nonce, snapshot.previous, snapshot.digest, *version)
    return format_table(headings, [*rows, (series.word, str(snapshot.month), *blank[: len(series.cells)], *last)])


def parse_snapshot(month: YearMonth, text: str, series: Series) -> MonthSnapshot | None:
    """Read a file as :func:`render_snapshot` wrote it; ``None`` when a single cell of it was changed.

    Line ends may have become others on the way through a version control or an archive. Files that were written before
    the last kinds of rows were kept have fewer headings.
    """
    try:
        headings, *rows, last = csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), strict=True)
        width = headings.index(series.last_headings[0]) - len(_HEAD)
        kind, name, *cells = last
        day, nonce, previous, digest, *version = cells[width:]
        known = (*_HEAD, *series.cells[:width], *series.last_headings, *((_RULES,) if version else ()))
        if tuple(headings) != known or (kind, name) != (series.word, str(month)) or any(cells[:width]):
            return None
        if any(len(row) != len(known) for row in (*rows, last)):
            return None
        rules = RuleVersion(version[0]) if version else RuleVersion.FIRST
        said = dict(_read_row(row, series) for row in rows)
        snapshot = MonthSnapshot(month, date.fromisoformat(day), nonce, previous, said, rules)
    except (csv.Error, ValueError, KeyError):
        return None
    return snapshot if len(snapshot.rows) == len(rows) and snapshot.digest == digest else None


def parse_digests(text: str) -> tuple[SnapshotDigest, ...]:
    """The rows of the published table of a series; what is none is passed over."""
    digests = []
    for found in _DIGEST_ROW.finditer(text):
        try:
            digests.append(SnapshotDigest(YearMonth.parse(found[1]), date.fromisoformat(found[2]), found[3]))
        except ValueError:
            continue
    return tuple(digests)


def _read_row(row: list[str], series: Series) -> tuple[SnapshotKey, tuple[str, ...]]:
    """A row's key and cells. Raises ``ValueError`` when it is none, or holds anything under another kind's headings."""
    kind, start, end = series.places[row[0]]
    if any(row[len(_HEAD) : start]) or any(row[end:]):
        raise ValueError(row)
    return (kind, row[1]), tuple([cell[1:] if cell[:1] == "'" else cell for cell in row[start:end]])


def _quote(text: str) -> str:
    """Behind an apostrophe what Excel would run, and what itself begins with one: so that nothing else is read back."""
    return f"'{text}" if text.startswith("'") or quote_formula(text) != text else text
