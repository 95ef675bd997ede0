"""Tables of other systems: their mapping to ours is proposed, kept, applied, and applied the other way round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from mashang.checks.headings import normalise_heading
from mashang.checks.sheets import Table, check_sheets
from mashang.checks.values import read_records
from mashang.county import JOURNAL, MAPPINGS, OUTGOING, County
from mashang.files import name_file, read_regular, write_anew, write_atomically, write_together
from mashang.periods import YearMonth
from mashang.pipeline.case_exchange import CaseMerge, take_cases
from mashang.pipeline.checking import Checked, ProgressCallback, check_county
from mashang.pipeline.collecting import MergeRule, find_draft, merge_returned
from mashang.pipeline.department_names import list_own_labels
from mashang.pipeline.own_tables import find_table
from mashang.problems import Location, Problem, RequestError, has_errors, problem, sort_problems
from mashang.raw import RawTable, SourceTable
from mashang.sources.folder import READERS
from mashang.sources.places import split_name
from mashang.sources.yaml_file import read_yaml
from mashang.tables import BY_NAME, CASES, Dataset
from mashang.workbooks.ledger import SheetLedger, find_ledger, locate_ledger
from mashang.workbooks.ledger_mapping import (
    ADOPTABLE,
    LedgerMapping,
    Question,
    check_mapping,
    read_mapping,
    render_mapping,
)
from mashang.workbooks.ledger_merge import check_names, merge_rows
from mashang.workbooks.ledger_proposal import KnownNames, answer_question, list_names, propose_mapping
from mashang.workbooks.ledger_translation import Translated, render_ledger, translate_ledger
from mashang.workbooks.returned import Returned
from mashang.workbooks.table_edit import change_rows
from mashang.workbooks.template import render_template

DATASET_NAMES = tuple(one.name for one in ADOPTABLE)
"""The tables that a ledger may be taken into."""
_SHOWN = 20


@dataclass(frozen=True)
class Proposed:
    """A proposal: the mapping as far as it is sure or answered, and what is asked. None with errors in ``problems``."""

    problems: tuple[Problem, ...]
    ledger: SheetLedger | None = None
    mapping: LedgerMapping | None = None
    questions: tuple[Question, ...] = ()
    known: KnownNames = field(default_factory=lambda: KnownNames({}))

    def answer(self, question: Question, answer: str) -> Proposed:
        """The proposal with a question answered; other questions may follow from it."""
        if self.ledger is None or self.mapping is None:
            return self
        return self._go_on(self.ledger, answer_question(self.mapping, question, answer))

    def decide(self, chosen: Mapping[str, str]) -> Proposed:
        """The proposal with other columns of ours, by heading, for some of theirs; no heading of ours fills none."""
        if self.ledger is None or self.mapping is None:
            return self
        names = {one.heading: one.name for one in self.mapping.dataset.columns}
        columns = tuple(
            (one, names.get(chosen[one], "") if one in chosen else ours) for one, ours in self.mapping.columns
        )
        return self._go_on(self.ledger, replace(self.mapping, columns=columns))

    def _go_on(self, ledger: SheetLedger, decided: LedgerMapping) -> Proposed:
        mapping, questions = propose_mapping(ledger, decided.dataset, self.known, decided)
        return replace(self, mapping=mapping, questions=questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptOrder(MergeRule):
    """Which ledger is to be taken over by which mapping, for which month where our table has one."""

    file: Path
    name: str
    month: YearMonth | None = None


@dataclass(frozen=True)
class Adopted:
    """What taking a ledger over did, or would do: the keys of the rows that went into ``file``.

    ``same`` counts the rows that stand there already, ``faulty`` those that were not taken, ``left_out`` those that the
    mapping does not want; ``unused`` are columns and ``passed`` rows of the ledger that were not read.
    """

    problems: tuple[Problem, ...]
    file: str = ""
    merged: tuple[str, ...] = ()
    same: int = 0
    faulty: int = 0
    left_out: int = 0
    unused: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()


def propose(
    county: County, order: AdoptOrder, dataset: str | None, today: date, on_stage: ProgressCallback
) -> Proposed:
    """Propose how a ledger becomes one of our tables, over what its mapping says already.

    Raises :class:`RequestError` when the file cannot be a ledger or the name cannot be one.
    """
    sheets, problems = _read_file(order.file)
    checked = check_county(county, today, on_stage)
    if checked.publication is None:
        return Proposed(checked.problems)
    known = list_names(checked.publication)
    decided, faults = _read_decided(county, order.name)
    faults = tuple(one for one in faults if one.code != "mapping-open")
    if has_errors((*problems, *faults)) or not sheets:
        return Proposed((*problems, *faults))
    wanted = decided.dataset if decided else BY_NAME[dataset] if dataset else None
    found = find_ledger(sheets, [wanted] if wanted else ADOPTABLE)
    if found is None:
        return Proposed((*problems, problem("ledger-unclear", Location(order.file.name))))
    ledger, fitting = found
    mapping, questions = propose_mapping(ledger, fitting, known, decided or LedgerMapping(fitting))
    return Proposed(tuple(problems), ledger, mapping, questions, known)


def save_mapping(county: County, name: str, source: str, proposed: Proposed) -> Path:
    """Write a proposal into the mapping's file, with what is still open."""
    if proposed.mapping is None:
        raise RequestError("没有可以保存的对应表。")
    target = county / _name_mapping(name)
    with county.hold_lock():
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, render_mapping(proposed.mapping, proposed.questions, source))
    return target


def adopt(county: County, order: AdoptOrder, today: date, on_stage: ProgressCallback) -> Adopted:
    """Take a ledger over by its mapping: new rows are added, what differs is named and left, nothing is guessed.

    Raises :class:`RequestError` when there is no such mapping, or our table cannot be changed.
    """
    mapping, faults = load_mapping(county, order.name)
    sheets, problems = _read_file(order.file)
    if mapping is None or has_errors(problems) or not sheets:
        return Adopted((*faults, *problems))
    ledger = locate_ledger(sheets, [theirs for theirs, ours in mapping.columns if ours])
    if ledger is None:
        return Adopted((*problems, problem("ledger-unclear", Location(order.file.name))))
    with county.hold_lock():
        checked = check_county(county, today, on_stage)
        if checked.publication is None:
            return Adopted(checked.problems)
        on_stage("写进我们的表")
        known = list_names(checked.publication)
        table = translate_ledger(ledger, mapping, known, _name_mapping(order.name))
        if any(one.code == "mapping-heading-gone" for one in table.problems):
            return Adopted((*problems, *table.problems))
        if mapping.dataset.name == "progress":
            done = _adopt_month(county, order, table, checked)
        elif mapping.dataset is CASES:
            done = _adopt_cases(county, order, table, checked, known)
        else:
            done = _adopt_rows(county, order, mapping.dataset, table, known)
    used = {normalise_heading(theirs) for theirs, ours in mapping.columns if ours}
    return replace(
        done,
        problems=sort_problems((*problems, *table.restore((*table.problems, *done.problems)))),
        left_out=table.left_out,
        unused=tuple(one for one in ledger.names.values() if normalise_heading(one) not in used),
        passed=tuple(f"第 {row.number} 行“{row.cells[0].text[:_SHOWN]}”" for row in ledger.groups),
    )


def export_ledger(
    county: County, name: str, month: YearMonth | None, output: Path | None
) -> tuple[Path, tuple[str, ...]]:
    """Write our table under the headings of another system, in their order; returns the file and what stays empty.

    Without ``output`` the file lies in ``outgoing/``. Raises :class:`RequestError` when mapping or table is not fit.
    """
    mapping, faults = load_mapping(county, name)
    if mapping is None:
        raise RequestError("\n".join(f"{one.where}\n  {one.sentence}\n  改法：{one.mend}" for one in faults))
    file, table = _find_ours(county, mapping.dataset, month)
    if table is None:
        raise RequestError(f"没有 {file}，或者读不出来。请先运行 check。")
    data, empty = render_ledger(table, mapping, mapping.dataset.title)
    if output:
        write_atomically(output.resolve(), data)
        return output, empty
    (path,) = write_anew(county / OUTGOING, {name_file(f"{name}{f'-{month}' if month else ''}") + ".xlsx": data})
    return path, empty


def list_mappings(county: County) -> tuple[tuple[str, str], ...]:
    """The names of the mappings that are kept, each with the title of the table of ours that it fills."""
    names = sorted(path.stem for path in (county / MAPPINGS).glob("*.yml") if path.is_file())
    found = ((name, _read_decided(county, name)[0]) for name in names)
    return tuple((name, mapping.dataset.title if mapping else "") for name, mapping in found)


def load_mapping(county: County, name: str) -> tuple[LedgerMapping | None, tuple[Problem, ...]]:
    """The mapping of a name, fit to be applied; ``None`` with what is wrong or open in it.

    Raises :class:`RequestError` when there is none.
    """
    file = _name_mapping(name)
    if not (county / file).is_file():
        raise RequestError(f"没有 {file}。请先运行 adopt 台账文件 --name {name}，定下哪一列对应哪一列。")
    mapping, faults = _read_decided(county, name)
    if mapping and not faults:
        faults = tuple(check_mapping(mapping, file))
    return (None if has_errors(faults) else mapping), faults


def _read_decided(county: County, name: str) -> tuple[LedgerMapping | None, tuple[Problem, ...]]:
    """What a mapping says so far, and what is wrong or open in it; nothing when there is none yet."""
    file = _name_mapping(name)
    if not (county / file).is_file():
        return None, ()
    sheets, problems = read_yaml(county / file, file)
    return read_mapping(sheets[0]) if sheets else (None, problems)


def _name_mapping(name: str) -> str:
    if name_file(name) != name:
        raise RequestError(f"“{name}”不能作对应表的名称：不能有斜杠、冒号、星号这样的符号。")
    return f"{MAPPINGS}/{name}.yml"


def _read_file(file: Path) -> tuple[tuple[RawTable, ...], tuple[Problem, ...]]:
    """The visible sheets of a ledger; addresses in it begin with its name."""
    reader = READERS.get(split_name(file.name)[1])
    if reader is None:
        raise RequestError(f"{file.name} 不是表格。台账可以是 {'、'.join(READERS)} 文件。")
    return reader(file, file.name)


def _find_ours(county: County, dataset: Dataset, month: YearMonth | None) -> tuple[str, Table | None]:
    """Our table and the name of its file. Raises :class:`RequestError` when a month must be named."""
    if "*" in dataset.stem and month is None:
        raise RequestError(f"“{dataset.title}”每月一个文件，请写明月份，如 --month 2026-11。")
    return find_table(county, dataset, str(month or ""))


def _adopt_month(county: County, order: AdoptOrder, made: Translated, checked: Checked) -> Adopted:
    """Merge the rows of a ledger into the month's sheet, as what departments send back is merged."""
    assert checked.publication is not None  # noqa: S101 — the caller has looked
    month = find_draft(checked.publication, order.month)
    returned = Returned(order.file.name, (made.table,), of_one=False)
    done = merge_returned(county, checked, month, (returned,), order)
    return Adopted(done.problems, done.file, done.merged, done.same)


def _adopt_cases(county: County, order: AdoptOrder, made: Translated, checked: Checked, known: KnownNames) -> Adopted:
    """Merge the rows of a hotline's table into the register, each into the month in which its case came."""
    assert checked.publication is not None  # noqa: S101 — the caller has looked
    codes = [code.code for code in checked.ledger.codes] if checked.ledger else []
    merge = CaseMerge(known, codes, order.replace, order.write)
    taken = take_cases(county, made.table, checked.publication, merge)
    return Adopted(taken.problems, "、".join(taken.files) or CASES.title, taken.merged, taken.same, taken.faulty)


def _adopt_rows(county: County, order: AdoptOrder, dataset: Dataset, made: Translated, known: KnownNames) -> Adopted:
    """Write the rows of a ledger into the table of our own, which is made when there is none."""
    file, present = _find_ours(county, dataset, order.month)
    if present is None and (county / file).is_file():
        raise RequestError(f"读不出 {file}。请先运行 check，改好以后再试。")
    source, found = check_sheets(SourceTable(dataset.name, (), order.file.name, (made.table,)), dataset)
    if source is None:
        return Adopted(found)
    records, wrong = read_records(source)
    wrong = (*found, *wrong, *check_names(records, dataset, known))
    merge = merge_rows(records, wrong, present, known, order.replace)
    if order.write and merge.changes:
        if present:
            data = change_rows(read_regular(county / file), present, merge.changes)
        else:
            data = render_template(dataset, list_own_labels(county), tuple(merge.changes.values()))
        write_together(county.root, {file: data}, county / JOURNAL)
    return Adopted((*wrong, *merge.problems), file, merge.keys, merge.same, merge.faulty)
