"""Placards: what stands on each page, and that the symbol on the page can be scanned."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from bench.paper import find_mismatches, read_code, read_sheet
from mashang.codes.symbol import draw_symbols
from mashang.kinds import explain_retired, index_targets
from mashang.model import Code, CodeKind, Validity
from mashang.printing.placards import Placard, derive_placards, describe_placards, render_placards
from mashang.settings import Paper
from tests.printing.print_county import LEDGER, PUBLICATION, SETTINGS, alter, make_placards

SIZES = {Paper.A4: (210, 297), Paper.A5: (148, 210)}
POOR_CAMERA = 60
"""So many pixels an inch are no better than a poor camera."""


@pytest.fixture
def placards() -> tuple[Placard, ...]:
    """A placard for everything in the publication."""
    return make_placards()


def test_placards_come_hall_by_hall(placards: tuple[Placard, ...]) -> None:
    """Windows by hall in the order of the table, then enterprises, matters, measures; each with its place."""
    office = "明川县行政审批服务管理局"
    assert [(placard.chapter, placard.target.name, placard.target.place, placard.office) for placard in placards] == [
        ("政务服务中心", "综合窗口", "一楼 A 区 1 号", office),
        ("政务服务中心", "企业开办窗口", "一楼 A 区 2 号", office),
        ("办税服务厅", "办税窗口", "", office),
        ("企业监督码", "明川示例机械有限公司", "", ""),
        ("企业监督码", "明川示例食品有限公司", "", ""),
        ("企业监督码", "明川示例物流有限公司", "", ""),
        ("企业监督码", "明川示例电子有限公司", "", ""),
        ("事项码", "企业开办", "", office),
        ("措施码", "首贷户贷款贴息", "", office),
    ]


@pytest.mark.parametrize(
    ("kind", "target", "reason"),
    [
        (CodeKind.WINDOW, "W01", ""),
        (CodeKind.WINDOW, "W02", "窗口已停用"),
        (CodeKind.WINDOW, "W99", "已不在窗口表里"),
        (CodeKind.ENTERPRISE, "E01", ""),
        (CodeKind.ENTERPRISE, "E02", "企业已停用"),
        (CodeKind.ENTERPRISE, "E99", "已不在企业表里"),
        (CodeKind.MATTER, "S01", ""),
        (CodeKind.MATTER, "S99", "已不在事项表里"),
        (CodeKind.MEASURE, "M01", "措施已废止"),
        (CodeKind.MEASURE, "M99", "已不在措施表里"),
    ],
)
def test_what_is_out_of_use_is_not_printed(kind: CodeKind, target: str, reason: str) -> None:
    """A closed window, a gone enterprise, a repealed measure need no placard; their codes live on behind the old."""
    windows, enterprises = PUBLICATION.windows, PUBLICATION.enterprises
    changed = dataclasses.replace(
        PUBLICATION,
        windows=(windows[0], dataclasses.replace(windows[1], active=False)),
        enterprises=(enterprises[0], dataclasses.replace(enterprises[1], active=False)),
        measures=(dataclasses.replace(PUBLICATION.measures[0], validity=Validity.REPEALED),),
    )
    code = Code("7K3M9QXT2", kind, target, date(2026, 5, 8), name="旧名")
    assert explain_retired(code, index_targets(changed)) == reason
    printed = derive_placards(draw_symbols([code], SETTINGS.code_base), changed)
    assert len(printed) == (0 if reason else 1)


def test_each_page_says_what_it_is_and_what_to_do(placards: tuple[Placard, ...]) -> None:
    """Title, one line of what to do, the code in groups, its address, the hotline, how it is known as genuine."""
    pdf, problems = render_placards(placards, SETTINGS, Paper.A4)
    assert (problems, pdf is None) == ((), False)
    pages = list(read_sheet(pdf or b"", POOR_CAMERA))
    for page, placard in zip(pages, placards, strict=True):
        symbol, target = placard.symbol, placard.target
        for words in (target.name, target.place.replace(" ", ""), symbol.code.grouped, symbol.url, "热线12345"):
            assert words in page.text, words
        assert "扫码后请核对：网址是www.example.com，页面上的码与本卡相同。" in page.text
    for page, title, action in (
        (pages[2], "服务窗口评议码", "微信扫一扫，评价、投诉、建议"),
        (pages[3], "企业监督码", "微信扫一扫，反映问题、提出建议"),
        (pages[7], "事项码", "微信扫一扫，看材料、看时限、作评价"),
        (pages[8], "措施码", "微信扫一扫，看进展、作评价、提建议"),
    ):
        assert title in page.text
        assert action in page.text
    assert "牵头单位：明川县行政审批服务管理局" in pages[8].text


def test_a_chapter_is_named_where_it_begins(placards: tuple[Placard, ...]) -> None:
    """That is where the bookmark goes."""
    chapters = [card["chapter"] for card in describe_placards(placards, SETTINGS)]
    assert chapters == ["政务服务中心", "", "办税服务厅", "企业监督码", "", "", "", "事项码", "措施码"]


@pytest.mark.parametrize("demonstration", [True, False])
def test_demonstration_data_are_marked_on_every_page(placards: tuple[Placard, ...], *, demonstration: bool) -> None:
    """A placard of made-up data must not end up on a counter."""
    settings = dataclasses.replace(SETTINGS, demonstration=demonstration)
    pdf, _ = render_placards(placards, settings, Paper.A5)
    assert {"演示数据：内容均为虚构，请勿张贴使用" in page.text for page in read_sheet(pdf or b"", 30)} == {
        demonstration
    }


@pytest.mark.parametrize("bleed", [False, True])
@pytest.mark.parametrize("paper", list(Paper))
def test_every_symbol_is_scanned_from_its_page(placards: tuple[Placard, ...], paper: Paper, *, bleed: bool) -> None:
    """One page a code of the size asked for; the one symbol on it leads to the code that is printed under it.

    With bleed the paper is larger all around, and the trim is marked for the print shop. The typeface is inside
    the file, and the same input gives the same bytes.
    """
    pdf, _ = render_placards(placards, SETTINGS, paper, bleed=bleed)
    assert pdf is not None
    pages = list(read_sheet(pdf, POOR_CAMERA))
    width, height = SIZES[paper]
    margin = 10 if bleed else 0
    for page, placard in zip(pages, placards, strict=True):
        assert (round(page.width), round(page.height)) == (width + 2 * margin, height + 2 * margin)
        assert (round(page.trim.left), round(page.trim.bottom)) == (margin, height + margin)
        assert find_mismatches(page) == []
        assert [symbol.text for symbol in page.symbols] == [placard.symbol.url]
        assert read_code(page.symbols[0].text) == placard.symbol.code.code
    assert b"NotoSansSC" in pdf
    assert render_placards(placards, SETTINGS, paper, bleed=bleed) == (pdf, ())


def test_the_longest_names_stay_clear_of_the_symbol(placards: tuple[Placard, ...]) -> None:
    """Eighty characters of name and two hundred of place: the symbol is still read, and no word is in its margin."""
    long = alter(placards[0], name="明川" * 40, place="政务服务中心" * 33)
    pdf, _ = render_placards([long], SETTINGS, Paper.A4)
    (page,) = read_sheet(pdf or b"", POOR_CAMERA)
    assert find_mismatches(page) == []
    quiet = page.symbols[0].box.grow(8, 8, 8, 8)
    assert [words.text for words in page.words if quiet.distance(words.box) == 0] == []


def test_a_wrong_symbol_is_not_printed(placards: tuple[Placard, ...]) -> None:
    """Nothing is printed that does not read right."""
    wrong = dataclasses.replace(placards[0].symbol, svg=placards[1].symbol.svg)
    pdf, problems = render_placards([dataclasses.replace(placards[0], symbol=wrong)], SETTINGS, Paper.A4)
    assert pdf is None
    assert [found.code for found in problems] == ["symbol-wrong"]


def test_characters_that_cannot_be_printed_are_named(placards: tuple[Placard, ...]) -> None:
    """Rather than an empty box on a placard: in a name, and in what comes from the settings."""
    rare = alter(placards[0], name="王\U00030001窗口")
    settings = dataclasses.replace(SETTINGS, organiser="𠮷县营商办")
    pdf, problems = render_placards([rare], settings, Paper.A4)
    assert pdf is None
    assert [(found.code, str(found.where), found.sentence) for found in problems] == [
        (
            "placard-character-missing",
            "qrcodes/ledger.csv",
            f"码“{rare.symbol.code.code}”的台卡印不出“王\U00030001窗口”里的“\U00030001”：字体里没有这个字。",
        ),
        ("setting-character-missing", "site_config/site.yml", "设置里的“𠮷县营商办”印不出“𠮷”：字体里没有这个字。"),
    ]


def test_nothing_to_print_is_a_mistake_of_the_caller() -> None:
    """An empty PDF would be no answer to staff."""
    with pytest.raises(ValueError, match="no placards"):
        render_placards((), SETTINGS, Paper.A4)


def test_the_host_in_print_is_that_of_the_codes() -> None:
    """What each symbol holds, also after the address of new codes has become another one; it need not be the site's."""
    first, second = LEDGER.codes[:2]
    codes = (dataclasses.replace(first, base="https://m.example.cn:8443/f/"), dataclasses.replace(second, base=""))
    symbols = draw_symbols(codes, "https://new.example.cn/f/")
    placards = derive_placards(symbols, PUBLICATION)
    assert sorted(str(card["host"]) for card in describe_placards(placards, SETTINGS)) == [
        "m.example.cn",
        "new.example.cn",
    ]
    assert all(f"网址是 {card['host']}，" in str(card["genuine"]) for card in describe_placards(placards, SETTINGS))
    assert render_placards(placards, SETTINGS, Paper.A5)[1] == ()
