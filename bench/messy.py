"""Files that come back from departments, through ``collect``: ``python bench/messy.py`` (needs LibreOffice).

Each case is a folder of what came back for a month that was begun, in files that LibreOffice writes, beside what must
come of it. Counted are values that are taken and not what the sheet shows, files and problems that nobody names,
what is named where nothing is wrong, and whether gathering twice changes anything. Exit code 1 for any.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "generator")]

from bench import messy_answers, messy_files, messy_kinds, slips  # noqa: E402  # after the path above
from bench.calc import Book, convert, lock  # noqa: E402  # the same
from bench.messy_files import MARKET, RIGHT, SHOWN, Messy, save_as, sheet_of  # noqa: E402  # the same
from bench.slip_county import SETTINGS, Case  # noqa: E402  # the same
from mashang.cli import main as run_command  # noqa: E402  # the same
from mashang.county import County  # noqa: E402  # the same
from mashang.periods import YearMonth  # noqa: E402  # the same
from mashang.pipeline.collecting import Collected, CollectOrder, collect  # noqa: E402  # the same
from mashang.pipeline.month_sheets import start_month  # noqa: E402  # the same

CASES = (
    *messy_files.NAMES,
    *messy_files.COLUMNS,
    *messy_files.ROWS,
    *messy_files.HIDDEN,
    *messy_answers.CASES,
    *messy_kinds.KINDS,
)
LOCKED = tuple(
    Messy(
        f"a password · {kind}",
        {f"{MARKET}.{kind}": save_as(Book((sheet_of(MARKET),)), kind)},
        (MARKET,),
        ("file-password", "-"),
    )
    for kind in messy_files.FORMS
)
"""Cases whose files are stored with a password."""
NOVEMBER = YearMonth(2026, 11)
TABLE = "content/progress/2026-11.xlsx"


def main() -> None:
    """Judge all cases, or those whose name holds a word."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", default="", help="a word of the names of cases")
    options.add_argument("--keep", type=Path, help="a folder for the files")
    chosen = options.parse_args()
    cases = [case for case in (*CASES, *LOCKED) if chosen.only in case.name]
    beside = [case for case in messy_kinds.BESIDE_TABLES if chosen.only in case.name]
    verdicts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="messy-") as folder:
        place = chosen.keep or Path(folder)
        begin_month(place / "begun")
        written = convert(list_books(cases), place / "books")
        lock(list(list_locked(cases, written)), place / "books")
        for number, case in enumerate(cases):
            root = Path(shutil.copytree(place / "begun", place / f"county-{number}"))
            send(case, {name: written.get(f"{number}-{n}") for n, name in enumerate(case.files)}, root / "back")
            for verdict, what in judge(case, root) or [("as it must be", "")]:
                verdicts[verdict] += 1
                if what:
                    print(f"{verdict}: {case.name}: {what}")
        books = convert(slips.list_books(beside), place / "beside") if beside else {}
        for number, other in enumerate(beside):
            files = {path: books.get(f"{number}-{n}") for n, path in enumerate(other.files)}
            for verdict, what in slips.judge(other, files, place / f"beside-{number}") or [("as it must be", "")]:
                verdicts[verdict] += 1
                if what:
                    print(f"{verdict}: {other.name}: {what}")
    folders: list[Messy | Case] = [*cases, *beside]
    sorts = {one.name.partition(" · ")[0].rstrip(" 0123456789") for one in folders}
    sent = sum(len(one.files) for one in folders)
    told = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
    print(f"{len(sorts)} sorts, {len(folders)} folders, {sent} files: {told}")
    sys.exit(1 if set(verdicts) - {"as it must be"} else 0)


def begin_month(root: Path) -> None:
    """The right county, with a month begun."""
    slips.make_county(Case("", {}, ()), {}, root)
    shutil.rmtree(root / "content/ratings")  # their codes are in no ledger yet
    settings = {**SETTINGS, "demonstration": "true"}
    slips.put(root / "site_config/site.yml", "".join(f"{key}: {text}\n" for key, text in settings.items()).encode())
    started = start_month(County(root), NOVEMBER, slips.TODAY, lambda _: None, by_department=True)
    assert started.files, started.problems


def list_books(cases: Iterable[Messy]) -> dict[str, Book]:
    """The workbooks of all cases by the number of the case and of the file."""
    return {
        f"{number}-{n}": made
        for number, case in enumerate(cases)
        for n, made in enumerate(case.files.values())
        if isinstance(made, Book)
    }


def list_locked(cases: Iterable[Messy], written: Mapping[str, Path]) -> Iterator[Path]:
    """The files that are to be stored with a password."""
    for number, case in enumerate(cases):
        if case in LOCKED:
            yield written[f"{number}-0"]


def send(case: Messy, written: Mapping[str, Path | None], folder: Path) -> None:
    """Put the files of a case into a folder."""
    folder.mkdir(parents=True)
    for name, made in case.files.items():
        if isinstance(made, Book):
            source = written[name]
            assert source is not None
            data = slips.patch(source.read_bytes(), made) if made.patches else source.read_bytes()
        else:
            data = made if isinstance(made, bytes) else (made or "").encode()
        slips.put(folder / name, case.change(data))


def judge(case: Messy, root: Path) -> list[tuple[str, str]]:
    """What is wrong with how a folder was gathered: the verdict, and what it is about."""
    found = collect(County(root), CollectOrder(root / "back"), slips.TODAY, lambda _: None)
    before = (root / TABLE).read_bytes()
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run_command(["collect", str(root / "back"), "--root", str(root)])
    wrong = [("changed again", "the second gathering")] if (root / TABLE).read_bytes() != before else []
    if code:
        wrong.append(("ended", said.getvalue()))
    if not case.passed_over:
        wrong += [("unnamed", name) for name in case.files if name not in said.getvalue()]
    return [*wrong, *_judge_problems(case, found), *_judge_values(case, root)]


def _judge_problems(case: Messy, found: Collected) -> Iterator[tuple[str, str]]:
    came = [(one.code, f"{one.where.column}{one.where.row or ''}") for one in found.problems]
    allowed: set[str] = set()
    for one in case.outcome:
        if not re.match(r"\??[a-z]", one):
            continue
        codes, _, cell = one.removeprefix("?").partition(" ")
        allowed |= {*codes.split("|")}
        if not one.startswith("?") and not any(
            code in codes.split("|") and cell in ("", place) for code, place in came
        ):
            yield "silent" if not came else "other problem", f"{one} did not come, but {came}"
    for problem in found.problems:
        if problem.code not in allowed:
            yield "alarm", f"{problem.where} {problem.code}: {problem.sentence}"


def _judge_values(case: Messy, root: Path) -> Iterator[tuple[str, str]]:
    wanted = {measure: dict(RIGHT[measure]) for measure, shown in SHOWN.items() if shown[1] in case.senders}
    free: set[str] = set()
    for one in case.outcome:
        if one == "-":
            wanted = {}
        elif found := re.fullmatch(r"\?(M[0-9]+)", one):
            free.add(found[1])
        elif found := re.fullmatch(r"-(M[0-9]+)", one):
            wanted.pop(found[1], None)
        elif found := re.fullmatch(r"(M[0-9]+)\.([a-z_]+)=(.*)", one, re.DOTALL):
            wanted[found[1]][found[2]] = found[3]
    publication, problems = slips.check_folder(root)
    if publication is None:
        yield "broke the table", "; ".join(f"{one.where} {one.code}" for one in problems)
        return
    reports = {one.measure: one for one in publication.reports if one.month == NOVEMBER}
    for measure in sorted(reports.keys() | wanted.keys() - free):
        report, meant = reports.get(measure), wanted.get(measure)
        if report is None or meant is None:
            yield "not taken" if report is None else "taken wrongly", f"{measure} {report}"
            continue
        shown = {name: slips.spell(getattr(report, name)) for name in meant}
        if shown != meant:
            yield "taken wrongly", f"{measure} {shown}, not {meant}"


if __name__ == "__main__":
    main()
