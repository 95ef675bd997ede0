"""The same table in every format gives the same texts."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mashang.raw import RawTable
from mashang.sources.csv_file import read_csv
from mashang.sources.workbook import read_workbook
from mashang.sources.yaml_file import read_yaml

Rows = Sequence[tuple[str, ...]]
HEADINGS = ("编号", "标题", "内容", "备注")
_CHARACTERS = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs", "Cn", "Co"),
    include_characters="\n",
    exclude_characters="_\u2028\u2029\ufffe\uffff",
)
_TEXTS = st.one_of(
    st.sampled_from(
        [
            "",
            "001",
            "0571",
            "12:30",
            "NO",
            "1e5",
            "60%",
            "2026-06-30",
            "甲,乙",
            '说"好"',
            "a;b\tc",
            "第一行\n第二行",
            "㐂𠮷",
            "－",
            "~",
        ]
    ),
    st.text(_CHARACTERS, max_size=12),
).filter(lambda text: not text.startswith(("=", "#")))
_ROWS = st.lists(st.tuples(st.just("M"), _TEXTS, _TEXTS, _TEXTS), min_size=1, max_size=6)
_WIDE = [("M", "甲", "", "乙\n丙"), ("M", " 首尾 ", "0571", "")]


def _texts(tables: tuple[RawTable, ...]) -> list[list[tuple[int, str]]]:
    (table,) = tables
    return [[(cell.column, cell.text) for cell in row.cells] for row in table.rows]


def _as_workbook(folder: Path, rows: Rows) -> list[list[tuple[int, str]]]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate([HEADINGS, *rows], start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = text
            cell.data_type = "s"
    book.save(folder / "a.xlsx")
    tables, problems = read_workbook(folder / "a.xlsx", "a.xlsx")
    assert problems == ()
    return _texts(tables)


def _as_csv(folder: Path, rows: Rows, encoding: str) -> list[list[tuple[int, str]]]:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([HEADINGS, *rows])
    (folder / "a.csv").write_bytes(stream.getvalue().encode(encoding))
    tables, problems = read_csv(folder / "a.csv", "a.csv")
    assert problems == ()
    return _texts(tables)


def _as_yaml(folder: Path, rows: Rows) -> list[list[tuple[int, str]]]:
    entries = [dict(zip(HEADINGS, row, strict=True)) for row in rows]
    text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False)
    (folder / "a.yaml").write_bytes(text.encode())
    tables, problems = read_yaml(folder / "a.yaml", "a.yaml")
    assert problems == ()
    return _texts(tables)


@given(_ROWS)
@settings(max_examples=60, deadline=None)
def test_one_table_reads_alike_from_every_format(rows: Rows) -> None:
    """Texts of any characters, with commas, quotes and line breaks, in .xlsx, .yaml and CSV of four encodings."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        read = _as_workbook(folder, rows)
        assert read[0] == list(enumerate(HEADINGS, start=1))
        assert len(read) == len(rows) + 1
        assert _as_yaml(folder, rows) == read
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
            assert _as_csv(folder, rows, encoding) == read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_plain_table_has_the_texts_that_were_put_in(tmp_path: Path, encoding: str) -> None:
    """The other test compares formats with each other; this one with what was written."""
    expected = [
        list(enumerate(HEADINGS, start=1)),
        [(1, "M"), (2, "甲"), (4, "乙\n丙")],
        [(1, "M"), (2, "首尾"), (3, "0571")],
    ]
    assert _as_workbook(tmp_path, _WIDE) == expected
    assert _as_yaml(tmp_path, _WIDE) == expected
    assert _as_csv(tmp_path, _WIDE, encoding) == expected
