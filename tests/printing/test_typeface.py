"""Which characters can be printed."""

from __future__ import annotations

from mashang.printing.typeface import missing_characters, typeface_path


def test_what_offices_write_can_be_printed() -> None:
    """Chinese, digits, letters, the usual marks; spaces and line ends need no shape."""
    assert missing_characters("明川县政务服务中心 · 一楼 A 区 3 号（“一窗受理”）①㎡％\n㐂龘喆堃") == ""


def test_what_the_typeface_lacks_is_named_once() -> None:
    """Each character in the order in which it comes."""
    assert missing_characters("😀明川\U00030001县😀") == "😀\U00030001"


def test_the_typeface_comes_with_the_program() -> None:
    """Print never depends on the fonts of a machine."""
    assert typeface_path().read_bytes()[:4] == b"OTTO"
