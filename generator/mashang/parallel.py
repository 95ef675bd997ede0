"""Divides work of many like items among two processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from mashang.processes import end_with_parent

Item = TypeVar("Item")
Result = TypeVar("Result")


def divide_work(work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], alone: int) -> list[Result]:
    """What ``work`` makes of the items, in any order; of more than ``alone`` a second process does every other one.

    ``work`` is a function at the top of a module, or a partial of one; it and all that it takes and makes are pickled.
    """
    if len(items) <= alone:
        return work(items)
    spawn = get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=spawn, initializer=end_with_parent) as helper:
        others = helper.submit(work, items[1::2])
        return [*work(items[::2]), *others.result()]
