"""What a reader sees of reading pages: their text without markup, and where their links lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from mashang.county import Stage
from mashang.derived import Figures
from mashang.markup import StartTag, read_events
from mashang.model import Code, Publication
from mashang.pages.markdown import render_pages
from mashang.pages.site import Page, Site
from mashang.settings import Settings

SETTINGS = Settings(
    name="明川县营商环境公开",
    county="明川县",
    organiser="明川县营商办",
    site_url="https://www.example.com/yshj/",
    code_base="https://www.example.com/yshj/f/",
    phone="0000-8000100",
    mailbox="yingshang@example.com",
    address="明川县政务中心 5 楼",
)


@dataclass(frozen=True)
class Seen:
    """One page: its facts for the theme, its finished HTML, and the text that shows, blanks closed up."""

    front: dict[str, Any]
    html: str

    @property
    def text(self) -> str:
        """The words of the page's HTML, parted by single blanks."""
        events = (event if isinstance(event, str) else " " for event in read_events(self.html))
        return " ".join("".join(events).split())

    @property
    def links(self) -> tuple[str, ...]:
        """Where its links lead."""
        tags = (event for event in read_events(self.html) if isinstance(event, StartTag) and event.name == "a")
        return tuple(tag.attributes["href"] for tag in tags if "href" in tag.attributes)

    def rows(self, caption: str = "") -> list[list[str]]:
        """The cells of the table of that caption, or of the first one, heading row first."""
        rows: list[list[str]] = []
        named, words = "", ""
        for event in read_events(self.html):
            if isinstance(event, str):
                words += event
            elif isinstance(event, StartTag):
                if event.name == "table":
                    rows = []
                elif event.name == "tr":
                    rows.append([])
                elif event.name in ("caption", "td", "th"):
                    words = ""
            elif event.name in ("td", "th"):
                rows[-1].append(" ".join(words.split()))
            elif event.name == "caption":
                named = words
            elif event.name == "table" and caption in ("", named):
                return rows
        raise AssertionError(caption)


def make_site(
    publication: Publication, figures: Figures | None = None, codes: tuple[Code, ...] = (), stage: Stage | None = None
) -> Site:
    """A site of these facts."""
    return Site(SETTINGS, publication, figures or Figures(), codes, stage or Stage.PRODUCTION)


def see(list_pages: Callable[[Site], Iterator[Page]], site: Site) -> dict[str, Seen]:
    """The pages of a section by their address."""
    seen = {}
    for path, text in render_pages(site, list_pages(site)).items():
        front = text.removeprefix("---\n").partition("\n---\n")[0]
        facts = yaml.safe_load(front)
        seen[path.removesuffix("index.md")] = Seen(facts, facts.pop("body", ""))
    return seen
