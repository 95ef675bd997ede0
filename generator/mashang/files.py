"""Files: read if they are regular, written atomically, digested, kept between runs."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mashang.problems import MashangError

FileContent = str | bytes
LARGEST_FILE = 64 * 1024 * 1024
"""More bytes than any file has that people keep for a county."""
_NEVER_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_GONE = "-"
"""Stands for the digest of what cannot be read as a file."""


class AddressTakenError(MashangError):
    """Two sources claim one address of the site."""


class IrregularFileError(OSError):
    """A pipe, a device, a socket or a folder stands where a file is expected: reading it could wait for ever."""


class LargeFileError(OSError):
    """A file is larger than it may be; it was not read."""


@dataclass(frozen=True, slots=True)
class FileDigest:
    """A file's size in bytes and its SHA-256 (hexadecimal)."""

    size: int
    sha256: str


def read_regular(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """The content of a regular file of at most ``largest`` bytes.

    Raises :class:`IrregularFileError` or :class:`LargeFileError` before anything is read, ``OSError`` for other faults.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise IrregularFileError(0, "它不是普通的文件", str(path))
    with open(os.open(path, os.O_RDONLY | _NEVER_WAIT), "rb") as file:  # noqa: PTH123 — a descriptor
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise IrregularFileError(0, "它不是普通的文件", str(path))
        data = b"" if found.st_size > largest else file.read(largest + 1)
    if max(found.st_size, len(data)) > largest:
        raise LargeFileError(0, f"文件超过 {largest // 1024 // 1024} MB", str(path))
    return data


def write_atomically(target: Path, content: FileContent, *, durable: bool = False) -> None:
    """Write one file so that at every moment its path holds the old content or the new one, whole.

    With ``durable`` the content also outlasts a power cut from the return on. Raises ``OSError``; no temporary file is
    left behind then.
    """
    write_anew(target.parent, {target.name: content}, durable=durable)


def write_anew(folder: Path, made: Mapping[str, FileContent], *, durable: bool = False) -> tuple[Path, ...]:
    """Write files below ``folder``, each in one step and over what was there; returns their paths.

    All lie on the disk under other names before the first takes its place: a full disk leaves everything as it was.
    """
    targets = {folder / path: content for path, content in made.items()}
    parents = dict.fromkeys(target.parent for target in targets)
    missing = [place for parent in parents for place in (parent, *parent.parents) if not place.exists()]
    try:
        for target, content in targets.items():
            _write_temporary(target, _encode(content), durable=durable)
        for target in targets:
            _name_temporary(target).replace(target)
    except BaseException:
        with suppress(OSError):
            for target in targets:
                _name_temporary(target).unlink(missing_ok=True)
            for place in missing:
                place.rmdir()  # fails where something lies in it
        raise
    for parent in parents if durable else ():
        _sync_folder(parent)
    return tuple(targets)


def _write_temporary(target: Path, data: bytes, *, durable: bool) -> None:
    temporary = _name_temporary(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.unlink(missing_ok=True)
    try:
        with temporary.open("xb") as file:  # never through a link that somebody laid there
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
    except OSError as fault:
        fault.filename = fault.filename or str(target)
        raise


def _name_temporary(target: Path) -> Path:
    return target.with_name(f".{target.name}.tmp")


def _sync_folder(folder: Path) -> None:
    """Make a rename last over a power cut, where the system can (Windows cannot open folders)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_together(folder: Path, made: Mapping[str, FileContent], journal: Path) -> tuple[Path, ...]:
    """Write files below ``folder``, all of them or none, whatever stops the program; returns their paths.

    Until the last one is safe the journal says what stood there before. :func:`undo_unfinished` goes by it after a kill
    or a power cut; nobody should look at the files before it did.
    """
    before = {path: _read_old(folder / path) for path in made}
    write_atomically(journal, json.dumps(before), durable=True)
    try:
        write_anew(folder, made, durable=True)
    except BaseException:
        undo_unfinished(folder, journal)
        raise
    journal.unlink()
    _sync_folder(journal.parent)
    return tuple(folder / path for path in made)


def undo_unfinished(folder: Path, journal: Path) -> None:
    """Put back what stood in the place of files that :func:`write_together` began to write and did not finish."""
    if not journal.exists():
        return
    for name, content in read_cache(journal).items():
        path = folder / name
        if not path.resolve().is_relative_to(journal.parent.resolve()):
            continue  # not ours: the journal lies beside or above what it is about
        _name_temporary(path).unlink(missing_ok=True)
        if content is None:
            path.unlink(missing_ok=True)
            with suppress(OSError):
                path.parent.rmdir()  # only when it is empty
        else:
            write_atomically(path, base64.b64decode(content), durable=True)
    journal.unlink()


def _read_old(path: Path) -> str | None:
    return base64.b64encode(read_regular(path)).decode() if path.exists() else None


def write_files(folder: Path, made: Iterable[tuple[str, FileContent]], previous: Path | None = None) -> int:
    """Write new files below ``folder``; returns how many.

    What stands below ``previous`` with the same content is linked instead, which is several times cheaper
    than making a file. Raises :class:`AddressTakenError` when two of them have the same path.
    """
    count = 0
    known: set[Path] = set()
    for path, content in made:
        target = folder / path
        if target.parent not in known:
            target.parent.mkdir(parents=True, exist_ok=True)
            known.add(target.parent)
        data = _encode(content)
        try:
            if not (previous and _link_same(previous / path, target, data)):
                with target.open("xb") as file:
                    file.write(data)
        except FileExistsError as fault:
            raise AddressTakenError(f"两个来源都要写 {path}，已停止，没有发布任何内容。") from fault
        count += 1
    return count


def _link_same(source: Path, target: Path, data: bytes) -> bool:
    """Give a file that already holds ``data`` a second name; false when there is none or the system cannot."""
    try:
        if not stat.S_ISREG(source.lstat().st_mode) or source.read_bytes() != data:
            return False
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def sync_tree(folder: Path, wanted: Mapping[str, FileContent]) -> None:
    """Make ``folder`` hold exactly the wanted files, touching only those that differ."""
    folder.mkdir(parents=True, exist_ok=True)
    keep = {folder / path for path in wanted}
    for directory, folders, names in os.walk(folder, topdown=False):
        here = Path(directory)
        for name in (*names, *folders):
            entry = here / name
            if entry.is_symlink() or (name in names and entry not in keep):
                entry.unlink()
        if here != folder and not any(here.iterdir()):
            here.rmdir()
    for path, content in wanted.items():
        data = _encode(content)
        target = folder / path
        if not (target.is_file() and target.read_bytes() == data):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def read_cache(path: Path) -> dict[str, Any]:
    """The entries of a cache as :func:`write_cache` wrote them; none when it is missing or torn.

    Nothing in a cache is believed: whoever reads it looks at each entry's shape and checks it against a digest.
    """
    try:
        entries = json.loads(read_regular(path))
    except (OSError, ValueError, RecursionError):
        return {}
    return entries if isinstance(entries, dict) else {}


def write_cache(path: Path, entries: Mapping[str, object]) -> None:
    """Keep results for the next run, as one JSON object."""
    write_atomically(path, json.dumps(entries))


def digest_tree(folder: Path, *names: str, without: Callable[[str], bool] | None = None) -> str:
    """One digest of the names and contents of all files below a folder, or below some names in it.

    Hidden files, compiled programs and names of which ``without`` is true do not count; of what :func:`read_regular`
    refuses, the name does.
    """
    digest = hashlib.blake2b()
    for path in _list_tree(folder, names or (".",)):
        if without and without(path.name):
            continue
        try:
            data = read_regular(path)
        except (IrregularFileError, LargeFileError):
            data = b""
        digest.update(os.fsencode(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0"))
        digest.update(data)
    return digest.hexdigest()


def _list_tree(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    """All files below ``folder`` under these names, in the order of their paths."""
    for name in names:
        if (folder / name).is_file():
            yield folder / name
        for place, folders, found in os.walk(folder / name):
            folders[:] = sorted(each for each in folders if not each.startswith((".", "__pycache__")))
            yield from (Path(place, each) for each in sorted(found) if not each.startswith("."))


def digest_files(folder: Path) -> dict[str, FileDigest]:
    """Size and SHA-256 of every file below a folder by its path with forward slashes, in the order of the paths.

    One after another: the files are small, and threads only fight over the interpreter. A link, and what cannot be
    read, has a digest that fits nothing.
    """
    found: dict[str, FileDigest] = {}
    for place, folders, names in os.walk(folder):
        inside = place[len(str(folder)) :].replace(os.sep, "/").strip("/")
        above = f"{inside}/" if inside else ""
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]  # noqa: PTH114, PTH118 — quick
        for name in (*names, *links):
            found[f"{above}{name}"] = digest_file(f"{place}{os.sep}{name}")
    return dict(sorted(found.items()))


def digest_file(path: str | Path) -> FileDigest:
    """Size and SHA-256 of one file; of a link or a pipe, and of what cannot be read, a digest that fits nothing."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return FileDigest(0, _GONE)
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 — ten thousand times in a quarter of a second
            data = file.read()
    except OSError:
        return FileDigest(0, _GONE)
    return FileDigest(len(data), hashlib.sha256(data).hexdigest())


def name_file(title: str) -> str:
    """A title as the name of a file, on Windows too."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "-", title).strip(" .") or "-"


def _encode(content: FileContent) -> bytes:
    return content.encode() if isinstance(content, str) else content
