"""Resident ID numbers and private mobile numbers in texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.checks.privacy import find_private

ID_18 = "11010519491231002X"
SENTENCES = st.text("县局办理联系电话，。；（）A ", max_size=8)


@pytest.mark.parametrize(
    "text",
    [
        ID_18,
        f"身份证{ID_18}号",
        "110105 19491231 002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105194912310021、11010519491231002X",
    ],
)
def test_resident_id_numbers_are_found_and_masked(text: str) -> None:
    """A real date of birth and a right check character make an ID number."""
    assert find_private(text) == (("private-id-number", "110105********002X"),)


def test_old_id_numbers_are_found() -> None:
    """Fifteen digits with a province and a date."""
    assert find_private("证号110105491231002。") == (("private-id-number", "110105*****1002"),)


@pytest.mark.parametrize(
    "text",
    [
        "13800000000",
        "138-0000-0000",
        "138 0000 0000",
        "138 000 00000",
        "１３８００００００00",
        "电话：+86-138 0000 0000，",
        "8613800000000",
    ],
)
def test_mobile_numbers_are_found_and_masked(text: str) -> None:
    """Grouped, full-width, or with the country code."""
    assert find_private(text) == (("private-mobile", "138****0000"),)


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",
        "110105194913310027",
        "91350100M000100Y43",
        "明政发〔2026〕15号",
        "10086、12345、400-800-8000",
        "0138-0000000",
        "0571-88001000",
        "投资13800000000元",
        "123456789012345",
        "1380000000012",
        "2026-06-30 至 2026-12-31",
        "0.13800000000",
        "110105490231002",
    ],
)
def test_what_is_neither(text: str) -> None:
    """Wrong check characters, impossible dates, institutions' numbers, document numbers and amounts pass."""
    assert find_private(text) == ()


@given(SENTENCES, SENTENCES, st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_no_mobile_number_hides_in_a_sentence(before: str, after: str, number: str) -> None:
    """Whatever words stand around it."""
    assert find_private(before + number + after) == (("private-mobile", f"{number[:3]}****{number[-4:]}"),)
