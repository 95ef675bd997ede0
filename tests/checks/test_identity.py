"""Identifiers, 统一社会信用代码 and codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.fault import Fault, fault
from generator.checks.identity import read_code, read_id, read_uscc

RIGHT_USCC = "91350100M000100Y43"
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(("text", "read"), [("M01", "M01"), ("1", "1"), ("Ｍ０１", "M01"), ("a-1-b", "a-1-b")])
def test_ids(text: str, read: str) -> None:
    """Letters, digits and hyphens; full-width ones are read narrow."""
    assert read_id(text) == read


@pytest.mark.parametrize(
    "text", ["M 01", "-1", "1-", "a--b", "措施1", "a/b", "..", "con", "LPT1", "index", "x" * 41, "1.0", "①"]
)
def test_what_cannot_stand_in_an_address(text: str) -> None:
    """Nor may an id be a name that Windows or the site keeps for itself."""
    assert read_id(text) == fault("id-not-plain", value=text)


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
    """The message tells length, alien letters and the check character apart."""
    assert read_uscc(text) == fault("uscc-wrong", value=text, reason=reason)


def test_codes_are_read_by_shape() -> None:
    """Small letters and the groups of a print are fine."""
    assert read_code("7k3m-9qx-2a") == "7K3M9QX2A" == read_code("7K3M 9QX 2A")
    assert read_code("7K3M9QX2") == fault("code-wrong", value="7K3M9QX2", reason="应为 9 位，现有 8 位")
    assert read_code("7K3M9QX2U") == fault(
        "code-wrong", value="7K3M9QX2U", reason="其中第 9 个字符是字母 U，码里不会出现"
    )
