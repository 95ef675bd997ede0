"""The ledger of codes, looked at and changed on request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mashang.code_format import normalise_identifier
from mashang.codes.ledger import Ledger, read_ledger, replace_code, withdraw_code, write_ledger
from mashang.county import County
from mashang.problems import Problem, has_errors


def list_codes(county: County) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """The ledger as it stands, and what is wrong with it."""
    return read_ledger(county)


def change_ledger(county: County, change: Callable[[Ledger], Ledger]) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """Apply one change to the ledger under the county's lock; with problems in it nothing is changed.

    Raises :class:`RequestError` when the change names no code in use.
    """
    with county.hold_lock():
        ledger, problems = read_ledger(county)
        if ledger is None or has_errors(problems):
            return None, problems
        changed = change(ledger)
        write_ledger(county, changed)
        return changed, problems


def withdraw(ledger: Ledger, code: str, note: str) -> Ledger:
    """A change for :func:`change_ledger`: the code is no longer in use, for the reason in ``note``."""
    return withdraw_code(ledger, normalise_identifier(code), note)


def replace(ledger: Ledger, code: str, issued_on: date) -> Ledger:
    """A change for :func:`change_ledger`: a new code for the same target, appended as the last row."""
    return replace_code(ledger, normalise_identifier(code), issued_on)
