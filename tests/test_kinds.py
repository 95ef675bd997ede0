"""Kinds of codes: each is declared once, and what is out of use is so for all who ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mashang.codes.ledger import Ledger, derive_targets, issue_codes
from mashang.kinds import KINDS, explain_retired, index_targets, name_kinds
from mashang.model import CodeKind, Validity
from mashang.printing.checklist import derive_withdrawals
from tests.printing.print_county import PUBLICATION


def test_each_kind_is_declared_under_its_name() -> None:
    """In the order in which codes are issued and printed."""
    assert list(KINDS) == [kind.kind for kind in KINDS.values()] == list(CodeKind)
    assert name_kinds(KINDS) == "窗口、企业、事项、措施"


def test_a_kind_lists_targets_of_its_own_only() -> None:
    """So that one index holds them all."""
    for kind in KINDS.values():
        targets = list(kind.list_targets(PUBLICATION))
        assert targets
        assert {target.kind for target in targets} == {kind.kind}
    assert len(index_targets(PUBLICATION)) == sum(len(list(k.list_targets(PUBLICATION))) for k in KINDS.values())


def test_what_is_out_of_use_is_issued_no_code_that_would_be_ordered_down_at_once() -> None:
    """A closed window, a gone enterprise and a repealed measure: no code is issued, so none has to come down."""
    changed = replace(
        PUBLICATION,
        windows=tuple(replace(window, active=False) for window in PUBLICATION.windows),
        enterprises=tuple(replace(enterprise, active=False) for enterprise in PUBLICATION.enterprises),
        measures=tuple(replace(measure, validity=Validity.REPEALED) for measure in PUBLICATION.measures),
    )
    ledger = issue_codes(Ledger(), derive_targets(changed), date(2026, 11, 20), "")
    assert [code.kind for code in ledger.codes] == [CodeKind.MATTER]
    assert derive_withdrawals(ledger, changed, KINDS) == ()
    before = issue_codes(Ledger(), derive_targets(PUBLICATION), date(2026, 5, 8), "")
    targets = index_targets(changed)
    assert {explain_retired(code, targets) for code in before.codes} == {"窗口已停用", "企业已停用", "", "措施已废止"}
    assert len(derive_withdrawals(before, changed, KINDS)) == len(before.codes) - 1
