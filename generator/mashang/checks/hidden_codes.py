"""Codes that must not stand in what the public reads: whoever has an enterprise's code sees the enterprise's page.

Staff may write one into a month's progress or a correction's reason without a thought; search engines would find it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from mashang.checks.context import CheckContext
from mashang.checks.fault import narrow
from mashang.checks.values import Record
from mashang.code_format import normalise_identifier
from mashang.kinds import KINDS
from mashang.model import Code
from mashang.problems import Location, Problem, problem
from mashang.raw import RawDocument
from mashang.snapshot import SnapshotKind, find_kind
from mashang.tables import ColumnType

_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{4}[-\s]?[0-9A-Za-z]{4}[-\s]?[0-9A-Za-z](?![0-9A-Za-z])")
"""Nine characters, in one piece or as they are printed."""
_SUSPECT = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]{4}")
"""Without this no code can be there; most texts have none of it."""
_WORDS = frozenset((ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.ITEMS, ColumnType.URL))


def find_codes(text: str, hidden: Collection[str]) -> tuple[str, ...]:
    """Those of the hidden codes that stand in a text, however they are typed."""
    if not _SUSPECT.search(text):
        return ()
    found = map(normalise_identifier, _CODE.findall(narrow(text)))
    return tuple(dict.fromkeys(code for code in found if code in hidden))


def check_hidden_codes(context: CheckContext, documents: Collection[RawDocument]) -> Iterator[Problem]:
    """Every cell and every page that would be published with a hidden code in it.

    The words of a correction of ratings may not disclose the code either whose ratings they were.
    """
    hidden = _list_hidden(context.codes or {})
    for sources in context.sources.values():
        for source in sources:
            for record in source.records:
                yield from _check_record(record, hidden | _find_withheld(record))
    for document in documents:
        for row, line in enumerate(document.text.split("\n"), start=1):
            for code in find_codes(line, hidden):
                yield problem("hidden-code", Location(document.file, row=row), value=code)


def _list_hidden(codes: Mapping[str, Code]) -> frozenset[str]:
    return frozenset(code.code for code in codes.values() if KINDS[code.kind].hidden)


def _find_withheld(record: Record) -> frozenset[str]:
    """The code that a correction of ratings suppresses."""
    column = record.text("column") if record.table.dataset.name == "corrections" else ""
    rating = column and find_kind(column) is SnapshotKind.RATING
    return frozenset([normalise_identifier(record.text("target"))]) if rating else frozenset()


def _check_record(record: Record, hidden: Collection[str]) -> Iterator[Problem]:
    if record.table.dataset.private or not hidden:
        return
    for name, cell in record.cells.items():
        column = record.table.dataset.column(name)
        if column.published and column.type in _WORDS:
            for code in find_codes(cell.text, hidden):
                yield problem("hidden-code", record.where(name), value=code)
