"""The last step of a build: the manifest of the finished site and, where the county has a key, its signature."""

from __future__ import annotations

import hashlib
import hmac
import os
import platform
import re
import secrets
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mashang import __version__
from mashang.addresses import PUBLIC_KEY, SIGNATURE, scan_address
from mashang.codes.ledger_chain import chain_digests, chain_row
from mashang.county import (
    CONTENT,
    ENGINE_SETTINGS,
    HASH_CHAIN,
    LEDGER,
    PUBLIC_KEYS,
    SALT,
    SETTINGS,
    County,
    CountyError,
)
from mashang.files import digest_file, read_regular, write_atomically
from mashang.kinds import KINDS
from mashang.pages.site import Site
from mashang.problems import Location, Problem, problem
from mashang.proof.keys import list_keys, sign_data
from mashang.proof.manifest import LIBRARIES, Origin, write_manifest
from mashang.sources.places import is_litter

_TITLE = "# 网站清单用的密值，由程序生成。不要公开、修改或删除。"
_HEX = re.compile(r"[0-9a-f]{64}")
_SALT_BYTES = 32
_PRIVATE = (
    *("content/ratings/", "content/enterprises.", "content/corrections.", "content/months.", "content/closed/"),
    *("content/confirmations.", "qrcodes/"),
)
"""Inputs that hold more than the site publishes: small counts, names, codes, months that are still drafts.

From a plain digest they could be guessed, and from the size of a closed month how many codes were rated in it.
"""
_PROGRESS = re.compile(r"content/progress/(?P<month>[0-9]{4}-[0-9]{2})\.[^/]*")
_READ_SETTINGS = re.compile(r"site_config/(?:site\.yml|signing\.pub|overrides/.*)", re.DOTALL)
"""What a build reads of the settings' folder; whatever else lies there is nobody's business."""


def write_proof(county: County, folder: Path, site: Site) -> tuple[Problem, ...]:
    """Write the manifest, the public key and the signature into the folder of a finished site.

    The manifest says which site it is of, at which stage and from which day its newest content is, so that an older
    one, or a preview with its own signature, cannot pass for it. A county that has a key, of which the private half is
    not on this machine, gets its site unsigned, with a warning.
    """
    pairs = list_keys(county)
    if pairs:
        (folder / PUBLIC_KEY).write_bytes(pairs[0].public)
    codes = site.codes
    head = (*chain_digests(map(chain_row, codes)), "")[max(len(codes) - 1, 0)]
    secret = _stretch(head, _read_salt(county))
    origin = Origin(
        _describe_site(site) | _describe_program(len(codes), head), tuple(_list_inputs(county, folder, secret))
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


def _stretch(head: str, salt: bytes) -> bytes:
    """The chained digest of the ledger so that no code can be guessed from it.

    With the county's salt it is a secret even where the salt is known, as one that came with an example is.
    """
    return hashlib.scrypt(head.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def _describe_program(rows: int, head: str) -> dict[str, Any]:
    """Program, libraries, and the ledger: how many rows, and its head."""
    return {
        "program": {"mashang": __version__, "python": platform.python_version()},
        "libraries": {name: version(name) for name in LIBRARIES},
        "ledger": {"rows": rows, "scrypt": _stretch(head, b"ledger").hex()},
    }


def _list_inputs(county: County, folder: Path, secret: bytes) -> Iterator[dict[str, Any]]:
    """Every file that a build reads, in the order of their paths: size and SHA-256.

    Of a private file, only a digest that nobody can compute without the county's secret; so of a month's reports too
    while the site has no page of that month.
    """
    for path in sorted(_list_paths(county)):
        reports = _PROGRESS.fullmatch(path)
        draft = reports is not None and not (folder / "progress" / reports["month"]).is_dir()
        if draft or path.startswith(_PRIVATE):
            data = (county / path).read_bytes()
            yield {"path": path, "hmac_sha256": hmac.new(secret, f"{path}\n".encode() + data, "sha256").hexdigest()}
        else:
            found = digest_file(county / path)
            yield {"path": path, "size": found.size, "sha256": found.sha256}


def _list_paths(county: County) -> Iterable[str]:
    yield from (name for name in (ENGINE_SETTINGS, LEDGER, HASH_CHAIN) if (county / name).is_file())
    for top in (CONTENT, SETTINGS):
        for place, folders, names in os.walk(county / top):
            folders[:] = [name for name in folders if not is_litter(name)]
            kept = (name for name in names if not is_litter(name) and not Path(place, name).is_symlink())
            paths = (Path(place, name).relative_to(county.root).as_posix() for name in kept)
            yield from (path for path in paths if top == CONTENT or _READ_SETTINGS.fullmatch(path))


def _read_salt(county: County) -> bytes:
    """The county's salt; made anew where there is none. Nothing but digests of private files hangs on it."""
    path = county / SALT
    if not path.is_file():
        made = secrets.token_hex(_SALT_BYTES)
        write_atomically(path, f"{_TITLE}\n{made}\n")
    lines = read_regular(path).decode(errors="replace").split()
    if not lines or not _HEX.fullmatch(lines[-1]):
        raise CountyError(f"{SALT} 被改动过，读不出来。请从备份恢复；没有备份就删掉它，程序会重新生成。")
    return bytes.fromhex(lines[-1])
