"""The command that writes reminders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str]]


def test_a_month_gives_a_letter_a_department_and_one_table(county: Path, mashang: Run) -> None:
    """The newest month by default; every file that is named exists, and twice the same day gives the same bytes."""
    code, said = mashang("remind", "--root", county, "--date", "2026-11-06")
    assert code == 0
    files = {path.name: path.read_bytes() for path in (county / "reminders").iterdir()}
    assert {
        "2026-10-D03-催办单-市场监管局.pdf",
        "2026-10-D03-催办单-市场监管局.docx",
        "2026-10-D06-催办单-金融监管局.pdf",
        "2026-10-催办汇总.csv",
    } <= set(files)
    assert all(name in said for name in files)
    assert f"2026年10月：{len(files) // 2} 个单位，" in said
    mashang("remind", "--root", county, "--date", "2026-11-06")
    assert files == {path.name: path.read_bytes() for path in (county / "reminders").iterdir()}


def test_letters_that_no_longer_hold_are_removed(county: Path, mashang: Run) -> None:
    """Of the same month only; other months' letters and other files stay."""
    folder = county / "reminders"
    folder.mkdir()
    for name in ("2026-10-D99-催办单-旧单位.pdf", "2026-09-D99-催办单-旧单位.pdf", "2026-10-回复.pdf"):
        (folder / name).write_bytes(b"old")
    mashang("remind", "--root", county, "--month", "2026-10")
    assert not (folder / "2026-10-D99-催办单-旧单位.pdf").exists()
    assert (folder / "2026-09-D99-催办单-旧单位.pdf").read_bytes() == b"old"
    assert (folder / "2026-10-回复.pdf").read_bytes() == b"old"


def test_wrong_months_are_reported_plainly(county: Path, mashang: Run) -> None:
    """What is no month is wrong usage; a month that is not declared is named."""
    code, said = mashang("remind", "--root", county, "--month", "2026-13")
    assert code == 2
    assert "--month 的值不对" in said
    code, said = mashang("remind", "--root", county, "--month", "2025-01")
    assert code == 3
    assert "月度表里没有2025年1月" in said


def test_nothing_is_written_while_there_are_errors(county: Path, mashang: Run) -> None:
    """Errors in the tables are listed as check lists them."""
    (county / "content" / "progress" / "2026-10.xlsx").unlink()
    code, said = mashang("remind", "--root", county)
    assert code == 1
    assert "错误：" in said
    assert not (county / "reminders").exists()
