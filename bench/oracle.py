"""A second opinion on a workbook: what its required cells say, read by other means than the product's.

Deliberately simple. It is asked only about workbooks that the check let pass: then every required cell and
every percentage must stand in the publication as the workbook shows it, row for row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from mashang.checks.ratings import count_register
from mashang.model import Publication
from mashang.periods import Deadline, YearMonth
from mashang.raw import column_letter
from mashang.tables import Column, ColumnType, Dataset

_NOTE = re.compile(r"(注|备注|说明|填表|填报|制表|审核|审批|联系|数据来源|经办|单位负责人|日期).{0,12}[:：]")
_MARKS = re.compile(r"[\s*＊]|（必填）|\(必填\)")
_LEVELS = {1: "一级", 2: "二级", 3: "三级"}
_NO_WIDTH = "\u200b"
_TAKEN_FOR = str.maketrans("OIL", "011")
_CLOCK = re.compile(r" +[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$")
_EMPTY = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the table stands in its workbook: sheet, heading row, column numbers, rows of data."""

    sheet: str
    heading_row: int
    columns: Mapping[int, Column]
    rows: tuple[int, ...]


def find_shape(book: Workbook, dataset: Dataset) -> Shape | None:
    """Find the first visible sheet with a row that holds every required heading."""
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        for row in range(1, min(sheet.max_row, 30) + 1):
            columns = _match_headings(sheet, row, dataset)
            if {column.name for column in columns.values()} >= {c.name for c in dataset.columns if c.required}:
                rows = tuple(n for n in range(row + 1, sheet.max_row + 1) if _is_data(sheet, n, columns))
                return Shape(sheet.title, row, columns, rows)
    return None


def find_silent_changes(
    publication: Publication, dataset: Dataset, parts: tuple[str, ...], book: Workbook
) -> tuple[str, ...]:
    """Say where a publication differs from the workbook it was made from. Nothing is the right answer."""
    shape = find_shape(book, dataset)
    if shape is None:
        return ("no table to be found, and yet no problem",)
    objects = select_objects(publication, dataset, parts)
    sheet = book[shape.sheet]
    asked = [number for number, column in shape.columns.items() if column.name in dataset.answers]
    rows = [row for row in shape.rows if not asked or any(_spell_own(sheet, row, number) for number in asked)]
    if len(objects) != len(rows):
        return (f"{len(rows)} rows became {len(objects)} objects",)
    departments = _department_names(publication)
    wrong = []
    for made, row in zip(objects, rows, strict=True):
        for number, column in shape.columns.items():
            text = spell_cell(sheet, row, number)
            if column.required or (column.type is ColumnType.PERCENT and text):
                value = getattr(made, column.name)
                written = re.split("[、，,；;]", text) if column.many else [text]
                pairs = zip_longest(value if column.many else [value], written, fillvalue="")
                if not all(_agree(column, *pair, departments) for pair in pairs):
                    wrong.append(f"row {row}, {column.heading}: {text!r} became {value!r}")
    return tuple(wrong)


def select_objects(publication: Publication, dataset: Dataset, parts: tuple[str, ...]) -> tuple[Any, ...]:
    """The objects that come from one file, in its order."""
    if dataset.name == "list-edition":
        named = next((named for named in publication.lists if named.id == parts[0]), None)
        editions = named.editions if named else ()
        return next((e.entries for e in editions if str(e.published_on) == parts[1]), ())
    if dataset.name == "editions":
        named = next((named for named in publication.lists if named.id == parts[0]), None)
        return tuple(e for e in (named.editions if named else ()) if e.index_number or e.document_number or e.made_on)
    if dataset.name == "reports":
        return tuple(case for case in publication.cases if f"{case.received_on:%Y-%m}" == parts[0])
    if dataset.name in ("progress", "ratings"):
        registered = {one.count for one in count_register(publication.cases)}
        items = publication.reports if dataset.name == "progress" else publication.ratings
        return tuple(item for item in items if str(item.month) == parts[0] and item not in registered)
    return tuple(getattr(publication, dataset.name))


def spell_cell(sheet: Worksheet, row: int, number: int) -> str:
    """The text that a reader of the sheet takes a cell for; a merged cell says what its first one says."""
    cell = sheet.cell(row, number)
    for merged in sheet.merged_cells.ranges:
        if cell.coordinate in merged:
            cell = sheet.cell(merged.min_row, merged.min_col)
    match cell.value:
        case None:
            return ""
        case bool():
            return str(cell.value).upper()
        case time():
            return "0" if cell.value == time() and "h" not in cell.number_format.lower() else f"{cell.value:%H:%M}"
        case datetime() | date():
            return _spell_day(cell.value, cell.number_format)
        case int() | float():
            return _spell_number(Decimal(repr(cell.value)), cell.number_format)
    return unescape(str(cell.value)).strip().strip(_NO_WIDTH).strip()


def _spell_own(sheet: Worksheet, row: int, number: int) -> str:
    """The text of a cell, unless it is covered by one to its left."""
    place = sheet.cell(row, number).coordinate
    covered = any(place in merged and merged.min_col < number for merged in sheet.merged_cells.ranges)
    return "" if covered else spell_cell(sheet, row, number)


def _spell_day(day: date | datetime, number_format: str) -> str:
    if "y" in number_format.lower() and "d" not in number_format.lower():
        return f"{day.year}年{day.month}月"
    if isinstance(day, datetime) and day.time() != time():
        return f"{day:%Y-%m-%d %H:%M:%S}".removesuffix(":00")
    return f"{day:%Y-%m-%d}"


def _spell_number(number: Decimal, number_format: str) -> str:
    if "%" in number_format:
        return f"{(number * 100).normalize():f}%"
    text = f"{number.normalize():f}"
    return text.zfill(len(number_format)) if set(number_format) == {"0"} and number >= 0 else text


def _agree(column: Column, value: object, text: str, departments: Mapping[str, str]) -> bool:
    narrow = unicodedata.normalize("NFKC", text).strip()
    if isinstance(value, Deadline):
        return _squeeze(value.written) in (_squeeze(text), _squeeze(narrow))
    if isinstance(value, YearMonth | date | Decimal | int):
        return _agree_number(value, narrow)
    shown = str(value)
    if column.refers_to == "departments":
        return departments.get(text, departments.get(narrow)) == shown
    if column.type is ColumnType.ID:
        return shown == narrow.replace(_NO_WIDTH, "")
    if column.type in (ColumnType.CODE, ColumnType.CASE_NUMBER):
        return shown == "".join(filter(str.isalnum, narrow.upper())).translate(_TAKEN_FOR)
    return _squeeze(shown) == _squeeze(text)


def _agree_number(value: YearMonth | date | Decimal | int, text: str) -> bool:
    match value:
        case YearMonth():
            return [value.year, value.month] == _numbers(text)
        case date():
            return [value.year, value.month, value.day] == _numbers(_CLOCK.sub("", text))
        case Decimal():
            return value == Decimal(text.rstrip("%").replace(",", "").strip())
    return _LEVELS.get(value) == text


def _match_headings(sheet: Worksheet, row: int, dataset: Dataset) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for number in range(1, sheet.max_column + 1):
        text = _MARKS.sub("", unicodedata.normalize("NFKC", str(sheet.cell(row, number).value or "")))
        if text and not sheet.column_dimensions[column_letter(number)].hidden:
            for column in dataset.columns:
                if text in (column.heading, *column.synonyms) and column not in found.values():
                    found[number] = column
                    break
    return found


def _is_data(sheet: Worksheet, row: int, columns: Mapping[int, Column]) -> bool:
    if sheet.row_dimensions[row].hidden:
        return False
    texts = {number: spell_cell(sheet, row, number) for number in range(1, sheet.max_column + 1)}
    filled = [text for text in texts.values() if not _EMPTY.fullmatch(text)]
    if not filled or all(_NOTE.match(text) for text in filled):
        return False
    return not all(texts[number] in (column.heading, *column.synonyms) for number, column in columns.items())


def _department_names(publication: Publication) -> dict[str, str]:
    names: dict[str, str] = {}
    for department in publication.departments:
        for name in (department.id, department.name, department.short):
            if name:
                names[name] = department.id
    return names


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]+", text)]
