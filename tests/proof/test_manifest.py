"""The manifest of a site: complete, the same each time, and silent about what must stay hidden."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import pytest

from mashang.addresses import MANIFEST
from mashang.files import FileDigest, digest_file, digest_files
from mashang.proof.manifest import SECOND_LIST, Origin, parse_manifest, write_manifest

ORIGIN = Origin({"program": {"mashang": "1"}}, ({"path": "content/甲.csv", "size": 1, "sha256": "0" * 64},))
SECRET = b"s" * 32
HIDDEN = "f/7K3M9QX2Z"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of four files, two of them hidden."""
    for path, text in (
        ("index.html", "首页"),
        ("data/a.csv", "a"),
        (f"{HIDDEN}/index.html", "某企业"),
        (f"{HIDDEN}/code.svg", ""),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_every_file_is_listed_with_size_and_digest(site: Path) -> None:
    """In the order of the paths, with what the site was made from; any reader of JSON can read it."""
    data = write_manifest(site, ORIGIN, (), SECRET)
    assert data == (site / MANIFEST).read_bytes()
    content = json.loads(data)
    assert [each["path"] for each in content["files"]] == [
        "data/a.csv",
        f"{HIDDEN}/code.svg",
        f"{HIDDEN}/index.html",
        "index.html",
    ]
    assert content["files"][0] == {"path": "data/a.csv", "size": 1, "sha256": hashlib.sha256(b"a").hexdigest()}
    assert content["inputs"] == list(ORIGIN.inputs)
    assert content["program"] == {"mashang": "1"}
    assert content["second_list"] == ""


def test_hidden_files_stand_in_a_list_that_nobody_can_guess(site: Path) -> None:
    """Neither path nor digest of them is in the manifest; the second list's name and digest hang on the secret."""
    shown = write_manifest(site, ORIGIN, {HIDDEN}, SECRET)
    (second,) = (path for path in site.iterdir() if SECOND_LIST.fullmatch(path.name))
    assert HIDDEN.encode() not in shown
    assert hashlib.sha256("某企业".encode()).hexdigest().encode() not in shown
    assert second.name.encode() not in shown
    manifest, hidden = parse_manifest(shown), parse_manifest(second.read_bytes())
    assert manifest
    assert hidden
    assert list(hidden.files) == [f"{HIDDEN}/code.svg", f"{HIDDEN}/index.html"]
    assert manifest.second_list == hashlib.sha256(second.read_bytes()).hexdigest()
    first = second.read_bytes()
    second.unlink()
    (site / MANIFEST).unlink()
    write_manifest(site, ORIGIN, {HIDDEN}, b"t" * 32)
    (other,) = (path for path in site.iterdir() if SECOND_LIST.fullmatch(path.name))
    assert other.name != second.name
    assert other.read_bytes() != first


def test_any_flipped_bit_is_noticed(site: Path) -> None:
    """Every bit of the manifest, one after another."""
    data = write_manifest(site, ORIGIN, {HIDDEN}, SECRET)
    assert parse_manifest(data)
    for place in range(len(data)):
        flipped = bytearray(data)
        flipped[place] ^= 1 << random.Random(place).randrange(8)
        assert parse_manifest(bytes(flipped)) is None
    assert parse_manifest(data[:-1]) is None
    assert parse_manifest(b"") is None


@pytest.mark.parametrize("path", ["../a", "a/../../b", "", "a//b", "/etc/passwd", "a\\..\\b"])
def test_a_list_that_leads_out_of_the_site_is_none(path: str) -> None:
    """Even when its digest is right."""
    entry = json.dumps({"path": path, "size": 0, "sha256": "0" * 64})
    body = f'{{\n"format": 1,\n"files": [\n{entry}\n]'.encode()
    data = body + b',\n"digest": "' + hashlib.sha256(body).hexdigest().encode() + b'"\n}\n'
    assert parse_manifest(data) is None
    good = body.replace(json.dumps(path).encode(), b'"a/b"')
    assert parse_manifest(good + b',\n"digest": "' + hashlib.sha256(good).hexdigest().encode() + b'"\n}\n')


def test_links_and_what_cannot_be_read_have_no_digest(site: Path) -> None:
    """A link in a site is never what was published."""
    (site / "link.html").symlink_to(site / "index.html")
    (site / "folder").symlink_to(site / "data")
    found = digest_files(site)
    assert found["link.html"] == found["folder"] == digest_file(site / "gone") == FileDigest(0, "-")
    assert "folder/a.csv" not in found
