"""Reads the pages of the built reading site as passages: what a search finds and a result shows.

Only what stands in ``<article id="content">`` is read, which pages of codes do not have. What repeats other pages
or says nothing (charts, symbols, jump lists) is passed over, so that the page that owns a fact is the one found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

LONGEST = 240
"""After this many characters a passage ends with its block."""
KEY_LABELS = ("编号", "简称", "文号", "索引号")
"""Labels of facts by which people call a page, as they do by its title."""
PASSED_OVER = frozenset(
    {"ms-chart", "ms-code", "ms-filter", "ms-jump", "ms-pager", "ms-published", "ms-reports", "ms-table--standings"}
)
"""Classes of elements whose text is not read."""
NAMES_OF_TABLES = frozenset({"caption", "thead"})
"""Elements that only say what a table is; its heading says it already."""

_ARTICLE = re.compile(r'<article\b[^>]*\bid="content"[^>]*>(.*)</article>', re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
_COLUMN = re.compile(r'<meta name="ColumnName" content="([^"]*)">')
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_KEY = re.compile(rf"<dt>(?:{'|'.join(KEY_LABELS)})</dt>\s*<dd>(.*?)</dd>", re.DOTALL)
_SILENT = re.compile(r"<(svg|script|style|template)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_PIECE = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>|([^<]+)", re.IGNORECASE)
_ID = re.compile(r'\bid="([^"]*)"')
_CLASSES = re.compile(r'\bclass="([^"]*)"')
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
    ]
)
_VOID = frozenset(["area", "br", "col", "hr", "img", "input", "wbr"])


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a page: the id that it stands under (empty at the top), and its text, blocks parted by spaces."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as a search knows it. ``section`` is its column's name, ``keys`` how else people call it."""

    address: str
    title: str
    section: str
    description: str
    keys: tuple[str, ...]
    passages: tuple[Passage, ...]


def read_page(address: str, html: str) -> ReadPage | None:
    """Read a page of the reading site; ``None`` for a page without an article, such as that of a code."""
    found = _ARTICLE.search(html)
    if not found:
        return None
    article = _SILENT.sub("", found[1])
    title = _TITLE.search(article)
    head = html[: found.start()]
    column, description = _COLUMN.search(head), _DESCRIPTION.search(head)
    return ReadPage(
        address,
        _read_text(title[1]) if title else "",
        unescape(column[1]) if column else "",
        unescape(description[1]) if description else "",
        tuple(_read_text(key) for key in _KEY.findall(article)),
        tuple(_list_passages(article[title.end() :] if title else article)),
    )


def _read_text(html: str) -> str:
    return " ".join(unescape("".join(text if not tag else "" for _, tag, _, text in _PIECE.findall(html))).split())


def _list_passages(article: str) -> Iterator[Passage]:
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


def _list_blocks(article: str) -> Iterator[tuple[str, str, str]]:
    """Each beginning or end of a block as its tag, its id and no text; each text with neither."""
    skipped, depth = "", 0
    for closing, tag, attributes, text in _PIECE.findall(article):
        if skipped:
            if tag == skipped:
                depth += -1 if closing else 1
                skipped = skipped if depth else ""
        elif text:
            yield "", "", unescape(text)
        elif closing:
            if tag not in _INLINE:
                yield "", "", ""
        else:
            classes = _CLASSES.search(attributes) if attributes else None
            passed_over = classes and tag not in _VOID and not PASSED_OVER.isdisjoint(classes[1].split())
            if passed_over or tag in NAMES_OF_TABLES:
                skipped, depth = tag, 1
            elif tag not in _INLINE:
                identifier = _ID.search(attributes) if attributes else None
                yield tag, unescape(identifier[1]) if identifier else "", ""
            elif classes:
                yield "", "", ""
