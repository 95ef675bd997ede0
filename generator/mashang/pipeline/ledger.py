"""The ledger of codes, looked at and changed on request."""

from __future__ import annotations

from collections.abc import Callable
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
from mashang.kinds import index_targets
from mashang.model import Publication
from mashang.problems import Problem, has_errors
from mashang.settings_file import read_settings


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
