"""Broken workbooks through the check: ``python bench/mutate.py --count 2000 --seed 1``.

Takes the workbooks of a county (the example county when none is named), breaks one at a time and checks the
whole content with it, in this process. The other files are read once; the broken one goes through the same
reader from a folder of its own. For each mutant:

- the check ends without an exception;
- every problem has an address, and one about a cell names row and column;
- a required cell that is empty or cannot be right has an error at that very cell;
- when no error stands, every required cell and every percentage is published exactly as the workbook shows it,
  as a second, independent reading finds.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [
    str(REPOSITORY),
    str(REPOSITORY / "generator"),
]  # started as a script, it is searched for beside it only

from bench.mutations import Mutant, make_mutant  # noqa: E402  # after the path above
from bench.oracle import Shape, find_shape, find_silent_changes  # noqa: E402  # the same
from mashang.checks.content import check_content  # noqa: E402  # the same
from mashang.codes.ledger import read_ledger  # noqa: E402  # the same
from mashang.county import County  # noqa: E402  # the same
from mashang.model import Code, Publication  # noqa: E402  # the same
from mashang.problems import Problem, Severity, has_errors  # noqa: E402  # the same
from mashang.raw import RawContent, SourceTable  # noqa: E402  # the same
from mashang.settings import Settings  # noqa: E402  # the same
from mashang.settings_file import read_settings  # noqa: E402  # the same
from mashang.sources.folder import read_content  # noqa: E402  # the same
from mashang.tables import BY_NAME, Dataset  # noqa: E402  # the same

_WHOLE_ROW = {"department-unused", "measure-never-reported", "yaml-key-twice"}
"""Problems about a value without meaning one cell of the file."""


@dataclass(frozen=True)
class ReadCounty:
    """A county as read once: what every mutant shares."""

    root: Path
    settings: Settings
    codes: dict[str, Code]
    content: RawContent
    reading: tuple[Problem, ...]
    names: frozenset[str]
    today: date


@dataclass(frozen=True, slots=True)
class Victim:
    """A workbook to be broken: where it lies, its bytes with formulas replaced by their results, its table."""

    source: SourceTable
    dataset: Dataset
    data: bytes
    shape: Shape


def main() -> None:
    """Break as many workbooks as the command line says; the exit code is 1 when one went through wrongly."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--root", type=Path, default=REPOSITORY, help="the county folder")
    options.add_argument("--keep", type=Path, help="a folder for the workbooks that went through wrongly")
    chosen = options.parse_args()
    started = time.perf_counter()
    counts: Counter[str] = Counter()
    faults = 0
    for number, victim, mutant, outcome, complaints in run_mutants(chosen.root, chosen.count, chosen.seed):
        counts[outcome] += 1
        for complaint in complaints:
            faults += 1
            print(f"mutant {number}, {victim.source.file}, {mutant.change}: {complaint}")
        if complaints and chosen.keep:
            chosen.keep.mkdir(parents=True, exist_ok=True)
            (chosen.keep / f"{number}-{Path(victim.source.file).name}").write_bytes(mutant.data)
    counted = ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common())
    print(f"{chosen.count} mutants of seed {chosen.seed} in {time.perf_counter() - started:.0f} s: {counted}")
    print(f"{faults} faults")
    sys.exit(1 if faults else 0)


def run_mutants(root: Path, count: int, seed: int) -> Iterator[tuple[int, Victim, Mutant, str, tuple[str, ...]]]:
    """Break and check ``count`` workbooks: number, workbook, mutant, outcome, and what went wrong.

    Raises ``ValueError`` when the unbroken county is not fit for the test.
    """
    county = load_county(root)
    victims = list(find_victims(county))
    if not victims:
        raise ValueError("there is no workbook to break")
    random = Random(seed)
    for number in range(count):
        victim = random.choice(victims)
        mutant = make_mutant(random, victim.data, victim.shape, county.names)
        outcome, complaints = judge_mutant(county, victim, mutant)
        yield number, victim, mutant, outcome, tuple(complaints)


def load_county(root: Path) -> ReadCounty:
    """Read a county that is without errors. Raises ``ValueError`` when it is not."""
    settings, _ = read_settings(County(root))
    content, reading = read_content(County(root))
    ledger, _ = read_ledger(County(root))
    if settings is None or ledger is None:
        raise ValueError("the settings or the ledger cannot be read")
    codes = {code.code: code for code in ledger.codes}
    today = datetime.now(UTC).date()
    checked = check_content(content, settings, codes, today)
    if checked.publication is None or has_errors((*reading, *checked.problems)):
        raise ValueError("the county has errors of its own")
    names = frozenset(
        "".join(name.split()) for d in checked.publication.departments for name in (d.id, d.name, d.short) if name
    )
    return ReadCounty(root, settings, codes, content, reading, names, today)


def find_victims(county: ReadCounty) -> Iterator[Victim]:
    """Every workbook of the county. Raises ``ValueError`` where the second reading does not agree with the first."""
    publication = check_content(county.content, county.settings, county.codes, county.today).publication
    for source in county.content.tables:
        if source.file.endswith(".xlsx") and publication is not None:
            dataset = BY_NAME[source.dataset]
            book = load_workbook(county.root / source.file, data_only=True)
            shape = find_shape(book, dataset)
            if shape is None or (wrong := find_silent_changes(publication, dataset, source.parts, book)):
                raise ValueError(f"{source.file}: {wrong if shape else 'no table'}")
            data = io.BytesIO()
            book.save(data)
            yield Victim(source, dataset, data.getvalue(), shape)


def judge_mutant(county: ReadCounty, victim: Victim, mutant: Mutant) -> tuple[str, list[str]]:
    """Check the county with one broken workbook: the outcome in a word, and what is to be complained of."""
    try:
        publication, problems = check_mutant(county, victim, mutant)
    except Exception as fault:  # noqa: BLE001  # any exception at all is what is looked for
        return "crashed", [f"{type(fault).__name__}: {fault}"]
    complaints = [f"{found.code} has no address: {found.where}" for found in problems if not has_address(found)]
    marked = {
        (found.where.row, found.where.column)
        for found in problems
        if found.where.file == victim.source.file and found.severity is Severity.ERROR
    }
    complaints += [f"{column}{row} must be an error" for row, column in mutant.wrong if (row, column) not in marked]
    if has_errors(problems):
        return "refused", complaints
    if publication is None:
        return "lost", [*complaints, "no error and no publication"]
    try:
        book = _load_quietly(mutant.data)
    except Exception as fault:  # noqa: BLE001  # openpyxl raises whatever it meets in a broken file
        same = check_content(county.content, county.settings, county.codes, county.today).publication == publication
        return "passed", complaints if same else [*complaints, f"read what openpyxl cannot: {fault}"]
    wrong = find_silent_changes(publication, victim.dataset, victim.source.parts, book)
    return "passed", [*complaints, *wrong]


def check_mutant(county: ReadCounty, victim: Victim, mutant: Mutant) -> tuple[Publication | None, tuple[Problem, ...]]:
    """Read the broken workbook from a folder of its own and check it together with all other files."""
    file = victim.source.file
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        path = Path(folder) / file
        path.parent.mkdir(parents=True)
        path.write_bytes(mutant.data)
        alone, reading = read_content(County(Path(folder)))
    fresh = {table.file: table for table in alone.tables}
    tables = (fresh.get(file) if table.file == file else table for table in county.content.tables)
    content = replace(county.content, tables=tuple(table for table in tables if table is not None))
    checked = check_content(content, county.settings, county.codes, county.today)
    others = (found for found in county.reading if found.where.file != file)
    own = (found for found in reading if found.where.file == file)
    return checked.publication, (*others, *own, *checked.problems)


def has_address(found: Problem) -> bool:
    """Whether a problem says where it is; one that quotes a value says in which row and column."""
    where = found.where
    if not where.file:
        return False
    if "value" not in dict(found.slots) or found.code in _WHOLE_ROW:
        return True
    return where.row > 0 and (bool(where.column) or not where.file.endswith((".xlsx", ".csv")))


def _load_quietly(data: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data), data_only=True)


if __name__ == "__main__":
    main()
