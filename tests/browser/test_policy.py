"""Every kind of page in a browser behind nginx with the sample configuration, which allows the site and no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mashang.cli import main
from tests.browser.portal import NOT_FOUND, READING_KINDS, BrowserLog, find_scan_pages, open_page
from tests.publish.web_server import find_port, publish_archive, serve, set_up

pytestmark = [pytest.mark.browser, pytest.mark.web_server]


@pytest.fixture(scope="module")
def address(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example's archive, published; gives the address of its home page."""
    home, port = tmp_path_factory.mktemp("server"), find_port()
    archive = home / "mashang.tar.gz"
    assert main(["bundle", "--root", str(example), "--output", str(archive)]) == 0
    text = (publish_archive(archive, home) / "nginx-site.conf").read_text(encoding="utf-8")
    with serve(home, set_up(text, home, port), port) as served:
        yield f"{served}/yshj/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh visitor's page."""
    found = open_page(browser, 1280)
    yield found
    found.context.close()


def test_no_page_asks_for_what_is_not_allowed(address: str, page: Page, example: Path) -> None:
    """Nothing is blocked on any kind of page, also with details open; bars have lengths, scan pages their looks."""
    log = BrowserLog()
    log.attach(page)
    for kind, path in (READING_KINDS | find_scan_pages(example)).items():
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        assert log.complaints == [], kind
    assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == "640px"
    page.goto(f"{address}measures/")
    assert page.evaluate("getComputedStyle(document.querySelector('[style]')).getPropertyValue('--done')")
    page.goto(address + NOT_FOUND)
    assert [complaint for complaint in log.complaints if "404" not in complaint] == []


def test_scripts_of_the_site_work(address: str, page: Page) -> None:
    """The filter of measures, the switch of colours, and a search, which fetches its index."""
    log = BrowserLog()
    log.attach(page)
    page.goto(f"{address}measures/")
    page.fill("#filter-q", "M06")
    page.wait_for_function("location.hash.includes('M06')")
    page.goto(f"{address}search/#q=企业开办")
    page.wait_for_selector("main ol a, main li a[href*='measures/']")
    assert log.complaints == []


def test_a_mistyped_code_is_mended_by_the_server(address: str, page: Page, example: Path) -> None:
    """Whoever types the address from a placard in small letters lands on its page."""
    path = next(iter(find_scan_pages(example).values()))
    page.goto(address + path.lower().removesuffix("/"))
    assert page.url == address + path


@pytest.mark.parametrize("path", ["", "f/"])
def test_what_is_not_the_sites_own_is_blocked(address: str, page: Page, example: Path, path: str) -> None:
    """A script written into the page, one of another host, a handler, a picture and a frame of elsewhere: none acts."""
    page.goto(address + (path and next(iter(find_scan_pages(example).values()))))
    blocked = page.evaluate(
        """async () => {
          const found = [];
          document.addEventListener("securitypolicyviolation", event => found.push(event.effectiveDirective));
          const add = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
          window.acted = false;
          add("script", {textContent: "window.acted = true"});
          add("script", {src: "https://elsewhere.example/x.js"});
          add("div", {innerHTML: "<i onclick='window.acted = true'>x</i>"});
          document.querySelector("i[onclick]").click();
          add("style", {textContent: "body { color: red }"});
          add("img", {src: "https://elsewhere.example/x.png"});
          add("iframe", {src: "https://elsewhere.example/"});
          await fetch("https://elsewhere.example/").catch(() => null);
          await new Promise(done => setTimeout(done, 300));
          return [window.acted, [...new Set(found)].sort()];
        }"""
    )
    wanted = {"script-src-elem", "script-src-attr", "style-src-elem", "img-src", "frame-src", "connect-src"}
    assert blocked[0] is False
    assert set(blocked[1]) == wanted
