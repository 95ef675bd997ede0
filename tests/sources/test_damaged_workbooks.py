"""Workbooks of every form, cut and with wrong bits: problems may come of them, nothing else."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mashang.sources.binary_workbook import find_stream
from mashang.sources.workbook import read_workbook_bytes

FILES = Path(__file__).with_name("files")
XLS, ODS, XLSX = ((FILES / f"formats.{form}").read_bytes() for form in ("xls", "ods", "xlsx"))
Make = Callable[[random.Random], bytes]
KNOWN = {"file-damaged", "file-unreadable", "file-password", "file-too-large", "file-macro"}


def _cut(data: bytes) -> Make:
    return lambda chance: data[: chance.randrange(len(data))]


def _flip(data: bytes) -> Make:
    def flip(chance: random.Random) -> bytes:
        wrong = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            wrong[chance.randrange(len(wrong))] = chance.choice((0, 255, chance.randrange(256)))
        return bytes(wrong)

    return flip


def _flip_part(data: bytes, part: str) -> Make:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def flip(chance: random.Random) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, _flip(content)(chance) if name == part else content)
        return stream.getvalue()

    return flip


@pytest.mark.parametrize(
    "make",
    [
        _cut(XLS),
        _flip(XLS),
        _flip(find_stream(XLS)[0]),
        _cut(ODS),
        _flip(ODS),
        _flip_part(ODS, "content.xml"),
        _flip_part(ODS, "styles.xml"),
        _flip_part(XLSX, "xl/worksheets/sheet1.xml"),
        _flip_part(XLSX, "xl/styles.xml"),
    ],
    ids=["xls cut", "xls", "records", "ods cut", "ods", "ods content", "ods styles", "xlsx sheet", "xlsx styles"],
)
def test_nothing_but_problems_comes_of_damage(make: Make) -> None:
    """The same forty files at each run; each is answered at once."""
    chance = random.Random(2026)
    refused = 0
    for _ in range(40):
        begun = time.process_time()
        tables, problems = read_workbook_bytes(make(chance), "a")
        assert time.process_time() - begun < 2
        if not tables:
            assert {found.code for found in problems} <= KNOWN
            refused += 1
    assert refused
