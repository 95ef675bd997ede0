"""Annotated copies beside faulty tables: what is in them, how they come and go, that nothing of staff's is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from mashang.county import County
from mashang.pipeline.checking import check_county
from mashang.pipeline.unchanged import digest_facts
from mashang.problems import Problem
from mashang.sources.file_bytes import decode_characters
from tests.example_county import REPOSITORY

Run = Callable[..., tuple[int, str]]
OCTOBER = "content/progress/2026-10.xlsx"
COPY = "content/progress/2026-10（批注）.xlsx"
LIST = "问题清单"
ORIGINAL = REPOSITORY / OCTOBER


def find_problems(root: Path) -> tuple[Problem, ...]:
    """What a check finds."""
    return check_county(County(root), date(2026, 11, 21), lambda _: None).problems


@pytest.fixture
def faulty(county: Path) -> Path:
    """The example county with two wrong cells in the report of October."""
    book = openpyxl.load_workbook(county / OCTOBER)
    sheet = book.worksheets[0]
    sheet["D4"].value, sheet["D5"].value = "差不多", "七成"
    sheet["D4"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet.column_dimensions["D"].width = 33
    book.save(county / OCTOBER)
    return county


def test_the_copy_says_what_is_wrong_where_it_is(faulty: Path, mashang: Run) -> None:
    """Cells coloured, the sentence and its mend as a comment, and a first sheet with links to the cells."""
    before = (faulty / OCTOBER).read_bytes()
    code, said = mashang("check", "--annotate", "--root", faulty)
    assert code == 1
    assert f"批注副本（原来的文件没有动）：{COPY}" in said
    assert (faulty / OCTOBER).read_bytes() == before
    book = openpyxl.load_workbook(faulty / COPY)
    found = [one for one in find_problems(faulty) if one.where.file == OCTOBER]
    (first,) = [one for one in found if (one.where.row, one.where.column) == (4, "D")]
    sheet = book[first.where.sheet]
    assert f"错误：{first.sentence}\n改法：{first.mend}" in sheet["D4"].comment.text
    assert sheet["D4"].fill.fgColor.rgb == "FFFFB8AE"
    assert sheet["E4"].comment is None
    assert sheet.column_dimensions["D"].width == 33
    listed = book.worksheets[0]
    assert listed.title == LIST
    rows = [[cell.value for cell in row] for row in listed.iter_rows(min_row=5)]
    assert rows == [
        [one.severity.label, str(one.where).removeprefix(f"{OCTOBER} · "), one.sentence, one.mend] for one in found
    ]
    assert listed["B5"].hyperlink.location == f"'{first.where.sheet}'!D4"
    assert [one.title for one in book.worksheets if one.sheet_view.tabSelected] == [LIST]


def test_copies_disturb_nothing(faulty: Path, mashang: Run) -> None:
    """Neither what a check finds nor what a build depends on changes with them."""
    problems, facts = find_problems(faulty), digest_facts(County(faulty))
    mashang("check", "--annotate", "--root", faulty)
    assert (faulty / COPY).exists()
    assert find_problems(faulty) == problems
    assert digest_facts(County(faulty)) == facts


def test_a_copy_goes_when_its_table_is_mended(faulty: Path, mashang: Run) -> None:
    """Written again only if it says something else; removed once nothing is wrong."""
    mashang("check", "--annotate", "--root", faulty)
    copy = faulty / COPY
    before = copy.stat().st_ino
    mashang("check", "--annotate", "--root", faulty)
    assert copy.stat().st_ino == before
    whole = openpyxl.load_workbook(ORIGINAL).worksheets[0]
    book = openpyxl.load_workbook(faulty / OCTOBER)
    for cell, left in (("D4", True), ("D5", False)):
        book.worksheets[0][cell].value = whole[cell].value
        book.save(faulty / OCTOBER)
        _, said = mashang("check", "--annotate", "--root", faulty)
        assert copy.exists() is left
        assert not left or copy.stat().st_ino != before
    assert f"没有问题了，删掉了批注副本：{COPY}" in said


@pytest.mark.parametrize("mended", [False, True])
@pytest.mark.parametrize("what", ["cell", "list", "comment", "foreign"])
def test_what_staff_wrote_into_a_copy_is_never_lost(faulty: Path, mashang: Run, what: str, *, mended: bool) -> None:
    """A copy with a changed cell, a note in the list, a comment of theirs, and a file of that name that is theirs."""
    mashang("check", "--annotate", "--root", faulty)
    book = openpyxl.load_workbook(faulty / COPY)
    match what:
        case "cell":
            book.worksheets[1]["D4"].value = "33%"
        case "list":
            book.worksheets[0]["E5"].value = "问过了"
        case "comment":
            book.worksheets[1]["D4"].comment.text += "\n已问"
        case _:
            book = openpyxl.Workbook()
    book.save(faulty / COPY)
    before = (faulty / COPY).read_bytes()
    if mended:
        shutil.copyfile(ORIGINAL, faulty / OCTOBER)
    _, said = mashang("check", "--annotate", "--root", faulty)
    assert (faulty / COPY).read_bytes() == before
    assert (
        f"{COPY}\n  提醒：这份批注副本写出以后有人改过（或者不是程序写的），没有覆盖，也没有删掉。"
        "副本里的内容不会读取。  [annotation-changed]\n  改法：把要用的改动抄到原来的文件里，再删掉这份副本。" in said
    )


def test_a_copy_saved_without_a_change_is_ours(faulty: Path, mashang: Run) -> None:
    """Another program wrote other bytes; nothing of staff's is in them."""
    mashang("check", "--annotate", "--root", faulty)
    openpyxl.load_workbook(faulty / COPY).save(faulty / COPY)
    shutil.copyfile(ORIGINAL, faulty / OCTOBER)
    mashang("check", "--annotate", "--root", faulty)
    assert not (faulty / COPY).exists()


def spoil_every_form(root: Path) -> None:
    """Faults of many kinds in tables of each form: cells, rows, hidden parts, merges, letters that are set oddly."""
    book = openpyxl.load_workbook(root / OCTOBER)
    sheet = book.worksheets[0]
    sheet["D4"].value, sheet["D5"].value, sheet["D6"].value = "差不多", "=1/3", "#N/A"
    sheet["D6"].data_type = "e"
    sheet["G6"].font, sheet["G7"].font = Font(color="FFFFFFFF"), Font(strike=True)
    sheet.merge_cells("G8:G9")
    sheet.merge_cells("D8:D9")
    sheet.row_dimensions[7].hidden = True
    sheet["A12"].value = "M99"
    book.create_sheet("备份")["A1"].value = "旧"
    book.worksheets[-1].sheet_state = "hidden"
    book.save(root / OCTOBER)
    book = openpyxl.load_workbook(root / "content" / "departments.xlsx")
    book.worksheets[0]["A3"].value = None
    book.save(root / "content" / "departments.xlsx")
    for name, old, new in (
        ("progress/2026-09.csv", "%", "成"),
        ("windows.csv", "启用", "不知道"),
        ("progress/2026-08.yaml", "完成率: ", "完成率: 约"),
    ):
        path = root / "content" / name
        text, _ = decode_characters(path.read_bytes())
        assert text, name
        assert old in text, name
        path.write_text(text.replace(old, new), encoding="utf-8")


def describe(one: Problem) -> tuple[object, ...]:
    """A problem without what differs when its table is kept in a workbook: suffix, sheet, column, the line of YAML."""
    place = one.where.file.rpartition(".")[0]
    row = 0 if place == "content/progress/2026-08" else one.where.row
    slots = [text.replace(".csv", ".xlsx").replace(".yaml", ".xlsx") for _, text in one.slots]
    return one.code, place, row, one.where.heading, slots


def test_the_copy_read_again_gives_the_same_problems(county: Path, mashang: Run) -> None:
    """Every copy in the place of its table: each problem stands where it stood, and no other."""
    spoil_every_form(county)
    before = find_problems(county)
    assert len({one.code for one in before}) > 8
    mashang("check", "--annotate", "--root", county)
    copies = sorted((county / "content").rglob("*（批注）.xlsx"))
    assert len(copies) == 5
    for copy in copies:
        stem = copy.name.removesuffix("（批注）.xlsx")
        for path in copy.parent.glob(f"{stem}.*"):
            path.unlink()
        copy.rename(copy.with_name(f"{stem}.xlsx"))
    after = find_problems(county)
    assert sorted(map(str, map(describe, after))) == sorted(map(str, map(describe, before)))
    exact = [one for one in before if one.where.file == OCTOBER]
    assert [one for one in after if one.where.file == OCTOBER] == exact
    mashang("check", "--annotate", "--root", county)
    book = openpyxl.load_workbook(county / COPY)
    assert book.sheetnames.count(LIST) == 1
    assert book.worksheets[1]["D4"].comment.text.count("差不多") == 1
