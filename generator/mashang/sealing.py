"""Seals what only its receiver may read, as age files (age-encryption.org/v1), which the plain program age opens too.

A recipient (``age1…``) seals, an identity (``AGE-SECRET-KEY-1…``) opens; both are lines of text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyrage

from mashang.problems import MashangError

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_IDENTITY = "age-secret-key-"


class SealError(MashangError):
    """A seal cannot be made or opened."""


def new_identity() -> str:
    """A random identity."""
    return str(pyrage.x25519.Identity.generate())


def make_identity(secret: bytes) -> str:
    """The identity of a secret of 32 bytes (X25519), written in Bech32 (BIP 173) as age writes it."""
    bits = int.from_bytes(secret) << 4
    values = [bits >> shift & 31 for shift in range(255, -1, -5)]
    prefix = [*(ord(letter) >> 5 for letter in _IDENTITY), 0, *(ord(letter) & 31 for letter in _IDENTITY)]
    check = _remainder([*prefix, *values, *[0] * 6]) ^ 1
    values += [check >> shift & 31 for shift in range(25, -1, -5)]
    return f"{_IDENTITY}1{''.join(_BECH32[value] for value in values)}".upper()


def _remainder(values: Iterable[int]) -> int:
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for place, part in enumerate(_GENERATOR):
            total ^= part if top >> place & 1 else 0
    return total


def find_recipient(identity: str) -> str:
    """The recipient that seals for an identity."""
    return str(_read_identity(identity).to_public())


def seal(data: bytes, recipients: Iterable[str]) -> bytes:
    """An age file that each of the recipients can open alone. Raises :class:`SealError` for what is no recipient."""
    try:
        return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(one) for one in recipients]))
    except (pyrage.RecipientError, pyrage.EncryptError) as fault:
        raise SealError("意见不能加密：收件公钥写错了。") from fault


def open_sealed(sealed: bytes, identities: Iterable[str]) -> bytes:
    """What was sealed, opened with whichever identity fits. Raises :class:`SealError` when none does."""
    try:
        return bytes(pyrage.decrypt(sealed, [_read_identity(one) for one in identities]))
    except pyrage.DecryptError as fault:
        raise SealError("打不开：没有相配的私钥，或者文件坏了。") from fault


def lock(identity: str, passphrase: str) -> bytes:
    """An identity as an age file that the passphrase opens."""
    return bytes(pyrage.passphrase.encrypt(identity.encode(), passphrase))


def unlock(locked: bytes, passphrase: str) -> str:
    """The identity behind a passphrase. Raises :class:`SealError` when the passphrase is wrong."""
    try:
        return bytes(pyrage.passphrase.decrypt(locked, passphrase)).decode()
    except pyrage.DecryptError as fault:
        raise SealError("私钥打不开：口令不对，或者文件坏了（口令在环境变量 MASHANG_KEY_PASSPHRASE 里）。") from fault


def read_recipients(text: str) -> Iterator[str]:
    """The recipients of a file as ``age -R`` reads it: a line each, remarks after ``#``.

    Raises :class:`SealError` for a line that is none.
    """
    for line in filter(None, (line.partition("#")[0].strip() for line in text.splitlines())):
        seal(b"", [line])
        yield line


def _read_identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text.strip())
    except pyrage.IdentityError as fault:
        raise SealError("私钥写错了：应当是以 AGE-SECRET-KEY-1 开头的一行。") from fault
