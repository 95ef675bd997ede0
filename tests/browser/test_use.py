"""What readers do with the site: find measures, read without script, go about by keyboard, choose light or dark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.portal import READING_KINDS, BrowserLog, Portal, open_page

pytestmark = pytest.mark.browser

MEASURES = 28
"""The measures of the example: eighteen of one document and ten of another."""

FOCUS = """() => {
  const at = document.activeElement;
  const outline = getComputedStyle(at).outlineStyle;
  return {tag: at.tagName, text: at.innerText.trim(), href: at.getAttribute("href") ?? "", outline};
}"""

STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const lines = [getComputedStyle(at), getComputedStyle(at, "::after")];
  const box = at.getBoundingClientRect();
  return {
    html: at.outerHTML.slice(0, 120),
    marked: lines.some(style => style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
      && box.left < innerWidth,
  };
}"""
"""Where the keyboard is, whether it is marked and on the screen; nothing once it has left the page."""

MOST_STOPS = 400

SEEN = "switches => [...document.querySelectorAll(switches)].map(one => one.checkVisibility())"
"""Which of these elements are shown."""


@pytest.fixture
def reader(browser: Browser, portal: Portal) -> Iterator[Page]:
    """A phone that has opened the measures."""
    page = open_page(browser, 390)
    page.goto(portal.kinds["measures"])
    yield page
    page.context.close()


def list_rows(page: Page) -> list[dict[str, str]]:
    """The visible measures: what their rows say of themselves."""
    return page.evaluate(  # type: ignore[no-any-return]  # what a script gives back carries no type
        """() => [...document.querySelectorAll("#measures tbody tr")].filter(row => row.checkVisibility())
            .map(row => ({
                field: row.cells[2].textContent, department: row.dataset.department,
                status: row.cells[6].textContent, text: row.textContent,
            }))"""
    )


def find_alike(rows: list[dict[str, str]], fact: str) -> tuple[str, int]:
    """The value that most, but not all, rows have of a fact, and how many have it."""
    return next(pair for pair in Counter(row[fact] for row in rows).most_common() if pair[1] < len(rows))


def test_each_filter_narrows_and_all_together(reader: Page) -> None:
    """Field, department and status each leave exactly the rows that have them, are counted aloud, and load nothing.

    The browser itself asks for the site's icon again when the address changes.
    """
    rows = list_rows(reader)
    assert len(rows) == MEASURES
    log = BrowserLog()
    log.attach(reader)
    reader.click("summary:has-text('筛选')")
    for fact, choose in (
        ("field", lambda value: reader.select_option("select[name=field]", value)),
        ("department", lambda value: reader.select_option("select[name=department]", value)),
        ("status", lambda value: reader.check(f"input[name=status][value={value}]")),
    ):
        value, number = find_alike(rows, fact)
        choose(value)
        shown = list_rows(reader)
        assert {row[fact] for row in shown} == {value}
        assert len(shown) == number
        assert reader.inner_text("[role=status]") == f"找到 {number} 项，共 {MEASURES} 项"
        reader.click("button[type=reset]")
        reader.wait_for_function("document.querySelector('[role=status]').textContent.startsWith('共')")
        assert list_rows(reader) == rows
    statuses = [status for status, _ in Counter(row["status"] for row in rows).most_common(2)]
    for status in statuses:
        reader.check(f"input[name=status][value={status}]")
    assert [row for row in rows if row["status"] in statuses] == list_rows(reader)
    assert [request.url for request in log.requests if not request.url.endswith("favicon.svg")] == []
    assert log.complaints == []


def test_words_find_measures(reader: Page) -> None:
    """Words by identifier, title and department; all must fit; nothing found is said, and what to do about it."""
    reader.fill("input[type=search]", "m06")
    assert ["M06" in row["text"] for row in list_rows(reader)] == [True]
    reader.fill("input[type=search]", "市场监管局 知识产权")
    assert ["强化知识产权服务" in row["text"] for row in list_rows(reader)] == [True]
    reader.fill("input[type=search]", "月亮")
    assert list_rows(reader) == []
    assert reader.inner_text("[role=status]") == f"找到 0 项，共 {MEASURES} 项"
    assert reader.is_visible("text=没有符合条件的措施")
    assert not reader.is_visible("#measures")


def test_a_shared_address_opens_the_same_choice(reader: Page, portal: Portal) -> None:
    """The choice stands in the address: whoever opens it sees the same rows, and a mangled one shows all."""
    reader.goto(f"{portal.kinds['measures']}#status=已逾期,进度滞后&q=市场监管局")
    shown = list_rows(reader)
    assert 0 < len(shown) < MEASURES
    assert {row["status"].split()[0] for row in shown} <= {"已逾期", "进度滞后"}
    reader.goto(f"{portal.kinds['measures']}#field=%E0%A4%A&status")
    reader.reload()
    assert len(list_rows(reader)) == MEASURES


def test_all_is_there_without_script(browser: Browser, portal: Portal) -> None:
    """All measures, the figures under every chart, and no control that would do nothing, at either width."""
    page = open_page(browser, 390, script=False)
    for kind, address in portal.kinds.items():
        page.goto(address)
        page.set_viewport_size({"width": 1280, "height": 844})
        assert page.evaluate(SEEN, "[data-ms-size]") == ([] if kind.startswith("code of ") else [False]), kind
        assert True not in page.evaluate(SEEN, "[data-ms-scheme]"), kind
        page.set_viewport_size({"width": 390, "height": 844})
        if kind not in READING_KINDS:
            continue
        assert page.locator("button:visible, input:visible, select:visible").count() == 0, kind
        charts = page.locator(".ms-chart")
        for place in range(charts.count()):
            details = charts.nth(place).locator("details")
            if details.get_attribute("open") is None:
                details.locator("summary").click()
            assert charts.nth(place).locator("tbody td:visible").count() > 1, kind
    page.goto(portal.kinds["measures"])
    assert page.locator("#measures tbody tr:visible").count() == MEASURES
    page.click(".ms-menu summary")
    page.click(".ms-menu a:has-text('首页')")
    assert page.url == portal.address
    page.goto(portal.kinds["month"])
    report = page.locator(".ms-reports details").first
    report.locator("summary").click()
    assert report.locator("a:visible").count() == 1
    page.context.close()


def test_the_first_key_skips_to_the_content(reader: Page) -> None:
    """Tab shows the skip link with a mark of focus; Enter and Tab lead past the menu, into the content."""
    reader.keyboard.press("Tab")
    skip = reader.evaluate(FOCUS)
    assert (skip["text"], skip["href"][0], skip["outline"]) == ("跳到正文", "#", "solid")
    assert reader.locator(".md-skip").bounding_box()["y"] >= 0  # type: ignore[index]  # the focused link has a box
    reader.keyboard.press("Enter")
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.querySelector('article').contains(document.activeElement)")


def test_the_drawer_is_worked_by_keys_and_by_touch(reader: Page, portal: Portal) -> None:
    """Enter opens, Tab goes through it, Escape closes it and gives the focus back; a touch beside it closes it too."""
    drawer = reader.locator("details.ms-menu")
    drawer.locator("summary").focus()
    reader.keyboard.press("Enter")
    assert drawer.locator("a:visible").count() == drawer.locator("a").count() >= 10
    for _ in range(2):
        reader.keyboard.press("Tab")
    assert reader.evaluate(FOCUS)["text"] == "措施"
    reader.keyboard.press("Escape")
    assert drawer.locator("a:visible").count() == 0
    assert reader.evaluate(FOCUS) == {"tag": "SUMMARY", "text": "栏目", "href": "", "outline": "solid"}
    reader.keyboard.press("Space")
    assert drawer.locator("a:visible").count() >= 10
    reader.mouse.click(20, 800)
    assert drawer.locator("a:visible").count() == 0
    drawer.locator("summary").focus()
    reader.keyboard.press("Enter")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    reader.wait_for_url(portal.address)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_choice_of_light_or_dark_is_kept(browser: Browser, portal: Portal, scheme: str, width: int) -> None:
    """By key, against the system's choice, on the next page and in the next visit; the button says what it will do.

    It stands in the header, on a phone in the menu: in one place only.
    """
    page = open_page(browser, width, "light" if scheme == "light" else "dark")
    page.goto(portal.kinds["windows"])
    ground = "getComputedStyle(document.body).backgroundColor"
    system = page.evaluate(ground)
    if width < 600:
        page.locator(".ms-menu summary").press("Enter")
    button = page.locator("[data-ms-scheme]:visible")
    offers = {"light": "改为深色显示", "dark": "改为浅色显示"}
    assert button.inner_text() == offers[scheme]
    button.focus()
    page.keyboard.press("Enter")
    chosen = page.evaluate(ground)
    assert chosen != system
    assert button.inner_text() == offers["dark" if scheme == "light" else "light"]
    page.goto(portal.kinds["month"])
    assert page.evaluate(ground) == chosen
    again = page.context.new_page()
    again.goto(portal.kinds["about"])
    assert again.evaluate(ground) == chosen
    page.context.close()


def test_home_figures_open_the_filtered_list(browser: Browser, portal: Portal) -> None:
    """As many measures are shown as the figure on the home page says, also after going back and forth."""
    page = open_page(browser, 390)
    page.goto(portal.address)
    figures = page.locator(".ms-figure:has(a[href*='status='])")
    assert figures.count() >= 3
    for place in range(figures.count()):
        number = int(figures.nth(place).locator(".ms-figure__value").inner_text().split()[0].rstrip("项"))
        figures.nth(place).locator("a").click()
        page.wait_for_url("**/measures/#status=*")
        assert len(list_rows(page)) == number
        page.go_back()
        page.wait_for_url(portal.address)
    page.context.close()


def test_a_long_index_is_filtered_as_a_whole(browser: Browser, portal: Portal) -> None:
    """Rows of further pages come with the first filter, and lead where they led; without one the page is short."""
    html = (portal.site / "measures/index.html").read_text(encoding="utf-8")
    head, rows, tail = re.split(r"(?<=<tbody>)|(?=</tbody>)", html, maxsplit=2)
    place = rows.index("<tr", len(rows) // 2)
    form = 'data-ms-filter="measures"'
    short = head.replace(form, f'{form} data-ms-total="{MEASURES}" data-ms-further="all/2/"') + rows[:place] + tail
    further = (head + rows[place:] + tail).replace('href="M', 'href="../../M')
    page = open_page(browser, 390)
    page.route("**/measures/", lambda route: route.fulfill(body=short, content_type="text/html; charset=utf-8"))
    page.route("**/all/2/", lambda route: route.fulfill(body=further, content_type="text/html; charset=utf-8"))
    page.goto(f"{portal.address}measures/")
    own = len(list_rows(page))
    assert 0 < own < MEASURES
    assert page.inner_text("[role=status]") == f"共 {MEASURES} 项"
    last = re.findall(r'href="(M[^/"]+)/"', rows)[-1]
    page.fill("input[type=search]", last)
    page.wait_for_function("document.querySelector('[role=status]').textContent.startsWith('找到')")
    assert page.inner_text("[role=status]") == f"找到 1 项，共 {MEASURES} 项"
    found = page.locator("#measures tbody tr:visible a")
    assert found.evaluate_all("links => links.map(link => link.href)") == [f"{portal.address}measures/{last}/"]
    page.fill("input[type=search]", "")
    assert len(list_rows(page)) == own
    page.context.close()


def test_the_filter_is_worked_by_keys(reader: Page) -> None:
    """From the search field on by Tab: words, the fold, a choice in each list, a status, and back to all."""
    reader.focus("#measures-q, input[type=search]")
    reader.keyboard.type("M0")
    assert 0 < len(list_rows(reader)) < MEASURES
    for _ in range(2):
        reader.keyboard.press("Backspace")
    reader.keyboard.press("Tab")
    assert reader.evaluate(FOCUS)["tag"] == "SUMMARY"
    reader.keyboard.press("Enter")
    for name in ("field", "department"):
        reader.keyboard.press("Tab")
        assert reader.evaluate("document.activeElement.name") == name
        reader.keyboard.press("ArrowDown")
        assert 0 < len(list_rows(reader)) < MEASURES
        reader.keyboard.press("ArrowUp")
        assert len(list_rows(reader)) == MEASURES
    reader.keyboard.press("Tab")
    reader.keyboard.press("Space")
    status = reader.evaluate("document.activeElement.value")
    assert {row["status"] for row in list_rows(reader)} == {status}
    while reader.evaluate(FOCUS)["tag"] != "BUTTON":
        reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    reader.wait_for_function("document.querySelector('[role=status]').textContent.startsWith('共')")
    assert len(list_rows(reader)) == MEASURES
    assert reader.evaluate("document.activeElement.name") == "q"


def test_a_search_is_made_by_keys(reader: Page, portal: Portal) -> None:
    """Words and Enter; the first result is the next stop but the button, and Enter opens it."""
    reader.goto(portal.kinds["search"])
    reader.focus("input[type=search]")
    reader.keyboard.type("知识产权")
    reader.keyboard.press("Enter")
    reader.wait_for_selector(".ms-results a")
    reader.keyboard.press("Tab")
    assert reader.evaluate(FOCUS)["text"] == "搜索"
    reader.keyboard.press("Tab")
    first = reader.evaluate(FOCUS)
    assert first["text"] == reader.locator(".ms-results a").first.inner_text()
    reader.keyboard.press("Enter")
    reader.wait_for_url(lambda url: not url.startswith(portal.kinds["search"]))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", ["home", "measures", "month", "heat table", "report", "search", "not found"])
def test_every_stop_of_the_keyboard_shows(undrawn: Browser, portal: Portal, kind: str, width: int) -> None:
    """Tab goes through the whole page and out of it; each stop is on the screen and marked by a solid line."""
    page = open_page(undrawn, width)
    page.goto(portal.kinds[kind])
    stops = 0
    while stops < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops += 1
        assert stop["marked"], stop
        assert stop["seen"], stop
    assert 20 < stops < MOST_STOPS
    page.context.close()
