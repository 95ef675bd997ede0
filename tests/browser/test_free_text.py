"""Hostile pages of free text, in short; and that the judge is not blind."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from bench.free_text import attack, judge

pytestmark = pytest.mark.browser


def test_nothing_that_is_published_is_alive(browser: Browser) -> None:
    """Of pages made of scripts, frames, handlers and links that run, those that pass the check hold none of it."""
    tab = browser.new_page()
    result = attack(tab, 1500, 7)
    tab.close()
    assert result.published > 100
    assert result.alive == ()


@pytest.mark.parametrize(
    "html",
    [
        *("<script></script>", "<p onclick=x>", "<a href=javascript:x>", "<a href='&#106;avascript:x'>", "<img src=x>"),
        *(
            "<iframe></iframe>",
            "<form></form>",
            "<style></style>",
            "<!-- x -->",
            "</ x>",
            "<p style='color:red'>",
            "<svg>",
        ),
    ],
)
def test_the_judge_sees_what_is_alive(browser: Browser, html: str) -> None:
    """Each of these by itself."""
    tab = browser.new_page()
    assert judge(tab, ["<p>fine <a href='../x/'>x</a></p>", html])[0] == []
    assert judge(tab, [html])[0]
    tab.close()
