"""The file of a closed month: what goes in comes out, and no cell of it can be another unnoticed."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.periods import YearMonth
from mashang.records import SnapshotDigest
from mashang.rule_version import RuleVersion
from mashang.snapshot import (
    MonthSnapshot,
    Series,
    SnapshotKind,
    find_kind,
    parse_digests,
    parse_snapshot,
    render_snapshot,
)

MAY = YearMonth(2026, 5)
MEASURE = (
    "列入",
    "标题",
    "领域",
    "D01",
    "2026年底前",
    "按期推进",
    "40",
    "38.5",
    "有完成率",
    "",
    "推进中",
    "甲\n乙",
    "",
    "",
    "",
)
CLOSED = MonthSnapshot(
    MAY,
    date(2026, 6, 20),
    "ab" * 16,
    "",
    {
        (SnapshotKind.MONTH, ""): ("2026-06-05", "总体平稳，“好”", "营商办"),
        (SnapshotKind.MEASURE, "M01"): MEASURE,
        (SnapshotKind.RATING, "7K3M9QX2Z"): ("1", "2", "3", "0", "0", "1", "1", "0"),
    },
)
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n'=,\"")).filter(
    lambda text: "\r" not in text
)


def test_a_closed_month_is_read_as_it_was_written() -> None:
    """Also after its line ends were changed on the way."""
    text = render_snapshot(CLOSED, Series.CLOSED)
    assert text.startswith("\ufeff类别,编号,发布日期,")
    for way in (text, text.replace("\r\n", "\n"), text.replace("\r\n", "\n").replace("\n", "\r\n")):
        assert parse_snapshot(MAY, way.removeprefix("\ufeff"), Series.CLOSED) == CLOSED


def test_a_file_from_before_the_last_kinds_of_rows_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its columns are fewer, its digest is its own."""
    rows = {**CLOSED.rows, (SnapshotKind.DEPARTMENT, "D01"): ("明川县数据局", "数据局")}
    published = replace(CLOSED, rows=rows)
    fewer = Series.PUBLISHED.cells[: Series.PUBLISHED.cells.index("窗口单位")]
    with monkeypatch.context() as before:
        before.setattr(Series.PUBLISHED, "cells", fewer)
        before.setattr(
            *(Series.PUBLISHED, "headings", ("类别", "编号", *fewer, *Series.PUBLISHED.last_headings)),
        )
        before.setattr(
            Series.PUBLISHED, "kinds", Series.PUBLISHED.kinds[: Series.PUBLISHED.kinds.index(SnapshotKind.WINDOW)]
        )
        text = render_snapshot(published, Series.PUBLISHED)
    assert "窗口单位" not in text
    assert parse_snapshot(MAY, text.removeprefix("\ufeff"), Series.PUBLISHED) == published
    now = render_snapshot(published, Series.PUBLISHED)
    assert parse_snapshot(MAY, now.removeprefix("\ufeff"), Series.PUBLISHED) == published
    assert parse_snapshot(MAY, now.replace("事项单位", "事单位").removeprefix("\ufeff"), Series.PUBLISHED) is None


def test_a_month_closed_by_the_first_rules_stays_what_it_was() -> None:
    """Its file says nothing of rules, its digest is the one that was published, and it never becomes a newer one."""
    first = replace(CLOSED, rules=RuleVersion.FIRST)
    text = render_snapshot(first, Series.CLOSED).removeprefix("\ufeff")
    assert "判定规则" not in text
    assert parse_snapshot(MAY, text, Series.CLOSED) == first
    assert first.digest == "8982ca66c1952e3acdc5bef84a2b6123eb062d0c827a30915b0c75c61e777934"
    assert first.digest != CLOSED.digest
    assert "判定规则" in render_snapshot(CLOSED, Series.CLOSED).splitlines()[0]
    older = (
        render_snapshot(CLOSED, Series.CLOSED)
        .removeprefix("\ufeff")
        .replace(f"{CLOSED.digest},2", f"{CLOSED.digest},1")
    )
    assert parse_snapshot(MAY, older, Series.CLOSED) is None


@given(st.lists(WORDS, min_size=3, max_size=3))
def test_any_words_come_back(words: list[str]) -> None:
    """Whatever staff wrote, formulas and apostrophes included."""
    closed = MonthSnapshot(MAY, date(2026, 6, 20), "", "", {(SnapshotKind.MONTH, ""): tuple(words)})
    assert parse_snapshot(MAY, render_snapshot(closed, Series.CLOSED).removeprefix("\ufeff"), Series.CLOSED) == closed


def test_every_changed_cell_is_noticed() -> None:
    """No cell, filled or empty, no row and no heading can be changed, added or dropped."""
    rows = list(csv.reader(io.StringIO(render_snapshot(CLOSED, Series.CLOSED).removeprefix("\ufeff"), newline="")))
    changed = [rows[:-1], [*rows, rows[-1]], rows[:2] + rows[3:], [rows[0], rows[2], rows[1], *rows[3:]]]
    for place, row in enumerate(rows):
        for column in range(len(row)):
            other = [list(each) for each in rows]
            other[place][column] += "1"
            changed.append(other)
    for other in changed:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(other)
        assert parse_snapshot(MAY, text.getvalue(), Series.CLOSED) is None, other
    assert len(changed) > 150


@pytest.mark.parametrize("text", ["", "a", "a,b\n", '"', "\x00"])
def test_what_is_no_closed_month(text: str) -> None:
    """Anything else is none, and never an exception."""
    assert parse_snapshot(MAY, text, Series.CLOSED) is None


def test_flipped_bits_are_noticed() -> None:
    """A bit anywhere in the file's text: it is read as the same month or not at all."""
    data = render_snapshot(CLOSED, Series.CLOSED).encode()
    chance = random.Random(5)
    for _ in range(500):
        place = chance.randrange(3, len(data))
        flipped = bytearray(data)
        flipped[place] ^= 1 << chance.randrange(8)
        assert parse_snapshot(MAY, flipped.decode("utf-8-sig", errors="replace"), Series.CLOSED) in (None, CLOSED)
    assert parse_snapshot(YearMonth(2026, 6), data.decode("utf-8-sig"), Series.CLOSED) is None


def test_the_digest_hangs_on_the_month_before_and_on_chance() -> None:
    """Two months that say the same have different digests."""
    others = [
        MonthSnapshot(MAY, CLOSED.day, "cd" * 16, "", CLOSED.rows),
        MonthSnapshot(MAY, CLOSED.day, CLOSED.nonce, "0" * 64, CLOSED.rows),
        MonthSnapshot(MAY, date(2026, 6, 21), CLOSED.nonce, "", CLOSED.rows),
    ]
    assert len({CLOSED.digest, *(other.digest for other in others)}) == 4


def test_headings_say_what_a_row_is_about() -> None:
    """Every heading belongs to one kind."""
    known = ("综述", "状态", "投诉", "单位名称", "版次条目", "窗口单位", "事项单位", "公布份数", "收到诉求", "办件量")
    assert [find_kind(heading) for heading in known] == list(SnapshotKind)
    headings = [heading for kind in SnapshotKind for heading in kind.headings]
    assert len(headings) == len(set(headings))
    with pytest.raises(KeyError):
        find_kind("别的")


def test_closures_are_read_from_what_is_published() -> None:
    """The public table of closed months comes back; what is no row of it is passed over."""
    closures = (CLOSED.published, SnapshotDigest(YearMonth(2026, 6), date(2026, 7, 31), "0" * 64))
    rows = (f"{one.month},{one.day},{one.digest}\r\n" for one in closures)
    text = "".join(["\ufeff月份,封存日期,摘要\r\n", *rows])
    assert parse_digests(text) == closures
    assert parse_digests(text.replace("2026-07-31", "2026-02-31") + "x,y\n") == closures[:1]
    assert Series.CLOSED.find_file(MAY) == "content/closed/2026-05.csv"
