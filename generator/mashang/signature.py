"""Signing a manifest with a pair of keys (Ed25519, RFC 8032), as PEM, so that common tools can verify it too."""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from mashang.problems import MashangError

_FINGERPRINT = 16
_END = b"-----END PUBLIC KEY-----"


class KeyFileError(MashangError):
    """A key cannot be used."""


def create_keys(passphrase: bytes | None) -> tuple[bytes, bytes]:
    """A new pair: the private key (locked with ``passphrase``, if there is one) and the public key, each as PEM."""
    key = Ed25519PrivateKey.generate()
    lock: KeySerializationEncryption = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)
    return private, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def sign(private: bytes, passphrase: bytes | None, data: bytes) -> bytes:
    """The signature, 64 bytes; the same data give the same. Raises :class:`KeyFileError` for a key that cannot sign."""
    try:
        key = load_pem_private_key(private, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        reason = "口令不对，或者文件坏了" if passphrase else "文件坏了，或者需要口令（环境变量 MASHANG_KEY_PASSPHRASE）"
        raise KeyFileError(f"签名私钥打不开：{reason}。") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError("签名私钥不是 Ed25519 密钥。")
    return key.sign(data)


def verify_signature(public: bytes, data: bytes, signature: bytes) -> bool:
    """Whether the owner of a public key has signed just these data."""
    key = _load_public(public)
    try:
        if key:
            key.verify(signature, data)
    except InvalidSignature:
        return False
    return key is not None


def _load_public(public: bytes) -> Ed25519PublicKey | None:
    try:
        key = load_pem_public_key(public)
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None


def split_keys(data: bytes) -> tuple[bytes, ...]:
    """The public keys of a file that may hold several, in their order."""
    parts = data.replace(b"\r\n", b"\n").split(_END)[:-1]
    return tuple(part.strip() + b"\n" + _END + b"\n" for part in parts)


def fingerprint(public: bytes) -> str:
    """What people compare of a public key: the first half of its SHA-256, hexadecimal; empty when it is none."""
    key = _load_public(public)
    if key is None:
        return ""
    raw = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(raw).hexdigest()[:_FINGERPRINT]
