"""Reads what a browser sends, in memory alone, within bounds; what did not come whole is refused.

Nothing that people wrote is laid on the disk before it is sealed, not even for a moment.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

WHOLE = "whole"
"""The name of the last field of every form: where it is missing, the rest may be too."""
_MOST_BYTES, _MOST_AT_ONCE = 40 * 2**20, 512 * 2**20
_MOST_TEXT = 64 * 1024
_MOST_FIELDS, _MOST_FILES = 20, 50
_TOO_LARGE = "照片太大，没有收到。请少加几张，或者先不加照片，再提交一次。"
_TORN = "没有收全，没有收到。请退回上一页，再提交一次。"
_BUSY = "现在提交的人太多，没有收到。请过一分钟再提交一次。"


class _InMemory(MultiPartParser):
    spool_max_size = _MOST_BYTES


@dataclass(slots=True)
class FormReader:
    """Reads forms; all that are being read share one bound of memory."""

    reading: int = 0

    async def read(self, request: Request) -> FormData:
        """The fields of a form. Raises :class:`HTTPException` with a sentence for whoever sent it."""
        try:
            content_type = request.headers.get("content-type", "")
            if content_type.startswith("multipart/form-data"):
                limits = {"max_files": _MOST_FILES, "max_fields": _MOST_FIELDS, "max_part_size": _MOST_TEXT}
                form = await _InMemory(request.headers, self._bound(request), **limits).parse()
            else:
                form = await FormParser(
                    request.headers, self._bound(request), max_fields=_MOST_FIELDS, max_part_size=_MOST_TEXT
                ).parse()
        except (MultiPartException, ClientDisconnect) as fault:
            raise HTTPException(HTTPStatus.BAD_REQUEST, _TORN) from fault
        if WHOLE not in form:
            raise HTTPException(HTTPStatus.BAD_REQUEST, _TORN)
        return form

    async def _bound(self, request: Request) -> AsyncGenerator[bytes, None]:
        size = 0
        try:
            async for chunk in request.stream():
                size += len(chunk)
                self.reading += len(chunk)
                if size > _MOST_BYTES:
                    raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE)
                if self.reading > _MOST_AT_ONCE:
                    raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, _BUSY)
                yield chunk
        finally:
            self.reading -= size


def read_text(form: FormData, name: str) -> str:
    """A field's text without space around it; empty when it is missing or a file."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


async def read_files(form: FormData, name: str) -> list[bytes]:
    """The files of a field, without the empty one that a browser sends for none."""
    files = [await value.read() for value in form.getlist(name) if isinstance(value, UploadFile)]
    await form.close()
    return [data for data in files if data]
