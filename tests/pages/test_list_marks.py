"""How changes between two editions of a list are marked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from mashang.pages.lists import _mark_difference

TEXTS = st.text("甲乙丙12.\n<", max_size=12)


@pytest.mark.parametrize(
    ("old", "new", "marked_old", "marked_new"),
    [
        ("不超过 15 日的", "不超过 30 日的", "不超过 <del>15</del> 日的", "不超过 <ins>30</ins> 日的"),
        ("当场改正。", "当场改正；多收的退还。", "当场改正。", "当场改正<ins>；多收的退还</ins>。"),
        ("甲<b>乙丙", "甲<b>", "甲&lt;b&gt;<del>乙丙</del>", "甲&lt;b&gt;"),
        (
            "第一行的\n第二行的",
            "第一行的\n第三行的",
            "第一行的<br>第<del>二</del>行的",
            "第一行的<br>第<ins>三</ins>行的",
        ),
    ],
)
def test_what_differs_is_marked(old: str, new: str, marked_old: str, marked_new: str) -> None:
    """Whole numbers, added and dropped words; text stays text and lines stay lines."""
    assert _mark_difference(old, new) == (marked_old, marked_new)


@given(old=TEXTS, new=TEXTS)
def test_marks_change_no_letter(old: str, new: str) -> None:
    """Without the marks both texts are what they were; what is left unmarked is the same in both."""
    shown = _mark_difference(old, new)
    plain = [re.sub("</?(del|ins)>", "", text).replace("<br>", "\n") for text in shown]
    assert plain == [escape(old), escape(new)]
    kept_old, kept_new = (re.sub(r"<(del|ins)>.*?</\1>", "", text) for text in shown)
    assert kept_old == kept_new
