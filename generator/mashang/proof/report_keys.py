"""The keys for which reports are sealed: the office's, and a second one that is kept in a safe.

Their recipients lie with the settings, in a file as ``age -R`` reads it. The private keys lie where the signing key
does, one file each as ``age -i`` reads it; what was sealed for a key that was replaced is opened with it as long as it
is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mashang.county import REPORT_KEYS, County, CountyError
from mashang.files import read_regular, write_atomically
from mashang.problems import RequestError
from mashang.proof.keys import check_keys_folder, keep_private, keys_folder, read_passphrase
from mashang.sealing import SealError, find_recipient, lock, new_identity, read_recipients, unlock

_PREFIX, _SUFFIX = "reports-", ".key"
_LOCKED = b"age-encryption.org/"
_NAMED = 12
"""So many characters of a recipient name its file."""


@dataclass(frozen=True, slots=True)
class ReportKeys:
    """A pair of new keys: where the office's private one lies, and the one to be carried to the safe."""

    private: Path
    safe: Path


def list_recipients(county: County) -> tuple[str, ...]:
    """For whom reports are sealed; nobody where there are no keys yet. Raises :class:`CountyError`."""
    path = county / REPORT_KEYS
    if not path.is_file():
        return ()
    try:
        return tuple(read_recipients(read_regular(path).decode()))
    except (SealError, UnicodeDecodeError) as fault:
        raise CountyError(f"{REPORT_KEYS} 里不是收件公钥。请从备份恢复这个文件。") from fault


def create_report_keys(county: County, *, replace: bool) -> ReportKeys:
    """Make both keys; with ``replace`` in the place of those in use, whose private ones stay.

    Raises :class:`RequestError` when there are keys already.
    """
    folder = check_keys_folder(county)
    with county.hold_lock():
        if list_recipients(county) and not replace:
            raise RequestError("已经有接收意见的密钥。要换新的，加 --replace；旧的私钥要留着，打开以前的意见还用得着。")
        office, safe = new_identity(), new_identity()
        passphrase = (read_passphrase() or b"").decode()
        paths = ReportKeys(_name_file(folder, "", office), _name_file(folder, "safe-", safe))
        keep_private(paths.private, lock(office, passphrase) if passphrase else office.encode() + b"\n")
        keep_private(paths.safe, safe.encode() + b"\n")
        lines = ("# 营商办", find_recipient(office), "# 保险柜", find_recipient(safe))
        write_atomically(county / REPORT_KEYS, "".join(f"{line}\n" for line in lines))
    return paths


def read_identities() -> Iterator[str]:
    """The private keys on this machine that open reports, the newest first. Raises :class:`SealError`."""
    found = sorted(keys_folder().glob(f"{_PREFIX}*{_SUFFIX}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in found:
        data = read_regular(path)
        yield _unlock(data, (read_passphrase() or b"").decode()) if data.startswith(_LOCKED) else data.decode().strip()


_unlock = lru_cache(maxsize=8)(unlock)
"""Opening takes the better part of a second, each time that a case is looked at."""


def _name_file(folder: Path, sort: str, identity: str) -> Path:
    return folder / f"{_PREFIX}{sort}{find_recipient(identity)[-_NAMED:]}{_SUFFIX}"
