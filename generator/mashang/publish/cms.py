"""A built site as fragments to be pasted into a portal that gives no folder, only columns and an editor.

Each page becomes the HTML of its article alone: no script, no class, styles inline and few, headings and tables whole.
Charts become the sentence that describes them. Links lead where a table of addresses says; without an entry there
they are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from mashang.markup import EndTag, Event, StartTag, read_events

_KEPT = frozenset(
    (
        *("h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot"),
        *("tr", "th", "td", "strong", "em", "del", "ins", "blockquote", "code", "br", "sub", "sup", "div"),
    )
)
_RENAMED = {"figure": "div", "figcaption": "div", "section": "div", "details": "div", "summary": "h4"}
_DROPPED = frozenset(("script", "style", "form", "noscript", "nav", "button", "select", "h1", "template", "svg"))
"""What is left out with all that stands in it; a page's title is the portal's to show."""
_ATTRIBUTES = {"th": ("scope", "colspan", "rowspan"), "td": ("colspan", "rowspan"), "ol": ("start",)}
_STYLES = {
    "table": "border-collapse:collapse;width:100%",
    "th": "border:1px solid #999;padding:6px 8px;text-align:left",
    "td": "border:1px solid #999;padding:6px 8px",
    "img": "max-width:100%",
}
_PRIVATE = "f/"
"""Pages behind codes: those of enterprises are for nobody else, and forms work on the site alone."""
_SCHEMES = frozenset(("https", "http", "tel", "mailto"))
_FRAGMENTS = "fragments/"
_LEFT_OUT = frozenset(("search/", "404.html"))
_SPACE = re.compile(r"[ \t\r\n]+")
_LINES = re.compile(r"(?: *\n *)+")
_BLANK = re.compile(r"<(div|p|h4|li)>\s*</\1>")


@dataclass(frozen=True, slots=True)
class CmsEntry:
    """Something to be put into the portal: its address in our site, its title and column, the file to take."""

    address: str
    title: str
    column: str
    file: str
    published: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is a fragment, and no attachment."""
        return self.file.startswith(_FRAGMENTS)


@dataclass(frozen=True, slots=True)
class CmsExport:
    """The fragments and attachments by file name, the list of what they are, and what of it has no address yet."""

    files: Mapping[str, bytes]
    entries: tuple[CmsEntry, ...]
    unfilled: tuple[CmsEntry, ...]


@dataclass(frozen=True, slots=True)
class _Site:
    """What links are resolved by: the built site, the titles of its pages, the addresses in the portal."""

    folder: Path
    url: str
    titles: Mapping[str, str]
    addresses: Mapping[str, str]

    def resolve(self, page: str, href: str) -> str | None:
        """The address in our site that a link on a page leads to; ``None`` when it leads elsewhere."""
        if href.startswith(self.url):
            page, href = "", href.removeprefix(self.url)
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return None
        path = normpath(f"/{page}{unquote(parts.path)}").lstrip("/")
        return path if not path or "." in path.rpartition("/")[2] else f"{path}/"

    def choose_picture(self, address: str) -> str:
        """A picture in a form that portals take: beside the drawing of a code lies the same as pixels."""
        pixels = address.removesuffix(".svg") + ".png"
        return pixels if address.endswith(".svg") and (self.folder / pixels).is_file() else address


@dataclass(frozen=True, slots=True)
class _Page:
    """A public page as read: its entry and the events of its article."""

    entry: CmsEntry
    events: tuple[Event, ...]


def export_fragments(site: Path, site_url: str, addresses: Mapping[str, str]) -> CmsExport:
    """The public pages of a built site as fragments. ``addresses`` are those in the portal by those in our site."""
    pages = [page for path in _list_pages(site) if (page := _read_page(site, path)) is not None]
    titles = {page.entry.address: page.entry.title for page in pages}
    whole = _Site(site, site_url, titles, addresses)
    files: dict[str, bytes] = {}
    pictures: dict[str, CmsEntry] = {}
    for page in pages:
        writer = _Writer(page.entry.address, whole)
        files[page.entry.file] = writer.write(page.events).encode("utf-8-sig")
        for shown, title in writer.pictures.items():
            pictures.setdefault(shown, CmsEntry(shown, title, page.entry.column, _name_attachment(shown)))
    data = sorted(path.relative_to(site).as_posix() for path in (site / "data").rglob("*.csv"))
    attached = (*pictures.values(), *(CmsEntry(one, one, "开放数据", _name_attachment(one)) for one in data))
    files |= {one.file: (site / one.address).read_bytes() for one in attached}
    entries = (*(page.entry for page in pages), *attached)
    return CmsExport(files, entries, tuple(one for one in entries if not addresses.get(one.address)))


def _list_pages(site: Path) -> Iterator[str]:
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if not name.startswith(_PRIVATE) and not name.startswith(tuple(_LEFT_OUT)):
            yield name


def _read_page(site: Path, name: str) -> _Page | None:
    """A page with its article; ``None`` for one that search engines are kept from, and for one without an article."""
    events = read_events((site / name).read_text(encoding="utf-8"))
    metas = {
        one.attributes.get("name"): one.attributes.get("content", "")
        for one in events
        if isinstance(one, StartTag) and one.name == "meta"
    }
    inside = tuple(_cut_article(events))
    if "noindex" in metas.get("robots", "") or not inside:
        return None
    address = name.removesuffix("index.html")
    title = metas.get("ArticleTitle") or _read_heading(inside)
    column = metas.get("ColumnName") or ("首页" if not address else title)
    file = f"{_FRAGMENTS}{address.strip('/').replace('/', '-') or 'index'}.html"
    return _Page(CmsEntry(address, title, column, file, metas.get("PubDate", "")[:10]), inside)


def _cut_article(events: Iterable[Event]) -> Iterator[Event]:
    within = False
    for one in events:
        if isinstance(one, EndTag) and one.name == "article":
            return
        if within:
            yield one
        within = within or (isinstance(one, StartTag) and one.name == "article")


def _read_heading(events: Iterable[Event]) -> str:
    within, texts = False, []
    for one in events:
        if isinstance(one, EndTag) and one.name == "h1":
            break
        if within and isinstance(one, str):
            texts.append(one)
        within = within or (isinstance(one, StartTag) and one.name == "h1")
    return "".join(texts).strip()


def _name_attachment(address: str) -> str:
    return f"attachments/{address.replace('/', '-')}"


@dataclass(slots=True)
class _Open:
    """An element that is open: what is written at its end, whether it is left out, where its own text began."""

    name: str
    end: str = ""
    hidden: bool = False
    begin: int = 0
    title: str = ""
    """For a link that leads nowhere yet: the title of the page that it led to."""


def _fold(found: re.Match[str]) -> str:
    return "\n" if "\n" in found[0] else " "


class _Writer:
    """Writes the fragment of one page."""

    def __init__(self, address: str, site: _Site) -> None:
        self._address, self._site = address, site
        self.pictures: dict[str, str] = {}
        """What the pictures show, by their addresses in our site."""
        self._out: list[str] = []
        self._open: list[_Open] = []

    def write(self, events: Iterable[Event]) -> str:
        """The fragment of these events."""
        for one in events:
            if isinstance(one, StartTag):
                self._open.append(self._start(one))
            elif isinstance(one, EndTag):
                self._end(one.name)
            elif not self._hidden:
                self._out.append(escape(_SPACE.sub(_fold, one), quote=False))
        return _BLANK.sub("", _LINES.sub("\n", "".join(self._out))).strip() + "\n"

    @property
    def _hidden(self) -> bool:
        return bool(self._open) and self._open[-1].hidden

    def _start(self, tag: StartTag) -> _Open:
        if tag.name == "desc":  # what a drawing shows, in words
            self._out.append("<p>")
            return _Open("desc", "</p>")
        if self._hidden or tag.name in _DROPPED or "hidden" in tag.attributes:
            return _Open(tag.name, hidden=True)
        if tag.name == "a":
            return self._link(tag)
        name = _RENAMED.get(tag.name, tag.name)
        if name == "img":
            self._picture(tag)
        elif name in _KEPT:
            kept = "".join(
                f' {key}="{escape(tag.attributes[key])}"' for key in _ATTRIBUTES.get(name, ()) if key in tag.attributes
            )
            style = f' style="{_STYLES[name]}"' if name in _STYLES else ""
            self._out.append(f"<{name}{kept}{style}>")
            return _Open(tag.name, "" if name == "br" else f"</{name}>")
        elif name == "span" and self._out and not self._out[-1].endswith((">", " ", "\n", "（", "\u3000")):
            self._out.append(" ")  # boxes part them on the site
        return _Open(tag.name)

    def _end(self, name: str) -> None:
        if all(one.name != name for one in self._open):
            return
        while True:
            one = self._open.pop()
            if one.title:
                text = "".join(self._out[one.begin :])
                if one.title not in text and text.strip() not in one.title:
                    self._out.append(f"（见“{escape(one.title, quote=False)}”）")
            self._out.append(one.end)
            if one.name == name:
                return

    def _link(self, tag: StartTag) -> _Open:
        href = tag.attributes.get("href", "")
        address = self._site.resolve(self._address, href)
        target = self._lead(href, address)
        if target:
            self._out.append(f'<a href="{escape(target)}">')
            return _Open("a", "</a>")
        named = address not in (None, self._address) and all(one.name != "table" for one in self._open)
        return _Open("a", begin=len(self._out), title=self._site.titles.get(address or "", "") if named else "")

    def _lead(self, href: str, address: str | None) -> str:
        """Where a link leads from the portal; empty where it would lead nowhere."""
        if address is None:
            return href if urlsplit(href).scheme in _SCHEMES else ""
        return "" if address == self._address else self._site.addresses.get(address, "")

    def _picture(self, tag: StartTag) -> None:
        found = self._site.resolve(self._address, tag.attributes.get("src", ""))
        words = tag.attributes.get("alt", "")
        if found is None:
            self._out.append(escape(words, quote=False))
            return
        address = self._site.choose_picture(found)
        self.pictures[address] = words
        target = self._site.addresses.get(address)
        if target:
            self._out.append(f'<img src="{escape(target)}" alt="{escape(words)}" style="{_STYLES["img"]}">')
        else:
            self._out.append(f"〔图：{escape(words, quote=False)}〕")
