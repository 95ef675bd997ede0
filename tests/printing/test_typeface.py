"""Which characters can be printed."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from mashang.printing.typeface import CharacterSet, missing_characters, read_characters, typeface_path


def test_what_offices_write_can_be_printed() -> None:
    """Chinese, digits, letters, the usual marks; spaces and line ends need no shape."""
    assert missing_characters("明川县政务服务中心 · 一楼 A 区 3 号（“一窗受理”）①㎡％\n㐂龘喆堃") == ""


def test_what_the_typeface_lacks_is_named_once() -> None:
    """Each character in the order in which it comes."""
    assert missing_characters("😀明川\U00030001县😀") == "😀\U00030001"


def test_ranges_are_closed_at_both_ends() -> None:
    """First and last belong; what lies between two ranges does not."""
    characters = CharacterSet((ord("b"), ord("x")), (ord("d"), ord("x")))
    assert [character for character in "abcdewxyz" if character in characters] == ["b", "c", "d", "x"]


@pytest.mark.parametrize("tables", [b"", struct.pack(">4sIII", b"cmap", 0, 28, 4)])
def test_a_font_without_the_table_is_refused(tmp_path: Path, tables: bytes) -> None:
    """No table at all, or one without any part that reaches over all of Unicode."""
    path = tmp_path / "font.otf"
    path.write_bytes(struct.pack(">4sHHHH", b"OTTO", len(tables) // 16, 0, 0, 0) + tables + b"\0\0\0\0")
    with pytest.raises(ValueError, match=r"font\.otf"):
        read_characters(path)


def test_the_typeface_comes_with_the_program() -> None:
    """Print never depends on the fonts of a machine."""
    assert typeface_path().read_bytes()[:4] == b"OTTO"
