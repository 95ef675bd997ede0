"""The typesetter: what it warns of is a fault, and so is what it cannot read."""

from __future__ import annotations

import pytest

from mashang.printing.placards import TEMPLATE, describe_placards, share
from mashang.printing.typesetting import SheetError, check_characters, set_sheet
from tests.printing.print_county import SETTINGS, make_placards


def test_a_missing_typeface_is_a_fault() -> None:
    """The typesetter only warns of it and leaves all words out."""
    cards = describe_placards(make_placards()[:1], SETTINGS)
    with pytest.raises(SheetError, match="排版有警告（unknown font family: nowhere）"):
        set_sheet(TEMPLATE, {**share(SETTINGS), "family": "Nowhere"}, cards)


def test_a_picture_that_cannot_be_read_is_a_fault() -> None:
    """No page without its symbol."""
    (card,) = describe_placards(make_placards()[:1], SETTINGS)
    with pytest.raises(SheetError, match="排版出错（"):
        set_sheet(TEMPLATE, share(SETTINGS), [{**card, "symbol": "no picture"}])


def test_characters_are_looked_for_wherever_they_stand() -> None:
    """In lists within a card too; pictures are no words."""
    card = {"code": "7K3M-9QXT-2", "symbol": "𠮷", "chain": [{"officer": "李𠮷"}, {"officer": "李㛃"}]}
    (found,) = check_characters({"host": "example.com"}, [card])
    assert dict(found.slots) == {"code": "7K3M9QXT2", "name": "李𠮷", "missing": "𠮷"}
