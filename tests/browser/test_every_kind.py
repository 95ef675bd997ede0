"""One page of every kind in a real browser: free of barriers, whole at any width, asking nothing of other hosts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.portal import PATH, READING_KINDS, Portal, Witness, open_page

pytestmark = pytest.mark.browser

WIDE_KINDS = ("home", "measures", "list with differences", "month", "windows", "code of matter")
"""The kinds whose layout on a wide screen differs most from that on a phone."""

WIDTHS = (1280, 768, 640, 390, 320)
"""A desk, a tablet, a desk zoomed to 200 %, a phone, and a small phone or a desk zoomed to 400 % (WCAG 1.4.10)."""

COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""Dark pages differ from light ones in nothing but colours."""

CUT_OFF = """() => {
  const unseen = element => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clip !== "auto" || style.visibility === "hidden" || style.display === "none") return true;
    }
    return false;
  };
  const scrolls = element => {
    for (let at = element; at; at = at.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX) && at !== document.body) return true;
    }
    return false;
  };
  const cut = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim() || !parent.checkVisibility() || unseen(parent) || scrolls(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1) cut.push(text.data.trim());
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (getComputedStyle(element).overflowY !== "hidden" || unseen(element) || !element.checkVisibility()) continue;
    if (element.innerText && element.scrollHeight > element.clientHeight + 2) cut.push(element.innerText);
  }
  return cut;
}"""
"""The texts that run over the screen's edge where nothing scrolls, or over the edge of a box that hides the rest."""


def find_barriers(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """Every violation that axe names, of whatever weight."""
    violations = Axe().run(page, options=options or {"resultTypes": ["violations"]}).response["violations"]
    return [f"{found['id']}: {node['target']}" for found in violations for node in found["nodes"]]


@pytest.fixture
def witness(portal: Portal) -> Iterator[Witness]:
    """Hears all that a test's pages ask and complain of; afterwards holds it to our rules.

    The page that was not found complains of just that.
    """
    found = Witness()
    yield found
    host = urlsplit(portal.address).netloc
    assert found.requests
    assert {urlsplit(request.url).netloc for request in found.requests} - {""} == {host}
    for request in found.requests:
        parts = urlsplit(request.url)
        asked_by = request.frame.url
        if parts.scheme != "data" and asked_by.startswith(portal.address):
            assert parts.path.startswith(PATH), f"{asked_by} asks for {request.url}"
    missing = portal.kinds["not found"]
    expected = {
        f"404: {missing}",
        "console: Failed to load resource: the server responded with a status of 404 (Not Found)",
    }
    assert [complaint for complaint in found.complaints if complaint not in expected] == []
    assert sum(complaint.startswith("404") for complaint in found.complaints) == sum(
        request.url == missing for request in found.requests
    )


def test_axe_finds_nothing_on_a_phone(browser: Browser, portal: Portal, witness: Witness) -> None:
    """Every rule of axe on every kind of page by day, and the rules of colour again in the dark."""
    page = open_page(browser, 390)
    witness.watch(page)
    found = {}
    for kind, address in portal.kinds.items():
        page.emulate_media(color_scheme="light")
        page.goto(address)
        found[kind] = find_barriers(page)
        page.emulate_media(color_scheme="dark")
        found[f"{kind}, dark"] = find_barriers(page, COLOURS)
    page.context.close()
    assert {kind: barriers for kind, barriers in found.items() if barriers} == {}


def test_axe_finds_nothing_on_a_wide_screen(browser: Browser, portal: Portal, witness: Witness) -> None:
    """Every rule of axe where tables are tables and the menu lies open."""
    page = open_page(browser, 1280)
    witness.watch(page)
    found = {}
    for kind in WIDE_KINDS:
        page.goto(portal.kinds[kind])
        found[kind] = find_barriers(page)
    page.context.close()
    assert {kind: barriers for kind, barriers in found.items() if barriers} == {}


def test_nothing_scrolls_sideways(browser: Browser, portal: Portal, witness: Witness) -> None:
    """No page is wider than its screen and no text is cut off, at any width, also with all details open."""
    page = open_page(browser, WIDTHS[0])
    witness.watch(page)
    found = {}
    for kind, address in portal.kinds.items():
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(details => details.open = true)")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            found[kind, width] = (page.evaluate("document.scrollingElement.scrollWidth"), page.evaluate(CUT_OFF))
    page.context.close()
    assert {place: fault for place, fault in found.items() if fault != (place[1], [])} == {}


def test_text_of_double_size_stays_whole(browser: Browser, portal: Portal) -> None:
    """Letters twice as large on a phone, as a reader's settings ask, are neither cut off nor pushed over the edge."""
    page = open_page(browser, 390)
    found = {}
    for kind in READING_KINDS:
        page.goto(portal.kinds[kind])
        page.add_style_tag(content="html[lang] { font-size: 200% }")
        found[kind] = (page.evaluate("document.scrollingElement.scrollWidth"), page.evaluate(CUT_OFF))
    page.context.close()
    assert {kind: fault for kind, fault in found.items() if fault != (390, [])} == {}
