"""Closing months as staff do, and what happens to those who change them afterwards."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def reopened(county: Path) -> Path:
    """The example county before any month was closed; its newest month is a draft."""
    shutil.rmtree(county / "content" / "closed")
    (county / "content" / "corrections.csv").unlink()
    for name, state in (("2026-10", "草稿"), ("2026年5月", "已审核"), ("2026-06", "已审核")):
        set_state(county, name, state)
    return county


def set_state(county: Path, month: str | datetime, state: str) -> None:
    """Write a month's state into the table of months."""
    path = county / "content" / "months.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    row = next(row for row, cells in enumerate(sheet.iter_rows(values_only=True), start=1) if cells[0] == month)
    sheet.cell(row, 3).value = state
    book.save(path)


def test_closing_freezes_the_month_and_every_one_before_it(reopened: Path, mashang: Run) -> None:
    """In order, each in a file of its own; staff's workbooks stay as they are; twice is harmless."""
    before = (reopened / "content" / "months.xlsx").read_bytes()
    code, said = mashang("close", "2026-08", "--root", reopened)
    assert (code, said.splitlines()[0]) == (0, "已封存 2026年5月：content/closed/2026-05.csv")
    files = {path.name: path.read_bytes() for path in (reopened / "content" / "closed").iterdir()}
    assert sorted(files) == ["2026-05.csv", "2026-06.csv", "2026-07.csv", "2026-08.csv"]
    assert all(data.startswith(b"\xef\xbb\xbf") for data in files.values())
    assert (reopened / "content" / "months.xlsx").read_bytes() == before
    assert mashang("check", "--root", reopened) == (0, "没有发现问题。\n")
    code, said = mashang("close", "2026-08", "--root", reopened)
    assert code == 0
    assert said.endswith("封存，没有改动。\n")
    assert {path.name: path.read_bytes() for path in (reopened / "content" / "closed").iterdir()} == files


def test_half_a_closing_is_taken_back_by_whatever_comes_next(reopened: Path, mashang: Run) -> None:
    """A kill between two months leaves none closed, also for a check; then closing goes on as if nothing had been."""
    closed = reopened / "content" / "closed"
    before = mashang("check", "--root", reopened)
    assert mashang("close", "2026-08", "--root", reopened)[0] == 0
    names = sorted(path.name for path in closed.iterdir())
    for name in names[2:]:
        (closed / name).unlink()
    (closed / f".{names[2]}.tmp").write_bytes(b"\xef\xbb")
    journal = {f"content/closed/{name}": None for name in names}
    (reopened / "content" / ".unfinished").write_text(json.dumps(journal), encoding="utf-8")
    assert mashang("check", "--root", reopened) == before
    assert not closed.exists()
    assert not (reopened / "content" / ".unfinished").exists()
    assert mashang("close", "2026-08", "--root", reopened)[0] == 0
    assert sorted(path.name for path in closed.iterdir()) == names


def test_what_cannot_be_closed_is_refused(reopened: Path, mashang: Run) -> None:
    """A draft, an unknown month, a month before those that are closed, a county with errors; nothing is written."""
    closed = reopened / "content" / "closed"
    for month, expected in (("2026-10", "2026年10月还是草稿，不能封存。"), ("2026-12", "“月度”表里没有2026年12月。")):
        code, said = mashang("close", month, "--root", reopened)
        assert code == 1
        assert expected in said
        assert not closed.exists()
    assert mashang("close", "十月", "--root", reopened)[0] == 2
    path = reopened / "content" / "windows.csv"
    right = path.read_bytes()
    path.write_bytes(right.replace("编号".encode(), "号码".encode(), 1))
    assert mashang("close", "2026-08", "--root", reopened)[0] == 1
    assert not closed.exists()
    path.write_bytes(right)
    assert mashang("close", "2026-05", "--root", reopened)[0] == 0
    (closed / "2026-05.csv").rename(closed / "2026-06.csv")
    assert mashang("close", "2026-07", "--root", reopened)[0] == 1


def test_an_earlier_month_is_not_closed_afterwards(reopened: Path, mashang: Run) -> None:
    """A month that came into the tables later stays open below the closed ones."""
    assert mashang("close", "2026-05", "--root", reopened)[0] == 0
    path = reopened / "content" / "months.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0].append(["2026-04", "2026-05-08", "已审核", "补登", "营商办"])
    book.save(path)
    (reopened / "content" / "progress" / "2026-04.csv").write_text("编号,本月进展,状态\nM01,起步,推进中\n", "utf-8")
    code, said = mashang("close", "2026-04", "--root", reopened)
    assert code == 1
    assert "2026年4月早于已经封存的2026年5月，不能再封存。" in said
    assert [path.name for path in (reopened / "content" / "closed").iterdir()] == ["2026-05.csv"]


def test_a_later_change_is_refused_until_it_is_corrected(built: Path, mashang: Run) -> None:
    """The example's own correction, taken away, is an error with both values; the site stays as it was."""
    corrections = built / "content" / "corrections.csv"
    text = corrections.read_bytes()
    before = (built / "site" / "manifest.json").read_bytes()
    corrections.unlink()
    code, said = mashang("build", "--root", built)
    assert code == 1
    assert "content/progress/2026-07.csv · E2（本月进展）" in said
    assert "收回 946 份" in said
    assert "收回 964 份" in said
    assert (built / "site" / "manifest.json").read_bytes() == before
    corrections.write_bytes(text)
    assert mashang("check", "--root", built)[0] == 0


def test_a_closed_month_that_was_published_cannot_vanish(built: Path, mashang: Run) -> None:
    """Who deletes the newest file and reopens the month is found out by the site in place."""
    (built / "content" / "closed" / "2026-08.csv").unlink()
    set_state(built, datetime(2026, 8, 1, tzinfo=UTC).replace(tzinfo=None), "已审核")
    code, said = mashang("check", "--root", built)
    assert code == 1
    assert "[closed-published-lost]" in said
    assert said.count("错误：") == 1


def test_the_sites_own_word_on_closed_months_and_codes_cannot_be_bent(built: Path, mashang: Run) -> None:
    """A row that reads no longer, a file that is gone: the manifest says that it was there, and how it was."""
    closures, checkpoint = (built / "site" / name for name in ("data/closures.csv", "f/ledger.txt"))
    whole = closures.read_bytes()
    closures.unlink()  # its other name may lie where a build keeps what it made
    closures.write_bytes(whole.replace(b"2026-08,", b"2026-08 ,"))
    code, said = mashang("check", "--root", built)
    assert code == 1
    assert said.startswith("site/data/closures.csv\n  错误：网站文件夹里的这个文件和生成时不一样了")
    closures.write_bytes(whole)
    assert mashang("check", "--root", built)[0] == 0
    checkpoint.unlink()
    assert "site/f/ledger.txt\n  错误：" in mashang("build", "--root", built)[1]
    shutil.rmtree(built / "site")
    assert mashang("build", "--root", built)[0] == 0


def test_a_file_that_cannot_be_read_hides_no_other_fault(county: Path, mashang: Run) -> None:
    """With a table missing the months are not compared: what they say now cannot be known."""
    (county / "content" / "departments.xlsx").unlink()
    code, said = mashang("check", "--root", county)
    assert code == 1
    assert "[file-missing]" in said
    assert "closed-changed" not in said
