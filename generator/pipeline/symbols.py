"""Codes in the published tree: every symbol is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.codes.drawer import DrawnSymbol, symbol_url
from generator.codes.ledger import (
    read_ledger,
)
from generator.codes.verify import verify_symbols
from generator.model import Code, CodeState
from generator.pages.links import symbol_address
from generator.pipeline.county import (
    CountyError,
    published_folder,
)
from generator.problems import Problem
from generator.settings import Stage, read_settings


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
