"""Work of many items."""

from __future__ import annotations

from mashang.parallel import divide_work


def test_a_second_process_does_every_other_item() -> None:
    """Few items are done by one, in their order; what comes of more is all there, by halves."""
    assert divide_work(sorted, [4, 3, 2, 1], alone=4) == [1, 2, 3, 4]
    assert divide_work(sorted, [4, 3, 2, 1], alone=3) == [2, 4, 1, 3]
