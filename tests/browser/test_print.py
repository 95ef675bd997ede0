"""Pages on paper: no ground colours, nothing to press, heads of columns on every sheet, and where links lead."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser.portal import Portal, open_page

pytestmark = pytest.mark.browser

CONTROLS = "nav, form, button, select, input, .md-skip, .ms-find, .ms-action, .ms-menu"
"""What is of use on a screen only."""

INKED = """() => [...document.querySelectorAll("body, body *:not(svg *)")].filter(element => {
  const style = getComputedStyle(element);
  const white = ["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"].includes(style.backgroundColor);
  return element.checkVisibility() && !(white && style.backgroundImage === "none");
}).map(element => element.outerHTML.slice(0, 120))"""
"""The elements that would be printed on a coloured ground."""

PALE = """() => [...document.querySelectorAll("main *, footer *")].filter(element => {
  const [red, green, blue] = getComputedStyle(element).color.match(/[0-9.]+/g).map(Number);
  const own = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
  return own && element.checkVisibility() && !element.closest("svg") && 0.3 * red + 0.6 * green + 0.1 * blue > 150;
}).map(element => element.outerHTML.slice(0, 120))"""
"""The texts that would be too pale on white paper."""

LINKS = """() => [...document.querySelectorAll("article a[href]")].filter(link => link.checkVisibility()).map(link => {
  const after = getComputedStyle(link, "::after"), root = document.querySelector(".ms-brand").href;
  return {
    written: link.getAttribute("href"), tile: Boolean(link.closest(".ms-figure")), shown: after.content.slice(1, -1),
    path: link.href.startsWith(root) ? decodeURI(link.href.slice(root.length)) : null,
  };
})"""
"""The links of the text: their addresses, in the site from its root on, and what is printed behind them."""

HEADS = """() => [...document.querySelectorAll("table thead")].filter(head => head.checkVisibility())
  .map(head => getComputedStyle(head).display)"""


def flatten(text: str) -> str:
    """A text without blanks, each letter in its plainest form: a printed page may hold 月 as the radical ⽉."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_sheets(page: Page) -> list[str]:
    """The text of each sheet of A4 paper."""
    reader = PdfReader(io.BytesIO(page.pdf(format="A4")))
    return [flatten(sheet.extract_text()) for sheet in reader.pages]


@pytest.fixture(params=["light", "dark and large"])
def paper(undrawn: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A desk whose pages are laid out for paper; what was chosen for the screen must not show."""
    chosen = request.param != "light"
    page = open_page(undrawn, 1280, "dark" if chosen else "light", large=chosen)
    if chosen:
        page.add_init_script("try { localStorage.setItem('mashang.scheme', 'dark') } catch (opaque) {}")
    page.emulate_media(media="print")
    yield page
    page.context.close()


def open_for_print(page: Page, address: str) -> None:
    """Open a page and do what a browser does before it prints."""
    page.goto(address)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")


def test_nothing_is_printed_but_what_is_read(paper: Page, portal: Portal) -> None:
    """On every kind of page: no coloured ground, no pale letters, nothing to press, heads that repeat.

    After each link its address, in the site from its root on; none after telephones and places in a page.
    """
    inside = outside = 0
    for kind, address in portal.kinds.items():
        open_for_print(paper, address)
        assert paper.evaluate(INKED) == [], kind
        if kind.startswith("code of "):
            assert paper.locator("form:visible, .links:visible").count() == 0, kind
            continue
        assert paper.evaluate(PALE) == [], kind
        shown = paper.locator(CONTROLS).locator("visible=true")
        assert shown.evaluate_all("controls => controls.map(control => control.outerHTML)") == [], kind
        assert set(paper.evaluate(HEADS)) <= {"table-header-group"}, kind
        assert paper.is_visible("h1"), kind
        for link in paper.evaluate(LINKS):
            if link["tile"] or link["written"].startswith(("#", "tel:", "mailto:")) or link["path"] == "":
                assert link["shown"] in ("", "on"), (kind, link)
            elif link["path"] is not None:
                inside += 1
                assert link["shown"] == f"（{link['path']}）", (kind, link)
            else:
                outside += 1
                assert link["shown"].startswith("（http"), (kind, link)
    assert inside > 300
    assert outside > 0


def test_without_script_addresses_are_shown_as_they_are_written(browser: Browser, portal: Portal) -> None:
    """Relative to the page, whose own address stands at its foot; what is folded and what charts show is open."""
    page = open_page(browser, 1280, script=False)
    page.goto(portal.kinds["measure"])
    page.emulate_media(media="print")
    sheets = read_sheets(page)
    text = "".join(sheets)
    assert flatten("地址：https://www.mingchuan.example/yshj/measures/M06/") in text
    assert "../../departments/D06/" in text
    assert page.locator(".ms-chart tbody td:visible").count() > 3
    page.context.close()


def test_the_heads_of_columns_stand_on_every_sheet(browser: Browser, portal: Portal) -> None:
    """The list of measures takes several sheets: each says what its columns are, and every measure is on one."""
    page = open_page(browser, 390)
    page.goto(portal.kinds["measures"])
    sheets = read_sheets(page)
    page.context.close()
    assert len(sheets) >= 2
    for sheet in sheets:
        if "(measures/" in sheet:
            assert flatten("编号领域牵头单位完成时限完成率状态") in sheet
    numbers = [path.parent.name for path in (portal.site / "measures").glob("*/index.html")]
    assert len(numbers) > 20
    for number in numbers:
        assert any(f"(measures/{number}/)" in sheet for sheet in sheets), number
