"""Identifiers, 统一社会信用代码 and codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.checks.fault import Fault, fault
from mashang.checks.identity import read_code, read_id, read_uscc

RIGHT_USCC = "91350100M000100Y43"
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(("text", "read"), [("M01", "M01"), ("1", "1"), ("Ｍ０１", "M01"), ("a-1-b", "a-1-b")])
def test_ids(text: str, read: str) -> None:
    """Letters, digits and hyphens; full-width ones are read narrow."""
    assert read_id(text) == read


_HYPHENS = "短横线不放在开头和末尾，也不连写。"
_KEPT = "这个词电脑留作他用，换一个。"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("M 01", "其中第 2 个字符是空格。"),
        ("M0\xa04", "其中第 3 个字符是空格。"),
        ("-1", _HYPHENS),
        ("1-", _HYPHENS),
        ("a--b", _HYPHENS),
        ("措施1", "其中第 1 个字符是“措”。"),
        ("a/b", "其中第 2 个字符是“/”。"),
        ("1.0", "其中第 2 个字符是“.”。"),
        ("con", _KEPT),
        ("LPT1", _KEPT),
        ("index", _KEPT),
        ("..", ""),
        ("①", ""),
        ("x" * 41, ""),
    ],
)
def test_what_cannot_stand_in_an_address(text: str, hint: str) -> None:
    """Nor may an id be a name that Windows or the site keeps for itself."""
    assert read_id(text) == fault("id-not-plain", value=text, hint=hint)


@pytest.mark.parametrize("text", ["Feb-26", "1-Feb", "01-Feb-26"])
def test_an_identifier_that_a_spreadsheet_took_for_a_date(text: str) -> None:
    """Excel makes Feb-26 of 2026-02 in a CSV file: that would be published as another identifier."""
    assert read_id(text) == fault("id-turned-date", value=text)


def test_a_uscc_that_a_spreadsheet_shortened() -> None:
    """Eighteen digits in a cell that is no text come out as a power of ten."""
    reason = "表格软件把它改成了科学计数法，要先把这一列设为“文本”格式"
    assert read_uscc("9.13301E+17") == fault("uscc-wrong", value="9.13301E+17", reason=reason)


def test_a_right_uscc_is_read_in_capitals() -> None:
    """The example of GB 32100 is right, also in small and full-width letters."""
    assert read_uscc(RIGHT_USCC) == RIGHT_USCC
    assert read_uscc(RIGHT_USCC.lower()) == RIGHT_USCC
    assert read_uscc("９" + RIGHT_USCC[1:]) == RIGHT_USCC


@given(st.integers(0, 17), st.sampled_from(LETTERS))
def test_every_single_wrong_character_of_a_uscc_is_caught(position: int, letter: str) -> None:
    """The check character finds each change of one place."""
    changed = RIGHT_USCC[:position] + letter + RIGHT_USCC[position + 1 :]
    assert isinstance(read_uscc(changed), Fault) == (changed != RIGHT_USCC)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (RIGHT_USCC[:-1], "应为 18 位，现有 17 位"),
        ("9135010OM000100Y43", "其中第 8 个字符是字母 O，代码里不会出现"),
        ("91350100M000100Y44", "校验码与前 17 位对不上"),
    ],
)
def test_why_a_uscc_is_wrong(text: str, reason: str) -> None:
    """The message distinguishes length, alien letters and the check character."""
    assert read_uscc(text) == fault("uscc-wrong", value=text, reason=reason)


@pytest.mark.parametrize("text", ["7k3m-9qxt-p", "7K3M 9QXT P", "７Ｋ３Ｍ—９ＱＸＴ—Ｐ"])
def test_codes_are_read_as_people_type_them(text: str) -> None:
    """Small and full-width letters and the groups of a print are fine."""
    assert read_code(text) == "7K3M9QXTP"


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.com/yshj/f/7K3M9QXTP/",
        "http://a.example/f/7k3m-9qxt-p",
        " https://a.example/f/7K3M9QXTP/?from=wx ",
        "HTTPS://A.EXAMPLE/F/7K3M9QXTP#top",
    ],
)
def test_the_code_is_taken_out_of_its_address(text: str) -> None:
    """Whoever scans a symbol copies the address that it holds."""
    assert read_code(text) == "7K3M9QXTP"


def test_letters_are_taken_for_the_digits_that_they_look_like() -> None:
    """No code has an O, an I or an L."""
    assert read_code("OOOOOOOOO") == "000000000"
    assert read_code("IlLioo0Oy") == "11110000Y"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("7K3M9QXT", "应当是 9 个或 13 个字符，现在是 8 个"),
        ("7K3M9QXTU", "第 9 个字符“U”不会出现在码里"),
        ("7K3M9QTXP", "校验不符，有字符写错或前后颠倒"),
        ("https://a.example/f/7K3M9QTXP/", "校验不符，有字符写错或前后颠倒"),
    ],
)
def test_what_is_no_code_is_refused(text: str, reason: str) -> None:
    """What cannot be mended for certain: a wrong length, an alien letter, two letters exchanged."""
    assert read_code(text) == fault("code-wrong", value=text, reason=reason)
