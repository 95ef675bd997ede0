"""From the scan page over the form to the receipt and the look-up, in a real browser, as ``serve`` shows them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from mashang.codes.ledger import read_ledger
from mashang.county import County, Stage
from mashang.model import CodeKind
from mashang.pipeline.intake_preview import open_intake
from mashang.pipeline.published import open_preview
from tests.browser.portal import find_barriers, open_page

pytestmark = pytest.mark.browser

TARGETS = ".pick label, button, input[type=text], input[type=file], .links a, .top a"
SMALL_TARGETS = """targets => [...document.querySelectorAll(targets)].filter(target => !target.closest(".away"))
    .filter(target => target.getBoundingClientRect().height < 44).map(target => target.outerHTML)"""


@pytest.fixture(scope="module")
def address(example: Path) -> Iterator[str]:
    """The example with its intake, under the path at which it is published."""
    county = County(example)
    with open_intake(county, Stage.PRODUCTION) as beside:
        assert beside
        assert not beside.kept
        with open_preview(county, Stage.PRODUCTION, 0, beside.port) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            yield f"http://127.0.0.1:{server.server_port}/yshj/"
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def codes(example: Path) -> dict[CodeKind, str]:
    """A code of each kind."""
    ledger, _ = read_ledger(County(example))
    assert ledger
    return {code.kind: code.code for code in ledger.codes}


def look_at(page: Page) -> None:
    """The page as it is open has no barrier, fits a narrow telephone, and what one presses is large enough."""
    assert find_barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 320, page.url
    assert page.evaluate(SMALL_TARGETS, TARGETS) == []
    page.set_viewport_size({"width": 390, "height": 844})


def test_a_report_is_made_by_keyboard_without_script(
    browser: Browser, address: str, codes: dict[CodeKind, str]
) -> None:
    """From the scan page by Tab, arrows and Space to the receipt; no cookie, and nothing of it in an address."""
    page = open_page(browser, 390, script=False)
    page.goto(f"{address}f/{codes[CodeKind.WINDOW]}/")
    page.focus(".ways .first")
    page.keyboard.press("Enter")
    page.wait_for_url("**/intake/*")
    page.focus("#level-5")
    for key in (*["ArrowDown"] * 3, "Tab", "Space", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("排队两小时，没有人。<b>&")
    for text in ("", "周先生", "zhou@example.com"):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/intake/report")
    receipt = page.inner_text(".code.big")
    page.click("text=用回执码查处理情况")
    page.fill("#receipt", receipt.lower().replace("-", " "))
    page.keyboard.press("Enter")
    page.wait_for_selector("text=受理编号")
    assert urlsplit(page.url).query == ""
    assert page.inner_text("h1") == "已收到"
    assert page.context.cookies() == []
    page.context.close()


def test_axe_finds_nothing_and_pages_fit_a_narrow_telephone(
    browser: Browser, address: str, codes: dict[CodeKind, str]
) -> None:
    """Forms of every kind, the receipt, the look-up, what is found there, and a fault; in light and dark."""
    page = open_page(browser, 390)
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    for code in codes.values():
        page.goto(f"{address}intake/{code}")
        look_at(page)
    page.check("#kind-praise")
    page.click("button")
    page.wait_for_url("**/intake/report")
    look_at(page)
    receipt = page.inner_text(".code.big")
    page.goto(f"{address}intake/lookup")
    look_at(page)
    page.fill("#receipt", receipt)
    page.click("button")
    page.wait_for_selector("text=受理编号")
    look_at(page)
    page.goto(f"{address}intake/0000")
    look_at(page)
    page.context.close()
    assert hosts - {None} == {"127.0.0.1"}
