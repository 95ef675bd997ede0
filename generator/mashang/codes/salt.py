"""The county's salt (``qrcodes/salt.txt``), without which what is published of private facts cannot be tried out."""

from __future__ import annotations

import re
import secrets

from mashang.county import SALT, County, CountyError
from mashang.files import read_regular, write_atomically

_TITLE = "# 网站清单用的密值，由程序生成。不要公开、修改或删除。"
_HEX = re.compile(r"[0-9a-f]{64}")
_BYTES = 32


def read_salt(county: County) -> bytes | None:
    """The county's salt, ``None`` where it has none. Raises :class:`CountyError` when it cannot be read."""
    path = county / SALT
    if not path.is_file():
        return None
    lines = read_regular(path).decode(errors="replace").split()
    if not lines or not _HEX.fullmatch(lines[-1]):
        raise CountyError(f"{SALT} 被改动过，读不出来。请从备份恢复；没有备份就删掉它，程序会重新生成。")
    return bytes.fromhex(lines[-1])


def keep_salt(county: County) -> bytes:
    """The county's salt; made anew where there is none. Nothing but digests and a hidden count hangs on it.

    Raises :class:`CountyError` as :func:`read_salt`.
    """
    salt = read_salt(county)
    if salt is None:
        salt = secrets.token_bytes(_BYTES)
        write_atomically(county / SALT, f"{_TITLE}\n{salt.hex()}\n")
    return salt
