"""Zip archives whose bytes depend on their content alone: one date, Unix's rights, nothing compressed anew."""

from __future__ import annotations

import zipfile
from collections.abc import Container, Iterable
from pathlib import Path
from typing import IO

_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_FILE, _PROGRAM = 0o100644 << 16, 0o100755 << 16


def write_zip(
    target: IO[bytes], files: Iterable[tuple[str, bytes | Path]], programs: Container[str] = frozenset()
) -> None:
    """Write an archive of the files, in the order of their names; a path is read when its turn comes.

    ``programs`` are the names that may be run. Names beyond ASCII are stored as UTF-8 and marked so (APPNOTE 4.4.4).
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files, key=lambda file: file[0]):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = _UNIX
            entry.external_attr = _PROGRAM if name in programs else _FILE
            archive.writestr(entry, content if isinstance(content, bytes) else content.read_bytes())
