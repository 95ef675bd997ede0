"""The choice of the mask, held against the library's own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData, lost_point

from mashang.codes import masking
from mashang.codes.masking import MASKS, choose_mask
from mashang.codes.symbol import make_symbol

texts = st.one_of(
    st.from_regex(r"https://[a-z.]{4,40}/f/([0-9A-HJKMNP-TV-Z]{9}|[0-9A-HJKMNP-TV-Z]{13})/", fullmatch=True),
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


@pytest.mark.parametrize(
    ("line", "run_points", "finder_points"), [("00000011111", 7, 0), ("10111010000", 0, 40), ("00001011101", 0, 40)]
)
def test_the_worked_examples_of_lines(line: str, run_points: int, finder_points: int) -> None:
    """The rules N1 and N3, on one line."""
    modules = np.array([[[module == "1" for module in line]]])
    assert [*masking._penalise_runs(modules), *masking._penalise_finders(modules)] == [run_points, finder_points]


@pytest.mark.parametrize(("dark", "points"), [(50, 0), (54, 0), (55, 10), (61, 20), (39, 20)])
def test_the_worked_examples_of_blocks_and_balance(dark: int, points: int) -> None:
    """The rules N2 and N4: a block of 3 by 2, and a share of 100 modules."""
    assert masking._penalise_blocks(np.ones((1, 2, 3), dtype=np.bool_)) == [6]
    assert masking._penalise_balance((np.arange(100) < dark).reshape(1, 10, 10)) == [points]
