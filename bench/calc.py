"""Workbooks of LibreOffice's own making: sheets described in Python, written as flat ODF, converted by ``soffice``."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

CSV = "csv:Text - txt - csv (StarCalc):"
"""Behind it: the delimiter, the quotation mark, the character set, by number."""
_AT_ONCE = 200
"""More than some 250 files in one run, and LibreOffice 7.4 stops in the midst of them."""
_SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{rest}"
    for name, rest in {
        "office": "office:1.0",
        "style": "style:1.0",
        "text": "text:1.0",
        "table": "table:1.0",
        "fo": "xsl-fo-compatible:1.0",
        "number": "datastyle:1.0",
        "of": "of:1.2",
        "draw": "drawing:1.0",
        "svg": "svg-compatible:1.0",
        "config": "config:1.0",
    }.items()
}
_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
_NUMBERS = {
    "percent": '<number:percentage-style style:name="N-percent"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>',
    "percent-1": '<number:percentage-style style:name="N-percent-1"><number:number number:decimal-places="1" '
    'number:min-decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text>'
    "</number:percentage-style>",
    "day": '<number:date-style style:name="N-day"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    "</number:date-style>",
    "us-day": '<number:date-style style:name="N-us-day"><number:month/><number:text>/</number:text><number:day/>'
    "<number:text>/</number:text><number:year/></number:date-style>",
    "month": '<number:date-style style:name="N-month"><number:year number:style="long"/><number:text>年</number:text>'
    "<number:month/><number:text>月</number:text></number:date-style>",
    "month-day": '<number:date-style style:name="N-month-day"><number:month/><number:text>月</number:text><number:day/>'
    "<number:text>日</number:text></number:date-style>",
    "time": '<number:time-style style:name="N-time"><number:hours/><number:text>:</number:text>'
    '<number:minutes number:style="long"/></number:time-style>',
    "nothing": '<number:number-style style:name="N-nothing"><number:text/></number:number-style>',
    "text": '<number:text-style style:name="N-text"><number:text-content/></number:text-style>',
    "fraction": '<number:number-style style:name="N-fraction"><number:fraction number:min-integer-digits="0" '
    'number:min-numerator-digits="1" number:min-denominator-digits="1"/></number:number-style>',
    "scientific": '<number:number-style style:name="N-scientific"><number:scientific-number number:decimal-places="2" '
    'number:min-integer-digits="1" number:min-exponent-digits="2"/></number:number-style>',
}
_PLAIN_NUMBERS = {
    "sign": ('number:min-integer-digits="1"', "%"),
    "wan": ('number:decimal-places="1" number:min-integer-digits="1" number:display-factor="1000"', "万"),
    "qian": ('number:decimal-places="0" number:min-integer-digits="1" number:display-factor="1000"', "千元"),
    "yi": ('number:decimal-places="2" number:min-integer-digits="1" number:display-factor="1000000"', "亿"),
    "silent-thousands": ('number:decimal-places="0" number:min-integer-digits="1" number:display-factor="1000"', ""),
    "wan-word": ('number:decimal-places="0" number:min-integer-digits="1"', "万"),
    "yi-word": ('number:decimal-places="2" number:min-integer-digits="1"', " 亿元"),
    "per-mille": ('number:decimal-places="1" number:min-integer-digits="1"', "‰"),
    "piece": ('number:decimal-places="0" number:min-integer-digits="1"', "种"),
    "padded": ('number:min-integer-digits="3"', ""),
    "grouped": ('number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"', ""),
    "whole": ('number:decimal-places="0" number:min-integer-digits="1"', ""),
}
_LOOKS = {
    "struck": '<style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/>',
    "white": '<style:text-properties fo:color="#ffffff"/>',
    "white-on-blue": '<style:table-cell-properties fo:background-color="#1f4e79"/>'
    '<style:text-properties fo:color="#ffffff"/>',
    "pale": '<style:text-properties fo:color="#fafafa"/>',
    "blue-on-blue": '<style:table-cell-properties fo:background-color="#1f4e79"/>'
    '<style:text-properties fo:color="#1f4e79"/>',
    "red": '<style:text-properties fo:color="#ff0000" fo:font-weight="bold"/>',
    "tiny": '<style:text-properties fo:font-size="1pt"/>',
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its value, the name of its format or look, a formula, how far it reaches, a comment, a picture."""

    value: str | float | date | bool | None = None
    style: str = ""
    formula: str = ""
    rows: int = 1
    columns: int = 1
    note: str = ""
    picture: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its rows; hidden rows and columns are counted from 1, as Excel shows rows."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered_rows: frozenset[int] = frozenset()
    choices: str = ""
    """The allowed values of column D, as a drop-down list."""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook; ``suffix`` is that of the file LibreOffice writes, ``names`` what Python does to its bytes then."""

    sheets: tuple[Sheet, ...]
    filter: str = "xlsx"
    """Passed to ``--convert-to``."""
    from_1904: bool = False
    frozen: bool = False
    patches: tuple[tuple[str, str], ...] = field(default=())
    """Regular expressions and what replaces them in the sheets' XML, for what LibreOffice never writes."""


def write_flat(book: Book) -> str:
    """The workbook as flat ODF (.fods)."""
    spaces = " ".join(f"xmlns:{name}={quoteattr(uri)}" for name, uri in _SPACES.items())
    epoch = '<table:null-date table:date-value="1904-01-01"/>' if book.from_1904 else ""
    lists = "".join(
        f'<table:content-validation table:name="V{n}" table:condition='
        f"{quoteattr(f'of:cell-content-is-in-list({sheet.choices})')}/>"
        for n, sheet in enumerate(book.sheets)
        if sheet.choices
    )
    frozen = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}><config:config-item "
        'config:name="VerticalSplitMode" config:type="short">2</config:config-item><config:config-item '
        'config:name="VerticalSplitPosition" config:type="int">1</config:config-item></config:config-item-map-entry>'
        for sheet in book.sheets
    )
    view = (
        '<office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed '
        'config:name="Views"><config:config-item-map-entry><config:config-item-map-named config:name="Tables">'
        f"{frozen}</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings>"
    )
    filters = "".join(
        f'<table:database-range table:name="F{n}" table:target-range-address="{escape(sheet.name)}.A1:'
        f'{escape(sheet.name)}.G{len(sheet.rows)}" table:display-filter-buttons="true"/>'
        for n, sheet in enumerate(book.sheets)
        if sheet.filtered_rows
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">{view if book.frozen else ""}'
        f"<office:automatic-styles>{_write_styles()}</office:automatic-styles><office:body><office:spreadsheet>"
        f"<table:calculation-settings>{epoch}</table:calculation-settings>"
        f"<table:content-validations>{lists}</table:content-validations>"
        f"{''.join(_write_sheet(sheet, n) for n, sheet in enumerate(book.sheets))}"
        f"<table:database-ranges>{filters}</table:database-ranges>"
        "</office:spreadsheet></office:body></office:document>"
    )


@cache
def _write_styles() -> str:
    plain = (
        f'<number:number-style style:name="N-{name}"><number:number {attributes}/>'
        f"<number:text>{text}</number:text></number:number-style>"
        for name, (attributes, text) in _PLAIN_NUMBERS.items()
    )
    cells = (
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="N-{name}"/>'
        for name in (*_NUMBERS, *_PLAIN_NUMBERS)
    )
    looks = (
        f'<style:style style:name="{n}" style:family="table-cell">{xml}</style:style>' for n, xml in _LOOKS.items()
    )
    runs = (f'<style:style style:name="run-{n}" style:family="text">{xml}</style:style>' for n, xml in _LOOKS.items())
    hidden = (
        '<style:style style:name="sheet-hidden" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    return "".join((*_NUMBERS.values(), *plain, *cells, *looks, *runs, hidden))


def _write_sheet(sheet: Sheet, number: int) -> str:
    width = max((sum(cell.columns for cell in row) for row in sheet.rows), default=1)
    columns = "".join(
        f"<table:table-column{_collapse(place in sheet.hidden_columns)}/>" for place in range(1, width + 1)
    )
    rows = "".join(
        f"<table:table-row{_collapse(place in sheet.hidden_rows, place in sheet.filtered_rows)}>"
        f"{''.join(_write_cell(cell, sheet, number, column) for column, cell in _uncovered(row or (Cell(),)))}"
        "</table:table-row>"
        for place, row in enumerate(sheet.rows, start=1)
    )
    style = ' table:style-name="sheet-hidden"' if sheet.hidden else ""
    return f"<table:table table:name={quoteattr(sheet.name)}{style}>{columns}{rows}</table:table>"


def _uncovered(row: Row) -> Iterator[tuple[int, Cell]]:
    """The cells of a row by their column, without those that a cell before them reaches over."""
    reach = 0
    for column, cell in enumerate(row):
        if column >= reach:
            reach = column + cell.columns
            yield column, cell


def _collapse(hidden: bool, filtered: bool = False) -> str:  # noqa: FBT001, FBT002  # one attribute of two values
    return ' table:visibility="collapse"' if hidden else ' table:visibility="filter"' if filtered else ""


def _write_cell(cell: Cell, sheet: Sheet, number: int, column: int) -> str:
    attributes = f' table:style-name="{cell.style}"' if cell.style and not cell.style.startswith("run-") else ""
    if cell.formula:
        attributes += f" table:formula={quoteattr('of:' + cell.formula)}"
    if cell.rows > 1 or cell.columns > 1:
        attributes += f' table:number-columns-spanned="{cell.columns}" table:number-rows-spanned="{cell.rows}"'
    if sheet.choices and column == 3:
        attributes += f' table:content-validation-name="V{number}"'
    inside = ""
    match cell.value:
        case bool():
            attributes += f' office:value-type="boolean" office:boolean-value="{str(cell.value).lower()}"'
        case date():
            attributes += f' office:value-type="date" office:date-value="{cell.value.isoformat()}"'
        case int() | float():
            kind = "percentage" if cell.style.startswith("percent") else "float"
            attributes += f' office:value-type="{kind}" office:value="{cell.value!r}"'
        case str():
            attributes += ' office:value-type="string"'
            inside = "".join(_write_line(line, cell.style) for line in cell.value.split("\n"))
    if cell.note:
        inside = f"<office:annotation><text:p>{escape(cell.note)}</text:p></office:annotation>{inside}"
    if cell.picture:
        inside += (
            '<draw:frame svg:width="1cm" svg:height="1cm" svg:x="0cm" svg:y="0cm"><draw:image><office:binary-data>'
            f"{_PIXEL}</office:binary-data></draw:image></draw:frame>"
        )
    covered = "<table:covered-table-cell/>" * (cell.columns - 1)
    return f"<table:table-cell{attributes}>{inside}</table:table-cell>{covered}"


def _write_line(line: str, style: str) -> str:
    text = "".join(f"{'<text:s/>' if sign == ' ' else escape(sign)}" for sign in line)
    return (
        f'<text:p><text:span text:style-name="{style}">{text}</text:span></text:p>'
        if style.startswith("run-")
        else f"<text:p>{text}</text:p>"
    )


def convert(books: Mapping[str, Book], folder: Path) -> dict[str, Path]:
    """Have LibreOffice write all workbooks, with one start for each filter. The files by the books' names."""
    found: dict[str, Path] = {}
    for chosen in dict.fromkeys(book.filter for book in books.values()):
        place = folder / f"by-{list(dict.fromkeys(b.filter for b in books.values())).index(chosen)}"
        place.mkdir(parents=True)
        names = [name for name, book in books.items() if book.filter == chosen]
        flat = [place / f"{name}.fods" for name in names]
        for path, name in zip(flat, names, strict=True):
            path.write_text(write_flat(books[name]), encoding="utf-8")
        for start in range(0, len(flat), _AT_ONCE):
            _run(folder, ["--convert-to", chosen, "--outdir", str(place), *map(str, flat[start : start + _AT_ONCE])])
        found |= {name: place / f"{name}.{chosen.partition(':')[0]}" for name in names}
    return found


def _run(folder: Path, arguments: Iterable[str]) -> None:
    command = shutil.which("soffice")
    if command is None:
        raise RuntimeError("LibreOffice (soffice) is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    subprocess.run([command, profile, "--headless", *arguments], check=True, capture_output=True, timeout=600)


def save_again(path: Path, form: str) -> None:
    """Have LibreOffice save a workbook in another format, in its place; ``et`` is .xls under the name of WPS."""
    with tempfile.TemporaryDirectory(prefix="calc-") as folder:
        kind = "xls" if form == "et" else form
        _run(Path(folder), ["--convert-to", kind, "--outdir", folder, str(path)])
        shutil.move(Path(folder, f"{path.stem}.{kind}"), path.with_suffix(f".{form}"))
    path.unlink()


def lock(paths: Sequence[Path], folder: Path) -> None:
    """Have LibreOffice store files anew with a password, by a macro: no option of its command does."""
    filters = {".xlsx": "Calc MS Excel 2007 XML", ".xls": "MS Excel 97", ".ods": "calc8"}
    words = {".xlsx": "box", ".xls": "word", ".ods": "word"}
    lines = [
        f'document = StarDesktop.loadComponentFromURL("{path.resolve().as_uri()}", "_blank", 0, Array(hide))\n'
        f'kind.Name = "FilterName" : kind.Value = "{filters[path.suffix]}"\n'
        f'document.storeToURL("{path.resolve().as_uri()}.locked", Array(kind, {words[path.suffix]}))\n'
        "document.close(True)"
        for path in paths
    ]
    if not lines:
        return
    library = folder / "profile/user/basic/Standard"
    library.mkdir(parents=True, exist_ok=True)
    program = (
        'Sub Main\nDim hide As New com.sun.star.beans.PropertyValue\nhide.Name = "Hidden" : hide.Value = True\n'
        "Dim kind As New com.sun.star.beans.PropertyValue\nDim word As New com.sun.star.beans.PropertyValue\n"
        'word.Name = "Password" : word.Value = "123456"\n'
        # Open XML is given its password by another road.
        'Dim cipher As New com.sun.star.beans.NamedValue\ncipher.Name = "CryptoType" : cipher.Value = "Standard"\n'
        'Dim secret As New com.sun.star.beans.NamedValue\nsecret.Name = "OOXPassword" : secret.Value = "123456"\n'
        'Dim box As New com.sun.star.beans.PropertyValue\nbox.Name = "EncryptionData"\n'
        'box.Value = CreateUnoValue("[]com.sun.star.beans.NamedValue", Array(cipher, secret))\n'
        + "\n".join(lines)
        + "\nEnd Sub"
    )
    (library / "Module1.xba").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument '
        '1.0//EN" "module.dtd"><script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
        f'script:language="StarBasic">{escape(program)}</script:module>',
        encoding="utf-8",
    )
    (library / "script.xlb").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument '
        '1.0//EN" "library.dtd"><library:library xmlns:library="http://openoffice.org/2000/library" '
        'library:name="Standard" library:readonly="false" library:passwordprotected="false">'
        '<library:element library:name="Module1"/></library:library>',
        encoding="utf-8",
    )
    _run(folder, ["macro:///Standard.Module1.Main"])
    for path in paths:
        path.with_name(f"{path.name}.locked").replace(path)
