"""Whether a site stands as a build would make it again, so that nothing need be done.

The same input gives the same bytes: a site is up to date when everything that it was made from is what it was (the
county's files, the program, its libraries) and every one of its files is what its manifest says.
"""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path

import mashang
from mashang.addresses import MANIFEST
from mashang.county import CODES, CONTENT, ENGINE_SETTINGS, RECORDS, SETTINGS, County, Stage
from mashang.files import digest_tree, read_cache, read_regular, write_cache
from mashang.proof.comparison import Proof, compare_site
from mashang.proof.manifest import LIBRARIES
from mashang.publish.reuse import reaches_outside

_PROGRAM = Path(mashang.__file__).parent


def digest_facts(county: County) -> str:
    """One digest of the county's tables and settings, the program and its libraries. Read it before the tables are.

    Empty when the site may depend on more than that, and so is never taken for up to date.
    """
    if reaches_outside(read_regular(county / ENGINE_SETTINGS).decode(errors="replace")):
        return ""
    program = json.dumps([platform.python_version(), *map(version, LIBRARIES)])
    tables = (f"{CONTENT}/{path.name}" for path in sorted((county / CONTENT).iterdir()) if path != county / RECORDS)
    county_facts = digest_tree(county.root, *tables, SETTINGS, ENGINE_SETTINGS)
    return hashlib.blake2b("\0".join((program, county_facts, digest_tree(_PROGRAM))).encode()).hexdigest()


def is_current(county: County, stage: Stage, facts: str, published: Path) -> bool:
    """Whether ``published`` was made from these facts and today's ledger and keys, and is still whole."""
    try:
        manifest = (published / MANIFEST).read_bytes()
    except OSError:
        return False
    noted = read_cache(_record(county, stage))
    same = bool(facts) and noted == _describe(county, facts, manifest)
    return same and not compare_site(published, Proof()).found


def note_build(county: County, stage: Stage, facts: str, site: Path) -> None:
    """Note for the next build what a finished site was made from."""
    write_cache(_record(county, stage), _describe(county, facts, (site / MANIFEST).read_bytes()))


def _describe(county: County, facts: str, manifest: bytes) -> dict[str, str]:
    """The facts, the ledger with all that lies beside it, the records, and the manifest, each by a digest."""
    written = digest_tree(county.root, CODES, RECORDS)
    return {"facts": facts, "written": written, "manifest": hashlib.blake2b(manifest).hexdigest()}


def _record(county: County, stage: Stage) -> Path:
    return county.cache("built", stage)
