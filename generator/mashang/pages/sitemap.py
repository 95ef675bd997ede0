"""The list of reading pages for search engines (sitemaps.org, protocol 0.9). Pages behind codes are never in it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urljoin
from xml.sax.saxutils import escape

from mashang.addresses import SITEMAP
from mashang.pages.site import Page, Site

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def render_sitemap(site: Site, pages: Iterable[Page]) -> dict[str, str]:
    """The sitemap of these pages: each with the real date of publication of what it shows, where there is one."""
    lines = [_write_entry(site, page) for page in sorted(pages, key=lambda page: page.address)]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_NAMESPACE}">\n'
    return {SITEMAP: f"{head}{''.join(lines)}</urlset>\n"}


def _write_entry(site: Site, page: Page) -> str:
    changed = f"<lastmod>{page.changed_on.isoformat()}</lastmod>" if page.changed_on else ""
    return f"  <url><loc>{escape(urljoin(site.settings.site_url, quote(page.address)))}</loc>{changed}</url>\n"
