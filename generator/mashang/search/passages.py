"""Reads the pages of the built reading site as passages: what a search finds and a result shows.

Only what follows the title in ``<article id="content">`` is read. What repeats other pages or says nothing (charts,
symbols, jump lists) is passed over, so that the page that owns a fact is the one found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mashang.markup import EndTag, Event, StartTag, read_events

LONGEST = 240
"""After this many characters a passage ends with its block."""
PASSED_OVER = frozenset(
    {"ms-chart", "ms-code", "ms-filter", "ms-jump", "ms-pager", "ms-published", "ms-reports", "ms-table--standings"}
)
"""Classes of elements whose text is not read."""
SILENT = frozenset({"caption", "script", "style", "svg", "template", "thead"})
"""Elements without words of their own: a table's heading says already what its caption and column heads say."""

_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong"),
        *("sub", "sup", "time", "u", "wbr"),
    )
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a page: the id that it stands under (empty at the top), and its text, blocks parted by spaces."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class PageText:
    """What a finished page says: the name of its section, which the navigation gives it, and its passages."""

    section: str
    passages: tuple[Passage, ...]


def read_page(html: str) -> PageText | None:
    """Read a page of the reading site; ``None`` for a page without an article, such as that of a code."""
    section = ""
    events = iter(read_events(html))
    for event in events:
        if isinstance(event, StartTag):
            given = event.attributes
            if event.name == "meta" and given.get("name") == "ColumnName":
                section = given.get("content", "")
            elif event.name == "article" and given.get("id") == "content":
                return PageText(section, tuple(_list_passages(_cut_article(events))))
    return None


def _cut_article(events: Iterable[Event]) -> list[Event]:
    """The events up to the end of the article, without those up to the end of its title."""
    article: list[Event] = []
    titled = False
    for event in events:
        if isinstance(event, EndTag):
            if event.name == "article":
                break
            if event.name == "h1" and not titled:
                titled = True
                article.clear()
        article.append(event)
    return article


def _list_passages(article: Iterable[Event]) -> Iterator[Passage]:
    anchor, parts, length = "", list[str](), 0
    for opened, named, text in _list_blocks(article):
        if parts and (named or opened == "h2" or (length > LONGEST and not text)):
            if passage := " ".join("".join(parts).split()):
                yield Passage(anchor, passage)
            parts, length = [], 0
        anchor = named or anchor
        parts.append(text or " ")
        length += len(text)
    if passage := " ".join("".join(parts).split()):
        yield Passage(anchor, passage)


def _list_blocks(article: Iterable[Event]) -> Iterator[tuple[str, str, str]]:
    """Each beginning or end of a block as its tag, its id and no text; each text with neither."""
    skipped, depth = "", 0
    for event in article:
        if skipped:
            if not isinstance(event, str) and event.name == skipped:
                depth += 1 if isinstance(event, StartTag) else -1
                skipped = skipped if depth else ""
        elif isinstance(event, str):
            yield "", "", event
        elif isinstance(event, EndTag):
            if event.name not in _INLINE:
                yield "", "", ""
        elif event.name in SILENT or not PASSED_OVER.isdisjoint(event.attributes.get("class", "").split()):
            skipped, depth = event.name, 1
        elif event.name not in _INLINE:
            yield event.name, event.attributes.get("id", ""), ""
        elif "class" in event.attributes:
            yield "", "", ""
