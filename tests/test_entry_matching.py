"""Which entry of an edition is which of the one before."""

from __future__ import annotations

from datetime import date

import pytest

from mashang.entry_matching import NEW_ENTRY, match_entries
from mashang.model import ListEdition, ListEntry

GIFTS, GRAFT, SECRETS = "不得收受企业的礼品礼金。", "不得插手项目选址和招标投标。", "不得泄露企业的商业秘密。"


def match(old: list[ListEntry], new: list[ListEntry]) -> list[tuple[str, str, bool]]:
    """The numbers of the entries that are one, and whether that is sure."""
    editions = (ListEdition(date(2026, 1, 1), tuple(old)), ListEdition(date(2026, 6, 1), tuple(new)))
    return [(found.old.id, found.new.id, found.sure) for found in match_entries(*editions)]


@pytest.mark.parametrize(
    ("number", "text", "expected"),
    [
        ("2", GIFTS, [("1", "2", True)]),
        ("2", "不得收受企业的 礼品礼金。", [("1", "2", True)]),
        ("1", "不得索要、收受企业的礼品。", [("1", "1", True)]),
        ("2", "不得收受企业的礼品、礼金、购物卡。", [("1", "2", True)]),
        ("2", "不得收受企业的礼品礼金，不得参加企业安排的旅游和娱乐活动，不得由企业支付个人费用。", [("1", "2", True)]),
        ("2", "不得索要企业的礼品、现金。", [("1", "2", False)]),
        ("1", SECRETS, [("1", "1", False)]),
        ("2", GRAFT, []),
    ],
    ids=[
        "moved",
        "spaces",
        "alike-same-number",
        "alike-moved",
        "extended",
        "doubtful",
        "unlike-same-number",
        "another",
    ],
)
def test_numbers_1_2_3_say_little(number: str, text: str, expected: list[tuple[str, str, bool]]) -> None:
    """Equal texts are one entry wherever they stand; like ones are, or are asked about."""
    assert match([ListEntry("1", GIFTS)], [ListEntry(number, text)]) == expected


def test_the_better_match_goes_first() -> None:
    """The number breaks a tie only: what was third and reads almost alike is not what stands third now."""
    old = [ListEntry("2", "不准以任何名义向企业索要赞助"), ListEntry("3", "不准以任何名义向企业摊派费用")]
    new = [ListEntry("2", "不准以任何名义向企业摊派各种费用"), ListEntry("3", "不准泄露商业秘密")]
    assert ("3", "2", True) in match(old, new)


def test_of_equal_texts_the_number_tells() -> None:
    """Two entries of one text keep their numbers."""
    old = [ListEntry("1", GIFTS), ListEntry("2", GIFTS)]
    assert match(old, [ListEntry("2", GIFTS), ListEntry("1", GIFTS)]) == [("2", "2", True), ("1", "1", True)]


def test_numbers_given_on_purpose_say_all() -> None:
    """Under N01 an entry may be rewritten as a whole; a new number is a new entry, however alike."""
    old = [ListEntry("N01", GIFTS), ListEntry("N02", GRAFT)]
    new = [ListEntry("N01", SECRETS), ListEntry("N03", "不得插手项目选址和招标。")]
    assert match(old, new) == [("N01", "N01", True)]


@pytest.mark.parametrize(("former", "expected"), [(NEW_ENTRY, []), ("2", [("2", "1", True)])])
def test_the_earlier_number_settles_it(former: str, expected: list[tuple[str, str, bool]]) -> None:
    """What the county writes under 上一版编号 goes before everything else."""
    old = [ListEntry("1", GIFTS), ListEntry("2", GRAFT)]
    assert match(old, [ListEntry("1", GIFTS, former=former)]) == expected
