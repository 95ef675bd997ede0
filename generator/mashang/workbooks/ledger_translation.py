"""Turns the rows of a ledger into rows of ours by a mapping, and rows of ours into those of a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from mashang.checks.headings import normalise_heading
from mashang.checks.sheets import Table
from mashang.checks.suggestions import suggest
from mashang.checks.texts import split_names
from mashang.problems import Problem, problem
from mashang.raw import RawCell, RawRow, RawTable, column_letter
from mashang.tables import Column
from mashang.workbooks.ledger import SheetLedger, list_above
from mashang.workbooks.ledger_mapping import UNUSED, LedgerMapping
from mashang.workbooks.ledger_proposal import COMPARED_ONLY, KnownNames
from mashang.workbooks.template import save_book, start_book, write_text

_WIDTH = 18


@dataclass(frozen=True, slots=True)
class Translated:
    """A ledger as a table of ours whose cells keep their addresses; what is wrong; how many rows are left out.

    ``borrowed`` gives the true letter of cells that stand in a column which the ledger does not have.
    """

    table: RawTable
    problems: tuple[Problem, ...]
    left_out: int
    borrowed: Mapping[str, str]

    def restore(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems with the addresses of the ledger."""
        return tuple(
            replace(one, where=one.where._replace(column=self.borrowed.get(one.where.column, one.where.column)))
            for one in problems
        )


@dataclass(frozen=True, slots=True)
class _Field:
    """One column of the table that is made: what it holds, where it stands, from which column or constant it comes."""

    column: Column
    place: int
    source: int = 0
    text: str = ""


def translate_ledger(ledger: SheetLedger, mapping: LedgerMapping, known: KnownNames, file: str) -> Translated:
    """The rows of a ledger under our headings; ``file`` names the mapping.

    A row that the mapping leaves out is counted; one whose title names no measure is a problem and is left out too.
    """
    fields, gone = _lay_out(ledger, mapping, file)
    borrowed = {column_letter(one.place): column_letter(one.source) if one.source else "" for one in fields}
    heading = [RawCell(ledger.heading_row, one.place, one.column.heading) for one in fields]
    found = [_translate_row(row, fields, mapping, known) for row in ledger.rows]
    rows = [row for row in found if row and row.cells]
    problems = list(gone)
    if mapping.dataset.name == "progress" and "measure" not in mapping.filled:
        place = max(one.place for one in fields) + 1
        source = next(one for one in fields if one.column.name == "title")
        heading.append(RawCell(ledger.heading_row, place, mapping.dataset.column("measure").heading))
        borrowed[column_letter(place)] = column_letter(source.source)
        rows, unknown = _name_measures(ledger.raw, rows, (source.place, place), known.names["ids"], file)
        problems += unknown
    lines = (*list_above(ledger), RawRow(ledger.heading_row, tuple(heading)), *rows)
    table = RawTable(ledger.raw.file, ledger.raw.sheet, lines, ledger.raw.lettered)
    return Translated(table, tuple(problems), found.count(None), borrowed)


def _lay_out(ledger: SheetLedger, mapping: LedgerMapping, file: str) -> tuple[list[_Field], list[Problem]]:
    """Our columns at the places of theirs; behind them those that share a column of theirs, and constants."""
    places = {normalise_heading(name): number for number, name in ledger.names.items()}
    fields: list[_Field] = []
    gone: list[Problem] = []
    free = max(places.values()) + 1
    for theirs, name in mapping.columns:
        if not name or (mapping.dataset.name == "progress" and name in COMPARED_ONLY):
            continue
        source = places.get(normalise_heading(theirs))
        if source is None:
            where = ledger.raw.locate_row(ledger.heading_row)
            gone.append(problem("mapping-heading-gone", where, heading=theirs, file=file))
            continue
        shared = any(one.place == source for one in fields)
        fields.append(_Field(mapping.dataset.column(name), free if shared else source, source))
        free += shared
    for place, (name, text) in enumerate(mapping.constants.items(), start=free):
        fields.append(_Field(mapping.dataset.column(name), place, text=text))
    return fields, gone


def _translate_row(row: RawRow, fields: Iterable[_Field], mapping: LedgerMapping, known: KnownNames) -> RawRow | None:
    """A row in our words; without cells when it holds nothing for us, ``None`` when its title is not to be taken."""
    given = {cell.column: cell for cell in row.cells}
    cells: list[RawCell] = []
    constants: list[RawCell] = []
    for one in fields:
        cell = given.get(one.source)
        if not one.source:
            constants.append(RawCell(row.number, one.place, one.text))
        elif cell:
            text = _translate(one.column, cell.text, mapping, known)
            if text:
                cells.append(cell._replace(column=one.place, text=text))
            elif one.column.name == "title":
                return None
    cells += constants if cells else ()
    return RawRow(row.number, tuple(sorted(cells, key=lambda cell: cell.column)))


def _translate(column: Column, text: str, mapping: LedgerMapping, known: KnownNames) -> str:
    """A text of theirs as we write it; what cannot be translated stays for the checks to name."""
    values = mapping.values.get(column.name, {})
    accepted = known.accepted(mapping.dataset, column) or {}
    parts = split_names(text) if column.many and (values or accepted) else (text,)
    meant = (values.get(part, part) for part in parts)
    return "、".join(dict.fromkeys(accepted.get(part, part) for part in meant if part != UNUSED))


def _name_measures(
    raw: RawTable, rows: Iterable[RawRow], places: tuple[int, int], titles: Mapping[str, str], file: str
) -> tuple[list[RawRow], list[Problem]]:
    """The rows with the id of the measure that each title names, and those titles that name none.

    ``places`` are the columns of the title and of the id, ``titles`` ids by title.
    """
    title, place = places
    named: list[RawRow] = []
    unknown: list[Problem] = []
    for row in rows:
        cell = next((cell for cell in row.cells if cell.column == title), None)
        if cell and cell.text in titles:
            named.append(RawRow(row.number, (*row.cells, RawCell(row.number, place, titles[cell.text]))))
        else:
            where = raw.locate(cell) if cell else raw.locate_row(row.number)
            near = suggest(cell.text, titles) if cell else ""
            hint = f"是不是“{near}”？" if near else ""
            value = cell.text if cell else ""
            unknown.append(problem("ledger-measure-unknown", where, value=value, hint=hint, file=file))
    return named, unknown


def render_ledger(table: Table, mapping: LedgerMapping, title: str) -> tuple[bytes, tuple[str, ...]]:
    """A table of ours as a workbook under their headings, in their order; and the headings that stay empty.

    A text that several of theirs mean is written as the first of these. A column that numbers the rows is filled.
    """
    places = {column.name: number for number, column in table.columns.items()}
    words = {
        name: {meant: written for written, meant in reversed(tuple(texts.items()))}
        for name, texts in mapping.values.items()
    }
    theirs = list(dict.fromkeys(heading for heading, _ in mapping.columns))
    ours = dict(reversed(mapping.columns))
    book, sheet = start_book(title)
    for place, heading in enumerate(theirs, start=1):
        write_text(sheet, 1, place, heading)
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
    for number, row in enumerate(table.rows, start=1):
        texts = {cell.column: cell.text for cell in row.cells}
        for place, heading in enumerate(theirs, start=1):
            name = ours[heading]
            if name in places:
                column = mapping.dataset.column(name)
                text = "、".join(_say_theirs(column, texts.get(places[name], ""), words.get(name, {})))
            else:
                text = str(number) if _numbers_rows(mapping, heading, name) else mapping.constants.get(name, "")
            write_text(sheet, number + 1, place, text)
    empty = (one for one in theirs if ours[one] not in places and not _numbers_rows(mapping, one, ours[one]))
    return save_book(book), tuple(empty)


def _say_theirs(column: Column, text: str, words: Mapping[str, str]) -> Iterator[str]:
    for part in split_names(text) if column.many else (text,):
        yield words.get(part, part)


def _numbers_rows(mapping: LedgerMapping, heading: str, name: str) -> bool:
    return not name and normalise_heading(heading) in mapping.dataset.ordinals
