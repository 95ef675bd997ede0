"""Reads a built site from the disk, each file once."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.inspection.markup import read_page
from generator.inspection.page import Page
from generator.inspection.references import READERS, Document

_NOT_TEXT = "不是 UTF-8 编码"


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


def read_tree(root: Path) -> Tree:
    """Read every file under ``root`` that may refer to others, and the sizes of all."""
    sizes: dict[str, int] = {}
    pages: dict[str, Page] = {}
    documents: dict[str, Document] = {}
    scripts: dict[str, str] = {}
    for name in sorted(_list_files(root)):
        path = root / name
        suffix = posixpath.splitext(name)[1].lower()
        if suffix not in READERS and suffix not in (".html", ".js"):
            sizes[name] = path.stat().st_size
            continue
        data = path.read_bytes()
        sizes[name] = len(data)
        text, fault = _decode(data)
        if suffix == ".js":
            scripts[name] = text
        elif suffix == ".html":
            pages[name] = read_page(name, text, len(data))
            documents[name] = pages[name].document
        else:
            documents[name] = READERS[suffix](text)
        if fault:
            documents[name] = replace(documents.get(name, Document()), fault=fault)
    return Tree(sizes, pages, documents, scripts)


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
