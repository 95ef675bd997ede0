"""Text in a console's columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mashang.console_text import measure_width, wrap_text


def test_chinese_takes_two_columns() -> None:
    """Characters, full-width marks and curved quotation marks count two, Latin letters one."""
    assert measure_width("abc") == 3
    assert measure_width("码上，“a”") == 11


def test_marks_stay_with_their_words() -> None:
    """No line begins with a closing mark or ends with an opening one; a Latin word is not cut."""
    assert wrap_text("封存一个月，写进 content/closed。", 10) == ["封存一个", "月，写进", "content/closed。"]
    assert wrap_text("一二三（四五）", 8) == ["一二三", "（四五）"]


@given(st.text("一二 ab，。（）“”\n", max_size=40), st.integers(6, 20))
def test_nothing_is_lost(text: str, width: int) -> None:
    """All words are there in their order, and a line is too wide only when it is one single unit."""
    lines = wrap_text(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
