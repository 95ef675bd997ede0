"""One department's problems: those in its own rows, with nothing of what stands in the rows of others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mashang.checks.fault import narrow, strip_blanks
from mashang.checks.sheets import Table, check_sheets
from mashang.county import CONTENT, County
from mashang.pipeline.excerpts import Excerpt, cut_rows, has_line
from mashang.problems import Location, Problem, RequestError
from mashang.raw import RawRow, SourceTable
from mashang.sources.folder import read_content, read_sheets
from mashang.tables import BY_NAME, DEPARTMENTS, MEASURES, PROGRESS, SUFFIXES, Dataset

_NAMES = ("id", "name", "short")
_NOT_RESPONSIBLE = frozenset(("supporting", "publisher"))
"""Columns of departments that name others than those whose row it is."""
_PARTS = re.compile(r"[、,;\s]+")
_LEAST_HAN = 5
"""Of how many Chinese characters on a text is somebody's own words, not a word of every table."""
_HAN = re.compile("[\u4e00-\u9fff]")
_QUOTED = 40
"""How much of a cell a sentence quotes at most."""


@dataclass(frozen=True, slots=True)
class DepartmentProblems:
    """The problems in a department's rows and these rows as drawn, by place.

    ``withheld`` counts those whose sentence says something of another department's row.
    """

    name: str
    problems: tuple[Problem, ...]
    excerpts: Mapping[Location, Excerpt]
    withheld: int


@dataclass(frozen=True, slots=True)
class _Owned:
    """A table and whose each of its rows is, by the ids of departments; nobody's rows have none."""

    table: Table
    rows: Sequence[tuple[RawRow, frozenset[str]]]


def list_departments(county: County) -> tuple[str, ...]:
    """The names of the departments, the short one where there is one, in the order of their table."""
    names = (f"{CONTENT}/{DEPARTMENTS.stem}{suffix}" for suffix in SUFFIXES)
    name = next((name for name in names if (county / name).is_file()), "")
    table = _recognise(SourceTable(DEPARTMENTS.name, (), name, read_sheets(county, name))) if name else None
    return tuple(texts.get("short") or texts.get("name") or texts["id"] for texts in _list_departments(table))


def select_problems(county: County, problems: Iterable[Problem], department: str) -> DepartmentProblems:
    """What is wrong in the rows of one department, named by its 编号, 名称 or 简称.

    A row is a department's when it leads the row's measure, or stands in its 牵头单位, 单位 or the like. Raises
    :class:`RequestError` for a department that is not in the table.
    """
    tables = [table for source in read_content(county)[0].tables if (table := _recognise(source))]
    ids = _list_names(tables)
    wanted = ids.get(strip_blanks(department))
    if wanted is None:
        raise RequestError(f"单位表里没有“{department}”。请写表里有的编号、名称或简称。")
    leads = {
        texts["id"]: owners for one in tables if one.dataset is MEASURES for texts, owners in _list_leads(one, ids)
    }
    owned = {(one.raw.file, one.raw.sheet): _own(one, ids, leads) for one in tables}
    foreign = _list_foreign(owned.values(), wanted, ids)
    kept: list[Problem] = []
    excerpts: dict[Location, Excerpt] = {}
    withheld = 0
    for one in problems:
        held = owned.get((one.where.file, one.where.sheet))
        row = _find_row(held.rows, one.where.row) if held else None
        if held is None or row is None or wanted not in row[1]:
            continue
        if any(text in one.sentence or text in one.mend for text in foreign):
            withheld += 1
            continue
        kept.append(one)
        own = [each for each, owners in held.rows if wanted in owners]
        excerpts[one.where] = cut_rows(held.table.raw, one.where, _find_headings(held.table), own)
    return DepartmentProblems(department, tuple(kept), excerpts, withheld)


def _recognise(source: SourceTable) -> Table | None:
    return check_sheets(source, BY_NAME[source.dataset])[0]


def _list_texts(table: Table) -> Iterator[tuple[RawRow, dict[str, str]]]:
    """The rows below the headings, with their texts by the columns' names."""
    headings = _find_headings(table)
    rows = table.raw.rows[table.raw.rows.index(headings) + 1 :] if headings else ()
    for row in rows:
        yield row, table.read_texts(row)


def _find_headings(table: Table) -> RawRow | None:
    return next((row for row in table.raw.rows if row.number == table.heading_row), None)


def _list_departments(table: Table | None) -> Iterator[dict[str, str]]:
    if table:
        yield from (texts for _, texts in _list_texts(table) if texts.get("id"))


def _list_names(tables: Iterable[Table]) -> dict[str, str]:
    """The id of each department by all that it is called."""
    found: dict[str, str] = {}
    for table in tables:
        if table.dataset is DEPARTMENTS:
            for texts in _list_departments(table):
                found |= {strip_blanks(texts[name]): texts["id"] for name in _NAMES if texts.get(name)}
    return found


def _list_leads(table: Table, ids: Mapping[str, str]) -> Iterator[tuple[dict[str, str], frozenset[str]]]:
    for _, texts in _list_texts(table):
        if texts.get("id"):
            yield texts, _resolve(texts.get("leads", ""), ids)


def _own(table: Table, ids: Mapping[str, str], leads: Mapping[str, frozenset[str]]) -> _Owned:
    rows = [(row, _find_owners(table.dataset, texts, ids, leads)) for row, texts in _list_texts(table)]
    return _Owned(table, rows)


def _find_owners(
    dataset: Dataset, texts: Mapping[str, str], ids: Mapping[str, str], leads: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    if dataset is DEPARTMENTS:
        return frozenset((texts["id"],)) if texts.get("id") else frozenset()
    owners = leads.get(texts.get("measure", ""), frozenset())
    if owners and dataset is PROGRESS:
        return owners  # 牵头单位 only stands beside it there, to be compared
    for column in dataset.columns:
        if column.refers_to == DEPARTMENTS.name and column.name not in _NOT_RESPONSIBLE:
            owners |= _resolve(texts.get(column.name, ""), ids)
    return owners


def _resolve(text: str, ids: Mapping[str, str]) -> frozenset[str]:
    return frozenset(ids[part] for part in map(strip_blanks, _PARTS.split(narrow(text))) if part in ids)


def _find_row(rows: Sequence[tuple[RawRow, frozenset[str]]], number: int) -> tuple[RawRow, frozenset[str]] | None:
    return next((one for one in rows if has_line(one[0], number)), None)


def _list_foreign(tables: Iterable[_Owned], wanted: str, ids: Collection[str]) -> frozenset[str]:
    """The words of others: texts of their rows that do not stand in the department's own, and are no names."""
    own: set[str] = set()
    other: set[str] = set()
    for one in tables:
        for row, owners in one.rows:
            (own if wanted in owners else other).update(cell.text for cell in row.cells)
    words = (text for text in other - own if len(_HAN.findall(text)) >= _LEAST_HAN and strip_blanks(text) not in ids)
    return frozenset(" ".join(text.split())[:_QUOTED] for text in words)
