"""The reader of printed sheets: it finds what is wrong, and does not go by the order of things."""

from __future__ import annotations

import dataclasses

from bench.paper import Box, Seen, SeenPage, find_mismatches, read_sheet
from mashang.printing.labels import TEMPLATE, render_labels
from mashang.printing.placards import describe_placards, share
from mashang.printing.typesetting import set_sheet
from tests.printing.print_county import SETTINGS, make_placards


def read_page() -> SeenPage:
    """A sheet of labels of the small county."""
    pdf, _ = render_labels(make_placards(), SETTINGS)
    return next(read_sheet(pdf or b"", 60))


def test_two_swapped_symbols_are_found() -> None:
    """As many symbols and captions as there should be, each readable, and two at the wrong place."""
    first, second, *rest = describe_placards(make_placards(), SETTINGS)
    swapped = [{**first, "symbol": second["symbol"]}, {**second, "symbol": first["symbol"]}, *rest]
    (page,) = read_sheet(set_sheet(TEMPLATE, {**share(SETTINGS), "skip": 0}, swapped), 60)
    assert len(page.symbols) == len(page.captions)
    faults = find_mismatches(page)
    assert any(fault.endswith(f"stands at {first['code']}") for fault in faults)
    assert any(fault.endswith(f"stands at {second['code']}") for fault in faults)


def test_a_missing_symbol_or_caption_is_found() -> None:
    """Whichever of the two is missing."""
    page = read_page()
    assert find_mismatches(page) == []
    fewer = dataclasses.replace(page, symbols=page.symbols[1:])
    assert [fault.partition(" ")[2] for fault in find_mismatches(fewer)] == ["has no symbol"]
    bare = dataclasses.replace(page, words=())
    assert {fault.partition(" ")[2] for fault in find_mismatches(bare)} == {"has no caption"}
    twice = dataclasses.replace(page, symbols=(*page.symbols, page.symbols[0]))
    assert [fault.partition(" ")[2] for fault in find_mismatches(twice)] == ["has two symbols"]


def test_the_order_in_the_file_does_not_matter() -> None:
    """Symbols and words in any order give the same answer."""
    page = read_page()
    turned = dataclasses.replace(page, symbols=page.symbols[::-1], words=page.words[::-1])
    assert find_mismatches(turned) == []


def test_distances_are_from_edge_to_edge() -> None:
    """Boxes that touch or overlap stand 0 apart."""
    box = Box(0, 0, 10, 10)
    assert box.distance(Box(13, 14, 20, 20)) == 5
    assert box.distance(Box(5, 5, 20, 20)) == 0
    assert box.grow(1, 1, 1, 1).holds(Seen("", Box(10, 10, 11, 11)).box)
