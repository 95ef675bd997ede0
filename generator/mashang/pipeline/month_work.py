"""How far a county is with the month in work: read from its folder, for whoever leads through the month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from mashang.addresses import MANIFEST
from mashang.codes.ledger import Ledger
from mashang.county import (
    BUNDLES,
    CONTENT,
    DRAFTS,
    INCOMING,
    KITS,
    LEDGERS,
    OUTGOING,
    PAPERS,
    PLACARDS,
    REMINDERS,
    County,
    Stage,
)
from mashang.derived import list_judged
from mashang.issue import Issue
from mashang.model import CodeState, Publication, ReportingMonth
from mashang.periods import YearMonth
from mashang.pipeline.checking import ProgressCallback, check_county
from mashang.pipeline.unchanged import digest_facts, is_whole, read_note
from mashang.printing.case_papers import CaseClocks
from mashang.problems import Problem, Severity, has_errors, sort_problems

AREAS = (OUTGOING, INCOMING, LEDGERS, DRAFTS, REMINDERS, PAPERS, PLACARDS, BUNDLES, KITS)
"""The folders of files that come in and go out."""


class Freshness(StrEnum):
    """Whether a site stands as a build would make it now."""

    MISSING = "missing"
    OUTDATED = "outdated"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that came in or goes out: its folder in ``AREAS``, its name, its size in bytes, the day it was written."""

    area: str
    name: str
    size: int
    written: date


@dataclass(frozen=True)
class MonthWork:
    """The state of the county's work. ``month`` is the newest declared one; ``None`` without any or with errors.

    ``missing`` are the titles of measures without a report by the name of the department that is asked.
    """

    problems: tuple[Problem, ...]
    month: ReportingMonth | None = None
    expected: int = 0
    missing: Mapping[str, tuple[str, ...]] | None = None
    has_sheet: bool = True
    """Whether the month has its table of progress."""
    closed: bool = False
    sites: Mapping[Stage, Freshness] | None = None
    codes: int = 0
    """Codes in use."""
    new_codes: int = 0
    """Codes in use that were issued since anything was last printed, or will be issued by the next build."""
    handed_over: bool = False
    """Whether an archive was packed since the public site was last built."""
    files: tuple[MadeFile, ...] = ()
    issues: tuple[Issue, ...] = ()
    """What is not solved of the private table, with the names of departments."""
    months: tuple[ReportingMonth, ...] = ()
    """All declared months, the newest first."""
    open_months: tuple[YearMonth, ...] = ()
    """The public months that can be closed, the newest first."""
    clocks: CaseClocks | None = None
    """How the clocks of cases stand today; ``None`` with errors in the tables."""

    @property
    def next_month(self) -> YearMonth | None:
        """The month to begin: after a public one, or one that staff declared and that has no table yet."""
        if self.month is None or (self.has_sheet and not self.month.public):
            return None
        return self.month.month.following if self.month.public else self.month.month

    @property
    def errors(self) -> int:
        """How many problems stop a build."""
        return sum(one.severity is Severity.ERROR for one in self.problems)

    @property
    def reported(self) -> int:
        """How many measures are reported of those that are expected."""
        return self.expected - sum(map(len, (self.missing or {}).values()))

    def freshness(self, stage: Stage) -> Freshness:
        """Whether the site of a stage is what the tables say now."""
        return (self.sites or {}).get(stage, Freshness.MISSING)

    def list_made(self, area: str) -> tuple[MadeFile, ...]:
        """The files of one folder, newest first."""
        return tuple(one for one in self.files if one.area == area)


def read_month_work(county: County, today: date, on_stage: ProgressCallback) -> MonthWork:
    """Check the county and look at what was made of it; writes nothing.

    What the next build would do to readers is among the problems. Raises :class:`CountyError` when the folder is no
    county's.
    """
    from mashang.pipeline.making import foresee

    checked = check_county(county, today, on_stage)
    problems = sort_problems((*checked.problems, *foresee(county, checked, today)))
    files = list_made_files(county)
    publication, ledger = checked.publication, checked.ledger
    if publication is None or ledger is None:
        return MonthWork(problems, files=files)
    on_stage("核对网站")
    declared = tuple(sorted(publication.months, key=lambda one: one.month, reverse=True))
    month, last = next(iter(declared), None), max((one.month for one in checked.closed), default=None)
    expected, missing = _list_missing(publication, month.month) if month else (0, {})
    printed = max((one.written for one in files if one.area == PLACARDS), default=date.min)
    return MonthWork(
        problems,
        month,
        expected,
        missing,
        month is not None and any((county / CONTENT / "progress").glob(f"{month.month}.*")),
        month is not None and any(one.month == month.month for one in checked.closed),
        _look_at_sites(county, stopped=has_errors(problems)),
        _count_new(ledger, date.min),
        _count_new(ledger, printed),
        _is_packed(county),
        files,
        tuple(
            replace(one, department=publication.department_by_id[one.department].label)
            for one in publication.internal.issues
            if not one.outcome
        ),
        declared,
        tuple(one.month for one in declared if one.public and (last is None or one.month > last)),
        CaseClocks(publication, ledger.codes, today),
    )


def _list_missing(publication: Publication, month: YearMonth) -> tuple[int, dict[str, tuple[str, ...]]]:
    """How many measures are judged in a month, and those without a report by the department that is asked."""
    judged, held = list_judged(publication, month), publication.as_of(month)
    reported = {report.measure for report in publication.reports if report.month == month}
    missing: dict[str, tuple[str, ...]] = {}
    for measure in judged:
        if measure.id not in reported:
            lead = held.department_by_id[measure.lead].label
            missing[lead] = (*missing.get(lead, ()), f"{measure.id} {measure.title}")
    return len(judged), missing


def _look_at_sites(county: County, *, stopped: bool) -> dict[Stage, Freshness]:
    facts = digest_facts(county)
    found = {}
    for stage in Stage:
        site = county.site(stage)
        if not (site / "index.html").is_file():
            found[stage] = Freshness.MISSING
        else:
            current = not stopped and read_note(county, stage, facts) is not None and is_whole(site)
            found[stage] = Freshness.CURRENT if current else Freshness.OUTDATED
    return found


def _count_new(ledger: Ledger, printed: date) -> int:
    return sum(code.state is CodeState.ACTIVE and code.issued_on > printed for code in ledger.codes)


def _is_packed(county: County) -> bool:
    manifest = county.site(Stage.PRODUCTION) / MANIFEST
    archives = [path.stat().st_mtime for path in (county / BUNDLES).glob("*-production-*.tar.gz")]
    return manifest.is_file() and max(archives, default=0.0) >= manifest.stat().st_mtime


def list_made_files(county: County) -> tuple[MadeFile, ...]:
    """The files that came in and go out, newest first."""
    found: list[tuple[float, MadeFile]] = []
    for area in AREAS:
        for path in sorted((county / area).glob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                state = path.stat()
                written = date.fromtimestamp(state.st_mtime)  # noqa: DTZ012 — the office's own calendar
                found.append((state.st_mtime, MadeFile(area, path.name, state.st_size, written)))
    return tuple(made for _, made in sorted(found, key=lambda one: one[0], reverse=True))


def find_made_file(county: County, area: str, name: str) -> Path | None:
    """The path of a file of these folders; ``None`` for any other name."""
    known = any(one.area == area and one.name == name for one in list_made_files(county))
    return county / area / name if known else None
