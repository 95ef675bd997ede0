"""The table of measures in an official document: its rows by our columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mashang.checks.headings import normalise_heading
from mashang.raw import RawParagraph, RawRow, RawTable
from mashang.tables import MEASURES
from mashang.workbooks.ledger import SheetLedger, find_known, find_ledger
from mashang.workbooks.outline import find_mark

_ORDINAL = re.compile("[0-9A-Za-z一二三四五六七八九十.．、()（）-]{1,8}")
_WHAT, _WHO = {"title", "text"}, {"leads", "supporting", "deadline"}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its number as a paragraph, texts by column of ours, and what stands under other headings.

    ``group`` is the row of one text across that it stands below.
    """

    number: int
    texts: Mapping[str, str]
    others: tuple[str, ...] = ()
    group: RawParagraph | None = None
    serial: str = ""


def read_rows(paragraphs: Sequence[RawParagraph]) -> Iterator[TableRow]:
    """The rows of every table whose headings say what is to be done, and by whom or when."""
    for table, lines in groupby(paragraphs, lambda one: one.table):
        held = {one.number: one for one in lines}
        raw = RawTable("", "", tuple(RawRow(number, one.cells) for number, one in held.items()))
        found = find_ledger([raw], [MEASURES]) if table else None
        if found:
            yield from _read_ledger(found[0], held)


def _read_ledger(ledger: SheetLedger, held: Mapping[int, RawParagraph]) -> Iterator[TableRow]:
    columns = {place: find_known(MEASURES, name) for place, name in ledger.names.items()}
    ordinals = {place for place, name in ledger.names.items() if normalise_heading(name) in MEASURES.ordinals}
    known = {column.name for column in columns.values() if column}
    if not (known & _WHAT and known & _WHO):
        return
    group: RawParagraph | None = None
    for row in sorted((*ledger.rows, *ledger.groups), key=lambda one: one.number):
        if row in ledger.groups:
            group = held[row.number]
            continue
        if all(cell.text == ledger.names.get(cell.column) for cell in row.cells):
            continue  # the headings again, on the next sheet of paper
        texts: dict[str, str] = {}
        others: list[str] = []
        serial = ""
        for cell in row.cells:
            column = columns.get(cell.column)
            if _ORDINAL.fullmatch(cell.text) and (cell.column in ordinals or (column and column.name == "id")):
                serial = cell.text
            elif column and column.name not in (*texts, "id"):
                texts[column.name] = cell.text
            else:
                others.append(f"{ledger.names.get(cell.column, '')}：{cell.text}".removeprefix("："))
        yield TableRow(row.number, texts, tuple(others), group, serial)


def name_group(group: RawParagraph) -> str:
    """The words of a row that draws others together, without its number."""
    found = find_mark(group.text)
    return (found[2] if found else group.text).strip(" 。：:")
