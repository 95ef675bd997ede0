"""The ledger as a CSV table: what staff may see in Excel or WPS, and what such a program makes of it.

Reading forgives what a spreadsheet program does by itself (encoding, line ends, the way dates are
written, blank rows and columns at the end); it forgives nothing that would change a code.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mashang.code_format import check_identifier
from mashang.county import LEDGER
from mashang.model import Code, CodeKind, CodeState
from mashang.problems import Location, Problem, problem
from mashang.raw import column_letter

COLUMNS = ("code", "kind", "target", "issued_on", "state", "replaced_by", "name", "reason", "base")
_FIXED = COLUMNS[:6]
_FORMER = (*_FIXED, "note")
"""As ledgers were once written: the name, and behind it the reason, stood in one cell."""
_REASON = "（停用："

_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: 0?0:00(?::00)?)?")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row as read: its number as Excel counts and the texts in the order of ``COLUMNS``."""

    number: int
    cells: tuple[str, ...]

    def text(self, column: str) -> str:
        """The text of one cell."""
        return self.cells[COLUMNS.index(column)]

    def locate(self, column: str) -> Location:
        """The address of one cell."""
        return Location(LEDGER, row=self.number, column=column_letter(COLUMNS.index(column) + 1), heading=column)


def read_rows(data: bytes) -> tuple[tuple[LedgerRow, ...], tuple[Problem, ...]]:
    """Cut the file into rows. Blank rows are passed over, an empty file has none."""
    text = _decode(data)
    if text is None:
        return (), (_unreadable("文字编码认不出来"),)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return (), (_unreadable("引号没有配对，或者内容不是表格"),)
    cleaned = ((number, _trim(record)) for number, record in enumerate(records, 1))
    filled = [(number, cells) for number, cells in cleaned if cells]
    if not filled:
        return (), ()
    (heading_row, headings), *body = filled
    if headings not in (COLUMNS, _FORMER):
        return (), (problem("ledger-heading-wrong", Location(LEDGER, row=heading_row), headings=",".join(COLUMNS)),)
    rows = []
    problems = []
    for number, cells in body:
        if len(cells) > len(headings):
            where = Location(LEDGER, row=number, column=column_letter(len(headings) + 1))
            problems.append(problem("cell-outside", where, text=cells[len(headings)]))
        row = LedgerRow(number, (cells + ("",) * len(COLUMNS))[: len(headings)])
        rows.append(row if headings == COLUMNS else _renew(row))
    return tuple(rows), tuple(problems)


def _renew(row: LedgerRow) -> LedgerRow:
    """A row of former columns in today's; in which words the name ends and the reason begins, the state says."""
    *fixed, note = row.cells
    withdrawn = row.text("state") == CodeState.WITHDRAWN
    name, reason = split_note(note) if withdrawn else (note, "")
    return LedgerRow(row.number, (*fixed, name, reason, ""))


def split_note(note: str) -> tuple[str, str]:
    """The name and the reason of ``综合窗口（停用：撤并）``: what the last brackets that pair up hold."""
    starts = [found.start() for found in re.finditer(_REASON, note)] if note.endswith("）") else []
    for start in reversed(starts):
        inside = note[start + len(_REASON) : -1]
        if inside.count("（") == inside.count("）"):
            return note[:start], inside
    return note, ""


def join_note(name: str, reason: str) -> str:
    """The note that :func:`split_note` cuts."""
    return f"{name}{_REASON}{reason}）"


def read_day(text: str) -> date | None:
    """Read a date as the ledger or a spreadsheet program writes it; ``None`` when it is none."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def check_row(row: LedgerRow) -> tuple[Code | None, tuple[Problem, ...]]:
    """Make a code of a row, or say what is wrong with it."""
    problems = []
    reason = check_identifier(row.text("code"))
    if reason:
        problems.append(problem("ledger-code-wrong", row.locate("code"), code=row.text("code"), reason=reason))
    issued_on = read_day(row.text("issued_on"))
    kind, state = row.text("kind"), row.text("state")
    hints = {
        "kind": ""
        if kind in set(CodeKind)
        else "只能是 window（窗口）、enterprise（企业）、matter（事项）、measure（措施）。",
        "target": "" if row.text("target") else "这里是编号，不能空着；从备份恢复这一行。",
        "issued_on": "" if issued_on else "写成 2026-06-30 这样的年-月-日。",
        "state": "" if state in set(CodeState) else "只能是 active（在用）或 withdrawn（停用）。",
    }
    problems += [
        problem("ledger-value-wrong", row.locate(column), heading=column, value=row.text(column), hint=hint)
        for column, hint in hints.items()
        if hint
    ]
    if problems or issued_on is None:
        return None, tuple(problems)
    code = Code(
        code=row.text("code"),
        kind=CodeKind(kind),
        target=row.text("target"),
        issued_on=issued_on,
        state=CodeState(state),
        replaced_by=row.text("replaced_by"),
        name=row.text("name"),
        reason=row.text("reason"),
        base=row.text("base"),
    )
    return code, ()


def render_rows(codes: Iterable[Code]) -> bytes:
    r"""The file's bytes: UTF-8 with a byte order mark and ``\r\n``, which Excel on Windows shows right."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for code in codes:
        writer.writerow(
            (
                *(code.code, code.kind, code.target, code.issued_on.isoformat(), code.state, code.replaced_by),
                *(code.name, code.reason, code.base),
            )
        )
    return buffer.getvalue().encode("utf-8-sig")


def _decode(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _trim(record: list[str]) -> tuple[str, ...]:
    cells = [cell.strip() for cell in record]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _unreadable(reason: str) -> Problem:
    return problem("ledger-unreadable", Location(LEDGER), reason=reason)
