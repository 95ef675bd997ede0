"""A list of departments as an office has it, typed, pasted or in a file, as the rows of a new table of departments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mashang.checks.sheets import is_example, is_total
from mashang.raw import RawCell, RawRow, RawTable
from mashang.tables import DEPARTMENTS
from mashang.workbooks.ledger import find_known

_DEPARTMENTS, _TABS, _PARTS = re.compile(r"[、；;]"), re.compile(r"\t"), re.compile(r"[\s,，]+")
_NUMBER = re.compile(r"[0-9]+[.、．]?|[（(]?[0-9一二三四五六七八九十]+[)）]")
_NUMBERED = re.compile(r"(?:[0-9]+[.、．]|[（(][0-9一二三四五六七八九十]+[)）])\s*(?=\D)")
_POSITIONS = ("name", "short")
_SEARCHED = 20
"""In how many rows from the top the headings are looked for."""


@dataclass(frozen=True, slots=True)
class DepartmentList:
    """The rows of a new table, texts by column name; what could not be taken, in Chinese, one sentence each."""

    rows: tuple[Mapping[str, str], ...]
    faults: tuple[str, ...] = ()


def read_lines(text: str) -> RawTable:
    """What was typed or pasted as a table: a row for each department, parted at tabs, or else at spaces and commas."""
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        whole = _NUMBERED.sub("", line.strip())
        for bare in [whole] if "\t" in whole else _DEPARTMENTS.split(whole):
            parts = [part.strip() for part in (_TABS if "\t" in bare else _PARTS).split(bare)]
            cells = tuple(RawCell(number, place, part) for place, part in enumerate(parts, start=1) if part)
            rows += [RawRow(number, cells)] if cells else []
    return RawTable("", "", tuple(rows))


def draft_departments(sheets: Sequence[RawTable]) -> DepartmentList:
    """The departments of the first sheet that has any: full names, short names beside them, ids given in their order.

    Columns are known by their headings; without headings the first is the full name, the second the short one, and a
    number before them is passed over. Everything else is left for later.
    """
    for sheet in sheets:
        found = _draft(sheet)
        if found.rows or found.faults:
            return found
    return DepartmentList((), ("没有找到单位名称。",) if sheets else ())


def _draft(sheet: RawTable) -> DepartmentList:
    columns, below = _find_columns(sheet)
    rows: list[dict[str, str]] = []
    faults: list[str] = []
    taken: dict[str, int] = {}
    for row, texts in _list_named(below, columns):
        name, limit = texts["name"], DEPARTMENTS.column("name").limit
        again = next((taken[text] for text in texts.values() if text in taken), 0)
        if again:
            faults.append(f"第 {row} 行“{name}”和第 {again} 行重名。")
        elif len(name) > limit:
            faults.append(f"第 {row} 行“{name[:20]}……”太长，不像单位名称。")
        else:
            taken |= dict.fromkeys(texts.values(), row)
            rows.append(texts)
    digits = max(2, len(str(len(rows))))
    numbered = ({"id": f"D{number:0{digits}}", **texts} for number, texts in enumerate(rows, start=1))
    return DepartmentList(tuple(numbered), tuple(faults))


def _find_columns(sheet: RawTable) -> tuple[Mapping[int, str], Sequence[RawRow]]:
    """Which of our columns stands where, and the rows below the headings; all rows where there are no headings."""
    for index, row in enumerate(sheet.rows[:_SEARCHED]):
        known = {cell.column: found.name for cell in row.cells if (found := find_known(DEPARTMENTS, cell.text))}
        if "name" in known.values():
            kept = {place: name for place, name in known.items() if name in _POSITIONS}
            return kept, sheet.rows[index + 1 :]
    first = min((cell.column for row in sheet.rows for cell in row.cells), default=1)
    opening = [cell.text for row in sheet.rows for cell in row.cells if cell.column == first]
    first += all(map(_NUMBER.fullmatch, opening))
    return {first + place: name for place, name in enumerate(_POSITIONS)}, sheet.rows


def _list_named(rows: Sequence[RawRow], columns: Mapping[int, str]) -> Iterator[tuple[int, dict[str, str]]]:
    for row in rows:
        texts = {columns[cell.column]: " ".join(cell.text.split()) for cell in row.cells if cell.column in columns}
        if texts.get("name") and not is_total(row, columns) and not is_example(row):
            yield row.number, texts
