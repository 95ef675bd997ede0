"""Resident ID numbers and private mobile numbers in texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.checks.privacy import find_private

ID_18 = "11010519491231002X"


def look(text: str) -> tuple[tuple[str, str], ...]:
    """What is found, as it is shown."""
    return tuple((found.code, found.shown) for found in find_private(text))


SENTENCES = st.text("县局办理联系电话，。；（）A ", max_size=8)


@pytest.mark.parametrize(
    "text",
    [
        ID_18,
        f"身份证{ID_18}号",
        "110105 19491231 002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105194912310021、11010519491231002X",
        "110105-1949-1231-002X",
        "1101051949\n1231002X",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        "一一零一零五一九四九一二三一零零二X",
    ],
)
def test_resident_id_numbers_are_found_and_masked(text: str) -> None:
    """A real date of birth and a right check character make an ID number."""
    assert look(text) == (("private-id-number", "110105********002X"),)


def test_old_id_numbers_are_found() -> None:
    """Fifteen digits with a province and a date."""
    assert look("证号110105491231002。") == (("private-id-number", "110105*****1002"),)


@pytest.mark.parametrize(
    "text",
    [
        "13800000000",
        "138-0000-0000",
        "138 0000 0000",
        "138 000 00000",
        "138-00000000",
        "1380000-0000",
        "13800\n000000",
        "1 3 8 0 0 0 0 0 0 0 0",
        "1-3-8-0-0-0-0-0-0-0-0",
        "一三八零零零零零零零零",
        "幺三八〇〇〇〇〇〇〇〇",
        "壹叁捌 零零零零 零零零零",
        "１３８００００００00",
        "电话：+86-138 0000 0000，",
        "8613800000000",
        "138/0000/0000",
        "138 00 00 00 00",
        "138 00000 000",
        "13800 000000",
        "138_0000_0000",
        "008613800000000",
        "1380O000OO0",
        "13800000o00",
    ],
)
def test_mobile_numbers_are_found_and_masked(text: str) -> None:
    """Grouped, full-width, or with the country code."""
    assert look(text) == (("private-mobile", "138****0000"),)


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
        "6222020000000000001",
        "2026-06-30 2026-12-31",
        "1500-2000、3000-4000",
        "15 2026-11-20 10",
        "1300 1500 800 900",
        "二〇二六年十一月、二〇二七年",
        "911101080000000000",
        "浙B2-20080224",
        "川A字第12345号",
        "见 https://a.gov.cn/2026/138/0000/0000.html",
        "1OOOOOOOOOO",
        "信箱 ysb@mingchuan.gov.cn、a@qq.com.example",
    ],
)
def test_what_is_neither(text: str) -> None:
    """Wrong check characters, impossible dates, institutions' numbers, document numbers and amounts pass."""
    assert look(text) == ()


@given(SENTENCES, SENTENCES, st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_no_mobile_number_hides_in_a_sentence(before: str, after: str, number: str) -> None:
    """Whatever words stand around it."""
    assert look(before + number + after) == (("private-mobile", f"{number[:3]}****{number[-4:]}"),)


@pytest.mark.parametrize(
    "text",
    [
        "6222020000000000000",
        "6222 0200 0000 0000 000",
        "622202-0000000000000",
        "６２２２０２０００００００００００００",
        "62220200000\n00000000",
        "六二二二零二零零零零零零零零零零零零零",
    ],
)
def test_bank_cards_are_found_and_masked(text: str) -> None:
    """Luhn's digit, the length and the first digits make a card, in whatever groups."""
    assert look(text) == (("private-bank-card", "622202*********0000"),)


def test_other_cards() -> None:
    """Sixteen digits of the international ones."""
    assert look("卡号 4111 1111 1111 1111") == (("private-bank-card", "411111******1111"),)


@pytest.mark.parametrize(
    "text",
    [
        "zhang.san@qq.com",
        "请发 Zhang.San@QQ.com。",
        "zhang.san ＠ qq.com",
        "邮箱zhang.san@qq.com，电话",
        "zhang.san(at)qq.com",
    ],
)
def test_private_mailboxes(text: str) -> None:
    """Those of the large providers, in small letters, so that one answer holds for every spelling."""
    assert look(text) == (("private-mailbox", "zhang.san@qq.com"),)


@pytest.mark.parametrize(
    "text", ["京A12345", "京A·12345", "车牌京A 12345，", "京a12345", "京 A-12345", "京Ａ１２３４５"]
)
def test_licence_plates(text: str) -> None:
    """Five signs behind the place, of new energy six."""
    assert look(text) == (("private-plate", "京A***45"),)
    assert look("京AD12345") == (("private-plate", "京A***45"),)


def test_where_something_was_found() -> None:
    """The position is that in the text as it is written."""
    assert [found.start for found in find_private("第一行\n电话 138 0000 0000")] == [7]
