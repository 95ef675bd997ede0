"""Workbooks as other programs write them: LibreOffice's own files, and imitations of what Excel and WPS write."""

from __future__ import annotations

import zipfile
from pathlib import Path

from mashang.raw import RawKind, RawTable
from mashang.sources.workbook import read_workbook

FILES = Path(__file__).with_name("files")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
EXCEL = (
    f'xmlns="{MAIN}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'mc:Ignorable="x14ac xr" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
    'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision"'
)
TEXT, NUMBER, DATE, BOOL, ERROR = RawKind.TEXT, RawKind.NUMBER, RawKind.DATE, RawKind.BOOL, RawKind.ERROR


def list_cells(table: RawTable) -> dict[int, list[tuple[int, str, RawKind]]]:
    """The cells of each row by its number: column, text, kind."""
    return {row.number: [(cell.column, cell.text, cell.kind) for cell in row.cells] for row in table.rows}


def pack(path: Path, parts: dict[str, str]) -> Path:
    """A workbook of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n{text}')
    return path


def relate(**targets: str) -> str:
    """A part of relations: each kind with its target."""
    listed = (f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{to}"/>' for kind, to in targets.items())
    return f'<Relationships xmlns="{PACKAGE}">{"".join(listed)}</Relationships>'


def test_what_libreoffice_writes_is_read() -> None:
    """Rich text, percent, dates, spans, leading zeros, merges, formulas, errors, escapes; hidden parts are named."""
    tables, problems = read_workbook(FILES / "libreoffice.xlsx", "libreoffice.xlsx")
    assert [table.sheet for table in tables] == ["措施", "第二张"]
    assert list_cells(tables[0]) == {
        1: [(1, "编号", TEXT), (2, "内容", TEXT), (3, "完成率", TEXT), (5, "备注", TEXT)],
        2: [(1, "M01", TEXT), (2, "第一项 & 其余", TEXT), (3, "28.5%", NUMBER), (5, "第一行\n第二行", TEXT)],
        3: [(1, "M02", TEXT), (2, "2026-06-30", DATE), (3, "2026年12月", DATE), (5, "2026-06-30", DATE)],
        6: [(1, "M03", TEXT), (2, "08:30", DATE), (3, "36:05", DATE), (5, "2026-06-30 08:30", DATE)],
        7: [(1, "M03", TEXT), (2, "007", NUMBER), (3, "1234567.5", NUMBER), (5, "0571", TEXT)],
        8: [(1, "M04", TEXT), (2, "4", NUMBER), (3, "TRUE", BOOL), (5, "#N/A", ERROR)],
        9: [(1, "M05", TEXT), (2, "甲乙", TEXT), (3, "110101199003070000", NUMBER), (5, "两边有空格", TEXT)],
        10: [(1, "合计", TEXT), (5, "_x000D_", TEXT)],
    }
    assert [(found.code, str(found.where)) for found in problems] == [
        ("hidden-row", "libreoffice.xlsx · 表“措施”"),
        ("hidden-column", "libreoffice.xlsx · 表“措施”"),
        ("hidden-sheet", "libreoffice.xlsx · 表“底稿”"),
    ]


def test_days_that_libreoffice_counts_from_1904_are_right() -> None:
    """The same day as in any other workbook."""
    (table,), problems = read_workbook(FILES / "libreoffice-1904.xlsx", "libreoffice-1904.xlsx")
    assert (list_cells(table)[2], problems) == ([(1, "2026-06-30", DATE)], ())


def test_an_imitation_of_excel_is_read(tmp_path: Path) -> None:
    """Absolute part names, marks of later versions, phonetic runs, shared formulas, text results, days from 1904."""
    sheet = (
        f'<worksheet {EXCEL} xr:uid="{{00000000-0001-0000-0000-000000000000}}"><dimension ref="A1:D3"/>'
        '<sheetFormatPr defaultRowHeight="14.25" x14ac:dyDescent="0.2"/><cols><col min="1" max="1" width="9"/></cols>'
        '<sheetData><row r="1" spans="1:4" x14ac:dyDescent="0.2"><c r="A1" t="s"><v>0</v></c>'
        '<c r="B1" t="s"><v>1</v></c></row>'
        '<row r="3" spans="1:4" ht="15" thickBot="1" x14ac:dyDescent="0.25"><c r="A3" s="1"><v>44741</v></c>'
        '<c r="B3" s="2"><v>0.57</v></c><c r="C3" t="str"><f>A1&amp;"甲"</f><v>编号甲</v></c>'
        '<c r="D3" s="3"><f t="shared" ref="D3:D9" si="0">1+B3</f><v>1.5699999999999998</v></c></row></sheetData>'
        '<phoneticPr fontId="1" type="noConversion"/><extLst><ext uri="{x}"><x14ac:a/></ext></extLst></worksheet>'
    )
    path = pack(
        tmp_path / "a.xlsx",
        {
            "_rels/.rels": relate(officeDocument="/xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook {EXCEL}><workbookPr date1904="1" codeName="ThisWorkbook"/>'
            '<mc:AlternateContent><mc:Choice Requires="x15"/></mc:AlternateContent>'
            '<sheets><sheet name="Sheet1" sheetId="1" r:id="worksheet"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relate(
                worksheet="/xl/worksheets/sheet1.xml", styles="/xl/styles.xml", sharedStrings="/xl/sharedStrings.xml"
            ),
            "xl/styles.xml": f'<styleSheet {EXCEL}><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>'
            '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="43"/></cellXfs></styleSheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>编号</t><phoneticPr fontId="1"/></si>'
            "<si><r><rPr><b/></rPr>"
            '<t>完成</t></r><r><t xml:space="preserve">率 </t></r><rPh sb="0" eb="2"><t>wancheng</t></rPh></si></sst>',
            "xl/worksheets/sheet1.xml": sheet,
        },
    )
    (table,), problems = read_workbook(path, "a.xlsx")
    assert problems == ()
    assert list_cells(table) == {
        1: [(1, "编号", TEXT), (2, "完成率", TEXT)],
        3: [(1, "2026-06-30", DATE), (2, "57%", NUMBER), (3, "编号甲", TEXT), (4, "1.57", NUMBER)],
    }


def test_an_imitation_of_wps_and_of_exports_is_read(tmp_path: Path) -> None:
    """Formats known by number or ending in ``;@``, inline texts, rows and cells that do not say where they are."""
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t>编号</t></is></c>'
        '<c t="inlineStr"><is><r><t>完</t></r><r><t>成率</t></r></is></c></row>'
        '<row><c s="1"><v>46203</v></c><c s="2"><v>46357</v></c><c s="3"><v>46203</v></c><c/>'
        '<c t="str"><v>文字</v></c></row><row r="5"><c t="d"><v>2026-06-30T00:00:00</v></c>'
        '<c r="D5"><v>2</v></c><c><v>3</v></c></row></sheetData><mergeCells count="0"/></worksheet>'
    )
    path = pack(
        tmp_path / "a.xlsx",
        {
            "_rels/.rels": relate(officeDocument="xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="表" sheetId="7" '
            'state="visible" r:id="worksheet"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relate(worksheet="worksheets/sheet1.xml", styles="styles.xml"),
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">'
            '<numFmts><numFmt numFmtId="176" formatCode="yyyy/m/d;@"/></numFmts><cellXfs><xf numFmtId="0"/>'
            '<xf numFmtId="31"/><xf numFmtId="57"/><xf numFmtId="176"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": sheet,
        },
    )
    (table,), problems = read_workbook(path, "a.xlsx")
    assert problems == ()
    assert list_cells(table) == {
        1: [(1, "编号", TEXT), (2, "完成率", TEXT)],
        2: [(1, "2026-06-30", DATE), (2, "2026年12月", DATE), (3, "2026-06-30", DATE), (5, "文字", TEXT)],
        5: [(1, "2026-06-30", DATE), (4, "2", NUMBER), (5, "3", NUMBER)],
    }
