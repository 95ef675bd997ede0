"""Builds a site: check, issue codes, and make the site unless it stands already as it would be made."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mashang.addresses import RECORDS
from mashang.codes.ledger import write_ledger
from mashang.county import ENGINE_SETTINGS, PUBLIC_RECORD, STAGING, County, CountyError, Stage
from mashang.files import write_atomically
from mashang.pipeline.checking import ProgressCallback, check_county, read_witness
from mashang.pipeline.ledger import issue_ledger
from mashang.pipeline.recording import record_months, remember_told
from mashang.pipeline.unchanged import Note, digest_facts, is_whole, read_note, write_note
from mashang.problems import Problem, has_errors, sort_problems
from mashang.proof.snapshot_files import settle_records, write_records
from mashang.publish.swap import recover_site, swap_site
from mashang.snapshot import MonthSnapshot


@dataclass(frozen=True)
class Built:
    """What a build did. ``published`` is the site's folder, ``None`` when errors stopped the build.

    ``made`` is false when the site stood already as it would be made.
    """

    problems: tuple[Problem, ...]
    published: Path | None = None
    issued: int = 0
    codes: int = 0
    made: bool = True
    recorded: int = 0
    """How many months were published for the first time."""


def build_site(county: County, stage: Stage, today: date, on_stage: ProgressCallback) -> Built:
    """Check a county and publish its site; with any error nothing is written and the old site stays.

    Raises :class:`MashangError` for faults of the environment; the old site stays then as well.
    """
    if not (county / ENGINE_SETTINGS).is_file():
        raise CountyError(f"{county.root} 里没有 mkdocs.yml。请从示例复制一份，或用 --root 指明网站所在的文件夹。")
    published = county.site(stage)
    county.check_own(published.name)
    with county.hold_lock():
        recover_site(published)
        facts = digest_facts(county)
        note = read_note(county, stage, facts)
        if note and note.day == today and is_whole(published):
            return Built(note.problems, published, codes=note.codes, made=False)
        checked = check_county(county, today, on_stage, compared=note is not None)
        if checked.settings is None or checked.publication is None or checked.ledger is None:
            return Built(checked.problems)
        ledger = issue_ledger(checked.ledger, checked.publication, checked.settings.code_base, today)
        issued = len(ledger.codes) - len(checked.ledger.codes)
        publication = remember_told(checked, checked.settings, checked.publication, ledger.codes)
        records: tuple[MonthSnapshot, ...] = ()
        if stage is Stage.PRODUCTION:
            records = record_months(county, checked, checked.settings, publication, ledger.codes)
        if not records and ledger is checked.ledger and note and is_whole(published):
            write_note(county, stage, facts, Note(today, note.codes, checked.problems))
            return Built(checked.problems, published, codes=note.codes, made=False)
        publication = replace(publication, records=(*publication.records, *(one.published for one in records)))

        def commit() -> None:
            write_ledger(county, ledger)
            if stage is Stage.PRODUCTION:
                write_records(county, records, read_witness(county, RECORDS))

        from mashang.pipeline.making import RECORD, Sources, make_site

        sources = Sources(checked.settings, publication, ledger, checked.confirmations, checked.given, commit)

        with _staging_folder(county) as staging:
            found = make_site(county, stage, sources, staging, on_stage)
            problems = sort_problems((*checked.problems, *found))
            if has_errors(found):
                return Built(problems)
            swap_site(staging / "site", published)
            if stage is Stage.PRODUCTION:
                write_atomically(county / PUBLIC_RECORD, (staging / RECORD).read_bytes())
            write_note(county, stage, facts, Note(today, len(ledger.codes), checked.problems))
        settle_records(county)
        return Built(problems, published, issued, len(ledger.codes), recorded=len(records))


@contextmanager
def _staging_folder(county: County) -> Iterator[Path]:
    """A new folder below ``build/staging``, gone at the end; what earlier builds left behind goes first."""
    home = county / STAGING
    shutil.rmtree(home, ignore_errors=True)
    folder = home / secrets.token_hex(4)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
