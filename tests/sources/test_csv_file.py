"""CSV files as offices write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mashang.problems import Location, problem
from mashang.raw import RawKind, RawTable
from mashang.sources.csv_file import read_csv
from mashang.spreadsheet import format_table

FILE = "content/windows.csv"


def _read(tmp_path: Path, text: str) -> RawTable:
    path = tmp_path / "windows.csv"
    path.write_bytes(text.encode())
    tables, problems = read_csv(path, FILE)
    assert problems == ()
    (table,) = tables
    return table


def _texts(table: RawTable) -> list[tuple[int, list[tuple[int, str]]]]:
    return [(row.number, [(cell.column, cell.text) for cell in row.cells]) for row in table.rows]


def test_rows_are_counted_as_excel_shows_them(tmp_path: Path) -> None:
    """Blank rows count; a line break inside quotes does not begin a row."""
    table = _read(tmp_path, '窗口表,\r\n\r\n编号,名称\r\nW01,"综合\r\n窗口"\r\n,\r\nW02, 税务 \r\n')
    assert _texts(table) == [
        (1, [(1, "窗口表")]),
        (3, [(1, "编号"), (2, "名称")]),
        (4, [(1, "W01"), (2, "综合\n窗口")]),
        (6, [(1, "W02"), (2, "税务")]),
    ]
    assert (table.file, table.sheet, table.lettered) == (FILE, "", True)
    assert str(table.locate(table.rows[2].cells[1], "名称")) == "content/windows.csv · B4（名称）"


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_other_delimiters_are_taken_when_they_make_the_table(tmp_path: Path, delimiter: str) -> None:
    """Excel writes tabs into "Unicode text" and, on some machines, semicolons into CSV."""
    table = _read(tmp_path, f"编号{delimiter}名称\nW01{delimiter}咨询,受理\n")
    assert _texts(table) == [(1, [(1, "编号"), (2, "名称")]), (2, [(1, "W01"), (2, "咨询,受理")])]


def test_truth_values_are_distinguished_from_words(tmp_path: Path) -> None:
    """Excel writes a cell that is TRUE as that bare word, and reads it back as one."""
    table = _read(tmp_path, 'TRUE,"FALSE",True,TRUE北路\n')
    assert [cell.kind for cell in table.rows[0].cells] == [RawKind.BOOL, RawKind.BOOL, RawKind.TEXT, RawKind.TEXT]


def test_semicolons_inside_cells_do_not_mislead(tmp_path: Path) -> None:
    """A comma table stays one, however its texts are punctuated."""
    table = _read(tmp_path, "编号,事项\nW01,开户;变更\nW02,注销\n")
    assert _texts(table)[1] == (2, [(1, "W01"), (2, "开户;变更")])


def test_the_line_that_names_the_separator_is_no_row(tmp_path: Path) -> None:
    """Excel obeys ``sep=;`` and hides it."""
    table = _read(tmp_path, "sep=;\r\n编号;名称\r\nW01;甲,乙\r\n")
    assert _texts(table) == [(1, [(1, "编号"), (2, "名称")]), (2, [(1, "W01"), (2, "甲,乙")])]


def test_formulas_and_errors_are_distinguished_from_texts(tmp_path: Path) -> None:
    """``="001"`` is a text that Excel keeps from becoming a number; other formulas have no result here."""
    table = _read(tmp_path, '编号,完成率,说明,合计\n"=""001""",#N/A,=同上,=B2*2\n')
    assert [(cell.text, cell.kind) for cell in table.rows[1].cells] == [
        ("001", RawKind.TEXT),
        ("#N/A", RawKind.ERROR),
        ("=同上", RawKind.TEXT),
        ("=B2*2", RawKind.UNCALCULATED),
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('编号,名称\nW01,"综合\nW02,税务\n', 2),
        ('编号,名称\nW01,综合\nW02,"税"务\n', 3),
        ('编号,名称\nW01,"综合\nW02,税务\nW03,"医保\n', 2),
        ("编号,名称\nW01,综合\n" + 'W02,"税' + "务" * 200_000, 3),
    ],
)
def test_an_open_quote_is_named_with_its_row(tmp_path: Path, text: str, row: int) -> None:
    """A quote that is not closed, or is closed in the middle of a text, leaves no certain table."""
    path = tmp_path / "windows.csv"
    path.write_text(text, encoding="utf-8")
    tables, problems = read_csv(path, FILE)
    assert tables == ()
    assert problems == (problem("csv-quote-open", Location(FILE, row=row), row=row),)
    assert problems[0].sentence == f"第 {row} 行的引号没有配对。"
    assert problems[0].mend == "检查这一行里的英文双引号，成对使用，或改存为 .xlsx。"
    assert str(problems[0].where) == f"content/windows.csv · 第 {row} 行"


@pytest.mark.parametrize("text", ["=1+1", "-一是减证", "＋新增", "'=已有一撇"])
def test_a_download_of_ours_is_read_as_it_was(tmp_path: Path, text: str) -> None:
    """The apostrophe that keeps a spreadsheet from running a text is no part of it; any other one is."""
    path = tmp_path / "windows.csv"
    path.write_text(format_table(("名称",), [(text,), ("'引用'",)]), encoding="utf-8", newline="")
    tables, problems = read_csv(path, FILE)
    assert problems == ()
    expected = text.removeprefix("'")
    assert [row.cells[0].text for row in tables[0].rows[1:]] == [expected, "'引用'"]
    assert all(row.cells[0].kind is RawKind.TEXT for row in tables[0].rows)


def test_a_file_of_delimiters_only_has_no_table(tmp_path: Path) -> None:
    """Blank rows are no table."""
    path = tmp_path / "windows.csv"
    path.write_text(",,\n,,\n", encoding="utf-8")
    assert read_csv(path, FILE) == ((), ())


def test_undecodable_files_give_their_problem(tmp_path: Path) -> None:
    """What the characters say is passed on."""
    path = tmp_path / "windows.csv"
    path.write_bytes(b"\x80")
    tables, problems = read_csv(path, FILE)
    assert tables == ()
    assert [p.code for p in problems] == ["encoding-unknown"]


@pytest.mark.parametrize("written", ["{}", '"{}"'])
def test_a_long_cell_is_no_open_quote(tmp_path: Path, written: str) -> None:
    """How long a text may be is for the checks to say, at its address."""
    table = _read(tmp_path, f"编号,名称\nW01,{written.format('综' * 200_000)}\n")
    assert [len(cell.text) for cell in table.rows[1].cells] == [3, 200_000]


def test_a_row_that_a_comma_has_parted_is_named(tmp_path: Path) -> None:
    """An unquoted comma in a text pushes the next cells aside; a shorter row only leaves out empty cells."""
    path = tmp_path / "windows.csv"
    path.write_text("编号,名称,位置\nW01,综合,一楼,\nW02,税务\nW03,社保,二楼\n,,,\n", encoding="utf-8")
    (_,), problems = read_csv(path, FILE)
    assert problems == (problem("csv-row-long", Location(FILE, row=2), row=2, more=1),)
    assert (problems[0].sentence, problems[0].mend) == (
        "第 2 行比别的行多 1 格，多半是文字里的英文逗号把一格分成了几格。",
        "文字里的英文逗号改成中文逗号，或给整格加英文双引号；只是行尾多了逗号，就删掉。",
    )
