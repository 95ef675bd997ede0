"""The manifest of a built site: what it is made from, and the SHA-256 of every file of it.

``manifest.json`` is public, so it must not disclose what the site keeps out of every index: the files behind the codes
of enterprises stand in a second list whose name nobody can guess, bound to the manifest by its digest. Nothing in
either depends on the time or the place of a build, so the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mashang.addresses import MANIFEST
from mashang.files import FileDigest, digest_files

LIBRARIES = (
    *("cryptography", "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "nh3", "numpy"),
    *("pandas", "pyyaml", "qrcode", "tinycss2", "zxing-cpp"),
)
"""What the bytes of a site may depend on."""
SECOND_LIST = re.compile(r"manifest-[0-9a-f]{32}\.json")
"""How the list of hidden files is called."""

_FORMAT = 1
_DIGEST = re.compile(rb'(?P<body>.*),\n"digest": "(?P<digest>[0-9a-f]{64})"\n}\n', re.DOTALL)
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a site was made from: JSON values by name, and every file that was read, as JSON objects."""

    facts: Mapping[str, Any]
    inputs: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says of the site: the files by path, and the digest of the list of hidden ones, or nothing.

    ``site`` holds its ``url``, its ``stage``, and ``changed_on``, the day of its newest content.
    """

    files: Mapping[str, FileDigest]
    second_list: str = ""
    site: Mapping[str, str] = field(default_factory=dict)


def write_manifest(site: Path, origin: Origin, hidden: Collection[str], secret: bytes) -> bytes:
    """Write the lists of a finished site into it, and return the manifest's bytes.

    ``hidden`` are the folders whose files must not be named, such as ``f/7K3M9QX2A``; ``secret`` makes the name of
    their list, and its digest, such that nobody can guess them.
    """
    files = digest_files(site)
    kept = {path: found for path, found in files.items() if path.rpartition("/")[0] in hidden}
    second = b""
    if kept:
        nonce = hmac.digest(secret, b"nonce", "sha256").hex()
        second = _seal({"format": _FORMAT, "nonce": nonce}, {"files": map(_describe, kept.items())})
        name = f"manifest-{hmac.digest(secret, b'name', 'sha256').hex()[:32]}.json"
        (site / name).write_bytes(second)
    facts = {"format": _FORMAT, **origin.facts, "second_list": hashlib.sha256(second).hexdigest() if kept else ""}
    shown = (_describe(item) for item in files.items() if item[0] not in kept)
    manifest = _seal(facts, {"inputs": origin.inputs, "files": shown})
    (site / MANIFEST).write_bytes(manifest)
    return manifest


def parse_manifest(data: bytes) -> Manifest | None:
    """Read either list; ``None`` when a single bit of it was changed."""
    found = _DIGEST.fullmatch(data)
    if not found or hashlib.sha256(found["body"]).hexdigest().encode() != found["digest"]:
        return None
    try:
        content = json.loads(data)
        files = {each["path"]: FileDigest(each["size"], each["sha256"]) for each in content["files"]}
        second = content.get("second_list", "")
        site = {str(name): str(value) for name, value in content.get("site", {}).items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    sound = content["format"] == _FORMAT and all(map(_is_path, files)) and (not second or _SHA256.fullmatch(second))
    return Manifest(files, second, site) if sound else None


def _is_path(path: object) -> bool:
    """Whether it names a file inside a folder: whoever follows a list from elsewhere must not be led out."""
    return isinstance(path, str) and not {"", ".", ".."} & set(path.split("/")) and "\\" not in path


def _describe(item: tuple[str, FileDigest]) -> dict[str, object]:
    path, found = item
    return {"path": path, "size": found.size, "sha256": found.sha256}


def _seal(facts: Mapping[str, Any], lists: Mapping[str, Iterable[Mapping[str, Any]]]) -> bytes:
    """A JSON object of facts and lists, an entry a line, closed by the digest of all that stands before it."""
    parts = [f"{json.dumps(name)}: {_write(value)}" for name, value in facts.items()]
    parts += [f"{json.dumps(name)}: [\n" + ",\n".join(map(_write, rows)) + "\n]" for name, rows in lists.items()]
    body = ("{\n" + ",\n".join(parts)).encode()
    return body + b',\n"digest": "' + hashlib.sha256(body).hexdigest().encode() + b'"\n}\n'


def _write(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
