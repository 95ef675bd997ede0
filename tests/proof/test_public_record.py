"""The record of what readers were given: written, read, and refused when it was changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mashang.county import County
from mashang.proof.public_record import FactKind, Facts, leave_out_demonstration, read_record, render_record

FACTS: Facts = {(FactKind.PAGE, ""): "首页，“引号”", (FactKind.SETTING, "phone"): "0000-8000100"}


def write(root: Path, data: bytes) -> County:
    """A county with this record."""
    (root / "qrcodes").mkdir()
    (root / "qrcodes" / "public.csv").write_bytes(data)
    return County(root)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Every fact comes back."""
    assert read_record(write(tmp_path, render_record(FACTS))) == (FACTS, ())


def test_before_the_first_build_there_is_none(tmp_path: Path) -> None:
    """Nothing to compare with is no problem."""
    assert read_record(County(tmp_path)) == ({}, ())


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"a,b\n", b"kind,key,value\r\nnothing,a,b\r\n", b"kind,key,value\r\na\r\n"]
)
def test_a_record_that_was_changed_is_a_problem(tmp_path: Path, data: bytes) -> None:
    """Its text says what to do."""
    facts, [found] = read_record(write(tmp_path, data))
    assert facts == {}
    assert f"{found.where}：{found.sentence}{found.mend} [{found.code}]" == (
        "qrcodes/public.csv：公布记录读不出来，或者被改过。"
        "从备份恢复 qrcodes/public.csv；没有备份就删掉它，下次生成会重新记。 [public-record-broken]"
    )


def test_what_a_demonstration_showed_binds_nobody() -> None:
    """On the first day of its own a county has published nothing; a demonstration is held to what it showed."""
    shown, own = ({(FactKind.SETTING, "demonstration"): said} for said in ("True", "False"))
    assert leave_out_demonstration(shown, own) == {}
    assert leave_out_demonstration(shown, shown) == shown
    assert leave_out_demonstration(own, own) == own
