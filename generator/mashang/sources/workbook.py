"""Reading a workbook, whatever its form: what the bytes are decides, not the suffix that somebody gave them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mashang.problems import Location, Problem, problem
from mashang.raw import RawTable
from mashang.sources import binary_workbook, compound_file, open_document, open_xml
from mashang.sources.biff_stream import starts_stream
from mashang.sources.container import open_container
from mashang.sources.file_bytes import decode_characters, read_bytes
from mashang.sources.grid import Sheet, shown_table
from mashang.sources.refusal import BROKEN, GARBLED, RefusedError

_ZIP = b"PK"
_OLD_STREAMS = (b"\x09\x00", b"\x09\x02", b"\x09\x04")
_TAGS = ("<html", "<!doctype", "<table", "<meta", "<head", "<body", "<div", "<style")


def is_workbook(data: bytes) -> bool:
    """Whether bytes begin as a workbook of any form does, and as no text does."""
    return data.startswith((_ZIP, compound_file.SIGNATURE)) or starts_stream(data)


def read_workbook(path: Path, file: str) -> tuple[tuple[RawTable, ...], tuple[Problem, ...]]:
    """Every visible sheet that is not blank, in the order of its tabs; what is hidden is named in a warning.

    ``file`` is the name that addresses get. A workbook that cannot be read gives no table and one problem.
    """
    data, problems = read_bytes(path, file)
    return ((), problems) if data is None else read_workbook_bytes(data, file)


def read_workbook_bytes(data: bytes, file: str) -> tuple[tuple[RawTable, ...], tuple[Problem, ...]]:
    """The same of a file that has been read."""
    tables: list[RawTable] = []
    warnings: list[Problem] = []
    try:
        sheets, macros = _open(data)
        if macros:
            warnings.append(problem("file-macro", Location(file)))
        for sheet in sheets:
            if sheet.grid is None:
                warnings.append(problem("hidden-sheet", Location(file, sheet.name), sheet=sheet.name))
                continue
            table, found = shown_table(sheet.grid, file, sheet.name)
            warnings.extend(found)
            if table is not None:
                tables.append(table)
    except RefusedError as refusal:
        return (), (problem(refusal.code, Location(file), **refusal.slots),)
    except BROKEN:
        return (), (problem("file-damaged", Location(file), reason=GARBLED),)
    return tuple(tables), tuple(warnings)


def _open(data: bytes) -> tuple[Iterator[Sheet], bool]:
    """The sheets, and whether macros lie beside them."""
    if data.startswith(_ZIP):
        container = open_container(data)
        reader = open_document.read_sheets if container.is_open_document else open_xml.read_sheets
        return reader(container), container.has_macros
    if is_workbook(data):
        stream, macros = binary_workbook.find_stream(data)
        return binary_workbook.read_sheets(stream), macros
    raise RefusedError("file-unreadable", reason=_what_it_is(data))


def _what_it_is(data: bytes) -> str:
    if data.startswith(b"%PDF"):
        return "它是 PDF 文件，只是改了后缀名"
    if data.startswith(_OLD_STREAMS):
        return "它是 Excel 4 或更早的文件"
    text, _ = decode_characters(data)
    if text is None:
        return "它不是表格，或者开头已经损坏"
    head = text[:4096].lstrip("\ufeff \t\r\n").lower()
    if head.startswith(_TAGS) or "<html" in head:
        return "它是网页，只是改了后缀名（有的系统导出的就是这样）"
    if head.startswith("<?xml"):
        sheet = "urn:schemas-microsoft-com:office:spreadsheet" in head
        return "它是 XML 表格（Excel 2003），只是改了后缀名" if sheet else "它是 XML 文件，只是改了后缀名"
    return "它是文本文件（像 CSV），只是改了后缀名"
