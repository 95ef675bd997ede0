"""A source file as read: text in cells, each with its address, before anything is believed of it.

Readers (``sources``) make these, checks (``checks``) consume them. All formats meet here: the same table
kept as .xlsx, .xls, .ods, .csv or .yaml gives the same texts in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from mashang.problems import Location


class RawKind(StrEnum):
    """What the file says a cell is. The text is always there; this only says how sure it is."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    ERROR = "error"
    """A formula's error value such as ``#N/A``."""
    UNCALCULATED = "uncalculated"
    """A formula of which the file holds no result."""


class RawLook(StrEnum):
    """How a cell is set, as far as it says that its text is perhaps not meant to be read."""

    PLAIN = "plain"
    STRUCK = "struck"
    """Struck out, all of it or a part."""
    WHITE = "white"
    """White letters on no other ground."""
    UNSEEN = "unseen"
    """A number format that shows nothing."""


class RawCell(NamedTuple):
    r"""One cell that is not empty.

    ``text`` is what a reader of the sheet sees, in one spelling for all formats: numbers without exponent
    or needless zeros (``0.6``, ``12``); numbers under a percent format with the sign (``60%``); numbers
    under a zero-padding format with the zeros (``001``); dates as ``2026-06-30``, or ``2026年12月`` when
    the cell's format shows no day. Surrounding white space is cut; line breaks inside are ``\n``.
    ``repeated`` cells lie below the first row of a merged range, whose value they show. A county has a hundred
    thousand: a named tuple is made in a third of the time of a frozen dataclass.
    """

    row: int
    column: int
    text: str
    kind: RawKind = RawKind.TEXT
    repeated: bool = False
    look: RawLook = RawLook.PLAIN


class RawRow(NamedTuple):
    """One row that has something in it: its number as Excel counts (YAML: line) and its cells by column."""

    number: int
    cells: tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet, CSV file or YAML list: every visible row that is not blank, title rows and notes included.

    ``lettered`` is false for YAML, whose columns have no letter. In YAML the first row holds the keys.
    """

    file: str
    sheet: str
    rows: tuple[RawRow, ...]
    lettered: bool = True

    def locate(self, cell: RawCell, heading: str = "") -> Location:
        """The address of a cell."""
        return Location(self.file, self.sheet, cell.row, column_letter(cell.column) if self.lettered else "", heading)

    def locate_row(self, number: int) -> Location:
        """The address of a whole row."""
        return Location(self.file, self.sheet, number)

    def locate_table(self) -> Location:
        """The address of the whole table."""
        return Location(self.file, self.sheet)


@dataclass(frozen=True, slots=True)
class SourceTable:
    """What was found for one dataset of :mod:`mashang.tables`.

    ``parts`` are the varying parts of its place: ``("2026-10",)`` for ``progress/2026-10.csv``,
    ``("positive", "2026-03-01")`` for an edition. ``sheets`` holds every visible sheet that is not blank
    (one for CSV and YAML); which of them is the table is for the checks to say. It is empty when the file
    could not be read, so that nobody else is blamed for what it does not say.
    """

    dataset: str
    parts: tuple[str, ...]
    file: str
    sheets: tuple[RawTable, ...]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A page of free text as it lies in ``content/pages``: ``name`` is the file's stem."""

    file: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """A paragraph of an official document that is not blank, or a row of a table in it, in the document's order.

    ``number`` counts both from 1. ``text`` begins with the number that a word processor shows before it. ``outline`` is
    the level of a heading, 0 for running text. ``table`` counts tables from 1 and is 0 outside of them, where there are
    no ``cells``; the text of a row is its cells'.
    """

    number: int
    text: str
    outline: int = 0
    table: int = 0
    cells: tuple[RawCell, ...] = ()


@dataclass(frozen=True, slots=True)
class RawContent:
    """Everything below ``content/``, in the order of the file names."""

    tables: tuple[SourceTable, ...]
    documents: tuple[RawDocument, ...]


@cache
def column_letter(column: int) -> str:
    """The letter Excel shows over a column, counted from 1: 1 → A, 27 → AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
