"""The served example and one browser for each worker."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

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


@pytest.fixture(scope="session")
def portal(example: Path) -> Iterator[Portal]:
    """The example's site below a portal's path."""
    with serve_portal(example) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield chromium
        chromium.close()
