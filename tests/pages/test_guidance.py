"""How to report, how statuses are derived, and pages of free text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mashang.free_page import FreePage
from mashang.model import Code, CodeKind, Publication
from mashang.pages.guidance import find_first_sentence, list_pages
from mashang.pages.site import Site
from mashang.published_rules import RULES
from tests.pages.reader import SETTINGS, make_site, see

PAGES = (
    FreePage("about", "关于明川", "<p>我们的*承诺*。</p>"),
    FreePage("policy", "政策<问答>", "<h2>一</h2>\n<p>正文</p>"),
)


def test_reporting_and_about_are_always_there() -> None:
    """Also a county without any fact says how to report and how it counts."""
    pages = see(list_pages, make_site(Publication()))
    assert list(pages) == ["report/", "privacy/", "about/"]
    assert pages["about/"].front["title"] == "关于本站"


def test_every_rule_is_published_in_the_order_in_which_it_is_tried() -> None:
    """The page holds exactly the rules by which statuses are derived, with the tolerance that is set."""
    site = replace(make_site(Publication()), settings=replace(SETTINGS, tolerance=Decimal("7.5")))
    page = see(list_pages, site)["about/"]
    assert page.rows("状态判定规则")[1:] == [[rule.status.value, rule.text] for rule in RULES]
    assert "容许落后 7.5 个百分点" in page.text


def test_staffs_own_words_stand_on_the_page_about_the_site() -> None:
    """The title and words of about.md open the page; the rules follow."""
    page = see(list_pages, make_site(Publication(pages=PAGES)))["about/"]
    assert page.front["title"] == "关于明川"
    assert page.html.startswith("<p>我们的*承诺*。</p>\n")
    assert "状态怎样判定" in page.text
    assert "../policy/" in page.links
    assert "政策&lt;问答&gt;" in page.html


def test_other_pages_hold_nothing_but_what_staff_wrote() -> None:
    """A page of free text is what the check made of it."""
    page = see(list_pages, make_site(Publication(pages=PAGES)))["policy/"]
    assert page.html == PAGES[1].html
    assert page.front["title"] == "政策<问答>"


def test_only_kinds_of_code_that_exist_are_explained() -> None:
    """A county that has no enterprise codes does not speak of them."""
    codes = (Code("7K3M9QXT2", CodeKind.WINDOW, "W1", date(2026, 5, 1)),)
    with_codes = see(list_pages, make_site(Publication(), codes=codes))["report/"]
    assert "服务窗口监督码" in with_codes.text
    assert "企业监督码" not in with_codes.text
    assert "有哪几种码" not in see(list_pages, make_site(Publication()))["report/"].text


def report_text(**changes: object) -> str:
    """The page on reporting under other settings."""
    site = Site(replace(SETTINGS, **changes), Publication(), make_site(Publication()).figures, ())  # type: ignore[arg-type]  # a test names the settings it changes
    return see(list_pages, site)["report/"].text


def test_ways_to_report_are_those_that_are_set() -> None:
    """Telephones, the mailbox and time limits come from the settings; what is not set is not offered."""
    text = report_text(handling_days=9)
    for words in ("0000-8000100", "12345", "yingshang@example.com", "9 个工作日", SETTINGS.code_base):
        assert words in text
    assert "监督举报" not in text
    assert "0000-8000110" in report_text(report_phone="0000-8000110")


def test_a_free_page_is_described_by_its_first_sentence() -> None:
    """Search engines show what staff wrote; a page of headings alone is described by its title."""
    assert find_first_sentence(
        "<h2>一</h2><table><tr><td><p>甲</p></td></tr></table><ul><li><p>丙</p></li></ul><p></p>"
        '<p>请看<a href="../about/"><strong>两份</strong>文件</a>，\n共 2.5 页。还有。</p>'
    ) == ("请看两份文件，共 2.5 页。")
    assert find_first_sentence("<p><strong>重要。</strong>其余</p>") == "重要。"
    assert find_first_sentence(f"<p>{'字' * 200}</p>") == "字" * 120
    assert find_first_sentence("<h1>一</h1><ol><li>二</li></ol>") == ""
    described = see(list_pages, make_site(Publication(pages=(FreePage("policy", "问答", "<h2>一</h2><p>正文。</p>"),))))
    assert described["policy/"].front["description"] == "正文。"
    empty = see(list_pages, make_site(Publication(pages=(FreePage("policy", "问答", "<h2>一</h2>"),))))
    assert empty["policy/"].front["description"] == f"问答，{SETTINGS.name}"
