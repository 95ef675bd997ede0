"""Pages of free text: plain Markdown with a title, nothing that runs, nothing from other hosts, no dead link.

A page is judged by the very HTML that readers are given, and once more line by line for tags that are broken off, which
a browser might complete with what follows.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from mashang.checks.leftovers import find_leftovers
from mashang.checks.privacy import find_private
from mashang.checks.prose import SCHEMES, TAGS, allows, clean_prose, list_places, render_prose
from mashang.checks.slip import ask_about
from mashang.checks.texts import find_bad_character
from mashang.free_page import Anchor, FreePage
from mashang.markup import StartTag, read_events
from mashang.problems import Location, Problem, problem
from mashang.raw import RawDocument

_RESERVED = (
    *("index", "measures", "lists", "progress", "departments", "windows", "matters", "grids", "rankings", "report"),
    *("f", "data", "feed", "search", "assets", "javascripts", "stylesheets", "pagefind", "sitemap"),
)

_LOADING = frozenset(("src", "srcset", "poster", "background", "data", "action", "formaction", "cite", "longdesc"))
_TITLE = re.compile(r"#[ \t]+(?P<title>\S.*?)[ \t]*#*")
_TAG = re.compile(r"<\s*/?\s*(?P<name>[A-Za-z][\w-]*)(?![\w@.+-]*[@:])")
_UNSEEN = re.compile(r"<(?:[!?]-{0,2}|/(?![A-Za-z]))")
"""How a comment begins, or what a browser makes one of."""
_EVENT = re.compile(r"""(?:^|[\s"'{])(?P<name>on[a-z]+)\s*=""", re.IGNORECASE)
_HOST = re.compile(r"(?:[A-Za-z0-9-]+\.){2,}[A-Za-z]{2,}(?:/|$)")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|zip|rar|wps|et|ofd|csv|txt|png|jpe?g|gif|webp|svg|mp4)$", re.IGNORECASE)
_BLANK = re.compile(r"[\s\x00-\x1f]+")
_LONGEST_SHOWN = 80
_MOST_SHOWN = 5
_CONTINUED = ("about/", "privacy/")
"""The pages to which the program adds sections of its own."""
_ALWAYS = frozenset(("top", "content"))
"""Places that every page has: the browser's, and the theme's."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What links may lead to: the site's pages, and the places of those pages that are known by now."""

    pages: frozenset[str]
    places: Mapping[str, Mapping[str, str]]


def check_documents(
    documents: Collection[RawDocument], addresses: Collection[str]
) -> tuple[tuple[FreePage, ...], list[Problem]]:
    """Make a page of every document. ``addresses`` are the pages that the site makes, such as ``measures/M01/``.

    Links to other pages of the site are written as the addresses stand: ``../other/``.
    """
    rendered = {document.name: render_prose(document.text.removeprefix("\ufeff")) for document in documents}
    places = {f"{name}/": list_places(html) for name, html in rendered.items()}
    known = _Known(frozenset({*places, *addresses}), places)
    problems: list[Problem] = []
    pages: list[FreePage] = []
    for document in documents:
        html = rendered[document.name]
        anchors = [anchor for anchor in _list_anchors(document, html, known) if anchor.page in known.pages]
        left = [anchor for anchor in anchors if not _is_known(anchor, known)]
        made = [anchor for anchor in left if anchor.page in _CONTINUED or anchor.page not in places]
        dead = [report_dead_place(anchor, places[anchor.page]) for anchor in left if anchor not in made]
        found = list(dict.fromkeys([*_check_document(document, html, known), *dead]))
        problems += found
        if all(wrong.item for wrong in found):
            pages.append(FreePage(document.name, _read_title(document), clean_prose(html), tuple(made)))
    return tuple(pages), problems


def _read_title(document: RawDocument) -> str:
    """The title; empty when the first line that is not blank is none."""
    found = _TITLE.fullmatch(document.text.removeprefix("\ufeff").strip("\n").split("\n")[0])
    return found["title"] if found else ""


def _check_document(document: RawDocument, html: str, known: _Known) -> Iterator[Problem]:
    text = document.text.removeprefix("\ufeff")
    if document.name in _RESERVED:
        yield problem("page-name-taken", Location(document.file), name=document.name)
    yield from ask_about(find_private(document.name), Location(document.file))
    if not _read_title(document):
        yield problem("page-title-missing", Location(document.file, row=1))
    lines = text.split("\n")
    for row, line in enumerate(lines, start=1):
        yield from _check_line(line, Location(document.file, row=row), document.name)
    for slip in find_private(text):
        yield from ask_about([slip], Location(document.file, row=text.count("\n", 0, slip.start) + 1))
    for found in dict.fromkeys(_UNSEEN.findall(html)):
        yield problem("page-script", Location(document.file, row=_row_of(document, found)), what=f"注释 {found}")
    written = {found["name"].lower() for found in _TAG.finditer(text)}
    for tag in read_events(html):
        if isinstance(tag, StartTag):
            if tag.name not in TAGS | written:
                yield problem("page-script", Location(document.file, row=1), what=f" <{tag.name}> 标签")
            for name, value in tag.attributes.items():
                yield from _check_attribute(document, (tag.name, name, value.strip()), known)


def _check_line(line: str, where: Location, page: str) -> Iterator[Problem]:
    bad = find_bad_character(line.replace("\t", " "))
    if bad is not None:
        yield problem(bad.code, where, **dict(bad.slots))
    yield from ask_about(find_leftovers(line), where, page)
    for found in _TAG.finditer(line):
        if found["name"].lower() not in TAGS:
            yield problem("page-script", where, what=f" <{found['name'].lower()}> 标签")
    for found in _EVENT.finditer(line):
        yield problem("page-script", where, what=f"事件代码 {found['name'].lower()}")


def _check_attribute(document: RawDocument, attribute: tuple[str, str, str], known: _Known) -> Iterator[Problem]:
    tag, name, value = attribute
    where = Location(document.file, row=_row_of(document, value))
    shown = value[:_LONGEST_SHOWN]
    scheme = _scheme(value)
    if name.startswith("on"):
        yield problem("page-script", where, what=f"事件代码 {name}")
    elif name == "style" and re.search(r"url\s*\(|@import|expression\s*\(|\\", value, re.IGNORECASE):
        yield problem("page-foreign", where, what="样式", url=shown)
    elif name == "href" and scheme not in SCHEMES and scheme:
        yield problem("page-script", where, what=f"以 {scheme}: 开头的链接")
    elif name == "href" and _is_dead(value, known.pages, document.name):
        yield problem("page-link-dead", where, target=shown, hint=_suggest_link(value, known.pages))
    elif name in _LOADING:
        what = "图片" if tag == "img" else "内容"
        if scheme or value.startswith("//"):
            yield problem("page-foreign", where, what=what, url=shown)
        else:
            yield problem("page-script", where, what=f"{what}“{shown}”")
    elif tag in TAGS - {"img"} and not allows(tag, name, value):
        row = _row_of(document, value) if value else _row_of(document, name)
        yield problem("page-script", Location(document.file, row=row), what=f" <{tag}> 的 {name} 属性")


def _list_anchors(document: RawDocument, html: str, known: _Known) -> Iterator[Anchor]:
    """The links to a place within a page; what stands after ``#`` with an equals sign filters a table."""
    for tag in read_events(html):
        target = tag.attributes.get("href", "").strip() if isinstance(tag, StartTag) else ""
        path, _, fragment = target.partition("#")
        place = unquote(fragment)
        if not place or "=" in place or place in _ALWAYS or _is_dead(target, known.pages, document.name):
            continue
        if not _scheme(target) and not target.startswith("//"):
            where = Location(document.file, row=_row_of(document, target))
            yield Anchor(_resolve(path.partition("?")[0], document.name), place, target[:_LONGEST_SHOWN], where)


def _is_known(anchor: Anchor, known: _Known) -> bool:
    return anchor.place in known.places.get(anchor.page, {})


def report_dead_place(anchor: Anchor, places: Mapping[str, str]) -> Problem:
    """The problem of a link to a place that is not among those of its page."""
    meant = next((place for place, words in places.items() if words.strip() == anchor.place), "")
    listed = "、".join(
        f"#{place}（{words.strip()}）" for place, words in [*places.items()][:_MOST_SHOWN] if words.strip()
    )
    hint = f"标题“{anchor.place}”的位置写成“#{meant}”。" if meant else f"那一页的位置有：{listed}。" if listed else ""
    hint += "" if meant else "不需要就去掉“#”和后面的字。"
    return problem("page-anchor-dead", anchor.where, target=anchor.written, hint=hint)


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
    resolved = _resolve(path, name)
    return resolved != "./" and resolved not in known


def _resolve(path: str, name: str) -> str:
    """The address that a path leads to from the page of a name."""
    return posixpath.normpath(posixpath.join(name, unquote(path))) + "/"


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
