"""Codes that somebody types: checked in the browser as the ledger does, and mended in an address that leads nowhere."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from mashang.code_format import ALPHABET, CASE, LONG, SHORT, check_identifier, new_identifier, normalise_identifier
from tests.browser.portal import BrowserLog, Portal, find_scan_pages, open_page

pytestmark = pytest.mark.browser

STATUS = "[data-ms-code-status]"
BOX = "form[data-ms-code]"
READ = """texts => texts.map(text => {
  const code = window.mashangCode.normalise(text);
  return [code, window.mashangCode.check(code)];
})"""
UNISSUED = "000000000"
"""Right in itself, and never issued: a spreadsheet would spoil it."""


@pytest.fixture(scope="module")
def code(portal: Portal) -> str:
    """The code of a window; it holds a 0 or a 1, which people take for letters."""
    found = find_scan_pages(portal.site.parent)["code of window"].split("/")[1]
    assert set(found) & {"0", "1"}
    return found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone."""
    found = open_page(browser, 390)
    yield found
    found.context.close()


def missing(portal: Portal, path: str) -> str:
    """The address of a path below the site, where the page for what is not found stands right."""
    return portal.kinds["not found"].removesuffix("no-such-page/") + quote(path)


def test_browser_and_ledger_judge_codes_alike(page: Page, portal: Portal) -> None:
    """Thousands of codes, right, with one character wrong, with two swapped, and cut: one verdict in one wording."""
    page.goto(portal.kinds["report"])
    pick = random.Random(20261106)
    texts: list[str] = []
    for turn in range(2_500):
        right = new_identifier((), (SHORT, LONG)[turn % 2])
        at = pick.randrange(len(right))
        other = pick.choice(ALPHABET.replace(right[at], ""))
        swapped = right[: at - 1] + right[at] + right[at - 1] + right[at + 1 :] if at else right
        texts += [right, right[:at] + other + right[at + 1 :], swapped, right[:at] + "U" + right[at:-1], right[:at]]
    expected = [[normalised := normalise_identifier(text), check_identifier(normalised)] for text in texts]
    assert page.evaluate(READ, texts) == expected
    assert sum(not fault for _, fault in expected) >= 2_500
    assert sum(bool(fault) for _, fault in expected) >= 7_000


def test_browser_and_ledger_read_every_letter_alike(page: Page, portal: Portal, code: str) -> None:
    """Every assigned character, put into a code, is dropped, changed or kept by both: blanks, hyphens, all of them.

    Left out are characters that Unicode has assigned since this Python was made, and the tags and shorthand marks
    beyond the first plane, which no keyboard writes.
    """
    page.goto(portal.kinds["report"])
    letters = [
        chr(number) for number in range(sys.maxunicode + 1) if number < 0x1_0000 or 0x1_D000 <= number < 0x1_F800
    ]
    known = [letter for letter in letters if unicodedata.category(letter) not in ("Cn", "Cs", "Co")]
    plain = [letter for letter in known if ord(letter) < 0x1_0000 or unicodedata.category(letter) != "Cf"]
    texts = [code[:4] + letter + code[4:] for letter in plain]
    assert len(texts) > 50_000
    found = [veil(normalised) for normalised, _ in page.evaluate(READ, texts)]
    expected = [veil(normalise_identifier(text)) for text in texts]
    assert [pair for pair in zip(texts, found, expected, strict=True) if pair[1] != pair[2]] == []
    assert len({len(text) for text in expected}) > 2


def veil(code: str) -> str:
    """A code with every character that is in none as a question mark: which capital it was does not matter."""
    return "".join(letter if letter in ALPHABET else "?" for letter in code)


def mistype(code: str) -> dict[str, str]:
    """Ways in which a code's address comes out wrong."""
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    lookalike = code.replace("0", "o").replace("1", "l")
    return {
        "small letters": f"f/{code.lower()}/",
        "letters for digits": f"f/{lookalike}/",
        "capital letters for digits": f"f/{code.replace('0', 'O').replace('1', 'I')}/",
        "hyphens": f"f/{code[:4]}-{code[4:8]}-{code[8:]}/",
        "blanks": f"f/{code[:4]} {code[4:8]}　{code[8:]}/",
        "full width": f"f/{wide}/",
        "full-width slashes": f"f／{code}／",
        "no slash": f"f/{code.lower()}",
        "a stop": f"f/{code}。",
        "a capital F": f"F/{code}/",
        "no f": f"{code.lower()}/",
        "a page of the folder": f"f/{code.lower()}/index.html",
    }


def test_a_mistyped_address_leads_to_its_code(page: Page, portal: Portal, code: str) -> None:
    """Whatever the slip of the hand, the right page opens, and going back does not lead into a circle."""
    for slip, path in mistype(code).items():
        page.goto(portal.kinds["home"])
        page.goto(missing(portal, path))
        page.wait_for_url(f"**/f/{code}/")
        assert page.locator(".code").first.inner_text().replace("-", "") == code, slip
        page.go_back()
        page.wait_for_url(portal.kinds["home"])


def test_only_a_possible_code_is_offered(page: Page, portal: Portal, code: str) -> None:
    """An address whose code cannot be right stays, says what is wrong with it, and lets it be typed again."""
    last = ALPHABET[(ALPHABET.index(code[-1]) + 1) % len(ALPHABET)]
    for wrong, said in (
        (code[:-1] + last, "校验不符，有字符写错或前后颠倒"),
        (code[:-1], "应当是 9 个或 13 个字符，现在是 8 个"),
        (f"U{code[1:]}", "第 1 个字符“U”不会出现在码里"),
    ):
        address = missing(portal, f"f/{wrong}/")
        page.goto(address)
        assert page.inner_text(STATUS) == f"“{wrong}”{said}。请对照台卡再输一遍。"
        assert page.locator(f"{STATUS} a").count() == 0
        assert page.url == address
        assert page.input_value(f"{BOX} input") == wrong
        assert page.locator("article h2").first.inner_text().startswith("您扫了码")
    page.fill(f"{BOX} input", f" {code.lower()} ")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/f/{code}/")


def test_a_code_that_was_never_issued_is_named_and_not_followed_in_a_circle(page: Page, portal: Portal) -> None:
    """A possible code without a page: one step to its right address, and there the truth."""
    assert check_identifier(UNISSUED) == ""
    page.goto(missing(portal, "f/ooo-ooo-ooo"))
    page.wait_for_url(f"**/f/{UNISSUED}/")
    page.wait_for_selector(f"{STATUS}:has-text('本站没有发过 0000-0000-0 这个码')")
    assert page.url == missing(portal, f"f/{UNISSUED}/")


def test_a_server_that_drops_the_last_slash_leads_into_no_circle(page: Page, portal: Portal) -> None:
    """Such a server sends a code's address back to where it was mended: once is enough."""
    address = missing(portal, f"f/{UNISSUED}")
    asked: list[str] = []

    def drop_slash(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=301, headers={"Location": address})

    page.route(f"{address}/", drop_slash)
    page.goto(missing(portal, "f/ooo-ooo-ooo"))
    page.wait_for_url(address)
    page.wait_for_selector(f"{STATUS}:has-text('本站没有发过 0000-0000-0 这个码')")
    assert len(asked) == 1


def test_another_missing_page_speaks_of_no_code(page: Page, portal: Portal) -> None:
    """Who looks for a measure does not read that its number is no code."""
    for path in ("measures/M99/", "no-such-page", "%", "f.html"):
        page.goto(missing(portal, path))
        assert page.inner_text(STATUS) == "", path
        assert page.locator("article h1 + .ms > :first-child").inner_text().startswith("网址可能有误"), path


def test_without_script_words_say_how_codes_look(browser: Browser, portal: Portal, code: str) -> None:
    """No box that would do nothing, and all that is needed to type the address right."""
    page = open_page(browser, 390, script=False)
    page.goto(missing(portal, f"f/{code.lower()}/"))
    assert not page.is_visible(BOX)
    said = page.inner_text("article")
    assert "码是 9 个或 13 个字符，只有数字和大写字母，没有字母 I、L、O、U" in said
    assert "最后" in said or "再加一条斜杠" in said
    assert {letter for letter in "ILOU" if letter in ALPHABET} == set()
    page.goto(portal.kinds["report"])
    assert not page.is_visible(BOX)
    page.context.close()


def test_the_report_page_opens_a_typed_code_and_sends_nothing_before(page: Page, portal: Portal, code: str) -> None:
    """By keys alone: a wrong code is refused in the browser, a right one opens its page; nothing else is asked for."""
    page.goto(portal.kinds["report"])
    log = BrowserLog()
    log.attach(page)
    page.focus(f"{BOX} input")
    page.keyboard.press("Enter")
    assert page.inner_text(STATUS) == "请输入台卡上的码。"
    page.keyboard.type(code[:-1])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "现在是 8 个" in page.inner_text(STATUS)
    assert page.evaluate("document.activeElement.id") == "ms-code"
    assert [request.url for request in log.requests if not request.url.endswith("favicon.svg")] == []
    page.keyboard.press("End")
    page.keyboard.type(f"-{code[-1].lower()}")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/f/{code}/")
    asked = [urlsplit(request.url).path for request in log.requests if request.url.startswith("http")]
    assert [path.rpartition("/f/")[2] for path in asked if not path.endswith("favicon.svg")] == [f"{code}/"]
    assert log.complaints == []


def test_a_case_is_found_by_its_number(page: Page, portal: Portal) -> None:
    """As it was typed, from the section's page on that of the list; what is wrong with one, and which is not there."""
    page.goto(portal.kinds["list of cases"])
    number = page.locator("#ms-cases tbody tr").nth(3).get_attribute("id") or ""
    state = page.locator(f"[id='{number}'] td").last.inner_text()
    page.goto(portal.kinds["cases"])
    page.fill("#ms-case", f" {number[:4].lower()}-{number[4:]}")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/reports/list/#{number}")
    expect(page.locator("[data-ms-case-status]")).to_contain_text(state)
    page.fill("#ms-case", number[:-1])
    page.keyboard.press("Enter")
    expect(page.locator("[data-ms-case-status]")).to_contain_text("应当是 10 个字符")
    page.fill("#ms-case", new_identifier((), CASE))
    page.keyboard.press("Enter")
    expect(page.locator("[data-ms-case-status]")).to_contain_text("名单里没有")
