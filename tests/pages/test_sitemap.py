"""The list of reading pages for search engines."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

from mashang.pages.site import Page
from mashang.pages.sitemap import render_sitemap
from tests.pages.reading_county import make_site

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_every_page_stands_under_its_full_address() -> None:
    """In the order of addresses, each fit for XML and for a URL, with its day where there is one."""
    site = make_site()
    pages = [Page("measures/甲&乙/", "x", ""), Page("", "首页", "", changed_on=date(2026, 11, 6))]
    (path, text), *others = render_sitemap(site, pages).items()
    assert path == "sitemap.xml"
    assert not others
    entries = ET.fromstring(text).findall("s:url", NAMESPACE)  # noqa: S314 — our own text
    base = site.settings.site_url
    assert [(one.findtext("s:loc", "", NAMESPACE), one.findtext("s:lastmod", "", NAMESPACE)) for one in entries] == [
        (base, "2026-11-06"),
        (f"{base}measures/%E7%94%B2%26%E4%B9%99/", ""),
    ]


def test_the_same_pages_in_any_order_give_the_same_bytes() -> None:
    """The order of the sections does not show."""
    pages = [Page("b/", "x", ""), Page("a/", "x", ""), Page("", "x", "")]
    assert render_sitemap(make_site(), pages) == render_sitemap(make_site(), pages[::-1])
