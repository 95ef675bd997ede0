"""Renders what staff wrote as Markdown, once: the check judges all of it, and readers get what a cleaner leaves of it.

Nothing that could run passes the check. The cleaner parses as browsers do, and is there should the check be mistaken.
"""

from __future__ import annotations

import re

import markdown  # type: ignore[import-untyped] # ships no types
import nh3

from mashang.markup import EndTag, StartTag, read_events

TAGS = frozenset((
    *("a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt", "em", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "s", "small", "span"),
    *("strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"),
))  # fmt: skip
"""The elements that may be written; a picture is named with its address, for none is carried over."""
SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_ANY = frozenset(("id", "title", "lang"))
_CELL = frozenset(("align", "colspan", "rowspan", "scope"))
_ATTRIBUTES = {"a": {"href"}, "ol": {"start", "type"}, "details": {"open"}, "th": _CELL, "td": _CELL}
_VALUES = {
    ("code", "class"): re.compile(r"language-[\w+.-]+"),
    ("div", "class"): re.compile("toc"),
    ("th", "style"): re.compile("text-align: ?(?:left|right|center);?"),
    ("td", "style"): re.compile("text-align: ?(?:left|right|center);?"),
}
"""What the rendering itself writes, in just these forms."""
_CLEANED = {
    tag: {*_ANY, *_ATTRIBUTES.get(tag, ()), *(name for element, name in _VALUES if element == tag)} for tag in TAGS
}
"""The attributes that each element keeps."""
_EXTENSIONS = ("toc", "tables", "fenced_code")
_TITLE = re.compile(r"\A<h1\b[^>]*>.*?</h1>\s*", re.DOTALL)
_HEADING = re.compile("h[1-6]")


def render_prose(text: str) -> str:
    """The HTML of a page below its title, which is its first line."""
    html = markdown.markdown(text, extensions=_EXTENSIONS)
    return (
        _TITLE.sub("", html, count=1).replace("<th>", '<th scope="col">').replace("<th style", '<th scope="col" style')
    )


def clean_prose(html: str) -> str:
    """The HTML with nothing left in it but the elements, attributes and schemes that may be written."""
    return nh3.clean(
        html,
        tags=set(TAGS - {"img"}),
        attributes=_CLEANED,
        url_schemes=set(SCHEMES),
        filter_style_properties={"text-align"},
        link_rel=None,
    )


def allows(tag: str, name: str, value: str) -> bool:
    """Whether an element may have an attribute of this value; where a link leads is judged elsewhere."""
    form = _VALUES.get((tag, name))
    return bool(form.fullmatch(value)) if form else name in _ANY or name in _ATTRIBUTES.get(tag, ())


def list_places(html: str) -> dict[str, str]:
    """The places of a page that a link may name after ``#``, each with the words of its heading, if it is one."""
    places: dict[str, str] = {}
    open_heading = ""
    for event in read_events(html):
        if isinstance(event, StartTag):
            place = event.attributes.get("id", "")
            open_heading = place if _HEADING.fullmatch(event.name) else open_heading
            places |= {place: ""} if place else {}
        elif isinstance(event, EndTag):
            open_heading = "" if _HEADING.fullmatch(event.name) else open_heading
        elif open_heading:
            places[open_heading] += event
    return places
