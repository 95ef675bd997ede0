"""The ZIP file that a workbook is, opened with bounds."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from mashang.sources.refusal import BROKEN, TORN, RefusedError

LARGEST_CONTENT = 128 * 1024 * 1024
NO_WORKBOOK = "它不是表格，或者缺了内容"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_ENCRYPTED_FLAG = 0x1
_PICTURES = ("xl/media/", "media/", "Pictures/", "Thumbnails/")
_PROGRAMS = ("xl/macrosheets/", "Basic/", "Scripts/")
_MIMETYPE = "mimetype"


@dataclass(frozen=True, slots=True)
class Container:
    """An open ZIP file."""

    archive: zipfile.ZipFile

    def has(self, part: str) -> bool:
        """Whether the file has such a part."""
        return part in self.archive.NameToInfo

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises RefusedError or one of ``BROKEN``."""
        info = self.archive.NameToInfo.get(part)
        if info is None:
            raise RefusedError("file-unreadable", reason=NO_WORKBOOK)
        return self.archive.read(info)

    @property
    def is_open_document(self) -> bool:
        """Whether this is a sheet of OpenDocument, not of Open XML."""
        if not self.has(_MIMETYPE):
            return self.has("content.xml")
        return self.read(_MIMETYPE).strip().startswith(SPREADSHEET)

    @property
    def has_macros(self) -> bool:
        """Whether a program lies beside the sheets."""
        names = self.archive.NameToInfo
        return any(name.endswith("vbaProject.bin") or name.startswith(_PROGRAMS) for name in names)


def open_container(data: bytes) -> Container:
    """Open a workbook's ZIP file. Raises RefusedError, saying what the file is instead, or one of ``BROKEN``."""
    container = open_package(data)
    other = _other_package(container)
    if other:
        raise RefusedError("file-unreadable", reason=other)
    return container


def open_package(data: bytes) -> Container:
    """Open the ZIP file of any office program. Raises RefusedError or one of ``BROKEN``."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as fault:
        raise RefusedError("file-damaged", reason=TORN) from fault
    entries = archive.infolist()
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in entries):
        raise RefusedError("file-password")
    if sum(info.file_size for info in entries if not info.filename.startswith(_PICTURES)) > LARGEST_CONTENT:
        raise RefusedError("file-too-large", what=f"解压后超过 {LARGEST_CONTENT // 1024 // 1024} MB")
    return Container(archive)


def _other_package(container: Container) -> str:
    if any(name.startswith("word/") for name in container.archive.NameToInfo):
        return "它是 Word 文档，只是改了后缀名"
    if container.has("xl/workbook.bin"):
        return "它是 .xlsb 文件，只是改了后缀名"
    if container.has("Index/Document.iwa") or (container.has(_MIMETYPE) and not container.is_open_document):
        return "它是别的软件的文件，只是改了后缀名"
    return ""
