"""Reads the finished pages for the search, and keeps what was read until a page changes.

Reading takes longer than anything else in making the index, and from one build to the next most pages are the same.
What is kept stands under a digest of the page's content and of the rules of reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from mashang import markup
from mashang.files import read_cache, write_cache
from mashang.pages.site import Page
from mashang.search import passages
from mashang.search.passages import PageText, Passage, read_page


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page with what its finished HTML says."""

    page: Page
    text: PageText


def read_pages(site: Path, pages: Iterable[Page], cache: Path) -> tuple[ReadPage, ...]:
    """Those of the pages that the engine made below ``site`` with an article.

    The file ``cache`` saves reading a page again, and is rewritten when it does not hold exactly these pages.
    """
    known = dict(_read_texts(cache))
    kept: dict[str, PageText] = {}
    found: list[ReadPage] = []
    rules = b"".join(Path(str(module.__file__)).read_bytes() for module in (markup, passages))
    for page in pages:
        path = site / page.address / "index.html"
        content = path.read_bytes() if path.is_file() else b""
        key = hashlib.blake2b(b"\0".join((rules, content))).hexdigest()
        text = known.get(key) or read_page(content.decode())
        if text:
            kept[key] = text
            found.append(ReadPage(page, text))
    if kept.keys() != known.keys():
        write_cache(cache, {key: astuple(text) for key, text in kept.items()})
    return tuple(found)


def _read_texts(cache: Path) -> Iterator[tuple[str, PageText]]:
    for key, entry in read_cache(cache).items():
        match entry:
            case [str(section), list(parts)]:
                with suppress(TypeError, ValueError):  # parts of another shape
                    yield key, PageText(section, tuple(Passage(anchor, text) for anchor, text in parts))
            case _:
                continue
