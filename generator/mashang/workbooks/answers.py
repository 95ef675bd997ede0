"""What departments sent back of a month's sheet: which rows are clear, and what about the others is in doubt.

Nothing is guessed. A row counts when it names a measure of the month, comes from a department that leads it, leaves
what it was shown as it was, can be read, and nobody else says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mashang.checks.fault import strip_blanks
from mashang.checks.month_files import list_other_months
from mashang.checks.sheets import Table, check_sheets
from mashang.checks.values import Record, read_records
from mashang.model import Publication
from mashang.periods import YearMonth
from mashang.problems import Location, Problem, has_errors, problem
from mashang.raw import RawTable, SourceTable
from mashang.tables import MEASURED, PROGRESS
from mashang.workbooks.month_sheet import ASKED, SHOWN, SheetRow

_HARMLESS = frozenset(("table-empty", "sheet-unused", "row-total", "heading-unknown", "cell-outside"))
"""What a department added for itself: it is not asked for and not taken."""
_COMPARED = tuple(name for name in SHOWN if name != "measure")


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: its name as it is shown to staff, its visible sheets, whether one department sent it."""

    file: str
    sheets: tuple[RawTable, ...]
    of_one: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row says of a measure: texts by column, as far as they are filled in, and where the row stands."""

    measure: str
    texts: Mapping[str, str]
    where: Location


@dataclass(frozen=True, slots=True)
class Gathered:
    """The clear answers by measure; what is in doubt; the measures of which nothing came."""

    answers: Mapping[str, Answer]
    problems: tuple[Problem, ...]
    missing: tuple[SheetRow, ...]


def gather_answers(
    returned: Iterable[Returned], rows: Sequence[SheetRow], publication: Publication, month: YearMonth
) -> Gathered:
    """Read what came back against the rows that were sent out."""
    known = {row.measure.id: row for row in rows}
    by_title = {strip_blanks(row.measure.title): row.measure.id for row in rows}
    found: dict[str, list[Answer]] = {}
    problems: list[Problem] = []
    seen: set[str] = set()
    for one in returned:
        table, faults = _find_table(one, month)
        problems += faults
        if table is None:
            continue
        records, wrong = read_records(table)
        problems += wrong
        faulty = {place.where.row for place in wrong if has_errors((place,))}
        sender = _find_sender(one.file, records, known, publication) if one.of_one else ""
        for record in records:
            measure = _find_measure(record, known, by_title)
            if measure is None:
                value = record.text("measure") or record.text("title")
                problems.append(problem("answer-unasked", record.where("measure"), value=value, month=month.label))
                continue
            seen.add(measure)
            doubts = list(_doubt(record, known[measure], sender, publication))
            if record.row in faulty:
                doubts.append(problem("answer-faulty", record.where(), measure=measure))
            problems += doubts
            if not doubts:
                texts = {name: cell.text for name, cell in record.cells.items() if name in ASKED}
                found.setdefault(measure, []).append(Answer(measure, texts, record.where()))
    answers = dict(_settle(found, problems))
    missing = tuple(row for row in rows if row.measure.id not in seen)
    return Gathered(answers, tuple(problems), missing)


def _find_table(one: Returned, month: YearMonth) -> tuple[Table | None, list[Problem]]:
    """The table of progress in a file, unless it is another month's or no such table."""
    if not one.sheets:
        return None, []  # why it could not be read was named by its reader
    table, found = check_sheets(SourceTable(PROGRESS.name, (str(month),), one.file, one.sheets), PROGRESS)
    if table is None:
        return None, [problem("answer-not-table", Location(one.file))]
    others = [
        problem("answer-month-other", where, text=text[:40], found=other, month=month.label)
        for text, where, other in list_other_months(table, month)
    ]
    told = [fault for fault in found if fault.code not in _HARMLESS]
    return (None, [*others, *told]) if others or has_errors(told) else (table, told)


def _find_sender(file: str, records: Sequence[Record], known: Mapping[str, SheetRow], publication: Publication) -> str:
    """Which department a file comes from, by its name, else by what most of its rows are about; empty if unclear."""
    names = {label: one.id for one in publication.departments for label in (one.short, one.name) if label}
    named = {names[label] for label in names if label in file.rpartition("/")[2]}
    if len(named) == 1:
        return named.pop()
    leads = [known[record.text("measure")].measure.lead for record in records if record.text("measure") in known]
    most = max(set(leads), key=leads.count, default="")
    return most if leads.count(most) * 2 > len(leads) else ""


def _find_measure(record: Record, known: Mapping[str, SheetRow], by_title: Mapping[str, str]) -> str | None:
    written = record.text("measure")
    if written:
        return written if written in known else None
    return by_title.get(strip_blanks(record.text("title")))


def _doubt(record: Record, row: SheetRow, sender: str, publication: Publication) -> Iterator[Problem]:
    """Why a row cannot be taken as it is."""
    measure = row.measure
    led = {
        measure.lead,
        *measure.leads,
        *(member for lead in measure.leads for member in publication.groups.get(lead, ())),
    }
    if sender and sender not in led:
        named = publication.department_by_id[sender].label
        slots = {"measure": measure.id, "lead": row.asked, "sender": named}
        yield problem("answer-of-another", record.where("measure"), **slots)
    if not any(name in record.cells for name in MEASURED):
        yield problem("progress-unmeasured", record.where("percent"))
    for name in _COMPARED:
        cell = record.cells.get(name)
        if cell is not None and not _agrees(cell.text, row.shown[name]):
            heading = PROGRESS.column(name).heading
            slots = {"heading": heading, "found": cell.text[:40], "known": row.shown[name] or "空的"}
            yield problem("answer-shown-changed", record.where(name), **slots)


def _agrees(found: str, known: str) -> bool:
    return strip_blanks(found) == strip_blanks(known)


def _settle(found: Mapping[str, Sequence[Answer]], problems: list[Problem]) -> Iterator[tuple[str, Answer]]:
    """The one answer of each measure; where answers differ there is none."""
    for measure, answers in found.items():
        first, *others = answers
        different = [one for one in others if dict(one.texts) != dict(first.texts)]
        if not different:
            yield measure, first
        problems += (problem("answer-twice", one.where, measure=measure, other=first.where) for one in different)
