"""All pages of the built site, as the browser's own parser understands them: names, headings, tables, pictures."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.portal import Portal, open_page

pytestmark = pytest.mark.browser

DESCRIBE = """html => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const all = (selector, from = page) => [...from.querySelectorAll(selector)];
  const ids = all("[id]").map(element => element.id);
  const levels = all("h1, h2, h3, h4, h5, h6").map(heading => Number(heading.tagName[1]));
  return {
    lang: page.documentElement.lang,
    title: page.title,
    description: page.querySelector("meta[name=description]")?.content ?? "",
    heads: all("h1").map(heading => heading.textContent.trim()),
    emptyHeadings: all("h1, h2, h3").filter(heading => !heading.textContent.trim()).length,
    leaps: levels.filter((level, place) => place && level > levels[place - 1] + 1).length,
    twiceUsedIds: ids.filter((id, place) => ids.indexOf(id) !== place),
    dumbImages: all("img:not([alt]), img[alt='']").map(image => image.outerHTML),
    dumbDrawings: all("svg:not([aria-hidden]):not(svg svg)")
      .filter(svg => svg.getAttribute("role") !== "img" || !svg.querySelector("title")?.textContent.trim())
      .map(svg => svg.outerHTML.slice(0, 80)),
    chartsUndescribed: all("svg[role=img]")
      .filter(svg => !(svg.getAttribute("aria-labelledby") ?? "").split(" ")
        .every(id => page.getElementById(id)?.closest("svg") === svg && page.getElementById(id).textContent.trim())
        || (svg.querySelector("desc")?.textContent.trim().length ?? 0) < 8)
      .map(svg => svg.outerHTML.slice(0, 80)),
    charts: all("figure.ms-chart").length,
    chartsAlone: all("figure.ms-chart").filter(figure => !figure.querySelector("svg[role=img]")
      || !figure.querySelector("table tbody td")).map(figure => figure.outerHTML.slice(0, 80)),
    inlineScripts: all("script:not([src])").map(script => script.outerHTML),
    handlers: all("*").filter(element => [...element.attributes].some(({name}) => name.startsWith("on")))
      .map(element => element.outerHTML.slice(0, 80)),
    tables: all("table").map(table => ({
      html: table.outerHTML.slice(0, 120),
      own: Boolean(table.className),
      caption: table.caption?.textContent.trim() ?? "",
      columns: all("thead th[scope=col]", table).length,
      rows: table.tBodies[0].rows.length,
      named: all("tbody tr > th[scope=row]:first-child", table).length,
      widths: [...new Set(all("tr", table).map(row => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0)))],
    })),
    emptyLinks: all("a[href]").filter(link => !link.textContent.trim() && !link.getAttribute("aria-label")).length,
    emptyLists: all("ul, ol, dl, tbody").filter(list => !list.children.length).map(list => list.outerHTML),
  };
}"""
"""What a page says of itself, read from its file without loading anything."""

Described = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def pages(browser: Browser, portal: Portal) -> Described:
    """Every page of the site by its path in it."""
    page = open_page(browser, 390)
    paths = sorted(portal.site.rglob("*.html"))
    found = {
        path.relative_to(portal.site).as_posix(): page.evaluate(DESCRIBE, path.read_text("utf-8")) for path in paths
    }
    page.context.close()
    assert len(found) > 150
    return found


def collect(pages: Described, fact: str) -> dict[str, Any]:
    """The pages for which a fact that ought to be empty is not."""
    return {path: page[fact] for path, page in pages.items() if page[fact]}


def test_every_page_is_chinese_and_has_one_head(pages: Described) -> None:
    """Its language, exactly one main heading that is not empty, headings without a leap, and no id used twice."""
    assert {page["lang"] for page in pages.values()} == {"zh-CN"}
    assert {
        path: page["heads"] for path, page in pages.items() if len([head for head in page["heads"] if head]) != 1
    } == {}
    for fault in ("emptyHeadings", "leaps", "twiceUsedIds", "emptyLinks", "emptyLists"):
        assert collect(pages, fault) == {}, fault


def test_every_page_has_a_title_of_its_own(pages: Described) -> None:
    """No two pages share a title, so that a reader knows open pages and found pages apart.

    Only the codes of enterprises share theirs, on purpose: a phone may show it to others.
    """
    titles = Counter(page["title"] for page in pages.values())
    assert "" not in titles
    shared = [title for title, number in titles.items() if number > 1]
    assert [title.partition(" · ")[0] for title in shared] == ["企业监督码"]


def test_every_reading_page_is_described(pages: Described) -> None:
    """The description that search engines show; codes' pages and the page for nothing found are in none of them."""
    reading = {path: page for path, page in pages.items() if not path.startswith("f/") and path != "404.html"}
    assert [path for path, page in reading.items() if len(page["description"]) < 8] == []


def test_every_picture_has_words(pages: Described) -> None:
    """An alternative text on images; a role and a title on drawings that are more than ornament."""
    assert collect(pages, "dumbImages") == {}
    assert collect(pages, "dumbDrawings") == {}


def test_every_chart_is_described_in_words(pages: Described) -> None:
    """A drawing that says something has a title and a sentence, both named by it, and its figures in a table below."""
    assert sum(page["charts"] for page in pages.values()) > 20
    for fault in ("chartsUndescribed", "chartsAlone"):
        assert collect(pages, fault) == {}, fault


def test_no_page_holds_a_script(pages: Described) -> None:
    """All scripts are files of the site, so that a server may forbid every other (Content-Security-Policy)."""
    assert collect(pages, "inlineScripts") == {}
    assert collect(pages, "handlers") == {}


def test_every_table_has_heads(pages: Described) -> None:
    """A caption, a head with its scope for each column and each row, and rows of equal length.

    Tables that staff write in Markdown have heads of columns only: Markdown knows no others.
    """
    tables = [(path, table) for path, page in pages.items() for table in page["tables"]]
    assert len(tables) > 100
    for path, table in tables:
        assert table["columns"] == table["widths"][0], (path, table)
        assert len(table["widths"]) == 1, (path, table)
        if table["own"]:
            assert table["caption"], (path, table)
            assert table["named"] == table["rows"], (path, table)
