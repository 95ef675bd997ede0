"""网格服务明白卡: who serves an enterprise, what it may report, how and where, and its own code."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from bench.paper import find_mismatches, read_sheet
from mashang import pages
from mashang.model import CodeKind, Grid
from mashang.printing.grid_cards import _REPORTS, GridCard, derive_grid_cards, render_grid_cards
from mashang.settings import Paper
from tests.printing.print_county import PUBLICATION, SETTINGS, alter, make_placards


@pytest.fixture
def cards() -> tuple[GridCard, ...]:
    """A card for each enterprise of the small county."""
    return derive_grid_cards(make_placards(CodeKind.ENTERPRISE), PUBLICATION)


def test_cards_come_grid_by_grid(cards: tuple[GridCard, ...]) -> None:
    """As the grids stand in their table, the widest leading; who has no grid comes last."""
    assert [(card.area, [grid.name for grid in card.chain], card.placard.target.name) for card in cards] == [
        ("城区服务网格", ["书院街网格", "城区服务网格"], "明川示例物流有限公司"),
        ("园区服务网格", ["北区网格", "园区服务网格"], "明川示例电子有限公司"),
        ("园区服务网格", ["南区网格", "园区服务网格"], "明川示例机械有限公司"),
        ("未划入网格", [], "明川示例食品有限公司"),
    ]


@pytest.mark.parametrize("bleed", [False, True])
@pytest.mark.parametrize("paper", list(Paper))
def test_every_card_says_who_what_how_and_where(cards: tuple[GridCard, ...], paper: Paper, *, bleed: bool) -> None:
    """And its symbol leads to the code that is printed under it, which is that of the enterprise named."""
    pdf, problems = render_grid_cards(cards, SETTINGS, paper, bleed=bleed)
    assert problems == ()
    for page, card in zip(read_sheet(pdf or b"", 60), cards, strict=True):
        assert find_mismatches(page) == []
        assert [symbol.text for symbol in page.symbols] == [card.placard.symbol.url]
        assert page.symbols[0].box.right - page.symbols[0].box.left >= 35
        officers = [part for grid in card.chain for part in (grid.officer or grid.name, grid.post, grid.phone)]
        for words in (
            *("网格服务明白卡", "谁为您服务", "可以反映什么", "怎样反映、到哪里反映", "演示数据：内容均为虚构"),
            *(card.placard.target.name, *officers, *_REPORTS, card.placard.symbol.code.grouped, "www.example.com"),
            *("政务服务热线12345", "营商办电话0000-8000100", "监督举报电话0000-8000110"),
            *("yingshang@example.com", "当面反映明川县政务中心5楼（工作日9:00—17:00）"),
            "明川县优化营商环境领导小组办公室5个工作日内办理。",
        ):
            assert words in page.text, words
    assert render_grid_cards(cards, SETTINGS, paper, bleed=bleed) == (pdf, ())


def test_an_enterprise_without_a_grid_reads_whom_to_call(cards: tuple[GridCard, ...]) -> None:
    """It gets a card all the same."""
    (page,) = read_sheet(render_grid_cards(cards[-1:], SETTINGS)[0] or b"", 60)
    assert "贵企业还没有划入网格。" in page.text
    assert f"由{SETTINGS.organiser}为您服务" in page.text


def test_long_chains_and_names_stay_clear_of_the_symbol(cards: tuple[GridCard, ...]) -> None:
    """Six levels, long posts and two telephones each: all is there and nothing runs into the symbol."""
    grid = Grid(
        "G",
        "经济技术开发区企业服务网格",
        1,
        "欧阳明远",
        "开发区管委会副主任（分管企业服务和项目建设）",
        "0000-8000301、0000-8000302",
    )
    long = dataclasses.replace(
        cards[0], placard=alter(cards[0].placard, name="明川示例食品有限公司" * 5), chain=(grid,) * 6
    )
    settings = dataclasses.replace(
        SETTINGS, address="明川县明和路 18 号政务服务中心 5 楼" * 2, mailbox="a" * 40 + "@example.com"
    )
    pdf, _ = render_grid_cards([long], settings)
    (page,) = read_sheet(pdf or b"", 60)
    assert find_mismatches(page) == []
    assert page.text.count("0000-8000302") == 6
    quiet = page.symbols[0].box.grow(3, 3, 3, 3)
    assert [words.text for words in page.words if quiet.distance(words.box) == 0] == []
    assert all(words.box.right <= 148 and words.box.bottom <= 210 for words in page.words)


def test_card_and_page_behind_the_code_name_the_same_things() -> None:
    """What the card says may be reported is what the page behind its code says."""
    template = Path(pages.__file__).with_name("templates") / "scan" / "enterprise.html"
    listed = "".join(re.findall(r"<li>([^<{]+)</li>", template.read_text(encoding="utf-8")))
    assert listed
    for words in _REPORTS[:-1]:
        assert words in listed
