"""Which row holds the column names, and which column is which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mashang.checks.fault import narrow
from mashang.checks.suggestions import suggest
from mashang.problems import Location, Problem, problem
from mashang.raw import RawCell, RawRow, RawTable, column_letter
from mashang.sources.cell_text import INVISIBLE, JOINERS
from mashang.tables import Column, Dataset

_ROWS_SEARCHED = 15
_FEWEST_MATCHES = 2
_NEAR = 0.6
_SHOWN = 40
_SPACE = re.compile(rf"[\s{INVISIBLE}{JOINERS}]+")
_MARKS = "*★※"
_REMARK = re.compile(
    r"\((?:必填|必填项|选填|可选|可不填|非必填|(?:单位:?)?(?:%|百分比|个|家|户|人|件|项|条|份|次|元|万元|亿元|天|日|个?工作日|小时|分钟)"
    r"|(?:如|例|例如|格式):?[^()]*"
    r"|(?:限|不超过|最多|控制在)[0-9]{1,5}个?(?:字|汉字)(?:以内|内|左右)?|[0-9]{1,5}个?(?:字|汉字)(?:以内|内|左右))\)$"
)


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A row of column names. ``columns`` maps column numbers to what they hold, as far as the names are known.

    ``ordinals`` are the columns that only number the rows and are not read.
    """

    index: int
    row: RawRow
    columns: Mapping[int, Column]
    ordinals: frozenset[int]


@lru_cache(maxsize=1024)
def normalise_heading(text: str) -> str:
    """A heading as it is compared: no spaces, nothing unseen, narrow signs, no ``*``, no trailing （必填） or unit."""
    plain = _SPACE.sub("", narrow(text)).strip(_MARKS)
    while True:
        shorter = _REMARK.sub("", plain).strip(_MARKS)
        if shorter == plain or not shorter:
            return plain
        plain = shorter


@lru_cache(maxsize=64)
def _known(dataset: Dataset) -> Mapping[str, Column]:
    """Columns by normalised heading. A heading goes before another column's synonym."""
    known = {normalise_heading(column.heading): column for column in dataset.columns}
    for column in dataset.columns:
        for synonym in column.synonyms:
            known.setdefault(normalise_heading(synonym), column)
    return known


def find_heading_row(dataset: Dataset, table: RawTable) -> HeadingRow | None:
    """The row among the first fifteen that has most known headings, at least two; ``None`` when no row has.

    Where none has two, a row is taken whose cells are at least near to headings, so that misspelt ones can be named.
    """
    best: tuple[int, HeadingRow] | None = None
    for index, row in enumerate(table.rows[:_ROWS_SEARCHED]):
        found = _match(dataset, index, row)
        if len(found.columns) >= _FEWEST_MATCHES and (best is None or len(found.columns) > best[0]):
            best = (len(found.columns), found)
    if best is None:
        for index, row in enumerate(table.rows[:_ROWS_SEARCHED]):
            near = sum(bool(suggest_heading(dataset, cell.text)) for cell in row.cells)
            if near >= _FEWEST_MATCHES and (best is None or near > best[0]):
                best = (near, _match(dataset, index, row))
    return best[1] if best else None


def count_headings(dataset: Dataset, texts: Iterable[str]) -> int:
    """How many of the texts are headings of the dataset."""
    known = _known(dataset)
    return sum(normalise_heading(text) in known for text in texts)


def suggest_heading(dataset: Dataset, text: str) -> str:
    """The heading of the dataset that comes nearest to ``text``, or nothing."""
    known = _known(dataset)
    near = suggest(normalise_heading(text[:40]), known, _NEAR)
    return known[near].heading if near else ""


def check_headings(dataset: Dataset, table: RawTable, found: HeadingRow) -> tuple[Problem, ...]:
    """Unknown, repeated and missing column names; one that is only misspelt is not missing as well."""
    problems: list[Problem] = []
    places: dict[str, list[RawCell]] = {}
    misspelt: set[str] = set()
    for cell in found.row.cells:
        column = found.columns.get(cell.column)
        if cell.column in found.ordinals:
            continue
        if column is None:
            problems.append(_unknown(dataset, table, cell))
            misspelt.add(suggest_heading(dataset, cell.text))
        else:
            places.setdefault(column.heading, []).append(cell)
    for heading, cells in places.items():
        if len(cells) > 1:
            letters = "、".join(column_letter(cell.column) for cell in cells)
            problems.append(problem("heading-twice", table.locate(cells[1]), heading=heading, columns=letters))
    where = Location(table.file, table.sheet, found.row.number)
    problems += [
        problem("heading-required", where, heading=heading)
        for heading in dataset.required_headings
        if heading not in places and heading not in misspelt
    ]
    return tuple(problems)


def _match(dataset: Dataset, index: int, row: RawRow) -> HeadingRow:
    known = _known(dataset)
    names = {cell.column: normalise_heading(cell.text) for cell in row.cells}
    columns = {number: known[name] for number, name in names.items() if name in known}
    numbering = {number for number, name in names.items() if name in dataset.ordinals}
    named = {column.name for number, column in columns.items() if number not in numbering}
    ordinals = frozenset(number for number in numbering if number not in columns or columns[number].name in named)
    read = {number: column for number, column in columns.items() if number not in ordinals}
    return HeadingRow(index, row, read, ordinals)


def _unknown(dataset: Dataset, table: RawTable, cell: RawCell) -> Problem:
    near = suggest_heading(dataset, cell.text)
    headings = "、".join(column.heading for column in dataset.columns)
    hint = f"是不是“{near}”？改成它，或删掉这一列。" if near else f"可用的列名：{headings}。不需要就删掉这一列。"
    return problem("heading-unknown", table.locate(cell), found=" ".join(cell.text.split())[:_SHOWN], hint=hint)
