"""Official documents as paragraphs: what a reader sees of a Word file, texts in any encoding, and what is refused."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from mashang.sources.official_document import read_official

FILES = Path(__file__).with_name("files")
DOCX, DOC = ((FILES / f"official.{form}").read_bytes() for form in ("docx", "doc"))
SAVE = "在 WPS 或 Word 里打开，另存为 .docx（Word 文档），再用那个文件。"
COPY = (
    "打开它，选中全部文字，复制到记事本，存成 .txt，再用那个文件；选不中文字的是扫描的图片，请向发文单位要 Word 文件。"
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def make_word(body: str, **parts: str) -> bytes:
    """A Word file of these elements, and of other parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {WORD}>{content}</w:{name}>")
    return out.getvalue()


def make_paragraph(text: str, settings: str = "") -> str:
    """A paragraph with its settings."""
    return f"<w:p><w:pPr>{settings}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def read(data: bytes, name: str = "文件.docx") -> list[str]:
    """The paragraphs of a document that can be read."""
    found, problems = read_official(data, name)
    assert problems == ()
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    return [one.text for one in found]


def test_a_word_file_is_read_as_it_is_seen() -> None:
    """As LibreOffice wrote it: numbers shown, lines apart, nothing deleted or hidden, merged cells in each row."""
    assert read(DOCX) == [
        "临江县优化企业服务若干措施",
        "临政发〔2026〕5号",
        "为优化企业服务，制定本措施。",
        "一、 便利开办",
        "（一） 企业开办一日办结。",
        "线上线下同标准。",
        "（二） 刻章免费。首套印章由县里付钱。（牵头单位：县审批局；完成时限：2026年6月底前）",
        "二、 便利经营",
        "（一） 水电气一次报装。（县住建局牵头，县水利局、县供电公司配合，长期坚持）",
        "任务 | 牵头单位 | 完成时限",
        "企业开办一日办结 | 县审批局 | 2026年9月底前",
        "刻章免费 | 县审批局 | 2026年6月底前",
        "临江县人民政府",
        "2026年3月18日",
    ]
    rows = [one for one in read_official(DOCX, "文件.docx")[0] if one.table]
    assert [[(cell.column, cell.repeated) for cell in row.cells] for row in rows[1:]] == [
        [(1, False), (2, False), (3, False)],
        [(1, False), (2, True), (3, False)],
    ]


def test_numbers_come_of_lists_and_of_styles() -> None:
    """Each form, levels that begin again, a list that is restarted, a style that numbers, a bullet without a number."""
    forms = ("chineseCounting", "decimal", "decimalEnclosedCircle", "upperRoman", "lowerLetter", "bullet")
    texts = ("第%1条", "%1.%2", "%3", "%4)", "%5.", "•")
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(zip(forms, texts, strict=True))
    )
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = f'<w:abstractNum w:abstractNumId="3">{levels}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{name}"><w:abstractNumId w:val="3"/>{more}</w:num>' for name, more in ((1, ""), (2, again))
    )
    styles = (
        '<w:style w:styleId="A"><w:pPr><w:outlineLvl w:val="1"/>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = "".join(
        make_paragraph("x", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>')
        for name, level in (
            (1, 0),
            (1, 1),
            (1, 1),
            (1, 2),
            (1, 0),
            (1, 1),
            (1, 3),
            (1, 4),
            (1, 5),
            (2, 0),
            (1, 0),
            (9, 0),
        )
    )
    body += make_paragraph("x", '<w:pStyle w:val="B"/>')
    data = make_word(body, numbering=numbering, styles=styles)
    marks = [text.removesuffix("x").strip() for text in read(data)]
    assert marks == [
        *("第一条", "一.1", "一.2", "①", "第二条", "二.1", "I)", "a.", "", "第一条", "第二条", "", "第三条"),
    ]
    assert read_official(data, "")[0][-1].outline == 2


def test_nothing_wrapped_is_lost() -> None:
    """Content controls, insertions, links, text boxes and tables in cells are read once."""
    inner = make_paragraph("里面")
    held = f"<w:txbxContent>{inner}</w:txbxContent>"
    box = f"<w:r><w:Choice>{held}</w:Choice><w:Fallback>{held}</w:Fallback></w:r>"
    link = "<w:hyperlink><w:r><w:tab/><w:t>链接</w:t></w:r></w:hyperlink>"
    body = (
        f"<w:sdt><w:sdtContent>{make_paragraph('控件')}</w:sdtContent></w:sdt>"
        f"<w:p><w:ins><w:r><w:t>插入</w:t></w:r></w:ins>{link}{box}</w:p>"
        f"<w:tbl><w:tr><w:tc>{make_paragraph('格')}<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
    )
    assert read(make_word(body)) == ["控件", "插入\t链接", "里面", "格\n里面"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_any_encoding(encoding: str) -> None:
    """As Notepad and WPS save it; blank lines are no paragraphs."""
    assert read("一、标题\r\n\r\n　　内容。\r\n".encode(encoding), "粘贴.txt") == ["一、标题", "内容。"]


def test_lines_that_a_pdf_broke_are_joined() -> None:
    """Each ends at the edge of the page; short lines, and those after a full stop, begin a paragraph."""
    sentence = "（一）企业开办一日办结。整合设立登记、刻章、开户等环节，实行一网通办，"
    sentence += (
        "一个工作日内办结，全程不见面，材料网上交，执照送上门。（牵头单位：县市场监管局；完成时限：2026年6月底前）"
    )
    lines = [sentence[start : start + 22] for start in range(0, len(sentence), 22)]
    assert read("\n".join(("若干措施", "一、提升服务", *lines, "二、降低成本")).encode(), "抄.txt") == [
        *("若干措施", "一、提升服务", sentence, "二、降低成本"),
    ]
    points = [f"{number}.推动企业开办便利化水平持续提升并公布流程" for number in range(1, 7)]
    assert read("\n".join(points).encode(), "条.txt") == points
    titles = [f"优化开办流程{sign}" for sign in "甲乙丙丁"]
    assert read("\n".join(titles).encode(), "题.txt") == titles


def test_marks_of_web_tools_are_no_words() -> None:
    """# before a title and ** around bold words."""
    assert read("# 惠企十条\n**第一条　支持技改。**给予补助".encode(), "贴.txt") == [
        "惠企十条",
        "第一条　支持技改。给予补助",
    ]


def _as_encrypted(data: bytes) -> bytes:
    """The compound file with the stream that every Word file with a password has."""
    old, new = "WordDocument".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    place = data.index(old)
    return data[:place] + new.ljust(64, b"\0") + struct.pack("<H", len(new) + 2) + data[place + 66 :]


def _zip(name: str, content: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


REFUSED = {
    "密码.docx": (
        _as_encrypted(DOC),
        "文件设了密码，没有读取。",
        "在 WPS 或 Word 里用密码打开，去掉密码（“限制编辑”也取消），另存为 .docx，再试一次。",
    ),
    "截断.docx": (
        DOCX[:3000],
        "文件已经损坏：文件不完整，可能没有存完或没有传完。",
        "在 WPS 或 Word 里打开试试：打得开，核对以后另存为 .docx；打不开，就请给文件的人重新发一份。",
    ),
    "坏了.docx": (
        make_word("<w:p>"),
        "文件已经损坏：里面的内容读不通。",
        "在 WPS 或 Word 里打开试试：打得开，核对以后另存为 .docx；打不开，就请给文件的人重新发一份。",
    ),
    "旧.doc": (DOC, "读不了这个文件：它是旧的 Word 文件（.doc）。", SAVE),
    "改名.docx": (DOC, "读不了这个文件：它是旧的 Word 文件（.doc）。", SAVE),
    "旧.wps": (DOC, "读不了这个文件：它是 WPS 文字的旧格式（.wps）。", SAVE),
    "文件.pdf": (
        b"%PDF-1.7\n",
        "读不了这个文件：它是 PDF 文件。",
        COPY,
    ),
    "文件.rtf": (b"{\\rtf1 x}", "读不了这个文件：它是 RTF 文件。", SAVE),
    "文件.odt": (
        _zip("mimetype", "application/vnd.oasis.opendocument.text"),
        "读不了这个文件：它是 OpenDocument 文字（.odt）或别的软件的文件。",
        SAVE,
    ),
    "表.xlsx": (
        _zip("xl/workbook.xml"),
        "读不了这个文件：它是表格。",
        "这里只收 Word 文件和文字；表格请用 adopt（接收别的系统的台账），或者照措施清单的列名抄进去。",
    ),
    "包.zip": (
        _zip("通知.docx"),
        "读不了这个文件：它是压缩包，不是 Word 文件。",
        "先解压，再用里面的 .docx 或 .txt。",
    ),
    "网页.txt": (b"<html><p>x</p></html>", "读不了这个文件：它是网页或 XML，只是改了后缀名。", SAVE),
    "乱码.txt": (
        "一、标题\n内容".encode()[:-1] + b"\xff\xff",
        "读不了这个文件：文字编码认不出来，第 2 行附近有乱码。",
        "用记事本打开，另存时编码选 UTF-8；或者另存为 .docx。",
    ),
    "扫描.docx": (
        make_word("<w:p/>"),
        "读不了这个文件：里面没有文字，可能全是扫描的图片。",
        "请向发文单位要能选中文字的 Word 文件。",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_says_what_to_do(name: str) -> None:
    """By what the bytes are, whatever the suffix says."""
    data, sentence, mend = REFUSED[name]
    found, (problem,) = read_official(data, name)
    assert (found, str(problem.where), problem.sentence, problem.mend) == ((), name, sentence, mend)


@pytest.mark.parametrize("length", range(0, len(DOCX), 397))
def test_a_damaged_file_is_a_problem_and_no_crash(length: int) -> None:
    """Cut anywhere, or with a wrong byte anywhere."""
    for data in (DOCX[:length], DOCX[:length] + b"\xa5" + DOCX[length + 1 :]):
        found, problems = read_official(data, "坏.docx")
        assert bool(found) != bool(problems)
