"""What search engines and lists of pages may show, per stage."""

from __future__ import annotations

from collections.abc import Iterator

from mashang.county import Stage
from mashang.inspection.references import resolve_path
from mashang.inspection.rules import Finding
from mashang.inspection.survey import Survey

_SITEMAP = "sitemap.xml"
_FOUND = ("home", "reading")


def check_search_engines(survey: Survey) -> Iterator[Finding]:
    """Nothing of the preview may be found; everything for readers may."""
    for page in survey.tree.pages.values():
        if survey.stage is Stage.STAGING and not page.hidden:
            yield Finding("search-engines", page.name, "预览站的页面没有 noindex")
        elif survey.stage is Stage.PRODUCTION and page.hidden and not page.forgotten and page.kind in _FOUND:
            yield Finding("search-engines", page.name, "正式页面带着 noindex，搜索不到")


def check_scans_hidden(survey: Survey) -> Iterator[Finding]:
    """A page behind a code is in no search engine, sitemap or feed."""
    for page in survey.scans:
        if not page.hidden:
            yield Finding("scan-hidden", page.name, "没有 noindex")
    for name in survey.tree.documents:
        if name.endswith(".xml"):
            for target in _list_own(survey, name):
                if target.startswith("f/"):
                    yield Finding("scan-hidden", name, f"列出了扫码页 {target}")


def check_sitemap(survey: Survey) -> Iterator[Finding]:
    """The sitemap names every page that may be found."""
    if survey.stage is Stage.STAGING:
        return
    if _SITEMAP not in survey.tree.documents:
        yield Finding("sitemap-complete", _SITEMAP, "没有站点地图")
        return
    listed = set(_list_own(survey, _SITEMAP))
    for page in survey.readings:
        if page.name not in listed and not page.hidden:
            yield Finding("sitemap-complete", page.name, "没有列入站点地图")


def _list_own(survey: Survey, name: str) -> Iterator[str]:
    """The files of the tree that a sitemap or feed names by the site's own address."""
    for reference in survey.tree.documents[name].references:
        if survey.site_url and reference.url.startswith(survey.site_url):
            yield resolve_path("", reference.url.removeprefix(survey.site_url))
