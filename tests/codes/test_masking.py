"""The choice of the mask, held against the library's own."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData, lost_point

from mashang.codes.masking import MASKS, choose_mask
from mashang.codes.symbol import make_symbol

texts = st.one_of(
    st.from_regex(r"https://[a-z.]{4,40}/f/[0-9A-HJKMNP-TV-Z]{9}/", fullmatch=True),
    st.text(min_size=1, max_size=120),
)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_the_symbol_is_the_one_that_the_library_makes(text: str) -> None:
    """Module for module, over several versions of the symbol."""
    encoder = QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    encoder.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE, check_data=False), optimize=0)
    encoder.make(fit=True)
    rows = make_symbol(text).rows
    assert [[bool(module) for module in row] for row in encoder.modules] == [
        [bit == "1" for bit in f"{row:0{len(rows)}b}"] for row in rows
    ]


@settings(max_examples=60, deadline=None)
@given(st.integers(21, 30), st.integers(0, 2**32 - 1), st.floats(0.05, 0.95))
def test_the_choice_is_the_one_of_the_lowest_penalty(size: int, seed: int, share: float) -> None:
    """On noise of any darkness, where long runs and blocks are frequent; the first of equals wins."""
    candidates = np.random.default_rng(seed).random((MASKS, size, size)) < share
    penalties = [lost_point(candidate.tolist()) for candidate in candidates]
    assert choose_mask(candidates) == penalties.index(min(penalties))
