"""The ledger as a CSV file, before and after Excel or WPS had it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.codes.ledger_table import check_row, read_day, read_rows, render_rows
from mashang.model import Code, CodeKind, CodeState

FORMER = "code,kind,target,issued_on,state,replaced_by,note"
HEADING = "code,kind,target,issued_on,state,replaced_by,name,reason,base"
BASE = "https://www.example.com/f/"
CODES = (Code("000000000", CodeKind.WINDOW, "W01", date(2026, 5, 8), name="社保综合窗口（一）", base=BASE),)


def test_the_file_is_what_excel_on_windows_shows_right() -> None:
    """A byte order mark, CR LF, dates with hyphens, Chinese in UTF-8."""
    expected = f"\ufeff{HEADING}\r\n000000000,window,W01,2026-05-08,active,,社保综合窗口（一）,,{BASE}\r\n"
    assert render_rows(CODES[:1]) == expected.encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_resaved_file_reads_the_same(encoding: str, line_end: str) -> None:
    """Whatever encoding and line ends the office program chose, slashes in dates, blank rows and columns."""
    text = line_end.join(
        [f"{HEADING},,", f"000000000,window,W01,2026/5/8,active,,社保综合窗口（一）,,{BASE},,", ",,,,,,", "", ""]
    )
    rows, problems = read_rows(text.encode(encoding))
    assert problems == ()
    assert [check_row(row) for row in rows] == [(CODES[0], ())]
    assert render_rows([CODES[0]]) == render_rows(code for row in rows if (code := check_row(row)[0]))


words = st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(lambda text: " ".join(text.split()))


@given(
    st.lists(
        st.builds(
            Code,
            code=st.just("000000000"),
            kind=st.sampled_from(CodeKind),
            target=st.from_regex(r"[A-Za-z0-9-]{1,40}", fullmatch=True),
            issued_on=st.dates(),
            state=st.sampled_from(CodeState),
            replaced_by=st.sampled_from(["", "ZZZZZZZZZ"]),
            name=words,
            reason=words,
            base=st.sampled_from(["", BASE]),
        )
    )
)
def test_writing_and_reading_give_the_same_codes(codes: list[Code]) -> None:
    """Quotes, commas and rare characters in names and reasons come back as they were."""
    rows, problems = read_rows(render_rows(codes))
    assert problems == ()
    assert [check_row(row) for row in rows] == [(code, ()) for code in codes]
    assert [row.number for row in rows] == list(range(2, len(codes) + 2))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026/11/20", date(2026, 11, 20)),
        ("2026/1/5", date(2026, 1, 5)),
        ("2026.01.05", date(2026, 1, 5)),
        ("2026年1月5日", date(2026, 1, 5)),
        ("2026/1/5 0:00", date(2026, 1, 5)),
        ("2026-02-30", None),
        ("0000-01-01", None),
        ("20/11/2026", None),
        ("46346", None),
        ("", None),
    ],
)
def test_days_are_read_as_spreadsheets_write_them(text: str, day: date | None) -> None:
    """Only what is certain is a day."""
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("data", "code", "sentence"),
    [
        (b"\xff\xfe\x00", "ledger-unreadable", "登记簿读不出来：文字编码认不出来。"),
        (f'{HEADING}\n"0000'.encode(), "ledger-unreadable", "登记簿读不出来：引号没有配对，或者内容不是表格。"),
        (b"code,kind\n", "ledger-heading-wrong", "登记簿第一行的列名被改过。"),
        (f"{HEADING}\na,b,c,d,e,f,g,h,i,k\n".encode(), "cell-outside", "这个格子上面没有列名，内容是“k”。"),
    ],
)
def test_a_file_that_is_no_ledger_is_named(data: bytes, code: str, sentence: str) -> None:
    """Each fault of the file as a whole."""
    _, problems = read_rows(data)
    assert [(found.code, found.sentence) for found in problems] == [(code, sentence)]


def test_every_wrong_cell_of_a_row_is_named() -> None:
    """Address, sentence and remedy for each cell, all at once."""
    rows, _ = read_rows(f"{HEADING}\n00000000U,office,,2026-13-01,closed,,\n".encode())
    code, problems = check_row(rows[0])
    assert code is None
    assert [(str(found.where), found.sentence, found.mend) for found in problems] == [
        (
            "qrcodes/ledger.csv · A2（code）",
            "码“00000000U”不对：第 9 个字符“U”不会出现在码里。",
            "恢复这一行原来的内容（见备份或版本库）；不要手工改码。",
        ),
        (
            "qrcodes/ledger.csv · B2（kind）",
            "“kind”的值“office”不对。",
            "只能是 window（窗口）、enterprise（企业）、matter（事项）、measure（措施）。",
        ),
        ("qrcodes/ledger.csv · C2（target）", "“target”的值“”不对。", "这里是编号，不能空着；从备份恢复这一行。"),
        (
            "qrcodes/ledger.csv · D2（issued_on）",
            "“issued_on”的值“2026-13-01”不对。",
            "写成 2026-06-30 这样的年-月-日。",
        ),
        (
            "qrcodes/ledger.csv · E2（state）",
            "“state”的值“closed”不对。",
            "只能是 active（在用）或 withdrawn（停用）。",
        ),
    ]


@pytest.mark.parametrize(
    ("state", "note", "name", "reason"),
    [
        ("active", "综合窗口（停用：改造中）", "综合窗口（停用：改造中）", ""),
        ("withdrawn", "综合窗口（停用：撤并）", "综合窗口", "撤并"),
        ("withdrawn", "综合窗口（停用：改造中）（停用：撤并）", "综合窗口（停用：改造中）", "撤并"),
        ("withdrawn", "综合窗口（停用：原因（停用：又一个））", "综合窗口", "原因（停用：又一个）"),
        ("withdrawn", "社保窗口（一）", "社保窗口（一）", ""),
        ("withdrawn", "窗口（停用：a）b）", "窗口（停用：a）b）", ""),
        ("withdrawn", "", "", ""),
    ],
)
def test_a_former_ledger_is_read(state: str, note: str, name: str, reason: str) -> None:
    """The name and the reason stood in one cell; the address at issue is not known."""
    rows, problems = read_rows(f"{FORMER}\n000000000,window,W01,2026-05-08,{state},,{note}\n".encode())
    assert problems == ()
    assert [check_row(row) for row in rows] == [
        (Code("000000000", CodeKind.WINDOW, "W01", date(2026, 5, 8), CodeState(state), "", name, reason), ())
    ]


def test_a_cell_beside_a_former_ledger_is_named() -> None:
    """Its eighth column has no heading, though today's has one."""
    _, problems = read_rows(f"{FORMER}\n000000000,window,W01,2026-05-08,active,,窗口,八\n".encode())
    assert [(found.code, str(found.where)) for found in problems] == [("cell-outside", "qrcodes/ledger.csv · H2")]
