"""Matrices made many at once, held against the library's own."""

from __future__ import annotations

from functools import reduce
from operator import xor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData, create_data

from bench.symbols import BASES, draw_addresses, find_difference
from mashang.codes.matrix import SymbolError, make_matrices


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(max_size=50), max_size=5))
def test_each_matrix_is_the_one_that_the_library_makes(texts: list[str]) -> None:
    """Module for module, over several versions of the symbol; empty texts and the same one twice are texts too."""
    assert find_difference(texts) is None


def test_many_addresses_together_are_as_each_by_itself() -> None:
    """Codes of both lengths under one address, more than bits vary in them, and few of each under others."""
    assert find_difference([*draw_addresses(220, 1, BASES[4:5]), *draw_addresses(30, 2)]) is None
    assert make_matrices([]) == []


def test_the_last_of_a_batch_is_its_own() -> None:
    """At the ends of words and of batches, where what fills a word must not come out as a symbol."""
    addresses = draw_addresses(1100, seed=2, bases=["https://www.example.com/yshj/f/"])
    whole = make_matrices(addresses)
    for place in (0, 63, 64, 511, 512, 513, 1099):
        (alone,) = make_matrices([addresses[place]])
        assert np.array_equal(whole[place], alone)


def test_the_worked_example_of_linearity() -> None:
    """The codewords as the library reckons them, and the modules that follow from those of three others."""
    codewords = {}
    for text in "ACac":
        data = create_data(1, ERROR_CORRECT_Q, [QRData(text.encode(), mode=MODE_8BIT_BYTE, check_data=False)])
        codewords[text] = data[:5], data[13:16]
    assert {text: " | ".join(bytes(part).hex(" ").upper() for part in parts) for text, parts in codewords.items()} == {
        "A": "40 14 10 EC 11 | A1 F3 7F",
        "C": "40 14 30 EC 11 | F7 C4 0D",
        "a": "40 16 10 EC 11 | DE D8 E3",
        "c": "40 16 30 EC 11 | 88 EF 91",
    }
    plain = []
    for text in "ACac":
        encoder = QRCode(version=1, error_correction=ERROR_CORRECT_Q)
        encoder.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE, check_data=False), optimize=0)
        encoder.makeImpl(test=True, mask_pattern=0)
        plain.append(np.array(encoder.modules, dtype=np.bool_))
    assert not reduce(xor, plain).any()


def test_a_text_that_is_too_long_is_reported() -> None:
    """More than a symbol holds at this error level."""
    with pytest.raises(SymbolError, match=r"网址太长（2000 个字符），放不进二维码。请缩短 code_base。"):
        make_matrices(["x", "x" * 2000])
