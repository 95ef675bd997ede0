"""Placards (台卡) to stand on a counter or to hand to an enterprise: one a page, hall by hall, as PDF.

Nothing is printed that was not read back first; the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from mashang.codes.symbol import DrawnSymbol
from mashang.codes.verify import verify_symbols
from mashang.kinds import KINDS, Kind, Target, explain_retired, index_targets, name_action, name_code
from mashang.model import Publication
from mashang.printing.typesetting import Card, check_characters, set_sheet
from mashang.problems import Problem
from mashang.report_ways import WayKind
from mashang.settings import Paper, Settings

TEMPLATE = "placard.typ"
_DEMONSTRATION = "演示数据：内容均为虚构，请勿张贴使用"

Rendered = tuple[bytes | None, tuple[Problem, ...]]
"""A PDF and what was found; no PDF when a symbol does not read right or a character cannot be printed."""


@dataclass(frozen=True, slots=True)
class Placard:
    """A symbol and what it stands for; ``office`` is the name of the department, empty where there is none."""

    symbol: DrawnSymbol
    target: Target
    office: str = ""

    @property
    def kind(self) -> Kind:
        """The kind of its code."""
        return KINDS[self.target.kind]

    @property
    def chapter(self) -> str:
        """What groups placards: a hall, or a kind."""
        return self.target.hall or self.kind.code_label


def derive_placards(symbols: Iterable[DrawnSymbol], publication: Publication) -> tuple[Placard, ...]:
    """A placard for each symbol whose target is in use, kind by kind and hall by hall.

    Halls come in the order in which they first occur, and everything within in the order of its table.
    """
    targets = index_targets(publication)
    chapters = list(dict.fromkeys((target.kind, target.hall) for target in targets.values()))
    ordered = sorted(targets.values(), key=lambda target: chapters.index((target.kind, target.hall)))
    rank = {(target.kind, target.id): place for place, target in enumerate(ordered)}
    offices = {department.id: department.name for department in publication.departments}
    used = [drawn for drawn in symbols if not explain_retired(drawn.code, targets)]
    used.sort(key=lambda drawn: rank[drawn.code.kind, drawn.code.target])
    placed = ((drawn, targets[drawn.code.kind, drawn.code.target]) for drawn in used)
    return tuple(Placard(drawn, target, offices.get(target.office, "")) for drawn, target in placed)


def render_placards(placards: Sequence[Placard], settings: Settings, paper: Paper, *, bleed: bool = False) -> Rendered:
    """Set all placards as one PDF, with bleed and crop marks around the trim where they are asked for.

    Raises :class:`SheetError` when the typesetter fails or warns, and ``ValueError`` without any placard.
    """
    return render_cards(
        TEMPLATE, describe_placards(placards, settings), placards, share(settings, paper=paper, bleed=bleed)
    )


def render_cards(template: str, cards: Sequence[Card], placards: Sequence[Placard], job: dict[str, object]) -> Rendered:
    """Check what is to be printed and set it; ``cards`` say what ``placards`` stand for, in the template's words.

    Raises as :func:`render_placards`.
    """
    if not placards:
        raise ValueError("no placards")
    wrong = verify_symbols(placard.symbol for placard in placards)
    problems = (*wrong, *check_characters(job, cards))
    return (None, problems) if problems else (set_sheet(template, job, cards), ())


def share(settings: Settings, *, paper: Paper = Paper.A4, bleed: bool = False) -> dict[str, object]:
    """What all cards of a job have in common."""
    return {
        "paper": paper.value,
        "bleed": bleed,
        "title": f"{settings.county}二维码",
        "organiser": settings.organiser,
        "hotline": next(iter(list_phones(settings)), {"title": "", "number": ""}),
        "mark": _DEMONSTRATION if settings.demonstration else "",
    }


def list_phones(settings: Settings) -> list[dict[str, str]]:
    """Whom to call instead of scanning: the telephones among the ways to report, save those for discipline."""
    ways = (way for way in settings.ways if way.kind is WayKind.PHONE and not way.discipline)
    return [{"title": way.title, "number": way.address} for way in ways]


def describe_placards(placards: Iterable[Placard], settings: Settings) -> list[Card]:
    """The words on each card; a chapter is named on its first only, where the bookmark goes."""
    rated = settings.takes_ratings
    cards: list[Card] = []
    chapter = ""
    for placard in placards:
        code = placard.symbol.code
        cards.append(
            {
                "chapter": placard.chapter if placard.chapter != chapter else "",
                "title": name_code(placard.kind, rated=rated),
                "name": placard.target.name,
                "place": " · ".join(_list_places(placard)),
                "lines": _list_places(placard)[:2],
                "symbol": placard.symbol.svg,
                "action": name_action(placard.kind, rated=rated),
                "code": code.grouped,
                "address": placard.symbol.url,
                **describe_host(placard),
            }
        )
        chapter = placard.chapter
    return cards


def describe_host(placard: Placard) -> Card:
    """Where its symbol leads to, which codes of an earlier ``code_base`` keep, and how to know it as genuine."""
    host = urlsplit(placard.symbol.url).hostname or ""
    return {"host": host, "genuine": f"扫码后请核对：网址是 {host}，页面上的码与本卡相同。"}


def _list_places(placard: Placard) -> list[str]:
    """Hall, spot and department, as far as there are."""
    office = f"{placard.kind.office_label}{placard.office}" if placard.office else ""
    return [place for place in (placard.target.hall, placard.target.place, office) if place]
