"""Reading .ods as LibreOffice, WPS and Excel write it (ISO/IEC 26300-1, 9)."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, fromstring, iterparse

from mashang.raw import RawKind, RawLook
from mashang.sources.cell_text import ERROR_VALUES, tidy_text
from mashang.sources.container import Container
from mashang.sources.grid import MOST_CELLS, MOST_ROWS, Area, Cells, Grid, Sheet
from mashang.sources.number_format import EPOCH_1900, PLAIN, Show, number_text, read_number, shown_date
from mashang.sources.open_document_styles import Styles, local
from mashang.sources.refusal import RefusedError, refuse_size
from mashang.sources.styles import Style

_OFFICE, _TABLE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text")
)
_MANIFEST = "META-INF/manifest.xml"
_STYLES = frozenset(("styles", "automatic-styles"))
_GROUPS = frozenset(("table-row-group", "table-column-group"))
_HIDDEN = frozenset(("collapse", "filter"))
_SPACES = re.compile(r"[ \t\r\n]+")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_UNSHOWN = frozenset(("annotation", "ruby-text", "frame", "custom-shape", "control", "g", "line", "rect", "note"))
"""What stands in a cell and is no part of its text: comments, pictures and the like."""
_PERCENT = re.compile(r"-?[0-9.]+ *%")
_VALUES = {"boolean": "boolean-value", "date": "date-value", "time": "time-value"}
_WIDEST = 16_384


@dataclass(slots=True)
class _Open:
    """A sheet while its rows pass by."""

    element: Element
    grid: Grid = field(default_factory=Grid)
    row: int = 0
    column: int = 0
    columns: list[tuple[int, str]] = field(default_factory=list)
    """The last column of each run, and the style of its cells."""
    linked: bool = False
    """Whether it only keeps what was read from another file."""
    counted: int = 0


def read_sheets(container: Container) -> Iterator[Sheet]:
    """The sheets of a document in the order of its tabs. Raises RefusedError or one of ``BROKEN``."""
    if container.has(_MANIFEST) and b"encryption-data" in container.read(_MANIFEST):
        raise RefusedError("file-password")
    walk = _Walk()
    if container.has("styles.xml"):
        for part in fromstring(container.read("styles.xml")):
            if local(part) in _STYLES:
                walk.styles.add(part)
    for event, element in iterparse(io.BytesIO(container.read("content.xml")), ("start", "end")):
        if event == "start":
            walk.begin(element)
        else:
            sheet = walk.end(element)
            if sheet is not None:
                yield sheet


class _Walk:
    """The elements of a document as they begin and end."""

    def __init__(self) -> None:
        self.styles = Styles()
        self._sheet: _Open | None = None
        self._path: list[str] = []
        self._groups: list[bool] = []
        """Of each group of rows or columns around this place, whether it is folded."""

    def begin(self, element: Element) -> None:
        """Note where the walk is; of an element that begins only the attributes are there."""
        tag = local(element)
        self._path.append(tag)
        if tag == "table" and self._path[-2:-1] == ["spreadsheet"]:
            self._sheet = _Open(element)
        elif tag in _GROUPS:
            self._groups.append(element.get(_TABLE + "display") == "false")

    def end(self, element: Element) -> Sheet | None:
        """Take in a whole element; the sheet that ends with it, if one does."""
        tag, sheet = self._path.pop(), self._sheet
        if tag in _STYLES:
            self.styles.add(element)
        elif tag in _GROUPS:
            self._groups.pop()
        elif sheet is None:
            return None
        elif tag == "table-source":
            sheet.linked = True
        elif tag == "table-column":
            self._take_column(sheet, element)
        elif tag == "table-row" and "table-cell" not in self._path:
            self._take_row(sheet, element)
            element.clear()
            del sheet.element[:]
        elif element is sheet.element:
            self._sheet = None
            hidden = element.get(_TABLE + "style-name") in self.styles.hidden_tables
            found = Sheet(element.get(_TABLE + "name", ""), None if hidden else sheet.grid)
            element.clear()
            return None if sheet.linked else found
        return None

    def _take_column(self, sheet: _Open, element: Element) -> None:
        first = sheet.column + 1
        sheet.column += _times(element, _TABLE + "number-columns-repeated")
        sheet.columns.append((sheet.column, element.get(_TABLE + "default-cell-style-name", "")))
        if self._is_hidden(element):
            sheet.grid.hidden_columns.append((first, sheet.column))

    def _take_row(self, sheet: _Open, element: Element) -> None:
        """Put a row and its repetitions into the grid; what is repeated and blank costs nothing."""
        first, times = sheet.row + 1, _times(element, _TABLE + "number-rows-repeated")
        sheet.row += times
        cells = _read_row(sheet, self.styles, element, first)
        if not cells:
            return
        sheet.counted += len(cells) * times
        if sheet.counted > MOST_CELLS or len(sheet.grid.rows) + times > MOST_ROWS:
            raise refuse_size(MOST_ROWS)
        numbers = range(first, first + times)
        sheet.grid.rows.update((number, dict(cells)) for number in numbers)
        if self._is_hidden(element):
            sheet.grid.hidden_rows.update(numbers)

    def _is_hidden(self, element: Element) -> bool:
        return (
            any(self._groups)
            or element.get(_TABLE + "visibility") in _HIDDEN
            or element.get(_TABLE + "style-name") in self.styles.hidden_sizes
        )


def _times(element: Element, name: str) -> int:
    times = element.get(name)
    if times is None:
        return 1
    if int(times) < 1:
        raise ValueError(name)
    return int(times)


def _read_row(sheet: _Open, styles: Styles, row: Element, number: int) -> Cells:
    cells: Cells = {}
    column, run = 0, 0
    usual = row.get(_TABLE + "default-cell-style-name", "")
    for element in row:
        if local(element) not in ("table-cell", "covered-table-cell"):
            continue
        first, times = column + 1, _times(element, _TABLE + "number-columns-repeated")
        column += times
        if not element.attrib and not len(element):
            continue
        while run < len(sheet.columns) and sheet.columns[run][0] < first:
            run += 1
        name = (
            element.get(_TABLE + "style-name", "")
            or usual
            or (sheet.columns[run][1] if run < len(sheet.columns) else "")
        )
        text, kind, look = _read_cell(styles, styles.cell(name), element)
        if text:
            if times > _WIDEST or len(cells) + times > _WIDEST:
                raise refuse_size(MOST_ROWS)
            cells.update((place, (text, kind, look)) for place in range(first, column + 1))
        across, down = (
            _times(element, _TABLE + "number-columns-spanned"),
            _times(element, _TABLE + "number-rows-spanned"),
        )
        if across > 1 or down > 1:
            sheet.grid.merges.append(Area(number, first, number + down - 1, first + across - 1))
    return cells


def _read_cell(styles: Styles, style: Style, element: Element) -> tuple[str, RawKind, RawLook]:
    """Text, kind and look of a cell; the text is empty when the cell is."""
    kind, formula = element.get(_OFFICE + "value-type", ""), element.get(_TABLE + "formula")
    text, run = _shown_text(styles, element) if len(element) else ("", RawLook.PLAIN)
    if formula is not None:
        if text in ERROR_VALUES or text.startswith("Err:"):
            return text, RawKind.ERROR, style.look
        if not len(element) and kind != "string" and element.get(_OFFICE + _VALUES.get(kind, "value")) is None:
            return formula[formula.find("=") :], RawKind.UNCALCULATED, style.look
    if kind in ("", "string"):
        return text or tidy_text(element.get(_OFFICE + "string-value", "")), RawKind.TEXT, style.look_with(run)
    return *_read_value(element, kind, text, style), style.look


def _read_value(element: Element, kind: str, text: str, style: Style) -> tuple[str, RawKind]:
    """What a cell of this type (ISO/IEC 26300-1, 19.385) shows of its value."""
    match kind:
        case "boolean":
            return ("TRUE" if element.get(_OFFICE + "boolean-value", "") == "true" else "FALSE"), RawKind.BOOL
        case "date":
            shown = style.number_format if style.number_format.is_date else PLAIN
            return shown_date(dt.datetime.fromisoformat(element.get(_OFFICE + "date-value", "")), shown), RawKind.DATE
        case "time":
            days = _read_duration(element.get(_OFFICE + "time-value", ""))
            if style.number_format.is_date:
                return read_number(repr(days), style.number_format, EPOCH_1900)
            return text or shown_date(dt.timedelta(days=days), PLAIN), RawKind.DATE
        case "percentage" if style.number_format.show is not Show.PERCENT:
            value = number_text(repr(float(element.get(_OFFICE + "value", "")) * 100)) + "%"
            return (text if _PERCENT.fullmatch(text) else value), RawKind.NUMBER
        case _:
            return read_number(element.get(_OFFICE + "value", ""), style.number_format, EPOCH_1900)


def _read_duration(text: str) -> float:
    """The days of a span such as ``PT36H05M00S``. Raises ``ValueError`` when it is none."""
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError(text)
    days, hours, minutes = (int(part or 0) for part in found.group(2, 3, 4))
    seconds = float((found[5] or "0").replace(",", "."))
    return (-1 if found[1] else 1) * (days + (hours * 3600 + minutes * 60 + seconds) / 86_400)


def _shown_text(styles: Styles, cell: Element) -> tuple[str, RawLook]:
    """The text of a cell, a line for each paragraph, and how a part of it is set."""
    lines: list[str] = []
    looks: list[RawLook] = []
    for part in cell:
        if local(part) == "p":
            pieces: list[str] = []
            _collect(part, RawLook.PLAIN, pieces, looks, styles)
            lines.append("".join(pieces))
    return tidy_text("\n".join(lines)), next((look for look in looks if look is not RawLook.PLAIN), RawLook.PLAIN)


def _collect(part: Element, look: RawLook, pieces: list[str], looks: list[RawLook], styles: Styles) -> None:
    """Add the text of an element and of those in it; white space counts once (ISO/IEC 26300-1, 6.1.2)."""
    for inner in (None, *part):
        text = part.text if inner is None else inner.tail
        if inner is not None and local(inner) not in _UNSHOWN:
            match local(inner):
                case "s":
                    pieces.append(" " * min(int(inner.get(_TEXT + "c", "1")), 1000))
                case "tab":
                    pieces.append("\t")
                case "line-break":
                    pieces.append("\n")
                case _:
                    own = (
                        styles.spans.get(inner.get(_TEXT + "style-name", ""), look) if local(inner) == "span" else look
                    )
                    _collect(inner, own, pieces, looks, styles)
        if text:
            pieces.append(_SPACES.sub(" ", text))
            if text.strip():
                looks.append(look)
