"""What departments sent back of a month's sheet: which rows are clear, and what about the others is in doubt.

Nothing is guessed. A row counts when it names a measure of the month, comes from a department that leads it, leaves
what it was shown as it was, can be read, and nobody else says otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mashang.checks.dates import read_date
from mashang.checks.fault import Fault, strip_blanks
from mashang.checks.numbers import part_unit
from mashang.checks.progress import Aim, check_figures
from mashang.checks.values import Record, check_shown_units, read_records
from mashang.model import Measure, Publication
from mashang.periods import YearMonth
from mashang.problems import Location, Problem, has_errors, problem
from mashang.raw import RawKind
from mashang.tables import PROGRESS
from mashang.workbooks.month_sheet import ASKED, SHOWN, SheetRow
from mashang.workbooks.returned import Returned, find_answers

_COMPARED = tuple(name for name in SHOWN if name != "measure")


@dataclass(frozen=True, slots=True)
class AskedFor:
    """The rows that were sent out for a month, and what answers are held to.

    ``agreement`` is how many points two percentages may differ; ``confirmed`` are items that the county has confirmed.
    """

    rows: Sequence[SheetRow]
    publication: Publication
    month: YearMonth
    agreement: Decimal
    confirmed: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row says of a measure: texts by column, as far as they are filled in, and where the row stands."""

    measure: str
    texts: Mapping[str, str]
    where: Location


@dataclass(frozen=True, slots=True)
class Gathered:
    """The clear answers by measure; what is in doubt; the measures of which nothing came; clear rows by file."""

    answers: Mapping[str, Answer]
    problems: tuple[Problem, ...]
    missing: tuple[SheetRow, ...]
    clear: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The rows of a file that came back, which of them are at fault, and who sent it, if that is clear."""

    records: tuple[Record, ...]
    faulty: frozenset[int]
    sender: str


def gather_answers(returned: Iterable[Returned], asked: AskedFor) -> Gathered:
    """Read what came back against the rows that were sent out."""
    known = {row.measure.id: row for row in asked.rows}
    by_title = {strip_blanks(row.measure.title): row.measure.id for row in asked.rows}
    found: dict[str, list[Answer]] = {}
    problems: list[Problem] = []
    seen: set[str] = set()
    clear: dict[str, int] = {}
    for one in returned:
        sheet, told = _read_sheet(one, asked, known)
        problems += told
        clear[one.file] = 0
        for record in sheet.records:
            measure = _find_measure(record, known, by_title)
            if measure is None:
                value = record.text("measure") or record.text("title") or "（没有写）"
                where, month = record.where("measure"), asked.month.label
                problems.append(problem("answer-unasked", where, value=value, month=month))
                continue
            seen.add(measure)
            doubts = list(_doubt(record, known[measure], sheet, asked))
            problems += doubts
            if not doubts:
                clear[one.file] += 1
                found.setdefault(measure, []).append(Answer(measure, dict(_list_texts(record)), record.where()))
    answers = dict(_settle(found, problems))
    missing = tuple(row for row in asked.rows if row.measure.id not in seen)
    return Gathered(answers, tuple(problems), missing, clear)


def _read_sheet(one: Returned, asked: AskedFor, known: Mapping[str, SheetRow]) -> tuple[_Sheet, list[Problem]]:
    """The rows of a file, and what is wrong in it; no rows when it is none of the month's sheets."""
    table, told = find_answers(one, asked.month)
    if table is None:
        return _Sheet((), frozenset(), ""), told
    records, found = read_records(table)
    wrong = [fault for fault in found if fault.item not in asked.confirmed]
    faulty = {fault.where.row for fault in wrong if has_errors((fault,))}
    # In a text file a comma makes two cells of one.
    faulty |= {fault.where.row for fault in told if fault.code == "answer-beside" and not fault.where.sheet}
    empty = [] if records else [problem("answer-empty", table.raw.locate_table())]
    sender = _find_sender(one.file, records, known, asked.publication) if one.of_one else ""
    return _Sheet(records, frozenset(faulty), sender), [*told, *wrong, *empty]


def _list_texts(record: Record) -> Iterator[tuple[str, str]]:
    """What is answered, by column; a number without the unit that its cell's format shows."""
    for name, cell in record.cells.items():
        if name in ASKED:
            counted = name == "current" and cell.kind is RawKind.NUMBER
            yield name, part_unit(cell.text)[0] if counted else cell.text


def _find_sender(file: str, records: Sequence[Record], known: Mapping[str, SheetRow], publication: Publication) -> str:
    """Which department a file comes from, by its name, else by what most of its rows are about; empty if unclear."""
    names = {label: one.id for one in publication.departments for label in (one.short, one.name) if label}
    named = {names[label] for label in names if label in file}
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


def _doubt(record: Record, row: SheetRow, sheet: _Sheet, asked: AskedFor) -> Iterator[Problem]:
    """Why a row cannot be taken as it is."""
    measure, groups = row.measure, asked.publication.groups
    wrong = [*check_shown_units(record, ("current",), measure.unit), *_check_figures(record, measure, asked.agreement)]
    yield from wrong
    if wrong or record.row in sheet.faulty:
        yield problem("answer-faulty", record.where(), measure=measure.id)
    led = {measure.lead, *measure.leads, *(member for lead in measure.leads for member in groups.get(lead, ()))}
    if sheet.sender and sheet.sender not in led:
        named = asked.publication.department_by_id[sheet.sender].label
        slots = {"measure": measure.id, "lead": row.asked, "sender": named}
        yield problem("answer-of-another", record.where("measure"), **slots)
    for name in _COMPARED:
        cell = record.cells.get(name)
        if cell is not None and not _agrees(cell.text, row.shown[name]):
            heading = PROGRESS.column(name).heading
            slots = {"heading": heading, "found": cell.text[:40], "known": row.shown[name] or "空的"}
            yield problem("answer-shown-changed", record.where(name), **slots)


def _check_figures(record: Record, measure: Measure, agreement: Decimal) -> list[Problem]:
    """What a check would find in the row once it were merged."""
    target, baseline = measure.target, measure.baseline
    aimed = target is not None or baseline is not None
    aim = Aim(measure.id, target, baseline, aimed, measure.deadline.due is not None)
    return check_figures(record, aim, agreement)


def _agrees(found: str, known: str) -> bool:
    """Whether a cell says what it was sent out with; spreadsheet programs write days their own way."""
    if strip_blanks(found) == strip_blanks(known):
        return True
    day = read_date(found)
    return not isinstance(day, Fault) and day == read_date(known)


def _settle(found: Mapping[str, Sequence[Answer]], problems: list[Problem]) -> Iterator[tuple[str, Answer]]:
    """The one answer of each measure; where answers differ there is none."""
    for measure, answers in found.items():
        first, *others = answers
        different = [one for one in others if dict(one.texts) != dict(first.texts)]
        if not different:
            yield measure, first
        problems += (problem("answer-twice", one.where, measure=measure, other=first.where) for one in different)
