"""Draws the symbols of a build, and reads every one of them back, in a process of its own beside the build.

Both take long and need nothing that a build is about. The pictures come back through the cache; with them comes
their digest, so that what is published is what was read. This module is both sides: :class:`Drawing` starts
``python -m mashang.codes.symbol_process``.
"""

from __future__ import annotations

import gc
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Self

from mashang.codes.symbol_cache import DrawnSymbol, draw_symbols
from mashang.codes.verify import Misread, describe_misread, find_misread
from mashang.disk_faults import explain_fault
from mashang.model import Code, CodeKind
from mashang.problems import MashangError, Problem
from mashang.processes import Process


class DrawingError(MashangError):
    """Symbols could not be drawn; the text says why."""


class Drawing:
    """The symbols of some codes, being drawn and read from the construction on."""

    def __init__(self, codes: Sequence[Code], code_base: str, cache: Path) -> None:
        self._codes, self._code_base, self._cache = codes, code_base, cache
        self._process = Process(__name__)
        rows = [(code.code, code.kind.value, code.base) for code in codes]
        self._process.send({"codes": rows, "code_base": code_base, "cache": str(cache)})

    def wait(self) -> tuple[tuple[DrawnSymbol, ...], tuple[Problem, ...]]:
        """Wait for the end; every code's symbol, and those that do not read as they must.

        Raises :class:`DrawingError` when the process failed or its pictures have changed since.
        """
        code, said = self._process.wait()
        if code:
            raise DrawingError(f"绘制二维码时出错：{said or '没有说明原因'}")
        answer = json.loads(said)
        symbols = tuple(draw_symbols(self._codes, self._code_base, self._cache))
        if digest_symbols(symbols) != answer["digest"]:
            raise DrawingError("核对过的二维码又被别的程序改动了，没有发布任何内容。请再运行一次。")
        return symbols, tuple(describe_misread(Misread(*one)) for one in answer["misread"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stop()


def digest_symbols(symbols: Sequence[DrawnSymbol]) -> str:
    """One digest of all addresses and pictures in their order."""
    digest = hashlib.sha256()
    for symbol in symbols:
        digest.update(f"{symbol.url}\0{len(symbol.svg)}\0{len(symbol.png)}\0{symbol.svg}".encode())
        digest.update(symbol.png)
    return digest.hexdigest()


def main() -> int:
    """Read a job from standard input, draw, read back, and answer in one line of JSON."""
    gc.disable()  # a short run that builds no cycles
    job = json.load(sys.stdin)
    codes = [Code(code, CodeKind(kind), "", date.min, base=base) for code, kind, base in job["codes"]]
    try:
        symbols = tuple(draw_symbols(codes, job["code_base"], Path(job["cache"])))
    except OSError as fault:
        sys.stdout.write(explain_fault(fault))
        return 1
    misread = find_misread((one.code, one.svg, one.png, one.url) for one in symbols)
    answer = {"digest": digest_symbols(symbols), "misread": [astuple(one) for one in misread]}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
