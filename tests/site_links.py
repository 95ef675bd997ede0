"""Checks every link and asset of a built tree of files, as a server under any path would answer it.

Used by the tests of the built site: ``from tests.site_links import check_tree``.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

_ASSET_TAGS = frozenset({"script", "img", "source", "iframe", "embed", "object", "audio", "video", "track", "input"})
_ASSET_TAGS |= {"image", "use", "feimage"}
_ASSET_RELATIONS = frozenset({"stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest"})
_ASSET_RELATIONS |= {"preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch"}
_LINK_ATTRIBUTES = frozenset({"href", "src", "poster", "action", "formaction", "data", "xlink:href"})
_LIST_ATTRIBUTES = frozenset({"srcset", "imagesrcset"})
_HARMLESS = frozenset({"mailto", "tel", "data"})
_CSS_LINK = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_REFRESH = re.compile(r"^\s*[0-9.]+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """One link as written; an asset is fetched along with the page."""

    url: str
    asset: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What a file of the tree refers to, the places in it that can be referred to, and why it cannot be read."""

    references: tuple[Reference, ...]
    ids: frozenset[str] = frozenset()
    fault: str = ""


NOT_FOUND = "404.html"


def check_tree(root: Path, site_url: str = "") -> list[str]:
    """Name every fault of the tree under ``root`` as ``file: link: what is wrong``, sorted; none is an empty list.

    Relative links must lead to a file of the tree, spelt exactly, and to an id that is there. A link from the
    server's root is a fault, for the site must work under any path, and so is an asset of another host.
    Absolute links that begin with ``site_url`` are followed within the tree. The page for what is not found
    is shown at any depth, so it alone may link from the server's root, under the path of ``site_url``.
    """
    files = sorted(_list_files(root))
    documents = {
        name: READERS[suffix]((root / name).read_text(encoding="utf-8"))
        for name in files
        if (suffix := posixpath.splitext(name)[1].lower()) in READERS
    }
    tree = _Tree(frozenset(files), {name.lower(): name for name in files}, documents, site_url)
    faults = {f"{name}: {document.fault}" for name, document in documents.items() if document.fault}
    for name, document in documents.items():
        for reference in document.references:
            fault = tree.judge(name, reference)
            if fault:
                faults.add(f"{name}: {reference.url}: {fault}")
    return sorted(faults)


def read_html(text: str) -> Document:
    """Read a page: links in attributes, inline styles and refreshes."""
    reader = _HtmlReader()
    reader.feed(text)
    reader.close()
    return Document(tuple(reader.references), frozenset(reader.ids))


def read_css(text: str) -> Document:
    """Read a style sheet: every ``url()`` and ``@import`` in it."""
    return Document(tuple(_css_references(text)))


def read_xml(text: str) -> Document:
    """Read a feed, a sitemap or a picture: links in attributes, and the text of ``loc`` and ``link``."""
    try:
        root = ET.fromstring(text)  # noqa: S314 - the files are those we have just built
    except ET.ParseError as fault:
        return Document((), fault=f"not well-formed: {fault}")
    references: list[Reference] = []
    ids: set[str] = set()
    for element in root.iter():
        tag = _local(str(element.tag))
        for key, value in element.attrib.items():
            attribute = _local(key)
            if attribute == "id":
                ids.add(value)
            elif attribute in ("href", "src"):
                references.append(Reference(value, asset=tag in _ASSET_TAGS))
            else:
                references += _css_references(value)
        if tag in ("loc", "link") and element.text and element.text.strip():
            references.append(Reference(element.text.strip()))
        if tag == "style":
            references += _css_references(element.text or "")
    return Document(tuple(references), frozenset(ids))


def read_manifest(text: str) -> Document:
    """Read a web manifest: icons and start addresses."""
    try:
        return Document(tuple(_manifest_references(json.loads(text))))
    except ValueError as fault:
        return Document((), fault=f"not well-formed: {fault}")


READERS: dict[str, Callable[[str], Document]] = {
    ".html": read_html,
    ".css": read_css,
    ".xml": read_xml,
    ".svg": read_xml,
    ".webmanifest": read_manifest,
}


@dataclass(frozen=True, slots=True)
class _Tree:
    files: frozenset[str]
    by_lower_case: dict[str, str]
    documents: dict[str, Document]
    site_url: str

    def judge(self, page: str, reference: Reference) -> str:
        """Why a reference on a page fails, or an empty string."""
        url = reference.url.strip()
        if self.site_url and url.startswith(self.site_url) and not reference.asset:
            return self._judge_path("", url.removeprefix(self.site_url))
        try:
            parts = urlsplit(url)
        except ValueError:
            return "not an address"
        if parts.scheme:
            return _judge_scheme(parts.scheme, parts.netloc, asset=reference.asset)
        base = urlsplit(self.site_url).path
        if page == NOT_FOUND and base and url.startswith(base):
            return self._judge_path("", url.removeprefix(base) or ".")
        if url.startswith("/"):
            return "address without scheme" if url.startswith("//") else "from the server's root"
        return self._judge_path(page, url)

    def _judge_path(self, page: str, url: str) -> str:
        parts = urlsplit(url)
        path = unquote(parts.path)
        if "\\" in path:
            return "backslash"
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path or not page else page
        if target == ".." or target.startswith("../"):
            return "leaves the tree"
        if (not path and not page) or path.endswith("/") or posixpath.basename(path) in (".", ".."):
            target = posixpath.normpath(posixpath.join(target, "index.html"))
        if target not in self.files:
            return self._explain_missing(target)
        fragment = unquote(parts.fragment)
        document = self.documents.get(target)
        if not fragment or document is None or posixpath.splitext(page)[1] == ".css":
            return ""
        is_state = "=" in fragment  # what a filter is set to, not a place
        return "" if is_state or fragment in document.ids else f"no id {fragment}"

    def _explain_missing(self, target: str) -> str:
        if target.lower() in self.by_lower_case:
            return f"spelt {self.by_lower_case[target.lower()]}"
        if f"{target}/index.html" in self.files:
            return "folder without slash"
        return "no such file"


def _judge_scheme(scheme: str, host: str, *, asset: bool) -> str:
    if scheme not in ("http", "https"):
        return "" if scheme in _HARMLESS else f"scheme {scheme}"
    if not host:
        return "no host"
    return "asset of another host" if asset else ""


class _HtmlReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.references: list[Reference] = []
        self.ids: set[str] = set()
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        for key, value in attrs:
            if key == "id" or (key == "name" and tag == "a"):
                self.ids.add(value or "")
            elif key in _LINK_ATTRIBUTES:
                self.references.append(Reference(value or "", asset=_is_asset(tag, dict(attrs))))
            elif key in _LIST_ATTRIBUTES:
                self.references += (
                    Reference(part.split()[0], asset=True) for part in (value or "").split(", ") if part
                )
            elif key == "style" and value:
                self.references += _css_references(value)
            elif key == "content" and tag == "meta" and "refresh" in (dict(attrs).get("http-equiv") or "").lower():
                self.references += (Reference(found) for found in _REFRESH.findall(value or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.references += _css_references(data)


def _is_asset(tag: str, attributes: dict[str, str | None]) -> bool:
    if tag == "link":
        return not _ASSET_RELATIONS.isdisjoint((attributes.get("rel") or "").lower().split())
    return tag in _ASSET_TAGS


def _css_references(text: str) -> Iterator[Reference]:
    for found in _CSS_LINK.finditer(_CSS_COMMENT.sub("", text)):
        url = next((group for group in found.groups() if group), "")
        if not url.startswith("#"):
            yield Reference(url, asset=True)


def _manifest_references(value: Any, key: str = "") -> Iterator[Reference]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _manifest_references(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _manifest_references(part)
    elif key in ("src", "start_url", "scope", "url"):
        yield Reference(str(value), asset=key == "src")


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


def _list_files(root: Path) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        for name in names:
            yield (Path(folder) / name).relative_to(root).as_posix()
