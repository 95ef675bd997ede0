"""What the checklist wants to know of one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mashang.inspection.references import Document


@dataclass(frozen=True, slots=True)
class Moment:
    """A ``<time>``: its ``datetime`` as written, what readers see, and the words that say which date it is."""

    written: str
    shown: str
    label: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form: where it sends what is filled in, and whether a script of ours takes care of it."""

    action: str
    method: str
    has_submit: bool
    scripted: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The facts of one HTML file."""

    name: str
    """The path from the tree's root, ``measures/M01/index.html``."""
    size: int
    """In bytes, as sent without compression."""
    document: Document
    lang: str
    title: str
    metas: Mapping[str, str]
    """``<meta name>`` to its content, the first of each name."""
    canonical: str
    headings: tuple[str, ...]
    """The text of each ``<h1>``."""
    loads: tuple[str, ...]
    """What the browser fetches at once: style sheets, scripts, pictures that are not lazy; as written."""
    columns: tuple[str, ...]
    """Links of the navigation in the page's header, as written."""
    entries: int
    """Pieces of text in lists, tables and the like of the main part."""
    prose: int
    """Characters of text in the main part, headings, navigation and forms apart."""
    text: str
    """The text of the main part."""
    footer: str
    """The text of the page's footer, a line for each paragraph."""
    contacts: frozenset[str]
    """Schemes of links to reach somebody by: ``tel``, ``mailto``."""
    labels: frozenset[str]
    """The texts of ``<dt>`` and ``<th>``."""
    moments: tuple[Moment, ...]
    undescribed: tuple[str, ...]
    """Pictures without a text, each named by its address or as ``svg``."""
    bare_tables: int
    """Tables without any heading cell."""
    forms: tuple[Form, ...]
    script: str
    """Inline script, joined."""

    @property
    def kind(self) -> Literal["home", "missing", "scan", "reading"]:
        """What sort of page this is, by its address."""
        match self.name.split("/"):
            case ["index.html"]:
                return "home"
            case ["404.html"]:
                return "missing"
            case ["f", _, "index.html"]:
                return "scan"
        return "reading"

    @property
    def forgotten(self) -> bool:
        """Whether it stands in the place of what is published no more; unlike a preview's, its links are followed."""
        return self.metas.get("robots", "").lower() == "noindex,follow"

    @property
    def hidden(self) -> bool:
        """Whether search engines are asked to leave the page out."""
        return "noindex" in self.metas.get("robots", "").lower()
