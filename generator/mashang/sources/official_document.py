"""Reading an official document, whatever its bytes are: its paragraphs, or why there are none and what to do."""

from __future__ import annotations

import re

from mashang.problems import Location, Problem, problem
from mashang.raw import RawParagraph
from mashang.sources.cell_text import tidy_text
from mashang.sources.compound_file import SIGNATURE, CompoundFile
from mashang.sources.container import Container, open_package
from mashang.sources.file_bytes import decode_characters
from mashang.sources.open_word import DOCUMENT, read_word
from mashang.sources.places import split_name
from mashang.sources.refusal import BROKEN, GARBLED, RefusedError

_DECORATION = re.compile(r"^\s*#+\s+|\*\*")
"""How titles and bold words are marked in texts that are pasted from web tools."""
_STOPS = ("。", "！", "？", "：")
_BEGINNING = re.compile(
    r"\s*(?:　|  |第.{1,4}[条章节]|[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|[①-⑳]|[\u4e00-\u9fff]{2,8}[：:])"
)
"""How a paragraph begins."""
_NARROWEST, _WIDEST, _RAGGED, _FEWEST_FULL = 20, 60, 2, 4
"""How many characters a page is wide; how much shorter a full line may be; how many of these there are."""
_SAVE = "在 WPS 或 Word 里打开，另存为 .docx（Word 文档），再用那个文件。"
_COPY = (
    "打开它，选中全部文字，复制到记事本，存成 .txt，再用那个文件；选不中文字的是扫描的图片，请向发文单位要 Word 文件。"
)
_TABLE = "这里只收 Word 文件和文字；表格请用 adopt（接收别的系统的台账），或者照措施清单的列名抄进去。"


def read_official(data: bytes, file: str) -> tuple[tuple[RawParagraph, ...], tuple[Problem, ...]]:
    """The paragraphs of a .docx or a text in any of our encodings; ``file`` is the name that addresses get.

    What the bytes are decides, not the suffix.
    """
    try:
        found = _read(data, file)
    except RefusedError as refusal:
        code = refusal.code.replace("file-password", "document-password").replace("file-damaged", "document-damaged")
        return (), (problem(code, Location(file), **refusal.slots),)
    except BROKEN:
        return (), (problem("document-damaged", Location(file), reason=GARBLED),)
    if not found:
        slots = {"reason": "里面没有文字，可能全是扫描的图片", "hint": "请向发文单位要能选中文字的 Word 文件。"}
        return (), (problem("document-unreadable", Location(file), **slots),)
    return found, ()


def _read(data: bytes, file: str) -> tuple[RawParagraph, ...]:
    if data.startswith(SIGNATURE):
        raise _explain_compound(CompoundFile(data), split_name(file)[1])
    if data.startswith(b"%PDF"):
        raise _refuse("它是 PDF 文件", _COPY)
    if data.startswith(b"{\\rtf"):
        raise _refuse("它是 RTF 文件", _SAVE)
    if data.startswith(b"PK"):
        package = open_package(data)
        if not package.has(DOCUMENT):
            raise _explain_package(package)
        return read_word(package)
    text, row = decode_characters(data)
    if text is None:
        raise _refuse(
            f"文字编码认不出来，第 {row} 行附近有乱码", "用记事本打开，另存时编码选 UTF-8；或者另存为 .docx。"
        )
    if text.lstrip("\ufeff \t\r\n")[:9].lower().startswith(("<html", "<!doctype", "<?xml")):
        raise _refuse("它是网页或 XML，只是改了后缀名", _SAVE)
    lines = filter(None, map(tidy_text, _unwrap([_DECORATION.sub("", line) for line in text.splitlines()])))
    return tuple(RawParagraph(number, line) for number, line in enumerate(lines, start=1))


def _unwrap(lines: list[str]) -> list[str]:
    """The lines of a text that was copied from a PDF, where each ends at the edge of the page, joined to paragraphs."""
    width = max(map(len, lines), default=0)
    full = [line for line in lines if len(line) >= width - _RAGGED]
    broken = [line for line in full if not line.endswith(_STOPS)]
    if (
        not _NARROWEST <= width <= _WIDEST
        or len(full) < _FEWEST_FULL
        or 2 * len(broken) < len(full)
        or 4 * len(full) < len(lines)
    ):
        return lines
    joined: list[str] = []
    follows = False
    for line in lines:
        if follows and line.strip() and not _BEGINNING.match(line):
            joined[-1] += line
        else:
            joined.append(line)
        follows = len(line) >= width - _RAGGED and not line.endswith(_STOPS)
    return joined


def _refuse(reason: str, hint: str) -> RefusedError:
    return RefusedError("document-unreadable", reason=reason, hint=hint)


def _explain_compound(compound: CompoundFile, suffix: str) -> RefusedError:
    if "EncryptedPackage" in compound.names:
        return RefusedError("document-password")
    if "WordDocument" not in compound.names:
        return _refuse("它是表格、演示文稿或别的软件的旧格式", _TABLE)
    if suffix == ".wps":
        return _refuse("它是 WPS 文字的旧格式（.wps）", _SAVE)
    return _refuse("它是旧的 Word 文件（.doc）", _SAVE)


def _explain_package(package: Container) -> RefusedError:
    if package.has("xl/workbook.xml") or package.is_open_document:
        return _refuse("它是表格", _TABLE)
    if package.has("mimetype"):
        return _refuse("它是 OpenDocument 文字（.odt）或别的软件的文件", _SAVE)
    return _refuse("它是压缩包，不是 Word 文件", "先解压，再用里面的 .docx 或 .txt。")
