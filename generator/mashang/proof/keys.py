"""The county's pair of keys: the public one lies with the settings, the private one in the home of whoever publishes.

The private key never lies in the county's folder, which is copied, committed and handed on. Its file can be read by its
owner only, and is locked with a passphrase where the environment variable ``MASHANG_KEY_PASSPHRASE`` gives one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from mashang.county import PUBLIC_KEYS, SETTINGS, County, CountyError
from mashang.files import read_regular, write_atomically
from mashang.problems import RequestError
from mashang.signature import create_keys, fingerprint, sign, split_keys

_FOLDER, _PASSPHRASE = "MASHANG_KEYS", "MASHANG_KEY_PASSPHRASE"
_OWNER_ONLY, _OWNER_FOLDER = 0o600, 0o700


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A pair of keys: ``private`` is where the private one lies, or should."""

    public: bytes
    private: Path

    @property
    def fingerprint(self) -> str:
        """What people compare."""
        return fingerprint(self.public)


def keys_folder() -> Path:
    """Where private keys lie: the folder that ``MASHANG_KEYS`` names, else ``.mashang/keys`` in the user's home."""
    named = os.environ.get(_FOLDER)
    return Path(named) if named else Path.home() / ".mashang" / "keys"


def list_keys(county: County) -> tuple[KeyPair, ...]:
    """The county's keys, the one in use first. Raises :class:`CountyError` when their file holds anything else."""
    path = county / PUBLIC_KEYS
    if not path.is_file():
        return ()
    keys = split_keys(read_regular(path))
    pairs = tuple(KeyPair(key, keys_folder() / f"{fingerprint(key)}.pem") for key in keys)
    if not pairs or not all(pair.fingerprint for pair in pairs):
        raise CountyError(f"{PUBLIC_KEYS} 里不是公钥。请从备份恢复这个文件。")
    return pairs


def keep_private(path: Path, content: bytes) -> None:
    """Write a private key to a new file that its owner alone can read. Raises ``OSError``; nothing is left then."""
    path.parent.mkdir(mode=_OWNER_FOLDER, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except BaseException:
        path.unlink()
        raise


def check_keys_folder(county: County) -> Path:
    """Where private keys lie, made sure to be no place in the county's folder. Raises :class:`CountyError`."""
    if not (county / SETTINGS).is_dir():
        raise CountyError(f"{county.root} 里没有 site_config 文件夹。请换到网站所在的文件夹，或用 --root 指明。")
    folder = keys_folder()
    if folder.resolve().is_relative_to(county.root.resolve()):
        raise CountyError(f"私钥不能放在网站的文件夹里（{folder}）。请把环境变量 {_FOLDER} 改到别处。")
    return folder


def create_key(county: County, *, replace: bool) -> KeyPair:
    """Make a pair of keys for a county; with ``replace`` in the place of the one in use, which is kept for old sites.

    Raises :class:`RequestError` when there is a pair already, :class:`CountyError` when the private key would lie in
    the county's folder. Where one of the two cannot be written, neither is left.
    """
    folder = check_keys_folder(county)
    with county.hold_lock():
        known = list_keys(county)
        if known and not replace:
            raise RequestError(f"已经有一对密钥（指纹 {known[0].fingerprint}）。要换新的，加 --replace。")
        private, public = create_keys(read_passphrase())
        pair = KeyPair(public, folder / f"{fingerprint(public)}.pem")
        keep_private(pair.private, private)
        try:
            write_atomically(county / PUBLIC_KEYS, public + b"".join(old.public for old in known))
        except BaseException:
            pair.private.unlink()
            raise
    return pair


def sign_data(pair: KeyPair, data: bytes) -> bytes | None:
    """The signature by the private key; ``None`` when it is not on this machine."""
    return sign(pair.private.read_bytes(), read_passphrase(), data) if pair.private.is_file() else None


def read_passphrase() -> bytes | None:
    """The passphrase that locks private keys, where the environment gives one."""
    return os.environ.get(_PASSPHRASE, "").encode() or None
