"""What a page of each kind weighs for a first visitor, in bytes as they go over the wire."""

from __future__ import annotations

import gzip
from functools import cache

import pytest
from playwright.sync_api import Browser

from tests.browser.portal import BrowserLog, Portal, open_page

pytestmark = pytest.mark.browser

SPEED = 50_000
"""Bytes a second of a weak mobile network."""

PATIENCE = 3
"""Seconds within which a page must be there (政府网站发展指引, 国办发〔2017〕47号)."""

MOST_PACKED = 60_000
"""Bytes of a reading page and all it loads from a server that compresses, as portals do: far within patience."""

MOST_PLAIN = SPEED * PATIENCE
"""The same from a server that does not compress: within patience still."""

MOST_SCANNED = 30_000
"""Bytes of a scan page, uncompressed: it is opened at a counter on a weak network."""

ICON = "favicon"
"""Fetched after the page is whole, if at all."""


@cache
def pack(body: bytes) -> int:
    """The bytes that a server sends which compresses; most pages load the same styles and scripts."""
    return len(gzip.compress(body, 6))


def test_first_visits_are_light(undrawn: Browser, portal: Portal) -> None:
    """All that a browser without memory fetches before the page is whole is counted: style, scripts, pictures."""
    weights: dict[str, tuple[int, int]] = {}
    log, page = BrowserLog(), open_page(undrawn, 390)
    page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    log.attach(page)
    for kind, address in portal.kinds.items():
        log.answers.clear()
        page.goto(address, wait_until="load")
        answers = [answer for answer in log.answers if answer.url.startswith("http") and ICON not in answer.url]
        bodies = [answer.body() for answer in answers]
        weights[kind] = (sum(map(len, bodies)), sum(map(pack, bodies)))
    page.context.close()
    for kind, (plain, packed) in weights.items():
        print(f"{kind:24}{plain:9,} bytes, compressed {packed:7,}: {packed / SPEED:.1f} s")
    assert MOST_PACKED <= SPEED * PATIENCE
    for kind, (plain, packed) in weights.items():
        if kind.startswith("code of "):
            assert plain <= MOST_SCANNED, kind
        else:
            assert packed <= MOST_PACKED, kind
            assert plain <= MOST_PLAIN, kind
