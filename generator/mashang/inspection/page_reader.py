"""Collects the facts of one page in one pass, for all rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import ClassVar

from mashang.inspection.page import Form, Moment, Page
from mashang.inspection.references import ASSET_TAGS, Document, Reference, list_css_references
from mashang.markup import Event, StartTag, read_events

Attributes = Mapping[str, str]

_ASSET_RELATIONS = frozenset({"stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest"})
_ASSET_RELATIONS |= {"preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch"}
_LINK_ATTRIBUTES = frozenset({"href", "src", "poster", "action", "formaction", "data", "xlink:href"})
_LIST_ATTRIBUTES = frozenset({"srcset", "imagesrcset"})
_LOADED_TAGS = frozenset({"script", "img", "iframe", "embed", "input"})
_REFRESH = re.compile(r"^\s*[0-9.]+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_FILE_NAME = re.compile(r"^[\w.-]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp)$", re.IGNORECASE)
_NOTHING_YET = re.compile(r"^(?:暂无|尚无|没有|无$|建设中|正在建设|敬请期待)")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENTRY_TAGS = frozenset({"li", "td", "dt", "summary"})
_TRACKED = _HEADINGS | _ENTRY_TAGS | {"header", "nav", "main", "footer", "form", "svg", "title"}
_TRACKED |= {"th", "time", "thead"}
_UNSEEN_ROLES = frozenset({"presentation", "none"})


def read_page(name: str, text: str, size: int) -> Page:
    """Read the page of a path, with its size in bytes."""
    reader = _PageReader()
    for event in read_events(text):
        reader.read(event)
    return Page(
        name=name,
        size=size,
        document=Document(tuple(reader.references), frozenset(reader.ids)),
        lang=reader.lang,
        title=_squeeze(reader.title),
        metas=reader.metas,
        canonical=reader.canonical,
        headings=tuple(_squeeze(heading) for heading in reader.headings),
        loads=tuple(reader.loads),
        columns=tuple(reader.columns),
        entries=reader.entries,
        prose=reader.prose,
        text=_squeeze(reader.text),
        footer="\n".join(" ".join(line.split()) for line in "".join(reader.footer).splitlines()),
        contacts=frozenset(reader.contacts),
        labels=frozenset(reader.labels),
        moments=tuple(reader.moments),
        undescribed=tuple(reader.undescribed),
        bare_tables=reader.bare_tables,
        forms=tuple(reader.forms),
        script="".join(reader.script),
    )


def _squeeze(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


class _LinkReader:
    """Collects what a page links to and loads, and the places in it."""

    def __init__(self) -> None:
        self.references: list[Reference] = []
        self.ids: set[str] = set()
        self.loads: list[str] = []
        self.canonical = ""
        self.contacts: set[str] = set()

    def read_links(self, tag: str, attributes: Attributes) -> None:
        """Take the links out of one tag."""
        for key, value in attributes.items():
            if key == "id" or (key == "name" and tag == "a"):
                self.ids.add(value)
            elif key in _LINK_ATTRIBUTES:
                self._read_link(tag, attributes, value.strip())
            elif key in _LIST_ATTRIBUTES:
                parts = value.split(", ")
                self.references += (Reference(part.split()[0], asset=True) for part in parts if part.strip())
            elif key == "style":
                self.references += list_css_references(value)
            elif key == "content" and tag == "meta" and "refresh" in attributes.get("http-equiv", "").lower():
                self.references += (Reference(found) for found in _REFRESH.findall(value))

    def _read_link(self, tag: str, attributes: Attributes, url: str) -> None:
        relations = attributes.get("rel", "").lower().split() if tag == "link" else []
        asset = not _ASSET_RELATIONS.isdisjoint(relations) if tag == "link" else tag in ASSET_TAGS
        self.references.append(Reference(url, asset=asset))
        lazy = attributes.get("loading") == "lazy"
        if (tag in _LOADED_TAGS and not lazy) or "stylesheet" in relations:
            self.loads.append(url)
        if "canonical" in relations:
            self.canonical = url
        if url.startswith(("tel:", "mailto:")):
            self.contacts.add(url.partition(":")[0])


class _PageReader(_LinkReader):
    """Collects everything else that the rules ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.lang = ""
        self.title: list[str] = []
        self.metas: dict[str, str] = {}
        self.headings: list[list[str]] = []
        self.columns: list[str] = []
        self.entries = 0
        self.prose = 0
        self.text: list[str] = []
        self.footer: list[str] = []
        self.labels: set[str] = set()
        self.moments: list[Moment] = []
        self.undescribed: list[str] = []
        self.bare_tables = 0
        self.forms: list[Form] = []
        self.script: list[str] = []
        self._open = dict.fromkeys(_TRACKED, 0)
        self._tables: list[_Table] = []
        self._label = ""
        self._before = ""
        self._time: list[str] | None = None
        self._time_written = ""
        self._svg_named = False

    def read(self, event: Event) -> None:
        """Take the next event of the page."""
        if isinstance(event, str):
            self._read_data(event)
        elif isinstance(event, StartTag):
            self._read_start(event)
        else:
            self._read_end(event.name)

    def _read_start(self, tag: StartTag) -> None:
        name, attributes = tag.name, tag.attributes
        if attributes:
            self.read_links(name, attributes)
        if tag.content and name == "script":
            self.script.append(tag.content)
        elif tag.content:
            self.references += list_css_references(tag.content)
        if name in self._open:
            self._open[name] += 1
        start = self._STARTS.get(name)
        if start:
            start(self, name, attributes)

    def _read_end(self, tag: str) -> None:
        if self._open.get(tag):
            self._open[tag] -= 1
        if tag == "time" and self._time is not None:
            shown = _squeeze(self._time)
            self.moments.append(Moment(self._time_written or shown, shown, f"{self._label} {self._before}".strip()))
            self._time = None
        elif tag == "svg" and not self._open["svg"] and not self._svg_named:
            self.undescribed.append("svg")
        elif tag == "table" and self._tables:
            self.bare_tables += self._tables.pop().bare
            self._label = ""
        elif tag in ("dl", "tr"):
            self._label = ""
        elif tag in ("p", "div", "dd", "li", "caption"):
            self._before = ""
            if self._open["footer"]:
                self.footer.append("\n")

    def _read_data(self, data: str) -> None:
        opened = self._open
        if data.isspace():
            return
        if opened["title"]:
            if opened["svg"]:
                self._svg_named = True
            else:
                self.title.append(data)
        elif not opened["svg"]:
            self._read_text(data)

    def _read_text(self, data: str) -> None:
        opened = self._open
        if opened["h1"] and self.headings:
            self.headings[-1].append(data)
        if opened["dt"] or opened["th"]:
            self._read_label(data)
        if self._time is not None:
            self._time.append(data)
        else:
            self._before = data[-20:]
        if opened["footer"]:
            self.footer.append(data)
        elif opened["main"] and not opened["nav"] and not opened["form"]:
            self.text.append(data)
            words = data.strip()
            if not any(map(opened.__getitem__, _HEADINGS)):
                self.prose += len(words)
            if any(map(opened.__getitem__, _ENTRY_TAGS)) and not _NOTHING_YET.match(words):
                self.entries += 1

    def _read_label(self, data: str) -> None:
        words = data.strip()
        self.labels.add(words)
        if self._tables and self._open["thead"]:
            self._tables[-1].headings[-1] += words
        elif self._open["dt"] or (self._tables and not self._tables[-1].in_cell):
            self._label = words

    def _start_cell(self, tag: str, attributes: Attributes) -> None:
        if tag == "table":
            self._tables.append(_Table(bare=attributes.get("role", "") not in _UNSEEN_ROLES))
        elif tag == "dt":
            self._label = ""
        elif self._tables:
            table = self._tables[-1]
            table.in_cell = tag == "td"
            if tag == "tr":
                table.column = -1
                return
            table.column += 1
            table.bare = table.bare and tag == "td"
            if self._open["thead"]:
                table.headings.append("")
            if tag == "td" or not self._open["thead"]:
                self._label = attributes.get("data-label") or table.heading or self._label

    def _start_html(self, _tag: str, attributes: Attributes) -> None:
        self.lang = attributes.get("lang", "")

    def _start_meta(self, _tag: str, attributes: Attributes) -> None:
        self.metas.setdefault(attributes.get("name", ""), attributes.get("content", ""))

    def _start_heading(self, _tag: str, _attributes: Attributes) -> None:
        self.headings.append([])

    def _start_link(self, _tag: str, attributes: Attributes) -> None:
        if self._open["header"] and self._open["nav"]:
            self.columns.append(attributes.get("href", ""))

    def _start_image(self, _tag: str, attributes: Attributes) -> None:
        alt = attributes.get("alt")
        if alt is None or _FILE_NAME.match(alt):
            self.undescribed.append(attributes.get("src") or "img")

    def _start_drawing(self, _tag: str, attributes: Attributes) -> None:
        if self._open["svg"] == 1:
            self._svg_named = _is_named(attributes)

    def _start_time(self, _tag: str, attributes: Attributes) -> None:
        self._time, self._time_written = [], attributes.get("datetime", "")

    def _start_form(self, _tag: str, attributes: Attributes) -> None:
        scripted = any(key.startswith("data-") or key == "onsubmit" for key in attributes)
        method = (attributes.get("method") or "get").lower()
        self.forms.append(Form(attributes.get("action", "").strip(), method, has_submit=False, scripted=scripted))

    def _start_button(self, tag: str, attributes: Attributes) -> None:
        kind = (attributes.get("type") or ("submit" if tag == "button" else "text")).lower()
        if kind == "image" and not attributes.get("alt"):
            self.undescribed.append(attributes.get("src") or "input")
        if self._open["form"] and self.forms and kind in ("submit", "image"):
            form = self.forms[-1]
            action = form.action or attributes.get("formaction", "").strip()
            self.forms[-1] = Form(action, form.method, has_submit=True, scripted=form.scripted)

    _STARTS: ClassVar[Mapping[str, Callable[[_PageReader, str, Attributes], None]]] = {
        "html": _start_html,
        "meta": _start_meta,
        "h1": _start_heading,
        "a": _start_link,
        "img": _start_image,
        "svg": _start_drawing,
        "form": _start_form,
        "input": _start_button,
        "button": _start_button,
        "time": _start_time,
        **dict.fromkeys(("table", "tr", "th", "td", "dt"), _start_cell),
    }
    """What the rules ask for when a tag opens. Kept outside the reader, which would else hold on to itself."""


class _Table:
    """A table while it is being read."""

    def __init__(self, *, bare: bool) -> None:
        self.bare = bare
        self.headings: list[str] = []
        self.column = -1
        self.in_cell = False

    @property
    def heading(self) -> str:
        """The heading over the cell being read; empty when headings and columns do not match."""
        return self.headings[self.column] if 0 <= self.column < len(self.headings) else ""


def _is_named(attributes: Attributes) -> bool:
    """Whether a drawing has a text of its own, or says that it needs none."""
    return bool(
        attributes.get("aria-hidden") == "true"
        or attributes.get("role", "") in _UNSEEN_ROLES
        or attributes.get("aria-label")
        or attributes.get("aria-labelledby")
    )
