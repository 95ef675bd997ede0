"""Files that were sent in, laid where :mod:`mashang.pipeline.collecting` and others look for them."""

from __future__ import annotations

from mashang.county import INCOMING, RECEIVED, County
from mashang.files import LARGEST_FILE, name_file, write_atomically
from mashang.periods import YearMonth
from mashang.problems import RequestError

_MOST_NAMES = 100
_LONGEST = 180
"""Bytes of a name without its suffix: Windows takes 255 characters, Linux 255 bytes with those of a temporary name."""


def receive_file(county: County, name: str, data: bytes, area: str = INCOMING) -> str:
    """Keep a file that came in, in one of the folders for that; returns the name under which it is kept.

    A file of the same name and other content keeps its place, and the new one is numbered. Raises
    :class:`RequestError` for a file that is too large.
    """
    if len(data) > LARGEST_FILE:
        raise RequestError(f"{name} 太大（超过 {LARGEST_FILE // 1024 // 1024} MB），没有收。")
    stem, dot, suffix = name_file(name.replace("\\", "/").rpartition("/")[2]).rpartition(".")
    stem = stem.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore") or "-"
    for number in range(1, _MOST_NAMES):
        wanted = f"{stem}{f'（{number}）' if number > 1 else ''}{dot}{suffix}"
        path = county / area / wanted
        if not path.exists():
            write_atomically(path, data)
            return wanted
        if path.is_file() and path.read_bytes() == data:
            return wanted
    raise RequestError(f"叫 {name} 的文件太多了，没有收。请先移走一些。")


def put_back(county: County, name: str, area: str = INCOMING) -> None:
    """Take a file out of those that came in. Raises :class:`RequestError` when there is none of that name."""
    path = county / area / name
    if path.parent != county / area or not path.is_file() or path.is_symlink():
        raise RequestError(f"没有收到过 {name}。")
    path.unlink()


def put_away(county: County, month: YearMonth) -> None:
    """Lay aside what came in for ``month``, where the next one is not gathered from; nothing is lost."""
    for path in sorted((county / INCOMING).glob("*")):
        if path.is_file() and not path.is_symlink():
            receive_file(county, path.name, path.read_bytes(), f"{RECEIVED}/{month}")
            path.unlink()
