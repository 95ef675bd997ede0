"""The last stroke of a build: the manifest of the finished site and, where the county has a key, its signature."""

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

from generator import __version__
from generator.codes.ledger_table import LEDGER
from generator.codes.seal import SEAL, chain_digests, seal_row
from generator.model import CodeKind
from generator.pages.links import scan_address
from generator.pages.site import Site
from generator.pipeline.county import CountyError
from generator.pipeline.keys import PUBLIC_KEYS, list_keys, sign_data
from generator.problems import Location, Problem, problem
from generator.publish.manifest import PUBLIC_KEY, SIGNATURE, Origin, digest_file, write_manifest
from generator.publish.tree import write_anew
from generator.sources.places import is_litter

SALT = "qrcodes/salt.txt"
"""Where the county keeps what makes it impossible to guess private files from their digests."""
LIBRARIES = (
    *("cryptography", "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "numpy", "openpyxl", "pandas"),
    *("pyyaml", "qrcode", "tinycss2", "zxing-cpp"),
)
"""What the bytes of a site may depend on."""

_TITLE = "# 网站清单用的密值，由程序生成。不要公开、修改或删除。"
_HEX = re.compile(r"[0-9a-f]{64}")
_SALT_BYTES = 32
_PRIVATE = (
    *("content/ratings/", "content/enterprises.", "content/corrections.", "content/months.", "content/closed/"),
    "qrcodes/",
)
"""Inputs that hold more than the site tells: small counts, names, codes, months that are still drafts.

From a plain digest they could be guessed, and from the size of a closed month how many codes were rated in it.
"""
_PROGRESS = re.compile(r"content/progress/(?P<month>[0-9]{4}-[0-9]{2})\.[^/]*")
_READ_SETTINGS = re.compile(r"site_config/(?:site\.yml|signing\.pub|overrides/.*)", re.DOTALL)
"""What a build reads of the settings' folder; whatever else lies there is nobody's business."""


def seal_site(root: Path, folder: Path, site: Site) -> tuple[Problem, ...]:
    """Write the manifest, the public key and the signature into the folder of a finished site.

    The manifest says which site it is of, at which stage and from which day its newest content is, so that an older
    one, or a preview with its own signature, cannot pass for it. A county that has a key, of which the private half is
    not on this machine, gets its site unsigned and is told so.
    """
    pairs = list_keys(root)
    if pairs:
        (folder / PUBLIC_KEY).write_bytes(pairs[0].public)
    codes = site.codes
    head = (*chain_digests(map(seal_row, codes)), "")[max(len(codes) - 1, 0)]
    secret = _stretch(head, _read_salt(root))
    origin = Origin(
        _describe_site(site) | _describe_program(len(codes), head), tuple(_list_inputs(root, folder, secret))
    )
    hidden = {scan_address(code.code).rstrip("/") for code in codes if code.kind is CodeKind.ENTERPRISE}
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


def _list_inputs(root: Path, site: Path, secret: bytes) -> Iterator[dict[str, Any]]:
    """Every file that a build reads, in the order of their paths: size and SHA-256.

    Of a private file, only a digest that nobody can reckon without the county's secret; so of a month's reports too
    while the site has no page of that month.
    """
    for path in sorted(_list_paths(root)):
        reports = _PROGRESS.fullmatch(path)
        draft = reports is not None and not (site / "progress" / reports["month"]).is_dir()
        if draft or path.startswith(_PRIVATE):
            data = (root / path).read_bytes()
            yield {"path": path, "hmac_sha256": hmac.new(secret, f"{path}\n".encode() + data, "sha256").hexdigest()}
        else:
            found = digest_file(root / path)
            yield {"path": path, "size": found.size, "sha256": found.sha256}


def _list_paths(root: Path) -> Iterable[str]:
    yield from (name for name in ("mkdocs.yml", LEDGER, SEAL) if (root / name).is_file())
    for top in ("content", "site_config"):
        for place, folders, names in os.walk(root / top):
            folders[:] = [name for name in folders if not is_litter(name)]
            kept = (name for name in names if not is_litter(name) and not Path(place, name).is_symlink())
            paths = (Path(place, name).relative_to(root).as_posix() for name in kept)
            yield from (path for path in paths if top == "content" or _READ_SETTINGS.fullmatch(path))


def _read_salt(root: Path) -> bytes:
    """The county's salt; made anew where there is none. Nothing but digests of private files hangs on it."""
    path = root / SALT
    if not path.is_file():
        made = secrets.token_hex(_SALT_BYTES)
        write_anew(root, {SALT: f"{_TITLE}\n{made}\n"})
    lines = path.read_text(encoding="utf-8", errors="replace").split()
    if not lines or not _HEX.fullmatch(lines[-1]):
        raise CountyError(f"{SALT} 被改动过，读不出来。请从备份恢复；没有备份就删掉它，程序会重新生成。")
    return bytes.fromhex(lines[-1])
