"""Cuts a page into tags and texts.

Python's own parser takes four times as long, and a county of full size has 50 MB of pages. What is cut here is whole
HTML as browsers and engines write it; what is malformed is read as text, so that the rules miss nothing but a tag.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import Protocol

Attributes = Mapping[str, str | None]
"""By name in small letters, the first of each name; ``None`` for one without a value."""

_TOKEN = re.compile(
    r"""<!--.*?(?:-->|\Z)|<[!?][^>]*>|</([a-zA-Z][^\s/>]*)[^>]*>|<([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
_UNTIL_END = {tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE) for tag in ("script", "style")}
"""Elements whose content is no HTML."""


class Handler(Protocol):
    """What takes the tokens of a page, in their order."""

    def handle_starttag(self, tag: str, attributes: Attributes) -> None:
        """Take a tag that opens; its name is in small letters."""

    def handle_endtag(self, tag: str) -> None:
        """Take a tag that closes, also one that closes itself."""

    def handle_data(self, data: str) -> None:
        """Take a stretch of text, without references such as ``&amp;``; of scripts and styles as it stands."""


def feed_tokens(text: str, handler: Handler) -> None:
    """Give every tag and every text of a page to the handler."""
    place = 0
    raw: re.Pattern[str] | None = None
    while True:
        if raw:
            end = raw.search(text, place)
            stop = end.start() if end else len(text)
            if stop > place:
                handler.handle_data(text[place:stop])
            place, raw = stop, None
        found = _TOKEN.search(text, place)
        stop = found.start() if found else len(text)
        if stop > place:
            piece = text[place:stop]
            handler.handle_data(unescape(piece) if "&" in piece else piece)
        if not found:
            return
        place = found.end()
        closing, opening, written = found.groups()
        if closing:
            handler.handle_endtag(closing.lower())
        elif opening:
            tag = opening.lower()
            handler.handle_starttag(tag, _read_attributes(written))
            raw = _UNTIL_END.get(tag)
            if written.endswith("/"):
                handler.handle_endtag(tag)


@lru_cache(maxsize=65_536)
def _read_attributes(written: str) -> Attributes:
    """The attributes of a tag; the same are written on page after page."""
    attributes: dict[str, str | None] = {}
    for name, value in _ATTRIBUTE.findall(written):
        bare = value[1:-1] if value[:1] in ('"', "'") else value
        attributes.setdefault(name.lower(), unescape(bare) if value else None)
    return attributes
