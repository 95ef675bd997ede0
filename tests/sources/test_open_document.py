"""Sheets of OpenDocument that LibreOffice does not write, or not so."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from mashang.problems import Problem
from mashang.raw import RawKind, RawTable
from mashang.sources.container import SPREADSHEET
from mashang.sources.workbook import read_workbook_bytes

FILE = "content/measures.ods"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
    }.items()
)
TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def _read(
    rows: str, *, styles: str = "", columns: str = "", around: str = "{}", parts: dict[str, str] | None = None
) -> tuple[tuple[RawTable, ...], tuple[Problem, ...]]:
    """What is read of one table of these rows."""
    table = around.format(f'<table:table table:name="表">{columns}{rows}</table:table>')
    content = (
        f'<office:document-content {NAMES} xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", SPREADSHEET)
        for name, text in {"content.xml": content, **(parts or {})}.items():
            archive.writestr(name, text)
    return read_workbook_bytes(stream.getvalue(), FILE)


def _cells(rows: str, **more: str) -> list[tuple[int, int, str, RawKind]]:
    (table,), problems = _read(rows, **more)  # type: ignore[arg-type] # texts only
    assert problems == ()
    return [(cell.row, cell.column, cell.text, cell.kind) for row in table.rows for cell in row.cells]


def _row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def test_repetitions_without_content_cost_nothing() -> None:
    """A sheet is a million rows high and sixteen thousand columns wide in every file."""
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = (
        _row(TEXT.format("编号"), blank)
        + _row(blank, more=' table:number-rows-repeated="1048574" table:visibility="collapse"')
        + _row(blank, TEXT.format("末行"))
    )
    begun = time.process_time()
    assert _cells(rows) == [(1, 1, "编号", RawKind.TEXT), (1048576, 16385, "末行", RawKind.TEXT)]
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "rows",
    [
        _row(TEXT.format("一"), more=' table:number-rows-repeated="1048576"'),
        _row(TEXT.format("一").replace("cell ", 'cell table:number-columns-repeated="999999999" ')),
    ],
)
def test_content_repeated_without_end_is_refused(rows: str) -> None:
    """Before it fills the memory."""
    tables, (found,) = _read(rows)
    assert (tables, found.code, found.sentence) == ((), "file-too-large", "文件太大：一张表超过 100000 行。")


def test_repeated_content_stands_in_each_place() -> None:
    """Programs draw equal neighbours together."""
    two = TEXT.format("同").replace("cell ", 'cell table:number-columns-repeated="2" ')
    expected = [(row, column, "同", RawKind.TEXT) for row in (1, 2) for column in (1, 2)]
    assert _cells(_row(two, more=' table:number-rows-repeated="2"')) == expected


def test_comments_pictures_and_phonetic_marks_are_no_text() -> None:
    """Of a paragraph, white space counts once, but for the elements that mean it."""
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation>'
        "<text:p>甲 \n  乙<text:s text:c='2'/>丙<text:ruby><text:ruby-base>丁</text:ruby-base>"
        "<text:ruby-text>ding</text:ruby-text></text:ruby><text:a>戊</text:a></text:p><text:p/><text:p>己</text:p>"
        "</table:table-cell>"
    )
    assert _cells(_row(cell)) == [(1, 1, "甲 乙  丙丁戊\n\n己", RawKind.TEXT)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('office:value-type="percentage" office:value="0.6"><text:p>60%</text:p>', ("60%", RawKind.NUMBER)),
        ('office:value-type="percentage" office:value="0.285">', ("28.5%", RawKind.NUMBER)),
        ('office:value-type="float" office:value="1E3"><text:p>1,000</text:p>', ("1000", RawKind.NUMBER)),
        ('office:value-type="date" office:date-value="2026-06-30"><text:p>6/30</text:p>', ("2026-06-30", RawKind.DATE)),
        ('office:value-type="time" office:time-value="PT08H30M00S">', ("08:30", RawKind.DATE)),
        ('office:value-type="boolean" office:boolean-value="false">', ("FALSE", RawKind.BOOL)),
        ('office:value-type="string" office:string-value="甲">', ("甲", RawKind.TEXT)),
        ('table:formula="of:=[.A9]*2">', ("=[.A9]*2", RawKind.UNCALCULATED)),
        ('table:formula="of:=1/0" office:value-type="string"><text:p>Err:502</text:p>', ("Err:502", RawKind.ERROR)),
    ],
)
def test_values_without_a_format(cell: str, expected: tuple[str, RawKind]) -> None:
    """As programs other than LibreOffice write them."""
    assert _cells(_row(f"<table:table-cell {cell}</table:table-cell>")) == [(1, 1, *expected)]


def test_a_formula_that_shows_nothing_is_blank() -> None:
    """LibreOffice writes no type for an empty text, but an empty paragraph."""
    empty = '<table:table-cell table:formula="of:=IF(1;&quot;&quot;)"><text:p/></table:table-cell>'
    assert _cells(_row(TEXT.format("甲"), empty)) == [(1, 1, "甲", RawKind.TEXT)]


def test_cells_take_the_style_of_their_column_and_parents() -> None:
    """A style may say nothing itself."""
    styles = (
        '<number:percentage-style style:name="N1"><number:number number:decimal-places="0" '
        'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
        '<style:style style:name="base" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="own" style:family="table-cell" style:parent-style-name="base"/>'
    )
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="own"/>'
    number = '<table:table-cell office:value-type="float" office:value="0.5"/>'
    assert _cells(_row(number, number), styles=styles, columns=columns) == [
        (1, 1, "0.5", RawKind.NUMBER),
        (1, 2, "50%", RawKind.NUMBER),
    ]


def test_folded_groups_and_rows_without_height_are_hidden() -> None:
    """Nobody sees them."""
    styles = (
        '<style:style style:name="flat" style:family="table-row">'
        '<style:table-row-properties style:row-height="0cm"/></style:style>'
    )
    rows = (
        _row(TEXT.format("编号"))
        + f'<table:table-row-group table:display="false">{_row(TEXT.format("内部"))}</table:table-row-group>'
        + _row(TEXT.format("内部"), more=' table:style-name="flat"')
        + _row(TEXT.format("末行"))
    )
    (table,), (found,) = _read(rows, styles=styles)
    assert [row.number for row in table.rows] == [1, 4]
    assert (found.code, found.sentence) == ("hidden-row", "隐藏的第 2–3 行没有读取，不会公开。")


def test_what_is_kept_of_other_files_is_no_sheet() -> None:
    """Links leave copies of the tables that they were read from."""
    assert _read("<table:table-source/>" + _row(TEXT.format("别处"))) == ((), ())


def test_macros_are_named() -> None:
    """Of LibreOffice's own kind as well."""
    tables, (found,) = _read(_row(TEXT.format("编号")), parts={"Basic/Standard/script-lb.xml": "<x/>"})
    assert (len(tables), found.code) == (1, "file-macro")


@pytest.mark.parametrize(
    "damage", ['table:number-rows-repeated="0"', 'table:number-rows-repeated="x"', 'table:visibility="&e;"']
)
def test_damage_is_reported(damage: str) -> None:
    """Without a traceback."""
    tables, (found,) = _read(_row(TEXT.format("编号"), more=f" {damage}"))
    assert (tables, found.code, found.sentence) == ((), "file-damaged", "文件已经损坏：里面的内容读不通。")
