"""Puts a finished site in the place of the published one.

On Linux the two folders change places in one step of the file system. Elsewhere the old one is first moved
aside and moved back by :func:`recover_site` should the program be killed in between: at every moment either
the old site or the new one is whole.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import time
from pathlib import Path

from mashang.disk_faults import name_cause, name_remedy
from mashang.problems import MashangError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_TRIES, _PAUSE = 10, 0.2
"""How often a rename is tried again, and the seconds between."""


class SwapError(MashangError):
    """The published folder could not be replaced."""


def swap_site(finished: Path, published: Path) -> None:
    """Publish ``finished`` as ``published`` and remove what was there before.

    Both must lie on one file system. Raises :class:`SwapError` when the old site is in use and cannot be
    moved (Windows); the old site then stays as it is.
    """
    try:
        if not published.exists():
            finished.rename(published)
            return
        if _exchange(finished, published):
            shutil.rmtree(finished, ignore_errors=True)
            return
        aside = _aside(published)
        shutil.rmtree(aside, ignore_errors=True)
        _rename_patiently(published, aside)
        try:
            _rename_patiently(finished, published)
        except OSError:
            aside.rename(published)
            raise
        shutil.rmtree(aside, ignore_errors=True)
    except OSError as fault:
        raise SwapError(
            f"不能替换 {published.name} 文件夹：{name_cause(fault)}。{name_remedy(fault)}原来的网站没有变。"
        ) from fault


def _rename_patiently(source: Path, target: Path) -> None:
    """Rename, trying for two seconds: on Windows indexers and virus scanners hold a fresh folder for a moment."""
    for _ in range(_TRIES):
        try:
            source.rename(target)
        except PermissionError:
            time.sleep(_PAUSE)
        else:
            return
    source.rename(target)


def recover_site(published: Path) -> None:
    """Put the old site back when an earlier swap was cut off between its two steps."""
    aside = _aside(published)
    if aside.is_dir() and not published.exists():
        aside.rename(published)


def _aside(published: Path) -> Path:
    return published.with_name(published.name + ".old")


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places atomically; false where the system cannot."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    if libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP):
        return False
    raise OSError(number, os.strerror(number))
