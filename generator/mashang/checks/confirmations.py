"""What a county has confirmed of the problems that are only asked about: those are named no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mashang.checks.construction import make
from mashang.checks.context import CheckContext, check_not_future
from mashang.checks.privacy import find_private
from mashang.problems import Problem, name_item
from mashang.settings import Settings

_MAILBOX = "private-mailbox"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """确认: somebody looked at what was asked about, and it is right. ``item`` is :attr:`Problem.item`.

    ``successor`` is the id, in the same section, of what takes the place of a page that is gone.
    """

    item: str
    reason: str
    confirmed_by: str
    confirmed_on: date
    successor: str = ""


def check_confirmations(context: CheckContext) -> tuple[tuple[Confirmation, ...], list[Problem]]:
    """Make confirmations of their records. One that nothing asks for any more stays: the table is the log of them."""
    records = context.records("confirmations")
    problems = [found for record in records for found in check_not_future(record, ("confirmed_on",), context.today)]
    return tuple(make(Confirmation, record) for record in records if record.complete), problems


def leave_out_confirmed(
    problems: Iterable[Problem], confirmations: Iterable[Confirmation], settings: Settings | None
) -> list[Problem]:
    """The problems without those that were confirmed. The office's mailbox in the settings needs no confirmation."""
    confirmed = {confirmation.item for confirmation in confirmations}
    if settings:
        confirmed |= {
            name_item(own.code, [own.value]) for own in find_private(settings.mailbox) if own.code == _MAILBOX
        }
    return [found for found in problems if found.item not in confirmed]
