"""Reads the finished pages for the search, and keeps what was read until a page changes.

Reading takes longer than anything else in making the index, and from one build to the next most pages are the same.
What is kept stands under a digest of the page's address and content and of the rules of reading.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

from generator.publish import passages
from generator.publish.passages import Passage, ReadPage, read_page
from generator.publish.tree import write_anew


def read_pages(site: Path, shelf: Path, skipped: str) -> tuple[ReadPage, ...]:
    """Every page with an article below ``site``, but for the address ``skipped``.

    The file ``shelf`` saves reading a page again, and is rewritten when it does not hold exactly these pages.
    """
    known = _read_shelf(shelf)
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
        _write_shelf(shelf, kept)
    return tuple(kept.values())


def _write_shelf(shelf: Path, pages: dict[str, ReadPage]) -> None:
    write_anew(shelf.parent, {shelf.name: json.dumps({key: astuple(page) for key, page in pages.items()})})


def _read_shelf(shelf: Path) -> dict[str, ReadPage]:
    """Pages by key; none where the file is missing, torn or of another form."""
    try:
        entries = json.loads(shelf.read_bytes())
        return dict(_restore(entries))
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _restore(entries: dict[str, list[object]]) -> Iterator[tuple[str, ReadPage]]:
    for key, entry in entries.items():
        match entry:
            case [str(address), str(title), str(section), str(description), list(keys), list(parts)]:
                found = tuple(Passage(anchor, text) for anchor, text in parts)
                yield key, ReadPage(address, title, section, description, tuple(keys), found)
            case _:
                raise ValueError(key)
