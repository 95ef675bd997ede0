"""Where in a county a word can stand that nobody outside is to read."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

WORD = re.compile(rb"(?i)canary[0-9]{3}q")
_PROPERTIES = ("creator", "title", "description", "subject", "keywords", "category", "lastModifiedBy")
_BOX = (
    '<xdr:twoCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0'
    "</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>3</xdr:col><xdr:colOff>0"
    '</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr>'
    '<xdr:cNvPr id="9" name="{name}" descr="{description}"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="900000" cy="400000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/>"
    "</xdr:twoCellAnchor>"
)


class Aviary:
    """Words that were given out, each with the place that it is for."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}

    def give(self, place: str) -> str:
        """A new word for a place: what sort of place it is, a colon, where."""
        word = f"canary{len(self.places) + 1:03}q"
        self.places[word] = place
        return word


def plant_workbook(aviary: Aviary, path: Path, where: str, *, old: bool) -> None:
    """Put a word into each hidden part of a workbook; ``old`` ones have no place for some of them."""

    def give(place: str) -> str:
        return aviary.give(f"{place}: {where}")

    book = load_workbook(path)
    sheet = book.worksheets[0]
    heading = next(row[0].row or 1 for row in sheet.iter_rows() if len([c for c in row if c.value]) > 2)
    last, width = sheet.max_row, sheet.max_column
    key = next(row[0].row or 1 for row in sheet.iter_rows(min_row=heading + 1) if row[0].value)
    sheet.cell(last + 1, 1).value, sheet.cell(last + 1, 2).value = "X9", give("hidden row")
    sheet.row_dimensions[last + 1].hidden = True
    sheet.cell(heading, width + 1).value, sheet.cell(key, width + 1).value = "底稿", give("hidden column")
    sheet.column_dimensions[get_column_letter(width + 1)].hidden = True
    sheet.cell(last + 3, 1).value = f"注：{give('note below the table')}"
    _plant_around(sheet, key, give, old=old)
    for state, words in (("hidden", "hidden sheet"), ("veryHidden", "very hidden sheet")):
        hidden = book.create_sheet(give(f"name of a {words}"))
        hidden["A1"], hidden["B1"], hidden["A2"] = "编号", "内容", give(f"cell of a {words}")
        hidden.sheet_state = state
    guide = book["填表说明"] if "填表说明" in book.sheetnames else book.create_sheet("填表说明")
    guide.cell(9, 1).value = give("sheet of instructions")
    book.defined_names["底稿"] = DefinedName("底稿", attr_text=f'"{give("value of a name")}"')
    name = give("name of a name")
    book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!$A$1")
    for one in _PROPERTIES:
        setattr(book.properties, one, give("property of the document"))
    book.custom_doc_props.append(StringProperty(name="密级", value=give("own property of the document")))  # type: ignore[attr-defined]  # younger than the types of openpyxl
    book.save(path)
    if not old:
        _plant_parts(path, give)
    if "xlsx" in where:
        _plant_unused(path, give)


def _plant_around(sheet: Worksheet, key: int, give: Callable[[str], str], *, old: bool) -> None:
    """Comments, prompts, links, heads and feet, charts: what a sheet holds besides its cells."""
    cell = sheet.cell(key, 2)
    cell.comment = Comment(give("comment"), "审核" if old else give("author of a comment"))
    chosen = DataValidation(type="custom", formula1="TRUE", showInputMessage=True, showErrorMessage=True)
    chosen.promptTitle, chosen.prompt = give("prompt"), give("prompt")
    chosen.errorTitle, chosen.error = give("prompt"), give("prompt")
    chosen.add("K900")
    listed = DataValidation(type="list", formula1=f'"甲,{give("list of choices")}"')
    listed.add("K901")
    sheet.add_data_validation(chosen)
    sheet.add_data_validation(listed)
    filled = [one for row in sheet.iter_rows(min_row=key, max_row=key + 3) for one in row if isinstance(one.value, str)]
    link = Hyperlink(ref=filled[-1].coordinate, location=f"'{sheet.title}'!A1")
    link.tooltip = None if old else give("tip of a link")
    filled[-1].hyperlink = link
    filled[-2].hyperlink = f"https://{give('target of a link')}.example/"
    for part in (sheet.oddHeader, sheet.oddFooter):
        assert part is not None
        part.left.text, part.center.text = give("head and foot of the print"), give("head and foot of the print")
    chart = BarChart()
    chart.title = give("title of a chart")
    sheet.add_chart(chart, "Z40")


def _change_parts(path: Path, change: Callable[[str, bytes], bytes], added: dict[str, bytes]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item, change(item.filename, old.read(item)))
        for name, data in added.items():
            new.writestr(name, data)
    path.write_bytes(out.getvalue())


def _plant_parts(path: Path, give: Callable[[str], str]) -> None:
    """A text box with its name and its alternative text, beside the chart."""
    box = _BOX.format(name=give("name of a shape"), description=give("alternative text"), text=give("text box"))

    def change(name: str, data: bytes) -> bytes:
        if name != "xl/drawings/drawing1.xml":
            return data
        return re.sub(rb"</((?:[a-z]+:)?wsDr)>$", box.encode() + rb"</\1>", data.strip())

    _change_parts(path, change, {})


def _plant_unused(path: Path, give: Callable[[str], str]) -> None:
    """What Excel leaves in a file, and no program that opens and saves it keeps."""
    names = (
        *("customXml/item1.xml", "xl/connections.xml", "xl/externalLinks/externalLink1.xml", "xl/persons/person.xml"),
        *("xl/threadedComments/threadedComment1.xml", "xl/pivotCache/pivotCacheRecords1.xml", "xl/revisions/log1.xml"),
        *("xl/printerSettings/printerSettings1.bin", "xl/queryTables/queryTable1.xml", "docProps/thumbnail.wmf"),
    )
    left, sound = give("text that no cell shows any more"), give("sound of a character")
    company = give("property of the program")

    def change(name: str, data: bytes) -> bytes:
        if name == "xl/worksheets/sheet1.xml":
            shown = r"(<is><t[^>]*>[^<]+</t>)(</is>)"
            heard = rf'\1<rPh sb="0" eb="1"><t>{sound}</t></rPh>\2'
            return re.sub(shown, heard, data.decode(), count=1).encode()
        if name == "docProps/app.xml":
            return data.replace(b"</Properties>", f"<Company>{company}</Company></Properties>".encode())
        return data

    parts = {name: f"<x>{give(f'part {Path(name).name}')}</x>".encode() for name in names}
    kept = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{left}</t></si></sst>'
    _change_parts(path, change, {**parts, "xl/sharedStrings.xml": kept.encode()})


def plant_texts(aviary: Aviary, root: Path) -> None:
    """Put words into drafts, private columns, rows that are not read, remarks, templates, names of files."""
    content = root / "content"
    _plant_private(aviary, content)
    _plant_rows(aviary, content / "windows.csv", "utf-8-sig")
    _plant_rows(aviary, content / "enterprises.csv", "gb18030")
    _plant_rows(aviary, content / "progress" / "2026-09.csv", "utf-16")
    remarked = [
        *(content / name for name in ("grids.yaml", "progress/2026-08.yaml", "ratings/2026-08.yaml")),
        *sorted(content.glob("lists/*/*.y*ml")),
        *(root / "site_config/site.yml", root / "mkdocs.yml"),
    ]
    for path in remarked:
        above, below = (aviary.give(f"remark in YAML: {path.name}") for _ in range(2))
        path.write_text(f"# {above}\n{path.read_text(encoding='utf-8')}\n# {below}\n", encoding="utf-8")
    settings = root / "site_config/site.yml"
    address = f"staging_url: https://{aviary.give('address of the preview: site.yml')}.example/"
    settings.write_text(
        re.sub(r"(?m)^staging_url: .*$", address, settings.read_text(encoding="utf-8")), encoding="utf-8"
    )
    _plant_pages(aviary, content / "pages")
    _plant_files(aviary, root)
    for path in sorted((root / "site_config/papers").glob("*.docx")):
        _plant_template(aviary, path)


def _plant_private(aviary: Aviary, content: Path) -> None:
    book = load_workbook(content / "months.xlsx")
    sheet = book.worksheets[0]
    texts = {"月份": "2026-11", "发布日期": "2026-12-08", "状态": "草稿"}
    headings = [str(cell.value) for cell in sheet[next(n for n in range(1, 5) if sheet.cell(n, 1).value == "月份")]]
    row = sheet.max_row + 1
    for place, heading in enumerate(headings, start=1):
        sheet.cell(row, place).value = texts.get(heading) or aviary.give(f"draft of a month: {heading}")
    book.save(content / "months.xlsx")
    columns = ("编号", "完成率", "本月进展", "存在问题", "下一步", "佐证链接", "内部备注")
    lines: list[tuple[str, ...]] = [columns]
    for measure in ("M01", "M02", "M03"):
        words = [aviary.give(f"draft of a month: {heading}") for heading in columns[2:]]
        words[3] = f"https://{words[3]}.gov.cn/a/"
        lines.append((measure, "61%", *words))
    _write_rows(content / "progress" / "2026-11.csv", lines, "utf-8-sig")
    path = content / "progress" / "2026-10.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    place = sheet.max_column + 1
    sheet.cell(2, place).value = "内部备注"
    for number in range(3, 15):
        sheet.cell(number, place).value = aviary.give("内部备注: 2026-10.xlsx")
    book.save(path)
    problems = [("措施编号", "问题", "责任单位", "协调单位", "期限", "结果")]
    for measure in ("M12", "M11", "M18", "M02", "M03"):
        told, outcome = (aviary.give(f"问题汇总: {heading}") for heading in ("问题", "结果"))
        problems.append((measure, told, "自然资源局", "", "2029年7月31日前", outcome))
    problems.append(("M04", aviary.give("问题汇总: 问题"), "自然资源局", "", "2029年7月31日前", ""))
    _write_rows(content / "problems.csv", problems, "utf-8-sig")
    words = [aviary.give(f"确认: {heading}") for heading in ("事项", "原因", "确认人")]
    _append_rows(content / "confirmations.csv", [(*words, "2026-11-05")], "utf-8-sig")


def _plant_rows(aviary: Aviary, path: Path, encoding: str) -> None:
    """Rows of a text file that are not read, and a column that only numbers them."""

    def give(place: str) -> str:
        return aviary.give(f"{place}: {path.name}")

    rows = list(csv.reader(io.StringIO(path.read_text(encoding=encoding))))
    rows = [
        ["序号", *rows[0]],
        *([give("column of numbers") if n == 1 else str(n), *row] for n, row in enumerate(rows[1:], 1)),
    ]
    rows = [[f"填报单位：{give('note above the table')}"], *rows, ["示例", give("example row"), give("example row")]]
    rows += [
        ["", "合计", give("row of totals")],
        [f"注：{give('note below the table')}"],
        [f"填表人：{give('signature')}"],
    ]
    _write_rows(path, rows, encoding)


def _write_rows(path: Path, rows: object, encoding: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)  # type: ignore[arg-type]  # rows of anything that has a text
    path.write_text(out.getvalue(), encoding=encoding, newline="")


def _append_rows(path: Path, rows: list[tuple[str, ...]], encoding: str) -> None:
    held = list(csv.reader(io.StringIO(path.read_text(encoding=encoding))))
    _write_rows(path, [*held, *rows], encoding)


def _plant_pages(aviary: Aviary, pages: Path) -> None:
    for path in sorted(pages.glob("*.md")):
        one, two, three = (aviary.give(f"remark in a page: {path.name}") for _ in range(3))
        path.write_text(
            f"{path.read_text(encoding='utf-8').rstrip()}\n\n[//]: # ({one})\n\n[{two}]: https://{three}.gov.cn/\n",
            encoding="utf-8",
        )


def _plant_files(aviary: Aviary, root: Path) -> None:
    """Files that are no tables, by their names and by what is in them."""
    places = (
        *("content/~${}.xlsx", "content/.{}", "content/progress/.~lock.{}.ods#", "content/{}（批注）.xlsx"),
        *(
            "site_config/{}.txt",
            "site_config/.{}",
            "site_config/mappings/{}.yml",
            "site_config/overrides/assets/~${}.docx",
        ),
        *("site_config/overrides/assets/.{}", "site_config/overrides/.~lock.{}.html#", "incoming/{}.xlsx"),
        *("outgoing/{}.csv", "reminders/{}.csv", "papers/{}.docx", "qrcodes/{}.csv", "reports/{}.json", "{}.csv"),
    )
    for place in places:
        name, text = (aviary.give(f"{what} of another file: {place}") for what in ("name", "content"))
        path = root / place.format(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for litter in ("Thumbs.db", "desktop.ini"):
        path = root / "site_config/overrides/assets" / litter
        path.write_text(aviary.give(f"content of another file: {litter}"), encoding="utf-8")
    book = Workbook()
    assert book.active is not None
    book.active.title = aviary.give("name of a sheet: incoming")
    book.save(root / "incoming" / "a.xlsx")
    words = [aviary.give("table of a portal's addresses: cms-addresses.csv") for _ in range(3)]
    row = (f"/{words[0]}/", words[1], f"https://{words[2]}.gov.cn/")
    _write_rows(root / "site_config/cms-addresses.csv", [("我们的地址", "标题", "对方网址"), row], "utf-8-sig")


def _plant_template(aviary: Aviary, path: Path) -> None:
    """Words in the hidden parts of a Word template: its properties, a comment's author, text that is hidden."""
    document = docx.Document(str(path))
    for one in ("author", "category", "comments", "keywords", "last_modified_by", "subject", "content_status"):
        setattr(document.core_properties, one, aviary.give(f"property of a template: {path.name}"))
    run = document.paragraphs[0].add_run(aviary.give(f"hidden text of a template: {path.name}"))
    run.font.hidden = True
    told, author = (aviary.give(f"remark of a template: {path.name}") for _ in range(2))
    document.add_comment(document.paragraphs[0].add_run(" "), text=told, author=author)
    document.save(str(path))
