"""Reading .xlsx, .xlsm and the new .et as Excel, WPS and LibreOffice write them (ECMA-376).

Cells, hidden rows and columns, merges and formulas without a result are all seen in one pass over each sheet, and a
fault in a style or a drop-down list, which no table needs, cannot keep a workbook from being read.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element, fromstring, iterparse

from mashang.raw import RawKind, RawLook
from mashang.sources.cell_text import tidy_text
from mashang.sources.container import NO_WORKBOOK, Container
from mashang.sources.grid import MOST_CELLS, MOST_ROWS, Area, Cells, Grid, Sheet
from mashang.sources.number_format import (
    EPOCH_1900,
    EPOCH_1904,
    PLAIN,
    read_number,
    shown_date,
)
from mashang.sources.refusal import RefusedError, refuse_size
from mashang.sources.styles import Style, read_look, read_styles

_WIDEST = 16_384
_LARGE_SHEET = 1024 * 1024
_EMPTY_CELL = re.compile(rb"<c(?: [^>]*)?(?:/>|></c>)")
_CELL_BY_POSITION = re.compile(rb"<c(?![A-Za-z])(?![^>]*\sr=)")
"""A cell without a reference: it stands behind the cell before it in its row, be that empty or not."""
_VALUE_ENDS = (b"</v>", b"</is>", b"</f>", b"<f ")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_RELATION_ID = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_PLAIN_STYLE, _PLAIN, _TEXT = Style(), RawLook.PLAIN, RawKind.TEXT
_YES = frozenset({"1", "true", "on"})


@dataclass(frozen=True, slots=True)
class _Book:
    container: Container
    sheets: tuple[tuple[str, str, bool], ...]
    """Name, part and whether hidden, in the order of the tabs."""
    strings: tuple[tuple[str, RawLook], ...]
    styles: tuple[Style, ...]
    epoch: dt.datetime


def read_sheets(container: Container) -> Iterator[Sheet]:
    """The sheets of a workbook in the order of its tabs. Raises RefusedError or one of ``BROKEN``."""
    book = _read_book(container)
    for name, part, hidden in book.sheets:
        yield Sheet(name, None if hidden else _read_sheet(book, part))


def _read_book(container: Container) -> _Book:
    relations = _read_relations(container, "_rels/.rels", "")
    main = next((part for kind, part in relations.values() if kind.endswith("/officeDocument")), "xl/workbook.xml")
    root = fromstring(container.read(main))
    folder, name = posixpath.split(main)
    relations = _read_relations(container, f"{folder}/_rels/{name}.rels", folder)
    sheets: list[tuple[str, str, bool]] = []
    epoch = EPOCH_1900
    for element in root.iter():
        tag = _local(element)
        if tag == "workbookPr" and element.get("date1904", "0") in _YES:
            epoch = EPOCH_1904
        elif tag == "sheet":
            kind, part = relations[next((element.attrib[key] for key in _RELATION_ID if key in element.attrib), "")]
            if kind.endswith("/worksheet"):
                sheets.append((element.get("name", ""), part, element.get("state", "visible") != "visible"))
    if not sheets:
        raise RefusedError("file-unreadable", reason=NO_WORKBOOK)
    parts = {kind.rsplit("/", 1)[-1]: part for kind, part in relations.values()}
    styles = parts.get("styles", "")
    return _Book(
        container,
        tuple(sheets),
        tuple(_read_strings(container, parts.get("sharedStrings", ""))),
        tuple(read_styles(fromstring(container.read(styles)))) if container.has(styles) else (),
        epoch,
    )


def _read_relations(container: Container, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """Kind and part by id; targets are relative to ``folder`` or, with a leading slash, to the package."""
    if not container.has(part):
        return {}
    found = {}
    for element in fromstring(container.read(part)):
        target = posixpath.normpath(posixpath.join("/" + folder, element.get("Target", ""))).lstrip("/")
        found[element.get("Id", "")] = (element.get("Type", ""), target)
    return found


def _read_strings(container: Container, part: str) -> Iterator[tuple[str, RawLook]]:
    if not container.has(part):
        return
    for element in _list_elements(container.read(part)):
        if element.tag.endswith("}si"):
            yield _rich_text(element)
            element.clear()


def _list_elements(xml: bytes) -> Iterator[Element]:
    """The elements, each with all that is in it; a large part is never held whole. What was read may be cleared."""
    if len(xml) <= _LARGE_SHEET:
        return fromstring(xml).iter()
    return (element for _, element in iterparse(io.BytesIO(xml)))


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _rich_text(element: Element) -> tuple[str, RawLook]:
    """The text of a string, formatted or not, without its phonetic marks, and how a part of it is set."""
    if len(element) == 1 and element[0].tag.endswith("}t"):
        return tidy_text(_unescape(element[0].text or "")), _PLAIN
    texts: list[str] = []
    look = _PLAIN
    for child in element:
        if child.tag.endswith("}t"):
            texts.append(child.text or "")
        elif child.tag.endswith("}r"):
            written = "".join(run.text or "" for run in child if run.tag.endswith("}t"))
            texts.append(written)
            for font in child:
                if font.tag.endswith("}rPr") and written.strip() and look is RawLook.PLAIN:
                    look = read_look(font)
    return tidy_text(_unescape("".join(texts))), look


def _unescape(text: str) -> str:
    """Undo Excel's way of writing control characters: ``_x000D_`` (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _read_sheet(book: _Book, part: str) -> Grid:
    grid = Grid()
    counted = row_number = 0
    for element in _list_elements(_without_blank_cells(book.container.read(part))):
        match element.tag.rpartition("}")[2]:
            case "row":
                row_number = int(element.get("r") or row_number + 1)
                cells = _read_row(book, element)
                if cells:
                    if row_number in grid.rows:
                        raise ValueError(part)
                    grid.rows[row_number] = cells
                    counted += len(cells)
                if element.get("hidden", "0") in _YES or _is_zero(element.get("ht")):
                    grid.hidden_rows.add(row_number)
                if counted > MOST_CELLS or len(grid.rows) > MOST_ROWS:
                    raise refuse_size(MOST_ROWS)
                element.clear()
            case "sheetData" if any(_local(row) != "row" for row in element):
                raise ValueError(part)
            case "col" if element.get("hidden", "0") in _YES or _is_zero(element.get("width")):
                grid.hidden_columns.append((int(element.get("min", "1")), int(element.get("max", str(_WIDEST)))))
            case "mergeCell":
                grid.merges.append(_read_area(element.get("ref", "")))
    return grid


def _without_blank_cells(xml: bytes) -> bytes:
    """Cut the rows below the last value, and in large sheets every empty cell unless cells go by their position.

    Stray formats may reach down to row 1,048,576; nothing can be read there, so they need not be parsed.
    """
    start, end = xml.find(b"<sheetData>"), xml.find(b"</sheetData>")
    if start < 0 or end < 0:
        return xml
    last = max(xml.rfind(mark, start, end) for mark in _VALUE_ENDS)
    cut = xml.find(b"</row>", last) + len(b"</row>") if last >= 0 else start + len(b"<sheetData>")
    kept = xml[:cut] + xml[end:] if cut <= end else xml
    return kept if len(kept) <= _LARGE_SHEET or _CELL_BY_POSITION.search(kept) else _EMPTY_CELL.sub(b"", kept)


def _is_zero(measure: str | None) -> bool:
    return measure is not None and float(measure) == 0


def _read_area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    top, left = _read_reference(first)
    bottom, right = _read_reference(last or first)
    return Area(top, left, bottom, right)


@lru_cache(maxsize=16_384)
def _read_reference(reference: str) -> tuple[int, int]:
    """Row and column of ``B7``. Raises ``ValueError`` when it is no reference."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _read_row(book: _Book, row: Element) -> Cells:
    cells: Cells = {}
    column = 0
    for element in row:
        if not element.tag.endswith("}c"):
            raise ValueError(element.tag)
        reference = element.get("r")
        column = _read_reference(reference)[1] if reference else column + 1
        if not len(element):
            continue
        text, kind, look = _read_cell(book, element)
        if text:
            if column in cells:
                raise ValueError(reference)
            cells[column] = (text, kind, look)
    return cells


def _read_cell(book: _Book, element: Element) -> tuple[str, RawKind, RawLook]:
    """Text, kind and look of a cell; the text is empty when the cell is."""
    kind, number = element.get("t", "n"), int(element.get("s", "0"))
    style = book.styles[number] if number < len(book.styles) else _PLAIN_STYLE
    value: str | None = None
    formula: str | None = None
    inline, look = "", _PLAIN
    for child in element:
        tag = child.tag
        if tag.endswith("}v"):
            value = child.text
        elif tag.endswith("}f"):
            formula = child.text or ""
        elif tag.endswith("}is"):
            inline, look = _rich_text(child)
        elif not tag.endswith("}extLst"):
            raise ValueError(tag)
    if kind == "inlineStr":
        return inline, _TEXT, style.look if look is _PLAIN else style.look_with(look)
    if value and kind == "s":
        text, look = book.strings[int(value)]
        return text, _TEXT, style.look if look is _PLAIN else style.look_with(look)
    if value:
        return *_read_value(book, kind, value, style), style.look
    if formula is not None and kind != "str":
        return f"={formula}", RawKind.UNCALCULATED, style.look
    return "", RawKind.TEXT, look


def _read_value(book: _Book, kind: str, value: str, style: Style) -> tuple[str, RawKind]:
    """What a cell of this type (ECMA-376 part 1, 18.18.11), which is no shared string, shows of its stored value."""
    match kind:
        case "n":
            return read_number(value, style.number_format, book.epoch)
        case "b":
            return ("TRUE" if value in _YES else "FALSE"), RawKind.BOOL
        case "e":
            return tidy_text(value), RawKind.ERROR
        case "d":
            return shown_date(dt.datetime.fromisoformat(value), PLAIN), RawKind.DATE
        case _:
            return tidy_text(_unescape(value)), RawKind.TEXT
