"""The last step of a build: the manifest of the finished site and, where the county has a key, its signature."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import platform
import re
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mashang import __version__
from mashang.addresses import PUBLIC_KEY, SIGNATURE, scan_address
from mashang.county import (
    CODES,
    CONTENT,
    ENGINE_SETTINGS,
    HASH_CHAIN,
    LEDGER,
    PUBLIC_KEYS,
    PUBLIC_RECORD,
    RECORDS,
    SETTINGS,
    SETTINGS_FILE,
    SNAPSHOTS,
    County,
)
from mashang.files import digest_file
from mashang.kinds import KINDS
from mashang.pages.site import Site
from mashang.periods import YearMonth
from mashang.problems import Location, Problem, problem
from mashang.proof.keys import list_keys, sign_data
from mashang.proof.manifest import LIBRARIES, Origin, write_manifest
from mashang.proof.secret import derive_secret, find_head, stretch
from mashang.sources.places import is_litter, is_passed_over
from mashang.tables import DATASETS, ISSUES

_PRIVATE = (
    *(f"{CONTENT}/{dataset.stem}.".removesuffix("*.") for dataset in DATASETS if dataset.private),
    *(f"{CONTENT}/corrections.", f"{CONTENT}/months.", f"{SNAPSHOTS}/", f"{RECORDS}/", f"{CODES}/", SETTINGS_FILE),
)
"""Inputs that hold more than the site publishes: small counts, names, codes, drafts, the address of the preview.

From a plain digest they could be guessed, from a size how many there are, from a name that a draft exists.
"""
_UNUSED = f"{CONTENT}/{ISSUES.stem}."
"""A table of which nothing is in the site: its digest is in no list, so that the site stays when only it changes."""
_PROGRESS = re.compile(r"content/progress/(?P<month>[^./]*).*", re.DOTALL)
_READ_SETTINGS = re.compile(r"site_config/(?:site\.yml|workdays\.csv|signing\.pub|overrides/.*)", re.DOTALL)
"""What a build reads of the settings' folder; whatever else lies there is nobody's business."""


def write_proof(county: County, folder: Path, site: Site, record: bytes) -> tuple[Problem, ...]:
    """Write the manifest, the public key and the signature into the folder of a finished site.

    ``record`` is what will be kept of it in the county's folder, which the manifest covers as it does the ledger.

    The manifest says which site it is of, at which stage and from which day its newest content is, so that an older
    one, or a preview with its own signature, cannot pass for it. A county that has a key, of which the private half is
    not on this machine, gets its site unsigned, with a warning.
    """
    pairs = list_keys(county)
    if pairs:
        (folder / PUBLIC_KEY).write_bytes(pairs[0].public)
    codes = site.codes
    head, secret = find_head(codes), derive_secret(county, codes)
    private, public = _part_inputs(county, folder, site)
    facts = {"private_inputs": _digest_private([*private, _digest_bytes(PUBLIC_RECORD, record)], secret)}
    origin = Origin(
        _describe_site(site) | _describe_program(head) | facts, tuple(_describe_input(county, path) for path in public)
    )
    hidden = {scan_address(code.code).rstrip("/") for code in codes if KINDS[code.kind].hidden}
    manifest = write_manifest(folder, origin, hidden, secret)
    signature = sign_data(pairs[0], manifest) if pairs else None
    if signature is not None:
        (folder / SIGNATURE).write_bytes(signature)
    elif pairs:
        slots = {"fingerprint": pairs[0].fingerprint, "file": str(pairs[0].private)}
        return (problem("signature-skipped", Location(PUBLIC_KEYS), **slots),)
    return ()


def _describe_site(site: Site) -> dict[str, Any]:
    changed = site.changed_on.isoformat() if site.changed_on else ""
    return {"site": {"url": site.settings.site_url, "stage": site.stage.value, "changed_on": changed}}


def _describe_program(head: str) -> dict[str, Any]:
    """Program, libraries, and the head of the ledger."""
    return {
        "program": {"mashang": __version__, "python": platform.python_version()},
        "libraries": {name: version(name) for name in LIBRARIES},
        "ledger": {"scrypt": stretch(head, b"ledger").hex()},
    }


def _part_inputs(county: County, folder: Path, site: Site) -> tuple[list[tuple[str, str]], list[str]]:
    """Every file that a build reads, in the order of their paths; those that say more than the site with a digest.

    So do a month's reports while the site has no page of that month, and those with a column that is never published,
    of which all else is digested: the site stays when only such a column changes.
    """
    private: list[tuple[str, str]] = []
    public: list[str] = []
    for path in sorted(_list_paths(county)):
        reports = _PROGRESS.fullmatch(path)
        if reports and (month := _find_noted(site, reports["month"])):
            private.append(_digest_bytes(path, _describe_reports(site, month)))
        elif path.startswith(_PRIVATE) or (reports and not (folder / "progress" / reports["month"]).is_dir()):
            private.append((path, digest_file(county / path).sha256))
        else:
            public.append(path)
    return private, public


def _find_noted(site: Site, name: str) -> YearMonth | None:
    return next((month for month in site.publication.internal.notes if str(month) == name), None)


def _describe_reports(site: Site, month: YearMonth) -> bytes:
    """What a month's reports say without what is never published."""
    return "\n".join(repr(one) for one in site.publication.reports if one.month == month).encode()


def _digest_bytes(path: str, data: bytes) -> tuple[str, str]:
    return path, hashlib.sha256(data).hexdigest()


def _digest_private(listed: list[tuple[str, str]], secret: bytes) -> str:
    """One digest of all private files, which nobody can compute without the county's secret."""
    return hmac.new(secret, json.dumps(listed).encode(), "sha256").hexdigest()


def _describe_input(county: County, path: str) -> dict[str, Any]:
    found = digest_file(county / path)
    return {"path": path, "size": found.size, "sha256": found.sha256}


def _list_paths(county: County) -> Iterable[str]:
    yield from (name for name in (ENGINE_SETTINGS, LEDGER, HASH_CHAIN) if (county / name).is_file())
    for top in (CONTENT, SETTINGS):
        for place, folders, names in os.walk(county / top):
            folders[:] = [name for name in folders if not is_litter(name)]
            kept = (name for name in names if not is_passed_over(name) and not Path(place, name).is_symlink())
            paths = (Path(place, name).relative_to(county.root).as_posix() for name in kept)
            read = (path for path in paths if top == CONTENT or _READ_SETTINGS.fullmatch(path))
            yield from (path for path in read if not path.startswith(_UNUSED))
