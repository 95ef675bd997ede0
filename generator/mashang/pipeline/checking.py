"""Reading and checking a county, with which most commands begin. Light, so that a check starts at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from mashang.addresses import CHECKPOINT, CLOSURES, CODES, MANIFEST, RECORDS
from mashang.checks.confirmations import Confirmation, leave_out_confirmed
from mashang.checks.content import Examined, check_content
from mashang.checks.wording import check_wording
from mashang.codes.checkpoint import check_checkpoint
from mashang.codes.code_base import check_code_base
from mashang.codes.ledger import Ledger, check_published, read_ledger
from mashang.codes.salt import read_salt
from mashang.county import JOURNAL, LEDGER, County, Stage
from mashang.files import digest_file
from mashang.model import MonthState, Publication
from mashang.problems import Location, Problem, has_errors, problem, sort_problems
from mashang.proof.changes import check_changes, check_editions
from mashang.proof.derived_snapshot import derive_snapshots, list_editions
from mashang.proof.example_data import CountyState, check_example
from mashang.proof.kept_months import (
    KeptMonth,
    check_moved,
    check_overdue,
    check_snapshots,
    keep_months,
    list_names,
    list_owners,
)
from mashang.proof.public_record import (
    Facts,
    ShownEdition,
    leave_out_demonstration,
    list_shown_editions,
    read_record,
)
from mashang.proof.snapshot_files import read_records, read_snapshots
from mashang.proof.told_ratings import read_told
from mashang.records import SnapshotDigest
from mashang.settings import Settings
from mashang.settings_file import read_settings
from mashang.snapshot import MonthSnapshot, Series, parse_digests
from mashang.sources.folder import check_settings_files, read_content

ProgressCallback = Callable[[str], None]
"""Called with the Chinese name of each stage as it begins."""

CHECK_STEPS, BUILD_STEPS, PRINT_STEPS, REMIND_STEPS, PAPER_STEPS = 2, 8, 4, 4, 4
"""How many stages a callback is called for."""
_UNSET = Settings(name="", county="", organiser="", site_url="", code_base="", phone="", mailbox="", address="")


@dataclass(frozen=True)
class Checked:
    """What checking a county gave. Settings, facts and ledger are ``None`` where errors stand."""

    problems: tuple[Problem, ...]
    settings: Settings | None
    publication: Publication | None
    ledger: Ledger | None
    records: tuple[MonthSnapshot, ...] = ()
    """What months said when they were published."""
    closed: tuple[MonthSnapshot, ...] = ()
    """What months said when they were closed."""
    confirmations: tuple[Confirmation, ...] = ()
    given: Facts = field(default_factory=dict)
    """What readers were last given, as far as that binds the county."""
    readable: tuple[Publication, Ledger] | None = None
    """Facts and ledger wherever they could be read, whatever else stands against a build."""


def check_county(
    county: County, today: date, on_stage: ProgressCallback, *, closing: bool = False, compared: bool = False
) -> Checked:
    """Read and check everything and write nothing.

    ``today`` serves one purpose: dates of publication that have not come yet are refused. With ``closing`` a month that
    is marked as closed before it was is no problem. With ``compared`` tables and months are known to be as when the one
    was last compared with the other, which is not done again.
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
    record, bent = read_record(county)
    given = leave_out_demonstration(record, demonstration=settings is not None and settings.demonstration)
    before = (*problems, *reading, *ledger_problems, *bent, *examined.problems)
    to_compare = None if compared else settings
    kept, changed = _check_kept(county, to_compare, examined, before, list_shown_editions(given))
    if closing:
        changed = tuple(found for found in changed if found.code not in ("month-not-closed", "month-overdue"))
    published: tuple[Problem, ...] = ()
    public, salt = _published_codes(county), read_salt(county)
    if ledger:
        lost = check_published(ledger, public)
        published = lost or check_checkpoint(ledger.codes, _published_checkpoint(county), salt)
    published = (*published, *_check_published(county.site(Stage.PRODUCTION)))
    state = CountyState(settings, content, ledger, salt, kept.closed, kept.records, public)
    left = check_example(state, (*changed, *published))
    if left and state.keeps_example:  # it is to be deleted, not to be brought back
        changed = published = ()
    issued = ledger.codes if ledger else ()
    asked = (*check_wording(settings, issued, LEDGER), *check_code_base(settings, issued))
    asked += tuple(check_moved(kept.months, examined.context))
    wording = leave_out_confirmed(asked, examined.confirmations, settings)
    found = sort_problems((*before, *left, *changed, *published, *wording))
    publication = kept.publication
    readable = (publication, ledger) if publication and ledger else None
    facts = (None, None) if has_errors(found) else (publication, ledger)
    return Checked(found, settings, *facts, kept.records, kept.closed, examined.confirmations, given, readable)


@dataclass(frozen=True)
class _Kept:
    """What months said when they were published and closed."""

    records: tuple[MonthSnapshot, ...]
    closed: tuple[MonthSnapshot, ...]
    shown: Mapping[str, ShownEdition]
    examined: Examined

    @cached_property
    def months(self) -> tuple[KeptMonth, ...]:
        """What must stand of each month."""
        return keep_months(self.records, self.closed, self.shown)

    @cached_property
    def publication(self) -> Publication | None:
        """The publication that knows of them: a month that was closed is, whatever its row says."""
        publication, context = self.examined.publication, self.examined.context
        if publication is None:
            return None
        closed = {one.month for one in self.closed}
        months = (
            replace(one, state=MonthState.CLOSED) if one.month in closed and one.public else one
            for one in publication.months
        )
        return replace(
            publication,
            months=tuple(months),
            closures=tuple(one.published for one in self.closed),
            records=tuple(one.published for one in self.records),
            told_ratings=read_told(self.records),
            names=list_names(self.months, context),
            owners=list_owners(self.months, context),
        )


def _check_kept(
    county: County,
    settings: Settings | None,
    examined: Examined,
    before: tuple[Problem, ...],
    shown: Mapping[str, ShownEdition],
) -> tuple[_Kept, tuple[Problem, ...]]:
    """Check what is kept of months against files, the site in place, and the tables: with settings and no errors."""
    context = examined.context
    closures, published = read_witness(county, CLOSURES), read_witness(county, RECORDS)
    closed, unreadable = read_snapshots(county, Series.CLOSED)
    records, broken = read_records(county, published)
    kept = _Kept(records, closed, shown, examined)
    problems = [
        *(*unreadable, *broken, *check_overdue(closed, context)),
        *check_snapshots(Series.CLOSED, closed, context, closures, broken=bool(unreadable)),
        *check_snapshots(Series.PUBLISHED, records, context, published, broken=bool(broken)),
    ]
    publication = kept.publication
    if settings and publication and not has_errors((*before, *unreadable, *broken), answerable=False):
        present = derive_snapshots(publication, settings, [one.month for one in kept.months])
        problems += check_changes(kept.months, present, context)
        problems += check_editions(kept.months, shown, list_editions(publication), context)
    return kept, tuple(problems)


def read_witness(county: County, table: str) -> tuple[SnapshotDigest, ...]:
    """The digests that a table of the site in place lists."""
    path = county.site(Stage.PRODUCTION) / table
    return parse_digests(path.read_text(encoding="utf-8-sig", errors="replace")) if path.is_file() else ()


def _check_published(site: Path) -> Iterator[Problem]:
    """Whether the files by which the site in place guards closed months and ledger are as its manifest says."""
    manifest = (site / MANIFEST).read_bytes() if (site / MANIFEST).is_file() else b""
    for name in (CLOSURES, RECORDS, CHECKPOINT):
        listed = re.search(rb'{"path": "%s", "size": [0-9]+, "sha256": "([0-9a-f]{64})"}' % name.encode(), manifest)
        if listed and digest_file(site / name).sha256 != listed[1].decode():
            yield problem("witness-changed", Location(f"{site.name}/{name}"))


def _published_codes(county: County) -> tuple[str, ...]:
    folder = county.site(Stage.PRODUCTION) / CODES
    return tuple(sorted(entry.name for entry in folder.iterdir())) if folder.is_dir() else ()


def _published_checkpoint(county: County) -> str:
    path = county.site(Stage.PRODUCTION) / CHECKPOINT
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
