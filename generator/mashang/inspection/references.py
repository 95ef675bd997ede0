"""What the files of a built site refer to: links as written in style sheets, pictures, feeds and manifests."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

ASSET_TAGS = frozenset({"script", "img", "source", "iframe", "embed", "object", "audio", "video", "track", "input"})
ASSET_TAGS |= {"image", "use", "feimage"}
_DATE_TAGS = frozenset({"lastmod", "updated", "published"})
_CSS_LINK = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reference:
    """One link as written; an asset is fetched along with the page."""

    url: str
    asset: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What a file refers to, the places in it that can be referred to, the days it names, why it cannot be read."""

    references: tuple[Reference, ...] = ()
    ids: frozenset[str] = frozenset()
    dates: tuple[str, ...] = ()
    fault: str = ""


def read_css(text: str) -> Document:
    """Read a style sheet: every ``url()`` and ``@import`` in it."""
    return Document(tuple(list_css_references(text)))


def read_xml(text: str) -> Document:
    """Read a feed, a sitemap or a picture: links in attributes, the text of ``loc`` and ``link``, days of change."""
    try:
        root = ET.fromstring(text)  # noqa: S314 — the files are those we have just built
    except ET.ParseError as fault:
        return Document(fault=f"格式有误：{fault}")
    references: list[Reference] = []
    ids: set[str] = set()
    dates: list[str] = []
    for element in root.iter():
        tag = _local(str(element.tag))
        references += _attribute_references(tag, element.attrib)
        ids.update(value for key, value in element.attrib.items() if _local(key) == "id")
        written = (element.text or "").strip()
        if tag in ("loc", "link") and written:
            references.append(Reference(written))
        elif tag in _DATE_TAGS:
            dates.append(written)
        elif tag == "style":
            references += list_css_references(written)
    return Document(tuple(references), frozenset(ids), tuple(dates))


def read_manifest(text: str) -> Document:
    """Read a web manifest: icons and start addresses."""
    try:
        return Document(tuple(_manifest_references(json.loads(text))))
    except ValueError as fault:
        return Document(fault=f"格式有误：{fault}")


READERS: dict[str, Callable[[str], Document]] = {
    ".css": read_css,
    ".xml": read_xml,
    ".svg": read_xml,
    ".webmanifest": read_manifest,
}
"""The reader of each kind of file that may refer to others, pages apart."""


def list_css_references(text: str) -> Iterator[Reference]:
    """Every address that a piece of style sheet loads."""
    for found in _CSS_LINK.finditer(_CSS_COMMENT.sub("", text)):
        url = next((group for group in found.groups() if group), "")
        if not url.startswith("#"):
            yield Reference(url, asset=True)


def resolve_path(page: str, url: str) -> str:
    """The path, from the tree's root, of the file that a relative link on a page names.

    A path that begins with ``..`` leaves the tree. ``page`` may be empty for a link that is already written
    from the tree's root.
    """
    path = unquote(urlsplit(url).path)
    if not path and page:
        return page
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if not path or path.endswith("/") or posixpath.basename(path) in (".", ".."):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target


def is_relative(url: str) -> bool:
    """Whether a link is written from the page it stands on, and so leads to a file beside it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and not url.startswith("/")


def _attribute_references(tag: str, attributes: dict[str, str]) -> Iterator[Reference]:
    for key, value in attributes.items():
        if _local(key) in ("href", "src"):
            yield Reference(value, asset=tag in ASSET_TAGS)
        elif _local(key) != "id":
            yield from list_css_references(value)


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
