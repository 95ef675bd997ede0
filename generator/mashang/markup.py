"""Reads HTML as a run of events: the only place where a page is taken apart.

One regular expression cuts a page by the rules of the HTML standard's tokenizer, and each different tag is read
once in a process, for the pages of a site say the same few tags again and again. Measured on a county's pages,
``html.parser`` takes five times as long, and a walk over the tree of a parser in C twice as long. Elements that
are not closed stay open: events come as they are written, no tree is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import TypeAlias

_REST = r"""[^>=]*+(?:=\s*+(?:"[^"]*+"|'[^']*+'|)[^>=]*+)*+>"""
"""A tag from its name to its end: a quotation mark begins a value only after ``=``."""
_START_OR_COMMENT = (
    rf"script(?=[\s/>]){_REST}.*?</script\b[^>]*>|style(?=[\s/>]){_REST}.*?</style\b[^>]*>|[a-z]{_REST}"
    r"|!--(?:-?>|.*?(?:--!?>|\Z))"
)
_FLAGS = re.IGNORECASE | re.DOTALL | re.ASCII  # no blank parts a tag but those of ASCII
_STARTS = re.compile(f"<(?:{_START_OR_COMMENT})", _FLAGS)
_TOKENS = re.compile(rf"[^<]++(?:<(?![a-z/!?])[^<]*+)*+|<(?:/[^>]*+>|{_START_OR_COMMENT}|[!?][^>]*>)|<", _FLAGS)
_END = re.compile(r"</([a-z][^\s/>]*)", _FLAGS)
_TAG = re.compile(rf"<([a-z][^\s/>]*)({_REST})", _FLAGS)
_ATTRIBUTE = re.compile(r"""([^\s/>=][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""", re.ASCII)
_QUOTES = frozenset("\"'")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


@dataclass(frozen=True, slots=True, eq=False)
class StartTag:
    """A start tag: its name and its attributes' names in small letters, the first of each name; empty without a value.

    ``content`` is what a ``<script>`` or ``<style>`` holds, letter for letter, which is no event of its own.
    """

    name: str
    attributes: Mapping[str, str]
    content: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class EndTag:
    """The end of an element; one that can hold nothing, or is closed by its start tag, ends at once."""

    name: str


Event: TypeAlias = StartTag | EndTag | str
"""A text is what stands between two tags, references resolved. Comments and the doctype are no events."""


def read_events(html: str) -> list[Event]:
    """The events of a page in their order."""
    events: list[Event] = []
    for token in _TOKENS.findall(html):
        if token[0] == "<":
            events += _read_token(token)
        else:
            events.append(unescape(token) if "&" in token else token)
    return events


def list_tags(pages: Iterable[str]) -> Iterator[StartTag]:
    """The different start tags of all these pages, each once, in no order."""
    tokens: set[str] = set()
    for page in pages:
        tokens.update(_STARTS.findall(page))
    return (tag for token in tokens for tag in _read_token(token) if isinstance(tag, StartTag))


@lru_cache(maxsize=50_000)
def _read_token(token: str) -> tuple[Event, ...]:
    """A start tag, with its end where it ends at once; an end tag; nothing for a comment or the doctype."""
    start = _TAG.match(token)
    if start is None:
        end = _END.match(token)
        other = () if token.startswith(("<!", "<?", "</")) else (token,)
        return (EndTag(end[1].lower()),) if end else other
    name, written = start[1].lower(), start[2]
    attributes: dict[str, str] = {}
    for key, value in _ATTRIBUTE.findall(written):
        text = value[1:-1] if value[:1] in _QUOTES else value
        attributes.setdefault(key.lower(), unescape(text) if "&" in text else text)
    content, closed, _ = token[start.end() :].rpartition("</")
    tag = StartTag(name, attributes, content)
    return (tag, EndTag(name)) if closed or name in _VOID or written.endswith("/>") else (tag,)
