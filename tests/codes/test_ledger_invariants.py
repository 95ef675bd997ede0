"""Whatever is done in whatever order: no code is lost, used twice, or turned to something else."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mashang.codes.ledger import (
    Ledger,
    find_successor,
    issue_codes,
    read_ledger,
    replace_code,
    withdraw_code,
    write_ledger,
)
from mashang.codes.ledger_chain import ChainedRow, chain_row
from mashang.county import County
from mashang.kinds import Target
from mashang.model import Code, CodeKind, CodeState

targets = st.builds(
    Target,
    kind=st.sampled_from(CodeKind),
    id=st.sampled_from(["A1", "A2", "001", "2-1"]),
    name=st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
days = st.dates(date(2026, 1, 1), date(2036, 12, 31))


def successor(ledger: Ledger, code: str) -> Code | None:
    """The code that a withdrawn one leads to."""
    return find_successor(ledger.by_code, ledger.by_code[code])


BASE = "https://www.example.com/f/"


class LedgerLife(RuleBasedStateMachine):
    """Years of a ledger: builds, withdrawals, replacements, files written and read."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.ledger = Ledger()
        self.history: tuple[ChainedRow, ...] = ()
        self.withdrawn: set[str] = set()

    def teardown(self) -> None:
        """Clear the folder."""
        self.folder.cleanup()

    @rule(wanted=st.lists(targets, max_size=6), day=days)
    def issue(self, wanted: list[Target], day: date) -> None:
        """A build with any targets."""
        before = {(code.kind, code.target) for code in self.ledger.codes}
        self.ledger = issue_codes(self.ledger, wanted, day, BASE)
        fresh = self.ledger.codes[len(self.history) :]
        assert {(code.kind, code.target) for code in fresh} == {(t.kind, t.id) for t in wanted} - before

    @precondition(lambda self: self.ledger.active)
    @rule(data=st.data(), reason=st.text(max_size=8))
    def withdraw(self, data: st.DataObject, reason: str) -> None:
        """Any code in use is withdrawn."""
        code = data.draw(st.sampled_from([code.code for code in self.ledger.active.values()]))
        self.ledger = withdraw_code(self.ledger, code, reason)
        self.withdrawn.add(code)

    @precondition(lambda self: self.ledger.active)
    @rule(data=st.data(), day=days)
    def replace(self, data: st.DataObject, day: date) -> None:
        """Any code in use is replaced."""
        code = data.draw(st.sampled_from([code.code for code in self.ledger.active.values()]))
        self.ledger = replace_code(self.ledger, code, "", day, BASE)
        self.withdrawn.add(code)
        assert successor(self.ledger, code) == self.ledger.codes[-1]

    @rule()
    def write_and_read(self) -> None:
        """The files hold exactly the ledger."""
        write_ledger(County(self.root), self.ledger)
        read, problems = read_ledger(County(self.root))
        assert problems == ()
        assert read == self.ledger
        self.ledger = read

    @invariant()
    def nothing_is_lost_or_changed(self) -> None:
        """All rows there ever were stand where they stood, with the same code, target and day."""
        rows = tuple(chain_row(code) for code in self.ledger.codes)
        assert rows[: len(self.history)] == self.history
        self.history = rows

    @invariant()
    def nothing_is_used_twice(self) -> None:
        """Codes are unique, and a target has at most one in use; what was withdrawn stays so."""
        codes = self.ledger.codes
        assert len({code.code for code in codes}) == len(codes)
        active = [(code.kind, code.target) for code in codes if code.state is CodeState.ACTIVE]
        assert len(set(active)) == len(active)
        assert {code.code for code in codes if code.state is CodeState.WITHDRAWN} == self.withdrawn


LedgerLife.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestLedgerLife = LedgerLife.TestCase
