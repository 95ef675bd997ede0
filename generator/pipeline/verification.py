"""Comparing a site with its manifest, wherever it lies."""

from __future__ import annotations

from pathlib import Path

from generator.pipeline.county import CountyError, published_folder
from generator.pipeline.keys import PUBLIC_KEYS, list_keys
from generator.publish.comparison import Comparison, Difference, Proof, compare_site
from generator.publish.signature import fingerprint, split_keys
from generator.settings import Stage

__all__ = ["Comparison", "Difference", "verify_site"]


def verify_site(
    root: Path, stage: Stage, folder: Path | None = None, manifest: Path | None = None, key: Path | None = None
) -> Comparison:
    """Compare the published site of a stage, or the one in ``folder``, with its manifest or the one given.

    The signature is judged by the public keys in the file ``key``, else by the county's own, else by the one that lies
    in the site itself. Raises :class:`CountyError` when there is no site, or no key in the file.
    """
    site = folder or published_folder(root, stage)
    if not site.is_dir():
        raise CountyError("还没有生成网站。请先运行 build，或写明网站所在的文件夹。")
    kept = manifest.read_bytes() if manifest else None
    return compare_site(site, Proof(kept, _read_keys(key) if key else tuple(pair.public for pair in list_keys(root))))


def _read_keys(path: Path) -> tuple[bytes, ...]:
    keys = split_keys(path.read_bytes())
    if not keys or not all(map(fingerprint, keys)):
        raise CountyError(f"{path} 里不是公钥。请给出网站的 manifest.pub，或县里的 {PUBLIC_KEYS}。")
    return keys
