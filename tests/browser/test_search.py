"""Searching in a real browser: what is found, at what price, by whom."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response

from mashang.search.index import hash_term
from mashang.search.terms import list_terms
from tests.browser.portal import PATH, BrowserLog, Portal, find_barriers, open_page

pytestmark = pytest.mark.browser

MOST_FIRST, MOST_NEXT = 200_000, 80_000
"""Bytes over the wire of the first query and of each later one, from a server that compresses nothing."""

WANTED = {
    "企业开办": "measures/S01/",
    "一网通办": "measures/S01/",
    "首违不罚": "lists/first-violation/",
    "小巨人": "measures/M03/",
    "营商办": "departments/D01/",
    "市场监管局": "departments/D03/",
    "开发区管委会": "departments/D15/",
    "明政办发〔2026〕3号": "measures/M01/",
    "明政办发2026年3号": "measures/M01/",
    "明政办发[2026]第3号": "measures/M01/",
    "明政办发20263号": "measures/M01/",
    "明市监发（2026）8号": "measures/S01/",
    "3号": "measures/M01/",
    "明政办发3号": "measures/M01/",
    "M12": "measures/M12/",
    "ｍ12": "measures/M12/",
    "印章 免费": "measures/M10/",
    "施工许可": "matters/T08/",
    "2026年10月进展": "progress/2026-10/",
}
"""What people type, and a page that must be among the first three."""

TEXTS = [
    "明政办发〔2026〕3号，M12",
    "专精特新“小巨人”企业（含复审），一次性奖补 60 万元。",
    "ＡＢ１２㎡①Ⅳ",
    "𠮷林 丽 ⼀ ㊣",
    "0000-8000100 13:30—17:00",
    "3.6 个工作日 100%",
    "naïve ÀÉ ß 한국 かな カナ ｶﾅ",
    "〇々〆 ☆ № ℃ …… \u3000 \u200b",
    "",
]
"""Texts that both sides must cut alike."""


class Visit:
    """The search page as a fresh visitor uses it, and what is sent over the wire meanwhile."""

    def __init__(self, browser: Browser, portal: Portal) -> None:
        self.page: Page = open_page(browser, 390)
        self.log = BrowserLog()
        self.log.attach(self.page)
        self.answers: list[Response] = []
        self.page.on("response", lambda response: self.answers.append(response))  # noqa: PLW0108 — playwright marks what it is given
        self.page.goto(f"{portal.address}search/")

    def search(self, words: str) -> list[str]:
        """Type and press Enter; the addresses of the results that are shown, without the portal's path."""
        self.answers.clear()
        self.page.get_by_role("searchbox").fill(words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(
            "() => { const said = document.querySelector('[data-ms-search-status]').textContent;"
            " return /没有找到/.test(said) || (/找到|相近/.test(said) && document.querySelector('.ms-results')); }"
        )
        links = self.page.locator(".ms-results a")
        hrefs = [link.evaluate("link => link.href") for link in links.all()]
        return [urlsplit(href).path.removeprefix(PATH) for href in hrefs]

    def weigh(self) -> tuple[int, int]:
        """Bytes of bodies fetched since the last query began, plain and compressed."""
        bodies = [answer.body() for answer in self.answers if "favicon" not in answer.url]
        return sum(map(len, bodies)), sum(len(gzip.compress(body, 6)) for body in bodies)


@pytest.fixture
def visit(browser: Browser, portal: Portal) -> Iterator[Visit]:
    """A visitor; afterwards nothing may have been asked of another host, nor the words sent to this one."""
    visiting = Visit(browser, portal)
    yield visiting
    visiting.page.context.close()
    assert visiting.log.complaints == []
    for request in visiting.log.requests:
        assert request.url.startswith(portal.address), request.url
        assert request.method == "GET"
        assert urlsplit(request.url).query == "", request.url


def test_the_right_page_is_among_the_first_three_and_costs_little(visit: Visit) -> None:
    """Matters, short names, document numbers with and without brackets, and identifiers, as people type them.

    The first query is weighed with its script and style, and each later one, uncompressed; nothing is fetched twice.
    """
    script = [answer for answer in visit.answers if "/assets/search." in answer.url]
    assert len(script) == 2
    first = sum(len(answer.body()) for answer in script)
    weights, missed = {}, {}
    for words, wanted in WANTED.items():
        found = visit.search(words)[:3]
        if wanted not in found:
            missed[words] = found
        plain, packed = visit.weigh()
        weights[words] = plain + first
        print(f"{words}: {plain + first:,} bytes, {packed:,} compressed")
        first = 0
    assert missed == {}
    assert next(iter(weights.values())) <= MOST_FIRST
    assert max(list(weights.values())[1:]) <= MOST_NEXT
    visit.search("企业开办")
    assert visit.weigh() == (0, 0)


def test_other_pages_load_nothing_of_it(browser: Browser, portal: Portal) -> None:
    """A page has a link to the search page, and that is all."""
    page = open_page(browser, 390)
    log = BrowserLog()
    log.attach(page)
    page.goto(f"{portal.address}measures/M12/", wait_until="networkidle")
    assert [request.url for request in log.requests if "search" in request.url] == []
    page.get_by_role("link", name="搜索").click()
    assert page.url == f"{portal.address}search/"
    page.context.close()


def test_a_result_is_reached_by_keyboard_alone(visit: Visit) -> None:
    """Tab to the field, type, Enter, then on to the first result; the count is announced, found words are marked."""
    visit.page.get_by_role("searchbox").focus()
    visit.page.keyboard.insert_text("拿地")
    visit.page.keyboard.press("Enter")
    visit.page.locator(".ms-results").wait_for()
    assert "找到" in visit.page.get_by_role("status").inner_text()
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent") == "拿地开工快建设"
    assert set(visit.page.locator(".ms-results mark").all_inner_texts()) == {"拿地"}
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/measures/M12/")
    visit.page.go_back()
    visit.page.locator(".ms-results").wait_for()
    assert visit.page.get_by_role("searchbox").input_value() == "拿地"


def test_an_anchor_leads_to_the_place(visit: Visit) -> None:
    """A match within a long page leads to the row in which it stands."""
    visit.search("企业开办一件事窗口")
    target = visit.page.locator(".ms-results a[href*='#window-']").first
    target.click()
    visit.page.wait_for_url("**/#window-W02")
    assert visit.page.locator("#window-W02").is_visible()


def test_more_results_come_on_demand(visit: Visit) -> None:
    """Eight at first; the button brings more, and the keyboard stands on the first of those."""
    assert len(visit.search("明政办发〔2026〕3号")) == 8
    button = visit.page.get_by_role("button", name="再显示 8 个")
    button.focus()
    visit.page.keyboard.press("Enter")
    visit.page.locator(".ms-results li:nth-child(16)").wait_for()
    assert visit.page.evaluate("document.activeElement.getAttribute('href')") == "../measures/M09/"
    visit.page.get_by_role("button", name="再显示 2 个").click()
    visit.page.locator(".ms-results li:nth-child(18)").wait_for()
    assert visit.page.locator(".ms-results__more").count() == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [("查无此事", "没有找到“查无此事”"), ("营", "请至少输入两个字"), ("<i>查无此事", "没有找到“<i>查无此事”")],
)
def test_nothing_found_is_said_with_what_to_do(visit: Visit, words: str, said: str) -> None:
    """The words are repeated as text, and the sections stand below."""
    assert visit.search(words) == []
    status = visit.page.get_by_role("status").inner_text()
    assert said in status
    assert "按下面的栏目查找" in status
    assert visit.page.locator("main .ms-card__link").count() >= 8


def test_words_in_the_address_are_searched(visit: Visit, portal: Portal) -> None:
    """What was searched may be kept as a bookmark; it stands behind the number sign, which no server sees."""
    visit.search("小巨人")
    assert unquote(urlsplit(visit.page.url).fragment) == "q=小巨人"
    visit.page.goto("about:blank")
    visit.page.goto(f"{portal.address}search/#q=M12")
    visit.page.locator(".ms-results").wait_for()
    assert visit.page.locator(".ms-results a").first.get_attribute("href") == "../measures/M12/"


def test_a_broken_network_is_said(visit: Visit) -> None:
    """A failed fetch ends in words, and the next attempt works."""
    visit.page.route("**/search/*/t*.json", lambda route: route.abort())
    visit.page.get_by_role("searchbox").fill("拿地")
    visit.page.keyboard.press("Enter")
    visit.page.get_by_text("请检查网络后再试").wait_for()
    visit.page.unroute_all()
    visit.log.complaints.clear()
    assert "measures/M12/" in visit.search("拿地")


def test_axe_finds_nothing_in_results(visit: Visit) -> None:
    """With results, and with none, in light and dark; and nothing is wider than the phone."""
    for words in ("企业开办", "查无此事"):
        visit.search(words)
        assert find_barriers(visit.page) == []
        assert visit.page.evaluate("document.scrollingElement.scrollWidth") == 390


def test_without_script_the_page_says_where_to_look(browser: Browser, portal: Portal) -> None:
    """No dead form; every section is linked, and each link leads to a page."""
    page = open_page(browser, 390, script=False)
    page.goto(f"{portal.address}search/")
    assert page.locator("form").is_hidden()
    assert "没有启用脚本" in page.locator("main").inner_text()
    links = [str(link.get_attribute("href")) for link in page.locator("main .ms-card__link").all()]
    assert {"../measures/", "../lists/", "../departments/"} <= set(links)
    assert all((portal.site / "search" / link / "index.html").is_file() for link in links)
    page.context.close()


def test_script_and_generator_cut_texts_alike(visit: Visit) -> None:
    """The same terms and shards on both sides, or what is indexed could not be found."""
    for text in [*TEXTS, *WANTED]:
        words = visit.page.evaluate("text => mashangSearch.cutWords(text)", text)
        terms = {term for word in words for term in word["terms"]}
        assert terms == list_terms(text), text
        for term in terms:
            assert visit.page.evaluate("([term, n]) => mashangSearch.hashTerm(term, n)", [term, 512]) == hash_term(
                term, 512
            )
