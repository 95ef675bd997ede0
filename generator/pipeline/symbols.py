"""Codes on paper and in the published tree: placards are printed, published symbols read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from generator.codes.drawer import DrawnSymbol, draw_symbols, symbol_url
from generator.codes.ledger import (
    read_ledger,
)
from generator.codes.placards import derive_placards, render_placards
from generator.codes.verify import verify_symbols
from generator.model import Code, CodeKind, CodeState
from generator.pages.links import symbol_address
from generator.pipeline.county import (
    WRITTEN,
    CountyError,
    Watch,
    check_county,
    published_folder,
)
from generator.problems import Problem, has_errors, sort_problems
from generator.publish.tree import (
    check_own,
    name_file,
    write_anew,
)
from generator.settings import Paper, Stage, read_settings


@dataclass(frozen=True)
class Printed:
    """What printing did. ``files`` is empty when errors stopped it."""

    problems: tuple[Problem, ...]
    files: tuple[Path, ...] = ()
    placards: int = 0


def print_placards(root: Path, kind: CodeKind | None, paper: Paper, today: date, watch: Watch) -> Printed:
    """Set a placard for every code in use, one PDF for each hall and each other kind, into ``placards/``.

    With any error in the county's tables, or a symbol that does not read right, nothing is written.
    Raises :class:`CountyError` when no code has been issued yet.
    """
    check_own(root, WRITTEN)
    checked = check_county(root, today, watch)
    if checked.settings is None or checked.publication is None or checked.ledger is None:
        return Printed(checked.problems)
    codes = [code for code in checked.ledger.active.values() if kind in (None, code.kind)]
    if not codes:
        raise CountyError("还没有发码，没有台卡可印。请先运行 build。")
    watch("绘制二维码")
    symbols = draw_symbols(codes, checked.settings.code_base, root / "build" / "symbols")
    watch("排版台卡")
    sheets: dict[str, bytes] = {}
    problems = checked.problems
    for chapter, placards in groupby(derive_placards(symbols, checked.publication), key=lambda one: one.chapter):
        sheet, faults = render_placards(tuple(placards), checked.settings, paper)
        problems = (*problems, *faults)
        if sheet is not None:
            sheets[f"{name_file(chapter)}-{paper.value}.pdf"] = sheet
    if has_errors(problems):
        return Printed(sort_problems(problems))
    return Printed(problems, write_anew(root / "placards", sheets), len(codes))


def verify_codes(root: Path, stage: Stage) -> tuple[int, tuple[Problem, ...]]:
    """Decode every symbol of the published site and compare it with the ledger.

    Returns how many codes were compared. Raises :class:`CountyError` when no site is published.
    """
    settings, problems = read_settings(root)
    ledger, ledger_problems = read_ledger(root)
    if settings is None or ledger is None:
        return 0, (*problems, *ledger_problems)
    folder = published_folder(root, stage)
    if not folder.is_dir():
        raise CountyError("还没有生成网站。请先运行 build。")
    symbols = tuple(_read_symbols(folder, ledger.codes, settings.code_base))
    return len(symbols), verify_drawn(symbols)


def verify_drawn(symbols: Iterable[DrawnSymbol]) -> tuple[Problem, ...]:
    """Decode both pictures of every symbol and name those that do not read as they must."""
    return verify_symbols((symbol.code, symbol.svg, symbol.png, symbol.url) for symbol in symbols)


def _read_symbols(folder: Path, codes: Iterable[Code], code_base: str) -> Iterator[DrawnSymbol]:
    """The published pictures of all codes in use. One that is missing is empty, and so reads wrong."""
    for code in codes:
        if code.state is not CodeState.ACTIVE:
            continue
        svg, png = (folder / symbol_address(code.code, suffix) for suffix in ("svg", "png"))
        drawn, pixels = (path.read_bytes() if path.is_file() else b"" for path in (svg, png))
        yield DrawnSymbol(code, symbol_url(code_base, code.code), drawn.decode(errors="replace"), pixels)
