"""Reading CSV files as Excel and WPS write them (RFC 4180, and their own habits)."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from mashang.files import LARGEST_FILE
from mashang.problems import Location, Problem, problem
from mashang.raw import RawCell, RawKind, RawRow, RawTable
from mashang.sources.cell_text import ERROR_VALUES, tidy_text
from mashang.sources.file_bytes import read_bytes, take_characters
from mashang.sources.workbook import is_workbook, read_workbook_bytes
from mashang.spreadsheet import unquote_formula

_SEPARATOR_LINE = "sep="
_TRUTHS = frozenset({"TRUE", "FALSE"})
_MARKS = {"'", "="} | {text[0] for text in ERROR_VALUES | _TRUTHS}
"""With what begins all that is no plain text."""
_TEXT_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_FORMULA = re.compile(r"=[A-Za-z0-9(+\-$@]")
csv.field_size_limit(LARGEST_FILE)  # how long a text may be is for the checks to say; only an open quote breaks a file


def read_csv(path: Path, file: str) -> tuple[tuple[RawTable, ...], tuple[Problem, ...]]:
    """The one table of a CSV file; none when the file cannot be read for certain. A workbook so named is read as one.

    A row's number is the one Excel shows after opening the file: blank rows count, a line break inside
    quotes does not. Cells are parted by commas, or by tabs, semicolons or bars where that alone makes a table.
    """
    data, problems = read_bytes(path, file)
    if data is None:
        return (), problems
    if is_workbook(data):
        return read_workbook_bytes(data, file)
    text, problems = take_characters(data, file)
    if text is None:
        return (), problems
    text, delimiter = _take_delimiter(text)
    records, complete = _split_records(text, delimiter)
    if not complete:
        row = len(records) + 1
        return (), (problem("csv-quote-open", Location(file, row=row), row=row),)
    usual = Counter(len(record) for record in records if any(record)).most_common(1)
    rows = []
    for number, record in enumerate(records, start=1):
        read = ((column, *_read_field(field)) for column, field in enumerate(record, start=1) if field)
        cells = tuple(RawCell(number, column, shown, kind) for column, shown, kind in read if shown)
        if cells:
            rows.append(RawRow(number, cells))
    width = usual[0][0] if usual else 0
    long = tuple(
        problem("csv-row-long", Location(file, row=row), row=row, more=len(record) - width)
        for row, record in enumerate(records, start=1)
        if len(record) > width and any(record[:width]) and not any(record[width:])
    )
    return ((RawTable(file, "", tuple(rows)),) if rows else ()), long


def _read_field(field: str) -> tuple[str, RawKind]:
    """The text Excel shows of a field, and whether it is an error value, a truth value or a formula for Excel."""
    text = tidy_text(field)
    plain = text[:1] not in _MARKS
    unquoted = text if plain else unquote_formula(text)
    if plain or unquoted != text:
        return unquoted, RawKind.TEXT  # a download of ours put back
    if text in ERROR_VALUES:
        return text, RawKind.ERROR
    if text in _TRUTHS:
        return text, RawKind.BOOL
    if not text.startswith("="):
        return text, RawKind.TEXT
    as_text = _TEXT_FORMULA.fullmatch(text)
    if as_text:
        return tidy_text(as_text[1].replace('""', '"')), RawKind.TEXT
    return text, RawKind.UNCALCULATED if _FORMULA.match(text) else RawKind.TEXT


def _take_delimiter(text: str) -> tuple[str, str]:
    """The text and what parts its cells; Excel's own line ``sep=;`` is obeyed and is no row."""
    first, _, rest = text.partition("\n")
    first = first.rstrip("\r")
    if first.lower().startswith(_SEPARATOR_LINE) and len(first) == len(_SEPARATOR_LINE) + 1:
        return rest, first[-1]
    for delimiter in "\t;|":
        if delimiter in text and _is_rectangle(text, delimiter) and not _is_rectangle(text, ","):
            return text, delimiter
    return text, ","


def _is_rectangle(text: str, delimiter: str) -> bool:
    """Whether this delimiter gives each row the same number of cells, two or more."""
    records, complete = _split_records(text, delimiter)
    widths = {len(record) for record in records if any(record)}
    return complete and len(widths) == 1 and widths.pop() > 1


def _split_records(text: str, delimiter: str) -> tuple[list[list[str]], bool]:
    """The records, and whether they reach to the end: false when a quote is not closed or is followed by more text."""
    records: list[list[str]] = []
    try:
        records.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return records, False
    return records, True
