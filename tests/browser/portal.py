"""The example's built site as a county's portal serves it, one page of every kind, and what a browser says of them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, Response

from mashang.codes.ledger import read_ledger
from mashang.county import County
from mashang.model import CodeKind
from mashang.settings_file import read_settings

PATH = "/some/portal/path/"
"""Where the site stands on the portal: not where its settings say, for its links are relative."""

READING_KINDS = {
    "home": "",
    "measures": "measures/",
    "measure": "measures/M06/",
    "lists": "lists/",
    "list with differences": "lists/first-violation/",
    "first edition": "lists/negative/2026-02-10/",
    "months": "progress/",
    "month": "progress/2026-10/",
    "warnings": "progress/2026-10/warnings/",
    "heat table": "progress/history/",
    "corrections": "progress/corrections/",
    "rankings": "rankings/",
    "ranking": "rankings/2026-q3/",
    "year": "rankings/2026/",
    "search": "search/",
    "departments": "departments/",
    "department": "departments/D03/",
    "windows": "windows/",
    "matters": "matters/",
    "matter": "matters/T01/",
    "grids": "grids/",
    "grid": "grids/G1/",
    "report": "report/",
    "cases": "reports/",
    "cases of a month": "reports/2026-10/",
    "list of cases": "reports/list/",
    "answers": "reports/answers/",
    "privacy": "privacy/",
    "about": "about/",
    "open data": "data/",
    "free page": "policy/",
}
NOT_FOUND = "no-such-page/"

AXE = Axe().axe_script
EVERY_RULE = {"resultTypes": ["violations"]}
COLOURS = EVERY_RULE | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""Dark pages differ from light ones in nothing but colours."""
NO_COLOURS = EVERY_RULE | {"rules": {"color-contrast": {"enabled": False}}}
"""Large letters have the colours of small ones, of which more contrast is asked."""

VIOLATIONS = """options => axe.run(options).then(({violations}) => violations.flatMap(
  found => found.nodes.map(node => `${found.id}: ${node.target}`)))"""

ALIKE = """() => {
  const shape = element => element.tagName + "." + element.className + (element.hidden ? "!" : "")
    + "[" + [...element.attributes].map(one => one.name).join() + "](" + [...element.children].map(shape).join() + ")";
  for (const list of document.querySelectorAll("main tbody, main ul, main ol")) {
    const seen = new Set();
    for (const entry of [...list.children]) {
      const form = shape(entry);
      if (seen.has(form)) entry.remove();
      seen.add(form);
    }
  }
}"""
"""Takes out the rows and entries that differ from one before them in words alone: axe has judged their like."""

SWITCH_SIZE = """() => {
  const button = document.querySelector("[data-ms-size]");
  button?.click();
  return button !== null;
}"""

Scheme = Literal["light", "dark"]


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below each of ``paths`` and nothing else; logs no request."""

    def __init__(self, *args: Any, paths: tuple[str, ...], **kwargs: Any) -> None:
        self._paths = paths
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        for start in self._paths:
            if path.startswith(start):
                return super().translate_path(f"/{path.removeprefix(start)}")
        return str(Path(self.directory) / "outside the portal's path")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the name of the overridden argument
        """Keep the test's output quiet."""


class _Server(ThreadingHTTPServer):
    """A server that takes no offence when a browser goes on before an answer is whole."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@dataclass(frozen=True)
class Portal:
    """A served site: its address, the folder it comes from, and the addresses of one page of every kind."""

    address: str
    site: Path
    kinds: dict[str, str]


@contextmanager
def serve_portal(root: Path) -> Iterator[Portal]:
    """Serve the built site of a county folder below :data:`PATH`, and below the path that its settings name.

    The page for what is not found is the only one to need the latter: it is shown at any depth.
    """
    settings, _ = read_settings(County(root))
    assert settings
    own_path = urlsplit(settings.site_url).path
    site = root / "site"
    handler = partial(_Handler, directory=str(site), paths=(PATH, own_path))
    with _Server(("127.0.0.1", 0), handler) as server:
        host = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            kinds = {kind: f"{host}{PATH}{page}" for kind, page in (READING_KINDS | find_scan_pages(root)).items()}
            yield Portal(f"{host}{PATH}", site, kinds | {"not found": f"{host}{own_path}{NOT_FOUND}"})
        finally:
            server.shutdown()
            thread.join()


def find_scan_pages(root: Path) -> dict[str, str]:
    """The page of the first code of each kind."""
    ledger, _ = read_ledger(County(root))
    assert ledger
    first: dict[CodeKind, str] = {}
    for row in ledger.by_code.values():
        first.setdefault(row.kind, row.code)
    assert set(first) == set(CodeKind)
    return {f"code of {kind.value}": f"f/{code}/" for kind, code in first.items()}


@dataclass
class BrowserLog:
    """What a browser asked for and complained of while pages were open."""

    requests: list[Request] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        """Listen from now on."""
        page.on("request", self._note)
        page.on("requestfailed", self._note_failure)
        page.on("response", self._judge)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(f"console: {message.text}") if message.type in ("error", "warning") else None
            ),
        )

    def _note(self, request: Request) -> None:
        self.requests.append(request)

    def _note_failure(self, request: Request) -> None:
        """An answer that the browser itself no longer wanted, having gone on to the next page, is no failure."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.failure}: {request.url}")

    def _judge(self, response: Response) -> None:
        self.answers.append(response)
        if response.status >= HTTPStatus.BAD_REQUEST:
            self.complaints.append(f"{response.status}: {response.url}")


def open_page(
    browser: Browser, width: int, scheme: Scheme = "light", *, script: bool = True, large: bool = False
) -> Page:
    """A page of a visitor with a screen that many CSS pixels wide; nothing moves that a test would wait for.

    A fresh visitor, or one who has chosen ``large`` letters before.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    if large:
        context.add_init_script("try { localStorage.setItem('mashang.size', 'large') } catch (opaque) {}")
    return context.new_page()


def switch_size(page: Page) -> bool:
    """Press the switch of large letters; false on a page that has none, where letters are of one size."""
    return bool(page.evaluate(SWITCH_SIZE))


def find_barriers(page: Page, *, dark: bool = True, colours: bool = True) -> list[str]:
    """Every violation, of whatever weight, that axe names on a page as it is open; then, of colours, in the dark."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    barriers = list(page.evaluate(VIOLATIONS, EVERY_RULE if colours else NO_COLOURS))
    if dark:
        page.emulate_media(color_scheme="dark")
        barriers += [f"{barrier}, dark" for barrier in page.evaluate(VIOLATIONS, COLOURS)]
        page.emulate_media(color_scheme="light")
    return barriers
