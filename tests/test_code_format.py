"""Identifiers: what the check character catches, and what people may type."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang import code_format
from mashang.code_format import (
    _POLYNOMIAL,
    ALPHABET,
    LENGTHS,
    LONG,
    LOOKALIKES,
    SHORT,
    _check_character,
    check_identifier,
    group_identifier,
    new_identifier,
    normalise_identifier,
)

SCRIPT = Path(code_format.__file__).with_name("pages") / "theme" / "assets" / "code.js"
bodies = st.sampled_from((SHORT, LONG)).flatmap(lambda n: st.text(ALPHABET, min_size=n, max_size=n))
pairs = st.lists(st.tuples(*[st.sampled_from(ALPHABET)] * 2), min_size=SHORT, max_size=LONG)


def _complete(body: str) -> str:
    return body + _check_character(body)


@given(pairs)
def test_the_check_is_additive(both: list[tuple[str, str]]) -> None:
    """Sum of bodies, sum of checks: so an error is caught or missed whatever code it falls on."""
    value = ALPHABET.index
    first, second = ("".join(body) for body in zip(*both, strict=True))
    added = "".join(ALPHABET[value(a) ^ value(b)] for a, b in zip(first, second, strict=True))
    expected = value(_check_character(first)) ^ value(_check_character(second))
    assert value(_check_character(added)) == expected


@pytest.mark.parametrize("length", LENGTHS)
def test_every_single_wrong_character_is_caught(length: int) -> None:
    """All positions and all differences on the zero code; by additivity that is every code."""
    zero = "0" * length
    assert check_identifier(zero) == ""
    missed = [
        (position, wrong)
        for position in range(length)
        for wrong in ALPHABET[1:]
        if not check_identifier(zero[:position] + wrong + zero[position + 1 :])
    ]
    assert missed == []


@pytest.mark.parametrize("length", LENGTHS)
def test_every_swap_of_two_characters_is_caught(length: int) -> None:
    """A swap of a and b at two places adds a+b to both: all places, neighbours or not, all sums.

    The check character is among the places.
    """
    missed = []
    for first in range(length):
        for second in range(first + 1, length):
            for difference in ALPHABET[1:]:
                error = ["0"] * length
                error[first] = error[second] = difference
                if not check_identifier("".join(error)):
                    missed.append((first, second, difference))
    assert missed == []


@given(bodies)
def test_swapped_neighbours_are_caught_on_any_code(body: str) -> None:
    """The same, said directly: exchange two neighbours that differ, and the code is refused."""
    code = _complete(body)
    for place in range(len(code) - 1):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert (check_identifier(swapped) == "") == (swapped == code)


@pytest.mark.parametrize("random", [SHORT, LONG])
def test_new_identifiers_are_right_and_different(random: int) -> None:
    """A county's worth of draws of either length: all pass their check, none comes twice."""
    taken: set[str] = set()
    for _ in range(3000):
        identifier = new_identifier(taken, random)
        assert len(identifier) == random + 1
        assert check_identifier(identifier) == ""
        assert identifier not in taken
        taken.add(identifier)


def test_a_taken_identifier_is_never_drawn() -> None:
    """Whatever is taken is passed over, here every code but those that begin with Z."""

    class AllButZ:
        """Everything that does not begin with Z is taken."""

        def __contains__(self, item: object) -> bool:
            return not str(item).startswith("Z")

    assert new_identifier(AllButZ()).startswith("Z")


@pytest.mark.parametrize("spoilt", ["012345678", "1234E5678", "12MAR2026", "1SEP20261", "1234567E89012"])
def test_what_a_spreadsheet_would_read_as_a_number_or_date_is_not_drawn(
    spoilt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leading zeros, exponents and month names would be lost when Excel saves the ledger."""
    draws = iter(spoilt[:-1] + "Z" * (len(spoilt) - 1))
    monkeypatch.setattr("secrets.choice", lambda _: next(draws))
    monkeypatch.setattr("mashang.code_format._check_character", lambda _: spoilt[-1])
    assert new_identifier((), len(spoilt) - 1) == "Z" * (len(spoilt) - 1) + spoilt[-1]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "应当是 9 个或 13 个字符，现在是 0 个"),
        ("00000000", "应当是 9 个或 13 个字符，现在是 8 个"),
        ("0000-0000-0", "应当是 9 个或 13 个字符，现在是 11 个"),
        ("0" * 12, "应当是 9 个或 13 个字符，现在是 12 个"),
        ("0000000000001", "校验不符，有字符写错或前后颠倒"),
        ("0000U0000", "第 5 个字符“U”不会出现在码里"),
        ("a00000000", "第 1 个字符“a”不会出现在码里"),
        ("00000000码", "第 9 个字符“码”不会出现在码里"),
        ("000000001", "校验不符，有字符写错或前后颠倒"),
    ],
)
def test_reasons_are_reported(text: str, reason: str) -> None:
    """Each way of being wrong has its sentence."""
    assert check_identifier(text) == reason


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7k3m-9qxt-2", "7K3M9QXT2"),
        (" 7K3M 9QXT　2\n", "7K3M9QXT2"),
        ("７Ｋ３Ｍ－９ＱＸＴ—２", "7K3M9QXT2"),
        ("oO-iI-lL", "001111"),
        ("7K3M\u200b9QXT−2", "7K3M9QXT2"),
    ],
)
def test_what_people_type_is_brought_into_form(typed: str, read: str) -> None:
    """Small and full-width letters, look-alikes, spaces, hyphens and dashes."""
    assert normalise_identifier(typed) == read


@given(bodies)
def test_a_written_code_survives_copying_by_hand(body: str) -> None:
    """Grouped, in small letters, with o for 0 and l for 1: it is read as the same code."""
    code = _complete(body)
    by_hand = re.sub("0", "o", re.sub("1", "l", group_identifier(code))).lower()
    assert normalise_identifier(by_hand) == code
    assert normalise_identifier(code) == code


def test_codes_are_shown_in_groups() -> None:
    """Four and four, of a long one four more, and the check character."""
    assert group_identifier("7K3M9QXTP") == "7K3M-9QXT-P"
    assert group_identifier("7K3M9QXTABCDP") == "7K3M-9QXT-ABCD-P"


def test_the_script_has_the_same_facts() -> None:
    """Alphabet, length, polynomial and look-alikes of the browser's script; how it judges is tried in a browser."""
    script = SCRIPT.read_text(encoding="utf-8")
    assert re.findall(r'var ALPHABET = "(.*)";', script) == [ALPHABET]
    assert re.findall(r"var LENGTHS = (.*);", script) == [str(list(LENGTHS))]
    assert re.findall(r"var POLYNOMIAL = (.*);", script) == [str(_POLYNOMIAL)]
    replaced = re.findall(r"replace\(/\[?([A-Z]+)\]?/g, \"(.)\"\)", script)
    assert {letter: digit for letters, digit in replaced for letter in letters} == LOOKALIKES


def test_the_worked_example() -> None:
    """The code that the comment computes by hand."""
    assert check_identifier("10000002R") == ""
    assert [_check_character("0" * 7 + body) for body in "01"] == [ALPHABET[0], ALPHABET[0b01101]]
