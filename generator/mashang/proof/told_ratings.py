"""What publications told of ratings, in the words in which the records of months keep it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mashang.periods import YearMonth
from mashang.records import TOLD_COUNTS, ToldRatings
from mashang.snapshot import MonthSnapshot, SnapshotKind, SnapshotRows

_FEW = "少"
_BETWEEN = "/"


def list_told_rows(month: YearMonth, told: ToldRatings) -> SnapshotRows:
    """The rows of what the publication of a month told; of a count that was only bounded, that it was small."""
    return {
        (SnapshotKind.TOLD, f"{month} {place}"): tuple(
            (_BETWEEN.join(map(str, figures[what])) or _FEW) if what in figures else "" for what in TOLD_COUNTS
        )
        for place, figures in told.figures.items()
    }


def read_told(records: Collection[MonthSnapshot]) -> tuple[ToldRatings, ...]:
    """What each publication told, in their order. Of one that published months before others only the last told."""
    rows: dict[str, dict[str, dict[str, tuple[int, ...]]]] = {}
    for record in records:
        for (kind, target), cells in record.rows.items():
            if kind is SnapshotKind.TOLD:
                month, _, place = target.partition(" ")
                rows.setdefault(month, {})[place] = dict(_read_cells(cells))
    published: list[YearMonth] = []
    told = []
    for record in order_records(records):
        published.append(record.month)
        if figures := rows.get(str(record.month)):
            told.append(ToldRatings(frozenset(published), figures))
    return tuple(told)


def order_records(records: Collection[MonthSnapshot]) -> Iterator[MonthSnapshot]:
    """The records in the order in which they were made."""
    following = {one.previous: one for one in records}
    digest = ""
    while (one := following.pop(digest, None)) is not None:
        yield one
        digest = one.digest


def _read_cells(cells: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for what, cell in zip(TOLD_COUNTS, cells, strict=True):
        if cell:
            yield what, () if cell == _FEW else tuple(map(int, cell.split(_BETWEEN)))
