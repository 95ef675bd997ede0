"""The switch to large letters (适老): worked by keys, announced, remembered, without a flash, and never harmful."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.portal import BrowserLog, Portal, open_page

pytestmark = pytest.mark.browser

LETTERS = "parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)"
SWITCH = "button[data-ms-size]"
FORBID = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})"
"""What a browser does that may keep nothing."""

WATCH = """
new MutationObserver(() => {
  if (document.body && window.firstSeen === undefined) {
    window.firstSeen = document.documentElement.getAttribute("data-size");
  }
}).observe(document, {childList: true, subtree: true});
"""
"""Notes in which size a page is when its body, the first thing to be drawn, comes into being."""

LEAST_ON_A_DESK = 24
"""CSS pixels: 18 points, the least letters of a version for the elderly (适老版)."""


def is_pressed(page: Page) -> str | None:
    """What the switch says of itself to whoever does not see it."""
    assert page.get_by_role("button", name="大字版", exact=True).count() == 1
    return page.locator(SWITCH).get_attribute("aria-pressed")


@pytest.mark.parametrize(("width", "least"), [(1280, LEAST_ON_A_DESK), (390, 21)])
def test_large_letters_are_switched_by_key_and_remembered(
    browser: Browser, portal: Portal, width: int, least: float
) -> None:
    """On by Space, on the next page and in the next visit too; off by Enter, and off it stays."""
    page = open_page(browser, width)
    page.goto(portal.kinds["month"])
    usual = page.evaluate(LETTERS)
    assert is_pressed(page) == "false"
    page.locator(SWITCH).focus()
    page.keyboard.press("Space")
    assert is_pressed(page) == "true"
    assert page.evaluate(LETTERS) >= max(least, 1.3 * usual)
    page.goto(portal.kinds["about"])
    assert is_pressed(page) == "true"
    again = page.context.new_page()
    again.goto(portal.kinds["not found"])
    assert is_pressed(again) == "true"
    again.locator(SWITCH).focus()
    again.keyboard.press("Enter")
    assert is_pressed(again) == "false"
    page.reload()
    assert is_pressed(page) == "false"
    page.goto(portal.kinds["month"])
    assert page.evaluate(LETTERS) == usual
    page.context.close()


def test_a_page_is_never_drawn_in_the_wrong_size(browser: Browser, portal: Portal) -> None:
    """Before there is a body the choice is known, so nothing jumps when a page opens."""
    page = open_page(browser, 390)
    page.add_init_script(WATCH)
    page.goto(portal.kinds["home"])
    assert page.evaluate("window.firstSeen") is None
    page.click(SWITCH)
    for kind in ("home", "measures", "report"):
        page.goto(portal.kinds[kind])
        assert page.evaluate("window.firstSeen") == "large", kind
    page.context.close()


def test_without_storage_the_switch_works_for_the_page(browser: Browser, portal: Portal) -> None:
    """Nothing breaks where a browser keeps nothing: the choice holds until the page is left."""
    page, log = open_page(browser, 390), BrowserLog()
    log.attach(page)
    page.add_init_script(FORBID)
    page.goto(portal.kinds["home"])
    usual = page.evaluate(LETTERS)
    page.click(SWITCH)
    assert is_pressed(page) == "true"
    assert page.evaluate(LETTERS) > usual
    page.click("summary:has-text('栏目')")
    page.click(".ms-menu [data-ms-scheme]")
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    page.reload()
    assert is_pressed(page) == "false"
    assert log.complaints == []
    page.context.close()


def test_the_figures_of_charts_are_listed_in_large_letters(browser: Browser, portal: Portal) -> None:
    """On a phone the letters of a chart have no room to grow: its table opens. On a desk they grow."""
    for width in (390, 1280):
        page = open_page(browser, width)
        page.goto(portal.kinds["month"])
        size = "document.querySelector('.ms-chart svg text').getBoundingClientRect().height"
        usual = page.evaluate(size)
        page.click(SWITCH)
        listed = page.locator(".ms-chart details[open] td:visible").count() > 0
        assert listed or page.evaluate(size) > 1.4 * usual, width
        page.context.close()
