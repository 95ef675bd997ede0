"""The journal of what was done with each case: a step a row, chained, never changed and never taken out.

It holds days, persons and what became of the register's cells. What was said or written in words lies sealed beside
it, named by the step, and is erased in time; a step that erases keeps digests of what is gone, which prove it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mashang.hash_chain import chain_digest
from mashang.problems import MashangError
from mashang.spreadsheet import format_table, unquote_formula

_HEADINGS = ("时间", "谁", "受理编号", "步骤", "台账的改动", "密封的话", "清除的文件", "摘要")


class JournalError(MashangError):
    """The journal was changed by hand, or lost rows."""


class StepKind(StrEnum):
    """What was done."""

    ENTERED = "登记"
    ASSIGNED = "交办"
    NOTED = "记录"
    ASKED = "请反映人补充"
    HEARD = "反映人又说"
    EXTENDED = "延期"
    ANSWERED = "答复"
    CALLED = "回访"
    REOPENED = "重开"
    APPEALED = "单位申诉"
    CLOSED = "销号"
    ERASED = "清除原话和联系方式"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: when (ISO 8601), by whom, of which case, what, and the register's cells that it filled, by heading.

    ``words`` names the sealed file of what was written with it; ``erased`` are names and digests of what is gone.
    """

    at: str
    person: str
    number: str
    kind: StepKind
    cells: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    erased: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The cells of its row, but for the digest."""
        changes = json.dumps(dict(self.cells), ensure_ascii=False) if self.cells else ""
        return self.at, self.person, self.number, self.kind.value, changes, self.words, " ".join(self.erased)


@dataclass(frozen=True)
class CaseJournal:
    """All steps in the order in which they were taken."""

    steps: tuple[Step, ...] = ()

    def list_steps(self, number: str) -> tuple[Step, ...]:
        """The steps of a case."""
        return tuple(step for step in self.steps if step.number == number)

    def mark(self, number: str) -> str:
        """How far a case is: another one once somebody has taken a further step."""
        steps = self.list_steps(number)
        return str(len(steps))

    def add(self, steps: Iterable[Step]) -> CaseJournal:
        """The journal with further steps."""
        return CaseJournal((*self.steps, *steps))

    def render(self) -> str:
        """The file of the journal."""
        rows, previous = [], ""
        for step in self.steps:
            previous = chain_digest(previous, step.fields)
            rows.append((*step.fields, previous))
        return format_table(_HEADINGS, rows)


def parse_journal(text: str) -> CaseJournal:
    """The journal in a file. Raises :class:`JournalError` when a single cell of it was changed, or a row is missing."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    steps, previous = [], ""
    try:
        if tuple(rows[0]) != _HEADINGS:
            raise JournalError(_BROKEN)
        for row in rows[1:]:
            at, person, number, kind, changes, words, erased, digest = map(unquote_formula, row)
            step = Step(
                at=at,
                person=person,
                number=number,
                kind=StepKind(kind),
                cells=json.loads(changes) if changes else {},
                words=words,
                erased=tuple(erased.split()),
            )
            previous = chain_digest(previous, step.fields)
            if previous != digest:
                raise JournalError(_BROKEN)
            steps.append(step)
    except (ValueError, IndexError) as fault:
        raise JournalError(_BROKEN) from fault
    return CaseJournal(tuple(steps))


_BROKEN = (
    "诉求的办理记录（reports/journal.csv）被改过，或者少了几行，和它的摘要对不上。请从备份恢复这个文件，再试一次。"
)
