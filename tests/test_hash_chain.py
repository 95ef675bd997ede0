"""The arithmetic of hash chains: published digests stay what they are."""

from __future__ import annotations

from itertools import accumulate

from mashang.hash_chain import chain_digest

ROWS = (
    ("10000002R", "window", "W01", "2026-05-08"),
    ("000000000", "enterprise", "E01", "2026-05-08"),
    ("00000001D", "matter", "S01", "2026-11-20"),
)


def test_the_worked_example() -> None:
    """Three rows, and the same with another target in the second."""
    changed = (ROWS[0], ("000000000", "enterprise", "E02", "2026-05-08"), ROWS[2])
    assert [digest[:8] for digest in accumulate(ROWS, chain_digest, initial="")] == [
        "",
        "a5b0a3a5",
        "21e7d190",
        "74e65190",
    ]
    assert [digest[:8] for digest in accumulate(changed, chain_digest, initial="")][2:] == ["c1e7d9ff", "482fd2be"]


def test_nested_fields_and_chinese_are_hashed_as_ever() -> None:
    """The digest that a closed month with these cells has on every published site."""
    cells = [["措施", "M01", "列入", "标题"]]
    assert (
        chain_digest("ab", ("2026-05", "2026-06-20", "00", cells))
        == "0575663b2aeec7b5d67389f8b8f9e11d0bec784704ecdd0dab1618dc9e68c7ae"
    )
