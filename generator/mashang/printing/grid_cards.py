"""网格服务明白卡: a card for each enterprise with who serves it, what it may report, how and where.

A grid has no code, and needs none: the card is the enterprise's, so it carries the enterprise's own code, and
whoever reports by it need not say who they are. The cards come grid by grid, as the officers hand them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mashang.model import Grid, Publication
from mashang.printing.placards import Placard, Rendered, describe_host, render_cards, share
from mashang.printing.typesetting import Card
from mashang.report_ways import WayKind
from mashang.settings import Paper, Settings

TEMPLATE = "grid_card.typ"
WITHOUT_GRID = "未划入网格"
_REPORTS = (
    "不作为、慢作为、推诿扯皮",
    "乱作为、乱检查、乱罚款",
    "乱收费、乱摊派、吃拿卡要",
    "承诺的政策不兑现",
    "符合条件却办不成的事",
    "您的建议和表扬",
)


@dataclass(frozen=True, slots=True)
class GridCard:
    """An enterprise's card. ``chain`` are its grid and those above it, the nearest first; none without a grid."""

    placard: Placard
    chain: tuple[Grid, ...]

    @property
    def area(self) -> str:
        """The name of the widest grid: a file holds one area."""
        return self.chain[-1].name if self.chain else WITHOUT_GRID


def derive_grid_cards(placards: Iterable[Placard], publication: Publication) -> tuple[GridCard, ...]:
    """A card for each placard of an enterprise: by grids in the order of their table, then by the enterprises' table.

    The widest grids lead, so that an area's cards stand together. Enterprises without a grid come last.
    """
    order = {grid.id: place for place, grid in enumerate(publication.grids)}
    cards = [GridCard(placard, publication.list_grids_up(placard.target.grid)) for placard in placards]
    return tuple(sorted(cards, key=lambda card: (not card.chain, [order[grid.id] for grid in reversed(card.chain)])))


def render_grid_cards(
    cards: Sequence[GridCard], settings: Settings, paper: Paper = Paper.A5, *, bleed: bool = False
) -> Rendered:
    """Set all cards as one PDF, one a page.

    Raises :class:`SheetError` when the typesetter fails or warns, and ``ValueError`` without any card.
    """
    job = {
        **share(settings, paper=paper, bleed=bleed),
        "title": f"{settings.county}网格服务明白卡",
        "reports": _REPORTS,
        "ways": _list_ways(settings),
        "promises": _list_promises(settings),
    }
    return render_cards(TEMPLATE, _describe(cards), [card.placard for card in cards], job)


def _list_promises(settings: Settings) -> list[str]:
    """What the ways promise: who handles within how many working days, each once; and the law where we handle."""
    handled = dict.fromkeys(f"{way.handler} {way.days} 个工作日内办理。" for way in settings.ways if way.days)
    law = ["反映的内容不会转给被反映的单位和个人（《信访工作条例》第三十条）。"]
    return [*handled, *(law if any(way.handler for way in settings.ways) else [])]


def _list_ways(settings: Settings) -> list[dict[str, str]]:
    """How and where to report beside the code, as declared; web pages are behind the code."""
    ways = [way for way in settings.ways if way.kind not in (WayKind.FORM, WayKind.LINK)]
    return [{"how": way.title, "where": way.address.partition("?")[0], "when": way.hours} for way in ways]


def _describe(cards: Iterable[GridCard]) -> list[Card]:
    described: list[Card] = []
    chapter = ""
    for card in cards:
        code = card.placard.symbol.code
        grid = card.chain[0].name if card.chain else WITHOUT_GRID
        described.append(
            {
                "chapter": grid if grid != chapter else "",
                "title": card.placard.kind.code_label,
                "name": card.placard.target.name,
                "chain": [
                    {"grid": one.name, "officer": one.officer, "post": one.post, "phone": one.phone}
                    for one in card.chain
                ],
                "symbol": card.placard.symbol.svg,
                "code": code.grouped,
                **describe_host(card.placard),
            }
        )
        chapter = grid
    return described
