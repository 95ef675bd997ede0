"""Whether a site stands as a build would make it again, so that nothing need be done.

The same input gives the same bytes: a site is up to date when everything that it was made from is what it was (the
county's files, the program, its libraries) and every one of its files is what its manifest says.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import generator
from generator.pipeline.sealing import LIBRARIES
from generator.publish.comparison import Proof, compare_site
from generator.publish.manifest import MANIFEST
from generator.publish.reuse import reaches_outside
from generator.publish.tree import write_anew
from generator.settings import Stage

_PROGRAM = Path(generator.__file__).parent


def digest_facts(root: Path) -> str:
    """One digest of the county's tables and settings, the program and its libraries. Read it before the tables are.

    Empty when the site may depend on more than that, and so is never taken for up to date.
    """
    if reaches_outside((root / "mkdocs.yml").read_text(encoding="utf-8", errors="replace")):
        return ""
    digest = hashlib.blake2b(json.dumps([platform.python_version(), *map(version, LIBRARIES)]).encode())
    for home, names in ((root, ("content", "site_config", "mkdocs.yml")), (_PROGRAM, (".",))):
        for path in _list_files(home, names):
            data = path.read_bytes()
            digest.update(f"{path.relative_to(home).as_posix()}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def is_current(root: Path, stage: Stage, facts: str, published: Path) -> bool:
    """Whether ``published`` was made from these facts and today's ledger and keys, and is still whole."""
    try:
        noted = json.loads(_record(root, stage).read_bytes())
        manifest = (published / MANIFEST).read_bytes()
    except (OSError, ValueError, RecursionError):
        return False
    same = bool(facts) and noted == _describe(root, facts, manifest)
    return same and not compare_site(published, Proof()).found


def note_build(root: Path, stage: Stage, facts: str, site: Path) -> None:
    """Note for the next build what a finished site was made from."""
    text = json.dumps(_describe(root, facts, (site / MANIFEST).read_bytes()))
    write_anew(_record(root, stage).parent, {_record(root, stage).name: text})


def _describe(root: Path, facts: str, manifest: bytes) -> dict[str, str]:
    """The facts, the ledger with all that lies beside it, and the manifest, each by a digest."""
    codes = hashlib.blake2b()
    for path in _list_files(root, ("qrcodes",)):
        codes.update(f"{path.name}\0".encode() + path.read_bytes())
    return {"facts": facts, "codes": codes.hexdigest(), "manifest": hashlib.blake2b(manifest).hexdigest()}


def _record(root: Path, stage: Stage) -> Path:
    return root / "build" / f"built-{stage.value}.json"


def _list_files(home: Path, names: tuple[str, ...]) -> Iterator[Path]:
    """All files below ``home`` under these names, in the order of their paths, but for hidden and compiled ones."""
    for name in names:
        if (home / name).is_file():
            yield home / name
        for place, folders, found in os.walk(home / name):
            folders[:] = sorted(folder for folder in folders if not folder.startswith((".", "__pycache__")))
            yield from (Path(place, each) for each in sorted(found) if not each.startswith("."))
