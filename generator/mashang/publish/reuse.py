"""What of the published reading site still holds: the pages whose every ingredient is the same as last time.

Setting a page costs the engine milliseconds, and a month's report changes few of a county's pages. A page's key is a
digest of all that it is made from; a record beside the build says with which key, and to what, each page was set.
Nothing is believed on the record's word: a published page counts only while its content has the recorded digest.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from mashang.files import read_cache, write_cache

_SOURCE, _RESULT = "index.md", "index.html"
_OUTSIDE = re.compile(r"^(?:INHERIT|hooks):|^plugins:(?!\s*\[\]\s*$)|!ENV\b|!relative\b", re.MULTILINE)
"""Words by which mkdocs.yml lets a site depend on what lies outside of the county's own files."""


def reaches_outside(config: str) -> bool:
    """Whether, by the text of its mkdocs.yml, a site may depend on what nobody looks at here."""
    return bool(_OUTSIDE.search(config))


def derive_keys(sources: Mapping[str, str], frame: str) -> dict[str, str]:
    """The key of each page, from the Markdown files by path and a digest of what all pages share."""
    return {path: _digest([frame, text]) for path, text in sources.items()}


def place_unchanged(keys: Mapping[str, str], record: Path, published: Path, site: Path) -> Iterator[str]:
    """Lay the published pages that still hold into a new site, as links where the system can.

    Yields the path of the Markdown file behind each of them.
    """
    known = _read_record(record)
    for path, key in keys.items():
        if known.get(path, ("", ""))[0] != key or not path.endswith(_SOURCE):
            continue
        name = path.removesuffix(_SOURCE) + _RESULT
        source, target = published / name, site / name
        if source.is_symlink() or not source.is_file() or _digest_file(source) != known[path][1]:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)
        yield path


def write_record(keys: Mapping[str, str], record: Path, site: Path) -> None:
    """Note for the next build with which key each page of this one was set, and what it became."""
    pages = {}
    for path, key in keys.items():
        result = site / (path.removesuffix(_SOURCE) + _RESULT)
        if path.endswith(_SOURCE) and result.is_file():
            pages[path] = [key, _digest_file(result)]
    write_cache(record, pages)


def _read_record(record: Path) -> dict[str, tuple[str, str]]:
    """Key and digest by path."""
    found = {}
    for path, entry in read_cache(record).items():
        match entry:
            case [str(key), str(digest)]:
                found[path] = (key, digest)
            case _:
                continue
    return found


def _digest(parts: Iterable[str]) -> str:
    return hashlib.blake2b("\0".join(parts).encode()).hexdigest()


def _digest_file(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes()).hexdigest()
