"""Reading everything below a county's ``content/`` folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mashang.county import CONTENT, RECORDS, SETTINGS, SNAPSHOTS, WORKDAYS, County
from mashang.disk_faults import name_cause, name_remedy
from mashang.files import LARGEST_FILE
from mashang.problems import Location, Problem, has_errors, problem
from mashang.raw import RawContent, RawDocument, RawTable, SourceTable
from mashang.sources.csv_file import read_csv
from mashang.sources.document import read_document
from mashang.sources.garbled import restore_name
from mashang.sources.places import (
    PAGE_SUFFIX,
    PAGES,
    PART_RULES,
    PLAIN_RULE,
    find_dataset,
    find_misplaced,
    is_litter,
    is_passed_over,
    is_plain,
    split_name,
    suggest_format,
    suggest_place,
)
from mashang.sources.workbook import read_workbook
from mashang.sources.yaml_file import read_yaml
from mashang.tables import DATASETS, LIST, LIST_EDITION, SUFFIXES, WORKBOOK_SUFFIXES
from mashang.tables import WORKDAYS as WORKDAYS_TABLE

_LISTS = LIST.stem.split("/")[0]
READERS = {**dict.fromkeys(WORKBOOK_SUFFIXES, read_workbook), ".csv": read_csv, ".yaml": read_yaml, ".yml": read_yaml}
"""What reads a table file, by its suffix: it returns the visible sheets that are not blank, and problems."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file or folder below ``content/``. ``parts`` lead to it; a file's last part is without its suffix.

    ``fit`` is false for what is kept in a wrong format or under a wrong name.
    """

    path: Path
    file: str
    parts: tuple[str, ...]
    suffix: str = ""
    fit: bool = True


_Place = tuple[str, tuple[str, ...]]
"""A dataset's name and the varying parts of its place."""


def read_content(county: County) -> tuple[RawContent, tuple[Problem, ...]]:
    """Read the tables and pages of a county, in the order of their names.

    A file that cannot be read, is at an unknown place, or comes twice is a problem; the others are read all
    the same. A table whose file cannot be read or is misnamed has no sheets. Of two files for one table the
    first by name is read. What office programs leave behind is passed over. No link that leads out of the
    county folder is followed. Closed months are no tables of staff: :mod:`mashang.proof.snapshot_files` reads them.
    """
    if not (county / CONTENT).is_dir():
        return RawContent((), ()), (problem("folder-missing", Location(CONTENT), folder=CONTENT),)
    files, folders, problems = _list_entries(county)
    documents = _read_documents([entry for entry in files if _is_page(entry)], problems)
    places = _place_files([entry for entry in files if not _is_page(entry)], problems)
    problems.extend(_name_missing(places, folders))
    tables = [*_read_tables(places, problems), *_read_workdays(county, problems)]
    return RawContent(tuple(tables), tuple(documents)), tuple(dict.fromkeys(problems))


def read_sheets(county: County, file: str) -> tuple[RawTable, ...]:
    """The visible sheets of one table file, named as in addresses; none when it cannot be read."""
    reader = READERS.get(split_name(Path(file).name)[1])
    return reader(county / file, file)[0] if reader else ()


def _list_entries(county: County) -> tuple[list[_Entry], list[_Entry], list[Problem]]:
    """Files and folders below ``content/``, each in the order of their names, without litter and foreign links."""
    home = county.root.resolve()
    files: list[_Entry] = []
    folders: list[_Entry] = []
    problems: list[Problem] = []

    def name_fault(fault: OSError) -> None:
        file = _file_name(county, Path(fault.filename))
        problems.append(problem("file-locked", Location(file), reason=name_cause(fault), mend=name_remedy(fault)))

    kept = (county / SNAPSHOTS, county / RECORDS)
    for place, names, file_names in os.walk(county / CONTENT, onerror=name_fault):
        names[:] = sorted(name for name in names if not is_litter(name) and Path(place, name) not in kept)
        for name in (*names, *sorted(name for name in file_names if not is_passed_over(name))):
            path = Path(place, name)
            file = _file_name(county, path)
            is_folder = name in names
            if (is_folder and path.is_symlink()) or not path.resolve().is_relative_to(home):
                problems.append(problem("file-outside", Location(file)))
                continue
            meant = restore_name(name)
            stem, suffix = (meant, "") if is_folder else split_name(meant)
            parts = (*Path(file).parts[1:-1], stem)
            if meant != name:
                hint = "把文件夹改成英文名。" if is_folder else suggest_place(parts, suffix)
                problems.append(problem("name-garbled", Location(file), meant=meant, hint=hint))
            named_file = is_folder and split_name(meant)[1] in (*SUFFIXES, PAGE_SUFFIX)
            if named_file:
                problems.append(problem("folder-not-file", Location(file), name=name))
                stem, suffix = split_name(meant)
                parts = (*parts[:-1], stem)
            found = _Entry(path, file, parts, suffix, fit=meant == name and not named_file)
            (folders if is_folder and not named_file else files).append(found)
        names[:] = [
            name
            for name in names
            if restore_name(name) == name
            and split_name(name)[1] not in (*SUFFIXES, PAGE_SUFFIX)
            and Path(place, name).resolve().is_relative_to(home)
        ]
    return sorted(files, key=_by_file), sorted(folders, key=_by_file), problems


def check_settings_files(county: County) -> Iterator[Problem]:
    """What lies in ``site_config/`` and cannot be copied into a site: pipes, huge files, garbled names.

    Links are refused where they would be followed.
    """
    for place, folders, names in os.walk(county / SETTINGS):
        for name in sorted((*folders, *names)):
            path = Path(place, name)
            where, found, meant = Location(_file_name(county, path)), path.lstat(), restore_name(name)
            if meant != name:
                yield problem("name-garbled", where, meant=meant, hint="把它改成英文名。")
            elif not any(kind(found.st_mode) for kind in (stat.S_ISREG, stat.S_ISDIR, stat.S_ISLNK)):
                yield problem("file-irregular", where)
            elif found.st_size > LARGEST_FILE:
                yield problem("file-too-large", where, what=f"文件超过 {LARGEST_FILE // 1024 // 1024} MB")


def _file_name(county: County, path: Path) -> str:
    """The name in addresses: relative to the county folder, forward slashes, always printable."""
    name = path.relative_to(county.root).as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _by_file(entry: _Entry) -> str:
    return entry.file


def _is_page(entry: _Entry) -> bool:
    return entry.suffix == PAGE_SUFFIX and len(entry.parts) == 2 and entry.parts[0] == PAGES  # noqa: PLR2004 -- folder and name


def _read_documents(entries: Iterable[_Entry], problems: list[Problem]) -> list[RawDocument]:
    documents = []
    for entry in entries:
        name = entry.parts[-1]
        if not entry.fit:
            continue
        if not is_plain(name):
            problems.append(problem(PLAIN_RULE.code, Location(entry.file), name=name))
            continue
        document, found = read_document(entry.path, entry.file)
        problems.extend(found)
        if document is not None:
            documents.append(document)
    return documents


def _place_files(entries: Iterable[_Entry], problems: list[Problem]) -> dict[_Place, list[_Entry]]:
    """The files of each place; several where a table is kept twice, some perhaps not fit to be read."""
    places: dict[_Place, list[_Entry]] = {}
    for entry in entries:
        known = find_dataset(entry.parts)
        if not entry.fit:
            meant = (known[0].name, known[1]) if known else find_misplaced(entry.parts)
            if meant:
                places.setdefault(meant, []).append(entry)
            continue
        if entry.suffix and entry.suffix not in (*SUFFIXES, PAGE_SUFFIX):
            hint = suggest_format(entry.parts, entry.suffix)
            problems.append(problem("file-type-unsupported", Location(entry.file), suffix=entry.suffix, hint=hint))
            if known:
                places.setdefault((known[0].name, known[1]), []).append(replace(entry, fit=False))
            continue
        if known is None or entry.suffix not in SUFFIXES:
            name, hint = "/".join(entry.parts), suggest_place(entry.parts, entry.suffix)
            problems.append(problem("file-unknown", Location(entry.file), name=name, hint=hint))
            meant = find_misplaced(entry.parts)
            if meant:
                places.setdefault(meant, []).append(replace(entry, fit=False))
            continue
        dataset, parts = known
        wrong = _wrong_part(entry, dataset.name, parts)
        if wrong:
            problems.append(wrong)
        places.setdefault((dataset.name, parts), []).append(replace(entry, fit=not wrong))
    return places


def _wrong_part(entry: _Entry, dataset: str, parts: tuple[str, ...]) -> Problem | None:
    for rule, part in zip(PART_RULES.get(dataset, ()), parts, strict=True):
        if not rule.fits(part):
            file = entry.file.rpartition("/")[0] if rule is PLAIN_RULE else entry.file
            return problem(rule.code, Location(file), name=part)
    return None


def _name_missing(places: dict[_Place, list[_Entry]], folders: Iterable[_Entry]) -> list[Problem]:
    """Required tables that are nowhere, and list folders that lack their description or any edition."""
    problems = []
    for dataset in DATASETS:
        if dataset.required and not any(name == dataset.name for name, _ in places):
            headings = "、".join(dataset.required_headings)
            stem = f"{CONTENT}/{dataset.stem}"
            problems.append(
                problem("file-missing", Location(CONTENT), stem=stem, title=dataset.title, headings=headings)
            )
    for folder in folders:
        if not folder.fit or folder.parts[0] != _LISTS or len(folder.parts) != 2:  # noqa: PLR2004 -- lists/<list>
            continue
        name = folder.parts[1]
        where = Location(folder.file)
        if not is_plain(name):
            problems.append(problem(PLAIN_RULE.code, where, name=name))
            continue
        if (LIST.name, (name,)) not in places:
            hint = f"新建 list.yml，写明{'、'.join(LIST.required_headings)}。"
            problems.append(problem("list-incomplete", where, list=name, missing="说明文件 list.yml", hint=hint))
        if not any(kind == LIST_EDITION.name and parts[0] == name for kind, parts in places):
            hint = "放入一版条目，文件名是发布日期，如 2026-03-01.xlsx。"
            problems.append(problem("list-incomplete", where, list=name, missing="条目文件", hint=hint))
    return problems


def _read_tables(places: dict[_Place, list[_Entry]], problems: list[Problem]) -> list[SourceTable]:
    titles = {dataset.name: dataset.title for dataset in DATASETS}
    tables = []
    for (dataset, parts), entries in places.items():
        fit = [entry for entry in entries if entry.fit]
        if len(fit) > 1:
            files = "、".join(entry.file for entry in fit)
            problems.append(problem("file-twice", Location(fit[0].file), title=titles[dataset], files=files))
        sheets, found = _read_file(fit[0]) if fit else ((), ())
        problems.extend(found)
        tables.append(SourceTable(dataset, parts, (fit or entries)[0].file, sheets))
    return tables


def _read_workdays(county: County, problems: list[Problem]) -> list[SourceTable]:
    if not (county / WORKDAYS).is_file():
        return []
    sheets, found = read_csv(county / WORKDAYS, WORKDAYS)
    problems.extend(found)
    return [SourceTable(WORKDAYS_TABLE.name, (), WORKDAYS, sheets)] if sheets or found else []


def _read_file(entry: _Entry) -> tuple[tuple[RawTable, ...], tuple[Problem, ...]]:
    sheets, problems = READERS[entry.suffix](entry.path, entry.file)
    if not sheets and not has_errors(problems):
        problems = (*problems, problem("file-empty", Location(entry.file)))
    return sheets, problems
