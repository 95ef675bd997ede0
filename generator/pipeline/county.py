"""Reading and checking a county: what every other road begins with. Light, so that a check starts at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.checks.closed import check_changes, check_closed
from generator.checks.content import Examined, examine_content
from generator.checks.wording import check_wording
from generator.closed import CLOSURES, ClosedMonth, parse_closures
from generator.codes.ledger import (
    Ledger,
    check_published,
    read_ledger,
)
from generator.codes.ledger_table import LEDGER
from generator.codes.witness import WITNESS, check_witness
from generator.figures.frozen import derive_frozen
from generator.model import Publication
from generator.problems import Location, MashangError, Problem, has_errors, problem, sort_problems
from generator.publish.manifest import MANIFEST, digest_file
from generator.settings import Settings, Stage, read_settings
from generator.sources.closed import read_closed
from generator.sources.folder import read_content

Watch = Callable[[str], None]
"""Told the Chinese name of each stage as it begins."""

CHECK_STEPS, BUILD_STEPS, PRINT_STEPS, REMIND_STEPS = 2, 8, 4, 4
"""How many stages a watch is told of."""
LOCK_SECONDS = 300.0
WRITTEN = ("build", "build/docs", "build/staging", "build/symbols", "build/theme", "placards")
_UNSET = Settings(name="", county="", organiser="", site_url="", code_base="", phone="", mailbox="", address="")


class CountyError(MashangError):
    """The folder is no county folder."""


@dataclass(frozen=True)
class Checked:
    """What checking a county gave. Settings, facts and ledger are ``None`` where errors stand."""

    problems: tuple[Problem, ...]
    settings: Settings | None
    publication: Publication | None
    ledger: Ledger | None
    closed: tuple[ClosedMonth, ...] = ()


def published_folder(root: Path, stage: Stage) -> Path:
    """Where a stage's site is published."""
    return root / ("site" if stage is Stage.PRODUCTION else "site-staging")


def check_county(root: Path, today: date, watch: Watch, *, closing: bool = False) -> Checked:
    """Read and check everything and write nothing.

    ``today`` serves one purpose: dates of publication that have not come yet are refused. With ``closing`` a month that
    is marked as closed before it was is no problem.
    Raises :class:`CountyError` when ``root`` holds no county.
    """
    if not (root / "content").is_dir() and not (root / "site_config").is_dir():
        raise CountyError(f"{root} 里没有 content 和 site_config 文件夹。请换到网站所在的文件夹，或用 --root 指明。")
    watch("读取表格")
    settings, problems = read_settings(root)
    content, reading = read_content(root)
    ledger, ledger_problems = read_ledger(root)
    watch("检查数据")
    codes = {code.code: code for code in ledger.codes} if ledger else None
    examined = examine_content(content, settings or _UNSET, codes, today)
    closed, unreadable = read_closed(root)
    before = (*problems, *reading, *ledger_problems, *examined.problems, *unreadable)
    freezing = (*unreadable, *_check_frozen(root, examined, closed, broken=bool(unreadable)))
    if settings and examined.publication and not has_errors(before):
        present = derive_frozen(examined.publication, settings, [one.month for one in closed])
        freezing = (*freezing, *check_changes(closed, present, examined.grounds))
    if closing:
        freezing = tuple(found for found in freezing if found.code != "month-not-closed")
    publication = examined.publication and replace(examined.publication, closures=tuple(one.closure for one in closed))
    witness: tuple[Problem, ...] = ()
    if ledger:
        lost = check_published(ledger, _published_codes(root))
        witness = lost or check_witness(ledger.codes, _published_witness(root))
    witness = (*witness, *_check_witnesses(root / "site"))
    wording = check_wording(settings, ledger.codes if ledger else (), LEDGER)
    found = sort_problems((*problems, *reading, *ledger_problems, *examined.problems, *freezing, *witness, *wording))
    stopped = has_errors(found)
    return Checked(found, settings, None if stopped else publication, None if stopped else ledger, closed)


def _check_frozen(
    root: Path, examined: Examined, closed: tuple[ClosedMonth, ...], *, broken: bool
) -> tuple[Problem, ...]:
    """Hold the closed months against the table of months and against those that the site in place tells of."""
    path = root / "site" / CLOSURES
    published = parse_closures(path.read_text(encoding="utf-8-sig", errors="replace")) if path.is_file() else ()
    return tuple(check_closed(closed, examined.grounds, published, broken=broken))


def _check_witnesses(site: Path) -> Iterator[Problem]:
    """Whether the files by which the site in place guards closed months and ledger are as its manifest says."""
    manifest = (site / MANIFEST).read_bytes() if (site / MANIFEST).is_file() else b""
    for name in (CLOSURES, WITNESS):
        listed = re.search(rb'{"path": "%s", "size": [0-9]+, "sha256": "([0-9a-f]{64})"}' % name.encode(), manifest)
        if listed and digest_file(site / name).sha256 != listed[1].decode():
            yield problem("witness-changed", Location(f"site/{name}"))


def _published_codes(root: Path) -> tuple[str, ...]:
    folder = root / "site" / "f"
    return tuple(sorted(entry.name for entry in folder.iterdir())) if folder.is_dir() else ()


def _published_witness(root: Path) -> str:
    path = root / "site" / WITNESS
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
