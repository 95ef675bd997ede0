"""The served example, and for each worker a browser, and one that draws nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, sync_playwright

from tests.browser.portal import Portal, serve_portal

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
"""What keeps Chromium from needing a display, and from asking the network for anything of its own."""
UNDRAWN = "--disable-threaded-compositing"
"""Without its threads for drawing, a headless Chromium draws nothing at all."""


@pytest.fixture(scope="session")
def portal(example: Path) -> Iterator[Portal]:
    """The example's site below a portal's path."""
    with serve_portal(example) as served:
        yield served


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    """What starts browsers."""
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    """The machine's Chromium."""
    with chromium.launch(executable_path=shutil.which("chromium"), args=QUIET) as started:
        yield started


@pytest.fixture(scope="session")
def undrawn(chromium: BrowserType) -> Iterator[Browser]:
    """A Chromium that lays out pages and draws none, at three quarters of the work, for looking at one after another.

    Without frames it waits for ever before a click.
    """
    with chromium.launch(executable_path=shutil.which("chromium"), args=[*QUIET, UNDRAWN]) as started:
        yield started
