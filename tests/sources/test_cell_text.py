"""One spelling for every text."""

from __future__ import annotations

import pytest

from mashang.sources.cell_text import tidy_text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  市场准入 ", "市场准入"),
        ("\u3000\u00a0市场准入\u00a0\u3000", "市场准入"),
        ("\ufeff\u200bM01\u200e\u202c", "M01"),
        ("第一行\r\n第二行\r第三行\n", "第一行\n第二行\n第三行"),
        ("一楼\u3000A 区", "一楼\u3000A 区"),
        ("\u200b", ""),
        ("", ""),
    ],
)
def test_ends_are_cut_and_line_breaks_made_alike(written: str, read: str) -> None:
    """White space and marks without width go from both ends; what stands inside stays."""
    assert tidy_text(written) == read
