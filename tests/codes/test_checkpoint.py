"""The checkpoint of the ledger in the published site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mashang.codes.checkpoint import check_checkpoint, render_checkpoint
from mashang.model import Code, CodeKind, CodeState

CODES = tuple(
    Code(f"ABCDEFGH{number}", CodeKind.WINDOW, f"W{number:02}", date(2026, 1, 5), name="窗口") for number in range(4)
)


def test_a_ledger_that_only_grew_agrees() -> None:
    """New rows, states, successors and notes are no contradiction; nor is a site without a checkpoint."""
    checkpoint = render_checkpoint(CODES[:2])
    assert check_checkpoint(CODES[:2], checkpoint) == ()
    assert check_checkpoint(CODES, checkpoint) == ()
    withdrawn = replace(CODES[0], state=CodeState.WITHDRAWN, replaced_by=CODES[3].code, name="别的")
    assert check_checkpoint((withdrawn, *CODES[1:]), checkpoint.replace("\n", "\r\n")) == ()
    assert check_checkpoint((), "") == ()


@pytest.mark.parametrize(
    "changed",
    [
        (replace(CODES[0], target="W99"), *CODES[1:]),
        (replace(CODES[0], kind=CodeKind.MATTER), *CODES[1:]),
        (replace(CODES[0], issued_on=date(2026, 1, 6)), *CODES[1:]),
        (CODES[1], CODES[0], *CODES[2:]),
        CODES[1:],
        CODES[:1],
        (),
    ],
)
def test_a_history_rewritten_is_noticed(changed: tuple[Code, ...]) -> None:
    """Whatever became of a row that the site knows: its target, kind, day, place, or its being there."""
    assert [found.code for found in check_checkpoint(changed, render_checkpoint(CODES[:2]))] == [
        "ledger-published-changed"
    ]


@pytest.mark.parametrize("checkpoint", ["2", "x y\n", "2 " + "0" * 64 + "\n", "-1 " + "0" * 64 + "\n"])
def test_a_spoilt_checkpoint_is_noticed(checkpoint: str) -> None:
    """A file that is no checkpoint does not pass for one."""
    assert [found.code for found in check_checkpoint(CODES, checkpoint)] == ["ledger-published-changed"]


def test_a_checkpoint_names_no_code() -> None:
    """One line of a count and a digest."""
    checkpoint = render_checkpoint(CODES)
    assert len(checkpoint) == len("4 ") + 64 + 1
    assert not [code for code in CODES if code.code in checkpoint or code.target in checkpoint]
