"""What may have been meant by a word that is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.checks.suggestions import suggest

WORDS = ("数据局", "财政局", "市场监督管理局", "行政审批局", "目标值", "D01", "ZWS2", "ZWS1")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("数据局", "数据局"),
        ("数居局", "数据局"),
        ("d01", "D01"),
        ("zws1", "ZWS1"),
        ("市场监管局", "市场监督管理局"),
        ("目标", "目标值"),
        ("文旅广电体育", ""),
        ("局", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_word(text: str, near: str) -> None:
    """A slip of the hand is found first; one letter alone and words far from all suggest nothing."""
    assert suggest(text, WORDS) == near


def test_one_wrong_letter_goes_before_a_word_that_is_merely_alike() -> None:
    """政审批局 with a letter more is alike, but a word of the same length with one letter wrong is what was typed."""
    assert suggest("财政厅", ("财政厅局", "财政局")) == "财政局"


@given(
    word=st.sampled_from([word for word in WORDS if len(word) > 2]),
    place=st.integers(0, 20),
    letter=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
)
def test_a_single_slip_is_always_mended(word: str, place: int, letter: str) -> None:
    """Whichever letter of a word of three or more is wrong, a word of the same length one letter away is suggested."""
    at = place % len(word)
    found = suggest(word[:at] + letter + word[at + 1 :], WORDS)
    assert len(found) == len(word)


@given(st.text(max_size=200))
def test_only_known_words_are_suggested(text: str) -> None:
    """Any text leads to one of them or to nothing; a long one does not take long."""
    assert suggest(text, WORDS) in {*WORDS, ""}
