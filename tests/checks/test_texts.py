"""Free text, lines joined, items parted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.checks.fault import fault
from mashang.checks.texts import find_bad_character, join_lines, read_items, split_names

WORDS = st.text("营业执照申请表（）身份甲乙", min_size=1, max_size=6).filter(lambda text: text.count("（") == 0)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("企业、个体工商户", ("企业", "个体工商户")),
        ("营业执照（正、副本）、申请表", ("营业执照（正、副本）", "申请表")),
        ("营业执照、公章；申请表；", ("营业执照、公章", "申请表")),
        ("1.营业执照、公章\n2.申请表", ("营业执照、公章", "申请表")),
        ("（1）受理；（2）审核；（3）发证", ("受理", "审核", "发证")),
        ("1、受理\n2、审核", ("受理", "审核")),
        ("1.5 吨以下；3 吨以下", ("1.5 吨以下", "3 吨以下")),
        ("2.受理\n3.审核", ("2.受理", "3.审核")),
        ("1.受理", ("1.受理",)),
        ("申请表", ("申请表",)),
        ("《办法》、“一件事、一次办”", ("《办法》", "“一件事、一次办”")),
    ],
)
def test_items(text: str, items: tuple[str, ...]) -> None:
    """The strongest separator parts; brackets hold; only a running numbering is cut."""
    assert read_items(text) == items


@pytest.mark.parametrize("text", ["1、营业执照 2、申请表", "；", "、", "营业执照（正本；申请表"])
def test_items_that_cannot_be_separated(text: str) -> None:
    """A 、 that belongs to the numbering parts nothing, and behind an open bracket nothing is parted."""
    assert read_items(text) == fault("items-unclear", value=text)


@given(st.lists(WORDS, min_size=1, max_size=5), st.sampled_from("\n；;、"))
def test_items_survive_joining_and_parting(items: list[str], separator: str) -> None:
    """What was joined by one separator comes apart the same."""
    assert read_items(separator.join(items)) == tuple(items)


def test_names_are_parted_and_named_once() -> None:
    """All usual separators part names."""
    assert split_names("甲局、乙局，丙局;丁局/戊局\n甲局") == ("甲局", "乙局", "丙局", "丁局", "戊局")


def test_lines_are_joined_as_chinese_is_written() -> None:
    """Nothing between Chinese characters, a space between Latin words."""
    assert join_lines("关于优化\n营商环境") == "关于优化营商环境"
    assert join_lines("Open\nData") == "Open Data"


@pytest.mark.parametrize(
    "text", ["第一行\n第二行", "𠮷野家", "葛\U000e0100城", "\ue000", "½ m² ①", "☂\ufe0f 👩\u200d🌾 ئۇ\u200cي ᠮᠤ\u180e"]
)
def test_rare_characters_survive(text: str) -> None:
    """Line breaks, rare and private-use characters and variation selectors are text."""
    assert find_bad_character(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("甲\x07", "“甲”后面"),
        ("\u202e乙", "最前面"),
        ("甲\t乙", "“甲”后面"),
        ("第一行\n\ufeff甲", "一行的最前面"),
        ("二是走访企业三十家\u200b。", "“访企业三十家”后面"),
        *(
            (f"数据{unseen}局", "“数据”后面")
            for unseen in "\u034f\u061c\u180e\u200c\u200d\u2063\u2800\u3164\uffa0\ufff9\U000e0041"
        ),
    ],
)
def test_invisible_characters_are_found(text: str, place: str) -> None:
    """Control characters, tabs and marks that turn the reading direction, located by the words before them."""
    assert find_bad_character(text) == fault("control-character", place=place)
