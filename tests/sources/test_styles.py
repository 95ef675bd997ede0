"""What a workbook's styles say of cells: struck out, white on white."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from mashang.raw import RawLook
from mashang.sources.workbook import read_workbook

DARK = PatternFill("solid", fgColor="1F4E79")
PAPER = PatternFill("solid", fgColor="FFFFFF")
BARE = PatternFill()


def read_look(path: Path, value: object, font: Font, fill: PatternFill = BARE) -> RawLook:
    """The look of one cell, saved and read again."""
    book = Workbook()
    cell = book.worksheets[0]["A1"]
    cell.value = value
    cell.font, cell.fill = font, fill
    book.save(path / "a.xlsx")
    (table,), _ = read_workbook(path / "a.xlsx", "a.xlsx")
    return table.rows[0].cells[0].look


@pytest.mark.parametrize(
    ("font", "fill", "look"),
    [
        (Font(), BARE, RawLook.PLAIN),
        (Font(strike=True), BARE, RawLook.STRUCK),
        (Font(strike=False), BARE, RawLook.PLAIN),
        (Font(color="FFFFFF"), BARE, RawLook.WHITE),
        (Font(color="00FFFFFF"), PAPER, RawLook.WHITE),
        (Font(color=Color(theme=0)), BARE, RawLook.WHITE),
        (Font(color=Color(theme=0, tint=-0.5)), BARE, RawLook.PLAIN),
        (Font(color=Color(indexed=9)), BARE, RawLook.WHITE),
        (Font(color="FFFFFF"), DARK, RawLook.PLAIN),
        (Font(color="FAFAFA"), BARE, RawLook.WHITE),
        (Font(color="1F4E79"), DARK, RawLook.UNSEEN),
        (Font(color="FF0000"), BARE, RawLook.PLAIN),
        (Font(strike=True, color="FFFFFF"), DARK, RawLook.STRUCK),
    ],
)
@pytest.mark.parametrize("value", ["办结 12 件", 12])
def test_the_look_of_a_cell(tmp_path: Path, value: object, font: Font, fill: PatternFill, look: RawLook) -> None:
    """White letters are read on a dark ground, and on white paper they are not; a number is as hidden as a text."""
    assert read_look(tmp_path, value, font, fill) is look


@pytest.mark.parametrize(
    ("font", "look"),
    [
        (InlineFont(strike=True), RawLook.STRUCK),
        (InlineFont(color=Color("FFFFFF")), RawLook.WHITE),
        (InlineFont(b=True), "plain"),
    ],
)
def test_the_look_of_a_part(tmp_path: Path, font: InlineFont, look: RawLook) -> None:
    """One run of a text is enough."""
    assert read_look(tmp_path, CellRichText("办结 12 件，", TextBlock(font, "未办结 3 件")), Font()) == look


@pytest.mark.parametrize(("code", "look"), [(";;;", "unseen"), ('""', "unseen"), ("0", "plain"), ("[Red]0", "plain")])
def test_a_number_format_that_shows_nothing(tmp_path: Path, code: str, look: str) -> None:
    """The cell looks empty, whatever is in it."""
    book = Workbook()
    book.worksheets[0]["A1"] = 12
    book.worksheets[0]["A1"].number_format = code
    book.save(tmp_path / "a.xlsx")
    (table,), _ = read_workbook(tmp_path / "a.xlsx", "a.xlsx")
    assert table.rows[0].cells[0].look == look


def test_a_white_run_on_a_dark_ground(tmp_path: Path) -> None:
    """As in a cell all of which is white."""
    assert (
        read_look(tmp_path, CellRichText(TextBlock(InlineFont(color=Color("FFFFFF")), "甲"), "乙"), Font(), DARK)
        == "plain"
    )
