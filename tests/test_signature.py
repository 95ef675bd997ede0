"""Signing and verifying with a pair of keys."""

from __future__ import annotations

import pytest

from mashang.signature import KeyFileError, create_keys, fingerprint, sign, split_keys, verify_signature

DATA = b"all that was published"


def test_a_signature_holds_for_its_data_and_its_key_only() -> None:
    """Neither other data, nor another key, nor a single flipped bit of the signature."""
    private, public = create_keys(None)
    signature = sign(private, None, DATA)
    assert len(signature) == 64
    assert sign(private, None, DATA) == signature
    assert verify_signature(public, DATA, signature)
    assert not verify_signature(public, DATA + b"!", signature)
    assert not verify_signature(create_keys(None)[1], DATA, signature)
    for bit in range(512):
        flipped = bytearray(signature)
        flipped[bit // 8] ^= 1 << bit % 8
        assert not verify_signature(public, DATA, bytes(flipped))


def test_a_locked_key_wants_its_passphrase() -> None:
    """And says in Chinese what is missing."""
    private, public = create_keys("口令".encode())
    assert b"ENCRYPTED" in private
    assert verify_signature(public, DATA, sign(private, "口令".encode(), DATA))
    for wrong in (None, b"wrong"):
        with pytest.raises(KeyFileError, match="签名私钥打不开"):
            sign(private, wrong, DATA)


def test_what_is_no_key_signs_and_proves_nothing() -> None:
    """Garbage, an empty file, a private key in the place of a public one."""
    private, public = create_keys(None)
    for garbage in (b"", b"x", public):
        with pytest.raises(KeyFileError):
            sign(garbage, None, DATA)
    for garbage in (b"", b"x", private):
        assert not verify_signature(garbage, DATA, bytes(64))
        assert fingerprint(garbage) == ""


def test_a_file_may_hold_several_keys() -> None:
    """The newest first; also after an editor changed the line ends. Fingerprints distinguish them."""
    keys = [create_keys(None)[1] for _ in range(3)]
    assert split_keys(b"".join(keys)) == tuple(keys)
    assert split_keys(b"\r\n".join(key.replace(b"\n", b"\r\n") for key in keys)) == tuple(keys)
    assert split_keys(b"") == split_keys(b"x") == ()
    assert len({fingerprint(key) for key in keys}) == 3
    assert all(len(fingerprint(key)) == 16 for key in keys)
