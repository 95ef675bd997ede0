"""The file of the hash chain; what it finds in a ledger is tested with the ledger."""

from __future__ import annotations

import json

from mashang.codes.ledger_chain import ChainedRow, chain_digests, read_chain, render_chain
from mashang.hash_chain import chain_digest

ROWS = (
    ChainedRow("000000000", "window", "W01", "2026-05-08"),
    ChainedRow("ZZZZZZZZZ", "enterprise", "E01", "2026-11-20"),
    ChainedRow("ABCDEFGH1", "window", "W02", "2026-12-01", "https://www.example.com/f/"),
)


def test_a_chain_comes_back() -> None:
    """Written and read, also when git turned its line ends."""
    assert read_chain(render_chain(ROWS)) == ROWS
    assert read_chain(render_chain(ROWS).replace(b"\n", b"\r\n")) == ROWS
    assert read_chain(render_chain(())) == ()


def test_a_row_without_an_address_is_written_as_it_once_was() -> None:
    """Five parts and the digest of four, so that no chain of former years breaks; with an address, six."""
    lines = [json.loads(line) for line in render_chain(ROWS).decode().splitlines()[1:]]
    assert [len(line) for line in lines] == [5, 5, 6]
    assert lines[0][-1] == chain_digest("", ["000000000", "window", "W01", "2026-05-08"])


def test_the_chain_binds_each_row_to_those_before() -> None:
    """The same row after another row has another digest; adding a row leaves the earlier digests."""
    assert chain_digests(ROWS)[:1] == chain_digests(ROWS[:1])
    assert chain_digests(ROWS)[1] != chain_digests(ROWS[1:])[0]


def test_any_damage_breaks_it() -> None:
    """Every byte of the rows counts, and so does the title."""
    data = render_chain(ROWS)
    for position in range(len(data) - 1):
        damaged = data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]
        assert read_chain(damaged) is None, position
    lines = data.splitlines(keepends=True)
    assert read_chain(lines[0] + lines[2]) is None
    assert read_chain(lines[0] + lines[2] + lines[1]) is None
    assert read_chain(b"") is None
    assert read_chain(lines[0] + b'{"code": 1}\n') is None
    assert read_chain(lines[0] + b"[[], 1, 2, 3, 4]\n") is None
