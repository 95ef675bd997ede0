"""Reads a built site from the disk, each file once."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from mashang.inspection.page import Page
from mashang.inspection.page_reader import read_page
from mashang.inspection.references import READERS, Document
from mashang.parallel import divide_work

_NOT_TEXT = "不是 UTF-8 编码"
_ALONE = 600
"""Pages that are read sooner than a second process has started."""


@dataclass(frozen=True)
class Tree:
    """A built site. All names are paths from its root, with forward slashes."""

    sizes: Mapping[str, int]
    """Every file, in bytes."""
    pages: Mapping[str, Page]
    documents: Mapping[str, Document]
    """What each page, style sheet, picture, feed and manifest refers to."""
    scripts: Mapping[str, str]
    """The text of every script."""


def read_tree(root: Path, alone: int = _ALONE) -> Tree:
    """Read every file under ``root`` that may refer to others, and the sizes of all.

    A site of more pages than ``alone`` is read by two processes.
    """
    sizes: dict[str, int] = {}
    documents: dict[str, Document] = {}
    scripts: dict[str, str] = {}
    names = sorted(_list_files(root))
    html = [name for name in names if _suffix(name) == ".html"]
    pages = dict(sorted(divide_work(partial(_read_some, root), html, alone)))
    for name in names:
        suffix = _suffix(name)
        if name in pages:
            sizes[name] = pages[name].size
            documents[name] = pages[name].document
        elif suffix in READERS or suffix == ".js":
            data = (root / name).read_bytes()
            sizes[name] = len(data)
            text, fault = _decode(data)
            if suffix == ".js":
                scripts[name] = text
            else:
                documents[name] = READERS[suffix](text)
            if fault:
                documents[name] = replace(documents.get(name, Document()), fault=fault)
        else:
            sizes[name] = (root / name).stat().st_size
    return Tree(sizes, pages, documents, scripts)


def _read_some(root: Path, names: Sequence[str]) -> list[tuple[str, Page]]:
    """These pages with their names."""
    return [(name, _read_one(root, name)) for name in names]


def _read_one(root: Path, name: str) -> Page:
    data = (root / name).read_bytes()
    text, fault = _decode(data)
    page = read_page(name, text, len(data))
    return replace(page, document=replace(page.document, fault=fault)) if fault else page


def _suffix(name: str) -> str:
    return posixpath.splitext(name)[1].lower()


def _decode(data: bytes) -> tuple[str, str]:
    """The text, and what is wrong with its encoding."""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return data.decode("utf-8", errors="replace"), _NOT_TEXT


def _list_files(root: Path) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        inside = Path(folder).relative_to(root).as_posix()
        yield from (posixpath.normpath(f"{inside}/{name}") for name in names)
