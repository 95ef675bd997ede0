"""Pages of what is published no more: their addresses stay."""

from __future__ import annotations

from datetime import date

from mashang.checks.confirmations import Confirmation
from mashang.model import Publication
from mashang.pages.gone import list_gone
from mashang.pages.site import Page
from tests.pages.reader import make_site, see

PAGES = (Page("", "首页", ""), Page("lists/", "清单", ""), Page("lists/plus/", "正面清单", ""))
KNOWN = {
    "lists/plus/": "正面清单",
    "lists/old/": "旧清单",
    "lists/old/2026-03-01/": "旧清单 2026 年版",
    "matters/A1/": "开办企业",
}
MERGED = Confirmation("gone-lists-old", "并入<正面清单>", "张三", date(2026, 11, 9), successor="plus")


def test_what_is_gone_says_since_when_why_and_what_took_its_place() -> None:
    """So does what lay below it; what is still there has no such page."""
    pages = see(lambda _: list_gone(KNOWN, PAGES, (MERGED,)), make_site(Publication()))
    assert set(pages) == {"lists/old/", "lists/old/2026-03-01/", "matters/A1/"}
    assert pages["lists/old/"].text == (
        "自 2026年11月9日 起不再公布。 原因： 并入<正面清单> 现在请看： 正面清单 看现在公布的清单"
    )
    assert pages["lists/old/"].links == ("../plus/", "../")
    assert pages["lists/old/2026-03-01/"].links == ("../../plus/", "../../")
    assert pages["lists/old/"].front["forgotten"] == "yes"
    assert "张三" not in pages["lists/old/"].html


def test_what_nobody_confirmed_says_no_more_than_it_knows() -> None:
    """No day and no reason are invented; a section that is gone too leads home."""
    page = see(lambda _: list_gone(KNOWN, PAGES, ()), make_site(Publication()))["matters/A1/"]
    assert page.text == "这一页现在不再公布。 回到首页"
    assert page.links == ("../../",)
