"""HTML as a run of events, as a browser's tokenizer would cut it."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.markup import EndTag, StartTag, list_tags, read_events

NAMES = st.sampled_from(["p", "h1", "a", "span", "td", "custom-part"])
VALUES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


def write(html: str) -> list[str]:
    """The events in one spelling: tags with sorted attributes, texts as they read."""
    events: list[str] = []
    for event in read_events(html):
        if isinstance(event, StartTag):
            events.append(spell(event.name, dict(event.attributes)) + event.content)
        elif isinstance(event, EndTag):
            events.append(f"</{event.name}>")
        else:
            events.append(event)
    return events


def spell(name: str, attributes: dict[str, str]) -> str:
    """A start tag in one spelling."""
    return f"<{' '.join([name, *(f'{key}={value}' for key, value in sorted(attributes.items()))])}>"


def write_attributes(given: dict[str, str]) -> str:
    """Attributes as templates write them."""
    return "".join(f' {name}="{escape(value)}"' for name, value in given.items())


@pytest.mark.parametrize(
    ("html", "events"),
    [
        ("<P Class=a>甲 &amp; 乙</P>", ["<p class=a>", "甲 & 乙", "</p>"]),
        ("<p title='a > b' DATA-X=\"1\" hidden>", ["<p data-x=1 hidden= title=a > b>"]),
        ("<p a=1 a=2 b=&lt;>", ["<p a=1 b=<>"]),
        ("<p title=it's>x</p>'", ["<p title=it's>", "x", "</p>", "'"]),
        ("<a href=x/>y</a>", ["<a href=x/>", "</a>", "y", "</a>"]),
        ("1 < 2 且 3 > 2 <3", ["1 < 2 且 3 > 2 <3"]),
        ("<br><img src=a><path d='M0 0'/>", ["<br>", "</br>", "<img src=a>", "</img>", "<path d=M0 0>", "</path>"]),
        ("一<!-- <p> -->二<!-->三<!doctype html>四<?x?>五</>六", ["一", "二", "三", "四", "五", "六"]),
        ("一<!-- 没有写完 <p>", ["一"]),
        ("<Script src=a>if (a<b) '</p>'</SCRIPT >一", ["<script src=a>if (a<b) '</p>'", "</script>", "一"]),
        ("<style>p>a{}</style><styled>", ["<style>p>a{}", "</style>", "<styled>"]),
        ("<script>没有写完", ["<script>", "没有写完"]),
        ("<p>没有写完", ["<p>", "没有写完"]),
    ],
)
def test_pages_are_cut_as_browsers_cut_them(html: str, events: list[str]) -> None:
    """However tags, attributes, comments, scripts and stray signs are written."""
    assert write(html) == events


def test_different_tags_are_listed_once() -> None:
    """Over all pages; what a comment holds is no tag."""
    pages = ["<p class=a>一</p><p class=a>二<!-- <b> -->", "<p class=a><style>a{}</style><p class=b>"]
    tags = sorted((tag.name, *tag.attributes.values(), tag.content) for tag in list_tags(pages))
    assert tags == [("p", "a", ""), ("p", "b", ""), ("style", "a{}")]


class Spelled(HTMLParser):
    """The same spelling of what Python's own parser finds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.events: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a start tag."""
        self.events.append(spell(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Note an end tag."""
        self.events.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.events.append(data)


@given(st.lists(st.tuples(NAMES, st.dictionaries(NAMES, VALUES, max_size=3), VALUES), max_size=6))
def test_whole_elements_are_read_as_pythons_parser_reads_them(elements: list[tuple[str, dict[str, str], str]]) -> None:
    """Whatever stands in attributes and texts, as long as it is escaped."""
    html = "".join(f"<{name}{write_attributes(given)}>{escape(text)}</{name}>" for name, given, text in elements)
    assert write(html) == Spelled(html).events
