"""Published is published: what a build shows for the first time is recorded with the county, and holds from then on."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from mashang.county import County
from mashang.periods import YearMonth
from mashang.proof.snapshot_files import read_records, settle_records, write_records
from mashang.snapshot import MonthSnapshot, Series, SnapshotKind

Run = Callable[..., tuple[int, str]]
RECORDS = [f"2026-{month:02}.csv" for month in range(5, 11)]
ADJUSTMENT = (
    "措施编号,栏目,调整前,调整后,生效月份,批准文号,批准单位,批准日期,原因\n"
    "{},明政发〔2026〕9号,县政府,2026-11-06,另有安排\n"
)


def set_measure(county: Path, measure: str, heading: str, value: str) -> str:
    """Write a cell of the table of measures; returns what stood there."""
    path = county / "content" / "measures.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows())
    head = next(row for row in rows if any(cell.value == heading for cell in row))
    column = next(cell.column for cell in head if cell.value == heading)
    row = next(row for row in rows if row[0].value == measure)
    cell = sheet.cell(row[0].row or 0, column)
    before, cell.value = str(cell.value), value
    book.save(path)
    return before


def forget_closing(county: Path) -> None:
    """Make a county of it in which no month was ever closed."""
    shutil.rmtree(county / "content" / "closed")
    shutil.rmtree(county / "content" / "published")
    shutil.rmtree(county / "site")
    (county / "qrcodes" / "public.csv").unlink()
    (county / "content" / "corrections.csv").unlink()
    path = county / "content" / "months.xlsx"
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value == "已封存":
                cell.value = "已审核"
    book.save(path)


def test_the_first_build_records_what_it_shows(built: Path, mashang: Run) -> None:
    """A file a month, listed on the site by its digest; the next build has nothing to do, a preview records nothing."""
    assert sorted(path.name for path in (built / "content" / "published").iterdir()) == RECORDS
    text = (built / "site" / "data" / "published.csv").read_text(encoding="utf-8-sig")
    assert [row["月份"] for row in csv.DictReader(text.splitlines())] == [name.removesuffix(".csv") for name in RECORDS]
    assert mashang("check", "--root", built) == (0, "没有发现问题。\n")
    assert "不用重新生成" in mashang("build", "--root", built)[1]
    shutil.rmtree(built / "content" / "published")
    shutil.rmtree(built / "site")
    assert mashang("build", "--stage", "staging", "--root", built)[0] == 0
    assert not (built / "content" / "published").exists()


def test_a_lawful_extension_needs_its_row(built: Path, mashang: Run) -> None:
    """No month closed: the new deadline alone is refused, without the site too; with its row nothing past changes."""
    forget_closing(built)
    assert mashang("build", "--root", built)[0] == 0
    pages = {month: (built / "site/progress" / month / "index.html").read_bytes() for month in ("2026-09", "2026-10")}
    old = set_measure(built, "M12", "完成时限", "2027年3月底前")
    code, said = mashang("check", "--root", built)
    assert code == 1
    assert "措施 M12 的“完成时限”公布时是" in said
    shutil.rmtree(built / "site")
    assert mashang("check", "--root", built)[0] == 1
    rows = built / "content" / "adjustments.csv"
    rows.write_text(ADJUSTMENT.format(f"M12,完成时限,{old},2027年3月底前,2026-11"), encoding="utf-8")
    assert mashang("check", "--root", built) == (0, "没有发现问题。\n")
    assert mashang("build", "--root", built)[0] == 0
    assert pages == {month: (built / "site/progress" / month / "index.html").read_bytes() for month in pages}
    measure = (built / "site/measures/M12/index.html").read_text(encoding="utf-8")
    assert "调整记录（1 次）" in measure
    assert "2027年3月底前" in measure


def test_with_months_closed_an_extension_demands_no_correction(built: Path, mashang: Run) -> None:
    """Nothing but its own row."""
    old = set_measure(built, "M12", "完成时限", "2027年3月底前")
    assert mashang("check", "--root", built)[0] == 1
    rows = built / "content" / "adjustments.csv"
    rows.write_text(ADJUSTMENT.format(f"M12,完成时限,{old},2027年3月底前,2026-11"), encoding="utf-8")
    assert mashang("check", "--root", built) == (0, "没有发现问题。\n")


@pytest.mark.parametrize("name", ["2026-07.csv", "2026-10.csv"])
def test_a_record_can_neither_be_edited_nor_lost(built: Path, mashang: Run, name: str) -> None:
    """Each file is guarded by its own digest, by the ones after it, and by the site in place."""
    path = built / "content" / "published" / name
    data = path.read_bytes()
    path.write_bytes(data.replace("按期推进".encode(), "已完成".encode(), 1))
    code, said = mashang("check", "--root", built)
    assert code == 1
    assert "公布件读不出来，或者被改过。" in said
    path.unlink()
    code, said = mashang("check", "--root", built)
    assert code == 1
    assert "的公布件，这份文件却不见了或被换过。" in said
    path.write_bytes(data)
    assert mashang("check", "--root", built)[0] == 0
    listed = built / "site" / "data" / "published.csv"
    listed.write_bytes(listed.read_bytes().replace(b"2026-10,", b"2026-12,"))
    code, said = mashang("check", "--root", built)
    assert code == 1
    assert "和生成时不一样了" in said


def test_what_a_killed_build_began_to_publish_is_not_published(tmp_path: Path) -> None:
    """Until the site with it is in place, which lists the digests; the next build begins anew."""
    county = County(tmp_path)
    rows = {(SnapshotKind.MONTH, ""): ("2026-11-05", "甲", "")}
    old = MonthSnapshot(YearMonth(2026, 9), date(2026, 10, 5), "00", "", rows)
    new = MonthSnapshot(YearMonth(2026, 10), date(2026, 11, 5), "00", old.digest, rows)
    write_records(county, [old], ())
    settle_records(county)
    write_records(county, [new], [old.published])
    assert read_records(county, [old.published]) == ((old,), ())
    assert read_records(county, [old.published, new.published]) == ((old, new), ())
    write_records(county, [], [old.published])
    settle_records(county)
    assert read_records(county, ()) == ((old,), ())
    assert not (tmp_path / Series.PUBLISHED.find_file(new.month)).exists()
