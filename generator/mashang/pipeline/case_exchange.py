"""The register and tables of other systems, such as the hotline's: their rows become ours, by their own number.

What was written there never comes into the register: of a text that is mapped to 码 only the code in it is taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mashang.checks.dates import read_date
from mashang.checks.fault import Fault
from mashang.checks.hidden_codes import find_codes
from mashang.checks.sheets import check_sheets
from mashang.checks.values import read_records
from mashang.code_format import CASE, new_identifier
from mashang.county import JOURNAL, County
from mashang.files import read_regular, write_atomically, write_together
from mashang.model import Publication
from mashang.periods import YearMonth
from mashang.pipeline.department_names import list_own_labels
from mashang.pipeline.own_tables import find_monthly, find_table
from mashang.problems import Problem, RequestError, problem
from mashang.raw import RawCell, RawRow, RawTable, SourceTable
from mashang.tables import CASES, ColumnType
from mashang.workbooks.ledger_merge import RowMerge, check_names, merge_rows
from mashang.workbooks.ledger_proposal import KnownNames
from mashang.workbooks.table_edit import change_rows
from mashang.workbooks.template import render_template

_HOUR = re.compile(r"(?<=[0-9日])[T\s]+[0-9]{1,2}[:：时点][0-9:：.分秒]*$")


@dataclass(frozen=True, slots=True)
class CasesTaken:
    """What came of a table: the numbers of the rows that went into ``files``, how many were the same or faulty."""

    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    merged: tuple[str, ...]
    same: int
    faulty: int


@dataclass(frozen=True)
class _Known:
    """What the register holds: the number and the month of each case by its foreign number, and all numbers."""

    places: Mapping[str, tuple[str, str]]
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class CaseMerge:
    """How a table goes into the register: the names of the county, the codes in it, and what may be replaced."""

    known: KnownNames
    codes: Collection[str]
    replace: Collection[str]
    write: bool


def take_cases(county: County, table: RawTable, publication: Publication, merge: CaseMerge) -> CasesTaken:
    """Merge a table whose rows stand under our headings: a row is the case that bears the same foreign number.

    New ones are given a number and go to the month in which they came. The caller holds the lock.
    Raises :class:`RequestError` when a month's file cannot be changed.
    """
    held = _Known(
        {
            case.foreign_number: (case.number, str(YearMonth.of(case.received_on)))
            for case in publication.cases
            if case.foreign_number
        },
        frozenset(case.number for case in publication.cases),
    )
    months, problems = _part_by_month(table, held, merge.codes)
    files: dict[str, bytes] = {}
    merges: list[RowMerge] = []
    for month, part in sorted(months.items()):
        file, merged, found, data = _merge_month(county, month, part, merge)
        problems += found
        merges.append(merged)
        files |= {file: data} if data else {}
    if merge.write and files:
        write_together(county.root, files, county / JOURNAL)
    return CasesTaken(
        tuple(problems),
        tuple(files),
        tuple(key for merged in merges for key in merged.keys),
        sum(merged.same for merged in merges),
        sum(merged.faulty for merged in merges),
    )


def _part_by_month(table: RawTable, held: _Known, codes: Collection[str]) -> tuple[dict[str, RawTable], list[Problem]]:
    """The rows by the month of their case, each with its number, and with a code where its text has one."""
    heading = next(row for row in table.rows if any(cell.text == _heading("foreign_number") for cell in row.cells))
    places = {cell.text: cell.column for cell in heading.cells}
    days = {places[one.heading] for one in CASES.columns if one.type is ColumnType.DATE and one.heading in places}
    free = max(places.values()) + 1
    head = RawRow(heading.number, (*heading.cells, RawCell(heading.number, free, _heading("number"))))
    above = [row for row in table.rows if row.number < heading.number]
    rows: dict[str, list[RawRow]] = {}
    problems: list[Problem] = []
    taken = set(held.numbers)
    for row in (row for row in table.rows if row.number > heading.number):
        cells = {cell.column: _cut_hour(cell) if cell.column in days else cell for cell in row.cells}
        foreign = cells.get(places[_heading("foreign_number")])
        day = cells.get(places.get(_heading("received_on"), 0))
        if foreign is None:
            problems.append(problem("required-empty", table.locate_row(row.number), heading=_heading("foreign_number")))
            continue
        number, month = held.places.get(foreign.text, ("", _read_month(day.text if day else "")))
        number = number or new_identifier(taken, CASE)
        taken.add(number)
        place = places.get(_heading("code"), 0)
        if place in cells:
            found, wrong = _find_code(table, cells.pop(place), codes)
            cells |= {place: found} if found else {}
            problems += wrong
        cells[free] = RawCell(row.number, free, number)
        rows.setdefault(month, []).append(RawRow(row.number, tuple(cells[column] for column in sorted(cells))))
    return {
        month: RawTable(table.file, table.sheet, (*above, head, *found), table.lettered)
        for month, found in rows.items()
    }, problems


def _cut_hour(cell: RawCell) -> RawCell:
    """Systems write the minute of everything; the register counts days."""
    return cell._replace(text=_HOUR.sub("", cell.text))


def _find_code(table: RawTable, cell: RawCell, codes: Collection[str]) -> tuple[RawCell | None, list[Problem]]:
    """The one code that stands in a text, however it was spoken and typed."""
    found = find_codes(cell.text, codes)
    if len(found) > 1:
        return None, [problem("case-codes-several", table.locate(cell, _heading("code")), codes="、".join(found))]
    return (cell._replace(text=found[0]) if found else None), []


def _heading(name: str) -> str:
    return CASES.column(name).heading


def _read_month(text: str) -> str:
    """The month of a day; of what is none the first one there is, where the day will be named as wrong."""
    day = read_date(text)
    return "0000-00" if isinstance(day, Fault) or not text else str(YearMonth.of(day))


def _merge_month(
    county: County, month: str, part: RawTable, order: CaseMerge
) -> tuple[str, RowMerge, list[Problem], bytes]:
    """The merge of a month's rows, what is wrong with them, and the file as it becomes; empty without changes."""
    file, present = find_table(county, CASES, month)
    if present is None and (county / file).is_file():
        raise RequestError(f"读不出 {file}。请先运行 check，改好以后再试。")
    source, found = check_sheets(SourceTable(CASES.name, (month,), part.file, (part,)), CASES)
    if source is None:
        return file, RowMerge({}, (), 0, len(part.rows), ()), list(found), b""
    records, wrong = read_records(source)
    wrong = (*found, *wrong, *check_names(records, CASES, order.known))
    merge = merge_rows(records, wrong, present, order.known, order.replace)
    if not merge.changes:
        return file, merge, [*wrong, *merge.problems], b""
    if present:
        added = {name for texts in merge.changes.values() for name in texts} - {
            column.name for column in present.columns.values()
        }
        data = change_rows(read_regular(county / file), present, merge.changes, sorted(added))
    else:
        data = render_template(CASES, list_own_labels(county), tuple(merge.changes.values()))
    return file, merge, [*wrong, *merge.problems], data


def number_cases(county: County) -> tuple[tuple[str, int], ...]:
    """Give a number (受理编号) to every row of the register that has none; returns how many, by file.

    Raises :class:`RequestError` when a file cannot be changed.
    """
    done = []
    with county.hold_lock():
        tables = find_monthly(county, CASES)
        taken = {table.read_texts(row).get("number", "") for _, table in tables for row in table.rows}
        for file, table in tables:
            changes = {}
            for row in table.rows:
                if not table.read_texts(row).get("number"):
                    number = new_identifier(taken, CASE)
                    taken.add(number)
                    changes[row.number] = {"number": number}
            if changes:
                data = change_rows(read_regular(county / file), table, changes, ("number",))
                write_atomically(county / file, data)
                done.append((file, len(changes)))
    return tuple(done)
