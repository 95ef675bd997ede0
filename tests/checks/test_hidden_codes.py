"""Codes of enterprises in words that the public reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mashang.checks.hidden_codes import find_codes
from mashang.model import Publication
from mashang.problems import Problem

HIDDEN = "00M1ABCD5"
"""The enterprise's code in the ledger of the checks."""
WINDOW = "7K3M9QX2Z"
Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]
_CORRECTION = "编号|月份|措施编号|栏目|更正前|更正后|更正原因|更正日期|更正单位"


@pytest.mark.parametrize(
    "text",
    [
        HIDDEN,
        "某企业（码00M1-ABCD-5）反映",
        "扫 oomi abcd 5。",
        "００Ｍ１ＡＢＣＤ５",
        "https://www.example.com/f/00M1ABCD5/",
        "二〇二六年第1批第2家00m1abcd5已办结",
        *(f"0{dash}0{dash}M{dash}1{dash}ABCD{dash}5" for dash in "-‐‑‒–—―−﹣－ー~～·・_.。,，、/|　\t\n\u200b\u00ad"),
        "0 0 M 1 A B C D 5",
        "码：零、零、M、一、A、B、C、D、五",
        "００ Ｍ１－ＡＢＣＤ－５",
        "𝟎𝟎𝐌𝟏𝐀𝐁𝐂𝐃𝟓",
        "ⓄⓄⓂ①ⒶⒷⒸⒹ⑤",
        "ООМ1АВСD5",
        "**00M1**-*ABCD*-`5`",
        "<b>00M1</b><i>ABCD</i>5",
        "&#48;&#48;M1&nbsp;ABCD&shy;5",
        "https://www.example.com/f/%30%30M1ABCD5",
        "X00M1ABCD5",
        "00M1ABCD50",
        "企业 00M1 的 ABCD，5 号",
    ],
)
def test_a_code_is_found_however_it_is_typed(text: str) -> None:
    """Any dash or sign between its letters, other widths and scripts, markup, escapes, words around and within."""
    assert find_codes(text, {HIDDEN}) == (HIDDEN,)


@pytest.mark.parametrize("text", [WINDOW, "00M1ABCD", "00M1BACD5", "00M1ABCDX5", "00M1UABCD5", "ABCD500M1", ""])
def test_what_is_another_word_is_none(text: str) -> None:
    """Codes that hang in public, and what has a letter less, more or in another place."""
    assert find_codes(text, {HIDDEN}) == ()


def test_pages_of_free_text_are_looked_through(check: Check) -> None:
    """With the row in which it stands."""
    _, problems = check(pages={"guide": f"# 指南\n\n如[这里](https://www.example.com/f/{HIDDEN}/)"})
    assert [(found.code, found.where.row) for found in problems] == [("hidden-code", 3)]


def test_a_code_broken_over_lines_is_found(check: Check) -> None:
    """Where it ends; each line that holds one whole is named by itself."""
    _, problems = check(pages={"guide": "# 指南\n\n00M1-\nABCD-5\n\n说明"})
    assert [(found.code, found.where.row) for found in problems] == [("hidden-code", 4)]
    _, problems = check(pages={"guide": f"# 指南\n\n{HIDDEN}\n\n{HIDDEN}"})
    assert [found.where.row for found in problems] == [3, 5]


def test_a_long_code_is_found() -> None:
    """One of thirteen characters, in its groups."""
    assert find_codes("见 7K3M-9QXT-ABCD-2。", {"7K3M9QXTABCD2", HIDDEN}) == ("7K3M9QXTABCD2",)


def test_the_table_of_enterprises_is_never_public(check: Check) -> None:
    """What stands there is not looked at."""
    _, problems = check({"enterprises": f"编号|名称\nE01|甲企业（{HIDDEN}）"})
    assert problems == ()


def test_the_reason_of_a_confirmation_is_looked_through(check: Check) -> None:
    """It stands on the page that stays in the place of what is gone."""
    row = f"gone-lists-old|见 {HIDDEN}|张三|2026-11-09"
    _, problems = check({"confirmations": f"事项|原因|确认人|日期\n{row}"})
    assert [found.code for found in problems] == ["hidden-code"]


@pytest.mark.parametrize(("column", "reported"), [("投诉", True), ("标题", False)])
def test_a_correction_of_ratings_does_not_disclose_the_code(check: Check, column: str, *, reported: bool) -> None:
    """A code that hangs in public is one to name elsewhere, but not where the correction suppresses it."""
    target = WINDOW if reported else "M01"
    row = f"G1|2026-10|{target}|{column}|1|2|漏录 {WINDOW}|2026-11-19|数据局"
    months = "月份|发布日期|状态\n2026-10|2026-11-10|草稿"
    _, problems = check({"corrections": f"{_CORRECTION}\n{row}", "months": months})
    assert [(found.code, found.where.heading) for found in problems] == [("hidden-code", "更正原因")] * reported
