"""The register's files as handling changes them: rows found, added, filled, and checked before they are written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from mashang.checks.content import check_content
from mashang.checks.sheets import Table
from mashang.codes.ledger import read_ledger
from mashang.county import County
from mashang.files import read_regular, write_atomically
from mashang.pipeline.department_names import list_own_labels
from mashang.pipeline.own_tables import find_monthly, find_table
from mashang.problems import RequestError, Severity
from mashang.raw import SourceTable
from mashang.settings_file import read_settings
from mashang.sources.folder import READERS, read_content
from mashang.tables import CASES
from mashang.workbooks.table_edit import change_rows, find_next_row
from mashang.workbooks.template import render_template

_TOLD_AT_ONCE = 3


def find_row(county: County, number: str) -> tuple[str, Table, int]:
    """The file, the table and the row of a case. Raises :class:`RequestError` when there is no such case."""
    for file, table in find_monthly(county, CASES):
        for row in table.rows:
            if table.read_texts(row).get("number", "").replace("-", "") == number:
                return file, table, row.number
    raise RequestError(f"诉求台账里没有受理编号 {number}。")


def awaits_verdict(county: County, number: str) -> bool:
    """Whether the register says of a case that it was answered, and not that it is closed."""
    try:
        _, table, row = find_row(county, number)
    except RequestError:
        return False
    texts = next(table.read_texts(one) for one in table.rows if one.number == row)
    return bool(texts.get("answered_on")) and not texts.get("closed_on")


def list_numbers(county: County) -> set[str]:
    """The numbers of all cases."""
    numbers: set[str] = set()
    for _, table in find_monthly(county, CASES):
        numbers |= {table.read_texts(row).get("number", "") for row in table.rows}
    return numbers


def add_rows(county: County, rows: Collection[Mapping[str, str]]) -> dict[str, bytes]:
    """The register's files with further rows, each in the month in which its case came."""
    months: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        months.setdefault(row["received_on"][:7], []).append(row)
    files = {}
    for month, new in months.items():
        file, table = find_table(county, CASES, month)
        if table:
            first = find_next_row(table)
            files[file] = change_texts(county, file, table, dict(enumerate(new, start=first)))
        elif (county / file).exists():
            raise RequestError(f"读不出 {file}。请先运行 check，改好以后再试。")
        else:
            files[file] = render_template(CASES, list_own_labels(county), tuple(new))
    return files


def fill_row(county: County, number: str, cells: Mapping[str, str]) -> None:
    """Fill cells of a case's row."""
    with county.hold_lock():
        file, table, row = find_row(county, number)
        write_atomically(county / file, change_texts(county, file, table, {row: cells}), durable=True)


def check_files(county: County, files: Mapping[str, bytes], today: date) -> None:
    """Check the register as it would be with these files. Raises :class:`RequestError` with what would be wrong."""
    if not files:
        return
    settings, _ = read_settings(county)
    content, _ = read_content(county)
    ledger, _ = read_ledger(county)
    if settings is None:
        raise RequestError("网站设置里有错误，先到“核对”改好。")
    made = tuple(_read_made(file, data) for file, data in files.items())
    kept = tuple(table for table in content.tables if table.file not in files)
    codes = {code.code: code for code in ledger.codes} if ledger else None
    examined = check_content(replace(content, tables=(*kept, *made)), settings, codes, today)
    wrong = [one for one in examined.problems if one.where.file in files and one.severity is Severity.ERROR]
    if wrong:
        told = "".join(f"{one.where}：{one.sentence}{one.mend}" for one in wrong[:_TOLD_AT_ONCE])
        raise RequestError(f"没有写入，因为写进台账就有错误。{told}")


def _read_made(file: str, data: bytes) -> SourceTable:
    """The sheets of a file that is not written yet."""
    with TemporaryDirectory() as folder:
        path = Path(folder, Path(file).name)
        path.write_bytes(data)
        sheets, _ = READERS[path.suffix](path, file)
    return SourceTable(CASES.name, (path.stem,), file, sheets)


def change_texts(county: County, file: str, table: Table, rows: Mapping[int, Mapping[str, str]]) -> bytes:
    """The file of a table with other texts in some rows; columns that it lacks are put beside the others."""
    present = {column.name for column in table.columns.values()}
    added = dict.fromkeys(name for texts in rows.values() for name in texts if name not in present)
    return change_rows(read_regular(county / file), table, rows, tuple(added))
