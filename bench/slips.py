"""Slips of a clerk through the check: ``python bench/slips.py`` (needs LibreOffice).

Each case is a small county, right in every cell but for one slip, in files that LibreOffice writes. What must come of
it is written beside it: a problem at its cell, or what is published as shown. Counted are the slips that go through
without a word, what is published otherwise than shown, and what is named where nothing is wrong. Exit code 1 for any.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "generator")]

from bench import slip_books, slip_figures, slip_words  # noqa: E402  # after the path above
from bench.calc import Book, convert  # noqa: E402  # the same
from bench.oracle import select_objects  # noqa: E402  # the same
from bench.slip_county import CODE, LATEST, OTHER, PAGE, SETTINGS, TABLES, Case, rows_of  # noqa: E402  # the same
from mashang.checks.confirmations import leave_out_confirmed  # noqa: E402  # the same
from mashang.checks.content import check_content  # noqa: E402  # the same
from mashang.checks.wording import check_wording  # noqa: E402  # the same
from mashang.codes.code_base import check_code_base  # noqa: E402  # the same
from mashang.county import County  # noqa: E402  # the same
from mashang.model import Code, CodeKind, Publication  # noqa: E402  # the same
from mashang.periods import Deadline  # noqa: E402  # the same
from mashang.problems import Problem, has_errors  # noqa: E402  # the same
from mashang.settings import Settings  # noqa: E402  # the same
from mashang.settings_file import read_settings  # noqa: E402  # the same
from mashang.sources.folder import read_content  # noqa: E402  # the same
from mashang.spelling import spell_number  # noqa: E402  # the same
from mashang.tables import BY_NAME  # noqa: E402  # the same

CASES = (*slip_figures.CASES, *slip_books.CASES, *slip_words.CASES)
QUICK = (
    "980 shown as 980万 where the unit is 万元",
    "15 shown as 15万 where the unit is 种",
    "980 000 under 0.0,万",
    "an empty number format hides the figure",
    "half of it struck out",
    "a figure merged over two rows",
    "a filter that hides rows",
    "a formula that finds nothing",
    "days counted from 1904",
    "only the figures are new",
    "Big5 read as GBK",
    "a title of another month",
    "an .ods renamed .xlsx",
)
"""The cases whose workbooks are kept beside the tests."""
QUICK_FILES = REPOSITORY / "tests/bench/slips"
TODAY = date(2026, 11, 20)
_CODES = {
    code: Code(code, CodeKind.WINDOW, window, date(2026, 1, 20)) for code, window in ((CODE, "W01"), (OTHER, "W02"))
}
_UNSET = Settings(name="", county="", organiser="", site_url="", code_base="", phone="", mailbox="", address="")


def main() -> None:
    """Judge all cases, or those whose name holds a word."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", default="", help="a word of the names of cases")
    options.add_argument("--keep", type=Path, help="a folder for the files")
    options.add_argument("--renew", action="store_true", help="write the workbooks that the tests read anew")
    options.add_argument("--suffix", default="xlsx", choices=("xlsx", "xls", "ods"), help="what workbooks are saved as")
    chosen = options.parse_args()
    if chosen.renew:
        renew()
    cases = [save_as(case, chosen.suffix) for case in CASES if chosen.only in case.name]
    with tempfile.TemporaryDirectory(prefix="slips-") as folder:
        place = chosen.keep or Path(folder)
        written = convert(list_books(cases), place)
        verdicts: Counter[str] = Counter()
        for number, case in enumerate(cases):
            files = {path: written.get(f"{number}-{n}") for n, path in enumerate(case.files)}
            for verdict, what in judge(case, files, place / f"county-{number}") or [("as it must be", "")]:
                verdicts[verdict] += 1
                if what:
                    print(f"{verdict}: {case.name}: {what}")
    print(f"{len(cases)} cases: {', '.join(f'{count} {verdict}' for verdict, count in verdicts.most_common())}")
    sys.exit(1 if set(verdicts) - {"as it must be"} else 0)


def renew() -> None:
    """Write the workbooks of the quick cases."""
    QUICK_FILES.mkdir(exist_ok=True)
    quick = [case for case in CASES if case.name in QUICK]
    with tempfile.TemporaryDirectory(prefix="slips-") as folder:
        for name, path in convert(list_books(quick), Path(folder)).items():
            number = CASES.index(quick[int(name.partition("-")[0])])
            put(QUICK_FILES / f"{QUICK.index(CASES[number].name)}.xlsx", path.read_bytes())


def save_as(case: Case, suffix: str) -> Case:
    """A case whose workbooks are saved in another format, unless it is about a format."""
    if suffix == "xlsx" or not all(
        isinstance(made, Book) and not made.patches and "." not in place for place, made in case.files.items()
    ):
        return case
    files = {
        f"content/{place}.{suffix}": replace(made, filter=suffix)
        for place, made in case.files.items()
        if isinstance(made, Book)
    }
    return replace(case, files=files)


def list_books(cases: Iterable[Case]) -> dict[str, Book]:
    """The workbooks of all cases by the number of the case and of the file."""
    return {
        f"{number}-{n}": made
        for number, case in enumerate(cases)
        for n, made in enumerate(case.files.values())
        if isinstance(made, Book)
    }


def judge(case: Case, written: Mapping[str, Path | None], root: Path) -> list[tuple[str, str]]:
    """What is wrong with how a case came out: the verdict, and what it is about."""
    make_county(case, written, root)
    publication, problems = check_folder(root)
    changed = {path_of(place) for place in case.files}
    wanted = [one for one in case.expected if re.match(r"[a-z|-]+( [A-Z0-9a-z_]+)?$", one)]
    found = [(one.code, f"{one.where.column}{one.where.row or ''}", one.where) for one in problems]
    wrong: list[tuple[str, str]] = []
    for one in wanted:
        codes, _, place = one.partition(" ")
        if not any(
            code in codes.split("|") and place in ("", cell, where.heading, Path(where.file).stem)
            for code, cell, where in found
        ):
            verdict = "silent" if not problems else "other problem"
            wrong.append((verdict, f"{one} did not come, but {[(code, cell) for code, cell, _ in found]}"))
    if not wanted:
        allowed = {one[1:] for one in case.expected if one.startswith("?")}
        wrong += [("alarm", f"{one.where} {one.code}: {one.sentence}") for one in problems if one.code not in allowed]
        place = next(iter(changed & set(TABLES)), LATEST)
        for one in case.expected:
            if not one.startswith("?") and publication is not None and (other := differs(publication, place, one)):
                wrong.append(("otherwise", f"{one}, but {other}"))
    return wrong


def path_of(place: str) -> str:
    """The table that a file holds, as ``progress/2026-10``."""
    return place.removeprefix("content/").rpartition(".")[0] if "." in place else place


def make_county(case: Case, written: Mapping[str, Path | None], root: Path) -> None:
    """The right county in ``root``, with the files of a case in place of its own."""
    replaced = {path_of(place) for place in case.files}
    for place in TABLES.keys() - replaced:
        lines = [",".join(row) for row in rows_of(place)]
        put(root / f"content/{place}.csv", "\n".join(lines).encode())
    put(root / "site_config/site.yml", "".join(f"{key}: {text}\n" for key, text in SETTINGS.items()).encode())
    put(root / "content/pages/guide.md", PAGE.encode())
    for place, made in case.files.items():
        path = root / (place if "." in place else f"content/{place}.xlsx")
        if made is None:
            path.mkdir(parents=True)
        elif isinstance(made, Book):
            source = written[place]
            assert source is not None
            put(path, patch(source.read_bytes(), made) if made.patches else source.read_bytes())
        else:
            put(path, made if isinstance(made, bytes) else made.encode())


def put(path: Path, data: bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def patch(data: bytes, book: Book) -> bytes:
    """A workbook whose sheets' XML is changed."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        Path(file.name).write_bytes(data)
        with zipfile.ZipFile(file.name) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(file.name, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                text = part
                if name.startswith("xl/worksheets/sheet"):
                    changed = part.decode()
                    for pattern, new in book.patches:
                        changed = re.sub(pattern, new, changed)
                    text = changed.encode()
                archive.writestr(name, text)
        return Path(file.name).read_bytes()


def check_folder(root: Path) -> tuple[Publication | None, tuple[Problem, ...]]:
    """All that a check says of a county, but for what its codes and its published site have to do with it."""
    settings, wrong = read_settings(County(root))
    content, reading = read_content(County(root))
    examined = check_content(content, settings or _UNSET, _CODES, TODAY)
    asked = (*check_wording(settings, (), "qrcodes/ledger.csv"), *check_code_base(settings, ()))
    problems = (*wrong, *reading, *examined.problems, *leave_out_confirmed(asked, (), settings))
    return (None if has_errors(problems) else examined.publication), problems


def differs(publication: Publication, place: str, expected: str) -> str:
    """What is published instead of ``M04.percent=28.5``; nothing where it is that."""
    parts = place.split("/")
    name = "list-edition" if parts[0] == "lists" else parts[0]
    objects = select_objects(publication, BY_NAME[name], tuple(parts[1:]))
    if expected.startswith("#="):
        return "" if len(objects) == int(expected[2:]) else f"{len(objects)} rows"
    key, _, rest = expected.partition(".")
    attribute, _, value = rest.partition("=")
    keyed = BY_NAME[name].key
    for one in objects:
        if str(getattr(one, keyed)) == key:
            shown = spell(getattr(one, attribute))
            return "" if shown == value else repr(shown)
    return "no such row"


def spell(value: object) -> str:
    """A value as the cases write it."""
    if isinstance(value, Decimal):
        return spell_number(value)
    if isinstance(value, Deadline):
        return value.written
    return "、".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


if __name__ == "__main__":
    main()
