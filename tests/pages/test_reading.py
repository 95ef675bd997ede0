"""All reading pages together, and what the engine makes of them with the theme."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from mashang.derived import Figures
from mashang.model import Publication
from mashang.pages import reading
from mashang.pages.reading import list_pages
from tests.pages.reading_county import make_site

THEME = Path(reading.__file__).parent / "theme"


def test_home_comes_first_and_addresses_are_unique() -> None:
    """Every page has an address of its own."""
    addresses = [page.address for page in list_pages(make_site())]
    assert addresses[0] == ""
    assert len(addresses) == len(set(addresses))


def test_empty_sections_give_no_page() -> None:
    """With no facts at all, only home, reporting, personal data, about, open data and search remain."""
    empty = replace(make_site(), publication=Publication(), figures=Figures(), codes=())
    assert {page.address for page in list_pages(empty)} == {"", "about/", "data/", "privacy/", "report/", "search/"}


def test_theme_asks_no_other_host() -> None:
    """No address of another host stands in templates, styles or scripts of the theme."""
    namespaces = {"http://www.w3.org/2000/svg"}
    for path in THEME.rglob("*"):
        if path.is_file():
            found = set(re.findall(r"https?://[^\s'\"<>)]+", path.read_text(encoding="utf-8")))
            assert found <= namespaces, path


def test_theme_calls_no_python_methods() -> None:
    """Templates use filters alone, so that another engine can read them as well."""
    for path in THEME.rglob("*.html"):
        for expression in re.findall(r"{[{%].*?[%}]}", path.read_text(encoding="utf-8")):
            assert not re.search(r"\.\w+\(", expression), (path, expression)


def test_the_built_site_speaks_the_fields_tags(example: Path) -> None:
    """国办发〔2017〕47号: site tags everywhere, column tags on section pages, article tags on the rest."""
    home = (example / "site" / "index.html").read_text(encoding="utf-8")
    index = (example / "site" / "measures" / "index.html").read_text(encoding="utf-8")
    page = next((example / "site" / "measures").glob("*/index.html")).read_text(encoding="utf-8")
    for html in (home, index, page):
        assert '<meta name="SiteName" content="' in html
        assert "演示数据" in html
        assert 'name="robots"' not in html
    assert '<meta name="ColumnName" content="措施">' in index
    assert '<meta name="ColumnKeywords"' in index
    assert "ArticleTitle" not in index
    assert '<meta name="ArticleTitle" content="' in page
    assert re.search(r'<meta name="PubDate" content="\d{4}-\d\d-\d\d 00:00">', page)


def test_every_page_knows_its_section(example: Path) -> None:
    """The section being read is marked in the navigation of its pages, and the trail leads back."""
    page = next((example / "site" / "measures").glob("*/index.html")).read_text(encoding="utf-8")
    assert '<a href="../" aria-current="true">措施</a>' in page
    assert '<li><a href="../">措施</a></li>' in page


def test_sitemap_dates_are_dates_of_publication(example: Path) -> None:
    """No page claims to have changed on the day of the build."""
    sitemap = (example / "site" / "sitemap.xml").read_text(encoding="utf-8")
    days = set(re.findall(r"<lastmod>(.*?)</lastmod>", sitemap))
    published = set()
    for path in (example / "build" / "docs").rglob("*.md"):
        published.update(re.findall(r'^published: "(.*)"$', path.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert days
    assert days <= published
    assert "/f/" not in sitemap
