"""What is derived, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mashang.derived import LATE, ChangeKind, EditionDifference, EntryChange, Figures, Mark, Status, Tally
from mashang.model import ListEntry
from mashang.published_rules import MARK_RULES, RULES

ENTRY = ListEntry("1", "甲")


def test_every_status_has_one_rule_in_the_order_of_trying() -> None:
    """The published rules are all statuses, each once; those of earlier rules are marks now."""
    assert [rule.status for rule in RULES] == list(Status)[:-2]
    assert [rule.status.value for rule in MARK_RULES] == list(Status)[-2:]


def test_a_tally_counts_by_status() -> None:
    """Counts follow the order of the statuses."""
    tally = Tally("", "全部", (1, 2, 3, 4, 5, 6, 7, 8, 9), 5, Decimal(50), (3, 4))
    assert tally.total == 45
    assert (tally.count(Status.DONE), tally.count(Status.OVERDUE), tally.count(Status.ON_TRACK)) == (1, 2, 7)
    assert tally.count(*LATE) == 8
    assert [tally.count_marked(mark) for mark in Mark] == [3, 4]


def test_a_slug_is_a_class_name() -> None:
    """What stylesheets and links within a page name a status by."""
    assert [status.slug for status in (Status.DONE, Mark.NOT_REPORTED)] == ["done", "not-reported"]


def test_a_difference_is_stated_in_one_sentence() -> None:
    """Only what happened is named; nothing at all is said so."""
    changes = (
        EntryChange(ChangeKind.REMOVED, ENTRY, None),
        EntryChange(ChangeKind.ADDED, None, ENTRY),
        EntryChange(ChangeKind.REMOVED, ENTRY, None),
    )
    days = date(2026, 3, 1), date(2026, 9, 1)
    assert EditionDifference("a", *days, changes, 3).sentence == "新增 1 项、取消 2 项"
    assert EditionDifference("a", *days, (), 3).sentence == "与上一版相同"


def test_without_months_there_is_no_latest() -> None:
    """A county that has not begun to report has no newest month."""
    assert Figures().latest is None
