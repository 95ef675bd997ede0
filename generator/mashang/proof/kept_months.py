"""The months that must stand as they were published and closed: whether their files are whole, and what they hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from mashang.checks.context import CheckContext
from mashang.checks.corrections import list_written
from mashang.model import CodeKind, MonthState
from mashang.periods import YearMonth
from mashang.problems import Location, Problem, ask, problem
from mashang.proof.public_record import ShownEdition
from mashang.records import SnapshotDigest
from mashang.snapshot import FREE, MonthSnapshot, Series, SnapshotKey, SnapshotKind, SnapshotRows

_CLOSE_WITHIN = timedelta(days=61)
"""So long after its publication a month may stay open without a reminder: two months."""


def check_snapshots(
    series: Series,
    snapshots: Collection[MonthSnapshot],
    context: CheckContext,
    published: Iterable[SnapshotDigest],
    *,
    broken: bool,
) -> list[Problem]:
    """Whether the snapshots of a series follow one another, stand in the table of months, and are those once published.

    ``broken`` means that some file could not be read, so that its loss is not reported.
    """
    published, closing = tuple(published), series is Series.CLOSED
    known, gone = {one.month: one for one in snapshots}, {one.month for one in published}
    records = {record.month("month"): record for record in context.records("months")}
    problems = [] if broken else [*_check_chain(series, snapshots), *_check_published(series, known, published)]
    for month, record in records.items():
        state, where = record.text("state"), record.where("state")
        if month in known and state == MonthState.DRAFT:
            problems.append(problem("closed-month-draft", where, month=month.label, word=series.word))
        elif month and month not in {*known, *gone} and state == MonthState.CLOSED and closing and not broken:
            problems.append(problem("month-not-closed", where, month=month.label, code=month))
    if context.readable("months"):
        lost = (month for month in known if month not in records)
        problems += [
            problem("closed-month-lost", Location(series.find_file(month)), month=month.label, word=series.word)
            for month in lost
        ]
    return problems


def check_overdue(closed: Iterable[MonthSnapshot], context: CheckContext) -> Iterator[Problem]:
    """The newest month that ought to have been closed, for its publication is two months past."""
    known = {one.month for one in closed}
    overdue = [
        (month, record)
        for record in context.records("months")
        if (month := record.month("month")) and (day := record.day("published_on"))
        if month not in known and record.text("state") != MonthState.DRAFT and context.today - day > _CLOSE_WITHIN
    ]
    if overdue and not context.settings.demonstration:
        month, record = max(overdue, key=lambda one: one[0])
        yield problem("month-overdue", record.where("state"), month=month.label, code=month, count=len(overdue))


def _check_chain(series: Series, snapshots: Collection[MonthSnapshot]) -> Iterator[Problem]:
    """Each snapshot but the first follows another one; months that were published late follow later ones."""
    followers = {one.previous: one for one in snapshots}
    reached, digest = set(), ""
    while (one := followers.get(digest)) is not None and one.month not in reached:
        reached.add(one.month)
        digest = one.digest
    for one in snapshots:
        if one.month not in reached:
            where = Location(series.find_file(one.month))
            yield problem("closed-chain-broken", where, title=series.title, folder=series.folder)
            return


def _check_published(
    series: Series, known: Mapping[YearMonth, MonthSnapshot], published: Iterable[SnapshotDigest]
) -> Iterator[Problem]:
    for one in published:
        if one.month not in known or known[one.month].digest != one.digest:
            where = Location(series.find_file(one.month))
            yield problem(
                "closed-published-lost", where, month=one.month.label, title=series.title, folder=series.folder
            )


@dataclass(frozen=True)
class KeptMonth:
    """What must stand of a month: the facts as they were published, the wording as it was closed.

    A month that was published before this was recorded has its facts as they were closed.
    """

    month: YearMonth
    rows: SnapshotRows
    published: bool
    closed: bool

    def awaits(self, kind: SnapshotKind) -> bool:
        """Whether it was published without rows of a kind that may be added, all together, until it is closed."""
        return kind.may_follow and not self.closed and not _has_kind(self.rows, kind)

    def find_series(self, heading: str) -> Series:
        """By which snapshot a cell is held."""
        return Series.PUBLISHED if self.published and not (self.closed and heading in FREE) else Series.CLOSED


def keep_months(
    records: Iterable[MonthSnapshot], closed: Iterable[MonthSnapshot], shown: Mapping[str, ShownEdition]
) -> tuple[KeptMonth, ...]:
    """What must stand of each month, oldest first.

    Each edition of a list is held by one month: the newest that was public when the edition was first ``shown``.
    """
    recorded, frozen = {one.month: one for one in records}, {one.month: one for one in closed}
    kept: list[KeptMonth] = []
    held: set[SnapshotKey] = set()
    for month in sorted({*recorded, *frozen}):
        record, close = recorded.get(month), frozen.get(month)
        if record and close:
            rows = {key: _freeze_wording(key[0], cells, close.rows.get(key)) for key, cells in record.rows.items()}
            late = [kind for kind in SnapshotKind if kind.may_follow and not _has_kind(record.rows, kind)]
            rows |= {key: cells for key, cells in close.rows.items() if key[0] in late}
        else:
            rows = dict((record or frozen[month]).rows)
        rows = {key: cells for key, cells in rows.items() if key[0] is not SnapshotKind.TOLD}
        rows |= {(SnapshotKind.EDITION, target): (one.said,) for target, one in shown.items() if one.month == month}
        rows = {key: cells for key, cells in rows.items() if key not in held}
        held |= {key for key in rows if key[0] is SnapshotKind.EDITION}
        kept.append(KeptMonth(month, rows, record is not None, close is not None))
    return tuple(kept)


def _has_kind(rows: SnapshotRows, kind: SnapshotKind) -> bool:
    return any(one is kind for one, _ in rows)


def _freeze_wording(kind: SnapshotKind, published: tuple[str, ...], closed: tuple[str, ...] | None) -> tuple[str, ...]:
    cells = zip(kind.headings, published, closed or published, strict=True)
    return tuple(after if heading in FREE else before for heading, before, after in cells)


_OWNED = {SnapshotKind.WINDOW: CodeKind.WINDOW, SnapshotKind.MATTER: CodeKind.MATTER}
_Names = dict[YearMonth, dict[str, tuple[str, str]]]
_Owners = dict[YearMonth, dict[tuple[CodeKind, str], str]]


def list_names(months: Iterable[KeptMonth], context: CheckContext) -> _Names:
    """The name and short name of each department as each month shows it, corrected ones as they were corrected."""
    shown = _list_shown(months, context, {SnapshotKind.DEPARTMENT})
    return {month: {target: (cells[0], cells[1]) for (_, target), cells in rows} for month, rows in shown}


def list_owners(months: Iterable[KeptMonth], context: CheckContext) -> _Owners:
    """The department that had each window and matter at the end of each month, corrected ones as corrected."""
    shown = _list_shown(months, context, _OWNED.keys())
    return {month: {(_OWNED[kind], target): cells[0] for (kind, target), cells in rows} for month, rows in shown}


_Rows = list[tuple[SnapshotKey, tuple[str, ...]]]


def _list_shown(
    months: Iterable[KeptMonth], context: CheckContext, kinds: Collection[SnapshotKind]
) -> Iterator[tuple[YearMonth, _Rows]]:
    """The rows of these kinds by month, where it has any."""
    corrected = {
        (one.month, one.target, one.column): one.new for one in (each.correction for each in list_written(context))
    }
    for month in months:
        rows = [row for row in month.rows.items() if row[0][0] in kinds]
        if corrected:
            rows = [(key, _correct(month.month, key, cells, corrected)) for key, cells in rows]
        if rows:
            yield month.month, rows


def _correct(
    month: YearMonth, key: SnapshotKey, cells: tuple[str, ...], corrected: Mapping[tuple[YearMonth, str, str], str]
) -> tuple[str, ...]:
    kind, target = key
    headings = zip(kind.headings, cells, strict=True)
    return tuple(corrected.get((month, target, heading), cell) for heading, cell in headings)


def check_moved(months: Iterable[KeptMonth], context: CheckContext) -> Iterator[Problem]:
    """Windows and matters that another department had at the end of the newest month that was published."""
    owners = list_owners(months, context)
    if not owners:
        return
    latest = max(owners)
    for table, kind in (("windows", CodeKind.WINDOW), ("matters", CodeKind.MATTER)):
        for record in context.records(table):
            old = owners[latest].get((kind, record.text("id")), "")
            new, _ = context.departments.resolve(record, "department", record.text("department"))
            if old and new and old != new:
                yield ask(
                    "office-moved",
                    record.where("department"),
                    (table, record.text("id"), old, new),
                    what=f"{'窗口' if kind is CodeKind.WINDOW else '事项'} {record.text('id')}",
                    old=context.departments.name(old) or old,
                    new=context.departments.name(new),
                    month=latest.label,
                    following=latest.following.label,
                )
