"""Cuts text into the terms by which it is found: pairs of neighbouring units.

Chinese has no spaces, and programs that guess where a word ends guess differently when they index and when they
search. Pairs need no guess: what stands side by side in a text is found by whoever types it so. A unit is one
character of Chinese, or one run of Latin letters and digits. ``pages/theme/assets/search.js`` cuts what a reader
types by the same rules; the tests hold both to the same texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

_LETTERS = "\u00c0-\u024f\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3040-\ud7ff\uf900-\ufaff\U00010000-\U0010ffff"
_OVERLOOKED = re.compile("[\\[\\](){}<>\"'\u200b\ufeff\u00ad〔〕【】「」『』《》〈〉“”‘’\0]")
_RUN = re.compile(f"[0-9a-z{_LETTERS}\0]+")
_UNIT = re.compile("[0-9a-z]+|[^\0]")
_MIXED = re.compile("[0-9a-z\0]")


def fold_text(text: str) -> str:
    """Text without the differences of width and case that no reader minds."""
    return unicodedata.normalize("NFKC", text).lower()


# 明政办发〔2026〕3号 becomes
#
#   run      明 政 办 发 NUL 2026 NUL 3 号       brackets are overlooked, but part 2026 and 3
#   units    明, 政, 办, 发, 2026, 3, 号
#   pairs    明政, 政办, 办发, 发_2026, 2026_3, 3_号
#   terms    the pairs, and the units with letters or digits: 2026, 3
#
# Typed without brackets as 明政办发2026 or 政办发, it is found: each pair of these is a term above.
def list_terms(text: str) -> set[str]:
    """The terms of a text: its pairs, each run of letters or digits by itself, and a character that stands alone.

    An underscore joins pairs with letters or digits, so that 〔2026〕3 is not taken for the number 20263.
    """
    return set().union(*map(_list_run_terms, _find_runs(text)))


def _find_runs(text: str) -> list[str]:
    """The runs as they stand, a NUL in place of each sign that is overlooked, for people leave those out."""
    return _RUN.findall(_OVERLOOKED.sub("\0", fold_text(text)))


def _cut_units(run: str) -> Sequence[str]:
    return _UNIT.findall(run) if _MIXED.search(run) else run


@lru_cache(maxsize=100_000)
def _list_run_terms(run: str) -> frozenset[str]:
    """The terms of one run; remembered, for a site says many things many times."""
    units = _cut_units(run)
    terms = {
        f"{first}_{second}" if _MIXED.match(first) or _MIXED.match(second) else first + second
        for first, second in pairwise(units)
    }
    terms.update(unit for unit in units if len(units) == 1 or _MIXED.match(unit))
    return frozenset(terms)
