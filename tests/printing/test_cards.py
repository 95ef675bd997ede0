"""Enterprises' cards: ten to a sheet or one a page with bleed, each with its own name and code."""

from __future__ import annotations

import pytest

from bench.paper import find_mismatches, read_sheet
from mashang.model import CodeKind
from mashang.printing.cards import render_enterprise_cards
from mashang.printing.cut_sheets import CARDS
from mashang.printing.placards import Placard
from tests.printing.print_county import SETTINGS, alter, make_placards


@pytest.fixture
def placards() -> tuple[Placard, ...]:
    """The placards of the enterprises, three times: more than a sheet holds."""
    return make_placards(CodeKind.ENTERPRISE) * 3


@pytest.mark.parametrize("bleed", [False, True])
def test_every_card_has_its_own_name_and_code(placards: tuple[Placard, ...], *, bleed: bool) -> None:
    """What is printed beside a symbol is what its code stands for."""
    by_url = {placard.symbol.url: placard for placard in placards}
    pdf, problems = render_enterprise_cards(placards, SETTINGS, bleed=bleed)
    assert problems == ()
    pages = list(read_sheet(pdf or b"", 72))
    assert sum(len(page.symbols) for page in pages) == len(placards)
    for page in pages:
        assert find_mismatches(page) == []
        for symbol in page.symbols:
            words = page.read_around(symbol, 46, 6, 4, 14)
            for text in (by_url[symbol.text].target.name, "企业监督码", "www.example.com", "演示数据", "热线12345"):
                assert text in words
            assert "营商办电话0000-8000100" in words


def test_ten_cards_go_to_a_sheet_or_one_to_a_page_with_bleed(placards: tuple[Placard, ...]) -> None:
    """In the office a sheet of A4 is cut; a print shop gets single cards of 90 × 54 mm with marks around them."""
    sheets = list(read_sheet(render_enterprise_cards(placards, SETTINGS)[0] or b"", 72))
    assert [len(page.symbols) for page in sheets] == [CARDS.pieces, len(placards) - CARDS.pieces]
    assert (round(sheets[0].width), round(sheets[0].height)) == (210, 297)
    single = next(read_sheet(render_enterprise_cards(placards[:1], SETTINGS, bleed=True)[0] or b"", 72))
    assert (round(single.trim.right - single.trim.left), round(single.trim.bottom - single.trim.top)) == (90, 54)
    assert (round(single.width), round(single.height)) == (110, 74)


def test_long_names_stay_clear_of_the_symbol(placards: tuple[Placard, ...]) -> None:
    """Sixty characters are made smaller and keep to their side."""
    long = alter(placards[0], name="明川示例食品有限公司" * 6)
    (page,) = read_sheet(render_enterprise_cards([long], SETTINGS)[0] or b"", 72)
    assert find_mismatches(page) == []
    quiet = page.symbols[0].box.grow(3, 3, 3, 2)
    assert [words.text for words in page.words if quiet.distance(words.box) == 0] == []
    assert long.target.name in page.text


def test_the_same_cards_are_the_same_bytes(placards: tuple[Placard, ...]) -> None:
    """Nothing of the clock gets into them."""
    assert render_enterprise_cards(placards, SETTINGS) == render_enterprise_cards(placards, SETTINGS)
