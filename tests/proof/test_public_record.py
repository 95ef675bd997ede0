"""The record of what readers were given: written, read, and refused when it was changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mashang.county import County
from mashang.periods import YearMonth
from mashang.proof.public_record import (
    FactKind,
    Facts,
    ShownEdition,
    join_facts,
    leave_out_demonstration,
    list_shown_editions,
    read_record,
    render_record,
)

FACTS: Facts = {(FactKind.PAGE, ""): "首页，“引号”", (FactKind.SETTING, "phone"): "0000-8000100"}


def write(root: Path, data: bytes) -> County:
    """A county with this record."""
    (root / "qrcodes").mkdir()
    (root / "qrcodes" / "public.csv").write_bytes(data)
    return County(root)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Every fact comes back."""
    assert read_record(write(tmp_path, render_record(FACTS))) == (FACTS, ())


def test_a_record_without_digests_is_read_and_renewed(tmp_path: Path) -> None:
    """As it was written before its rows were chained."""
    former = "\ufeffkind,key,value\r\npage,,首页\r\nsetting,phone,0000-8000100\r\n".encode()
    facts, problems = read_record(write(tmp_path, former))
    assert problems == ()
    assert facts == {(FactKind.PAGE, ""): "首页", (FactKind.SETTING, "phone"): "0000-8000100"}
    (tmp_path / "qrcodes" / "public.csv").write_bytes(render_record(facts))
    assert read_record(County(tmp_path)) == (facts, ())


def test_before_the_first_build_there_is_none(tmp_path: Path) -> None:
    """Nothing to compare with is no problem."""
    assert read_record(County(tmp_path)) == ({}, ())


def test_editions_stay_as_they_were_first_shown() -> None:
    """Whatever they say now, with the month that was the newest then; pages that are gone stay, other facts do not."""
    edition, page, rows = (FactKind.EDITION, "plus-2026-03-01"), (FactKind.PAGE, "gone/"), (FactKind.ROWS, "windows")
    before = {edition: "2026-08 2 条，摘要 ab", page: "甲", rows: "1"}
    assert join_facts(before, {edition: "2026-09 3 条，摘要 cd"}) == {edition: before[edition], page: "甲"}
    shown = list_shown_editions({edition: before[edition], (FactKind.EDITION, "plus-2026-01-01"): "2 条，摘要 ab"})
    assert shown == {
        "plus-2026-03-01": ShownEdition("2 条，摘要 ab", YearMonth(2026, 8)),
        "plus-2026-01-01": ShownEdition("2 条，摘要 ab"),
    }


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"a,b\n", b"kind,key,value\r\nname,a\r\n", b'kind,"'])
def test_what_is_no_record_is_a_problem(tmp_path: Path, data: bytes) -> None:
    """Its text says what to do."""
    facts, [found] = read_record(write(tmp_path, data))
    assert facts == {}
    assert f"{found.where}：{found.sentence}{found.mend} [{found.code}]" == (
        "qrcodes/public.csv · 第 1 行：公布记录读不出来，或者被改过。"
        "从备份恢复 qrcodes/public.csv；没有备份就删掉它，下次生成会重新记。 [public-record-broken]"
    )


@pytest.mark.parametrize(
    ("bend", "row"),
    [
        (lambda rows: rows[1:2] + rows[:1] + rows[2:], 1),
        (lambda rows: rows[:1] + rows[2:], 2),
        (lambda rows: rows[:2] + rows[3:], 3),
        (lambda rows: rows[:-1], 3),
        (lambda rows: [*rows, rows[-1]], 4),
        (lambda rows: [*rows[:2], rows[2].replace(b"8000100", b"8000101"), *rows[3:]], 3),
        (lambda rows: [*rows[:2], rows[2].replace(b"setting", b"state"), *rows[3:]], 3),
    ],
    ids=["headings moved", "first lost", "second lost", "end lost", "one more", "changed", "another kind"],
)
def test_a_bent_row_is_named(tmp_path: Path, bend: Callable[[list[bytes]], list[bytes]], row: int) -> None:
    """Whatever is changed, dropped or added by hand."""
    rows = render_record(FACTS).splitlines(keepends=True)
    _, [found] = read_record(write(tmp_path, b"".join(bend(rows))))
    assert (found.code, found.where.row) == ("public-record-broken", row)


def test_what_a_demonstration_showed_binds_nobody() -> None:
    """On the first day of its own a county has published nothing; a demonstration is held to what it showed."""
    shown, own = ({(FactKind.SETTING, "demonstration"): said} for said in ("True", "False"))
    assert leave_out_demonstration(shown, demonstration=False) == {}
    assert leave_out_demonstration(shown, demonstration=True) == shown
    assert leave_out_demonstration(own, demonstration=False) == own
