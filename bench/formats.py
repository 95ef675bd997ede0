"""One table written as a workbook, as CSV in the two usual encodings, or as YAML."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage from 0 to 100, written as spreadsheets keep it: a share under a percent format."""

    value: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: where it goes below ``content/`` without suffix, its headings, its rows."""

    stem: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell | Percent]]


def write_sheet(content: Path, sheet: Sheet, form: str) -> None:
    """Write a table as ``xlsx``, ``csv`` (UTF-8 with mark), ``gbk.csv`` (GB18030) or ``yaml``."""
    suffix = form.rsplit(".", maxsplit=1)[-1]
    path = content / f"{sheet.stem}.{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    if suffix == "xlsx":
        _write_workbook(path, sheet)
    elif suffix == "csv":
        path.write_bytes(_spell_csv(sheet).encode("gb18030" if form == "gbk.csv" else "utf-8-sig"))
    else:
        rows = [
            {heading: spell(cell) for heading, cell in zip(sheet.headings, row, strict=True) if cell not in (None, "")}
            for row in sheet.rows
        ]
        path.write_text(yaml.dump(rows, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")


def spell(cell: Cell | Percent) -> str:
    """The text of a cell in a file without cell formats."""
    if isinstance(cell, Percent):
        return f"{cell.value}%"
    return "" if cell is None else str(cell)


def _spell_csv(sheet: Sheet) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(sheet.headings)
    writer.writerows([spell(cell) for cell in row] for row in sheet.rows)
    return text.getvalue()


def _write_workbook(path: Path, sheet: Sheet) -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet(path.stem)
    page.append(sheet.headings)
    for row in sheet.rows:
        page.append([_make_share(page, cell) if isinstance(cell, Percent) else cell for cell in row])
    book.save(path)


def _make_share(page: WriteOnlyWorksheet, percent: Percent) -> Any:
    cell = WriteOnlyCell(page, percent.value / 100)
    cell.number_format = "0%"
    return cell
