"""The pages behind the symbols: every ledger row has one, it says what it must, and it stands alone."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mashang.county import Stage
from mashang.derived import Figures
from mashang.inspection.links import check_links
from mashang.inspection.tree import read_tree
from mashang.kinds import KINDS
from mashang.markup import StartTag, read_events
from mashang.model import CodeKind, CodeState, Department, Enterprise, Grid, Matter, Publication, Validity, Window
from mashang.pages.scan import render_scan_pages
from mashang.pages.scan_frame import scan_environment
from mashang.pages.scan_kinds import SCAN_KINDS
from mashang.pages.site import Site
from mashang.settings import Settings
from tests.pages import scan_county as county

INTAKE = "https://www.example.com/intake/"
WITH_INTAKE = replace(county.SETTINGS, intake_url=INTAKE)


def render(site: Site) -> dict[str, str]:
    """All scan pages of a site by code."""
    return {path.split("/")[1]: html for path, html in render_scan_pages(site)}


def page(code: str, settings: Settings = county.SETTINGS) -> str:
    """One page of the small county."""
    return render(county.make_site(settings))[code]


class Skeleton:
    """The tags and attribute names of a page without its texts, and the texts without the tags."""

    def __init__(self, html: str) -> None:
        events = read_events(html)
        tags = [event for event in events if isinstance(event, StartTag)]
        self.tags = [(tag.name, *tag.attributes) for tag in tags]
        self.values = [(tag.name, key, value) for tag in tags for key, value in tag.attributes.items()]
        self.text = "".join(event for event in events if isinstance(event, str))

    def all(self, tag: str, key: str) -> list[str]:
        """The values of an attribute over all tags of one sort."""
        return [value for one, name, value in self.values if (one, name) == (tag, key)]


def test_every_ledger_row_has_a_page_in_the_ledgers_order() -> None:
    """No row is left out, whatever became of its target."""
    paths = [path for path, _ in render_scan_pages(county.make_site())]
    assert paths == [f"f/{code.code}/index.html" for code in county.CODES]


@pytest.mark.parametrize("settings", [county.SETTINGS, WITH_INTAKE])
def test_pages_are_small_whole_and_hidden_from_search(settings: Settings) -> None:
    """Under 14 KB each, no script, no second file, never indexed, in Chinese."""
    for html in render(county.make_site(settings)).values():
        assert len(html.encode()) < 14_000
        found = Skeleton(html)
        assert not {"script", "img", "iframe", "object"} & {tag for tag, *_ in found.tags}
        assert found.all("link", "href") == ["data:,"]
        assert "url(" not in html
        assert "@import" not in html
        assert '<meta name="robots" content="noindex,nofollow,noarchive">' in html
        assert found.all("html", "lang") == ["zh-CN"]
        assert len([tag for tag, *_ in found.tags if tag == "h1"]) == 1


@pytest.mark.parametrize(
    "feature",
    [":has(", "gap:", "grid", "aspect-ratio", "inset:", "clamp(", "min(", "@layer", "<dialog", ":focus-visible"],
)
def test_pages_use_nothing_that_an_old_browser_lacks(feature: str) -> None:
    """WeChat's X5 is as old as Chrome 53."""
    assert not [code for code, html in render(county.make_site(WITH_INTAKE)).items() if feature in html]


@pytest.mark.parametrize("settings", [county.SETTINGS, WITH_INTAKE])
def test_every_link_leads_to_a_page_of_the_site(tmp_path: Path, settings: Settings) -> None:
    """With the reading pages in their places, no relative link of a scan page is dead."""
    site = county.make_site(settings)
    reading = ["", "report/", "windows/", "matters/", "measures/", "measures/M01/", "departments/D01/"]
    pages = {f"{address}index.html": "" for address in (*reading, "departments/D02/")}
    for path, html in {**pages, **dict(render_scan_pages(site))}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(html, encoding="utf-8")
    assert list(check_links(read_tree(tmp_path))) == []


@pytest.mark.parametrize("code", county.OPEN_PAGES)
def test_an_open_page_leads_first_of_all_to_the_form_of_its_code(code: str) -> None:
    """And to where receipts are looked up: by relative links where the intake stands with the site."""
    for address, there in ((INTAKE, INTAKE), (f"{county.SETTINGS.site_url}intake/", "../../intake/")):
        found = Skeleton(page(code, replace(county.SETTINGS, intake_url=address)))
        pressed = found.all("a", "href")
        assert pressed.index(f"{there}{code}") < min(pressed.index(one) for one in pressed if one == "tel:12345")
        assert f"{there}lookup" in pressed
        assert found.all("a", "class").count("first") == 1
        assert "7 个工作日内办理" in found.text


@pytest.mark.parametrize("code", [code.code for code in county.CODES])
def test_without_an_intake_there_is_no_form_but_other_ways(code: str) -> None:
    """Telephone, mailbox and the form elsewhere; nothing that looks as if it could be filled in."""
    html = page(code)
    found = Skeleton(html)
    assert not {"form", "input", "textarea", "button"} & {tag for tag, *_ in found.tags}
    hrefs = found.all("a", "href")
    assert {"tel:12345", "tel:00008000100", "tel:00008000110", "https://forms.example.com/mingchuan"} <= set(hrefs)
    assert any(href.startswith("mailto:yingshang@example.com?subject=") for href in hrefs)
    assert "7 个工作日内办理" in found.text


def test_a_mailbox_for_letters_is_shown_and_not_linked() -> None:
    """信箱 may be a postal one."""
    found = Skeleton(page(county.WINDOW, replace(county.SETTINGS, mailbox="明川县 1 号信箱", external_form="")))
    assert "写信：明川县 1 号信箱" in found.text
    assert not [href for href in found.all("a", "href") if href.startswith(("mailto:", "http"))]


@pytest.mark.parametrize("code", [row.code for row in county.CODES if row.code not in county.OPEN_PAGES])
def test_nothing_closed_can_be_rated_and_a_telephone_is_there(code: str) -> None:
    """A closed window, a lost target and a withdrawn code lead to no form even with an intake, but ways to complain."""
    found = Skeleton(page(code, WITH_INTAKE))
    assert not [href for href in found.all("a", "href") if href.startswith(INTAKE)]
    assert "tel:12345" in found.all("a", "href")
    assert "非常满意" not in found.text


def test_a_window_shows_where_it_is_and_whom_to_call() -> None:
    """Kind, name, hall, place, department, the code in groups, its own and its department's telephone."""
    found = Skeleton(page(county.WINDOW, WITH_INTAKE))
    for text in ("服务窗口评议码", "企业登记窗口", "县政务服务中心", "一楼 A 区 3 号", "明川县市场监督管理局"):
        assert text in found.text
    assert found.text.count("7K3M-9QXT-2") == 3
    calls = [href for href in found.all("a", "href") if href.startswith("tel:")]
    own, public = ["tel:00008000203", "tel:00008000201"], ["tel:12345", "tel:00008000100", "tel:00008000110"]
    assert calls == [*public, *own, "tel:12345"]
    assert "../../departments/D01/" in found.all("a", "href")


def test_a_page_says_how_it_is_known_to_be_genuine() -> None:
    """The official address, the printed code, and that nothing is ever asked for."""
    text = Skeleton(page(county.WINDOW)).text
    assert "网页地址以 https://www.example.com/yshj/ 开头。" in text
    assert "印着的码是 7K3M-9QXT-2，与本页一致。" in text
    assert "本页不要您付款，不要密码和验证码，也不要您下载软件。" in text


def test_symbols_under_another_address_are_named_too() -> None:
    """When codes are printed under their own address, both are official."""
    text = Skeleton(page(county.WINDOW, replace(county.SETTINGS, code_base="https://m.example.com/f/"))).text
    assert "网页地址以 https://www.example.com/yshj/ 或 https://m.example.com/f/ 开头。" in text


def test_a_matter_first_shows_how_it_is_done() -> None:
    """Time limit, materials, steps and the online link stand before the way to the form."""
    html = page(county.MATTER, WITH_INTAKE)
    before, _, after = html.partition(INTAKE)
    text = Skeleton(before).text
    for part in ("5 个工作日", "营业执照复印件", "领取许可证", "去网上办理"):
        assert part in text
    assert "https://www.example.com/apply?matter=S01&from=code" in Skeleton(before).all("a", "href")
    assert "去网上办理" not in after


def test_a_matter_of_which_nothing_is_known_sends_to_the_telephone() -> None:
    """Empty cells leave no empty headings."""
    facts = replace(county.FACTS, matters=(Matter("S01", "食品经营许可证核发", "D01"),))
    text = Skeleton(render(county.make_site(facts=facts))[county.MATTER]).text
    assert "要带的材料" not in text
    assert "请打电话向办理单位咨询" in text


def test_a_measure_first_shows_where_it_stands() -> None:
    """The status of the newest shown month and the way to the measure's page."""
    found = Skeleton(page(county.MEASURE))
    assert "2026年10月：按期推进，完成 60%" in found.text
    assert "../../measures/M01/" in found.all("a", "href")


def test_a_measure_without_any_month_says_so() -> None:
    """No status is made up."""
    site = replace(county.make_site(), figures=Figures())
    assert "这项措施还没有公开过月度进展。" in Skeleton(render(site)[county.MEASURE]).text


def test_an_enterprise_is_greeted_and_reads_who_serves_it() -> None:
    """Its name (rare characters kept), its grids from the nearest up; neither its number nor its name in the title."""
    html = page(county.ENTERPRISE, WITH_INTAKE)
    text = Skeleton(html).text
    assert "明川昶䶮农产品加工有限公司" in text
    assert text.index("周宁") < text.index("林敏") < text.index("陈立")
    assert "tel:00008000402" in Skeleton(html).all("a", "href")
    assert "乱收费" in text
    assert "91110000000000000X" not in html
    assert html.partition("<title>")[2].partition("</title>")[0] == "企业监督码 · 明川县营商环境公开"


def test_a_ring_of_grids_ends() -> None:
    """Should two grids name each other as the upper one, each is shown once."""
    grids = (Grid("G301", "甲网格", 3, "周宁", parent="G1"), Grid("G1", "乙网格", 1, "陈立", parent="G301"))
    text = Skeleton(render(county.make_site(facts=replace(county.FACTS, grids=grids)))[county.ENTERPRISE]).text
    assert (text.count("甲网格"), text.count("乙网格")) == (1, 1)


def test_an_enterprises_name_stands_on_its_own_open_page_only() -> None:
    """No other page names an enterprise: not a closed one, not a withdrawn one, not from the ledger's note."""
    names = [row.name for row in county.CODES if row.kind is CodeKind.ENTERPRISE]
    for code, html in render(county.make_site()).items():
        assert [name for name in names if name in html] == ([names[0]] if code == county.ENTERPRISE else [])


def test_a_closed_window_names_its_neighbours() -> None:
    """Open windows of the same department in the same hall, and no others; not its own telephone."""
    text = Skeleton(page(county.CLOSED_WINDOW)).text
    assert "这个窗口已停用" in text
    assert "企业登记窗口（一楼 A 区 3 号）" in text
    assert "食品许可窗口（一楼 A 区 4 号）" in text
    assert "不动产登记窗口" not in text
    assert "开发区" not in text
    assert "本窗口" not in text


@pytest.mark.parametrize(
    ("code", "said", "href"),
    [
        (county.GONE_WINDOW, "这个窗口已停用", "../../windows/"),
        (county.GONE_MATTER, "这个事项已不在清单里", "../../matters/"),
        (county.GONE_MEASURE, "这项措施已不在清单里", "../../measures/"),
        (county.WITHDRAWN_WINDOW, "这个码已停用", "../../windows/"),
        (county.REPLACED_WINDOW, "它已经换成新码 7K3M-9QXT-2", f"../{county.WINDOW}/"),
        (county.GONE_ENTERPRISE, "这个监督码已停用", "../../report/"),
        (county.CLOSED_ENTERPRISE, "这个监督码已停用", "../../report/"),
        (county.WITHDRAWN_ENTERPRISE, "这个码已停用", "../../report/"),
    ],
)
def test_what_is_closed_says_where_to_turn(code: str, said: str, href: str) -> None:
    """Each sort of ending has its sentence, what it was, and a way on."""
    row = next(row for row in county.CODES if row.code == code)
    found = Skeleton(page(code))
    assert said in found.text
    assert row.kind is CodeKind.ENTERPRISE or row.name in found.text
    assert href in found.all("a", "href")


def test_lists_that_are_empty_are_not_linked() -> None:
    """Where no window, matter or measure is left, its section is not published, so nothing leads there."""
    hrefs = {
        href
        for html in render(county.make_site(facts=Publication())).values()
        for href in Skeleton(html).all("a", "href")
    }
    assert {href for href in hrefs if href.startswith("../../")} == {"../../", "../../report/"}


def test_replacements_are_followed_to_the_last() -> None:
    """A code replaced twice leads to the newest; a ring leads nowhere and still says where to turn."""
    first, second, third = (
        replace(county.CODES[10], code=code, replaced_by=then)
        for code, then in (("A", "B"), ("B", county.WINDOW), ("C", "C"))
    )
    found = render(county.make_site(codes=(county.CODES[0], first, second, third)))
    assert f"../{county.WINDOW}/" in Skeleton(found["A"]).all("a", "href")
    assert "../../windows/" in Skeleton(found["C"]).all("a", "href")


def test_an_enterprises_old_code_discloses_nothing_of_the_new() -> None:
    """It is replaced when strangers have got hold of it: no link, no new code, only where to turn."""
    firm = next(code for code in county.CODES if code.kind is CodeKind.ENTERPRISE and code.state is CodeState.ACTIVE)
    old = replace(firm, code="A", state=CodeState.WITHDRAWN, replaced_by=firm.code)
    page = render(county.make_site(codes=(firm, old)))["A"]
    assert firm.code not in page
    assert firm.grouped not in page
    assert firm.name not in page
    assert "12345" in page


def test_staging_and_demonstration_are_written_on_every_page() -> None:
    """Both banners, and neither where it does not belong."""
    staging = replace(county.make_site(), stage=Stage.STAGING)
    real = county.make_site(replace(county.SETTINGS, demonstration=False))
    assert all("演示数据" in html and "审核用预览" in html for html in render(staging).values())
    assert not [html for html in render(real).values() if "演示数据" in html or "审核用预览" in html]


def fill(text: str) -> Site:
    """A county all of whose free texts are ``text``."""
    phone = "0000-8000100" + re.sub(r"[、，,;；/]", "", text)
    link = "https://a.example/?q=" + text.replace("\\", "")
    facts = Publication(
        departments=(Department("D01", text, text, phone=phone),),
        measures=(replace(county.FACTS.measures[0], title=text, field=text),),
        windows=(Window("W01", text, text, "D01", text, (text,)), Window("W03", text, text, "D01", text, active=False)),
        enterprises=(Enterprise("E01", text, text, "G1"),),
        matters=(Matter("S01", text, "D01", (text,), text, (text,), link),),
        grids=(Grid("G1", text, 1, text, text),),
    )
    settings = replace(WITH_INTAKE, name=text, organiser=text, address=text, icp=text, phone=phone)
    return county.make_site(settings, facts, tuple(replace(row, name=text) for row in county.CODES))


PLAIN = {code: Skeleton(html) for code, html in render(fill("甲")).items()}
CELL_TEXT = st.text(st.characters(exclude_categories=("C", "Z"), include_characters="<>&\"'`={}%/"), min_size=1).map(
    lambda text: f"甲{text}乙"
)


@given(CELL_TEXT)
def test_no_cell_text_becomes_markup(text: str) -> None:
    """Whatever a cell holds, the page has the tags and attributes of a harmless one, and the text stands in it."""
    for code, html in render(fill(text)).items():
        found = Skeleton(html)
        assert found.tags == PLAIN[code].tags
        assert text in found.text


def measured_site(pages: int) -> Site:
    """A ledger of so many rows of every kind, with the form."""
    rows = [replace(county.CODES[number % 4], code=f"{number:09}") for number in range(pages)]
    return county.make_site(WITH_INTAKE, codes=tuple(rows))


def test_a_thousand_pages_take_less_than_a_second() -> None:
    """A county's codes cost a build nothing that one would notice."""
    site = measured_site(1000)
    before = time.perf_counter()
    assert sum(1 for _ in render_scan_pages(site)) == 1000
    assert time.perf_counter() - before < 1


def test_every_page_says_to_which_site_it_belongs() -> None:
    """SiteName, SiteDomain and SiteIDCode stand on every page, as 国办发〔2017〕47号 asks of all of them."""
    settings = replace(county.SETTINGS, site_code="0000000000")
    for html in render(county.make_site(settings)).values():
        tags = dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', html))
        shown = (tags["SiteName"], tags["SiteDomain"], tags["SiteIDCode"])
        assert shown == (settings.name, settings.site_domain, "0000000000")
        assert settings.site_domain in settings.site_url
        assert tags["description"]


def test_an_ended_measure_says_so_to_whom_scans_it() -> None:
    """Who stands before the placard of a repealed measure learns that it no longer holds."""
    site = county.make_site()
    ended = tuple(replace(measure, validity=Validity.REPEALED) for measure in site.publication.measures)
    html = render(replace(site, publication=replace(site.publication, measures=ended)))[county.MEASURE]
    assert "已废止，不再执行" in html
    assert "这项措施已经废止，内容和进展留在网上备查。" in html
    assert "不再执行" not in page(county.MEASURE)


def test_every_kind_of_code_has_its_declaration() -> None:
    """In the order in which codes are issued and printed, each with a template of its own or the common one."""
    assert list(SCAN_KINDS) == list(KINDS)
    assert {kind.template for kind in SCAN_KINDS.values()} <= set(scan_environment().list_templates())
