"""How texts are cut into the terms by which they are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.search.terms import list_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("企业开办", {"企业", "业开", "开办"}),
        ("3号", {"3", "3_号"}),
        ("13号", {"13", "13_号"}),
        ("〔2026〕3号", {"2026", "2026_3", "3", "3_号"}),
        ("M12", {"m12"}),
        ("营，商", {"营", "商"}),
        ("政办发〔2026〕3号，M12", {"政办", "办发", "发_2026", "2026", "2026_3", "3", "3_号", "m12"}),
        ("特新“小巨人”企业", {"特新", "新小", "小巨", "巨人", "人企", "企业"}),
        ("ＡＢ１２（㎡）", {"ab12", "ab12_m2", "m2"}),
        ("0000-8000100", {"0000", "8000100"}),
        ("第 3 条：", {"第", "3", "条"}),
        ("𠮷林", {"𠮷林"}),
        ("，。 ！〔〕", set()),
        ("", set()),
    ],
)
def test_terms_are_pairs(text: str, terms: set[str]) -> None:
    """Neighbours make a term; so does a number by itself, and a character only where it stands alone."""
    assert list_terms(text) == terms


@given(st.text(), st.text(alphabet="企业开办ab12〔〕“”3号", min_size=1), st.text())
def test_what_stands_in_a_text_is_found_in_it(before: str, words: str, after: str) -> None:
    """Whatever is cut out of a text between two spaces has no term that the text lacks."""
    assert list_terms(words) <= list_terms(f"{before} {words} {after}")


@given(st.text(alphabet="企业开办一网通罚违首", min_size=2, max_size=30), st.data())
def test_any_stretch_of_chinese_is_found(text: str, data: st.DataObject) -> None:
    """No stretch of two characters or more, wherever it begins, has a pair that the whole lacks."""
    begin = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(begin + 2, len(text)))
    assert list_terms(text[begin:end]) <= list_terms(text)


def test_the_worked_example() -> None:
    """The number of a document: its pairs, and its numbers by themselves."""
    terms = list_terms("明政办发〔2026〕3号")
    assert terms == {"明政", "政办", "办发", "发_2026", "2026_3", "3_号", "2026", "3"}
    assert list_terms("明政办发2026") <= terms
    assert list_terms("政办发") <= terms
