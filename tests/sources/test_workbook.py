"""Real workbooks, as Excel and WPS write them."""

from __future__ import annotations

import datetime as dt
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mashang.problems import Problem
from mashang.raw import RawKind, RawTable
from mashang.sources.workbook import read_workbook

FILE = "content/measures.xlsx"
NAME = "measures.xlsx"
SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _save(tmp_path: Path, fill: Callable[[Worksheet], object], title: str = "措施") -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    fill(sheet)
    path = tmp_path / NAME
    book.save(path)
    return path


def _replace_part(path: Path, part: str, change: Callable[[str], str]) -> None:
    """Write the workbook again with one part of it changed, or added when it is not there."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b"").decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def _table(path: Path) -> RawTable:
    tables, problems = read_workbook(path, FILE)
    assert problems == ()
    (table,) = tables
    return table


def _texts(table: RawTable) -> list[tuple[int, list[tuple[int, str]]]]:
    return [(row.number, [(cell.column, cell.text) for cell in row.cells]) for row in table.rows]


def _first_texts(table: RawTable) -> list[str]:
    return [row.cells[0].text for row in table.rows]


def _report(problems: tuple[Problem, ...]) -> list[tuple[str, str, str, str]]:
    return [(p.code, str(p.where), p.sentence, p.mend) for p in problems]


def test_cells_keep_their_address(tmp_path: Path) -> None:
    """Blank rows and columns are counted and left out."""

    def fill(sheet: Worksheet) -> None:
        sheet["B2"] = "编号"
        sheet["AA2"] = "标题"
        sheet["B5"] = " M01\u3000"
        sheet["C5"] = "   "

    table = _table(_save(tmp_path, fill))
    assert _texts(table) == [(2, [(2, "编号"), (27, "标题")]), (5, [(2, "M01")])]
    assert (table.file, table.sheet) == (FILE, "措施")
    assert str(table.locate(table.rows[0].cells[1])) == "content/measures.xlsx · 表“措施” · AA2"


@pytest.mark.parametrize(
    ("value", "code", "text", "kind"),
    [
        (0.6, "0%", "60%", RawKind.NUMBER),
        (0.57, "0%", "57%", RawKind.NUMBER),
        (0.285, "0.0%", "28.5%", RawKind.NUMBER),
        (1, "000", "001", RawKind.NUMBER),
        (12.0, "General", "12", RawKind.NUMBER),
        (12.5, "0.00", "12.5", RawKind.NUMBER),
        (1234567, "#,##0", "1234567", RawKind.NUMBER),
        (110101199003070000, "0", "110101199003070000", RawKind.NUMBER),
        (dt.date(2026, 6, 30), "yyyy/m/d", "2026-06-30", RawKind.DATE),
        (dt.datetime(2026, 6, 30), "yyyy-mm-dd hh:mm", "2026-06-30", RawKind.DATE),  # noqa: DTZ001 -- a sheet knows no zone
        (dt.datetime(2026, 6, 30, 8, 30), "yyyy-mm-dd hh:mm", "2026-06-30 08:30", RawKind.DATE),  # noqa: DTZ001 -- the same
        (dt.date(2026, 12, 1), 'yyyy"年"m"月"', "2026年12月", RawKind.DATE),
        (dt.time(8, 30), "h:mm", "08:30", RawKind.DATE),
        (dt.timedelta(hours=36), "[h]:mm", "36:00", RawKind.DATE),
        (0, "yyyy-mm-dd", "0", RawKind.NUMBER),
        (99999999, "yyyy-mm-dd", "99999999", RawKind.NUMBER),
        (-1, "yyyy-mm-dd", "-1", RawKind.NUMBER),
        (True, "General", "TRUE", RawKind.BOOL),
        (False, "General", "FALSE", RawKind.BOOL),
        ("#N/A", "General", "#N/A", RawKind.ERROR),
        ("0571", "@", "0571", RawKind.TEXT),
        ("第一行\n第二行", "General", "第一行\n第二行", RawKind.TEXT),
    ],
)
def test_a_cell_reads_as_a_reader_sees_it(tmp_path: Path, value: object, code: str, text: str, kind: RawKind) -> None:
    """Percents, leading zeros, dates and error values, by the cell's number format."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = value  # type: ignore[assignment] # any value that openpyxl writes
        sheet["A1"].number_format = code

    (cell,) = _table(_save(tmp_path, fill)).rows[0].cells
    assert (cell.text, cell.kind) == (text, kind)


def test_dates_that_count_from_1904_are_right(tmp_path: Path) -> None:
    """Workbooks begun on a Mac count their days from another year."""
    path = _save(tmp_path, lambda sheet: sheet.append([dt.date(2026, 6, 30)]))
    _replace_part(path, "xl/workbook.xml", lambda xml: xml.replace("<workbookPr />", '<workbookPr date1904="1" />'))
    assert _first_texts(_table(path)) == ["2030-07-01"]


def test_formats_that_chinese_excel_leaves_unwritten_are_known(tmp_path: Path) -> None:
    """Number format 57 is ``yyyy"年"m"月"`` there, though the file does not say so; 31 shows the day as well."""

    def fill(sheet: Worksheet) -> None:
        sheet.append([dt.date(2026, 12, 1), dt.date(2026, 6, 30)])
        sheet["A1"].number_format = "yyyy"
        sheet["B1"].number_format = "d"

    path = _save(tmp_path, fill)

    def change(xml: str) -> str:
        bare = re.sub("<numFmts.*</numFmts>", "", xml)
        return bare.replace('numFmtId="165"', 'numFmtId="57"').replace('numFmtId="166"', 'numFmtId="31"')

    _replace_part(path, "xl/styles.xml", change)
    assert _texts(_table(path)) == [(1, [(1, "2026年12月"), (2, "2026-06-30")])]


def test_formulas_give_the_result_that_the_file_holds(tmp_path: Path) -> None:
    """A formula without a result is reported; one whose result is no text is blank."""
    path = _save(tmp_path, lambda sheet: sheet.append(["=1+1", "=2+2", '=""', "=NA()", "=A1"]))

    def change(xml: str) -> str:
        cells = (
            '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>2+2</f><v></v></c><c r="C1" t="str"><f>""</f><v></v></c>'
            '<c r="D1" t="e"><f>NA()</f><v>#N/A</v></c><c r="E1" t="str"><f t="shared" si="0"/><v>结果</v></c>'
        )
        start, end = xml.index("<c "), xml.index("</row>")
        return xml[:start] + cells + xml[end:]

    _replace_part(path, SHEET, change)
    assert [(cell.column, cell.text, cell.kind) for cell in _table(path).rows[0].cells] == [
        (1, "2", RawKind.NUMBER),
        (2, "=2+2", RawKind.UNCALCULATED),
        (4, "#N/A", RawKind.ERROR),
        (5, "结果", RawKind.TEXT),
    ]


def test_shared_strings_lose_marks_and_formats_but_no_text(tmp_path: Path) -> None:
    """Rich text is joined, phonetic marks are left out, escaped control characters are undone."""
    path = _save(tmp_path, lambda sheet: sheet.append(["a"]))
    strings = (
        f"<sst {MAIN}><si><r><t>优化</t></r><r><rPr><b/></rPr><t>营商环境</t></r>"
        "<rPh sb='0' eb='1'><t>you</t></rPh></si>"
        "<si><t>第一行_x000D_\n第二行</t></si><si><t>_x005F_x000D_</t></si><si><t>㐂_xD842__xDFB7_</t></si><si/></sst>"
    )
    cells = "".join(f'<c r="{letter}1" t="s"><v>{index}</v></c>' for index, letter in enumerate("ABCDE"))
    _replace_part(path, "xl/sharedStrings.xml", lambda _: strings)
    relation = '<Relationship Type="http://x/sharedStrings" Target="sharedStrings.xml" Id="rId9"/></Relationships>'
    _replace_part(path, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace("</Relationships>", relation))
    _replace_part(path, SHEET, lambda xml: xml[: xml.index("<c ")] + cells + xml[xml.index("</row>") :])
    assert _texts(_table(path)) == [(1, [(1, "优化营商环境"), (2, "第一行\n第二行"), (3, "_x000D_"), (4, "㐂𠮷")])]


def test_rich_text_inside_a_cell_is_joined(tmp_path: Path) -> None:
    """Texts that stand in the cell itself may be formatted as well."""
    text = CellRichText("优化", TextBlock(InlineFont(b=True), "营商环境"))
    assert _first_texts(_table(_save(tmp_path, lambda sheet: sheet.append([text])))) == ["优化营商环境"]


def test_vertical_merges_fill_down_and_horizontal_ones_do_not(tmp_path: Path) -> None:
    """A merged field stands in each of its rows, a merged title once; a row blank but for a merge stays blank."""

    def fill(sheet: Worksheet) -> None:
        rows: list[list[str | None]] = [
            ["措施清单"],
            ["领域", "编号", "标题"],
            ["市场准入", "M01", "甲"],
            [None, "M02", "乙"],
            [],
            ["融资", "M03"],
        ]
        for row in rows:
            sheet.append(row)
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A3:A5")
        sheet.merge_cells("B6:C6")

    assert _texts(_table(_save(tmp_path, fill))) == [
        (1, [(1, "措施清单")]),
        (2, [(1, "领域"), (2, "编号"), (3, "标题")]),
        (3, [(1, "市场准入"), (2, "M01"), (3, "甲")]),
        (4, [(1, "市场准入"), (2, "M02"), (3, "乙")]),
        (6, [(1, "融资"), (2, "M03")]),
    ]


def test_what_a_merge_repeats_is_marked(tmp_path: Path) -> None:
    """Only the checks know whether a text is repeated for convenience or a figure is counted twice."""

    def fill(sheet: Worksheet) -> None:
        for row in (["码", "投诉"], ["7K3M9QX2Z", 57], ["00M1ABCD5"]):
            sheet.append(row)
        sheet.merge_cells("B2:B3")

    cells = [cell for row in _table(_save(tmp_path, fill)).rows[1:] for cell in row.cells]
    assert [(cell.row, cell.text, cell.repeated) for cell in cells if cell.column == 2] == [
        (2, "57", False),
        (3, "57", True),
    ]


def test_values_under_a_merge_are_not_shown(tmp_path: Path) -> None:
    """Some programs leave values in covered cells, where no reader of the sheet sees them."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(["领域", "编号"])
        sheet.append(["旧", "M01"])

    path = _save(tmp_path, fill)
    _replace_part(
        path,
        SHEET,
        lambda xml: xml.replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>'),
    )
    assert _texts(_table(path)) == [(1, [(1, "领域"), (2, "编号")]), (2, [(1, "领域"), (2, "M01")])]


def test_hidden_rows_are_left_out_and_named(tmp_path: Path) -> None:
    """Hidden by hand, by a filter (the file says the same) or by a height of nothing."""

    def fill(sheet: Worksheet) -> None:
        for number in range(1, 11):
            sheet.append([f"第{number}行"])
        for number in (5, 7, 8):
            sheet.row_dimensions[number].hidden = True
        sheet.row_dimensions[12].hidden = True

    path = _save(tmp_path, fill)
    _replace_part(path, SHEET, lambda xml: xml.replace('<row r="9"', '<row r="9" ht="0" customHeight="1"'))
    tables, problems = read_workbook(path, FILE)
    assert [row.number for row in tables[0].rows] == [1, 2, 3, 4, 6, 10]
    assert _report(problems) == [
        (
            "hidden-row",
            "content/measures.xlsx · 表“措施”",
            "隐藏的第 5、7–9 行没有读取，不会公开。",
            "要公开就取消隐藏（检查是否开着筛选）；不需要就删掉。",
        )
    ]


def test_hidden_columns_are_left_out_and_named(tmp_path: Path) -> None:
    """Grouped column settings count for each of their columns; hidden columns without values are no news."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(["编号", "内部", "意见", "标题", "零", "备注"])
        sheet.column_dimensions.group("B", "C", hidden=True)
        sheet.column_dimensions.group("H", "XFD", hidden=True)

    path = _save(tmp_path, fill)
    _replace_part(path, SHEET, lambda xml: xml.replace("<cols>", '<cols><col min="5" max="5" width="0"/>'))
    tables, problems = read_workbook(path, FILE)
    assert _texts(tables[0]) == [(1, [(1, "编号"), (4, "标题"), (6, "备注")])]
    assert _report(problems) == [
        (
            "hidden-column",
            "content/measures.xlsx · 表“措施”",
            "隐藏的 B–C、E 列没有读取，不会公开。",
            "要公开就取消隐藏；不需要就删掉。",
        )
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_left_out_and_named(tmp_path: Path, state: str) -> None:
    """Whichever way a sheet is hidden; blank sheets are passed over without a word."""
    book = openpyxl.Workbook()
    shown, hidden = book.worksheets[0], book.create_sheet("内部")
    book.create_sheet("空表")
    shown.title = "措施"
    shown.append(["编号"])
    hidden.append(["不公开"])
    hidden.sheet_state = state
    path = tmp_path / NAME
    book.save(path)
    tables, problems = read_workbook(path, FILE)
    assert [table.sheet for table in tables] == ["措施"]
    assert _report(problems) == [
        (
            "hidden-sheet",
            "content/measures.xlsx · 表“内部”",
            "隐藏的表“内部”没有读取，不会公开。",
            "要公开就取消隐藏；不需要就删掉。",
        )
    ]


def test_several_sheets_come_in_the_order_of_their_tabs(tmp_path: Path) -> None:
    """Which of them is the table is not for the reader to say."""
    book = openpyxl.Workbook()
    for title in ("填表说明", "措施"):
        book.create_sheet(title).append([title])
    path = tmp_path / NAME
    book.save(path)
    tables, problems = read_workbook(path, FILE)
    assert ([table.sheet for table in tables], problems) == (["填表说明", "措施"], ())


def test_faults_in_styles_and_lists_do_not_matter(tmp_path: Path) -> None:
    """What openpyxl itself would stumble over, or warn of, is not looked at."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(["编号"])
        sheet.add_data_validation(DataValidation(type="list", formula1='"甲,乙"', sqref="A2:A9"))

    path = _save(tmp_path, fill)
    _replace_part(path, "xl/styles.xml", lambda xml: xml.replace("<family val=", "<family val='99' was="))
    _replace_part(
        path,
        SHEET,
        lambda xml: xml.replace(
            "</worksheet>", '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"/></extLst></worksheet>'
        ),
    )
    with pytest.raises(ValueError, match="could not read stylesheet"):
        openpyxl.load_workbook(path)
    assert _first_texts(_table(path)) == ["编号"]


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    """Excel can save under the other names of ISO/IEC 29500 Strict."""
    path = _save(tmp_path, lambda sheet: sheet.append(["编号", 0.6]))
    names = {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    for part in ("xl/workbook.xml", SHEET, "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/styles.xml"):
        for loose, strict in names.items():
            _replace_part(path, part, lambda xml, loose=loose, strict=strict: xml.replace(loose, strict))  # type: ignore[misc] # bound early
    assert _texts(_table(path)) == [(1, [(1, "编号"), (2, "0.6")])]


def test_stray_formats_down_to_the_last_row_cost_no_time(tmp_path: Path) -> None:
    """A sheet that claims 1,048,576 rows is read as quickly as its values."""
    path = _save(tmp_path, lambda sheet: sheet.append(["编号"]))
    stray = "".join(
        f'<row r="{number}" spans="1:8" s="1" customFormat="1"><c r="A{number}" s="1"/></row>'
        for number in range(2, 1_048_577)
    )
    _replace_part(path, SHEET, lambda xml: xml.replace("</sheetData>", stray + "</sheetData>"))
    begun = time.process_time()
    assert _first_texts(_table(path)) == ["编号"]
    assert time.process_time() - begun < 2


def test_stray_cells_between_values_are_passed_over(tmp_path: Path) -> None:
    """Empty cells of a wide and long block do not count as values."""
    path = _save(tmp_path, lambda sheet: sheet.append(["编号"]))
    blank = "".join(f'<c r="{letter}7" s="1"/>' for letter in "ABCDEFGH") * 10_000
    rows = f'<row r="7">{blank}</row><row r="9"><c r="A9" t="inlineStr"><is><t>末行</t></is></c></row>'
    _replace_part(path, SHEET, lambda xml: xml.replace("</sheetData>", rows + "</sheetData>"))
    assert _texts(_table(path)) == [(1, [(1, "编号")]), (9, [(1, "末行")])]


@pytest.mark.parametrize("rows", [3, 3_000])
@pytest.mark.parametrize("second", ["<c/>", "<c></c>", '<c s="1"/>', "<c><v/></c>", '<c r="B{row}" s="0"/>'])
def test_cells_without_a_reference_stand_by_their_position(tmp_path: Path, rows: int, second: str) -> None:
    """Empty cells hold their place, in sheets of every size; so do empty rows (ECMA-376 part 1, 18.3.1.4 and 73)."""
    path = _save(tmp_path, lambda sheet: sheet.append(["编号"]))
    third = f'<c t="inlineStr"><is><t>{"十家企业" * 100}</t></is></c>'
    body = "".join(f"<row><c><v>{row}</v></c>{second.format(row=row)}{third}</row><row/>" for row in range(1, rows, 2))
    _replace_part(path, SHEET, lambda xml: re.sub("(?<=<sheetData>).*(?=</sheetData>)", body, xml))
    expected = [(row, [(1, str(row)), (3, "十家企业" * 100)]) for row in range(1, rows, 2)]
    assert _texts(_table(path)) == expected


@pytest.mark.parametrize("twice", ['<row r="2"><c r="A2"><v>{}</v></c></row>', '<c r="A2"><v>{}</v></c>'])
def test_two_values_for_one_place_are_damage(tmp_path: Path, twice: str) -> None:
    """Which of them staff meant nobody can know; Excel repairs such a file by dropping one."""
    path = _save(tmp_path, lambda sheet: sheet.append(["编号"]))
    both = twice.format(1) + twice.format(2)
    rows = both if both.startswith("<row") else f'<row r="2">{both}</row>'
    _replace_part(path, SHEET, lambda xml: xml.replace("</sheetData>", rows + "</sheetData>"))
    tables, problems = read_workbook(path, FILE)
    assert (tables, [p.sentence for p in problems]) == ((), ["文件已经损坏：里面的内容读不通。"])


def test_more_rows_than_any_county_has_are_refused(tmp_path: Path) -> None:
    """A table without end is a fault, and is reported before it fills the memory."""
    path = _save(tmp_path, lambda sheet: sheet.append(["编号"]))
    rows = "".join(f'<row r="{number}"><c><v>1</v></c></row>' for number in range(2, 100_003))
    _replace_part(path, SHEET, lambda xml: xml.replace("</sheetData>", rows + "</sheetData>"))
    tables, problems = read_workbook(path, FILE)
    assert tables == ()
    assert [(p.code, p.sentence) for p in problems] == [("file-too-large", "文件太大：一张表超过 100000 行。")]


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    """XML that unfolds without end is stopped by the parser and reported as damage."""
    path = _save(tmp_path, lambda sheet: sheet.append(["编号"]))
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "lol">{entities}]>'
    _replace_part(path, SHEET, lambda xml: bomb + xml.replace("编号", "&e11;").removeprefix("<?xml version='1.0'?>"))
    tables, problems = read_workbook(path, FILE)
    assert tables == ()
    assert [p.sentence for p in problems] == ["文件已经损坏：里面的内容读不通。"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, "</sheetData>", ""),
        (SHEET, "<v>1</v>", "<v>abc</v>"),
        (SHEET, '<c r="A1"', '<c r="1A"'),
        (SHEET, '<c r="A1"', '<c r="A1" t="s"'),
        (SHEET, '<row r="1"', '<row r="one"'),
        (SHEET, "</sheetData>", '</sheetData><mergeCell ref="?"/>'),
        (SHEET, "<v>1</v>", "<w>1</w><v>1</v>"),
        (SHEET, "</row>", "<d/></row>"),
        (SHEET, "</sheetData>", "<line><c><v>2</v></c></line></sheetData>"),
        ("xl/workbook.xml", 'r:id="rId1"', 'r:id="rId99"'),
        ("xl/styles.xml", "</styleSheet>", ""),
    ],
)
def test_damaged_parts_are_reported_without_a_traceback(tmp_path: Path, part: str, old: str, new: str) -> None:
    """Cut, swapped and wrongly typed pieces of XML."""

    def change(xml: str) -> str:
        assert old in xml
        return xml.replace(old, new)

    path = _save(tmp_path, lambda sheet: sheet.append([1]))
    _replace_part(path, part, change)
    tables, problems = read_workbook(path, FILE)
    assert (tables, [p.sentence for p in problems]) == ((), ["文件已经损坏：里面的内容读不通。"])


def test_a_missing_sheet_is_reported(tmp_path: Path) -> None:
    """A part that the workbook names must be there."""
    path = _save(tmp_path, lambda sheet: sheet.append([1]))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if "sheet1" not in name}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert [p.sentence for p in read_workbook(path, FILE)[1]] == ["打不开这个文件：它不是表格，或者缺了内容。"]


def test_a_zip_file_without_a_workbook_is_reported(tmp_path: Path) -> None:
    """Any other ZIP file under a workbook's name."""
    path = tmp_path / NAME
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")
    assert [p.sentence for p in read_workbook(path, FILE)[1]] == ["打不开这个文件：它不是表格，或者缺了内容。"]


def test_why_a_file_does_not_open_is_passed_on(tmp_path: Path) -> None:
    """The problem of the ZIP file is the workbook's."""
    path = tmp_path / NAME
    path.touch()
    assert [(p.code, str(p.where)) for p in read_workbook(path, FILE)[1]] == [("file-empty", "content/measures.xlsx")]
