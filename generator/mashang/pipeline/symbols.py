"""Codes in the published tree: every symbol is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mashang.addresses import symbol_address
from mashang.codes.ledger import read_ledger
from mashang.codes.symbol import DrawnSymbol, symbol_url
from mashang.codes.verify import verify_symbols
from mashang.county import County, CountyError, Stage
from mashang.model import Code, CodeState
from mashang.problems import Problem
from mashang.settings_file import read_settings


def verify_codes(county: County, stage: Stage) -> tuple[int, tuple[Problem, ...]]:
    """Decode every symbol of the published site and compare it with the ledger.

    Returns how many codes were compared. Raises :class:`CountyError` when no site is published.
    """
    settings, problems = read_settings(county)
    ledger, ledger_problems = read_ledger(county)
    if settings is None or ledger is None:
        return 0, (*problems, *ledger_problems)
    folder = county.site(stage)
    if not folder.is_dir():
        raise CountyError("还没有生成网站。请先运行 build。")
    symbols = tuple(_read_symbols(folder, ledger.codes, settings.code_base))
    return len(symbols), verify_symbols(symbols)


def _read_symbols(folder: Path, codes: Iterable[Code], code_base: str) -> Iterator[DrawnSymbol]:
    """The published pictures of all codes in use, and of others that have any. A missing one is empty: it is wrong."""
    for code in codes:
        svg, png = (folder / symbol_address(code.code, suffix) for suffix in ("svg", "png"))
        if code.state is not CodeState.ACTIVE and not svg.exists():
            continue
        drawn, pixels = (path.read_bytes() if path.is_file() else b"" for path in (svg, png))
        yield DrawnSymbol(code, symbol_url(code_base, code), drawn.decode(errors="replace"), pixels)
