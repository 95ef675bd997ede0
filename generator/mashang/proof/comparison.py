"""A site held against its manifest: what was altered, what is missing, what was added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from mashang.addresses import MANIFEST, PUBLIC_KEY, SIGNATURE
from mashang.files import FileDigest, digest_files
from mashang.proof.manifest import SECOND_LIST, Manifest, parse_manifest
from mashang.signature import fingerprint, verify_signature


class Difference(StrEnum):
    """How a site differs from its manifest."""

    MANIFEST = "清单"
    SIGNATURE = "签名"
    ALTERED = "内容变了"
    MISSING = "缺少"
    ADDED = "多出来"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is not as it should be: the file, and what more is to be said of it."""

    difference: Difference
    path: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing a site gave. ``signer`` is the fingerprint of the key that proves the manifest, or empty."""

    found: tuple[Found, ...]
    files: int
    signer: str = ""
    trusted: bool = False
    """Whether that key is one that was given, and not merely the one that lies in the site itself."""
    replaced: bool = False
    """Whether it was given behind another: a key that was replaced, perhaps because somebody else has it."""
    site: Mapping[str, str] = field(default_factory=dict)
    """Of which site the manifest says it is: ``url``, ``stage``, and ``changed_on``, the day of its newest content."""


@dataclass(frozen=True, slots=True)
class Proof:
    """By what a site is judged: a manifest kept elsewhere (``None``: the site's own), and the keys that are trusted."""

    manifest: bytes | None = None
    keys: tuple[bytes, ...] = ()


def compare_site(folder: Path, proof: Proof) -> Comparison:
    """Compare every file of a site with its manifest, and the manifest with its signature."""
    present = digest_files(folder)
    own = _read(folder / MANIFEST)
    data = own if proof.manifest is None else proof.manifest
    if data is None:
        return Comparison((Found(Difference.MANIFEST, MANIFEST, "没有清单，无法核对"),), len(present))
    manifest = parse_manifest(data)
    if manifest is None:
        return Comparison((Found(Difference.MANIFEST, MANIFEST, "清单被改动过，或者不完整，无法核对"),), len(present))
    found: list[Found] = []
    if own != data:
        text = "网站里没有清单" if own is None else "网站里的清单不是给定的这一份"
        found.append(Found(Difference.MANIFEST, MANIFEST, text))
    signature = _Signature(folder, data, manifest, proof.keys)
    found += signature.check()
    found += _compare_files(folder, manifest, present)
    keys, signer = [fingerprint(key) for key in proof.keys], signature.signer
    return Comparison(
        tuple(found), len(present), signer, signer in keys, signer in keys and signer != keys[0], manifest.site
    )


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


@dataclass(frozen=True)
class _Signature:
    """The signature of a site's manifest, which it must have when the site shows a key or a key is trusted."""

    folder: Path
    data: bytes
    manifest: Manifest
    keys: Sequence[bytes]

    @property
    def signer(self) -> str:
        """The fingerprint of the key by which the signature holds; empty when there is none."""
        signature = _read(self.folder / SIGNATURE)
        shown = _read(self.folder / PUBLIC_KEY) if not self.keys else None
        keys = [*self.keys, *([shown] if shown else [])]
        if signature is None:
            return ""
        return next((fingerprint(key) for key in keys if verify_signature(key, self.data, signature)), "")

    def check(self) -> Iterator[Found]:
        """What is wrong with the signature."""
        signed, wanted = (self.folder / SIGNATURE).exists(), PUBLIC_KEY in self.manifest.files or bool(self.keys)
        if signed and not self.signer:
            text = "签名与清单、公钥对不上" if wanted else "网站没有公钥，这个签名不知从何而来"
            yield Found(Difference.SIGNATURE, SIGNATURE, text)
        elif wanted and not signed:
            yield Found(Difference.SIGNATURE, SIGNATURE, "应当有签名，却没有")


def _compare_files(folder: Path, manifest: Manifest, present: Mapping[str, FileDigest]) -> Iterator[Found]:
    listed, second, known = dict(manifest.files), _find_second(manifest, present), {MANIFEST, SIGNATURE}
    whole = not manifest.second_list
    if second:
        known.add(second)
        hidden = parse_manifest((folder / second).read_bytes())
        if hidden and present[second].sha256 == manifest.second_list:
            listed |= hidden.files
            whole = True
    if not whole:
        text = "企业码页面的清单被改动过" if second else "找不到企业码页面的清单"
        yield Found(Difference.MANIFEST, second or "manifest-….json", f"{text}，这些页面无法核对")
    for path, wanted in listed.items():
        if path not in present:
            yield Found(Difference.MISSING, path)
        elif present[path] != wanted:
            yield Found(Difference.ALTERED, path)
    for path in present:
        if path not in listed and path not in known and (whole or not path.startswith("f/")):
            yield Found(Difference.ADDED, path)


def _find_second(manifest: Manifest, present: Mapping[str, FileDigest]) -> str:
    """The list of hidden files: the one with the right digest, else any of that name."""
    candidates = [path for path in present if SECOND_LIST.fullmatch(path)] if manifest.second_list else []
    exact = [path for path in candidates if present[path].sha256 == manifest.second_list]
    return next(iter(exact or candidates), "")
