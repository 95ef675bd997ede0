"""What can be ordered to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mashang.kinds import KINDS
from mashang.model import CodeKind
from mashang.printing.cut_sheets import LABELS
from mashang.settings import Paper

MOST_SKIPPED = LABELS.pieces - 1
"""How many cells of the first sheet of labels may be used already."""


class SheetKind(StrEnum):
    """What is printed."""

    PLACARD = "placard"
    LABEL = "label"
    CARD = "card"
    GRID = "grid"
    LIST = "list"

    @property
    def label(self) -> str:
        """As it is called: 台卡, 标签, 企业卡, 明白卡, 核查表."""
        return {"placard": "台卡", "label": "标签", "card": "企业卡", "grid": "网格服务明白卡", "list": "核查表"}[self]

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The sizes of paper it can be had in, the usual one first."""
        return {"placard": (Paper.A4, Paper.A5), "grid": (Paper.A5, Paper.A4)}.get(self, (Paper.A4,))

    @property
    def kinds(self) -> tuple[CodeKind, ...]:
        """The kinds of codes that it can be had for."""
        cards = self in (SheetKind.CARD, SheetKind.GRID)
        return tuple(kind.kind for kind in KINDS.values() if kind.carried or not cards)

    @property
    def bleeds(self) -> bool:
        """Whether it can be had with bleed and crop marks."""
        return self not in (SheetKind.LABEL, SheetKind.LIST)


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What staff asked for: everything in use, one kind, or single codes. ``paper`` is one of the sheet's papers.

    ``skip`` cells of the first sheet of labels are used already.
    """

    sheet: SheetKind
    paper: Paper
    kind: CodeKind | None = None
    codes: tuple[str, ...] = ()
    bleed: bool = False
    skip: int = 0

    @property
    def kinds(self) -> tuple[CodeKind, ...]:
        """The kinds of codes that are wanted."""
        return (self.kind,) if self.kind else self.sheet.kinds

    @property
    def suffix(self) -> str:
        """What files of this order are called at the end, so that none takes the place of another order's."""
        parts = (
            "选印" if self.codes else "",
            self.paper.value if len(self.sheet.papers) > 1 else "",
            "出血" if self.bleed else "",
        )
        return "".join(f"-{part}" for part in parts if part)
