"""A workbook that knows what was written into it: a digest of its content among its properties."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from mashang.sources.container import open_container
from mashang.sources.open_xml_remarks import PROPERTIES, list_comments, read_property
from mashang.sources.refusal import BROKEN, RefusedError
from mashang.sources.workbook import read_workbook_bytes
from mashang.workbooks.template import save_book

_SEAL = "mashang-annotation"
_UNSEALED = "0" * 64


def seal_book(book: Workbook) -> bytes:
    """The workbook as bytes, with the digest."""
    properties = book.custom_doc_props  # type: ignore[attr-defined]  # younger than the types of openpyxl
    if _SEAL in properties.names:
        del properties[_SEAL]
    properties.append(StringProperty(name=_SEAL, value=_UNSEALED))
    data = save_book(book)
    seal = _digest_content(data).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            part = old.read(item)
            new.writestr(item, part.replace(_UNSEALED.encode(), seal) if item.filename == PROPERTIES else part)
    return out.getvalue()


def read_seal(data: bytes) -> str:
    """The digest of what was written; empty for a file that is no such workbook."""
    try:
        return read_property(open_container(data), _SEAL)
    except (RefusedError, *BROKEN):
        return ""


def is_untouched(data: bytes) -> bool:
    """Whether a workbook holds what was written into it, whatever program saved it since."""
    seal = read_seal(data)
    return bool(seal) and seal == _digest_content(data)


def _digest_content(data: bytes) -> str:
    """A digest of the texts of all visible cells, and of the comments."""
    tables, _ = read_workbook_bytes(data, "")
    texts = [[one.sheet, [(c.row, c.column, c.text) for row in one.rows for c in row.cells]] for one in tables]
    try:
        comments = sorted(list_comments(open_container(data)))
    except (RefusedError, *BROKEN):
        comments = []
    return hashlib.sha256(json.dumps([texts, comments]).encode()).hexdigest()
