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
SALT = bytes(32)


def test_a_ledger_that_only_grew_agrees() -> None:
    """New rows, states, successors and notes are no contradiction; nor is a site without a checkpoint."""
    checkpoint = render_checkpoint(CODES[:2], SALT)
    assert check_checkpoint(CODES[:2], checkpoint, SALT) == ()
    assert check_checkpoint(CODES, checkpoint, SALT) == ()
    withdrawn = replace(CODES[0], state=CodeState.WITHDRAWN, replaced_by=CODES[3].code, name="别的")
    assert check_checkpoint((withdrawn, *CODES[1:]), checkpoint.replace("\n", "\r\n"), SALT) == ()
    assert check_checkpoint((), "", SALT) == ()


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
    checkpoint = render_checkpoint(CODES[:2], SALT)
    former = f"2 {checkpoint.split()[1]}\n"
    for found in (
        check_checkpoint(changed, checkpoint, SALT),
        check_checkpoint(changed, checkpoint, None),
        check_checkpoint(changed, former, SALT),
    ):
        assert [one.code for one in found] == ["ledger-published-changed"]


@pytest.mark.parametrize("salt", [None, b"another"])
def test_a_lost_salt_costs_time_only(salt: bytes | None) -> None:
    """Without it, or under a new one, every count is tried; a ledger that only grew still agrees."""
    assert check_checkpoint(CODES, render_checkpoint(CODES[:2], SALT), salt) == ()
    assert check_checkpoint(CODES, render_checkpoint((), SALT), salt) == ()


def test_the_checkpoint_of_a_former_site_is_read() -> None:
    """Its count stood in plain."""
    former = f"2 {render_checkpoint(CODES[:2], SALT).split()[1]}\n"
    assert check_checkpoint(CODES, former, SALT) == check_checkpoint(CODES[:2], former, None) == ()


@pytest.mark.parametrize(
    "checkpoint", ["2", "x y\n", "2 " + "0" * 64 + "\n", "-1 " + "0" * 64 + "\n", f"{'0' * 16} {'0' * 64}\n"]
)
def test_a_spoilt_checkpoint_is_noticed(checkpoint: str) -> None:
    """A file that is no checkpoint does not pass for one."""
    assert [found.code for found in check_checkpoint(CODES, checkpoint, SALT)] == ["ledger-published-changed"]


def test_a_checkpoint_names_no_code() -> None:
    """One line of the same length for every ledger, in which the count is not to be read."""
    checkpoint = render_checkpoint(CODES, SALT)
    lines = [render_checkpoint(CODES[:count], SALT) for count in range(5)]
    assert {len(line) for line in lines} == {len(checkpoint)}
    assert len({line[:16] for line in lines}) == 5
    assert checkpoint[:16] != render_checkpoint(CODES, b"another")[:16]
    assert not [code for code in CODES if code.code in checkpoint or code.target in checkpoint]
