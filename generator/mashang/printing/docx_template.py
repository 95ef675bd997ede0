"""Fills a Word template: the placeholders in it become facts, and the same input gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime

from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.parts.comments import CommentsPart
from docx.parts.story import StoryPart
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from mashang.problems import MashangError

_ZIP_DAY, _UNIX = (1980, 1, 1, 0, 0, 0), 3
_TOLD = ("author", "category", "comments", "content_status", "keywords", "last_modified_by", "subject")
_EMPTY = {
    f"docProps/{part}.xml": '<?xml version="1.0" encoding="UTF-8"?>\n<Properties '
    f'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/{kind}-properties"/>'.encode()
    for part, kind in (("app", "extended"), ("custom", "custom"))
}
"""Parts that tell of company, manager and the like."""
_REMARKS = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")
_OFF = ("0", "false", "off")
_NAMED = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'")
_TAG = re.compile(r"\{[{%#][^{}]*\}{0,2}")
_MEND = "请在 Word 里改好；改不好的，删掉这个文件，就用程序自带的模板。"


class PaperTemplateError(MashangError):
    """A template cannot be filled; the text says which file, what is wrong there, how to mend it."""


def fill_template(template: bytes, file: str, facts: Mapping[str, object], written_on: date) -> bytes:
    """The template with the facts in the places of their names.

    ``file`` names the template in messages; ``written_on`` stands in the document's properties. What a template may do
    is bounded by a sandbox, and texts are escaped. Raises :class:`PaperTemplateError`.
    """
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    out = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(dict(facts), environment, autoescape=True)
        _leave_out_hidden(document.docx)
        properties = document.docx.core_properties
        properties.created = properties.modified = datetime(written_on.year, written_on.month, written_on.day)  # noqa: DTZ001 — a day, the same everywhere
        document.save(out)
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError) as fault:
        raise PaperTemplateError(f"{file}：不是 Word 文档（.docx），或者损坏了。{_MEND}") from fault
    except UndefinedError as fault:
        raise PaperTemplateError(f"{file}：{_tell_unknown(fault, facts)}{_MEND}") from fault
    except TemplateSyntaxError as fault:
        raise PaperTemplateError(f"{file}：{_tell_syntax(fault)}{_MEND}") from fault
    except SecurityError as fault:
        raise PaperTemplateError(f"{file}：占位符里写了模板不能做的事。{_MEND}") from fault
    except (TemplateError, TypeError) as fault:
        raise PaperTemplateError(f"{file}：占位符用错了地方（{fault}）。{_MEND}") from fault
    except SyntaxError as fault:  # what the XML parser raises
        loops = "循环的开头和结尾（如 {%tr for … %} 和 {%tr endfor %}）不在同一张表、同一层"
        raise PaperTemplateError(f"{file}：填好以后不成文档，{loops}。{_MEND}") from fault
    return _pack_anew(out.getvalue())


def _leave_out_hidden(document: Document) -> None:
    """Take away what nobody sees on paper and would be sent out: who wrote the template, remarks, hidden text."""
    for name in _TOLD:
        setattr(document.core_properties, name, "")
    for part in document.part.package.iter_parts():
        if isinstance(part, CommentsPart):
            part.element.clear()
        elif isinstance(part, StoryPart):
            marks = [*part.element.iter(*map(qn, _REMARKS))]
            signs = (sign for sign in part.element.iter(qn("w:vanish")) if sign.get(qn("w:val")) not in _OFF)
            runs = (sign.getparent().getparent() for sign in signs)
            for one in (*marks, *(run for run in runs if run.tag == qn("w:r"))):
                one.getparent().remove(one)


def _tell_unknown(fault: UndefinedError, facts: Mapping[str, object]) -> str:
    found = _NAMED.search(str(fault))
    name = next(filter(None, found.groups()), "") if found else ""
    return f"没有“{name}”这一项。这份材料里可以用：{'、'.join(facts)}。"


def _tell_syntax(fault: TemplateSyntaxError) -> str:
    lines = "".join(getattr(fault, "docx_context", ()))
    tags = "、".join(dict.fromkeys(_TAG.findall(lines)))
    return f"花括号里写错了{f'，在这附近：{tags[:120]}' if tags else ''}。"


def _pack_anew(data: bytes) -> bytes:
    """The same files in the same order, without the time of their packing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.create_system = _UNIX
            made.writestr(entry, _EMPTY.get(name, given.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()
