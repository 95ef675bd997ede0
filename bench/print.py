"""How long the sheets of a county of full size take to set, and that every symbol on them reads right.

Makes the county in a temporary folder, issues its codes, runs the real command in processes of its own, and
reads every page as it would be printed: ``python bench/print.py``. Exit code 1 when a symbol is missing,
cannot be read, or leads elsewhere than the code printed beside it says.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [
    str(REPOSITORY),
    str(REPOSITORY / "generator"),
]  # started as a script, it is searched for beside it only

from bench.county import FULL, SMALL, Size, write_county  # noqa: E402  # after the path above
from bench.paper import find_mismatches, read_code, read_sheet  # noqa: E402  # the same
from mashang.codes.ledger import Ledger, derive_targets, issue_codes, write_ledger  # noqa: E402  # the same
from mashang.county import County  # noqa: E402  # the same
from mashang.model import Code, CodeKind  # noqa: E402  # the same
from mashang.pipeline.checking import check_county  # noqa: E402  # the same

_POOR_CAMERA = 72
"""Pixels an inch."""
_ORDERS: tuple[tuple[str, tuple[str, ...], CodeKind | None], ...] = (
    ("placards", (), None),
    ("placards of windows", ("--kind", "window"), CodeKind.WINDOW),
    ("placards of enterprises", ("--kind", "enterprise"), CodeKind.ENTERPRISE),
    ("placards A5 with bleed", ("--paper", "a5", "--bleed"), None),
    ("labels", ("--sheet", "label", "--skip", "5"), None),
    ("enterprises' cards", ("--sheet", "card"), CodeKind.ENTERPRISE),
    ("cards for enterprises, by grid", ("--sheet", "grid"), CodeKind.ENTERPRISE),
    ("inspection list", ("--sheet", "list"), None),
)


def main() -> None:
    """Run the benchmark as the command line says."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--size", choices=("full", "small"), default="full")
    chosen = options.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="county-") as temporary:
        root = Path(temporary)
        codes = make_county(root, chosen.seed, FULL if chosen.size == "full" else SMALL)
        print(f"{'order':34} {'codes':>6} {'pages':>6} {'MB':>6} {'seconds':>8} {'of work':>8}   read back")
        for name, words, kind in _ORDERS:
            wrong += measure(name, root, words, {code.code for code in codes if kind in (None, code.kind)})
    sys.exit(bool(wrong))


def make_county(root: Path, seed: int, size: Size) -> tuple[Code, ...]:
    """A county of one month, which printing does not look at, with a code for each of its targets.

    Raises ``ValueError`` when it has errors.
    """
    write_county(root, seed, Size(size.measures, 1, size.departments, 1, 1, 10, size.windows, size.enterprises,
                                  size.matters, size.grids))  # fmt: skip
    write_ledger(County(root), Ledger())
    checked = check_county(County(root), date(2026, 11, 20), lambda _: None)
    if checked.settings is None or checked.publication is None:
        raise ValueError(checked.problems[:3])
    base = checked.settings.code_base
    ledger = issue_codes(Ledger(), derive_targets(checked.publication), date(2026, 11, 20), base)
    write_ledger(County(root), ledger)
    return ledger.codes


def measure(name: str, root: Path, words: tuple[str, ...], wanted: set[str]) -> int:
    """Print one order, read it back, and show both; returns how many symbols are wrong."""
    for path in (root / "placards").glob("*"):
        path.unlink()
    before = _work()
    started = time.perf_counter()
    line = [sys.executable, "-m", "mashang", "codes", "print", *words, "--root", str(root)]
    done = subprocess.run(line, cwd=REPOSITORY / "generator", capture_output=True, check=False)
    seconds, work = time.perf_counter() - started, _work() - before
    if done.returncode:
        sys.exit(f"{name}: exit {done.returncode}\n{done.stdout.decode('utf-8', 'replace')[:3000]}")
    files = sorted((root / "placards").iterdir())
    size = sum(path.stat().st_size for path in files) / 1e6
    pages, faults, found = 0, 0, []
    for path in files:
        if path.suffix == ".pdf" and not path.name.startswith("张贴核查表"):
            for page in read_sheet(path.read_bytes(), _POOR_CAMERA):
                pages += 1
                faults += len(find_mismatches(page))
                found += [read_code(symbol.text) for symbol in page.symbols]
    if pages:
        faults += len(wanted.symmetric_difference(found)) + len(found) - len(set(found))
    outcome = f"{len(found):,} symbols, {faults} wrong" if pages else "has no symbols"
    print(f"{name:34} {len(wanted):6,} {pages:6,} {size:6.1f} {seconds:8.2f} {work:8.2f}   {outcome}", flush=True)
    return faults


def _work() -> float:
    """The seconds of work of all ended children."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
