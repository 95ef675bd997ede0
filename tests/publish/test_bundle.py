"""The archive of a published site."""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from mashang.county import Stage
from mashang.files import write_files
from mashang.publish.bundle import Bundle, BundleError, write_bundle
from mashang.publish.server_files import Release
from mashang.settings import Settings
from tests.example_settings import SETTINGS as EXAMPLE

SETTINGS = replace(EXAMPLE, name="甲县\nserver { listen 1; }\u2028;")
HOME = '<meta charset="utf-8"><link rel="canonical" href="https://www.example.com/yshj/"><p>{}</p>'
MAP = "<urlset><url><lastmod>2026-10-05</lastmod></url><url><lastmod>2026-11-06</lastmod></url></urlset>"


def write_site(folder: Path, words: str = "一") -> Path:
    """A small published site."""
    pages = [("index.html", HOME.format(words)), ("about/index.html", words), ("f/X/index.html", "<style>a{}</style>")]
    write_files(folder, [*pages, ("sitemap.xml", MAP), ("assets/附件.txt", "附件")])
    return folder


def pack(site: Path, folder: Path, settings: Settings = SETTINGS, stage: Stage = Stage.PRODUCTION) -> Bundle:
    """Pack a site under the name of its release."""
    return write_bundle(site, Release(settings, stage), None, folder)


def unpack(bundle: Bundle, folder: Path) -> Path:
    """Unpack an archive as a server's tar does; returns its top folder."""
    folder.mkdir()
    command = ["tar", "-xzf", str(bundle.archive), "-C", str(folder)]
    subprocess.run(command, check=True)
    (top,) = folder.iterdir()
    return top


def test_every_file_is_there_with_its_checksum(tmp_path: Path) -> None:
    """``sha256sum -c`` accepts both lists, the one inside names every file, and one changed byte is found."""
    bundle = pack(write_site(tmp_path / "site"), tmp_path / "out")
    assert bundle.files == 5
    beside = ["sha256sum", "-c", bundle.checksum.name]
    subprocess.run(beside, cwd=bundle.archive.parent, check=True, capture_output=True)
    top = unpack(bundle, tmp_path / "unpacked")
    assert top.name == bundle.name
    inside = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    subprocess.run(inside, cwd=top, check=True, capture_output=True)
    listed = {line[66:] for line in (top / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    present = {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()}
    assert listed | {"SHA256SUMS"} == present
    assert (top / "site/assets/附件.txt").read_text(encoding="utf-8") == "附件"
    (top / "site/index.html").write_text("other", encoding="utf-8")
    assert subprocess.run(inside, cwd=top, check=False, capture_output=True).returncode == 1


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    """Wherever it lies, whenever it was written, in whatever order; another word gives another release."""
    one = pack(write_site(tmp_path / "a"), tmp_path / "one")
    for path in sorted((tmp_path / "a").rglob("*.html"), reverse=True):
        path.touch()
        path.chmod(0o600)
    again = pack(tmp_path / "a", tmp_path / "two")
    other = pack(write_site(tmp_path / "b"), tmp_path / "three")
    assert one.archive.read_bytes() == again.archive.read_bytes() == other.archive.read_bytes()
    assert one.archive.name == f"{one.name}.tar.gz"
    assert pack(write_site(tmp_path / "c", "二"), tmp_path / "four").name != one.name


def test_times_come_from_the_content(tmp_path: Path) -> None:
    """A file that changes gets another time, so that no server takes a browser's old copy for the new file."""
    times = {}
    for words in ("一", "二"):
        bundle = pack(write_site(tmp_path / words, words), tmp_path / "out")
        with tarfile.open(bundle.archive) as archive:
            times[words] = {entry.name.partition("/")[2]: entry.mtime for entry in archive if entry.isfile()}
            assert {(entry.uid, entry.gid, entry.uname) for entry in archive} == {(0, 0, "")}
    assert times["一"]["site/about/index.html"] != times["二"]["site/about/index.html"]
    assert times["一"]["site/f/X/index.html"] == times["二"]["site/f/X/index.html"]
    day, night = 1793836800, 1793923200  # 2026-11-05 and 2026-11-06 at midnight
    assert all(day <= moment < night for moment in times["一"].values())


def test_the_archive_can_be_named(tmp_path: Path) -> None:
    """The checksum stands beside it under its name, and packing again replaces both."""
    output = tmp_path / "网站.tar.gz"
    for words in ("一", "二"):
        bundle = write_bundle(
            write_site(tmp_path / words, words), Release(SETTINGS, Stage.PRODUCTION), output, tmp_path / "no"
        )
        assert bundle.archive == output
        digest = hashlib.sha256(output.read_bytes()).hexdigest()
        assert (tmp_path / "网站.tar.gz.sha256").read_bytes() == f"{digest}  网站.tar.gz\n".encode()
    assert not (tmp_path / "no").exists()


def test_what_settings_say_stays_one_line_of_comment(tmp_path: Path) -> None:
    """A name of several lines ends no comment; the stage and address stand in the release's own file."""
    top = unpack(pack(write_site(tmp_path / "site"), tmp_path / "out"), tmp_path / "unpacked")
    for name in ("nginx-site.conf", "nginx-portal-http.conf", "nginx-portal-location.conf"):
        text = (top / "server" / name).read_text(encoding="utf-8")
        assert "listen 1;" in text.split("\n", 1)[0]
        assert "listen 1;" not in text.split("\n", 1)[1]
        assert "\u2028" not in text
    assert (top / "RELEASE").read_text(encoding="utf-8").splitlines()[:2] == [
        "stage=production",
        "site=https://www.example.com/yshj/",
    ]


def test_reading_pages_and_scan_pages_have_policies_of_their_own(tmp_path: Path) -> None:
    """The style inside a scan page is allowed there and nowhere else."""
    top = unpack(pack(write_site(tmp_path / "site"), tmp_path / "out"), tmp_path / "unpacked")
    lines = (top / "server/nginx-site.conf").read_text(encoding="utf-8").splitlines()
    reading, scan = (line for line in lines if "default-src" in line)
    assert '"~^/yshj/f/"' in scan
    assert "style-src 'sha256-" in scan
    assert "sha256-" not in reading


def test_a_site_of_another_stage_or_address_is_refused(tmp_path: Path) -> None:
    """Drafts in the folder of the public site, and a site built before its address was changed."""
    hidden = write_site(tmp_path / "hidden")
    (hidden / "index.html").write_text(HOME + '<meta name="robots" content="noindex,nofollow">', encoding="utf-8")
    site = write_site(tmp_path / "site")
    moved = replace(SETTINGS, site_url="https://new.example.com/")
    for folder, settings, stage, said in (
        (hidden, SETTINGS, Stage.PRODUCTION, "里的是内部预览"),
        (site, SETTINGS, Stage.STAGING, "里的是正式网站"),
        (site, moved, Stage.PRODUCTION, "不是按 https://new.example.com/ 生成的"),
        (tmp_path / "none", SETTINGS, Stage.PRODUCTION, "还没有生成网站"),
    ):
        with pytest.raises(BundleError, match=said):
            pack(folder, tmp_path / "out", settings, stage)
    assert not (tmp_path / "out").exists()


def test_links_and_names_that_lists_cannot_hold_are_refused(tmp_path: Path) -> None:
    """A link could carry a file of somebody else's; a line break in a name would forge a line of the list."""
    site = write_site(tmp_path / "site")
    (site / "secret").symlink_to("/etc/passwd")
    with pytest.raises(BundleError, match="链接"):
        pack(site, tmp_path / "out")
    (site / "secret").unlink()
    (site / "a\nb").write_text("x", encoding="utf-8")
    with pytest.raises(BundleError, match="名字"):
        pack(site, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_interrupted_packing_leaves_the_old_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, say: the archive that was there is whole, and nothing half lies beside it."""
    output = tmp_path / "out.tar.gz"
    write_bundle(write_site(tmp_path / "site"), Release(SETTINGS, Stage.PRODUCTION), output, tmp_path)
    before = output.read_bytes()

    def fill_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tarfile.TarFile, "addfile", fill_disk)
    with pytest.raises(OSError, match="No space"):
        write_bundle(write_site(tmp_path / "new", "新"), Release(SETTINGS, Stage.PRODUCTION), output, tmp_path)
    assert output.read_bytes() == before
    assert not list(tmp_path.glob("*.tmp"))


def test_the_archive_is_written_through_no_link(tmp_path: Path) -> None:
    """Its name follows from the public site, so anybody can foresee it and lay a link there."""
    site = write_site(tmp_path / "site")
    name = pack(site, tmp_path / "foreseen").archive.name
    (tmp_path / "else").write_text("别人的", encoding="utf-8")
    (tmp_path / "out").mkdir()
    for laid in (f"{name}.tmp", f"{name}.sha256"):
        (tmp_path / "out" / laid).symlink_to(tmp_path / "else")
    bundle = pack(site, tmp_path / "out")
    assert bundle.archive.read_bytes() == (tmp_path / "foreseen" / name).read_bytes()
    assert not bundle.archive.is_symlink()
    assert not bundle.checksum.is_symlink()
    assert (tmp_path / "else").read_text(encoding="utf-8") == "别人的"
