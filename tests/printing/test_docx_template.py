"""Word templates: filled, the same bytes each time, and what is wrong with one said plainly."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx import Document

from mashang.printing.docx_template import PaperTemplateError, fill_template
from mashang.printing.paper_templates import PaperKind, render_template

DAY = date(2026, 11, 6)
FACTS = {"标题": "甲<乙>&{{ 丙 }}", "措施": [{"编号": "M01"}, {"编号": "M02"}]}


def write_document(*lines: str, rows: tuple[str, ...] = ()) -> bytes:
    """A document as a county might make it: paragraphs, then a table of one column."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(len(rows), 1)
        for place, row in enumerate(rows):
            table.cell(place, 0).text = row
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read_document(data: bytes) -> list[str]:
    """The texts of its paragraphs, then of the cells of its tables."""
    document = Document(io.BytesIO(data))
    texts = [one.text for one in document.paragraphs]
    return texts + [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def test_placeholders_become_facts() -> None:
    """What looks like markup or a placeholder in a fact stays what it is; a row is repeated for each fact."""
    rows = ("{%tr for 行 in 措施 %}", "{{ 行.编号 }}", "{%tr endfor %}")
    filled = fill_template(write_document("关于{{ 标题 }}", rows=rows), "x.docx", FACTS, DAY)
    assert read_document(filled) == ["关于甲<乙>&{{ 丙 }}", "M01", "M02"]


def test_the_same_facts_give_the_same_bytes() -> None:
    """No time of packing is in it, and its properties bear the day of the paper."""
    template = write_document("{{ 标题 }}")
    filled = fill_template(template, "x.docx", FACTS, DAY)
    assert filled == fill_template(template, "x.docx", FACTS, DAY)
    with zipfile.ZipFile(io.BytesIO(filled)) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = Document(io.BytesIO(filled)).core_properties
    assert properties.created
    assert properties.created.date() == DAY


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (b"no zip", "不是 Word 文档"),
        (write_document("{{ 单位 }}"), "没有“单位”这一项。这份材料里可以用：标题、措施。"),
        (write_document(rows=("{%tr for 行 in 措施 %}", "{{ 行.名称 }}", "{%tr endfor %}")), "没有“名称”这一项"),
        (write_document("{{ 标题 "), "花括号里写错了"),
        (write_document("{% for 行 in 措施 %}"), "花括号里写错了，在这附近：{% for 行 in 措施 %}"),
        (write_document("{{ ''.__class__.__mro__ }}"), "不能做的事"),
        (write_document("{{ 标题 + 1 }}"), "占位符用错了地方"),
    ],
    ids=("damaged", "unknown", "unknown in a row", "open", "loop", "unsafe", "misused"),
)
def test_a_broken_template_is_named(template: bytes, said: str) -> None:
    """Which file, what is wrong, how to mend it."""
    with pytest.raises(PaperTemplateError) as raised:
        fill_template(template, "site_config/papers/通报.docx", FACTS, DAY)
    text = str(raised.value)
    assert text.startswith("site_config/papers/通报.docx：")
    assert said in text
    assert "请在 Word 里改好" in text


@pytest.mark.parametrize("kind", PaperKind)
def test_templates_follow_the_standard_of_official_papers(kind: PaperKind) -> None:
    """A4, Chinese faces for Chinese letters, the same bytes each time but for the time of packing (GB/T 9704)."""
    document = Document(io.BytesIO(render_template(kind)))
    section = document.sections[0]
    assert section.page_width
    assert section.page_height
    assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
    for name, face, size in (
        ("公文标题", "方正小标宋简体", 22),
        ("公文正文", "仿宋_GB2312", 16),
        ("一级标题", "黑体", 16),
    ):
        style = document.styles[name]
        assert (style.font.size.pt, f'w:eastAsia="{face}"' in style.element.xml) == (size, True)


def test_what_nobody_sees_in_a_template_is_not_sent_out() -> None:
    """Who wrote it, for whom, what was remarked, and hidden letters; what is switched off stays."""
    document = Document()
    run = document.add_paragraph("看得见").add_run("看不见")
    run.font.hidden = True
    document.add_paragraph("也看得见").runs[0].font.hidden = False
    document.add_comment(document.paragraphs[0].runs[0], text="批注里写的", author="批注人")
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = "写的人"
    properties.title = "通报"
    kept = io.BytesIO()
    document.save(kept)
    filled = fill_template(kept.getvalue(), "a.docx", {}, date(2026, 12, 8))
    assert read_document(filled) == ["看得见", "也看得见"]
    with zipfile.ZipFile(io.BytesIO(filled)) as packed:
        whole = "".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())
    assert not [word for word in ("看不见", "批注里写的", "批注人", "写的人", "commentReference") if word in whole]
    assert Document(io.BytesIO(filled)).core_properties.title == "通报"
