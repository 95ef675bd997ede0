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

from mashang.problems import Problem
from mashang.raw import RawLook, RawTable
from mashang.sources.csv_file import read_csv
from mashang.sources.workbook import read_workbook
from mashang.sources.yaml_file import read_yaml

FILES = Path(__file__).with_name("files")
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


def _read_copy(folder: Path, name: str, suffix: str) -> tuple[tuple[RawTable, ...], tuple[Problem, ...]]:
    path = folder / f"a{suffix}"
    path.write_bytes((FILES / name).read_bytes())
    return read_workbook(path, "a")


def test_a_workbook_reads_alike_in_every_form(tmp_path: Path) -> None:
    """What LibreOffice wrote of one sheet in three forms: cell by cell with kinds and looks, and what is hidden."""
    tables, problems = _read_copy(tmp_path, "formats.xlsx", ".xlsx")
    assert {row.number: [cell.text for cell in row.cells] for row in tables[0].rows} == {
        1: ["一季度进展（标题）"],
        2: ["编号", "内容", "完成率", "日期", "备注"],
        3: ["M01", "第一项 & 其余", "28.5%", "2026-06-30", "第一行\n第二行"],
        4: ["M02", "零二", "57%", "2026年12月", "0571"],
        6: ["M03", "60%", "007", "2026-06-30", "甲乙丙丁"],
        7: ["M04", "1234567.5", "1300.0千", "2026年", "作废"],
        8: ["M05", "12.5", "8.8", "2026-06-30 08:30", "看不见"],
        10: ["M06", "08:30", "36:05", "2026-06-30", "两边有空格"],
        14: ["领域甲", "M07", "0.1", "#DIV/0!", "abc"],
        15: ["领域甲", "M08", "TRUE", "#N/A", "_x000D_"],
        16: ["领域甲", "M09", "110101199003070000", "4", "㐂𠮷、“引号”"],
        17: ["M10", "33.3%", "甲乙", "-3.5"],
        18: ["同", "上", "上", "0.000001"],
    }
    looks = {(cell.row, cell.column): cell.look for row in tables[0].rows for cell in row.cells}
    assert {place: look for place, look in looks.items() if look is not RawLook.PLAIN} == {
        (6, 6): RawLook.STRUCK,
        (7, 6): RawLook.STRUCK,
        (8, 6): RawLook.WHITE,
        (10, 5): RawLook.STRUCK,
    }
    assert [(cell.row, cell.column) for row in tables[0].rows for cell in row.cells if cell.repeated] == [
        (15, 1),
        (16, 1),
    ]
    assert [cell.text for row in tables[1].rows for cell in row.cells] == ["名称", "数", "50%", "12"]
    assert [str(found.where) + found.sentence for found in problems] == [
        "a · 表“进展”隐藏的第 5、9 行没有读取，不会公开。",
        "a · 表“进展”隐藏的 D 列没有读取，不会公开。",
        "a · 表“底稿”隐藏的表“底稿”没有读取，不会公开。",
    ]
    for name in ("formats.xls", "formats.ods"):
        assert _read_copy(tmp_path, name, Path(name).suffix) == (tables, problems), name


@pytest.mark.parametrize("name", ["formats.xlsx", "formats.xls", "formats.ods"])
def test_hidden_parts_are_in_no_cell(tmp_path: Path, name: str) -> None:
    """Rows, columns and sheets that nobody sees hold words that nothing may repeat."""
    tables, problems = _read_copy(tmp_path, name, Path(name).suffix)
    assert "canary" not in repr((tables, problems))


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv"])
@pytest.mark.parametrize("name", ["formats.xlsx", "formats.xls", "formats.ods"])
def test_the_suffix_does_not_matter(tmp_path: Path, name: str, suffix: str) -> None:
    """A workbook that somebody gave another suffix is read as what it is, as WPS reads it."""
    reader = read_csv if suffix == ".csv" else read_workbook
    path = tmp_path / f"a{suffix}"
    path.write_bytes((FILES / name).read_bytes())
    tables, problems = reader(path, "a")
    assert ([table.sheet for table in tables], len(problems)) == (["进展", "第二张"], 3)


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_days_from_1904_are_right_in_every_form(tmp_path: Path, suffix: str) -> None:
    """Workbooks begun on a Mac count their days from another year."""
    (table,), problems = _read_copy(tmp_path, f"libreoffice-1904{suffix}", suffix)
    assert ([row.cells[0].text for row in table.rows], problems) == (["日期", "2026-06-30"], ())


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_a_password_is_named(tmp_path: Path, suffix: str) -> None:
    """Files that LibreOffice locked."""
    tables, (found,) = _read_copy(tmp_path, f"password{suffix}", suffix)
    assert (tables, found.code, str(found.where), found.sentence, found.mend) == (
        (),
        "file-password",
        "a",
        "文件设了密码，没有读取。",
        "在 WPS 或 Excel 里用密码打开，去掉密码（“保护工作簿”也取消），另存为 .xlsx。",
    )
