"""The pictures of every code in a site's folder: drawn, read back, written.

That takes a millisecond a code that is new: drawing is the least of it, and what is drawn byte for byte as it was
published was read back before that. Where there are many codes, a process of its own does it on another core, from the
moment the codes are known, beside whatever else makes the site (:mod:`mashang.codes.pictures_run`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from mashang.addresses import symbol_address
from mashang.codes.symbol import DrawnSymbol, draw_symbols
from mashang.codes.verify import verify_symbols
from mashang.files import FileContent, write_files
from mashang.model import Code
from mashang.problems import Problem
from mashang.processes import Process, ProcessError

MANY = 500
"""As many codes are drawn in twice the time that a process needs to start."""
_PROGRAM = "mashang.codes.pictures_run"


@dataclass(frozen=True, slots=True)
class PictureOrder:
    """Which pictures are wanted in which folder; what ``published`` has alike is linked."""

    codes: Sequence[Code]
    code_base: str
    folder: Path
    published: Path


def write_pictures(order: PictureOrder) -> tuple[Problem, ...]:
    """Draw every code, read both pictures back that are not published just so, and write all unless there is a problem.

    Raises :class:`SymbolError` when an address is too long for a symbol.
    """
    symbols = tuple(draw_symbols(order.codes, order.code_base))
    if problems := verify_symbols(one for one in symbols if not _is_published(order.published, one)):
        return problems
    write_files(order.folder, _list_pictures(symbols), order.published)
    return ()


def _is_published(site: Path, symbol: DrawnSymbol) -> bool:
    """Whether both pictures stand in the published site as they are drawn now: then a build has read them."""
    try:
        drawn = zip(_list_paths([symbol.code]), (symbol.svg.encode(), symbol.png), strict=True)
        return all((site / path).read_bytes() == content for path, content in drawn)
    except OSError:
        return False


def _list_pictures(symbols: Sequence[DrawnSymbol]) -> Iterator[tuple[str, FileContent]]:
    contents = (content for symbol in symbols for content in (symbol.svg, symbol.png))
    return zip(_list_paths([symbol.code for symbol in symbols]), contents, strict=True)


def _list_paths(codes: Sequence[Code]) -> Iterator[str]:
    """SVG and PNG of each code."""
    return (symbol_address(code.code, form) for code in codes for form in ("svg", "png"))


class PictureRun:
    """The making of an order's pictures; of many codes under way from its construction on."""

    def __init__(self, order: PictureOrder) -> None:
        self._order = order
        self._process = Process(_PROGRAM) if len(order.codes) >= MANY else None
        if self._process:
            with suppress(ProcessError):  # it is seen at the end that it has made nothing
                self._process.send(_describe(order))

    def finish(self) -> tuple[Problem, ...]:
        """Have the pictures stand in their folder, as :func:`write_pictures` does.

        Where the process did not come to a good end this one does it all again, so that every fault is said here.
        """
        if self._process:
            if self._process.wait()[0] == 0:
                return ()
            for path in _list_paths(self._order.codes):
                (self._order.folder / path).unlink(missing_ok=True)
        return write_pictures(self._order)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.stop()


def _describe(order: PictureOrder) -> dict[str, object]:
    """The order as JSON takes it, without names and targets, which no picture shows."""
    return {
        "codes": [[code.code, code.kind.value, code.base] for code in order.codes],
        "code_base": order.code_base,
        "folder": str(order.folder.resolve()),
        "published": str(order.published.resolve()),
    }
