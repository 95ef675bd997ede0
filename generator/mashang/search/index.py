"""Writes what the search page reads: a small table, shards of terms, and the passages that results show.

A browser asks for ``search/index.json`` and then only for the shards that its reader's words fall into and for the
passages that are shown; what was typed never leaves it. The files lie in a folder that is named by their digest, so
that nothing kept from an earlier edition can be mixed with them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter, sub
from pathlib import Path

from mashang.addresses import SEARCH
from mashang.files import write_files
from mashang.pages.site import Page
from mashang.problems import MashangError
from mashang.search.page_cache import ReadPage, read_pages
from mashang.search.terms import list_terms

PER_FILE = 6
"""Passages in one file."""
SHARD_BYTES = 6_000
"""About how large a shard is to be."""
MOST_SHARDS = 512
WEIGHTS = {
    "measures": 100,
    "lists": 95,
    "departments": 95,
    "matters": 95,
    "windows": 90,
    "grids": 85,
    "progress": 75,
    "rankings": 75,
}
"""How much a match in a section counts, in percent: the page that owns a fact before one that repeats it."""
OTHER_WEIGHT, INDEX_WEIGHT, EDITION_WEIGHT = 80, 60, 50
"""The same for free pages, pages that only lead to others, and editions, of which the newest is its list's page."""
SINGLE_PAGES = frozenset({"windows"})
"""Sections that are one page."""
NEWEST_FIRST = ("progress", "rankings")
"""Sections whose pages are shown newest first where they fit equally well."""
_HASH_FACTOR, _HASH_MODULUS = 31, 1_000_003
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class SearchError(MashangError):
    """The pages cannot be searched."""


@dataclass(frozen=True, slots=True, eq=False)
class _Record:
    """A numbered passage: what a result shows of it, and the text that is searched."""

    read: ReadPage
    anchor: str
    shown: str
    found: str


def write_search(site: Path, pages: Iterable[Page], cache: Path, previous: Path | None = None) -> int:
    """Read these pages as the engine has finished them below ``site``, and write the index beside the search page.

    What is read is kept in the file ``cache``; shards that ``previous`` has as well are linked. Returns how many
    pages can be found; the search page itself is not. Raises :class:`SearchError` when there is nothing to find.
    """
    found = read_pages(site, (page for page in pages if page.address != SEARCH), cache)
    if not found:
        raise SearchError(
            "没有一个页面可供搜索，没有发布任何内容。"
            '如果 site_config/overrides 里放了自己的 main.html，请保留其中的 <article id="content">。'
        )
    write_files(site, render_index(found), previous)
    return len(found)


def weigh_page(address: str) -> int:
    """How much a match in a page counts, in percent."""
    section, _, rest = address.partition("/")
    if not address or (section in WEIGHTS and not rest and section not in SINGLE_PAGES):
        return INDEX_WEIGHT
    if section == "lists" and "/" in rest.rstrip("/"):
        return EDITION_WEIGHT
    return WEIGHTS.get(section, OTHER_WEIGHT)


def sort_pages(pages: Iterable[ReadPage]) -> list[ReadPage]:
    """The order in which pages that fit equally well are shown."""
    by_address = sorted(pages, key=lambda read: read.page.address)
    dated = [read for read in by_address if read.page.address.startswith(NEWEST_FIRST)]
    others = [read for read in by_address if not read.page.address.startswith(NEWEST_FIRST)]
    return sorted([*others, *reversed(dated)], key=lambda read: -weigh_page(read.page.address))


def render_index(pages: Iterable[ReadPage]) -> Iterator[tuple[str, str]]:
    """The files of an index as path below the site and JSON; the same pages give the same bytes in any order.

    Passages are numbered page by page; the first of each page is its head: title, keys, description.
    """
    ordered = sort_pages(pages)
    records: list[_Record] = []
    postings: dict[str, list[int]] = defaultdict(list)
    for read in ordered:
        for record in _list_records(read):
            for term in list_terms(record.found):
                postings[term].append(len(records))
            records.append(record)
    shards = count_shards(postings)
    files = {**_render_shards(postings, shards), **_render_records(records)}
    digest = hashlib.sha256("\0".join(f"{path}\0{text}" for path, text in files.items()).encode()).hexdigest()[:12]
    table = {
        "folder": digest,
        "shards": shards,
        "file": PER_FILE,
        "pages": [1 + len(read.text.passages) for read in ordered],
        "weights": [weigh_page(read.page.address) for read in ordered],
    }
    yield f"{SEARCH}index.json", _dump(table)
    yield from ((f"{SEARCH}{digest}/{path}", text) for path, text in files.items())


def _list_records(read: ReadPage) -> Iterator[_Record]:
    page = read.page
    shown = "。".join(filter(None, ("、".join(page.keys), page.description)))
    yield _Record(read, "", shown, ";".join((page.title, *page.keys)))
    yield from (_Record(read, passage.anchor, passage.text, passage.text) for passage in read.text.passages)


def count_shards(postings: Mapping[str, Sequence[int]]) -> int:
    """How many shards make them about :data:`SHARD_BYTES` long: a power of two."""
    size = sum(len(term) * 3 + 6 + 2 * len(places) for term, places in postings.items())
    shards = 1
    while shards < MOST_SHARDS and shards * SHARD_BYTES < size:
        shards *= 2
    return shards


def hash_term(term: str, shards: int) -> int:
    """The shard of a term. ``search.js`` computes the same; the numbers stay exact in a browser."""
    value = 0
    for letter in term:
        value = (value * _HASH_FACTOR + ord(letter)) % _HASH_MODULUS
    return value % shards


def encode_places(places: Sequence[int]) -> str:
    """Rising numbers as their differences to base 36: ``[3, 4, 40]`` gives ``3 1 10``."""
    return " ".join(map(_encode, map(sub, places, (0, *places))))


@lru_cache(maxsize=100_000)
def _encode(number: int) -> str:
    text = ""
    while number >= len(_DIGITS):
        number, digit = divmod(number, len(_DIGITS))
        text = _DIGITS[digit] + text
    return _DIGITS[number] + text


def _render_shards(postings: Mapping[str, Sequence[int]], shards: int) -> dict[str, str]:
    contents: list[dict[str, str]] = [{} for _ in range(shards)]
    for term in sorted(postings):
        contents[hash_term(term, shards)][term] = encode_places(postings[term])
    return {f"t{number}.json": _dump(content) for number, content in enumerate(contents)}


def _render_records(records: Sequence[_Record]) -> dict[str, str]:
    """Files of passages, each with the pages that they are from: ``{"pages": […], "passages": [[page, …], …]}``."""
    files = {}
    for start in range(0, len(records), PER_FILE):
        passages = records[start : start + PER_FILE]
        pages = [read for read, _ in groupby(passages, key=attrgetter("read"))]
        files[f"p{start // PER_FILE}.json"] = _dump(
            {
                "pages": [[read.page.address, read.page.title, read.text.section] for read in pages],
                "passages": [[pages.index(passage.read), passage.anchor, passage.shown] for passage in passages],
            }
        )
    return files


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
