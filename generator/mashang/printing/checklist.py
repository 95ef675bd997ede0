"""张贴核查表: which placard should hang where, to be taken along and ticked off, and which must come down.

Hall by hall, in the order of the placards. As PDF for the clipboard and as CSV for those who keep it in a
spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from mashang.codes.ledger import Ledger
from mashang.kinds import KINDS, Targets, explain_retired, index_targets
from mashang.model import Code, CodeKind, CodeState, Publication
from mashang.printing.placards import Placard, Rendered, share
from mashang.printing.typesetting import check_characters, set_sheet
from mashang.settings import Settings
from mashang.spreadsheet import format_table

TEMPLATE = "checklist.typ"
_WITHDRAW = "应撤下的旧码"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A line of the list. ``place`` is the spot in the hall or the grid of the target.

    ``hall`` is empty where there is none, ``withdraw`` when the code should hang; else it says why it must come down.
    """

    chapter: str
    code: Code
    url: str
    name: str
    place: str = ""
    office: str = ""
    hall: str = ""
    withdraw: str = ""


def derive_checklist(placards: Iterable[Placard], publication: Publication) -> tuple[CheckRow, ...]:
    """A row for each placard that should hang, in the same order."""
    return tuple(_describe(placard, publication) for placard in placards)


def derive_withdrawals(ledger: Ledger, publication: Publication, kinds: Iterable[CodeKind]) -> tuple[CheckRow, ...]:
    """A row for each code of these kinds that should hang nowhere any more, in the ledger's order, and why."""
    wanted, targets = frozenset(kinds), index_targets(publication)
    rows = []
    for code in ledger.codes:
        reason = _explain_withdrawal(code, ledger, targets)
        if reason and code.kind in wanted:
            target = targets.get((code.kind, code.target))
            place = " · ".join(part for part in (target.hall, target.place) if part) if target else ""
            rows.append(CheckRow(_WITHDRAW, code, "", code.name, place, withdraw=reason))
    return tuple(rows)


def render_checklist(rows: Iterable[CheckRow], settings: Settings) -> Rendered:
    """Set the list as one PDF, A4 across, each chapter on pages of its own.

    Raises :class:`SheetError` when the typesetter fails or warns.
    """
    cards = [
        {
            "chapter": row.chapter,
            "name_heading": "原来用于" if row.withdraw else KINDS[row.code.kind].label,
            "place_heading": "位置" if row.withdraw else KINDS[row.code.kind].place_heading,
            "name": row.name,
            "place": row.place,
            "office": row.office or row.withdraw,
            "code": row.code.grouped,
        }
        for row in rows
    ]
    job = {**share(settings), "title": f"{settings.county}二维码张贴核查表", "withdraw": _WITHDRAW, "bleed": False}
    problems = check_characters(job, cards)
    return (None, problems) if problems else (set_sheet(TEMPLATE, job, _group(cards)), ())


def format_checklist(rows: Iterable[CheckRow], settings: Settings) -> str:
    """The list as CSV, with empty columns for those who check."""
    headings = (
        "类别", "大厅", "名称", "位置", "单位", "码", "网址",
        "应当", "张贴完好", "扫码正确", "核查日期", "核查人", "说明",
    )  # fmt: skip
    mark = "演示数据，内容均为虚构" if settings.demonstration else ""
    return format_table(
        headings,
        [
            (
                KINDS[row.code.kind].label,
                row.hall,
                row.name,
                row.place,
                row.office,
                row.code.grouped,
                row.url,
                "撤下" if row.withdraw else "张贴",
                *("",) * 4,
                "；".join(part for part in (row.withdraw, mark) if part),
            )
            for row in rows
        ],
    )


def _describe(placard: Placard, publication: Publication) -> CheckRow:
    symbol, target = placard.symbol, placard.target
    grid = publication.grid_by_id.get(target.grid)
    place, office = (grid.name, grid.officer) if grid else (target.place, placard.office)
    return CheckRow(placard.chapter, symbol.code, symbol.url, target.name, place, office, target.hall)


def _explain_withdrawal(code: Code, ledger: Ledger, targets: Targets) -> str:
    if code.state is CodeState.ACTIVE:
        return explain_retired(code, targets)
    successor = ledger.by_code.get(code.replaced_by)
    return f"已换成新码 {successor.grouped}" if successor else "码已停用"


def _group(cards: Iterable[dict[str, str]]) -> list[dict[str, object]]:
    """The rows chapter by chapter."""
    chapters = groupby(cards, key=lambda card: (card["chapter"], card["name_heading"], card["place_heading"]))
    return [
        {"chapter": chapter, "name_heading": name, "place_heading": place, "rows": list(rows)}
        for (chapter, name, place), rows in chapters
    ]
