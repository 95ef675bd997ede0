"""The ways to report: what is read, what is refused, how an address is filled, and that nothing else is promised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from mashang.county import SETTINGS_FILE, County
from mashang.model import Publication
from mashang.pages.guidance import list_pages as list_guidance
from mashang.pages.home import list_pages as list_home
from mashang.pages.markdown import render_pages
from mashang.pages.reading import list_pages
from mashang.pages.scan import render_scan_pages
from mashang.printing.grid_cards import _list_promises, _list_ways
from mashang.printing.placards import describe_placards, list_phones
from mashang.report_ways import ReportWay, WayKind, check_way, describe_way, fill_address
from mashang.settings import Settings
from mashang.settings_file import read_settings
from tests.example_settings import SETTINGS
from tests.pages import scan_county as county
from tests.printing.print_county import make_placards

FACTS = {"code": "7K3M9QXT2", "name": "开办 & 变更“窗口”/甲?", "kind": "窗口", "level": "2"}
ADDRESSES = {
    WayKind.FORM: "https://www.example.com/intake/",
    WayKind.LINK: "https://www.example.com/b?m={code}&d={level}&n={name}",
    WayKind.PHONE: "0000-8000100、12345",
    WayKind.MAIL: "yingshang@example.com",
    WayKind.SMS: "10690000",
    WayKind.LETTER: "明川县政务中心 5 楼",
}


def make_way(kind: WayKind, **facts: object) -> ReportWay:
    """A way of a kind with a right address."""
    return ReportWay(**{"title": f"办法{kind}", "kind": kind, "address": ADDRESSES[kind], **facts})  # type: ignore[arg-type]  # a test names the parts it changes


def test_an_address_is_escaped_as_its_kind_needs() -> None:
    """A name with signs of an address in it changes nothing but its own part; mails and messages carry the code."""
    link = fill_address(make_way(WayKind.LINK, ratings=True), FACTS)
    assert parse_qs(urlsplit(link).query) == {"m": ["7K3M9QXT2"], "d": ["2"], "n": [FACTS["name"]]}
    mail = fill_address(make_way(WayKind.MAIL), FACTS)
    assert mail.startswith("mailto:yingshang@example.com?subject=")
    assert parse_qs(urlsplit(mail).query)["subject"] == [f"关于{FACTS['name']}（码 7K3M9QXT2）"]
    own = fill_address(make_way(WayKind.MAIL, address="a@b.cn?subject={code}&cc=c@d.cn"), FACTS)
    assert parse_qs(urlsplit(own).query) == {"subject": ["7K3M9QXT2"], "cc": ["c@d.cn"]}
    message = fill_address(make_way(WayKind.SMS, address="106 9000-0"), FACTS)
    assert message.startswith("sms:10690000?body=")
    assert "7K3M9QXT2" in unquote(message)
    assert fill_address(make_way(WayKind.FORM), FACTS) == "https://www.example.com/intake/7K3M9QXT2"
    assert fill_address(make_way(WayKind.PHONE), FACTS) == fill_address(make_way(WayKind.LETTER), FACTS) == ""


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        (make_way(WayKind.LINK), "address 里有 {level}，就是能评价，请写 ratings: true"),
        (make_way(WayKind.LINK, address="www.example.com"), "网址以 https:// 开头"),
        (make_way(WayKind.LINK, address="https://"), "网址里没有域名"),
        (make_way(WayKind.LINK, address="https://a.cn/{ma}"), "{ma} 不认识，可用的有 {code}、{name}、{kind}、{level}"),
        (make_way(WayKind.LINK, address='https://a.cn/"x'), '网址里不能有“"”'),
        (make_way(WayKind.FORM, address="https://a.cn/{code}"), "表单的 address 里不用写 {code} 等"),
        (make_way(WayKind.FORM, address="https://a.cn/b"), "最后要有斜杠“/”"),
        (make_way(WayKind.FORM, discipline=True), "反映公职人员的内容不能存在本站"),
        (make_way(WayKind.PHONE, address="县长热线"), "电话里没有号码"),
        (make_way(WayKind.MAIL, address="营商办"), "应当是一个电子信箱"),
        (make_way(WayKind.SMS, address="a1"), "应当是接收短信的号码"),
        (make_way(WayKind.PHONE, days=5), "写了 days（几个工作日内办理），就要写 handler"),
        (make_way(WayKind.PHONE, discipline=True, ratings=True), "反映公职人员的渠道不收评价"),
    ],
)
def test_what_cannot_be_kept_is_refused(way: ReportWay, reason: str) -> None:
    """Each with its reason; a right way of every kind has none."""
    assert any(reason in found for found in check_way(way)), check_way(way)
    assert not any(check_way(make_way(kind, ratings=kind is WayKind.LINK)) for kind in WayKind)


WRITTEN = """
report_ways:
  - title: 网上评价
    kind: 网页
    address: https://www.example.com/b?m={code}&d={level}
    ratings: true
    handler: 营商办
    days: 5
  - title: "12388"
    kind: 电话
    address: "12388"
    discipline: true
"""


def read(folder: Path, text: str) -> tuple[Settings | None, list[str]]:
    """The settings of a county with this text behind its own, and what is found in it."""
    path = folder / SETTINGS_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = {
        "name": "甲网",
        "county": "甲县",
        "organiser": "甲办",
        "phone": '"0000-8000100"',
        "mailbox": "甲信箱",
        "address": "甲楼",
        "site_url": "https://a.cn/",
        "code_base": "https://a.cn/f/",
    }
    path.write_text("".join(f"{key}: {value}\n" for key, value in plain.items()) + text, encoding="utf-8")
    settings, problems = read_settings(County(folder))
    return settings, [f"{one.where.row}: {one.sentence}" for one in problems]


def test_ways_are_read_in_the_order_in_which_they_are_written(tmp_path: Path) -> None:
    """With their types; what is not written has its default."""
    settings, problems = read(tmp_path, WRITTEN)
    assert problems == []
    assert settings
    link = ReportWay(
        title="网上评价",
        kind=WayKind.LINK,
        address="https://www.example.com/b?m={code}&d={level}",
        ratings=True,
        handler="营商办",
        days=5,
    )
    phone = ReportWay(title="12388", kind=WayKind.PHONE, address="12388", discipline=True)
    assert settings.ways == settings.report_ways == (link, phone)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "kind: 网页",
            "kind: 网站",
            "12: 反映渠道第 1 项 kind的“网站”不对：只能是 表单、网页、电话、邮件、短信、来信来访。",
        ),
        ("days: 5", "days: 五", "16: 反映渠道第 1 项 days的“五”不对：应当是不小于 0 的整数。"),
        ("handler: 营商办", "hander: 营商办", "15: 反映渠道第 1 项的“hander”不对：没有“hander”这一栏"),
        ("    kind: 电话\n", "", "17: 反映渠道第 2 项的“12388”不对：缺少 kind。"),
        ("ratings: true", "ratings: 能", "14: 反映渠道第 1 项 ratings的“能”不对：只能是 true 或 false。"),
        ("report_ways:", "report_ways: 电话\nx:", "反映渠道的“…”不对：每一种渠道以“- title: 名称”开头，各占几行。"),
        ("days: 5", "days: 5\n    days: 6", "“days”写了两遍"),
        (
            "\nreport_ways",
            '\nexternal_form: "https://a.cn/b"\nreport_ways',
            "写了 report_ways，就把这个地址写成其中的一项",
        ),
    ],
)
def test_a_fault_is_named_with_its_row_and_part(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Nothing of a faulty list is taken."""
    settings, problems = read(tmp_path, WRITTEN.replace(old, new, 1))
    assert settings is None
    assert any(said in found for found in problems), problems


def test_without_a_list_the_ways_follow_from_the_other_settings(tmp_path: Path) -> None:
    """Telephones, mailbox and place, each with what the settings say, and no rating."""
    settings, _ = read(tmp_path, 'report_phone: "0000-8000110"\nhandling_days: 7\n')
    assert settings
    assert [(way.title, way.kind) for way in settings.ways] == [
        ("政务服务热线", WayKind.PHONE),
        ("营商办电话", WayKind.PHONE),
        ("监督举报电话", WayKind.PHONE),
        ("写信", WayKind.LETTER),
        ("当面反映", WayKind.LETTER),
    ]
    assert [describe_way(way) for way in settings.ways[:3]] == [
        "",
        "甲办 7 个工作日内办理",
        "反映公职人员不作为、乱作为、吃拿卡要，本站不留存",
    ]


PROMISES: dict[str, Callable[[ReportWay], bool]] = {
    "评价": lambda way: way.ratings,
    "评议": lambda way: way.ratings,
    "满意": lambda way: way.ratings,
    "差评": lambda way: way.ratings,
    "回执": lambda way: way.receipt,
    "受理编号": lambda way: way.receipt,
    "不用说出自己": lambda way: way.anonymous,
    "不留也能提交": lambda way: way.anonymous,
    "个工作日内": lambda way: bool(way.days),
    "回复": lambda way: way.kind is WayKind.FORM,
    "公职人员": lambda way: way.discipline,
}
"""A word that promises something → the ways that give it."""


def collect_words(settings: Settings) -> dict[str, str]:
    """Every text in which a county without published ratings tells people what they can do, by where it stands."""
    site = replace(county.make_site(settings))
    bare = replace(site, publication=replace(site.publication, pages=()))
    words = {path: html.partition("</style>")[2] for path, html in render_scan_pages(site)}
    words |= render_pages(
        bare, (page for page in list_pages(bare) if page.address in ("report/", "privacy/", "windows/"))
    )
    cards = describe_placards(make_placards(), settings)
    words["placards"] = str([(card["title"], card["action"]) for card in cards]) + str(list_phones(settings))
    words["grid cards"] = f"{_list_promises(settings)}{_list_ways(settings)}"
    return words


@pytest.mark.parametrize("kind", list(WayKind))
def test_nothing_is_promised_without_a_way_that_gives_it(kind: WayKind) -> None:
    """All combinations of what a way of each kind can do, on scan and reading pages, placards and cards."""
    for ratings, anonymous, receipt, days, discipline in product((False, True), repeat=5):
        way = ReportWay(
            title="某办法",
            kind=kind,
            address=ADDRESSES[kind].replace("&d={level}", "&d={level}" if ratings else ""),
            ratings=ratings,
            anonymous=anonymous,
            receipt=receipt,
            handler="某单位" if days else "",
            days=6 if days else 0,
            discipline=discipline,
        )
        if check_way(way):
            continue
        for place, text in collect_words(replace(SETTINGS, report_ways=(way,))).items():
            promised = [word for word in PROMISES if word in text and not PROMISES[word](way)]
            assert promised == [], (place, way)


def test_what_a_way_gives_is_said() -> None:
    """The words of the sweep are those that pages use: with a way that can do all, each of them stands somewhere."""
    ways = (
        make_way(WayKind.FORM, ratings=True, anonymous=True, receipt=True, handler="某单位", days=6),
        make_way(WayKind.PHONE, discipline=True),
    )
    said = "".join(collect_words(replace(SETTINGS, report_ways=ways)).values())
    assert [word for word in PROMISES if word not in said] == []


def test_an_enterprise_is_named_to_no_other_host() -> None:
    """An address with {name} gets the kind of the code where the code is an enterprise's."""
    way = make_way(WayKind.LINK, ratings=True)
    pages = dict(render_scan_pages(county.make_site(replace(county.SETTINGS, report_ways=(way,), external_form=""))))
    html = pages[f"f/{county.ENTERPRISE}/index.html"]
    assert f"m={county.ENTERPRISE}&amp;d=5&amp;n=%E4%BC%81%E4%B8%9A%E7%9B%91%E7%9D%A3%E7%A0%81" in html
    assert html.count('rel="noopener noreferrer"') == 5


def test_the_home_page_names_the_telephones_that_are_declared() -> None:
    """And no others."""
    ways = (make_way(WayKind.PHONE, title="甲热线", address="0000-8000777"),)
    site = county.make_site(replace(SETTINGS, report_ways=ways))
    text = "".join(render_pages(site, list_home(site, ())).values())
    assert "甲热线" in text
    assert "tel:12345" not in text


def test_staffs_own_words_stand_above_the_page_on_personal_data() -> None:
    """The page is there in every county; privacy.md adds to it."""
    site = county.make_site(SETTINGS)
    pages = render_pages(
        replace(site, publication=Publication()), list_guidance(replace(site, publication=Publication()))
    )
    assert "个人信息保护说明" in pages["privacy/index.md"]


@pytest.mark.parametrize("key", ["intake_url", "external_form"])
@pytest.mark.parametrize("address", ["https://", "https://[", "https:///b"])
def test_an_address_without_a_host_stops_before_any_page(tmp_path: Path, key: str, address: str) -> None:
    """The page on personal data names the host; what has none is refused where it is written."""
    settings, problems = read(tmp_path, f'{key}: "{address}"\n')
    assert settings is None
    assert any("网址里没有域名" in found for found in problems), problems
