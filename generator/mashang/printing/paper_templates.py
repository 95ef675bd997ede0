"""The templates that come with the program, made as 党政机关公文格式 (GB/T 9704-2012) wants official papers.

A4, 37 mm above and 28 mm on the left of the text (156 by 225 mm); the title in 2号小标宋, the text in 3号仿宋, 22 lines
of 28 characters; first headings in 黑体; the number of the page 4号 outside. A county changes a copy of them in Word.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

_SONG, _FANG, _HEI, _KAI, _PLAIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
_LATIN = "Times New Roman"
_RED = RGBColor(0xE6, 0x00, 0x12)
_LINE_PITCH = Pt(28.95)
"""225 mm by 22 lines."""
_CENTRE, _RIGHT, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


class PaperKind(StrEnum):
    """The papers, as their templates are called."""

    REMINDER = "催办单"
    MONTH = "通报"
    QUARTER = "季度通报"
    YEAR = "年度通报"
    ISSUES = "问题汇总"
    MEETING = "调度会"
    SUPERVISION = "督办单"


@dataclass(frozen=True, slots=True)
class _Look:
    """How a style of paragraphs looks: ``indent`` in characters, ``pitch`` the height of a line in points."""

    font: str
    size: float
    align: WD_ALIGN_PARAGRAPH = _JUSTIFY
    indent: int = 0
    level: int | None = None
    red: bool = False
    pitch: float | None = None


_STYLES = {
    "发文机关标志": _Look(_SONG, 24, _CENTRE, red=True, pitch=44),
    "文号": _Look(_FANG, 16, _CENTRE),
    "红线": _Look(_FANG, 4, _CENTRE, pitch=8),
    "公文标题": _Look(_SONG, 22, _CENTRE, level=0, pitch=36),
    "主送": _Look(_FANG, 16),
    "公文正文": _Look(_FANG, 16, indent=2),
    "一级标题": _Look(_HEI, 16, indent=2, level=1),
    "二级标题": _Look(_KAI, 16, indent=2, level=2),
    "落款": _Look(_FANG, 16, _RIGHT),
    "提示": _Look(_KAI, 14, _CENTRE, red=True),
    "表头": _Look(_HEI, 10.5, _CENTRE, pitch=16),
    "表格文字": _Look(_PLAIN, 10.5, WD_ALIGN_PARAGRAPH.LEFT, pitch=16),
    "来源": _Look(_FANG, 12, indent=2, pitch=20),
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of a style."""

    style: str
    text: str
    page_break: bool = False


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table with a row for each of ``rows``; a column is a heading, a name in the row, a width in mm."""

    rows: str
    columns: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """A template: what stands in it from top to bottom. ``wide`` lays the page on its side."""

    blocks: tuple[_Line | _Grid, ...]
    wide: bool = field(default=False)


def _control(text: str) -> _Line:
    return _Line("公文正文", text)


def _each(rows: str) -> tuple[_Line, ...]:
    """Paragraphs, one for each text."""
    return _control(f"{{%p for 段 in {rows} %}}"), _control("{{ 段 }}"), _control("{%p endfor %}")


def _table(rows: str, *columns: tuple[str, str, int]) -> tuple[_Line | _Grid, ...]:
    """A table that is there when it has a row."""
    return _control(f"{{%p if {rows} %}}"), _Grid(rows, columns), _control("{%p endif %}")


_HEAD = (
    _Line("发文机关标志", "{{ 发文机关 }}文件"),
    _Line("文号", "{{ 文号 }}"),
    _Line("红线", ""),
    _Line("公文标题", "{{ 标题 }}"),
    _control("{%p if 提示 %}"),
    _Line("提示", "{{ 提示 }}"),
    _control("{%p endif %}"),
)
_PLAIN_HEAD = _HEAD[3:]
_FOOT = (_Line("落款", ""), _Line("落款", "{{ 发文机关 }}　　　　"), _Line("落款", "{{ 日期 }}　　　　"))
_SOURCES = (
    _Line("一级标题", "附：数字的来源（核对用，印发前删去）", page_break=True),
    _control("{%p for 段 in 来源 %}"),
    _Line("来源", "{{ 段 }}"),
    _control("{%p endfor %}"),
)
_LATE = _table(
    "滞后措施",
    ("编号", "编号", 12),
    ("措施", "措施", 35),
    ("牵头单位", "牵头单位", 25),
    ("完成时限", "完成时限", 27),
    ("完成率", "完成率", 17),
    ("时间进度", "时间进度", 19),
    ("状态", "状态", 21),
)
_COUNTS = (
    ("合计", "合计", 12),
    ("已完成", "已完成", 16),
    ("按期推进", "按期推进", 19),
    ("进度滞后", "进度滞后", 19),
    ("已逾期", "已逾期", 16),
    ("其他", "其他", 12),
    ("未报送", "未报送", 16),
)
_ISSUE_COLUMNS = (
    ("序号", "序号", 12),
    ("措施", "措施", 42),
    ("问题", "问题", 72),
    ("责任单位", "责任单位", 28),
    ("协调单位", "协调单位", 34),
    ("期限", "期限", 26),
    ("结果", "结果", 30),
)
_LAYOUTS = {
    PaperKind.REMINDER: _Layout(
        (
            *_HEAD,
            _Line("主送", "{{ 单位 }}："),
            _Line("公文正文", "{{ 导语 }}"),
            _control("{%p for 项 in 措施 %}"),
            _Line("一级标题", "{{ 项.序号 }}、{{ 项.编号 }} {{ 项.措施 }}"),
            _Line("公文正文", "完成时限：{{ 项.完成时限 }}；完成率：{{ 项.完成率 }}；催办类别：{{ 项.类别 }}。"),
            _Line("公文正文", "依据：{{ 项.依据 }}"),
            _control("{%p if 项.报送的问题 %}"),
            _Line("公文正文", "你单位报送的问题：{{ 项.报送的问题 }}"),
            _control("{%p endif %}"),
            _Line("公文正文", "办理要求：{{ 项.要求 }}"),
            _control("{%p endfor %}"),
            _control("{%p if 问题 %}"),
            _Line("一级标题", "需要你单位解决或协调的问题"),
            _control("{%p endif %}"),
            *_each("问题"),
            _Line("公文正文", "请于{{ 反馈日期 }}前书面反馈。联系电话：{{ 电话 }}。"),
            *_FOOT,
        )
    ),
    PaperKind.SUPERVISION: _Layout(
        (
            *_HEAD,
            _Line("主送", "{{ 单位 }}："),
            _Line("公文正文", "{{ 导语 }}"),
            *_table(
                "诉求",
                ("序号", "序号", 12),
                ("受理编号", "受理编号", 30),
                ("类别", "类别", 20),
                ("说的是什么", "对象", 34),
                ("受理日", "受理日", 22),
                ("期限", "期限", 22),
                ("到期情况", "到期情况", 16),
            ),
            _Line("公文正文", "办结后请把办理结果和答复日期报{{ 发文机关 }}。联系电话：{{ 电话 }}。"),
            *_FOOT,
        )
    ),
    PaperKind.MONTH: _Layout(
        (
            *_HEAD,
            _Line("主送", "各有关单位："),
            _Line("公文正文", "{{ 导语 }}"),
            _Line("一级标题", "一、总体情况"),
            *_each("总体情况"),
            _Line("一级标题", "二、已逾期和进度滞后的措施"),
            *_each("滞后情况"),
            *_LATE,
            _Line("一级标题", "三、没有报送进展的措施"),
            *_each("未报送情况"),
            _Line("一级标题", "四、各牵头单位情况"),
            *_table("单位情况", ("单位", "单位", 28), *_COUNTS, ("平均完成率", "平均完成率", 18)),
            *_FOOT,
            *_SOURCES,
        )
    ),
    PaperKind.ISSUES: _Layout(
        (*_PLAIN_HEAD, _Line("公文正文", "{{ 导语 }}"), *_table("问题", *_ISSUE_COLUMNS), *_FOOT), wide=True
    ),
    PaperKind.MEETING: _Layout(
        (
            *_PLAIN_HEAD,
            _Line("公文正文", "{{ 导语 }}"),
            _Line("一级标题", "一、措施进展"),
            *_table(
                "措施",
                ("编号", "编号", 14),
                ("措施", "措施", 30),
                ("牵头单位", "牵头单位", 22),
                ("完成时限", "完成时限", 22),
                ("完成率", "完成率", 16),
                ("状态", "状态", 18),
                ("本月进展", "本月进展", 46),
                ("存在问题", "存在问题", 30),
                ("下一步", "下一步", 26),
                ("内部备注", "内部备注", 22),
            ),
            _Line("一级标题", "二、没有解决的问题"),
            *_each("问题情况"),
            *_table("问题", *_ISSUE_COLUMNS),
            *_FOOT,
        ),
        wide=True,
    ),
}
_PERIOD = (
    *_HEAD,
    _Line("主送", "各有关单位："),
    _Line("公文正文", "{{ 导语 }}"),
    _Line("一级标题", "一、各月情况"),
    *_each("总体情况"),
    *_table("各月", ("月份", "月份", 28), *_COUNTS, ("平均完成率", "平均完成率", 18)),
    _Line("一级标题", "二、单位排名"),
    *_each("排名情况"),
)
_ENDED = (_Line("一级标题", "三、期末已逾期和进度滞后的措施"), *_each("滞后情况"), *_LATE, *_FOOT, *_SOURCES)
_LAYOUTS[PaperKind.QUARTER] = _Layout(
    (
        *_PERIOD,
        *_table("排名", ("名次", "名次", 20), ("单位", "单位", 66), ("得分", "得分", 30), ("措施项数", "措施项数", 30)),
        *_ENDED,
    )
)
_LAYOUTS[PaperKind.YEAR] = _Layout(
    (
        *_PERIOD,
        *_table("排名", ("名次", "名次", 20), ("单位", "单位", 56), ("各季度", "各季度", 50), ("平均分", "平均分", 30)),
        *_ENDED,
    )
)


def render_template(kind: PaperKind) -> bytes:
    """The template of a paper as a Word document."""
    layout = _LAYOUTS[kind]
    document = Document()
    for name, look in _STYLES.items():
        _add_style(document, name, look)
    _set_page(document, wide=layout.wide)
    for block in layout.blocks:
        if isinstance(block, _Line):
            _add_line(document, block)
        else:
            _add_grid(document, block)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = kind.value, "", ""
    properties.created = properties.modified = datetime(2026, 1, 1)  # noqa: DTZ001 — the same in every copy
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_style(document: DocumentObject, name: str, look: _Look) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101 — what was asked for
    style.quick_style = True
    style.font.size = Pt(look.size)
    style.font.name = _LATIN
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), look.font)
    if look.red:
        style.font.color.rgb = _RED
    shape = style.paragraph_format
    shape.alignment, shape.space_before, shape.space_after = look.align, Pt(0), Pt(0)
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Pt(look.pitch) if look.pitch else _LINE_PITCH
    if look.indent:
        shape.first_line_indent = Pt(look.size * look.indent)
    if look.level is not None:
        shape.keep_with_next = True
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(look.level))
        style.element.get_or_add_pPr().append(level)


def _set_page(document: DocumentObject, *, wide: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin, section.bottom_margin = Mm(28), Mm(26)
        section.left_margin = section.right_margin = Mm(25)
    section.footer_distance = Mm(26)
    document.settings.odd_and_even_pages_header_footer = True
    _number_pages(section.footer.paragraphs[0], _RIGHT)
    _number_pages(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _number_pages(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, one character from the edge of the text."""
    paragraph.alignment = align
    edge = paragraph.paragraph_format
    edge.left_indent = edge.right_indent = Pt(14)
    for kind, text in (("", "— "), ("begin", ""), ("", "PAGE"), ("end", ""), ("", " —")):
        run = paragraph.add_run()
        run.font.size, run.font.name = Pt(14), _PLAIN
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _PLAIN)  # noqa: SLF001 — no other way
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)  # noqa: SLF001
        elif text == "PAGE":
            code = OxmlElement("w:instrText")
            code.text = text
            run._element.append(code)  # noqa: SLF001
        else:
            run.text = text


def _add_line(document: DocumentObject, line: _Line) -> None:
    paragraph = document.add_paragraph(line.text, line.style)
    paragraph.paragraph_format.page_break_before = line.page_break or None
    if line.style == "红线":
        border, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "18"), ("space", "1"), ("color", str(_RED))):
            below.set(qn(f"w:{name}"), value)
        border.append(below)
        paragraph._p.get_or_add_pPr().append(border)  # noqa: SLF001


def _add_grid(document: DocumentObject, grid: _Grid) -> None:
    table = document.add_table(4, len(grid.columns), "Table Grid")
    table.autofit = False
    heading = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(heading)  # noqa: SLF001 — repeated on each page
    for row in table.rows:
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)  # noqa: SLF001
        for cell, (_, _, width) in zip(row.cells, grid.columns, strict=True):
            cell.width = Mm(width)
    for place, (title, name, width) in enumerate(grid.columns):
        table.columns[place].width = Mm(width)
        _write(table.cell(0, place), title, "表头")
        _write(table.cell(2, place), f"{{{{ 行.{name} }}}}", "表格文字")
    _write(table.cell(1, 0), f"{{%tr for 行 in {grid.rows} %}}", "表格文字")
    _write(table.cell(3, 0), "{%tr endfor %}", "表格文字")


def _write(cell: _Cell, text: str, style: str) -> None:
    cell.paragraphs[0].text, cell.paragraphs[0].style = text, style
