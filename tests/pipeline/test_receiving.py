"""Files that were sent in: kept under names that every system takes, none over another."""

from __future__ import annotations

from pathlib import Path

import pytest

from mashang.county import INCOMING, County
from mashang.pipeline.receiving import receive_file


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("市" * 100 + ".xlsx", "市" * 60 + ".xlsx"),
        ("a" * 250 + ".xlsx", "a" * 180 + ".xlsx"),
        ("C:\\报送\\11月.xlsx", "11月.xlsx"),
        ("../../月报\n（终）.xlsx", "月报-（终）.xlsx"),
        ("\udcb1\udcc8.xlsx", "-.xlsx"),
    ],
)
def test_names_are_made_fit(tmp_path: Path, name: str, kept: str) -> None:
    """Without folders, line breaks, what is no character; so short that it can be written everywhere."""
    assert receive_file(County(tmp_path), name, b"1") == kept
    assert (tmp_path / INCOMING / kept).read_bytes() == b"1"


def test_another_file_of_the_same_name_is_numbered(tmp_path: Path) -> None:
    """Long names that begin alike too; the same file again is the same file."""
    names = [receive_file(County(tmp_path), "市" * 90 + end, data) for end, data in (("甲.et", b"1"), ("乙.et", b"2"))]
    assert names == ["市" * 60 + ".et", "市" * 60 + "（2）.et"]
    assert receive_file(County(tmp_path), "市" * 90 + "乙.et", b"2") == names[1]
