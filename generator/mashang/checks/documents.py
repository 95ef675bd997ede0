"""Pages of free text: plain Markdown with a title, nothing that runs, nothing from other hosts, no dead link.

A page is judged by what the site's own Markdown reader makes of it, and once more line by line for tags that are
broken off, which a browser might complete with what follows.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from html import unescape
from urllib.parse import unquote, urlsplit

import markdown  # type: ignore[import-untyped] # comes with mkdocs, ships no types

from mashang.checks.privacy import find_private
from mashang.checks.texts import find_bad_character
from mashang.markup import StartTag, read_events
from mashang.model import FreePage
from mashang.problems import Location, Problem, problem
from mashang.raw import RawDocument

_RESERVED = (
    *("index", "measures", "lists", "progress", "departments", "windows", "matters", "grids", "rankings", "report"),
    *("f", "data", "feed", "search", "assets", "javascripts", "stylesheets", "pagefind", "sitemap"),
)

_TAGS = (
    *("a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt", "em", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "s", "small", "span"),
    *("strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"),
)
_LOADING = frozenset(("src", "srcset", "poster", "background", "data", "action", "formaction", "cite", "longdesc"))
_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_TITLE = re.compile(r"#[ \t]+(?P<title>\S.*?)[ \t]*#*")
_TAG = re.compile(r"<\s*/?\s*(?P<name>[A-Za-z][\w-]*)(?![\w@.+-]*[@:])")
_EVENT = re.compile(r"""(?:^|[\s"'{])(?P<name>on[a-z]+)\s*=""", re.IGNORECASE)
_HOST = re.compile(r"(?:[A-Za-z0-9-]+\.){2,}[A-Za-z]{2,}(?:/|$)")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|zip|rar|wps|et|ofd|csv|txt|png|jpe?g|gif|webp|svg|mp4)$", re.IGNORECASE)
_BLANK = re.compile(r"[\s\x00-\x1f]+")
_LONGEST_SHOWN = 80
_EXTENSIONS = ("toc", "tables", "fenced_code")
"""Those of the site's engine: read with others, a page could hide from the check what a browser is given."""


def check_documents(
    documents: Collection[RawDocument], addresses: Collection[str]
) -> tuple[tuple[FreePage, ...], list[Problem]]:
    """Make a page of every document. ``addresses`` are the pages that the site makes, such as ``measures/M01/``.

    Links to other pages of the site are written as the addresses stand: ``../other/``.
    """
    known = {f"{document.name}/" for document in documents} | set(addresses)
    problems: list[Problem] = []
    pages: list[FreePage] = []
    for document in documents:
        found = list(dict.fromkeys(_check_document(document, known)))
        problems += found
        title, body = _parted(document)
        if not found:
            pages.append(FreePage(document.name, title, body))
    return tuple(pages), problems


def _parted(document: RawDocument) -> tuple[str, str]:
    """Title and body; the title is empty when the first line that is not blank is none."""
    lines = document.text.removeprefix("\ufeff").strip("\n").split("\n")
    found = _TITLE.fullmatch(lines[0])
    return (found["title"], "\n".join(lines[1:]).strip("\n")) if found else ("", "\n".join(lines))


def _check_document(document: RawDocument, known: Collection[str]) -> Iterator[Problem]:
    text = document.text.removeprefix("\ufeff")
    if document.name in _RESERVED:
        yield problem("page-name-taken", Location(document.file), name=document.name)
    for code, number in find_private(document.name):
        yield problem(code, Location(document.file), value=number)
    if not _parted(document)[0]:
        yield problem("page-title-missing", Location(document.file, row=1))
    lines = text.split("\n")
    for row, line in enumerate(lines, start=1):
        yield from _check_line(line, Location(document.file, row=row))
    for tag in read_events(markdown.markdown(text, extensions=_EXTENSIONS)):
        if isinstance(tag, StartTag):
            for name, value in tag.attributes.items():
                yield from _check_attribute(document, (tag.name, name, value.strip()), known)


def _check_line(line: str, where: Location) -> Iterator[Problem]:
    bad = find_bad_character(line.replace("\t", " "))
    if bad is not None:
        yield problem(bad.code, where, **dict(bad.slots))
    for code, number in find_private(line):
        yield problem(code, where, value=number)
    for found in _TAG.finditer(line):
        if found["name"].lower() not in _TAGS:
            yield problem("page-script", where, what=f" <{found['name'].lower()}> 标签")
    for found in _EVENT.finditer(line):
        yield problem("page-script", where, what=f"事件代码 {found['name'].lower()}")


def _check_attribute(
    document: RawDocument, attribute: tuple[str, str, str], known: Collection[str]
) -> Iterator[Problem]:
    tag, name, value = attribute
    where = Location(document.file, row=_row_of(document, value))
    shown = value[:_LONGEST_SHOWN]
    scheme = _scheme(value)
    if name.startswith("on"):
        yield problem("page-script", where, what=f"事件代码 {name}")
    elif name == "style" and re.search(r"url\s*\(|@import|expression\s*\(|\\", value, re.IGNORECASE):
        yield problem("page-foreign", where, what="样式", url=shown)
    elif name == "href" and scheme not in _SCHEMES and scheme:
        yield problem("page-script", where, what=f"以 {scheme}: 开头的链接")
    elif name == "href" and _is_dead(value, known, document.name):
        yield problem("page-link-dead", where, target=shown, hint=_suggest_link(value, known))
    elif name in _LOADING:
        what = "图片" if tag == "img" else "内容"
        if scheme or value.startswith("//"):
            yield problem("page-foreign", where, what=what, url=shown)
        else:
            yield problem("page-script", where, what=f"{what}“{shown}”")


def _scheme(value: str) -> str:
    """What stands before the colon, as a browser reads it: white space and control characters do not count."""
    before, colon, _ = _BLANK.sub("", unescape(value)).partition(":")
    return before.lower() if colon and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", before) else ""


def _row_of(document: RawDocument, value: str) -> int:
    """The first line in which a value stands; the title's line when it is written in another form."""
    lines = document.text.split("\n")
    for needle in (f"]({value}", value):
        for row, line in enumerate(lines, start=1):
            if value and (needle in line or needle in unescape(line)):
                return row
    return 1


def _is_dead(target: str, known: Collection[str], name: str) -> bool:
    """Whether a link leads to no page of this site. Links out of the site and within the page are fine."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return True
    if parts.scheme or parts.netloc:
        return False
    path = unquote(parts.path)
    if not path:
        return not parts.fragment
    if path.startswith("/") or not path.endswith("/"):
        return True
    resolved = posixpath.normpath(posixpath.join(name, path))
    return resolved != "." and f"{resolved}/" not in known


def _suggest_link(target: str, known: Collection[str]) -> str:
    """How to write a link to what was probably meant."""
    path = unquote(target.partition("#")[0])
    meant = posixpath.normpath("/" + path.lstrip("/").removesuffix(".md")).removeprefix("/") + "/"
    if meant in known:
        return f"改成“../{meant}”。"
    if _HOST.match(target):
        return f"别的网站要写完整的网址：“https://{target}”。"
    if _FILE.search(path):
        return "网站不带附件和图片：把文件放到单位的网站上，这里写它完整的网址；不需要就删掉这个链接。"
    return "站内的页面写成“../about/”“../measures/M01/”这样，别的网站写完整的网址；不需要就删掉这个链接。"
