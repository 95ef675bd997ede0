"""The reading site in a real browser, under a path of a portal.

Free of barriers on phone and desktop, filtered without a page load, whole without script, asking no other host.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = pytest.mark.browser

SECTIONS = (
    "",
    "measures/",
    "lists/",
    "progress/",
    "departments/",
    "windows/",
    "matters/",
    "grids/",
    "report/",
    "about/",
)
TALLEST = 844
TARGETS = (
    ".ms-header summary, .ms-header button, .ms-brand, .ms-card, .ms-figure, .ms-action, .ms-more summary,"
    " .ms-filter input[type=search], .ms-filter select, .ms-footer nav a"
)
SMALL_TARGETS = """targets => [...document.querySelectorAll(targets)]
    .filter(target => target.offsetParent && target.getBoundingClientRect().height < 44)
    .map(target => target.outerHTML)"""


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the name of the overridden argument
        """Keep the test's output quiet."""


@pytest.fixture(scope="module")
def address(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example's site under a path of a portal."""
    portal = tmp_path_factory.mktemp("portal")
    shutil.copytree(example / "site", portal / "some" / "path")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(portal))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/some/path/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


def open_page(browser: Browser, width: int, scheme: Literal["light", "dark"] = "light", *, script: bool = True) -> Page:
    """A fresh page of that width."""
    context = browser.new_context(
        viewport={"width": width, "height": TALLEST}, color_scheme=scheme, java_script_enabled=script
    )
    return context.new_page()


def list_details(example: Path) -> list[str]:
    """One page of each kind below the sections."""
    site = example / "site"
    patterns = ("measures/*/", "lists/*/", "lists/*/*/", "progress/*/", "departments/*/", "matters/*/")
    found = [max(site.glob(f"{pattern}index.html")) for pattern in patterns]
    return [f"{path.parent.relative_to(site).as_posix()}/" for path in found]


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
def test_no_barriers_and_no_other_host(
    browser: Browser, example: Path, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """Axe finds nothing, nothing is wider than the screen, nothing fails, and no other host is asked."""
    page = open_page(browser, width, scheme)
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
    for path in (*SECTIONS, *list_details(example)):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        violations = Axe().run(page).response["violations"]
        assert [(path, rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations] == []
    assert not faults
    assert {url for url in asked if not url.startswith((address, "data:"))} == set()


def shown_rows(page: Page) -> int:
    """How many measures are to be seen."""
    return page.locator("#measures tbody tr:visible").count()


def test_filters_work_without_a_page_load(browser: Browser, address: str) -> None:
    """Choosing narrows the table, is told, kept in the address, and taken back by one button."""
    page = open_page(browser, 1280)
    page.goto(f"{address}measures/")
    loads: list[str] = []
    page.on("request", lambda request: loads.append(request.url) if request.resource_type == "document" else None)
    whole = shown_rows(page)
    first = page.locator("select[name=field] option").nth(1).get_attribute("value")
    page.select_option("select[name=field]", first)
    assert 0 < shown_rows(page) < whole
    assert page.inner_text("[data-ms-count]") == f"找到 {shown_rows(page)} 项，共 {whole} 项"
    assert unquote(page.url).endswith(f"#field={first}")
    page.fill("input[name=q]", "没有这样的措施")
    assert shown_rows(page) == 0
    assert page.is_visible("text=没有符合条件的措施")
    page.click("button[type=reset]")
    page.wait_for_function("document.querySelector('[data-ms-empty]').hidden")
    assert shown_rows(page) == whole
    assert loads == []
    assert page.url == f"{address}measures/"


def test_home_figures_open_the_filtered_list(browser: Browser, address: str) -> None:
    """As many measures are shown as the figure on the home page says, also after going back and forth."""
    page = open_page(browser, 390)
    page.goto(address)
    figures = page.locator(".ms-figure:has(a[href*='status='])")
    for place in range(figures.count()):
        number = int(figures.nth(place).locator(".ms-figure__value").inner_text().split()[0].rstrip("项"))
        figures.nth(place).locator("a").click()
        page.wait_for_url("**/measures/#status=*")
        assert shown_rows(page) == number
        page.go_back()
        page.wait_for_url(address)


def test_everything_reads_without_script(browser: Browser, example: Path, address: str) -> None:
    """No dead control is shown, all measures stand there, and the menu opens."""
    page = open_page(browser, 390, script=False)
    page.goto(f"{address}measures/#status=已完成")
    assert shown_rows(page) == len(list((example / "site" / "measures").glob("*/index.html")))
    assert not page.is_visible(".ms-filter")
    assert not page.is_visible("[data-ms-scheme]")
    page.click(".ms-menu summary")
    page.click(".ms-menu a:has-text('首页')")
    assert page.url == address
    page.locator(".ms-chart summary").last.click()
    assert page.locator(".ms-chart").last.locator("td").first.is_visible()


def test_the_menu_works_by_keyboard(browser: Browser, address: str) -> None:
    """Enter opens, Escape closes and gives the focus back."""
    page = open_page(browser, 390)
    page.goto(address)
    page.focus(".ms-menu summary")
    page.keyboard.press("Enter")
    assert page.is_visible(".ms-menu nav")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.is_visible(".ms-menu nav")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_dark_is_chosen_once(browser: Browser, address: str) -> None:
    """The choice overrides the system and holds on the next page."""
    page = open_page(browser, 390)
    page.goto(address)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-ms-scheme]")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto(f"{address}measures/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark != light


def test_targets_are_large_enough_for_a_thumb(browser: Browser, address: str) -> None:
    """Menu, cards, figures and filters are at least 44 pixels high on a phone."""
    page = open_page(browser, 390)
    for path in ("", "measures/"):
        page.goto(address + path)
        small = page.evaluate(SMALL_TARGETS, TARGETS)
        assert small == [], path
