"""Reading the closed months of a county, which the program wrote itself."""

from __future__ import annotations

from pathlib import Path

from mashang.county import SNAPSHOTS, County
from mashang.periods import YearMonth
from mashang.problems import Location, Problem, problem
from mashang.snapshot import MonthSnapshot, parse_snapshot, snapshot_file
from mashang.sources.file_bytes import read_bytes
from mashang.sources.places import is_litter


def read_snapshots(county: County) -> tuple[tuple[MonthSnapshot, ...], tuple[Problem, ...]]:
    """The closed months of a county folder, oldest first, and every file that is none or is no longer what it was."""
    months: list[MonthSnapshot] = []
    problems: list[Problem] = []
    folder = county / SNAPSHOTS
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if is_litter(path.name):
            continue
        month = _name_month(path)
        if month is None:
            problems.append(problem("closed-file-unknown", Location(f"{SNAPSHOTS}/{path.name}"), name=path.name))
            continue
        snapshot, found = _read_month(path, month)
        problems += found
        months += [snapshot] if snapshot else []
    return tuple(months), tuple(problems)


def _name_month(path: Path) -> YearMonth | None:
    """The month in a file's name; ``None`` for a folder, a link, or a name that is no month's."""
    try:
        return YearMonth.parse(path.stem) if path.suffix == ".csv" and not path.is_symlink() else None
    except ValueError:
        return None


def _read_month(path: Path, month: YearMonth) -> tuple[MonthSnapshot | None, tuple[Problem, ...]]:
    file = snapshot_file(month)
    data, problems = read_bytes(path, file)
    if data is None:
        return None, problems
    snapshot = parse_snapshot(month, data.decode("utf-8-sig", errors="replace"))
    return snapshot, () if snapshot else (problem("closed-broken", Location(file), file=file),)
