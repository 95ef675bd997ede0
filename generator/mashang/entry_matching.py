"""Which entry of a list's edition is which of the edition before, whatever numbers they bear.

Lists numbered 1, 2, 3 are numbered anew when an entry is taken out, so that a number says little there; C01 was given
on purpose and says all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from mashang.model import ListEdition, ListEntry

NEW_ENTRY = "新增"
"""What is written under 上一版编号 of an entry that the edition before has not."""
_SURE = 0.75
_DOUBTFUL = 0.5
_NUMBER = 0.15
"""What the same number adds to the likeness of two texts."""


@dataclass(frozen=True, slots=True)
class EntryMatch:
    """One entry in two editions. One that is not ``sure`` fits best, and is asked about."""

    old: ListEntry
    new: ListEntry
    sure: bool = True


# Numbered 1, 2, 3; the second entry was taken out, the third reworded, and one added at the end:
#
#   before                     after                        found by
#   1 不得收受企业的礼品礼金   1 不得收受企业的礼品礼金     the same text
#   2 不得接受宴请             -                            nothing: taken out
#   3 不得泄露商业秘密         2 不得泄露企业的商业秘密     a likeness of 0.84: sure
#   -                          3 不得围标串标               nothing: added
@lru_cache(maxsize=256)
def match_entries(before: ListEdition, after: ListEdition) -> tuple[EntryMatch, ...]:
    """Match by 上一版编号 where it is written, then by equal text, then by number, or 1, 2, 3 by likeness.

    Likeness is :meth:`difflib.SequenceMatcher.ratio`, or the share of the shorter text that stands in the other in one
    piece, and 0.15 more under the same number. From 0.75 on a match is sure; from 0.5 on, and under the same number
    however unlike, it is doubtful. The best go first.
    """
    old = {entry.id: entry for entry in before.entries}
    new = {entry.id: entry for entry in after.entries}
    found = [EntryMatch(old.pop(one.former), new.pop(one.id)) for one in after.entries if one.former in old]
    new = {name: entry for name, entry in new.items() if not entry.former}
    serial = all(entry.id.isdecimal() for entry in (*before.entries, *after.entries))
    for match_rest in (_match_same_text, _match_by_likeness if serial else _match_same_number):
        found += (
            EntryMatch(old.pop(match.old.id), new.pop(match.new.id), match.sure)
            for match in match_rest(tuple(old.values()), tuple(new.values()))
            if match.old.id in old and match.new.id in new
        )
    return tuple(found)


def _match_same_text(old: Iterable[ListEntry], new: Iterable[ListEntry]) -> Iterator[EntryMatch]:
    """Of several entries of one text those of one number first, then in their order."""
    by_text: dict[str, list[ListEntry]] = {}
    for entry in old:
        by_text.setdefault(_bare(entry.text), []).append(entry)
    pairs = [EntryMatch(earlier, entry) for entry in new for earlier in by_text.get(_bare(entry.text), ())]
    yield from sorted(pairs, key=lambda pair: pair.old.id != pair.new.id)


def _match_same_number(old: Iterable[ListEntry], new: Iterable[ListEntry]) -> Iterator[EntryMatch]:
    by_id = {entry.id: entry for entry in old}
    return (EntryMatch(by_id[entry.id], entry) for entry in new if entry.id in by_id)


def _match_by_likeness(old: Iterable[ListEntry], new: Iterable[ListEntry]) -> Iterator[EntryMatch]:
    matcher = SequenceMatcher(autojunk=False)
    scored: list[tuple[float, EntryMatch]] = []
    for entry in new:
        text = _bare(entry.text)
        matcher.set_seq2(text)
        for earlier in old:
            before, same = _bare(earlier.text), earlier.id == entry.id
            matcher.set_seq1(before)
            if same or _may_be_alike(matcher, before, text):
                score = _measure_likeness(matcher, before, text) + same * _NUMBER
                if same or score >= _DOUBTFUL:
                    scored.append((score, EntryMatch(earlier, entry, score >= _SURE)))
    yield from (match for _, match in sorted(scored, key=lambda each: -each[0]))


def _may_be_alike(matcher: SequenceMatcher[str], old: str, new: str) -> bool:
    """Whether the characters that both have, in whatever order, are enough: quick to tell, and no for most pairs."""
    in_both = matcher.quick_ratio() * (len(old) + len(new)) / 2
    return in_both >= _DOUBTFUL * min(len(old), len(new))


def _measure_likeness(matcher: SequenceMatcher[str], old: str, new: str) -> float:
    """The ratio, or the share of the shorter text that stands in the other in one piece: entries are extended."""
    return max(matcher.ratio(), matcher.find_longest_match().size / (min(len(old), len(new)) or 1))


def _bare(text: str) -> str:
    return "".join(text.split())
