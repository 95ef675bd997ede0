"""Builds the example county and records its site anew: ``python3 tests/golden/regenerate.py``.

``site/`` beside this file holds some files of every kind in full, so that a change can be read;
``manifest.txt`` holds a line for each kind of files of the whole site, so that no change goes unnoticed and
each is short: how many files there are, one digest of them all, and a mark of each, by which a test can name
those that have changed. What is compressed (PNG, gzip) is digested by its contents: zlib packs differently
from system to system.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "generator"))

from tests.example_county import REPOSITORY, copy_county  # after the path above

GOLDEN = REPOSITORY / "tests" / "golden"
KEPT = (
    "404.html",
    "about/index.html",
    "data/lists/positive/*.csv",
    "data/progress/2026-10.csv",
    "data/status/2026-10.csv",
    "deadlines.ics",
    "departments/D01/index.html",
    "f/A83KKY69B/index.html",  # a measure
    "f/BXP03ERB6/code.svg",
    "f/BXP03ERB6/index.html",  # a window
    "f/TJ7C1T14F/index.html",  # an enterprise
    "f/WQY9BV8F3/index.html",  # a matter
    "feed.xml",
    "grids/index.html",
    "index.html",
    "lists/positive/index.html",
    "matters/T01/index.html",
    "measures/M01/index.html",
    "measures/index.html",
    "progress/2026-10/index.html",
    "progress/2026-10/warnings/index.html",
    "progress/corrections/index.html",
    "rankings/2026-q3/index.html",
    "report/index.html",
    "sitemap.xml",
    "windows/index.html",
)
"""The files that are kept in full: glob patterns below the site."""


def list_kept(site: Path) -> list[str]:
    """The files of a site that are kept in full, in the order of their names."""
    return sorted({path.relative_to(site).as_posix() for pattern in KEPT for path in site.glob(pattern)})


def digest_file(path: Path) -> str:
    """SHA-256 of what a file holds; of PNG and gzip of what is packed in it."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    elif path.suffix == ".png":
        data = b"".join(kind + (zlib.decompress(body) if kind == b"IDAT" else body) for kind, body in cut_png(data))
    return hashlib.sha256(data).hexdigest()


def cut_png(data: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a PNG, those of its picture put together, as kind and content without checksums."""
    chunks: dict[bytes, bytes] = {}
    place = 8
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        kind = data[place + 4 : place + 8]
        chunks[kind] = chunks.get(kind, b"") + data[place + 8 : place + 8 + length]
        place += 12 + length
    return list(chunks.items())


def digest_site(site: Path) -> dict[str, str]:
    """Path → digest of each file of a site, in the order of their paths.

    The site's own manifest is left out: it repeats all others as they are packed on this system, and names versions.
    """
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return {path: digest_file(site / path) for path in paths if not path.startswith("manifest")}


def name_kind(path: str) -> str:
    """The kind of a file: its first folder and its suffix, as in ``measures/*.html``."""
    folder, slash, name = path.partition("/")
    return f"{folder if slash else ''}{slash}*.{(name or folder).rpartition('.')[2]}"


def mark_file(path: str, digest: str) -> str:
    """A short mark that a file of this path and digest has, and hardly any other."""
    return hashlib.sha256(f"{path} {digest}".encode()).hexdigest()[:4]


def describe_kinds(digests: Mapping[str, str]) -> list[str]:
    """A line for each kind of files: the kind, their number, a digest of their paths and digests, their marks."""
    kinds = defaultdict(list)
    for path, digest in digests.items():
        kinds[name_kind(path)].append((path, digest))
    lines = []
    for kind, files in sorted(kinds.items()):
        whole = hashlib.sha256("\n".join(" ".join(file) for file in files).encode()).hexdigest()
        lines.append(" ".join([kind, str(len(files)), whole, *(mark_file(*file) for file in files)]))
    return lines


def record(site: Path) -> None:
    """Make the golden files those of this site."""
    shutil.rmtree(GOLDEN / "site", ignore_errors=True)
    for path in list_kept(site):
        (GOLDEN / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / path, GOLDEN / "site" / path)
    (GOLDEN / "manifest.txt").write_text(
        "\n".join([*describe_kinds(digest_site(site)), ""]), encoding="utf-8", newline="\n"
    )


def main() -> int:
    """Build in a folder of its own, then record; 0 when that was possible."""
    with tempfile.TemporaryDirectory() as folder:
        county = copy_county(Path(folder) / "county")
        build = [sys.executable, str(REPOSITORY / "run.py"), "build", "--root", str(county)]
        code = subprocess.run(build, check=False, stdin=subprocess.DEVNULL).returncode
        if code == 0:
            record(county / "site")
    return code


if __name__ == "__main__":
    sys.exit(main())
