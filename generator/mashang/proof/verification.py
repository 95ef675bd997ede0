"""Comparing a site with its manifest, wherever it lies."""

from __future__ import annotations

from pathlib import Path

from mashang.county import PUBLIC_KEYS, County, CountyError, Stage
from mashang.proof.comparison import Comparison, Proof, compare_site
from mashang.proof.keys import list_keys
from mashang.signature import fingerprint, split_keys


def verify_site(
    county: County, stage: Stage, folder: Path | None = None, manifest: Path | None = None, key: Path | None = None
) -> Comparison:
    """Compare the published site of a stage, or the one in ``folder``, with its manifest or the one given.

    The signature is judged by the public keys in the file ``key``, else by the county's own, else by the one that lies
    in the site itself. Raises :class:`CountyError` when there is no site, or no key in the file.
    """
    site = folder or county.site(stage)
    if not site.is_dir():
        raise CountyError("还没有生成网站。请先运行 build，或写明网站所在的文件夹。")
    kept = manifest.read_bytes() if manifest else None
    return compare_site(site, Proof(kept, _read_keys(key) if key else tuple(pair.public for pair in list_keys(county))))


def _read_keys(path: Path) -> tuple[bytes, ...]:
    keys = split_keys(path.read_bytes())
    if not keys or not all(map(fingerprint, keys)):
        raise CountyError(f"{path} 里不是公钥。请给出网站的 manifest.pub，或县里的 {PUBLIC_KEYS}。")
    return keys
