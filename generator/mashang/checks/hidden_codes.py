"""Codes that must not stand in what the public reads: whoever has an enterprise's code sees the enterprise's page.

Staff may write one into a month's progress or a correction's reason without a thought; search engines would find it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from html import unescape
from urllib.parse import unquote

from mashang.checks.context import CheckContext
from mashang.checks.values import Record
from mashang.code_format import LENGTHS, LOOKALIKES, normalise_identifier
from mashang.kinds import KINDS
from mashang.model import Code
from mashang.problems import Location, Problem, problem
from mashang.raw import RawDocument
from mashang.snapshot import find_kind
from mashang.tables import CASES, CONFIRMATIONS, ColumnType, Dataset

_ALIKE = dict(
    zip(
        "〇零一二三四五六七八九АВЕКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "00123456789ABEKMH0PCTXABEZH1KMN0PTYX",
        strict=True,
    )
)
"""Numerals in words, and Cyrillic and Greek letters that look like those of a code."""
_BETWEEN = re.compile(f"[^0-9A-Z{''.join(_ALIKE)}]+")
"""Whatever may part the letters of a code: blanks, dashes, commas, other words, signs that nobody sees."""
_CHINESE_BETWEEN = re.compile(
    "[\u4e01\u4e02\u4e04-\u4e08\u4e0a-\u4e5c\u4e5e-\u4e8b\u4e8d-\u4e93\u4e95-\u516a\u516c\u516e-\u56da\u56dc-\u96f5\u96f7-\u9fff"
    "，。；：、（）“”]+"
)
"""What of it texts are full of, cut first, as all else is costly: Chinese but for the numerals."""
_READ_AS = str.maketrans(_ALIKE | LOOKALIKES)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SHORTEST = min(LENGTHS)
_WORDS = frozenset((ColumnType.TEXT, ColumnType.LONG_TEXT, ColumnType.ITEMS, ColumnType.URL))


def find_codes(text: str, hidden: Collection[str]) -> tuple[str, ...]:
    """Those of the hidden codes that stand in a text, however they are typed, in the order of the codes.

    What may stand between two letters is passed over, and so are words around them: that the letters of another text
    should follow one another like those of a code is not to be expected, with 40 random bits in each.
    """
    runs = _list_runs(text)
    return tuple(sorted(runs.intersection(hidden))) if runs else ()


@lru_cache(maxsize=50_000)
def _list_runs(text: str) -> frozenset[str]:
    """What could be a code in a text: every run of its letters that is as long as one."""
    forms = [_strip(text)]
    if len(forms[0]) < _SHORTEST:
        return frozenset()
    if any(sign in text for sign in "<&%"):
        forms.append(_strip(_TAG.sub("", unescape(unquote(text)))))
    return frozenset(run for form in forms for run in _cut(form))


def _strip(text: str) -> str:
    """The letters and digits of a text, as capitals of plain width."""
    rest = unicodedata.normalize("NFKC", _CHINESE_BETWEEN.sub(" ", text))
    return _BETWEEN.sub("", rest.upper()).translate(_READ_AS)


def _cut(letters: str) -> Iterator[str]:
    """Every run that is as long as a code."""
    return (letters[at : at + length] for length in LENGTHS for at in range(len(letters) - length + 1))


def check_hidden_codes(context: CheckContext, documents: Collection[RawDocument]) -> Iterator[Problem]:
    """Every cell and every page that would be published with a hidden code in it.

    The words of a correction of ratings may not disclose the code either whose ratings they were.
    """
    hidden = list_hidden((context.codes or {}).values())
    for sources in context.sources.values():
        for source in sources:
            for record in source.records:
                withheld = _find_withheld(record)
                yield from _check_record(record, hidden | withheld if withheld else hidden)
    for document in documents:
        yield from _check_document(document, hidden)


def list_hidden(codes: Iterable[Code]) -> frozenset[str]:
    """The codes that open what only their holders may see."""
    return frozenset(code.code for code in codes if KINDS[code.kind].hidden)


def _check_document(document: RawDocument, hidden: Collection[str]) -> Iterator[Problem]:
    """Every line with a code in it; one that is broken over lines stands where it ends."""
    lines = document.text.split("\n")
    for code in find_codes(f"{document.name}\n{document.text}", hidden):
        rows = [row for row, line in enumerate(lines, start=1) if find_codes(line, {code})]
        ends = (row for row in range(len(lines) + 1) if find_codes("\n".join((document.name, *lines[:row])), {code}))
        for row in rows or [next(ends)]:
            yield problem("hidden-code", Location(document.file, row=row), value=code)


def _find_withheld(record: Record) -> frozenset[str]:
    """The code that a correction of ratings suppresses."""
    column = record.text("column") if record.table.dataset.name == "corrections" else ""
    rating = column and find_kind(column).by_code
    return frozenset([normalise_identifier(record.text("target"))]) if rating else frozenset()


def _check_record(record: Record, hidden: Collection[str]) -> Iterator[Problem]:
    for name in _list_words(record.table.dataset) if hidden else ():
        if (cell := record.cells.get(name)) and (runs := _list_runs(cell.text)):
            for code in sorted(runs.intersection(hidden)):
                yield problem("hidden-code", record.where(name), value=code)


@cache
def _list_words(dataset: Dataset) -> tuple[str, ...]:
    """The columns in which the public reads words: also the reason for a page's going, and a released answer."""
    if dataset.private and dataset not in (CONFIRMATIONS, CASES):
        return ()
    return tuple(column.name for column in dataset.columns if column.published and column.type in _WORDS)
