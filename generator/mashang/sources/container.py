"""The ZIP file that a workbook is: distinguished from what merely bears its suffix, and opened with bounds."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from mashang.problems import Location, Problem, problem
from mashang.sources.file_bytes import read_bytes

LARGEST_CONTENT = 128 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
_PICTURES = "xl/media/"
_TORN = "文件不完整，可能没有存完或没有传完"
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError)


class PartMissingError(Exception):
    """A part that every workbook has is not in the file."""


@dataclass(frozen=True, slots=True)
class Container:
    """An open ZIP file."""

    archive: zipfile.ZipFile

    def has(self, part: str) -> bool:
        """Whether the file has such a part."""
        return part in self.archive.NameToInfo

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises PartMissingError or one of ``BROKEN_ZIP``."""
        info = self.archive.NameToInfo.get(part)
        if info is None:
            raise PartMissingError(part)
        return self.archive.read(info)


def unreadable(file: str, reason: str) -> Problem:
    """The problem of a workbook that cannot be read."""
    return problem("file-unreadable", Location(file), reason=reason, format=".xlsx")


def open_container(path: Path, file: str) -> tuple[Container | None, tuple[Problem, ...]]:
    """Open a workbook's ZIP file, or say plainly what the file is instead."""
    data, problems = read_bytes(path, file)
    if data is None:
        return None, problems
    if not data.startswith(b"PK"):
        return None, (unreadable(file, _what_it_is(data)),)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*BROKEN_ZIP, ValueError):
        return None, (unreadable(file, _TORN),)
    refusal = _refuse(archive, file)
    return (None, (refusal,)) if refusal else (Container(archive), ())


def _refuse(archive: zipfile.ZipFile, file: str) -> Problem | None:
    """Why a sound ZIP file is not taken for a workbook, if there is a reason."""
    entries = archive.infolist()
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in entries):
        return unreadable(file, "文件设了密码")
    if sum(info.file_size for info in entries if not info.filename.startswith(_PICTURES)) > LARGEST_CONTENT:
        what = f"解压后超过 {LARGEST_CONTENT // 1024 // 1024} MB"
        return problem("file-too-large", Location(file), what=what)
    other = _other_package(archive)
    return unreadable(file, other) if other else None


def _what_it_is(data: bytes) -> str:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return "文件设了密码"
        return "它是旧格式的 .xls 文件，只是改了后缀名"
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml", b"<head")):
        return "它是网页或 XML 文件，只是改了后缀名"
    if head.startswith(b"%pdf"):
        return "它是 PDF 文件，只是改了后缀名"
    return "它不是 Excel 工作簿，或者开头已经损坏"


def _other_package(archive: zipfile.ZipFile) -> str:
    names = archive.NameToInfo
    if any(name.startswith("word/") for name in names):
        return "它是 Word 文档，只是改了后缀名"
    if "xl/workbook.bin" in names:
        return "它是 .xlsb 文件，只是改了后缀名"
    if "mimetype" in names or "Index/Document.iwa" in names:
        return "它是别的软件的文件，只是改了后缀名"
    return ""
