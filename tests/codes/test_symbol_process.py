"""Symbols drawn and read back beside a build."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from mashang.codes.symbol_cache import _checksum, draw_symbols
from mashang.codes.symbol_process import Drawing, DrawingError, digest_symbols
from mashang.model import Code, CodeKind

BASE = "https://www.example.com/yshj/f/"
CODES = (
    Code("7K3M9QXT2", CodeKind.WINDOW, "W01", date(2026, 5, 8), name="社保综合窗口"),
    Code("000000000", CodeKind.ENTERPRISE, "E01", date(2026, 5, 8)),
)


def test_the_symbols_are_those_of_the_cache(tmp_path: Path) -> None:
    """Each code has its own pictures, whole and in order, and all of them read right."""
    with Drawing(CODES, BASE, tmp_path / "beside") as drawing:
        symbols, problems = drawing.wait()
    assert problems == ()
    assert symbols == tuple(draw_symbols(CODES, BASE, tmp_path / "here"))


def test_pictures_in_the_cache_are_read_too(tmp_path: Path) -> None:
    """A picture of another code that somebody put there, checksum and all, is reported by what it reads."""
    tuple(draw_symbols(CODES, BASE, tmp_path))
    file = tmp_path / "symbols.json"
    entries = json.loads(file.read_text(encoding="ascii"))
    (key, own), (other_key, other) = entries.items()
    svg, png, _ = own
    svg = re.sub("<title>.*</title>", re.findall("<title>.*</title>", other[0])[0], svg)
    with Drawing(CODES, BASE, tmp_path) as drawing:
        assert drawing.wait()[1] == ()
    file.write_text(json.dumps({key: own, other_key: [svg, png, _checksum(other_key, svg, png)]}), encoding="ascii")
    with Drawing(CODES, BASE, tmp_path) as drawing:
        _, problems = drawing.wait()
    assert [found.where.file for found in problems] == ["qrcodes/000000000.svg", "qrcodes/000000000.png"]
    assert other[0] != svg


def test_pictures_that_change_after_they_were_read_are_refused(tmp_path: Path) -> None:
    """What is published is what was read."""
    with Drawing(CODES, BASE, tmp_path) as drawing:
        drawing._process._process.wait()
        file = tmp_path / "symbols.json"
        entries = json.loads(file.read_text(encoding="ascii"))
        for key, (svg, png, _) in entries.items():
            entries[key] = [svg + "\n", png, _checksum(key, svg + "\n", png)]
        file.write_text(json.dumps(entries), encoding="ascii")
        with pytest.raises(DrawingError, match="又被别的程序改动"):
            drawing.wait()


def test_a_cache_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    """In one line with the place, no traceback."""
    (tmp_path / "symbols").write_text("a file where the folder should be", encoding="utf-8")
    with (
        Drawing(CODES, BASE, tmp_path / "symbols") as drawing,
        pytest.raises(DrawingError, match=r"symbols.*那里有同名的文件或文件夹") as raised,
    ):
        drawing.wait()
    assert "Traceback" not in str(raised.value)


def test_every_part_counts_in_the_digest(tmp_path: Path) -> None:
    """Another order, another address: another digest."""
    symbols = tuple(draw_symbols(CODES, BASE, tmp_path))
    others = tuple(draw_symbols(CODES, BASE.replace("yshj", "ysh"), tmp_path))
    assert len({digest_symbols(one) for one in (symbols, symbols[::-1], symbols[:1], others)}) == 4
