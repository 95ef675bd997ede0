"""Notices that something in a county's folder was changed, by looking at names, sizes and times only."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from mashang.addresses import MANIFEST
from mashang.county import CODES, CONTENT, ENGINE_SETTINGS, SETTINGS, County, Stage
from mashang.pipeline.month_work import AREAS


def digest_times(county: County) -> str:
    """A digest that differs once a file that the desk shows anything of was written, added or taken away."""
    digest = hashlib.blake2b()
    for name in (CONTENT, SETTINGS, CODES, *AREAS):
        for place, folders, files in os.walk(county / name):
            folders.sort()
            for file in sorted(files):
                if not file.startswith((".", "~$")):
                    _add(digest, Path(place, file))
    for path in (county / ENGINE_SETTINGS, *(county.site(stage) / MANIFEST for stage in Stage)):
        _add(digest, path)
    return digest.hexdigest()


def _add(digest: hashlib.blake2b, path: Path) -> None:
    try:
        state = path.stat()
    except OSError:
        return
    digest.update(f"{path}\0{state.st_mtime_ns}\0{state.st_size}\0".encode("utf-8", "surrogateescape"))
