"""Codes on paper: placards, labels, cards, and the list of which should hang where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from mashang.code_format import normalise_identifier
from mashang.codes.ledger import Ledger
from mashang.codes.symbol import draw_symbols
from mashang.county import PLACARDS, County
from mashang.files import FileContent, name_file, write_anew
from mashang.kinds import KINDS, explain_retired, index_targets, name_kinds
from mashang.model import CodeKind, CodeState, Publication
from mashang.pipeline.checking import ProgressCallback, check_county
from mashang.pipeline.print_order import PrintOrder, SheetKind
from mashang.printing.cards import render_enterprise_cards
from mashang.printing.checklist import derive_checklist, derive_withdrawals, format_checklist, render_checklist
from mashang.printing.cut_sheets import CARDS, LABELS
from mashang.printing.grid_cards import derive_grid_cards, render_grid_cards
from mashang.printing.labels import render_labels
from mashang.printing.placards import Placard, Rendered, derive_placards, render_placards
from mashang.printing.print_package import PrintFile, pack_print_files
from mashang.problems import Problem, RequestError, has_errors, sort_problems
from mashang.settings import Paper, Settings

_TRIMS = {Paper.A4: "成品 A4（210×297 毫米）", Paper.A5: "成品 A5（148×210 毫米）"}


@dataclass(frozen=True)
class Printed:
    """What printing did. ``files`` is empty when errors stopped it; ``count`` is the number of codes."""

    problems: tuple[Problem, ...]
    files: tuple[Path, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class _Made:
    """A PDF, or what stood against it, before it has a name."""

    title: str
    rendered: Rendered
    codes: int
    pages: int
    trim: str


def print_sheets(county: County, order: PrintOrder, today: date, on_stage: ProgressCallback) -> Printed:
    """Set what was ordered as PDF into ``placards/``, with the inspection list, and all of it in one zip.

    With any error in the county's tables, or a symbol that does not read right, nothing is written.
    Raises :class:`RequestError` when there is no code to print, or one of the single codes cannot be printed.
    """
    county.check_own()
    checked = check_county(county, today, on_stage)
    if checked.settings is None or checked.publication is None or checked.ledger is None:
        return Printed(checked.problems)
    settings, publication, ledger = checked.settings, checked.publication, checked.ledger
    on_stage("绘制二维码")
    used = (code for code in ledger.codes if code.state is CodeState.ACTIVE)
    symbols = tuple(draw_symbols(used, settings.code_base))
    placards = _select(derive_placards(symbols, publication), order, ledger, publication)
    on_stage("排版")
    made = tuple(_set_sheets(order, placards, settings, publication))
    checklist, faults = _make_checklist(order, placards, settings, publication, ledger)
    problems = sort_problems((*checked.problems, *faults, *(fault for one in made for fault in one.rendered[1])))
    if has_errors(problems):
        return Printed(problems)
    sheets = _name_files(made, order)
    files: dict[str, FileContent] = {**{sheet.name: sheet.pdf for sheet in sheets}, **checklist}
    if sheets:
        files[f"{_title(order)}{order.suffix}-印刷包.zip"] = pack_print_files(sheets, checklist, settings)
    return Printed(problems, write_anew(county / PLACARDS, files), len(placards))


def _select(
    placards: Iterable[Placard], order: PrintOrder, ledger: Ledger, publication: Publication
) -> tuple[Placard, ...]:
    """The placards that were ordered. Raises :class:`RequestError` when there is none."""
    wanted = {normalise_identifier(code) for code in order.codes}
    found = tuple(
        placard
        for placard in placards
        if placard.target.kind in order.kinds and (not wanted or placard.symbol.code.code in wanted)
    )
    missing = wanted - {placard.symbol.code.code for placard in found}
    for code in sorted(missing):
        raise RequestError(f"码“{code}”不能印：{_explain_missing(code, order.kinds, ledger, publication)}。")
    if not found:
        raise RequestError("没有在用的码可印。还没有发码的，请先运行 build。")
    return found


def _explain_missing(code: str, kinds: Iterable[CodeKind], ledger: Ledger, publication: Publication) -> str:
    row = ledger.by_code.get(code)
    if row is None:
        return "登记簿里没有这个码"
    if row.state is CodeState.WITHDRAWN:
        return f"已经停用，换成了“{row.replaced_by}”" if row.replaced_by else "已经停用"
    retired = explain_retired(row, index_targets(publication))
    return retired or f"它是{KINDS[row.kind].label}的码，这里只印{name_kinds(kinds)}的码"


def _set_sheets(
    order: PrintOrder, placards: tuple[Placard, ...], settings: Settings, publication: Publication
) -> Iterator[_Made]:
    title, count, bleed = _title(order), len(placards), order.bleed
    match order.sheet:
        case SheetKind.PLACARD:
            for chapter, grouped in groupby(placards, key=lambda placard: placard.chapter):
                some = tuple(grouped)
                rendered = render_placards(some, settings, order.paper, bleed=bleed)
                yield _Made(chapter, rendered, len(some), len(some), _TRIMS[order.paper])
        case SheetKind.LABEL:
            pages = -(-(count + order.skip) // LABELS.pieces)
            each = f"每张 A4 印 {LABELS.pieces} 枚，每枚 {LABELS.size}"
            yield _Made(title, render_labels(placards, settings, order.skip), count, pages, each)
        case SheetKind.CARD:
            pages = count if bleed else -(-count // CARDS.pieces)
            each = f"成品 {CARDS.size}" if bleed else f"每张 A4 印 {CARDS.pieces} 张，每张 {CARDS.size}"
            yield _Made(title, render_enterprise_cards(placards, settings, bleed=bleed), count, pages, each)
        case SheetKind.GRID:
            cards = derive_grid_cards(placards, publication)
            for area, dealt in groupby(cards, key=lambda card: card.area):
                hand = tuple(dealt)
                rendered = render_grid_cards(hand, settings, order.paper, bleed=bleed)
                yield _Made(f"{title}-{area}", rendered, len(hand), len(hand), _TRIMS[order.paper])
        case SheetKind.LIST:
            return


def _name_files(made: Iterable[_Made], order: PrintOrder) -> tuple[PrintFile, ...]:
    """Give each PDF its name; a title that is taken already is numbered."""
    files: dict[str, PrintFile] = {}
    for one in made:
        stem = name_file(one.title)
        names = (f"{stem}{number}{order.suffix}.pdf" for number in ("", *(f"-{n}" for n in range(2, len(files) + 3))))
        name = next(name for name in names if name.casefold() not in files)
        label = order.sheet.label
        content = one.title if one.title.startswith(label) else f"{one.title}{label}"
        pdf = one.rendered[0] or b""
        files[name.casefold()] = PrintFile(name, pdf, content, one.codes, one.pages, one.trim, order.bleed)
    return tuple(files.values())


def _make_checklist(
    order: PrintOrder, placards: tuple[Placard, ...], settings: Settings, publication: Publication, ledger: Ledger
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The inspection list of what was ordered, as PDF and CSV, by their names."""
    down = () if order.codes else derive_withdrawals(ledger, publication, order.kinds)
    rows = (*derive_checklist(placards, publication), *down)
    pdf, problems = render_checklist(rows, settings)
    part = "选印" if order.codes else name_kinds(order.kinds) if len(order.kinds) < len(KINDS) else ""
    name = f"张贴核查表-{part}" if part else "张贴核查表"
    return {f"{name}.pdf": pdf or b"", f"{name}.csv": format_checklist(rows, settings).encode()}, problems


def _title(order: PrintOrder) -> str:
    """What files of this order are called at the beginning: 标签, 标签-窗口, 企业卡."""
    label = order.sheet.label
    return label if order.kind is None or order.sheet.kinds == order.kinds else f"{label}-{KINDS[order.kind].label}"
