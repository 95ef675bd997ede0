"""Placards (台卡) to stand on a counter or to hand to an enterprise: one a page, hall by hall, as PDF.

Nothing is printed that was not read back first; the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from mashang.codes.symbol_cache import DrawnSymbol
from mashang.codes.verify import verify_symbols
from mashang.model import Code, CodeKind, Publication, Validity
from mashang.printing.typesetting import Card, check_characters, set_sheet
from mashang.problems import Problem
from mashang.settings import Paper, Settings

TEMPLATE = "placard.typ"
_ACTIONS = {
    CodeKind.WINDOW: "微信扫一扫，评价、投诉、建议",
    CodeKind.ENTERPRISE: "微信扫一扫，反映问题、提出建议",
    CodeKind.MATTER: "微信扫一扫，看材料、看时限、作评价",
    CodeKind.MEASURE: "微信扫一扫，看进展、作评价、提建议",
}
_DEMONSTRATION = "演示数据：内容均为虚构，请勿张贴使用"
_KIND_ORDER = tuple(CodeKind)

Rendered = tuple[bytes | None, tuple[Problem, ...]]
"""A PDF and what was found; no PDF when a symbol does not read right or a character cannot be printed."""


@dataclass(frozen=True, slots=True)
class Placard:
    """What one card says. ``chapter`` groups them: a hall, or a kind.

    ``spot`` is where in the hall a window is, ``office`` the name of the department, both empty where there is none.
    """

    symbol: DrawnSymbol
    chapter: str
    name: str
    spot: str = ""
    office: str = ""

    @property
    def hall(self) -> str:
        """The hall of a window; what is no window stands nowhere."""
        return self.chapter if self.symbol.code.kind is CodeKind.WINDOW else ""


def explain_retired(code: Code, publication: Publication) -> str:
    """Why a code in use should hang nowhere any more, in Chinese; empty when its target is in use."""
    match code.kind:
        case CodeKind.WINDOW:
            window = publication.window_by_id.get(code.target)
            return "已不在窗口表里" if window is None else "" if window.active else "窗口已停用"
        case CodeKind.ENTERPRISE:
            enterprise = publication.enterprise_by_id.get(code.target)
            return "已不在企业表里" if enterprise is None else "" if enterprise.active else "企业已停用"
        case CodeKind.MATTER:
            return "" if code.target in publication.matter_by_id else "已不在事项表里"
        case CodeKind.MEASURE:
            measure = publication.measure_by_id.get(code.target)
            if measure is None:
                return "已不在措施表里"
            return "" if measure.validity is Validity.IN_FORCE else f"措施已{measure.validity.value}"


def derive_placards(symbols: Iterable[DrawnSymbol], publication: Publication) -> tuple[Placard, ...]:
    """A placard for each symbol whose target is in use: windows hall by hall, then enterprises, matters, measures.

    Halls come in the order in which they first occur, and everything within in the order of its table.
    """
    halls = list(dict.fromkeys(window.hall for window in publication.windows))
    order = {
        CodeKind.WINDOW: [window.id for hall in halls for window in publication.windows if window.hall == hall],
        CodeKind.ENTERPRISE: list(publication.enterprise_by_id),
        CodeKind.MATTER: list(publication.matter_by_id),
        CodeKind.MEASURE: list(publication.measure_by_id),
    }
    rank = {(kind, target): place for kind, targets in order.items() for place, target in enumerate(targets)}
    used = (drawn for drawn in symbols if not explain_retired(drawn.code, publication))
    ordered = sorted(
        used,
        key=lambda drawn: (_KIND_ORDER.index(drawn.code.kind), rank[drawn.code.kind, drawn.code.target]),
    )
    return tuple(_describe(drawn, publication) for drawn in ordered)


def render_placards(placards: Sequence[Placard], settings: Settings, paper: Paper, *, bleed: bool = False) -> Rendered:
    """Set all placards as one PDF, with bleed and crop marks around the trim where they are asked for.

    Raises :class:`SheetError` when the typesetter fails or warns, and ``ValueError`` without any placard.
    """
    return render_cards(TEMPLATE, describe_placards(placards), placards, share(settings, paper=paper, bleed=bleed))


def render_cards(template: str, cards: Sequence[Card], placards: Sequence[Placard], job: dict[str, object]) -> Rendered:
    """Check what is to be printed and set it; ``cards`` say what ``placards`` stand for, in the template's words.

    Raises as :func:`render_placards`.
    """
    if not placards:
        raise ValueError("no placards")
    drawn = (placard.symbol for placard in placards)
    wrong = verify_symbols((symbol.code, symbol.svg, symbol.png, symbol.url) for symbol in drawn)
    problems = (*wrong, *check_characters(job, cards))
    return (None, problems) if problems else (set_sheet(template, job, cards), ())


def share(settings: Settings, *, paper: Paper = Paper.A4, bleed: bool = False) -> dict[str, object]:
    """What all cards of a job have in common."""
    host = urlsplit(settings.code_base).hostname or ""
    return {
        "paper": paper.value,
        "bleed": bleed,
        "title": f"{settings.county}二维码",
        "organiser": settings.organiser,
        "hotline": settings.hotline,
        "host": host,
        "genuine": f"扫码后请核对：网址是 {host}，页面上的码与本卡相同。",
        "mark": _DEMONSTRATION if settings.demonstration else "",
    }


def describe_placards(placards: Iterable[Placard]) -> list[Card]:
    """The words on each card; a chapter is named on its first only, where the bookmark goes."""
    cards: list[Card] = []
    chapter = ""
    for placard in placards:
        code = placard.symbol.code
        cards.append(
            {
                "chapter": placard.chapter if placard.chapter != chapter else "",
                "title": code.kind.code_label,
                "name": placard.name,
                "place": " · ".join(_list_places(placard)),
                "lines": _list_places(placard)[:2],
                "symbol": placard.symbol.svg,
                "action": _ACTIONS[code.kind],
                "code": code.grouped,
                "address": placard.symbol.url,
            }
        )
        chapter = placard.chapter
    return cards


def _list_places(placard: Placard) -> list[str]:
    """Hall, spot and department, as far as there are."""
    lead = placard.office and placard.symbol.code.kind is CodeKind.MEASURE
    office = f"牵头单位：{placard.office}" if lead else placard.office
    return [place for place in (placard.hall, placard.spot, office) if place]


def _describe(drawn: DrawnSymbol, publication: Publication) -> Placard:
    code = drawn.code
    title = code.kind.code_label
    match code.kind:
        case CodeKind.WINDOW:
            window = publication.window_by_id[code.target]
            office = _name_office(publication, window.department)
            return Placard(drawn, window.hall, window.name, window.place, office)
        case CodeKind.ENTERPRISE:
            return Placard(drawn, title, publication.enterprise_by_id[code.target].name)
        case CodeKind.MATTER:
            matter = publication.matter_by_id[code.target]
            return Placard(drawn, title, matter.name, office=_name_office(publication, matter.department))
        case CodeKind.MEASURE:
            measure = publication.measure_by_id[code.target]
            return Placard(drawn, title, measure.title, office=_name_office(publication, measure.lead))


def _name_office(publication: Publication, department: str) -> str:
    found = publication.department_by_id.get(department)
    return found.name if found else ""
