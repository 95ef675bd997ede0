"""How long a county of full size takes, and how much memory and disk: ``python bench/run.py``.

Makes the county in a temporary folder, runs the real commands in processes of their own and prints one
table. Needs Linux or macOS; the memory of several processes together is measured on Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [
    str(REPOSITORY),
    str(REPOSITORY / "generator"),
]  # started as a script, it is searched for beside it only

from bench.county import FULL, SMALL, change_report, spoil_tables, write_county, write_ratings  # noqa: E402  # after the path above
from bench.scan import count_scan_pages  # noqa: E402  # the same

_MEGABYTE = 1024 * 1024
_PAGE = os.sysconf("SC_PAGE_SIZE")
_SECONDS_LEFT = 600.0


@dataclass(frozen=True, slots=True)
class Measured:
    """One command as it ran: seconds by the clock and of work, MB of its largest process and of all at one time.

    The seconds of work count every processor; on a busy machine they say more than the clock. ``stages``
    holds the seconds of each stage by the clock.
    """

    name: str
    seconds: float
    work: float
    largest: float
    together: float
    stages: tuple[tuple[str, float], ...]


def main() -> None:
    """Run the benchmark as the command line says."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--size", choices=("full", "small"), default="full")
    options.add_argument("--folder", type=Path, help="make the county here, in a new folder, and keep it")
    chosen = options.parse_args()
    size = FULL if chosen.size == "full" else SMALL
    with tempfile.TemporaryDirectory(prefix="county-") as temporary:
        root = chosen.folder or Path(temporary) / "county"
        root.mkdir(parents=True)
        write_county(root, chosen.seed, size)
        print(f"county of seed {chosen.seed}, size {chosen.size}: {count_tree(root / 'content')}\n")
        print(f"{'command':34} {'seconds':>8} {'of work':>8} {'largest MB':>11} {'together MB':>12}")
        show(measure("check", root, "check"))
        show(measure("build, every code new", root, "build"))
        show(measure("build, nothing changed", root, "build"))
        change_report(root)
        show(measure("build, one report changed", root, "build"))
        rows = write_ratings(root, chosen.seed, size)
        show(measure(f"check, with {rows:,} rows of ratings", root, "check"))
        show(measure("build, with the ratings", root, "build"))
        show(measure(f"check --annotate, {spoil_tables(root)} faulty tables", root, "check", "--annotate", code=1))
        print(f"\nsite: {count_tree(root / 'site')}")
        pages, seconds = count_scan_pages(root)
        print(f"scan pages in process: {pages:,} in {seconds:.2f} s, {pages / seconds:,.0f} a second")


def measure(name: str, root: Path, *command: str, code: int = 0) -> Measured:
    """Run one command of the product to its end.

    Raises ``SystemExit`` with its output when it does not end with ``code``.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        line = [sys.executable, "-m", "mashang", *command, "--root", str(root), "--timings"]
        child = subprocess.Popen(line, cwd=REPOSITORY / "generator", stdout=out, stderr=errors)
        together = 0.0
        while True:
            ended, status, usage = os.wait4(child.pid, os.WNOHANG)
            if ended:
                break
            together = max(together, sum(_resident(pid) for pid in _family(child.pid)))
            if time.perf_counter() - started > _SECONDS_LEFT:
                child.kill()
            time.sleep(0.02)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace")
        if child.returncode != code:
            sys.exit(f"{name}: exit {child.returncode}\n{out.read().decode('utf-8', 'replace')[:3000]}\n{said[:3000]}")
    largest = usage.ru_maxrss / (_MEGABYTE if sys.platform == "darwin" else 1024)
    work = usage.ru_utime + usage.ru_stime
    return Measured(name, seconds, work, largest, together / _MEGABYTE, tuple(_read_stages(said)))


def show(measured: Measured) -> None:
    """Print one command and its stages."""
    times = f"{measured.seconds:8.2f} {measured.work:8.2f}"
    print(f"{measured.name:34} {times} {measured.largest:11.0f} {measured.together:12.0f}", flush=True)
    for stage, seconds in measured.stages:
        print(f"    {seconds:8.2f}  {stage}")


def count_tree(folder: Path) -> str:
    """Number and size of the files below a folder, in words."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return f"{len(sizes):,} files, {sum(sizes) / _MEGABYTE:.1f} MB"


def _read_stages(progress: str) -> Iterator[tuple[str, float]]:
    for line in progress.splitlines():
        if line.startswith('{"stage"'):
            stage = json.loads(line)
            yield str(stage["stage"]), float(stage["seconds"])


def _family(pid: int) -> Iterator[int]:
    """A process and all that it started, as far as the system says."""
    yield pid
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(tasks).split():
            yield from _family(int(child))


def _resident(pid: int) -> int:
    """The bytes of memory a process holds; 0 when it has gone."""
    fields = _read(Path(f"/proc/{pid}/statm")).split()
    return int(fields[1]) * _PAGE if fields else 0


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except OSError:
        return ""


if __name__ == "__main__":
    main()
