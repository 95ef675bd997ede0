"""Placards (台卡) to stand on a counter or to hand to an enterprise: one a page, hall by hall, as PDF.

Nothing is printed that was not read back first; the same input gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import typst

from generator.codes.drawer import PLACARD_TITLES, DrawnSymbol
from generator.codes.ledger_table import LEDGER
from generator.codes.typeface import FAMILY, missing_characters, typeface_path
from generator.codes.verify import verify_symbols
from generator.model import CodeKind, Publication
from generator.problems import Location, MashangError, Problem, problem
from generator.settings import Paper, Settings

_TEMPLATE = Path(__file__).with_name("placard.typ")
_ACTIONS = {
    CodeKind.WINDOW: "微信扫一扫，评价、投诉、建议",
    CodeKind.ENTERPRISE: "微信扫一扫，反映问题、提出建议",
    CodeKind.MATTER: "微信扫一扫，看材料、看时限、作评价",
    CodeKind.MEASURE: "微信扫一扫，看进展、作评价、提建议",
}
_DEMONSTRATION = "演示数据：内容均为虚构，请勿张贴使用"
_KIND_ORDER = tuple(CodeKind)


class PlacardError(MashangError):
    """The pages could not be set; a fault of the program or of its installation."""


@dataclass(frozen=True, slots=True)
class Placard:
    """What one page says. ``chapter`` groups the pages: a hall, or a kind; ``place`` is where the target is."""

    symbol: DrawnSymbol
    chapter: str
    name: str
    place: str = ""


def derive_placards(symbols: Iterable[DrawnSymbol], publication: Publication) -> tuple[Placard, ...]:
    """A placard for each symbol: windows hall by hall, then enterprises, matters, measures.

    Halls come in the order in which they first occur, and everything within in the order of its table. What
    is no longer in the tables is printed under the name it had at issue, at the end of its kind.
    """
    halls = list(dict.fromkeys(window.hall for window in publication.windows))
    order = {
        CodeKind.WINDOW: [window.id for hall in halls for window in publication.windows if window.hall == hall],
        CodeKind.ENTERPRISE: list(publication.enterprise_by_id),
        CodeKind.MATTER: list(publication.matter_by_id),
        CodeKind.MEASURE: list(publication.measure_by_id),
    }
    rank = {(kind, target): place for kind, targets in order.items() for place, target in enumerate(targets)}
    last = len(rank)
    ordered = sorted(
        symbols,
        key=lambda drawn: (
            _KIND_ORDER.index(drawn.code.kind),
            rank.get((drawn.code.kind, drawn.code.target), last),
            drawn.code.target,
            drawn.code.code,
        ),
    )
    return tuple(_describe(drawn, publication) for drawn in ordered)


def render_placards(
    placards: Sequence[Placard], settings: Settings, paper: Paper
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Set all placards as one PDF; ``None`` when a symbol does not read right or a character cannot be printed.

    Raises :class:`PlacardError` when the typesetter fails or warns, and ``ValueError`` without any placard.
    """
    if not placards:
        raise ValueError("no placards")
    problems = (*_verify(placards), *_check_characters(placards))
    if problems:
        return None, problems
    job = {
        "paper": paper.value,
        "family": FAMILY,
        "title": f"{settings.county}二维码台卡",
        "organiser": settings.organiser,
        "cards": _lay_out(placards, settings),
    }
    return _set_pages(job, "pdf"), ()


def _describe(drawn: DrawnSymbol, publication: Publication) -> Placard:
    code = drawn.code
    match code.kind:
        case CodeKind.WINDOW if window := publication.window_by_id.get(code.target):
            spots = (window.hall, window.place, _label(publication, window.department))
            return Placard(drawn, window.hall, window.name, " · ".join(spot for spot in spots if spot))
        case CodeKind.ENTERPRISE if enterprise := publication.enterprise_by_id.get(code.target):
            return Placard(drawn, PLACARD_TITLES[code.kind], enterprise.name)
        case CodeKind.MATTER if matter := publication.matter_by_id.get(code.target):
            department = _label(publication, matter.department)
            return Placard(drawn, PLACARD_TITLES[code.kind], matter.name, department)
        case CodeKind.MEASURE if measure := publication.measure_by_id.get(code.target):
            department = f"牵头单位：{_label(publication, measure.lead)}"
            return Placard(drawn, PLACARD_TITLES[code.kind], measure.title, department)
        case _:
            return Placard(drawn, PLACARD_TITLES[code.kind], code.note)


def _label(publication: Publication, department: str) -> str:
    found = publication.department_by_id.get(department)
    return found.name if found else ""


def _verify(placards: Iterable[Placard]) -> tuple[Problem, ...]:
    drawn = (placard.symbol for placard in placards)
    return verify_symbols((symbol.code, symbol.svg, symbol.png, symbol.url) for symbol in drawn)


def _check_characters(placards: Iterable[Placard]) -> tuple[Problem, ...]:
    problems = []
    for placard in placards:
        missing = missing_characters(placard.name + placard.place + placard.chapter)
        if missing:
            code = placard.symbol.code.code
            problems.append(
                problem("placard-character-missing", Location(LEDGER), code=code, name=placard.name, missing=missing)
            )
    return tuple(problems)


def _lay_out(placards: Iterable[Placard], settings: Settings) -> list[dict[str, str]]:
    """The strings of each page; a chapter is named on its first page only, where the bookmark goes."""
    cards = []
    chapter = ""
    for placard in placards:
        code = placard.symbol.code
        host = urlsplit(placard.symbol.url).hostname or ""
        cards.append(
            {
                "chapter": placard.chapter if placard.chapter != chapter else "",
                "organiser": settings.organiser,
                "title": PLACARD_TITLES[code.kind],
                "name": placard.name,
                "place": placard.place,
                "symbol": placard.symbol.svg,
                "action": _ACTIONS[code.kind],
                "code": code.grouped,
                "address": placard.symbol.url,
                "hotline": settings.hotline,
                "genuine": f"扫码后请核对：网址是 {host}，页面上的码与本卡相同。",
                "mark": _DEMONSTRATION if settings.demonstration else "",
            }
        )
        chapter = placard.chapter
    return cards


def _set_pages(job: Mapping[str, object], form: Literal["pdf", "png"], resolution: float | None = None) -> bytes:
    """All pages as PDF, or one page as a picture of so many pixels an inch."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(typeface_path().parent)]
    )
    try:
        pages, warnings = typst.compile_with_warnings(
            _TEMPLATE.read_bytes(),
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"job": json.dumps(job, ensure_ascii=False)},
            timestamp=0,
            format=form,
            ppi=resolution,
        )
    except typst.TypstError as fault:
        raise PlacardError(f"台卡排版出错（{fault.message}）。请把这条信息发给技术人员。") from fault
    if warnings:
        raise PlacardError(f"台卡排版有警告（{warnings[0].message}），没有生成。请把这条信息发给技术人员。")
    return pages
