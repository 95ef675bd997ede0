"""How an official document is divided: which paragraphs bear a number, and what stands below what."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mashang.raw import RawParagraph
from mashang.spelling import spell_ordinal
from mashang.workbooks.document_head import is_title

ARTICLE, UNNUMBERED = "第一条", "短标题"
_HAN = {spell_ordinal(number): number for number in range(1, 400)} | {str(number): number for number in range(1, 400)}
_H, _D = "[一二三四五六七八九十百零]{1,5}", "[0-9０-９]{1,3}"
#   kind as it is told     what stands at the beginning of a paragraph
_MARKS = tuple(
    (kind, re.compile(rf"{pattern}[\s　]*"))
    for kind, pattern in (
        ("第一章", rf"第 ?({_H}|{_D}) ?(?:[章编节]|部分)[：:、]?"),
        (ARTICLE, rf"第 ?({_H}|{_D}) ?条[：:、]?"),
        ("措施一", rf"(?:措施|任务|举措)({_H}|{_D})[：:、.．]"),
        ("一、", rf"({_H})[、．.]"),
        ("一是", rf"({_H})是"),
        ("（一）", rf"[（(]({_H})[）)][、.．]?"),
        ("1.1", rf"({_D}(?:[.．]{_D})+)(?:[.．、](?![0-9])|(?=[\s　])|(?=[^0-9%％.．万亿元个天年月]))"),
        ("1.", rf"({_D})(?:、|[.．](?![0-9]))"),
        ("（1）", rf"[（(]({_D})[）)][、.．]?"),
        ("1)", rf"({_D})[）)][、.．]?"),
        ("①", "([①-⑳])[、.．]?"),
    )
)
_CONTENTS = re.compile(r"(?:[\t.…·]{1,}|[.…·\s]{3,})[0-9]{1,3}$")
"""The end of a line of a table of contents."""
_LONGEST_TITLE, _FEWEST_TITLES = 34, 3
_ENDED = tuple("。；;：:，,！!？?、.）)")


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered paragraph with what belongs to it before the next number.

    ``kind`` is the sort of its number, ``serial`` the number. ``ancestors`` are the places, in the list of sections, of
    those that it stands below, the outermost first. ``first`` is the text of its paragraph behind the number.
    """

    kind: str
    serial: int
    ancestors: tuple[int, ...]
    first: str
    paragraphs: tuple[RawParagraph, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A document: what stands before the first number, then its sections, as they follow one another."""

    head: tuple[RawParagraph, ...]
    sections: tuple[Section, ...]

    def below(self, place: int) -> Iterator[int]:
        """The places of all sections below one."""
        return (other for other, one in enumerate(self.sections) if place in one.ancestors)

    def span(self, place: int) -> Iterator[RawParagraph]:
        """The paragraphs of a section and of all below it."""
        for one in (place, *self.below(place)):
            yield from self.sections[one].paragraphs


def find_mark(text: str) -> tuple[str, int, str] | None:
    """The kind and the value of the number that a paragraph begins with, and the text behind; ``None`` without one."""
    if _CONTENTS.search(text):
        return None
    for kind, pattern in _MARKS:
        found = pattern.match(text)
        if found:
            return kind, _read_serial(found[1]), text[found.end() :]
    return None


def _read_serial(text: str) -> int:
    plain = text.translate({code: code - 0xFEE0 for code in range(ord("０"), ord("９") + 1)}).replace("．", ".")
    if "①" <= plain <= "⑳":
        return ord(plain) - ord("①") + 1
    last = plain.rpartition(".")[2]
    return _HAN.get(last.lstrip("0"), 0)


def divide(paragraphs: Sequence[RawParagraph]) -> Outline:
    """Divide by numbers; levels are in the order in which their kinds appear. Without numbers by short lines."""
    marks = {one.number: found for one in paragraphs if (found := find_mark(one.text))}
    if len(marks) < 2:  # noqa: PLR2004 -- one number alone divides nothing
        marks = {}
    titles = set(_find_outlined(paragraphs, marks)) or set(
        _find_groups(paragraphs, marks) if marks else _find_titles(paragraphs)
    )
    counts: dict[str, int] = {}
    head: list[RawParagraph] = []
    sections: list[Section] = []
    open_places: list[int] = []
    for one in paragraphs:
        if one.number in marks:
            kind, serial, text = marks[one.number]
        elif one.number in titles:
            kind, serial, text = UNNUMBERED, counts.get(UNNUMBERED, 0) + 1, one.text
            counts[UNNUMBERED] = serial
        elif sections:
            sections[-1] = replace(sections[-1], paragraphs=(*sections[-1].paragraphs, one))
            continue
        else:
            head.append(one)
            continue
        above = [place for place in open_places if sections[place].kind != kind]
        same = next((index for index, place in enumerate(open_places) if sections[place].kind == kind), len(above))
        open_places = open_places[:same]
        mark = one.text[: len(one.text) - len(text)].strip()
        sections.append(Section(kind, serial, tuple(open_places), text.strip(), (one,), mark))
        open_places.append(len(sections) - 1)
    return Outline(tuple(head), tuple(sections))


def _find_outlined(paragraphs: Sequence[RawParagraph], marks: Collection[int]) -> Iterator[int]:
    """Headings without a number, where there are several of one level: a single one is the document's title."""
    free = [one for one in paragraphs if one.outline and one.number not in marks]
    yield from (one.number for one in free if sum(other.outline == one.outline for other in free) > 1)


def _find_groups(paragraphs: Sequence[RawParagraph], marks: Mapping[int, tuple[str, int, str]]) -> Iterator[int]:
    """Short lines before a number 1, where such lines come again further down: what draws numbers together."""
    first = min(marks)
    found = [
        one.number
        for one, following in pairwise(paragraphs)
        if one.number not in marks
        and marks.get(following.number, ("", 0, ""))[1] == 1
        and _is_short(one.text)
        and not re.search("[：:]", one.text)
        and not is_title(one.text)
    ]
    yield from found if any(number > first for number in found) else ()


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not text.endswith(_ENDED)


def _find_titles(paragraphs: Sequence[RawParagraph]) -> Iterator[int]:
    """Short lines without a full stop, each before a sentence: the titles of a document without numbers."""
    found = [
        one.number
        for one, following in pairwise(paragraphs)
        if _is_short(one.text) and "。" in following.text and len(following.text) > len(one.text)
    ]
    yield from found if len(found) >= _FEWEST_TITLES else ()


def part_lists(outline: Outline) -> tuple[tuple[int, ...], ...]:
    """The places of the sections of each list: one begins where the outermost number begins at 1 again."""
    parts: list[list[int]] = []
    for place, one in enumerate(outline.sections):
        first = not one.ancestors and one.kind == (outline.sections[parts[-1][0]].kind if parts else one.kind)
        if not parts or (first and one.serial == 1):
            parts.append([])
        parts[-1].append(place)
    return tuple(map(tuple, parts))


def find_gaps(sections: Iterable[Section]) -> Iterator[Section]:
    """Sections whose number neither begins at 1 nor follows on one of its kind, at its place or in the whole list."""
    last: dict[tuple[str, tuple[int, ...]], int] = {}
    for one in sections:
        places = ((one.kind, one.ancestors), (one.kind, ()))
        if one.serial != 1 and all(one.serial != last.get(place, 0) + 1 for place in places):
            yield one
        last |= dict.fromkeys(places, one.serial)
