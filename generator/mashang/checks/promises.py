"""Promises in pages of free text that no declared way to report keeps."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from mashang.problems import Location, Problem, ask
from mashang.raw import RawDocument
from mashang.report_ways import ReportWays

_PROMISES: tuple[tuple[re.Pattern[str], str, Callable[[ReportWays], bool]], ...] = (
    (re.compile("回执码?|受理编号"), "给受理编号（receipt）", lambda ways: any(way.receipt for way in ways)),
    (
        re.compile("扫码评价|扫一扫评价|来评价|去评价|作出?评价|评议码"),
        "能评价（ratings）",
        lambda ways: any(way.ratings for way in ways),
    ),
    (
        re.compile("匿名|不用?说出?自己是谁|不用?留姓名|不说名字"),
        "能不说出自己是谁（anonymous）",
        lambda ways: any(way.anonymous for way in ways),
    ),
)
"""The words of a promise, what a way would have to declare, and whether one does."""


def check_promises(documents: Collection[RawDocument], ways: ReportWays) -> Iterator[Problem]:
    """Ask about each line of a page that promises what none of the ways gives."""
    broken = [(words, needed) for words, needed, is_kept in _PROMISES if not is_kept(ways)]
    for document in documents:
        for row, line in enumerate(document.text.split("\n"), start=1):
            for words, needed in broken:
                if found := words.search(line):
                    where = Location(document.file, row=row)
                    about = [document.name, line]
                    yield ask("promise-without-way", where, about, words=found.group(), needed=needed)
