"""Labels: in their cells, behind those that are used already, and each with its own code."""

from __future__ import annotations

import pytest

from bench.paper import Seen, SeenPage, find_mismatches, read_sheet
from mashang.printing.cut_sheets import LABELS
from mashang.printing.labels import render_labels
from mashang.printing.placards import Placard
from tests.printing.print_county import SETTINGS, alter, make_placards

LEFT, TOP, ACROSS, DOWN = 7.25, 12.9, 66.0, 33.9
"""Where the first cell of such sheets begins, and from cell to cell, in mm."""


@pytest.fixture
def placards() -> tuple[Placard, ...]:
    """More than fill a sheet: everything in the small county, several times."""
    return make_placards() * 3


def read_labels(placards: tuple[Placard, ...], skip: int = 0) -> list[SeenPage]:
    """The labels as they are seen on paper."""
    pdf, problems = render_labels(placards, SETTINGS, skip)
    assert problems == ()
    return list(read_sheet(pdf or b"", 60))


def find_cell(symbol: Seen) -> int:
    """The number of the cell in which a symbol stands, counted row by row; it must lie wholly within."""
    column, row = int((symbol.box.left - LEFT) // ACROSS), int((symbol.box.top - TOP) // DOWN)
    assert symbol.box.right < LEFT + column * ACROSS + 63.5
    assert symbol.box.bottom < TOP + (row + 1) * DOWN
    return row * 3 + column


@pytest.mark.parametrize("skip", [0, 1, 5, 23])
def test_labels_fill_the_cells_that_are_left(placards: tuple[Placard, ...], skip: int) -> None:
    """From the first free cell on, row by row, and over to the next sheet."""
    pages = read_labels(placards, skip)
    cells = [sorted(find_cell(symbol) for symbol in page.symbols) for page in pages]
    first = LABELS.pieces - skip
    assert cells[0] == list(range(skip, LABELS.pieces))
    assert sum(map(len, cells)) == len(placards)
    assert cells[1] == list(range(min(LABELS.pieces, len(placards) - first)))


def test_every_label_has_its_own_name_code_and_domain(placards: tuple[Placard, ...]) -> None:
    """What is printed beside a symbol is what its code stands for, and it is large enough to be scanned."""
    by_url = {placard.symbol.url: placard for placard in placards}
    for page in read_labels(placards, 2):
        assert find_mismatches(page) == []
        for symbol in page.symbols:
            placard = by_url[symbol.text]
            words = page.read_around(symbol, 1, 4, 36, 4)
            assert placard.target.name in words
            assert placard.symbol.code.grouped in words
            assert "www.example.com" in words
            assert "演示数据" in words
            assert (placard.target.hall or placard.office) in words
            assert symbol.box.right - symbol.box.left >= 20


def test_long_names_stay_in_their_cell(placards: tuple[Placard, ...]) -> None:
    """Forty characters and a long address still leave code and symbol alone."""
    long = alter(placards[0], name="明川县政务服务" * 6, place="一楼 A 区 1 号" * 6)
    for page in read_labels((long,) * LABELS.pieces):
        assert len(page.symbols) == LABELS.pieces
        assert all(caption.text == long.symbol.code.grouped for caption in page.captions)
        for symbol in page.symbols:
            quiet = symbol.box.grow(2, 2, 2, 2)
            assert [words.text for words in page.words if quiet.distance(words.box) == 0] == []


def test_the_same_labels_are_the_same_bytes(placards: tuple[Placard, ...]) -> None:
    """Nothing of the clock gets into them."""
    assert render_labels(placards, SETTINGS, 3) == render_labels(placards, SETTINGS, 3)


@pytest.mark.parametrize("skip", [-1, LABELS.pieces])
def test_a_sheet_without_a_free_cell_is_a_mistake(placards: tuple[Placard, ...], skip: int) -> None:
    """Nobody lays a used-up sheet into the printer."""
    with pytest.raises(ValueError, match=str(skip)):
        render_labels(placards, SETTINGS, skip)
