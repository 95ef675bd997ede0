"""The ledger of codes, looked at and changed on request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from mashang.code_format import normalise_identifier
from mashang.codes.ledger import (
    Ledger,
    derive_targets,
    issue_codes,
    read_ledger,
    renew_codes,
    replace_code,
    withdraw_code,
    write_ledger,
)
from mashang.county import County
from mashang.kinds import KINDS, index_targets
from mashang.model import Code, CodeState, Publication
from mashang.problems import Problem, has_errors
from mashang.report import Report
from mashang.settings_file import read_settings

_STATES = {CodeState.ACTIVE: "在用", CodeState.WITHDRAWN: "停用"}


def issue_ledger(ledger: Ledger, publication: Publication, base: str, today: date) -> Ledger:
    """The ledger with codes for all that is new, not written yet."""
    known = renew_codes(ledger, index_targets(publication), base)
    return issue_codes(known, derive_targets(publication), today, base)


def list_codes(county: County) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """The ledger as it stands, and what is wrong with it."""
    return read_ledger(county)


def withdraw(county: County, code: str, reason: str) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """Take a code out of use, as it was typed; with problems nothing is changed.

    Raises :class:`RequestError` when there is no such code in use.
    """
    return _change_ledger(county, lambda ledger: withdraw_code(ledger, normalise_identifier(code), reason))


def replace(county: County, code: str, reason: str, issued_on: date) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """Issue a new code for the target of a code as it was typed, as the last row; with problems nothing is changed.

    Raises :class:`RequestError` when the code is unknown or was replaced before.
    """
    settings, problems = read_settings(county)
    if settings is None:
        return None, problems
    typed, base = normalise_identifier(code), settings.code_base
    return _change_ledger(county, lambda ledger: replace_code(ledger, typed, reason, issued_on, base))


def _change_ledger(county: County, change: Callable[[Ledger], Ledger]) -> tuple[Ledger | None, tuple[Problem, ...]]:
    with county.hold_lock():
        ledger, problems = read_ledger(county)
        if ledger is None or has_errors(problems):
            return None, problems
        changed = change(ledger)
        write_ledger(county, changed)
        return changed, problems


def report_codes(chosen: Sequence[Code]) -> Report:
    """The report of some codes of the ledger: a line each, in CSV a row each."""
    text = "\n".join([*map(_format_line, chosen), f"共 {len(chosen)} 个码。", ""])
    rows = [
        (
            *(code.code, KINDS[code.kind].label, code.target, code.name),
            *(code.issued_on.isoformat(), _STATES[code.state], code.replaced_by, code.reason, code.base),
        )
        for code in chosen
    ]
    return Report(
        text, ("码", "类别", "编号", "名称", "发码日期", "状态", "接替码", "原因", "发码时的网址"), lambda: rows
    )


def _format_line(code: Code) -> str:
    follows = f" → {code.replaced_by}" if code.replaced_by else ""
    reason = f"（停用原因：{code.reason}）" if code.reason else ""
    return f"{code.code}  {KINDS[code.kind].label}  {_STATES[code.state]}{follows}  {code.target}  {code.name}{reason}"
