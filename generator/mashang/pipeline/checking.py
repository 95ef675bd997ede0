"""Reading and checking a county, with which most commands begin. Light, so that a check starts at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mashang.addresses import CHECKPOINT, CLOSURES, CODES, MANIFEST
from mashang.checks.confirmations import leave_out_confirmed
from mashang.checks.content import Examined, check_content
from mashang.checks.wording import check_wording
from mashang.codes.checkpoint import check_checkpoint
from mashang.codes.ledger import Ledger, check_published, read_ledger
from mashang.codes.salt import read_salt
from mashang.county import JOURNAL, LEDGER, County, Stage
from mashang.files import digest_file
from mashang.model import Publication
from mashang.problems import Location, Problem, has_errors, problem, sort_problems
from mashang.proof.changes import check_changes, check_snapshots
from mashang.proof.derived_snapshot import derive_snapshots
from mashang.proof.snapshot_files import read_snapshots
from mashang.settings import Settings
from mashang.settings_file import read_settings
from mashang.snapshot import MonthSnapshot, parse_closures
from mashang.sources.folder import check_settings_files, read_content

ProgressCallback = Callable[[str], None]
"""Called with the Chinese name of each stage as it begins."""

CHECK_STEPS, BUILD_STEPS, PRINT_STEPS, REMIND_STEPS = 2, 8, 4, 4
"""How many stages a callback is called for."""
_UNSET = Settings(name="", county="", organiser="", site_url="", code_base="", phone="", mailbox="", address="")


@dataclass(frozen=True)
class Checked:
    """What checking a county gave. Settings, facts and ledger are ``None`` where errors stand."""

    problems: tuple[Problem, ...]
    settings: Settings | None
    publication: Publication | None
    ledger: Ledger | None
    snapshots: tuple[MonthSnapshot, ...] = ()


def check_county(county: County, today: date, on_stage: ProgressCallback, *, closing: bool = False) -> Checked:
    """Read and check everything and write nothing.

    ``today`` serves one purpose: dates of publication that have not come yet are refused. With ``closing`` a month that
    is marked as closed before it was is no problem.
    Raises :class:`CountyError` when the folder is no county's.
    """
    county.check_present()
    if (county / JOURNAL).exists():
        with county.hold_lock():  # another run is at it, or was killed and is taken back now
            pass
    on_stage("读取表格")
    settings, problems = read_settings(county)
    content, reading = read_content(county)
    reading = (*reading, *check_settings_files(county))
    ledger, ledger_problems = read_ledger(county)
    on_stage("检查数据")
    codes = {code.code: code for code in ledger.codes} if ledger else None
    examined = check_content(content, settings or _UNSET, codes, today)
    snapshots, unreadable = read_snapshots(county)
    publication = examined.publication and replace(
        examined.publication, closures=tuple(one.closure for one in snapshots)
    )
    before = (*problems, *reading, *ledger_problems, *examined.problems, *unreadable)
    changed = (*unreadable, *_check_snapshots(county, examined, snapshots, broken=bool(unreadable)))
    if settings and publication and not has_errors(before):
        present = derive_snapshots(publication, settings, [one.month for one in snapshots])
        changed = (*changed, *check_changes(snapshots, present, examined.context))
    if closing:
        changed = tuple(found for found in changed if found.code != "month-not-closed")
    published: tuple[Problem, ...] = ()
    if ledger:
        lost = check_published(ledger, _published_codes(county))
        published = lost or check_checkpoint(ledger.codes, _published_checkpoint(county), read_salt(county))
    published = (*published, *_check_published(county.site(Stage.PRODUCTION)))
    asked = check_wording(settings, ledger.codes if ledger else (), LEDGER)
    wording = leave_out_confirmed(asked, examined.confirmations)
    found = sort_problems((*problems, *reading, *ledger_problems, *examined.problems, *changed, *published, *wording))
    stopped = has_errors(found)
    return Checked(found, settings, None if stopped else publication, None if stopped else ledger, snapshots)


def _check_snapshots(
    county: County, examined: Examined, snapshots: tuple[MonthSnapshot, ...], *, broken: bool
) -> tuple[Problem, ...]:
    """Check the closed months against the table of months and those that the site in place lists."""
    path = county.site(Stage.PRODUCTION) / CLOSURES
    published = parse_closures(path.read_text(encoding="utf-8-sig", errors="replace")) if path.is_file() else ()
    return tuple(check_snapshots(snapshots, examined.context, published, broken=broken))


def _check_published(site: Path) -> Iterator[Problem]:
    """Whether the files by which the site in place guards closed months and ledger are as its manifest says."""
    manifest = (site / MANIFEST).read_bytes() if (site / MANIFEST).is_file() else b""
    for name in (CLOSURES, CHECKPOINT):
        listed = re.search(rb'{"path": "%s", "size": [0-9]+, "sha256": "([0-9a-f]{64})"}' % name.encode(), manifest)
        if listed and digest_file(site / name).sha256 != listed[1].decode():
            yield problem("witness-changed", Location(f"{site.name}/{name}"))


def _published_codes(county: County) -> tuple[str, ...]:
    folder = county.site(Stage.PRODUCTION) / CODES
    return tuple(sorted(entry.name for entry in folder.iterdir())) if folder.is_dir() else ()


def _published_checkpoint(county: County) -> str:
    path = county.site(Stage.PRODUCTION) / CHECKPOINT
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
