"""Reads the finished pages for the search, and keeps what was read until a page changes.

Reading takes longer than anything else in making the index, and from one build to the next most pages are the same.
What is kept stands under a digest of the page's content and of the rules of reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from mashang import markup
from mashang.files import read_cache, write_cache
from mashang.pages.site import Page
from mashang.parallel import divide_work
from mashang.search import passages
from mashang.search.passages import PageText, Passage, read_page

_ALONE = 300
"""Pages that are read sooner than a second process has started."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page with what its finished HTML says."""

    page: Page
    text: PageText


def read_pages(site: Path, pages: Iterable[Page], cache: Path, alone: int = _ALONE) -> tuple[ReadPage, ...]:
    """Those of the pages that the engine made below ``site`` with an article.

    The file ``cache`` saves reading a page again, and is rewritten when it does not hold exactly these pages. More than
    ``alone`` new ones are read by two processes.
    """
    known = dict(_read_texts(cache))
    rules = b"".join(Path(str(module.__file__)).read_bytes() for module in (markup, passages))
    made = [(page, path) for page in pages if (path := site / page.address / "index.html").is_file()]
    keys = [hashlib.blake2b(b"\0".join((rules, path.read_bytes()))).hexdigest() for _, path in made]
    new = [(key, path) for key, (_, path) in zip(keys, made, strict=True) if key not in known]
    texts = {**known, **dict(divide_work(_read_files, new, alone))}
    found = [(key, ReadPage(page, text)) for key, (page, _) in zip(keys, made, strict=True) if (text := texts[key])]
    kept = {key: astuple(read.text) for key, read in found}
    if kept.keys() != known.keys():
        write_cache(cache, kept)
    return tuple(read for _, read in found)


def _read_files(files: Sequence[tuple[str, Path]]) -> list[tuple[str, PageText | None]]:
    """What these pages say, by their keys."""
    return [(key, read_page(path.read_bytes().decode())) for key, path in files]


def _read_texts(cache: Path) -> Iterator[tuple[str, PageText]]:
    for key, entry in read_cache(cache).items():
        match entry:
            case [str(section), list(parts)]:
                with suppress(TypeError, ValueError):  # parts of another shape
                    yield key, PageText(section, tuple(Passage(anchor, text) for anchor, text in parts))
            case _:
                continue
