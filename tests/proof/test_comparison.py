"""A site held against its manifest: a thousand flipped bits, and everything else that may happen to it."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from mashang.addresses import MANIFEST, PUBLIC_KEY, SIGNATURE
from mashang.proof.comparison import Difference, Proof, compare_site
from mashang.proof.manifest import SECOND_LIST, Origin, parse_manifest, write_manifest
from mashang.signature import create_keys, fingerprint, sign

ROUNDS, FLIPS = 10, 100
PRIVATE, PUBLIC = create_keys(None)
OTHER_PRIVATE, OTHER_PUBLIC = create_keys(None)


@pytest.fixture(scope="module")
def copied(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's site, copied to where a test may change it; each test puts back what it changed."""
    return Path(shutil.copytree(example / "site", tmp_path_factory.mktemp("copied") / "site"))


def differ(site: Path, *keys: bytes, manifest: bytes | None = None) -> list[tuple[Difference, str]]:
    """How a site differs from its manifest."""
    return [(one.difference, one.path) for one in compare_site(site, Proof(manifest, keys)).found]


def flip(path: Path, chance: random.Random) -> bytes:
    """Flip one bit of a file; returns what it held."""
    data = path.read_bytes()
    place = chance.randrange(len(data))
    changed = bytearray(data)
    changed[place] ^= 1 << chance.randrange(8)
    path.write_bytes(changed)
    return data


def test_a_built_site_is_as_its_manifest_says(copied: Path) -> None:
    """No difference, and every file was looked at."""
    compared = compare_site(copied, Proof())
    assert compared.found == ()
    assert compared.files == sum(path.is_file() for path in copied.rglob("*"))
    assert compared.signer == ""


def test_a_thousand_flipped_bits_are_all_found(copied: Path) -> None:
    """Spread over all files of the site, a hundred at a time: just these are named, each time."""
    chance = random.Random(20261120)
    files = sorted(path.relative_to(copied).as_posix() for path in copied.rglob("*") if path.is_file())
    others = [name for name in files if not name.startswith("manifest") and (copied / name).stat().st_size]
    found = 0
    for _ in range(ROUNDS):
        chosen = chance.sample(others, FLIPS)
        before = {name: flip(copied / name, chance) for name in chosen}
        assert sorted(differ(copied)) == sorted((Difference.ALTERED, name) for name in chosen)
        found += len(chosen)
        for name, data in before.items():
            (copied / name).write_bytes(data)
    assert found == 1000
    assert differ(copied) == []


def test_flipped_bits_of_the_lists_themselves_are_found(copied: Path) -> None:
    """Fifty in each; what the lists say is then not believed."""
    chance = random.Random(7)
    (second,) = (path for path in copied.iterdir() if SECOND_LIST.fullmatch(path.name))
    for path in (copied / MANIFEST, second):
        for _ in range(50):
            data = flip(path, chance)
            assert differ(copied) == [(Difference.MANIFEST, path.name)]
            path.write_bytes(data)


def test_missing_and_added_files_are_found(copied: Path) -> None:
    """Also a hidden page, a file in a new folder, a link in the place of a file."""
    (hidden,) = (path for path in copied.iterdir() if SECOND_LIST.fullmatch(path.name))
    listed = parse_manifest(hidden.read_bytes())
    assert listed
    page = next(path for path in listed.files if path.endswith(".html"))
    (copied / "about" / "index.html").rename(copied / "kept")
    assert differ(copied) == [(Difference.MISSING, "about/index.html"), (Difference.ADDED, "kept")]
    (copied / "about" / "index.html").symlink_to(copied / "kept")
    assert differ(copied) == [(Difference.ALTERED, "about/index.html"), (Difference.ADDED, "kept")]
    (copied / "kept").replace(copied / "about" / "index.html")
    (copied / page).rename(copied.parent / "aside")
    (copied / "f" / "NEW").mkdir()
    (copied / "f" / "NEW" / "index.html").write_text("<script>", encoding="utf-8")
    assert differ(copied) == [(Difference.MISSING, page), (Difference.ADDED, "f/NEW/index.html")]
    (copied.parent / "aside").rename(copied / page)
    shutil.rmtree(copied / "f" / "NEW")
    assert differ(copied) == []


def test_the_list_of_hidden_pages_is_itself_guarded(copied: Path) -> None:
    """Lost, or with a second one beside it."""
    (second,) = (path for path in copied.iterdir() if SECOND_LIST.fullmatch(path.name))
    double = copied / f"manifest-{'0' * 32}.json"
    shutil.copyfile(second, copied.parent / "aside")
    double.write_bytes(b"{}")
    assert differ(copied) == [(Difference.ADDED, double.name)]
    double.unlink()
    second.unlink()
    assert differ(copied) == [(Difference.MANIFEST, "manifest-….json")]
    shutil.move(copied.parent / "aside", second)


def test_a_site_without_a_manifest_cannot_be_judged(tmp_path: Path) -> None:
    """That is said, and nothing else."""
    (tmp_path / "index.html").write_text("x", encoding="utf-8")
    assert differ(tmp_path) == [(Difference.MANIFEST, MANIFEST)]


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """A small signed site."""
    (tmp_path / "index.html").write_text("首页", encoding="utf-8")
    (tmp_path / PUBLIC_KEY).write_bytes(PUBLIC)
    manifest = write_manifest(tmp_path, Origin({}, ()), (), b"")
    (tmp_path / SIGNATURE).write_bytes(sign(PRIVATE, None, manifest))
    return tmp_path


def rewrite(site: Path) -> None:
    """Change a page and the manifest with it, as somebody would who knows how."""
    (site / "index.html").write_text("假首页", encoding="utf-8")
    (site / MANIFEST).unlink()
    signature = site / SIGNATURE
    data = signature.read_bytes()
    signature.unlink()
    write_manifest(site, Origin({}, ()), (), b"")
    signature.write_bytes(data)


def test_a_signature_proves_the_manifest(signed: Path) -> None:
    """By the site's own key, which proves little, or by one that is trusted."""
    own, trusted = compare_site(signed, Proof()), compare_site(signed, Proof(None, (PUBLIC,)))
    assert own.found == trusted.found == ()
    assert own.signer == trusted.signer == fingerprint(PUBLIC)
    assert (own.trusted, trusted.trusted) == (False, True)


def test_who_rewrites_the_manifest_too_is_found_out(signed: Path) -> None:
    """By the signature, by a manifest kept elsewhere; and a signature of another key is none of ours."""
    kept = (signed / MANIFEST).read_bytes()
    rewrite(signed)
    assert differ(signed) == [(Difference.SIGNATURE, SIGNATURE)]
    assert differ(signed, manifest=kept) == [(Difference.MANIFEST, MANIFEST), (Difference.ALTERED, "index.html")]
    (signed / PUBLIC_KEY).write_bytes(OTHER_PUBLIC)
    (signed / SIGNATURE).unlink()
    (signed / MANIFEST).unlink()
    manifest = write_manifest(signed, Origin({}, ()), (), b"")
    (signed / SIGNATURE).write_bytes(sign(OTHER_PRIVATE, None, manifest))
    assert differ(signed) == []
    assert differ(signed, PUBLIC) == [(Difference.SIGNATURE, SIGNATURE)]


def test_flipped_bits_of_signature_and_key_are_found(signed: Path) -> None:
    """Each bit of the signature; any of the key."""
    chance = random.Random(3)
    for name in (SIGNATURE, PUBLIC_KEY):
        for _ in range(64):
            data = flip(signed / name, chance)
            assert differ(signed), name
            assert differ(signed, PUBLIC), name
            (signed / name).write_bytes(data)
    assert differ(signed, PUBLIC) == []


def test_a_missing_or_foreign_signature_is_named(signed: Path) -> None:
    """Where a key is shown or trusted there must be one; where none is, there must not."""
    (signed / SIGNATURE).rename(signed / "aside")
    assert differ(signed) == [(Difference.SIGNATURE, SIGNATURE), (Difference.ADDED, "aside")]
    (signed / "aside").rename(signed / SIGNATURE)
    (signed / PUBLIC_KEY).unlink()
    signature = (signed / SIGNATURE).read_bytes()
    (signed / SIGNATURE).unlink()
    (signed / MANIFEST).unlink()
    write_manifest(signed, Origin({}, ()), (), b"")
    assert differ(signed) == []
    assert differ(signed, PUBLIC) == [(Difference.SIGNATURE, SIGNATURE)]
    (signed / SIGNATURE).write_bytes(signature)
    assert differ(signed) == [(Difference.SIGNATURE, SIGNATURE)]


def test_after_a_change_of_keys_old_sites_still_verify(signed: Path) -> None:
    """The county keeps the replaced key behind the new one."""
    compared = compare_site(signed, Proof(None, (OTHER_PUBLIC, PUBLIC)))
    assert compared.found == ()
    assert compared.signer == fingerprint(PUBLIC)
    assert compared.trusted
