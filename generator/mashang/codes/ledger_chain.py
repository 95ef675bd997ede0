"""The hash chain of the ledger (``qrcodes/ledger.seal``): what every row said when it was issued.

A code on a wall must never come to mean something else. Each line of the chain repeats the fields that may not change
(code, kind, target, day of issue, address before the code) with their chained digest, so a ledger that was edited by
hand differs from one that only grew, and the message can name the old value. A line of five parts is of a code that was
issued before its address was recorded; such lines stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate

from mashang.codes.ledger_table import LedgerRow, read_day
from mashang.county import LEDGER
from mashang.hash_chain import chain_digest
from mashang.kinds import KINDS
from mashang.model import Code, CodeKind
from mashang.problems import Location, Problem, problem

_TITLE = "# 登记簿的封存文件，由程序维护，请勿修改或删除。"
_LABELS = {"kind": "类别", "target": "编号", "issued_on": "发码日期", "base": "网址"}
_FIELDS = (5, 6)


@dataclass(frozen=True, slots=True)
class ChainedRow:
    """The fields of a code that never change, as text; the day as ``2026-06-30``."""

    code: str
    kind: str
    target: str
    issued_on: str
    base: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """What the digest covers; no address where none is known."""
        known = (self.code, self.kind, self.target, self.issued_on)
        return (*known, self.base) if self.base else known


def chain_row(code: Code) -> ChainedRow:
    """What the chain keeps of a new code."""
    return ChainedRow(code.code, code.kind.value, code.target, code.issued_on.isoformat(), code.base)


def chain_digests(rows: Iterable[ChainedRow]) -> tuple[str, ...]:
    """The chained digest of each row (see :mod:`mashang.hash_chain`)."""
    return tuple(accumulate((row.fields for row in rows), chain_digest, initial=""))[1:]


def render_chain(rows: Sequence[ChainedRow]) -> bytes:
    """The file's bytes: a title line, then one JSON array a row."""
    lines = [
        json.dumps([*row.fields, digest], ensure_ascii=False)
        for row, digest in zip(rows, chain_digests(rows), strict=True)
    ]
    return ("\n".join([_TITLE, *lines]) + "\n").encode()


def read_chain(data: bytes) -> tuple[ChainedRow, ...] | None:
    """The chained rows, or ``None`` when the file is another one or its chain is broken."""
    try:
        title, *lines = data.decode().replace("\r\n", "\n").removesuffix("\n").split("\n")
        records = [json.loads(line) for line in lines]
    except ValueError:
        return None
    if title != _TITLE or not all(_is_record(record) for record in records):
        return None
    rows = tuple(ChainedRow(*record[:-1]) for record in records)
    return rows if chain_digests(rows) == tuple(record[-1] for record in records) else None


def check_against_chain(chained: Sequence[ChainedRow], rows: Sequence[LedgerRow]) -> tuple[Problem, ...]:
    """Every way in which the ledger's rows differ from the chained ones. Rows after these are new."""
    known = {row.code for row in chained}
    present: dict[str, LedgerRow] = {}
    problems = []
    for index, row in enumerate(rows):
        code = row.text("code")
        if code not in known and index < len(chained) and _is_renamed(chained[index], row, rows):
            code = chained[index].code
            problems.append(_changed(code, row, "code", "字符", code))
        present.setdefault(code, row)
    for place, kept in enumerate(chained, 2):
        found = present.get(kept.code)
        if found is None:
            target = f"{KINDS[CodeKind(kept.kind)].label} {kept.target}"
            problems.append(problem("ledger-row-lost", Location(LEDGER, row=place), code=kept.code, target=target))
        else:
            problems += _compare(kept, found)
    expected = [row.code for row in chained if row.code in present]
    problems += _check_order(expected, present)
    return tuple(problems)


def _is_record(record: object) -> bool:
    if not (isinstance(record, list) and len(record) in _FIELDS and all(isinstance(part, str) for part in record)):
        return False
    return record[1] in set(CodeKind) and all(record)


def _is_renamed(kept: ChainedRow, row: LedgerRow, rows: Sequence[LedgerRow]) -> bool:
    """Whether the row is the chained one with nothing but its code overwritten."""
    same = (row.text("kind"), row.text("target")) == (kept.kind, kept.target)
    return same and all(other.text("code") != kept.code for other in rows)


def _compare(kept: ChainedRow, row: LedgerRow) -> list[Problem]:
    day = read_day(row.text("issued_on"))
    now = {
        "kind": row.text("kind"),
        "target": row.text("target"),
        "issued_on": day.isoformat() if day else row.text("issued_on"),
        "base": row.text("base"),
    }
    before = asdict(kept)
    return [
        _changed(kept.code, row, column, label, before[column])
        for column, label in _LABELS.items()
        if before[column] not in ("", now[column])
    ]


def _changed(code: str, row: LedgerRow, column: str, what: str, before: str) -> Problem:
    return problem(
        "ledger-row-changed", row.locate(column), code=code, what=what, before=before, after=row.text(column)
    )


def _check_order(expected: Sequence[str], present: dict[str, LedgerRow]) -> list[Problem]:
    """Name the first row out of place; the others follow from it."""
    for wanted, (code, row) in zip(expected, present.items(), strict=False):
        if code != wanted:
            return [
                problem("ledger-row-moved", row.locate("code"), row=row.number, expected=wanted, code=row.text("code"))
            ]
    return []
