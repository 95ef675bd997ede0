"""Canaries in all that a county keeps and does not publish: ``python bench/canaries.py`` (needs LibreOffice).

A county gets a word of its own in every place that nobody is to read outside: hidden parts, comments and properties
of workbooks of every format, columns and tables that are not public, drafts, remarks in settings and pages, templates,
names of files. Everything that leaves the office is then made, unpacked and searched. Exit code 1 when a word is in it,
or was never in the county.
"""

from __future__ import annotations

import argparse
import gzip
import io
import re
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path

import pypdfium2

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "generator")]

from bench.calc import save_again  # noqa: E402  # after the path above
from bench.canary_places import WORD, Aviary, plant_texts, plant_workbook  # noqa: E402  # the same
from mashang.cli import main as run_command  # noqa: E402  # the same
from tests.example_county import copy_county  # noqa: E402  # the same

WORKBOOKS = (
    *("measures", "departments", "matters", "months", "progress/2026-06", "progress/2026-10", "ratings/2026-06"),
    *("ratings/2026-10", "lists/first-violation/2026-03-20", "lists/positive/2026-09-15"),
)
FORMS = {"departments": "xls", "matters": "ods", "ratings/2026-06": "xls", "ratings/2026-10": "ods", "months": "et"}
"""The workbooks that LibreOffice saves in another format."""
PAPERS = ("papers/2026-10-通报.docx", "papers/2026-q3-通报.docx")
GIVEN = ("site", "bundle", "cms", "placards", "qrcodes/public.csv", "content/published", *PAPERS)
"""What leaves the office, or says to the next build what did."""
ORDERS = (
    *(
        ("build",),
        ("bundle",),
        ("export", "--for-cms"),
        ("papers", "--month", "2026-10"),
        ("papers", "--quarter", "2026-q3"),
    ),
    *(("codes", "print", "--sheet", sheet) for sheet in ("placard", "label", "card", "grid", "list")),
)
"""The commands that make it."""
PRIVATE = ("内部备注", "问题汇总")
"""What the office's own papers must say."""
_DEPTH = 4


def main() -> None:
    """Plant, make, search, and say where each word stood."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--keep", type=Path, help="a folder for the county")
    options.add_argument("--list", action="store_true", help="name each place")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="canaries-") as folder:
        root = copy_county((chosen.keep or Path(folder)) / "county")
        with redirect_stdout(io.StringIO()):
            run_command(["papers", "--templates", "--root", str(root)])
        places = plant(root, FORMS)
        faults = [f"not planted: {places[word]}" for word in places.keys() - find_words(root)]
        for words in ORDERS:
            said = io.StringIO()
            with redirect_stdout(said):
                code = run_command([*words, "--root", str(root)])
            if code:
                faults.append(f"{' '.join(words)} ended with {code}: {said.getvalue()[-600:]}")
        given = [root / name for name in GIVEN]
        meeting = {place.partition(": ")[0] for word in find_words(root / "papers") if (place := places[word])}
        faults += [f"{sort} is not in the papers of the office" for sort in PRIVATE if sort not in meeting]
        faults += [f"missing: {path.name}" for path in given if not path.exists()]
        faults += [f"{places.get(word, word)} is in {where}" for word, where in list_leaks(given)]
        counts: dict[str, int] = {}
        for place in places.values():
            sort = place.partition(": ")[0]
            counts[sort] = counts.get(sort, 0) + 1
        print("\n".join(places.values() if chosen.list else (f"{n:4} {sort}" for sort, n in sorted(counts.items()))))
        files = sum(path.is_file() for one in given for path in (one, *one.rglob("*")))
        print("\n".join(sorted(faults)))
        print(f"{len(places)} canaries, {files} files searched, {len(faults)} faults")
        sys.exit(bool(faults))


def plant(root: Path, forms: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """Put a word into every place of a county, and say by word which place it is; ``forms`` need LibreOffice."""
    aviary = Aviary()
    plant_texts(aviary, root)
    for name in WORKBOOKS:
        path = root / "content" / f"{name}.xlsx"
        form = (forms or {}).get(name, "xlsx")
        plant_workbook(aviary, path, f"{form} {name}", old=form != "xlsx")
        if form != "xlsx":
            save_again(path, form)
    return aviary.places


def find_words(root: Path) -> set[str]:
    """The words that stand in the files below a folder, or in their names."""
    return {word for word, _ in list_leaks([root])}


def list_leaks(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Each word that these files, and those packed in them, hold or are called by, with the name of the file."""
    for top in paths:
        for path in sorted([top, *top.rglob("*")]):
            name = path.relative_to(top.parent).as_posix()
            held = path.read_bytes() if path.is_file() else b""
            found = {word for text in _unpack(path.name, held, _DEPTH) for word in _find(text)}
            yield from ((word, name) for word in sorted(found | _find(name.encode())))


def _find(data: bytes) -> set[str]:
    """The words in bytes of one sign a character, or of two."""
    return {found.decode().lower() for one in (data, data.replace(b"\0", b"")) for found in WORD.findall(one)}


def _unpack(name: str, data: bytes, depth: int) -> Iterator[bytes]:
    """The bytes of a file as they lie, and of everything that is packed in it."""
    yield data
    if not depth:
        return
    inner: list[tuple[str, bytes]] = []
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            inner = [(f"{one} {name}", packed.read(one)) for one in packed.namelist()]
    elif data.startswith(b"\x1f\x8b"):
        inner = [("", gzip.decompress(data))]
    elif name.endswith(".tar") or data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            inner = [(one.name, found.read()) for one in archive if (found := archive.extractfile(one))]
    elif data.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(data) as document:
            yield "\n".join(page.get_textpage().get_text_range() for page in document).encode()
            yield str(document.get_metadata_dict()).encode()
        inner = [("", stream) for stream in _inflate(re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL))]
    elif data.startswith(b"\x89PNG"):
        inner = [("", stream) for stream in _inflate(re.findall(rb"(?:zTXt|iTXt|IDAT)(.*)", data, re.DOTALL))]
    for one, held in inner:
        yield one.encode()
        yield from _unpack(one, held, depth - 1)


def _inflate(streams: Iterable[bytes]) -> Iterator[bytes]:
    for stream in streams:
        try:
            yield zlib.decompressobj().decompress(stream)
        except zlib.error:
            continue


if __name__ == "__main__":
    main()
