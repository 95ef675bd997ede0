"""Reading the closed months of a county."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mashang.county import County
from mashang.periods import YearMonth
from mashang.proof.snapshot_files import read_snapshots
from mashang.snapshot import MonthSnapshot, Series, SnapshotKind, render_snapshot
from mashang.sources.folder import read_content


def write(root: Path, month: YearMonth) -> MonthSnapshot:
    """Write a closed month below a county's folder."""
    closed = MonthSnapshot(month, date(2026, 12, 1), "00", "", {(SnapshotKind.MONTH, ""): ("2026-11-05", "甲", "")})
    path = root / Series.CLOSED.find_file(month)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render_snapshot(closed, Series.CLOSED).encode())
    return closed


def test_without_a_folder_nothing_is_closed(tmp_path: Path) -> None:
    """A county that never closed a month has none."""
    assert read_snapshots(County(tmp_path), Series.CLOSED) == ((), ())


def test_months_come_oldest_first(tmp_path: Path) -> None:
    """Whatever the order of writing; what office programs leave behind is passed over."""
    later, earlier = write(tmp_path, YearMonth(2026, 10)), write(tmp_path, YearMonth(2026, 9))
    (tmp_path / "content/closed/~$2026-10.csv").write_bytes(b"x")
    assert read_snapshots(County(tmp_path), Series.CLOSED) == ((earlier, later), ())


def test_what_is_no_closed_month_is_named(tmp_path: Path) -> None:
    """A file that was changed, one under another name, one of another kind."""
    write(tmp_path, YearMonth(2026, 9))
    path = tmp_path / "content/closed/2026-09.csv"
    path.write_bytes(path.read_bytes().replace("甲".encode(), "乙".encode()))
    (tmp_path / "content/closed/2026-10.xlsx").write_bytes(b"x")
    (tmp_path / "content/closed/2026-13.csv").write_bytes(b"x")
    months, problems = read_snapshots(County(tmp_path), Series.CLOSED)
    assert months == ()
    assert [f"{found.where}：{found.sentence}{found.mend}" for found in problems] == [
        (
            "content/closed/2026-09.csv：封存件读不出来，或者被改过。"
            "从备份或版本库恢复 content/closed/2026-09.csv；封存件不能手工修改，更正写在 content/corrections 里。"
        ),
        "content/closed/2026-10.xlsx：封存件文件夹里不该有“2026-10.xlsx”。封存件只由程序写入；把这个文件移走。",
        "content/closed/2026-13.csv：封存件文件夹里不该有“2026-13.csv”。封存件只由程序写入；把这个文件移走。",
    ]


def test_an_empty_file_is_named_once(tmp_path: Path) -> None:
    """As any other file that holds nothing."""
    write(tmp_path, YearMonth(2026, 9))
    (tmp_path / "content/closed/2026-09.csv").write_bytes(b"")
    assert [found.code for found in read_snapshots(County(tmp_path), Series.CLOSED)[1]] == ["file-empty"]


def test_closed_months_are_no_tables_of_staff(tmp_path: Path) -> None:
    """The reader of tables passes their folder over, and no other of that name."""
    write(tmp_path, YearMonth(2026, 9))
    (tmp_path / "content/lists/closed").mkdir(parents=True)
    (tmp_path / "content/lists/closed/list.yml").write_text("名称: 甲\n", encoding="utf-8")
    content, _ = read_content(County(tmp_path))
    assert [table.file for table in content.tables] == ["content/lists/closed/list.yml"]
