"""Reads the finished pages for the search, and keeps what was read until a page changes.

Reading takes longer than anything else in making the index, and from one build to the next most pages are the same.
What is kept stands under a digest of the page's address and content and of the rules of reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from mashang.files import read_cache, write_cache
from mashang.search import passages
from mashang.search.passages import Passage, ReadPage, read_page


def read_pages(site: Path, cache: Path, skipped: str) -> tuple[ReadPage, ...]:
    """Every page with an article below ``site``, but for the address ``skipped``.

    The file ``cache`` saves reading a page again, and is rewritten when it does not hold exactly these pages.
    """
    known = dict(_read_pages(cache))
    kept: dict[str, ReadPage] = {}
    rules = Path(passages.__file__).read_bytes()
    for path in sorted(site.rglob("index.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        content = path.read_bytes()
        key = hashlib.blake2b(b"\0".join((rules, address.encode(), content))).hexdigest()
        page = known.get(key) or read_page(address, content.decode())
        if page and address != skipped:
            kept[key] = page
    if kept.keys() != known.keys():
        write_cache(cache, {key: astuple(page) for key, page in kept.items()})
    return tuple(kept.values())


def _read_pages(cache: Path) -> Iterator[tuple[str, ReadPage]]:
    for key, entry in read_cache(cache).items():
        match entry:
            case [str(address), str(title), str(section), str(description), list(keys), list(parts)]:
                with suppress(TypeError, ValueError):  # parts of another shape
                    found = tuple(Passage(anchor, text) for anchor, text in parts)
                    yield key, ReadPage(address, title, section, description, tuple(keys), found)
            case _:
                continue
