"""Names that were written in one encoding and read in another; of texts the tests are those of tables and leftovers."""

from __future__ import annotations

import pytest

from mashang.sources.garbled import restore_name


@pytest.mark.parametrize("name", ["measures.csv", "措施清单.xlsx", "联通", "Zürich", "鑫淼", "2026—10", "\ufffd.csv"])
def test_a_name_that_is_none_of_mojibake_stays(name: str) -> None:
    """Latin letters with marks and rare Chinese characters are names; what cannot be read back stays as it is."""
    assert restore_name(name) == name


@pytest.mark.parametrize("name", ["措施清单.xlsx", "单位（2026）.csv", "进展"])
@pytest.mark.parametrize(
    ("right", "wrong"), [("gbk", "cp437"), ("utf-8", "cp437"), ("gbk", "cp1252"), ("utf-8", "latin-1")]
)
def test_mojibake_is_read_back(name: str, right: str, wrong: str) -> None:
    """A zip file says of no name in which encoding it is; programs take that of their own system."""
    assert restore_name(name.encode(right).decode(wrong)) == name
