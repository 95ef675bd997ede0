"""Whether a site stands as a build would make it again, so that nothing need be done.

The same input gives the same bytes: a site is up to date when everything that it was made from is what it was (the
county's files, the program, its libraries) and every one of its files is what its manifest says.
"""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import astuple, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import mashang
from mashang.addresses import MANIFEST
from mashang.codes.salt import read_salt
from mashang.county import CODES, CONTENT, ENGINE_SETTINGS, RECORDS, SETTINGS, County, Stage
from mashang.files import digest_file, digest_tree, read_cache, read_regular, write_cache
from mashang.problems import Location, Problem
from mashang.proof.comparison import Proof, compare_site
from mashang.proof.manifest import LIBRARIES
from mashang.publish.reuse import reaches_outside
from mashang.sources.places import is_annotated

_PROGRAM = Path(mashang.__file__).parent


def digest_facts(county: County) -> str:
    """One digest of the county's tables and settings, the program and its libraries. Read it before the tables are.

    Empty when the site may depend on more than that, and so is never taken for up to date.
    """
    if reaches_outside(read_regular(county / ENGINE_SETTINGS).decode(errors="replace")):
        return ""
    program = json.dumps([platform.python_version(), *map(version, LIBRARIES)])
    tables = (f"{CONTENT}/{path.name}" for path in sorted((county / CONTENT).iterdir()) if path != county / RECORDS)
    county_facts = digest_tree(county.root, *tables, SETTINGS, ENGINE_SETTINGS, without=is_annotated)
    return hashlib.blake2b("\0".join((program, county_facts, digest_tree(_PROGRAM))).encode()).hexdigest()


@dataclass(frozen=True)
class Note:
    """What the check found on the last day on which a stage was built from what it is made from now.

    ``codes`` is the number of codes in the ledger.
    """

    day: date
    codes: int
    problems: tuple[Problem, ...]


def read_note(county: County, stage: Stage, facts: str) -> Note | None:
    """The note of the last build, when it was made from these facts, today's ledger, keys, records and site."""
    entries = read_cache(_record(county, stage))
    found = [entries.get(name) for name in ("day", "codes", "problems")]
    if not facts or entries.get("digest") != _digest(county, stage, facts, found):
        return None
    problems = (
        Problem(code, Location(*where), tuple((name, text) for name, text in slots))
        for code, where, slots in entries["problems"]
    )
    return Note(date.fromisoformat(entries["day"]), entries["codes"], tuple(problems))


def is_whole(site: Path) -> bool:
    """Whether a site is as its manifest says."""
    return not compare_site(site, Proof()).found


def write_note(county: County, stage: Stage, facts: str, note: Note) -> None:
    """Note for the next build what the finished site was made from, and what was found."""
    found = {"day": note.day.isoformat(), "codes": note.codes, "problems": [astuple(one) for one in note.problems]}
    digest = _digest(county, stage, facts, [*found.values()])
    write_cache(_record(county, stage), {**found, "digest": digest})


def _digest(county: County, stage: Stage, facts: str, found: object) -> str:
    """One digest of facts and findings, the ledger with all that lies beside it, the records, and the site's manifest.

    Its key is the county's salt: whoever has not that cannot make a changed county pass for an unchanged one.
    """
    manifest = digest_file(county.site(stage) / MANIFEST).sha256
    ingredients = [facts, found, digest_tree(county.root, CODES, RECORDS), manifest]
    return hashlib.blake2b(json.dumps(ingredients).encode(), key=read_salt(county) or b"").hexdigest()


def _record(county: County, stage: Stage) -> Path:
    return county.cache("built", stage)
