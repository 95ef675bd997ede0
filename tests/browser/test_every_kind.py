"""One page of every kind in a real browser: free of barriers, whole at any width, asking nothing of other hosts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.portal import ALIKE, PATH, BrowserLog, Portal, find_barriers, open_page, switch_size

pytestmark = pytest.mark.browser

WIDE_KINDS = ("home", "measures", "list with differences", "month", "windows", "code of matter")
"""The kinds whose layout on a wide screen differs most from that on a phone."""

WIDTHS = (1280, 768, 640, 390, 320)
"""A desk, a tablet, a desk zoomed to 200 %, a phone, and a small phone or a desk zoomed to 400 % (WCAG 1.4.10)."""

FEW_WIDTHS = (1280, 390, 320)
"""Those of them at which large letters are tried: in between the layout is one of these."""

OVERFLOW = """() => {
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
  const cut = [], range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim()) continue;
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (box.right <= innerWidth + 1 && box.left >= -1) continue;
    if (parent.checkVisibility() && !unseen(parent) && !scrolls(parent)) cut.push(text.data.trim());
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (element.scrollHeight <= element.clientHeight + 2 || getComputedStyle(element).overflowY !== "hidden") continue;
    if (!unseen(element) && element.checkVisibility() && element.innerText) cut.push(element.innerText);
  }
  return [document.scrollingElement.scrollWidth, cut];
}"""
"""How wide the page is, and the texts that run over the screen's edge where nothing scrolls, or over the edge of a box
that hides the rest."""

TARGETS = (
    ".ms-header summary, .ms-header button, .ms-brand, .ms-menu a, .ms-card, .ms-figure, .ms-action, .ms-more summary,"
    " .ms-filter input[type=search], .ms-filter select, .ms-search input, .ms-search button, .ms-footer nav a"
)
SMALL_TARGETS = """targets => [...document.querySelectorAll(targets)]
    .filter(target => target.offsetParent && target.getBoundingClientRect().height < 44)
    .map(target => target.outerHTML)"""
"""What one presses and is lower than a thumb is wide."""


@pytest.fixture
def log(portal: Portal) -> Iterator[BrowserLog]:
    """Hears all that a test's pages ask and complain of; afterwards holds it to our rules.

    The page that was not found complains of just that.
    """
    found = BrowserLog()
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


@pytest.mark.parametrize("width", [390, WIDTHS[0]])
def test_axe_finds_nothing(undrawn: Browser, portal: Portal, log: BrowserLog, width: int) -> None:
    """Every rule of axe on every kind of page on a phone, and where tables are tables and the menu lies open.

    By day, and the rules of colour again in the dark; large letters by day alone and without these rules: colours are
    the same in either size, and small letters need the stronger ones.
    """
    page = open_page(undrawn, width)
    log.attach(page)
    found = {}
    for kind in WIDE_KINDS if width == WIDTHS[0] else portal.kinds:
        page.goto(portal.kinds[kind])
        page.evaluate(ALIKE)
        found[kind] = find_barriers(page)
        if switch_size(page):
            found[f"{kind}, large"] = find_barriers(page, dark=False, colours=False)
            switch_size(page)
    page.context.close()
    assert {kind: barriers for kind, barriers in found.items() if barriers} == {}


def test_nothing_scrolls_sideways(undrawn: Browser, portal: Portal, log: BrowserLog) -> None:
    """No page is wider than its screen, no text is cut off: at any width and zoom, details open, in every size.

    On a phone also with letters twice as large, as a reader's settings ask.
    """
    page = open_page(undrawn, WIDTHS[0])
    log.attach(page)
    found = {}

    def measure(kind: str, size: str, widths: tuple[int, ...]) -> None:
        for width in widths:
            page.set_viewport_size({"width": width, "height": 844})
            found[kind, size, width] = page.evaluate(OVERFLOW)

    for kind, address in portal.kinds.items():
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(details => details.open = true)")
        measure(kind, "usual", WIDTHS)
        if switch_size(page):
            measure(kind, "large", FEW_WIDTHS)
            switch_size(page)
        page.add_style_tag(content="html[lang] { font-size: 200% }")
        measure(kind, "double", (390,))
    page.context.close()
    assert {place: fault for place, fault in found.items() if fault != [place[2], []]} == {}


def test_targets_are_large_enough_for_a_thumb(browser: Browser, portal: Portal) -> None:
    """Menu, switches, cards, figures, filters and boxes are at least 44 pixels high on a phone."""
    page = open_page(browser, 390)
    for kind in ("home", "measures", "search", "report", "not found"):
        page.goto(portal.kinds[kind])
        page.locator(".ms-menu summary").click()
        assert page.locator(".ms-menu button:visible").count() == 1
        assert page.evaluate(SMALL_TARGETS, TARGETS) == [], kind
    page.context.close()
