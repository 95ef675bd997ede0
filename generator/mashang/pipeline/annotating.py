"""Writing a copy beside each table in which something is wrong, and taking away those that nobody needs any more."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mashang.county import CONTENT, RECORDS, SNAPSHOTS, County
from mashang.files import read_regular, write_anew
from mashang.problems import Location, Problem, problem
from mashang.sources.folder import READERS
from mashang.sources.places import is_annotated, name_annotated, split_name
from mashang.workbooks.annotation import render_annotation
from mashang.workbooks.seal import is_untouched, read_seal


@dataclass(frozen=True, slots=True)
class Annotated:
    """The copies that stand now, those that were removed, and what was left alone because staff changed it.

    ``without`` are faulty tables of which no copy can be made, because they cannot be read.
    """

    copies: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[Problem, ...] = ()
    without: tuple[str, ...] = ()


def annotate(county: County, problems: Iterable[Problem]) -> Annotated:
    """Write, renew and remove annotated copies, so that each faulty table has one and no other has.

    What was written into a copy since is never lost: such a copy stays as it is, and is named.
    """
    faulty: dict[str, list[Problem]] = {}
    for one in problems:
        if one.where.file.startswith(f"{CONTENT}/") and split_name(one.where.file)[1] in READERS:
            faulty.setdefault(one.where.file, []).append(one)
    with county.hold_lock():
        wanted, without = _render_copies(county, faulty)
        present = {name: read_regular(county / name) for name in _list_copies(county)}
        changed = {name for name, copy in present.items() if not is_untouched(copy)}
        made = {
            name: copy
            for name, copy in wanted.items()
            if name not in present or (name not in changed and read_seal(present[name]) != read_seal(copy))
        }
        write_anew(county.root, made)
        removed = tuple(name for name in present if name not in wanted and name not in changed)
        for name in removed:
            (county / name).unlink()
    return Annotated(
        tuple(name for name in wanted if name not in changed),
        removed,
        tuple(problem("annotation-changed", Location(name)) for name in sorted(changed)),
        without,
    )


def _render_copies(county: County, faulty: dict[str, list[Problem]]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The copies by their names, and the files that could not be read."""
    copies: dict[str, bytes] = {}
    without: list[str] = []
    for file, found in sorted(faulty.items()):
        path = county / file
        tables = READERS[split_name(file)[1]](path, file)[0] if path.is_file() else ()
        if not tables:
            without.append(file)
            continue
        place = PurePosixPath(file)
        name = str(place.with_name(name_annotated(split_name(place.name)[0])))
        if name in copies:  # one table kept in two files
            name = str(place.with_name(name_annotated(place.name)))
        copies[name] = render_annotation(file, read_regular(path), tables, found)
    return copies, tuple(without)


def _list_copies(county: County) -> Iterator[str]:
    """The annotated copies that stand among the tables."""
    kept = (county / SNAPSHOTS, county / RECORDS)
    for place, folders, names in os.walk(county / CONTENT):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and Path(place, name) not in kept)
        for path in (Path(place, name) for name in sorted(names) if is_annotated(name)):
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(county.root).as_posix()
