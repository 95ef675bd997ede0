"""Handling cases: each step goes into the journal and into the register's row; words go into sealed files.

Several people may work in one folder: whoever takes a step says which steps they have seen, and is refused when
somebody took another one meanwhile.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from mashang.case_journal import CaseJournal, Step, StepKind, parse_journal
from mashang.cases import Case, CaseKind, Channel, Verdict
from mashang.code_format import CASE, new_identifier
from mashang.county import REPORTS, County
from mashang.feedback import LEVELS, MESSAGES
from mashang.files import digest_file, read_regular, write_atomically
from mashang.pipeline.case_register import (
    add_rows,
    awaits_verdict,
    change_texts,
    check_files,
    fill_row,
    find_row,
    list_numbers,
)
from mashang.pipeline.report_exchange import (
    SEALED,
    Fetched,
    fetch_reports,
    open_statements,
    queue_answer,
    read_stick,
)
from mashang.problems import RequestError
from mashang.proof.report_keys import list_recipients, read_identities
from mashang.report_exchange import ReportState
from mashang.sealing import SealError, open_sealed, seal
from mashang.statement import Statement, StatementKind
from mashang.tables import CASES

_JOURNAL, _WORDS = f"{REPORTS}/journal.csv", f"{REPORTS}/words"
_STATES = {
    StepKind.ASSIGNED: ReportState.HANDLING,
    StepKind.ASKED: ReportState.HANDLING,
    StepKind.REOPENED: ReportState.HANDLING,
    StepKind.ANSWERED: ReportState.ANSWERED,
    StepKind.CLOSED: ReportState.CLOSED,
}
"""What a reporter who has a receipt is told of a step."""
_TOLD = (StepKind.ASKED, StepKind.ANSWERED)
"""Steps whose words the reporter reads; those of all others stay in the office."""
_KINDS = {message.value: CaseKind(message.label) for message in MESSAGES}
_LEVELS = {str(level.points): level.name for level in LEVELS}
_VERDICTS = {StatementKind.SOLVED: Verdict.SOLVED, StatementKind.UNSOLVED: Verdict.NOT_SOLVED}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOrder:
    """A step to be taken: the texts of the register's cells by the names of its columns, and words to be sealed.

    ``mark`` says which steps were seen (:meth:`CaseJournal.mark`).
    """

    number: str
    kind: StepKind
    person: str
    mark: str
    cells: Mapping[str, str] = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEntry:
    """A case that came by telephone, by post or in person: cells of the register, and what was said, to be sealed."""

    cells: Mapping[str, str]
    person: str
    text: str = ""
    name: str = ""
    contact: str = ""


@dataclass(frozen=True)
class CaseFile:
    """All that the office has of a case: the steps with their words, and what its reporter said, as far as it opens."""

    number: str
    journal: CaseJournal
    statements: tuple[Statement, ...]
    words: Mapping[str, str]

    @property
    def steps(self) -> tuple[tuple[Step, str], ...]:
        """The steps, each with its words."""
        return tuple((step, self.words.get(step.words, "")) for step in self.journal.list_steps(self.number))

    @property
    def mark(self) -> str:
        """How far it is."""
        return self.journal.mark(self.number)


def read_journal(county: County) -> CaseJournal:
    """The journal; an empty one where nothing was done yet. Raises :class:`JournalError`."""
    path = county / _JOURNAL
    return parse_journal(read_regular(path).decode("utf-8")) if path.exists() else CaseJournal()


def open_case(county: County, number: str) -> CaseFile:
    """Open all that the office has of a case; what no key on this machine opens is left out."""
    journal = read_journal(county)
    identities = list(read_identities())
    words = {}
    for step in journal.list_steps(number):
        path = county / _WORDS / f"{step.words}.age"
        if step.words and path.exists():
            try:
                words[step.words] = open_sealed(read_regular(path), identities).decode()
            except SealError:
                continue
    said = tuple(one for _, one in open_statements(county, number))
    return CaseFile(number, journal, said, words)


def take_step(county: County, order: StepOrder, now: datetime) -> None:
    """Take a step: the register's row, the journal, the sealed words, and what the reporter is told.

    Raises :class:`RequestError` when somebody took another step meanwhile, when there is no such case, when the
    register would be wrong after it, or when its file is one that staff must change by hand.
    """
    with county.hold_lock():
        journal = read_journal(county)
        if journal.mark(order.number) != order.mark:
            raise RequestError("这一件刚才有人办过一步。请看过他写的，再办这一步。")
        file, table, row = find_row(county, order.number)
        cells = {name: text for name, text in order.cells.items() if text}
        files = {file: change_texts(county, file, table, {row: cells})} if cells else {}
        check_files(county, files, now.date())
        step = Step(
            at=now.isoformat(timespec="seconds"),
            person=order.person,
            number=order.number,
            kind=order.kind,
            cells={CASES.column(name).heading: text for name, text in cells.items()},
            words=_seal_words(county, order.words),
        )
        _write(county, journal, [step], files)
    _tell_reporter(county, order, now)


def enter_case(county: County, entry: CaseEntry, now: datetime) -> str:
    """Enter a case that came otherwise than by the form; returns its number.

    What was said is sealed for the office's key, as if it had come by the form. Raises :class:`RequestError` when it
    cannot be, since the county has no key, and when the register would be wrong with it.
    """
    with county.hold_lock():
        journal = read_journal(county)
        number = new_identifier({*list_numbers(county), *(step.number for step in journal.steps)}, CASE)
        cells = {"number": number, **{name: text for name, text in entry.cells.items() if text}}
        received = date.fromisoformat(cells["received_on"])
        files = add_rows(county, [cells])
        check_files(county, files, now.date())
        if entry.text or entry.name or entry.contact:
            statement = Statement(
                number=number,
                kind=StatementKind.REPORT,
                received_on=received,
                text=entry.text,
                name=entry.name,
                contact=entry.contact,
            )
            _keep_sealed(county, f"{SEALED}/{number}-{secrets.token_hex(12)}.age", statement.encode())
        step = Step(
            at=now.isoformat(timespec="seconds"),
            person=entry.person,
            number=number,
            kind=StepKind.ENTERED,
            cells={CASES.column(name).heading: text for name, text in cells.items()},
        )
        _write(county, journal, [step], files)
    return number


def register_fetched(county: County, person: str, now: datetime) -> tuple[str, ...]:
    """Give every report that was fetched its row in the register, and note what its reporter said since.

    The reporter's word on the result is entered where the office waits for it: of a case that was answered and is not
    closed. Whatever else is said stands in the journal for the office to act on, so that nobody outside makes the
    register wrong. What was written with a report that its reporter withdrew is erased at once. Returns the numbers of
    the new rows; what stands in the journal already is not taken again.
    """
    with county.hold_lock():
        journal = read_journal(county)
        heard = {step.words for step in journal.steps if step.kind is StepKind.HEARD}
        known = {*list_numbers(county), *(step.number for step in journal.steps)}
        rows: list[dict[str, str]] = []
        steps: list[Step] = []
        changes: dict[str, dict[str, str]] = {}
        withdrawn: set[str] = set()
        for name, statement in open_statements(county):
            fresh = statement.kind is StatementKind.REPORT and statement.number not in known
            cells = _read_report(statement) if fresh else {}
            if fresh:
                rows.append(cells)
                known.add(statement.number)
            elif statement.kind is StatementKind.REPORT or name in heard:
                continue
            elif statement.kind in _VERDICTS and awaits_verdict(county, statement.number):
                cells = {"verdict": _VERDICTS[statement.kind].value}
                changes.setdefault(statement.number, {}).update(cells)
            elif statement.kind is StatementKind.WITHDRAWAL:
                withdrawn.add(statement.number)
            steps.append(
                Step(
                    at=now.isoformat(timespec="seconds"),
                    person=person,
                    number=statement.number,
                    kind=StepKind.ENTERED if fresh else StepKind.HEARD,
                    cells={CASES.column(column).heading: text for column, text in cells.items()},
                    words="" if fresh else name,
                )
            )
        if steps:
            files = add_rows(county, rows)
            _write(county, journal, steps, files)
    for number, cells in changes.items():
        fill_row(county, number, cells)
    for number in sorted(withdrawn):
        erase_words(county, number, person, now)
    return tuple(row["number"] for row in rows)


def fetch_cases(county: County, url: str, person: str, now: datetime) -> tuple[Fetched, tuple[str, ...]]:
    """Fetch what waits at the intake or on a stick, and give every report its row; returns the new numbers as well."""
    fetched = fetch_reports(county, url) if "://" in url else read_stick(county, Path(url))
    return fetched, register_fetched(county, person, now)


def list_unread(county: County) -> tuple[str, ...]:
    """The numbers of cases whose reporter said something after the office's last step, in the order of the journal."""
    last = {step.number: step.kind for step in read_journal(county).steps}
    return tuple(number for number, kind in last.items() if kind is StepKind.HEARD)


def _read_report(statement: Statement) -> dict[str, str]:
    """The cells of the register that a report by the form fills."""
    cells = {
        "number": statement.number,
        "received_on": statement.received_on.isoformat(),
        "channel": Channel.SCAN.value,
        "code": statement.code,
        "level": _LEVELS.get(statement.level, ""),
        "kind": _KINDS[statement.message].value if statement.message in _KINDS else "",
    }
    if not cells["kind"] and not cells["level"]:
        cells["kind"] = CaseKind.SUGGESTION.value
    return {name: text for name, text in cells.items() if text}


def erase_words(county: County, number: str, person: str, now: datetime) -> tuple[str, ...]:
    """Erase what a reporter wrote and how to reach them, for good; the journal keeps names and digests of what is gone.

    Returns the names of the files. Raises :class:`RequestError` when there is nothing to erase.
    """
    with county.hold_lock():
        journal = read_journal(county)
        paths = sorted((county / SEALED).glob(f"{number}-*.age"))
        paths += [county / _WORDS / f"{step.words}.age" for step in journal.list_steps(number) if step.words]
        paths = [path for path in paths if path.is_file()]
        if not paths:
            raise RequestError("这一件没有存着的原话和联系方式。")
        erased = tuple(f"{path.name}:{digest_file(path).sha256}" for path in paths)
        at = now.isoformat(timespec="seconds")
        step = Step(at=at, person=person, number=number, kind=StepKind.ERASED, erased=erased)
        _write(county, journal, [step], {})
        for path in paths:
            path.unlink()
    return tuple(path.name for path in paths)


def list_to_erase(county: County, cases: Collection[Case], days: int, today: date) -> tuple[str, ...]:
    """The closed cases whose words are to be erased: they were closed ``days`` ago or before, and are still kept."""
    kept = {path.name.partition("-")[0] for path in (county / SEALED).glob("*.age")}
    return tuple(
        case.number
        for case in cases
        if case.number in kept and case.closed_on and case.closed_on + timedelta(days=days) <= today
    )


def _seal_words(county: County, words: str) -> str:
    """Seal words in a file of their own; returns its name, empty for none."""
    if not words.strip():
        return ""
    name = secrets.token_hex(12)
    _keep_sealed(county, f"{_WORDS}/{name}.age", words.encode())
    return name


def _keep_sealed(county: County, file: str, data: bytes) -> None:
    recipients = list_recipients(county)
    if not recipients:
        raise RequestError("还没有密封意见用的密钥，原话、记录和联系方式没有地方放。请先建立密钥，或者把这几格空着。")
    county.check_own(REPORTS)
    write_atomically(county / file, seal(data, recipients), durable=True)


def _write(county: County, journal: CaseJournal, steps: Collection[Step], files: Mapping[str, bytes]) -> None:
    """Write the steps first, then the register; when that cannot be written, the steps are taken back."""
    county.check_own(REPORTS)
    path = county / _JOURNAL
    before = read_regular(path) if path.exists() else None
    write_atomically(path, journal.add(steps).render(), durable=True)
    try:
        for file, data in files.items():
            write_atomically(county / file, data, durable=True)
    except BaseException:
        if before is None:
            Path(path).unlink()
        else:
            write_atomically(path, before, durable=True)
        raise


def _tell_reporter(county: County, order: StepOrder, now: datetime) -> None:
    """Queue what whoever reported by the form is told of a step."""
    state = _STATES.get(order.kind)
    said = [one for _, one in open_statements(county, order.number) if one.reply_to] if state else []
    if said and state:
        queue_answer(county, said[0], state, order.words if order.kind in _TOLD else "", now)
