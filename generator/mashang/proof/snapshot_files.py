"""Reading what months said when they were published and closed, from files that the program wrote itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from mashang.county import RECORDS, County
from mashang.files import write_anew, write_atomically
from mashang.periods import YearMonth
from mashang.problems import Location, Problem, problem
from mashang.records import SnapshotDigest
from mashang.snapshot import MonthSnapshot, Series, parse_snapshot, render_snapshot
from mashang.sources.file_bytes import read_bytes
from mashang.sources.places import is_litter

_PENDING = ".pending.json"
"""The months that a build is about to publish, with their digests: until it has, what they say is not published."""


def read_snapshots(county: County, series: Series) -> tuple[tuple[MonthSnapshot, ...], tuple[Problem, ...]]:
    """The snapshots of a series, oldest month first, and every file that is none or is no longer what it was."""
    months: list[MonthSnapshot] = []
    problems: list[Problem] = []
    folder = county / series.folder
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if is_litter(path.name):
            continue
        month = _name_month(path)
        if month is None:
            where = Location(f"{series.folder}/{path.name}")
            problems.append(problem("closed-file-unknown", where, name=path.name, title=series.title))
            continue
        snapshot, found = _read_month(path, month, series)
        problems += found
        months += [snapshot] if snapshot else []
    return tuple(months), tuple(problems)


def read_records(
    county: County, witnessed: Iterable[SnapshotDigest]
) -> tuple[tuple[MonthSnapshot, ...], tuple[Problem, ...]]:
    """What months said when they were published, without those that a killed build had only begun to publish.

    ``witnessed`` are the digests that the site in place lists.
    """
    records, problems = read_snapshots(county, Series.PUBLISHED)
    unpublished = _list_unpublished(county, witnessed)
    return tuple(one for one in records if unpublished.get(str(one.month)) != one.digest), problems


def write_records(county: County, made: Iterable[MonthSnapshot], witnessed: Iterable[SnapshotDigest]) -> None:
    """Write what months say that are about to be published; :func:`settle_records` says that they are.

    What a killed build left behind goes first. Raises ``OSError``; nothing counts as published then.
    """
    for month in _list_unpublished(county, witnessed):
        (county / Series.PUBLISHED.find_file(YearMonth.parse(month))).unlink(missing_ok=True)
    (county / RECORDS / _PENDING).unlink(missing_ok=True)
    made = tuple(made)
    files = {Series.PUBLISHED.find_file(one.month): render_snapshot(one, Series.PUBLISHED) for one in made}
    if files:
        pending = json.dumps({str(one.month): one.digest for one in made})
        write_atomically(county / RECORDS / _PENDING, pending, durable=True)
        write_anew(county.root, files)


def settle_records(county: County) -> None:
    """From now on what was written counts as published."""
    (county / RECORDS / _PENDING).unlink(missing_ok=True)


def _list_unpublished(county: County, witnessed: Iterable[SnapshotDigest]) -> dict[str, str]:
    """The digests by month of what was written and never published."""
    path = county / RECORDS / _PENDING
    pending: dict[str, str] = json.loads(path.read_bytes()) if path.is_file() else {}
    published = {one.digest for one in witnessed}
    return {} if published.issuperset(pending.values()) else pending


def _name_month(path: Path) -> YearMonth | None:
    """The month in a file's name; ``None`` for a folder, a link, or a name that is no month's."""
    try:
        return YearMonth.parse(path.stem) if path.suffix == ".csv" and not path.is_symlink() else None
    except ValueError:
        return None


def _read_month(path: Path, month: YearMonth, series: Series) -> tuple[MonthSnapshot | None, tuple[Problem, ...]]:
    file = series.find_file(month)
    data, problems = read_bytes(path, file)
    if data is None:
        return None, problems
    snapshot = parse_snapshot(month, data.decode("utf-8-sig", errors="replace"), series)
    found = problem("closed-broken", Location(file), file=file, title=series.title)
    return snapshot, () if snapshot else (found,)
