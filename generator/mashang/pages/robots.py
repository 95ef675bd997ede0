"""``robots.txt``: what search engines may fetch, stage by stage."""

from __future__ import annotations

from mashang.addresses import SITEMAP
from mashang.county import Stage
from mashang.pages.site import Site

ROBOTS = "robots.txt"


def render_robots(site: Site) -> dict[str, str]:
    """The file at the site's root. Search engines look for it only at the root of a host.

    Pages behind codes are not disallowed: whoever may not fetch them cannot see that they ask to be left out
    (``noindex``), and may list their bare addresses. The preview is for nobody.
    """
    if site.stage is Stage.STAGING:
        return {ROBOTS: "# 审核用预览，不得收录。\nUser-agent: *\nDisallow: /\n"}
    return {
        ROBOTS: (
            "# 全部可以访问。扫码页（f/）由页面自己声明不收录，这里不能拦：拦了就看不到那条声明。\n"
            "User-agent: *\n"
            "Disallow:\n"
            "\n"
            f"Sitemap: {site.settings.site_url}{SITEMAP}\n"
        )
    }
