"""How fast symbols are made, drawn and read back, and that each is the library's: ``python bench/symbols.py``.

Draws addresses of every length from a seed, makes their symbols in this process, and holds every matrix to the one that
the qrcode library makes of the same text. Exit code 1 when one differs or a picture does not read right.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY / "generator")]  # started as a script, it is searched for beside it only

from mashang.code_format import ALPHABET, LENGTHS  # noqa: E402  # after the path above
from mashang.codes.matrix import make_matrices  # noqa: E402  # the same
from mashang.codes.symbol import draw_symbols  # noqa: E402  # the same
from mashang.codes.verify import verify_symbols  # noqa: E402  # the same
from mashang.model import Code, CodeKind  # noqa: E402  # the same

_HOSTS = ("q.cn", "www.example.com", "yshj.example-county.gov.cn")
BASES = tuple(f"https://{host}/{path}" for host in _HOSTS for path in ("", "f/", "yshj/f/"))
"""What stands before a code, from 13 characters to 42."""
_LIKE_A_BUILD = "https://www.example.com/yshj/f/"


def main() -> None:
    """Run the benchmark as the command line says."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=20_000)
    chosen = options.parse_args()
    addresses = draw_addresses(chosen.count, chosen.seed, [_LIKE_A_BUILD])
    codes = [Code(one.removeprefix(_LIKE_A_BUILD)[:-1], CodeKind.WINDOW, "", date.min) for one in addresses]
    started = time.process_time()
    make_matrices(addresses)
    show("matrices", len(addresses), started)
    started = time.process_time()
    symbols = list(draw_symbols(codes, _LIKE_A_BUILD))
    show("matrices, SVG and PNG", len(symbols), started)
    started = time.process_time()
    problems = verify_symbols(symbols)
    show("both pictures read back", len(symbols), started)
    different = find_difference(draw_addresses(chosen.count, chosen.seed))
    print(f"{chosen.count:,} addresses held to the library: {different or 'no difference'}")
    sys.exit(bool(problems or different))


def show(name: str, count: int, started: float) -> None:
    """Print how many were done in how many seconds of work."""
    seconds = time.process_time() - started
    print(f"{name:26} {count:>7,} in {seconds:6.2f} s of work, {count / seconds:>8,.0f} a second", flush=True)


def draw_addresses(count: int, seed: int, bases: Sequence[str] = BASES) -> list[str]:
    """Addresses of codes of every length under some bases, at random."""
    chance = random.Random(seed)  # a benchmark, no secret
    return [
        f"{chance.choice(bases)}{''.join(chance.choices(ALPHABET, k=chance.choice(LENGTHS)))}/" for _ in range(count)
    ]


def find_difference(texts: Sequence[str]) -> str | None:
    """The first text whose matrix is not the one that the library makes of it by itself."""
    for text, modules in zip(texts, make_matrices(texts), strict=True):
        encoder = QRCode(error_correction=ERROR_CORRECT_Q)
        encoder.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE, check_data=False), optimize=0)
        encoder.make(fit=True)
        if not np.array_equal(np.array(encoder.modules, dtype=np.bool_), modules):
            return text
    return None


if __name__ == "__main__":
    main()
