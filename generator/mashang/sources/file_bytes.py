"""From the disk to bytes, and from bytes to characters, with a plain problem for whatever is in the way."""

from __future__ import annotations

import codecs
from pathlib import Path

from mashang.disk_faults import name_cause, name_remedy
from mashang.files import IrregularFileError, LargeFileError, read_regular
from mashang.problems import Location, Problem, problem
from mashang.sources.cell_text import tidy_text

_CERTAINLY_UTF8 = 3


def read_bytes(path: Path, file: str) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The bytes of a file, or why there are none: it is no file, in use, forbidden, too large or blank."""
    where = Location(file)
    try:
        data = read_regular(path)
    except IrregularFileError:
        return None, (problem("file-irregular", where),)
    except LargeFileError as fault:
        return None, (problem("file-too-large", where, what=fault.strerror),)
    except OSError as fault:
        return None, (problem("file-locked", where, reason=name_cause(fault), mend=name_remedy(fault)),)
    if not data:
        return None, (problem("file-empty", where),)
    return data, ()


def read_characters(path: Path, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a YAML or Markdown file."""
    data, problems = read_bytes(path, file)
    return (None, problems) if data is None else take_characters(data, file)


def take_characters(data: bytes, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file that has been read: UTF-16 with its mark, UTF-8, or GB 18030, each taken strictly.

    A file that starts as UTF-8 and breaks off is not tried as GB 18030, which would turn it into nonsense
    without a word.
    """
    text, row = decode_characters(data)
    if text is None:
        return None, (problem("encoding-unknown", Location(file, row=row), row=row),)
    if not tidy_text(text):
        return None, (problem("file-empty", Location(file)),)
    return text, ()


def decode_characters(data: bytes) -> tuple[str | None, int]:
    """The text of the bytes, or ``None`` and the row near which they make no sense."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_utf16(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return _decode_gb18030(data, fault)
    return _without_nul(text)


def _decode_utf16(data: bytes) -> tuple[str | None, int]:
    try:
        return _without_nul(data.decode("utf-16"))
    except UnicodeDecodeError as fault:
        before = data[: fault.start - fault.start % 2].decode("utf-16", "replace")
        return None, before.count("\n") + 1


def _decode_gb18030(data: bytes, utf8_fault: UnicodeDecodeError) -> tuple[str | None, int]:
    row = data.count(b"\n", 0, utf8_fault.start) + 1
    readable = data[: utf8_fault.start].decode("utf-8", "replace")
    if sum(ord(character) > 0x7FF for character in readable.removeprefix("\ufeff")) >= _CERTAINLY_UTF8:  # noqa: PLR2004 -- from here on UTF-8 takes three bytes
        return None, row
    try:
        return _without_nul(data.decode("gb18030"))
    except UnicodeDecodeError as fault:
        return None, max(row, data.count(b"\n", 0, fault.start) + 1)


def _without_nul(text: str) -> tuple[str | None, int]:
    position = text.find("\0")
    if position < 0:
        return text, 0
    return None, text.count("\n", 0, position) + 1
