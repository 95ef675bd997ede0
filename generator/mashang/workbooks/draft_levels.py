"""Which sections of an official document are its measures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mashang.raw import RawParagraph
from mashang.workbooks.clauses import Clauses
from mashang.workbooks.document_head import is_closing
from mashang.workbooks.outline import ARTICLE, Outline, Section, part_lists

_FRAME = re.compile(
    "总体要求|总体目标|总体思路|指导思想|基本原则|工作目标|主要目标|工作原则|组织机构|(?:工作|实施|方法)步骤|(?:进度|时间)安排|组织领导|组织保障|保障措施|组织实施|工作要求|有关要求|附则|总则|适用范围|联系人|联系方式|联系电话|监督电话|咨询电话"
    "|(?:切实)?(?:加强|强化|健全|完善)(?:组织|统筹|协同|要素|制度|督导|督查|考核|宣传)[^。]{0,14}"
)
"""Headings under which no measure stands, unless it says who is to do it."""
_PREAMBLE = re.compile(
    "为[^。]{0,200}(?:制定|制订|出台|提出)(?:本|如下|以下|若干|此)|本[^。，]{2,12}自[^。]{2,40}(?:施行|实施|执行)"
    "|本[^。，]{2,20}由[^。]{2,40}负责解释|本[^。，]{2,12}(?:适用于|所称)"
)
_EDGES = " 　\t，,；;、"
_MOST, _HALF, _FEW = 0.6, 0.5, 0.25


@dataclass(frozen=True)
class Document:
    """A document, divided, and what each of its paragraphs says, by number; ``running`` say it in running text."""

    outline: Outline
    clauses: Mapping[int, Clauses]
    running: frozenset[int] = frozenset()

    def section(self, place: int) -> Section:
        """The section at a place."""
        return self.outline.sections[place]

    def is_marked(self, place: int) -> bool:
        """Whether a section, or one below it, says who is to do it or by when."""
        return self.is_signed(place) or any(one.number in self.running for one in self.outline.span(place))

    def is_signed(self, place: int) -> bool:
        """The same, but for running text: in brackets, or behind a label."""
        return bool(self.list_columns(place))

    def list_columns(self, place: int) -> set[str]:
        """Of which columns a section, or one below it, says something in brackets, or behind a label."""
        return {said.column for one in self.outline.span(place) for said in self.clauses[one.number].mentions}

    def read_title(self, place: int) -> tuple[str, str]:
        """The title of a section, and what follows it in its paragraph."""
        return split_title(self.clauses[self.section(place).paragraphs[0].number].rest)

    def is_title_only(self, place: int) -> bool:
        """Whether a section is a heading and nothing else."""
        own = self.section(place).paragraphs
        return len(own) == 1 and not self.read_title(place)[1] and not self.clauses[own[0].number].mentions


def split_title(text: str) -> tuple[str, str]:
    """The text up to the first 。 or ： that no bracket or quotation holds, and the text behind."""
    depth = 0
    for index, sign in enumerate(text):
        depth += (sign in "（(《“‘【") - (sign in "）)》”’】")
        if depth <= 0 and sign in "。：:\t":
            return text[:index].strip(_EDGES), text[index + 1 :].strip()
    index = text.find("。") if depth > 0 else -1  # a bracket or quotation that nobody closed
    return (text[:index].strip(_EDGES), text[index + 1 :].strip()) if index > 0 else (text.strip(_EDGES), "")


def choose_units(document: Document, level: str) -> tuple[int, ...]:
    """The places of the measures; ``level`` is the sort of numbers that they bear, where it is given."""
    part = _choose_part(document)
    frame = {place for place in part if _is_frame(document, place)}
    free = [place for place in part if place not in frame]
    level = level or _choose_level(document, free)
    tops = (place for place in free if not set(document.section(place).ancestors) & set(free))
    return tuple(unit for place in tops for unit in _list_units(document, place, level, frame))


def _list_units(document: Document, place: int, level: str, frame: Collection[int]) -> Iterator[int]:
    """The measures from a section downwards. Where none bear the usual numbers, those sections that say who or when."""
    below = [one for one in document.outline.below(place) if one not in frame]
    children = [one for one in below if document.section(one).ancestors[-1] == place]
    marked = [one for one in children if document.is_marked(one)]
    if document.section(place).kind == level:
        yield place
    elif any(document.section(one).kind == level for one in below) or (marked and len(marked) >= _MOST * len(children)):
        for one in children:
            yield from _list_units(document, one, level, frame)
    elif document.is_marked(place):
        yield place


def _choose_part(document: Document) -> tuple[int, ...]:
    """The list of sections that says most about who and when, of those the longest."""
    parts = part_lists(document.outline)
    return max(parts, key=lambda part: (sum(map(document.is_marked, part)), len(part)), default=())


def _is_frame(document: Document, place: int) -> bool:
    lines = (place, *document.section(place).ancestors)
    return any(_is_general(document, one) for one in lines)


def _is_general(document: Document, place: int) -> bool:
    title, _ = document.read_title(place)
    general = _FRAME.fullmatch(title) or _PREAMBLE.match(document.section(place).first)
    return bool(general) and document.list_columns(place) <= {"deadline"}


def _choose_level(document: Document, free: Sequence[int]) -> str:
    """The deepest sort of which most say who or when; without any the first that has more than headings.

    An end in brackets that stands behind the last of several is about all of them, so their own sort has few.
    """
    kinds = list(dict.fromkeys(document.section(place).kind for place in free))
    places = {kind: [place for place in free if document.section(place).kind == kind] for kind in kinds}
    if len(places.get(ARTICLE, ())) > 1 or not kinds:
        return ARTICLE if kinds else ""
    kinds = [kind for kind in kinds if not _holds_notes(document, places[kind])] or kinds
    kinds.sort(key=lambda kind: sum(len(document.section(one).ancestors) for one in places[kind]) / len(places[kind]))
    marked = {place for place in free if document.is_marked(place)}
    if marked:
        tops = {place for place in marked if not document.section(place).ancestors}
        near = {
            kind: [one for one in places[kind] if one in tops or tops & set(document.section(one).ancestors)]
            for kind in kinds
        }
        most = [kind for kind in kinds if near[kind] and len(marked & set(near[kind])) >= _MOST * len(near[kind])]
        return most[-1] if most else kinds[-1]
    for kind in kinds:
        if sum(not document.is_title_only(one) for one in places[kind]) >= _HALF * len(places[kind]):
            return kind
    return kinds[-1]


def _holds_notes(document: Document, places: Sequence[int]) -> bool:
    """Whether numbers stand before 责任单位：… and 完成时限：… as well: they number what is said of one measure."""
    notes = [place for place in places if not document.clauses[document.section(place).paragraphs[0].number].rest]
    return bool(notes) and len(notes) >= _FEW * len(places)


def list_bodies(document: Document, units: Sequence[int]) -> dict[int, tuple[RawParagraph, ...]]:
    """The paragraphs of each measure. Behind the last one closes the document; what closes it is no part of it."""
    bodies = {place: _cut_closing(tuple(document.outline.span(place))) for place in units}
    if units:
        last = max(units)
        general = {one for one in document.outline.below(last) if _is_general(document, one)}
        outside = {one.number for place in general for one in document.outline.span(place)}
        bodies[last] = tuple(one for one in bodies[last] if one.number not in outside)
        extra = {place: _count_extra(document, body) for place, body in bodies.items()}
        usual = max((count for place, count in extra.items() if place != last), default=0)
        bodies[last] = (
            bodies[last][: len(bodies[last]) - max(0, extra[last] - usual)] if len(units) > 1 else bodies[last]
        )
    return bodies


def _cut_closing(body: tuple[RawParagraph, ...]) -> tuple[RawParagraph, ...]:
    return body[: next((index for index in range(1, len(body)) if is_closing(body, index)), len(body))]


def _count_extra(document: Document, body: Sequence[RawParagraph]) -> int:
    """How many paragraphs at the end bear no number and say neither who nor when."""
    numbered = {one.paragraphs[0].number for one in document.outline.sections}
    count = 0
    while count < len(body) and body[-1 - count].number not in numbered:
        if document.clauses[body[-1 - count].number].mentions:
            break
        count += 1
    return count
