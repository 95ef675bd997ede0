"""Placards: what stands on each page, and that the symbol on the page can be scanned."""

from __future__ import annotations

import dataclasses
import re
import struct
import zlib
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from generator.codes.drawer import DrawnSymbol, draw_symbols
from generator.codes.ledger import Ledger, derive_targets, issue_codes
from generator.codes.placards import (
    Placard,
    PlacardError,
    _lay_out,
    _set_pages,
    derive_placards,
    render_placards,
)
from generator.codes.typeface import FAMILY
from generator.model import (
    Code,
    CodeKind,
    Deadline,
    Department,
    Enterprise,
    Matter,
    Measure,
    Publication,
    Window,
)
from generator.settings import Paper, Settings

SETTINGS = Settings(
    name="明川县营商环境公开",
    county="明川县",
    organiser="明川县优化营商环境领导小组办公室",
    site_url="https://www.example.com/yshj/",
    code_base="https://www.example.com/yshj/f/",
    phone="0000-8000100",
    mailbox="yingshang@example.com",
    address="明川县政务中心 5 楼",
    demonstration=True,
)
PUBLICATION = Publication(
    departments=(Department("D1", "明川县行政审批服务管理局", "审批局"),),
    windows=(
        Window("W01", "综合窗口", "政务服务中心", "D1", "一楼 A 区 1 号"),
        Window("W02", "办税窗口", "办税服务厅", "D1"),
        Window("W03", "企业开办窗口", "政务服务中心", "D1", "一楼 A 区 2 号"),
    ),
    enterprises=(Enterprise("E01", "明川示例机械有限公司"),),
    matters=(Matter("S01", "企业开办", "D1"),),
    measures=(Measure("M01", "首贷户贷款贴息", "金融", "内容", "D1", Deadline("长期坚持", None)),),
)


@pytest.fixture
def symbols(tmp_path: Path) -> tuple[DrawnSymbol, ...]:
    """A symbol for everything in the publication."""
    ledger = issue_codes(Ledger(), derive_targets(PUBLICATION), date(2026, 5, 8))
    return tuple(draw_symbols(ledger.codes, SETTINGS.code_base, tmp_path))


@pytest.fixture
def placards(symbols: tuple[DrawnSymbol, ...]) -> tuple[Placard, ...]:
    """A placard for everything in the publication."""
    return derive_placards(symbols, PUBLICATION)


def _job(cards: list[dict[str, str]], paper: Paper = Paper.A4, family: str = FAMILY) -> dict[str, object]:
    return {"paper": paper.value, "family": family, "title": "台卡", "organiser": "营商办", "cards": cards}


def _read_picture(data: bytes) -> NDArray[np.uint8]:
    """The grey values of a PNG of eight bits a channel, with any of the filters (ISO/IEC 15948, clause 9)."""
    width, height, depth, colour, *_ = struct.unpack(">II5B", data[16:29])
    channels = {0: 1, 2: 3, 6: 4}[colour]
    assert depth == 8
    body, position = b"", 8
    while position < len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        if data[position + 4 : position + 8] == b"IDAT":
            body += data[position + 8 : position + 8 + length]
        position += 12 + length
    raw = zlib.decompress(body)
    stride = width * channels
    above = [0] * stride
    lines = []
    for row in range(height):
        kind, *line = raw[row * (stride + 1) : (row + 1) * (stride + 1)]
        for place in range(stride if kind else 0):
            left = line[place - channels] if place >= channels else 0
            corner = above[place - channels] if place >= channels else 0
            line[place] = (line[place] + _predict(kind, left, above[place], corner)) & 255
        lines.append(line)
        above = line
    pixels = np.array(lines, dtype=np.float64).reshape(height, width, channels)[:, :, :3]
    return np.array(pixels.mean(axis=2), dtype=np.uint8)


def _predict(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        return min((left, up, corner), key=lambda value: abs(left + up - corner - value))
    return (0, left, up, (left + up) // 2)[kind]


def test_placards_come_hall_by_hall(placards: tuple[Placard, ...]) -> None:
    """Windows by hall in the order of the table, then enterprises, matters, measures; each with its place."""
    assert [(placard.chapter, placard.name, placard.place) for placard in placards] == [
        ("政务服务中心", "综合窗口", "政务服务中心 · 一楼 A 区 1 号 · 明川县行政审批服务管理局"),
        ("政务服务中心", "企业开办窗口", "政务服务中心 · 一楼 A 区 2 号 · 明川县行政审批服务管理局"),
        ("办税服务厅", "办税窗口", "办税服务厅 · 明川县行政审批服务管理局"),
        ("企业监督码", "明川示例机械有限公司", ""),
        ("事项码", "企业开办", "明川县行政审批服务管理局"),
        ("措施码", "首贷户贷款贴息", "牵头单位：明川县行政审批服务管理局"),
    ]


def test_what_left_the_tables_keeps_its_name(tmp_path: Path) -> None:
    """A code without its target is printed under the name at issue, after the others of its kind."""
    gone = Code("7K3M9QXT2", CodeKind.WINDOW, "A00", date(2026, 5, 8), note="社保窗口")
    kept = Code("000000000", CodeKind.WINDOW, "W01", date(2026, 5, 8), note="旧名")
    placards = derive_placards(draw_symbols((gone, kept), SETTINGS.code_base, tmp_path), PUBLICATION)
    assert [(placard.name, placard.chapter) for placard in placards] == [
        ("综合窗口", "政务服务中心"),
        ("社保窗口", "服务窗口评议码"),
    ]


def test_each_page_says_what_it_is_and_what_to_do(placards: tuple[Placard, ...]) -> None:
    """Title, one line of what to do, the code in groups, its address, the hotline, how it is known as genuine."""
    cards = _lay_out(placards, SETTINGS)
    assert [(card["title"], card["action"]) for card in cards[2:]] == [
        ("服务窗口评议码", "微信扫一扫，评价、投诉、建议"),
        ("企业监督码", "微信扫一扫，反映问题、提出建议"),
        ("事项码", "微信扫一扫，看材料、看时限、作评价"),
        ("措施码", "微信扫一扫，看进展、作评价、提建议"),
    ]
    code = placards[0].symbol.code
    assert cards[0]["code"] == code.grouped
    assert cards[0]["address"] == f"https://www.example.com/yshj/f/{code.code}/"
    assert cards[0]["hotline"] == "12345"
    assert cards[0]["genuine"] == "扫码后请核对：网址是 www.example.com，页面上的码与本卡相同。"
    assert [card["chapter"] for card in cards] == ["政务服务中心", "", "办税服务厅", "企业监督码", "事项码", "措施码"]


@pytest.mark.parametrize("demonstration", [True, False])
def test_demonstration_data_are_marked_on_every_page(placards: tuple[Placard, ...], *, demonstration: bool) -> None:
    """A placard of made-up data must not end up on a counter."""
    settings = dataclasses.replace(SETTINGS, demonstration=demonstration)
    marks = {card["mark"] for card in _lay_out(placards, settings)}
    assert marks == {"演示数据：内容均为虚构，请勿张贴使用" if demonstration else ""}


@pytest.mark.parametrize("paper", list(Paper))
def test_there_is_one_page_a_code_of_the_size_asked_for(placards: tuple[Placard, ...], paper: Paper) -> None:
    """Upright A4 or A5; the typeface is inside the file; the same input gives the same bytes."""
    pdf, problems = render_placards(placards, SETTINGS, paper)
    assert problems == ()
    assert pdf is not None
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == len(placards)
    (width, height), *_ = re.findall(rb"/MediaBox\s*\[0 0 ([0-9.]+) ([0-9.]+)\]", pdf)
    expected = {Paper.A4: (595, 842), Paper.A5: (420, 595)}[paper]
    assert (round(float(width)), round(float(height))) == expected
    assert b"NotoSansSC" in pdf
    assert render_placards(placards, SETTINGS, paper) == (pdf, ())


@pytest.mark.parametrize("paper", list(Paper))
def test_the_symbol_on_the_page_can_be_scanned(placards: tuple[Placard, ...], paper: Paper) -> None:
    """The whole page as a picture, read as a telephone reads it: the one symbol found holds the code's address.

    The page says all that around the symbol: at 60 pixels an inch it is no better than a poor camera.
    """
    picture = _read_picture(_set_pages(_job(_lay_out(placards[:1], SETTINGS), paper), "png", 60))
    found = zxingcpp.read_barcodes(picture)
    assert [barcode.text for barcode in found] == [placards[0].symbol.url]


def test_the_longest_names_stay_clear_of_the_symbol(placards: tuple[Placard, ...]) -> None:
    """Eighty characters of name and two hundred of place: the symbol is still read, and its margin is white."""
    long = dataclasses.replace(placards[0], name="明川" * 40, place="政务服务中心" * 33)
    picture = _read_picture(_set_pages(_job(_lay_out([long], SETTINGS)), "png", 60))
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == long.symbol.url
    corner = found.position.top_left
    margin = picture[corner.y - 20 : corner.y - 2, corner.x : corner.x + 180]
    assert (margin > 250).all()


def test_a_wrong_symbol_is_not_printed(placards: tuple[Placard, ...]) -> None:
    """Nothing is printed that does not read right."""
    wrong = dataclasses.replace(placards[0].symbol, svg=placards[1].symbol.svg)
    pdf, problems = render_placards([dataclasses.replace(placards[0], symbol=wrong)], SETTINGS, Paper.A4)
    assert pdf is None
    assert [found.code for found in problems] == ["symbol-wrong"]


def test_a_character_that_cannot_be_printed_is_named(placards: tuple[Placard, ...]) -> None:
    """Rather than an empty box on a placard."""
    rare = dataclasses.replace(placards[0], name="王\U00030001窗口")
    pdf, problems = render_placards([rare], SETTINGS, Paper.A4)
    assert pdf is None
    assert [(found.code, found.sentence) for found in problems] == [
        (
            "placard-character-missing",
            f"码“{rare.symbol.code.code}”的台卡印不出“王\U00030001窗口”里的“\U00030001”：字体里没有这个字。",
        )
    ]


def test_faults_of_the_typesetter_are_told(placards: tuple[Placard, ...]) -> None:
    """A missing typeface, of which it only warns, and a picture that it cannot read."""
    cards = _lay_out(placards[:1], SETTINGS)
    with pytest.raises(PlacardError, match="台卡排版有警告（unknown font family: nowhere）"):
        _set_pages(_job(cards, family="Nowhere"), "pdf")
    with pytest.raises(PlacardError, match="台卡排版出错（"):
        _set_pages(_job([{**cards[0], "symbol": "no picture"}]), "pdf")


def test_nothing_to_print_is_a_mistake_of_the_caller() -> None:
    """An empty PDF would be no answer to staff."""
    with pytest.raises(ValueError, match="no placards"):
        render_placards((), SETTINGS, Paper.A4)
