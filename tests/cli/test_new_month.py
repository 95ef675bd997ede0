"""A month from its first row to its review, and the sheets that departments fill."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from mashang.county import County
from mashang.periods import YearMonth
from mashang.pipeline.month_sheets import review_month
from mashang.problems import RequestError

Run = Callable[..., tuple[int, str]]
NOVEMBER = "content/progress/2026-11.xlsx"


def test_a_month_begins_as_a_draft_with_all_that_is_in_force(begun: Path, mashang: Run) -> None:
    """Its row has the day on which it is planned; a row for each measure, what is known in grey and locked."""
    months = openpyxl.load_workbook(begun / "content" / "months.xlsx").worksheets[0]
    assert [cell.value for cell in months[months.max_row]][:3] == ["2026-11", "2026-12-06", "草稿"]
    sheet = openpyxl.load_workbook(begun / NOVEMBER).worksheets[0]
    headings = [str(cell.value).removesuffix(" *") for cell in sheet[2]]
    assert headings[:7] == ["编号", "标题", "牵头单位", "完成时限", "量化目标", "上次完成率", "完成率"]
    second = dict(zip(headings, (cell.value for cell in sheet[4]), strict=True))
    assert (second["编号"], second["牵头单位"], second["上次完成率"]) == ("M02", "工信局", "83.3%")
    assert second["完成率"] is None
    assert sheet["A4"].protection.locked
    assert not sheet["G4"].protection.locked
    code, said = mashang("check", "--root", begun)
    assert (code, "22 项措施没有报送" in said, "0 个错误" not in said) == (0, True, True)


def test_each_department_gets_its_own_rows(begun: Path) -> None:
    """One workbook a department that is asked, and all in one archive; together they hold every measure once."""
    names = sorted(path.name for path in (begun / "outgoing").glob("*.xlsx"))
    with zipfile.ZipFile(begun / "outgoing" / "2026-11-各单位填报表.zip") as archive:
        assert sorted(archive.namelist()) == names
    found = []
    for name in names:
        sheet = openpyxl.load_workbook(begun / "outgoing" / name).worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3) if row[0].value]
        assert {str(row[2]).split("、")[0] for row in rows} == {name.removeprefix("2026-11-").removesuffix(".xlsx")}
        found += [str(row[0]) for row in rows]
    whole = openpyxl.load_workbook(begun / NOVEMBER).worksheets[0]
    assert sorted(found) == sorted(str(row[0].value) for row in whole.iter_rows(min_row=3) if row[0].value)


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2026-11", "2026年11月已经登记过，没有改动任何文件。"),
        ("2027-01", "月度表里最近的是2026年11月，下一个应当是2026年12月。"),
    ],
)
def test_a_month_begins_once_and_in_order(begun: Path, mashang: Run, month: str, said: str) -> None:
    """Nothing is written otherwise."""
    before = (begun / "content" / "months.xlsx").read_bytes()
    assert mashang("new-month", month, "--root", begun) == (2, said + "\n")
    assert (begun / "content" / "months.xlsx").read_bytes() == before


def test_a_file_that_is_there_already_is_not_overwritten(county: Path, mashang: Run) -> None:
    """A sheet of that month that nobody declared is looked at by staff first."""
    shutil.copy(county / "content" / "progress" / "2026-10.xlsx", county / NOVEMBER)
    code, said = mashang("new-month", "2026-11", "--root", county)
    assert code == 1
    assert "month-undeclared" in said


def test_a_review_is_written_into_the_months(begun: Path) -> None:
    """The state, the real day and who reviewed it."""
    review_month(County(begun), YearMonth(2026, 11), date(2026, 12, 4), "县政府办")
    months = openpyxl.load_workbook(begun / "content" / "months.xlsx").worksheets[0]
    cells = [cell.value for cell in months[months.max_row]]
    assert cells[:3] == ["2026-11", "2026-12-04", "已审核"]
    assert "县政府办" in cells


def test_a_month_that_is_not_over_is_not_reviewed(begun: Path) -> None:
    """It could not be published; the table stays as it is."""
    before = (begun / "content" / "months.xlsx").read_bytes()
    with pytest.raises(RequestError) as refused:
        review_month(County(begun), YearMonth(2026, 11), date(2026, 11, 29), "")
    assert str(refused.value) == "2026年11月还没有过完，没有登记：公布的日子不能早于2026-11-30，到那天以后再审核。"
    assert (begun / "content" / "months.xlsx").read_bytes() == before


def test_notes_below_the_months_are_not_overwritten(county: Path, mashang: Run) -> None:
    """Nothing is written; the message says what to do."""
    path = county / "content" / "months.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(sheet.max_row + 1, 1).value = "注：每月 6 日前公布。"
    book.save(path)
    code, said = mashang("new-month", "2026-11", "--root", county)
    assert code == 2
    assert "content/months.xlsx 的数据下面写着说明，放不下要加的 1 行。请在说明上面插入 1 个空行" in said
    assert not (county / NOVEMBER).exists()


def test_a_table_that_no_program_changes_is_changed_by_staff(county: Path, mashang: Run) -> None:
    """What to write is said; once it stands there, the sheets are made."""
    months = county / "content" / "months.xlsx"
    rows = [row for row in openpyxl.load_workbook(months).worksheets[0].iter_rows(values_only=True) if row[0]]
    months.unlink()
    table = county / "content" / "months.yaml"
    lines = [f"- 月份: {str(row[0])[:7]}\n  发布日期: {str(row[1])[:10]}\n  状态: {row[2]}\n" for row in rows[-1:]]
    table.write_text("".join(lines), encoding="utf-8")
    shutil.rmtree(county / "content" / "closed")
    for path in (*(county / "content" / "progress").iterdir(), *(county / "content" / "ratings").iterdir()):
        if path.stem != "2026-10":
            path.unlink()
    (county / "content" / "corrections.csv").unlink()
    code, said = mashang("new-month", "2026-11", "--root", county)
    assert code == 2, said
    wanted = "请打开 content/months.yaml，写上：月份 2026-11，发布日期 2026-12-06，状态 草稿。保存以后再试一次。"
    assert wanted in said
    assert not (county / NOVEMBER).exists()
    table.write_text("".join(lines) + "- 月份: 2026-11\n  发布日期: 2026-12-07\n  状态: 草稿\n", encoding="utf-8")
    code, said = mashang("new-month", "2026-11", "--root", county)
    assert code == 0, said
    assert "计划 2026-12-07 公布" in said
    assert (county / NOVEMBER).exists()
    assert "已经登记过" in mashang("new-month", "2026-11", "--root", county)[1]
