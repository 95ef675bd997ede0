"""Scan pages in a real browser: free of barriers, whole on a narrow screen, and asking no other host."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from mashang.pages.scan import render_scan_pages
from tests.browser.portal import find_barriers, open_page
from tests.pages import scan_county as county

pytestmark = pytest.mark.browser

EVERY_CODE = [code.code for code in county.CODES]
TARGETS = ".pick label, button, input[type=text], .ways a, .calls a, .links a, .top a"
SMALL_TARGETS = """targets => [...document.querySelectorAll(targets)]
    .filter(target => target.getBoundingClientRect().height < 44).map(target => target.outerHTML)"""


@dataclass
class Place:
    """A server on this machine that has the pages."""

    address: str
    pages: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """Serve the small county twice: under ``form/`` with an intake, under ``plain/`` without."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(200 if self.path in found.pages else 404, found.pages.get(self.path, ""))

        def answer(self, status: int, text: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the overridden argument
            """Keep the test's output quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found = Place(f"http://127.0.0.1:{server.server_address[1]}")
        for name, intake in (("form", f"{found.address}/intake/"), ("plain", "")):
            site = county.make_site(replace(county.SETTINGS, intake_url=intake))
            for path, html in render_scan_pages(site):
                found.pages[f"/{name}/{path.removesuffix('index.html')}"] = html
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield found
        server.shutdown()
        thread.join()


def test_axe_finds_nothing(undrawn: Browser, place: Place) -> None:
    """No barrier of any weight, with and without a way to the form, in every kind and state, in light and dark."""
    page = open_page(undrawn, 390)
    addresses = [f"form/f/{code}/" for code in county.OPEN_PAGES] + [f"plain/f/{code}/" for code in EVERY_CODE]
    found = {}
    for address in addresses:
        page.goto(f"{place.address}/{address}")
        found[address] = find_barriers(page)
    page.context.close()
    assert found == {address: [] for address in addresses}


@pytest.mark.parametrize("folder", ["form", "plain"])
def test_pages_fit_a_narrow_telephone(undrawn: Browser, place: Place, folder: str) -> None:
    """At 320 px nothing is cut off sideways, what one presses is 44 px high, and no other host is asked."""
    page = open_page(undrawn, 320)
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    for code in EVERY_CODE:
        page.goto(f"{place.address}/{folder}/f/{code}/")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, code
        assert page.evaluate(SMALL_TARGETS, TARGETS) == [], code
    page.context.close()
    assert hosts - {None} == {"127.0.0.1"}
