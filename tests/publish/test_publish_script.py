"""The script that publishes an archive on a server, run by the system's own ``sh`` over real archives."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tarfile
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from mashang.county import Stage
from mashang.files import write_files
from mashang.proof.manifest import Origin, write_manifest
from mashang.publish.bundle import write_bundle
from mashang.publish.server_files import Release
from mashang.settings import Settings
from mashang.signature import create_keys, fingerprint, sign
from tests.example_settings import SETTINGS

SCRIPT = Path(str(files("mashang.publish") / "server" / "publish.sh"))
TOOLS = (
    *("tar", "gzip", "sha256sum", "find", "sort", "cut", "sed", "grep", "readlink", "mktemp", "mv", "ln", "rm", "cat"),
    *("mkdir", "basename", "chmod", "tail", "sync", "tr", "flock", "openssl", "cp"),
)
PATIENCE = 60


KEYS = create_keys(None)


def pack(
    folder: Path,
    words: str,
    settings: Settings = SETTINGS,
    stage: Stage = Stage.PRODUCTION,
    keys: tuple[bytes, bytes] | None = None,
) -> Path:
    """The archive of a site of two pages that both say these words, and of a hidden one; signed with the keys."""
    hidden = '<meta name="robots" content="noindex,nofollow">' if stage is Stage.STAGING else ""
    page = f'{hidden}<link rel="canonical" href="{settings.site_url}">{words}'
    site = folder / f"site {stage.value} {words}"
    write_files(site, [("index.html", page), ("about/index.html", words), ("assets/附件.txt", words)])
    if keys:
        write_files(site, [("f/X/index.html", words), ('assets/“a"b”.txt', "")])
        about = {"site": {"url": settings.site_url, "stage": stage.value, "changed_on": ""}}
        manifest = write_manifest(
            site, Origin(about, ({"path": "site.yml", "size": 1, "sha256": "0" * 64},)), ["f/X"], b""
        )
        write_files(site, [("manifest.sig", sign(keys[0], None, manifest)), ("manifest.pub", keys[1])])
    return write_bundle(site, Release(settings, stage), None, folder / "archives").archive


def publish(base: Path, *words: str | Path, path: str | None = None) -> tuple[int, str]:
    """Run the script for the releases below ``base``; its exit code and all it said."""
    done = subprocess.run(
        [shutil.which("sh") or "/bin/sh", str(SCRIPT), *map(str, words), "--base", str(base)],
        env={**os.environ, "PATH": path or os.environ["PATH"]},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
        start_new_session=True,
    )
    return done.returncode, done.stdout


def shown(base: Path, stage: str = "production") -> str:
    """What the public sees: the words of both pages, which must be of one release."""
    site = base / stage / "current" / "site"
    if not site.exists():
        return ""
    words = (site / "about/index.html").read_text(encoding="utf-8")
    assert (site / "index.html").read_text(encoding="utf-8").endswith(words)
    assert (site / "assets/附件.txt").read_text(encoding="utf-8") == words
    return words


def releases(base: Path) -> list[str]:
    """All that lies among the releases, by number only."""
    return sorted(entry.name.partition("-")[0] for entry in (base / "production" / "releases").iterdir())


def test_publishing_shows_the_new_site_and_back_the_old(tmp_path: Path) -> None:
    """From release to release and back again; the same archive twice changes nothing."""
    base = tmp_path / "网站 服务器"
    one, two, three = (pack(tmp_path, words) for words in ("一", "二", "三"))
    code, said = publish(base, one)
    assert (code, shown(base)) == (0, "一"), said
    assert "已发布 0001-" in said
    assert publish(base, two)[0] == 0
    assert shown(base) == "二"
    assert publish(base, two)[1].startswith("服务器上已经是这一版")
    code, said = publish(base, "--back")
    assert (code, shown(base)) == (0, "一"), said
    assert publish(base, three)[0] == 0
    assert shown(base) == "三"
    assert publish(base, "--back")[0] == 0
    assert shown(base) == "一", "what was shown before, not what was once withdrawn"
    code, said = publish(base, "--back")
    assert code == 1
    assert "没有比" in said
    assert shown(base) == "一"
    listed = publish(base, "--list")[1].splitlines()
    assert [line.endswith("← 现在公开的") for line in listed] == [True, False]


def test_the_last_releases_are_kept(tmp_path: Path) -> None:
    """As many as are asked for, the one that is shown among them; what was withdrawn goes first."""
    for number in range(1, 5):
        assert publish(tmp_path / "srv", pack(tmp_path, f"第{number}版"), "--keep", "2")[0] == 0
    assert releases(tmp_path / "srv") == ["0003", "0004"]
    assert publish(tmp_path / "srv", "--back")[0] == 0
    assert publish(tmp_path / "srv", pack(tmp_path, "第5版"), "--keep", "2")[0] == 0
    assert releases(tmp_path / "srv") == ["0003", "0005"]


def test_stages_and_addresses_are_kept_apart(tmp_path: Path) -> None:
    """A preview lies in a place of its own, and a place takes the archives of one address only."""
    base = tmp_path / "srv"
    preview = replace(SETTINGS, site_url="https://yulan.example.com/")
    assert publish(base, pack(tmp_path, "公开"))[0] == 0
    assert publish(base, pack(tmp_path, "草稿", preview, Stage.STAGING))[0] == 0
    assert (shown(base), shown(base, "staging")) == ("公开", "草稿")
    other = replace(SETTINGS, site_url="https://www.example.com/other/")
    code, said = publish(base, pack(tmp_path, "别县", other))
    assert code == 1
    assert "这里只收 stage=production site=https://www.example.com/yshj/" in said
    shutil.rmtree(base / "production")
    (base / "staging").rename(base / "production")
    code, said = publish(base, pack(tmp_path, "公开二"))
    assert (code, shown(base)) == (1, "草稿")
    assert "这里只收 stage=staging" in said


def test_an_archive_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    """Cut short, altered, without its checksum, or no archive of ours: the old site stays, nothing is left behind."""
    base, old = tmp_path / "srv", pack(tmp_path, "旧")
    assert publish(base, old)[0] == 0
    archive = pack(tmp_path, "新")
    checksum = archive.with_name(f"{archive.name}.sha256")
    whole, sums = archive.read_bytes(), checksum.read_bytes()
    for data, listed, expected in (
        (whole[:-100], sums, "可能坏了"),
        (whole, b"0" * 64 + b"  x\n", "可能坏了"),
        (whole, None, "两个文件要一起传上来"),
    ):
        archive.write_bytes(data)
        if listed is None:
            checksum.unlink()
        else:
            checksum.write_bytes(listed)
        code, said = publish(base, archive)
        assert (code, shown(base)) == (1, "旧")
        assert expected in said
    assert releases(base) == ["0001"]


def rewrite(archive: Path, change: dict[str, bytes | tarfile.TarInfo]) -> Path:
    """An archive with entries put in or changed, and a checksum that fits it: as somebody would who means harm."""
    top = archive.name.removesuffix(".tar.gz")
    folder = archive.parent / "changed"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with tarfile.open(archive) as source:
        source.extractall(folder, filter="data")
    target = folder / archive.name
    links = [entry for entry in change.values() if isinstance(entry, tarfile.TarInfo)]
    for name, content in change.items():
        if isinstance(content, bytes):
            (folder / top / name).write_bytes(content)
    with tarfile.open(target, "w:gz") as made:
        made.add(folder / top, top)
        for entry in links:
            made.addfile(entry)
    command = ["sha256sum", target.name]
    listed = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout
    target.with_name(f"{target.name}.sha256").write_bytes(listed)
    return target


def test_an_archive_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    """A changed page, a page that no list names, a link out of the folder, a name above it, another stage inside."""
    base, archive = tmp_path / "srv", pack(tmp_path, "新")
    top = archive.name.removesuffix(".tar.gz")
    link = tarfile.TarInfo(f"{top}/site/x")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    changes: list[tuple[dict[str, bytes | tarfile.TarInfo], str]] = [
        ({"site/index.html": b"other"}, "与 SHA256SUMS 里记的不一样"),
        ({"site/more.html": b"more"}, "没有记的文件"),
        ({"RELEASE": b"stage=staging\nsite=x\n"}, "与 SHA256SUMS 里记的不一样"),
        ({"x": link}, "链接或特殊文件"),
        ({"x": tarfile.TarInfo(f"{top}/../../x")}, "指向外面"),
        ({"x": tarfile.TarInfo("elsewhere/x")}, "不是码上打的压缩包"),
    ]
    for change, expected in changes:
        code, said = publish(base, rewrite(archive, change))
        assert code == 1, said
        assert expected in said
        assert shown(base) == ""


def sum_up(folder: Path) -> bytes:
    """SHA256SUMS of an unpacked archive, as somebody would write it anew who changed a file."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    digests = ((hashlib.sha256((folder / name).read_bytes()).hexdigest(), name) for name in names)
    return "".join(f"{digest}  {name}\n" for digest, name in digests if name != "SHA256SUMS").encode()


def forge(archive: Path, change: dict[str, bytes | None]) -> Path:
    """An archive with files changed or removed, and every checksum made to fit."""
    top = archive.name.removesuffix(".tar.gz")
    folder = archive.parent / "forged"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with tarfile.open(archive) as source:
        source.extractall(folder, filter="data")
    for name, content in change.items():
        (folder / top / name).unlink(missing_ok=True)
        if content is not None:
            (folder / top / name).write_bytes(content)
    (folder / top / "SHA256SUMS").write_bytes(sum_up(folder / top))
    target = folder / archive.name
    with tarfile.open(target, "w:gz") as made:
        made.add(folder / top, top)
    target.with_name(f"{target.name}.sha256").write_text(hashlib.sha256(target.read_bytes()).hexdigest())
    return target


def test_an_archive_without_a_site_is_refused(tmp_path: Path) -> None:
    """Whole by every checksum, but with nothing to show."""
    archive = forge(pack(tmp_path, "新"), {"site/index.html": None})
    code, said = publish(tmp_path / "srv", archive)
    assert (code, shown(tmp_path / "srv")) == (1, "")
    assert "压缩包里没有网站" in said


def test_the_first_key_is_kept_and_nothing_else_is_taken(tmp_path: Path) -> None:
    """Signed releases go through; unsigned ones, and those of another key, wait for a person."""
    base, mark = tmp_path / "srv", fingerprint(KEYS[1])
    assert publish(base, pack(tmp_path, "零"))[0] == 0, "a county without a key"
    code, said = publish(base, pack(tmp_path, "一", keys=KEYS))
    assert code == 0, said
    assert f"请和县里电话核对指纹：{mark}" in said
    code, said = publish(base, pack(tmp_path, "二", keys=KEYS))
    assert (code, mark in said, shown(base)) == (0, False, "二"), said
    code, said = publish(base, pack(tmp_path, "三"))
    assert (code, shown(base)) == (1, "二")
    assert "却没有签名" in said
    other = create_keys(None)
    archive = pack(tmp_path, "四", keys=other)
    code, said = publish(base, archive)
    assert (code, shown(base)) == (1, "二")
    assert f"指纹 {fingerprint(other[1])}），这里记的是 {mark}。" in said
    (base / "production" / "KEY").unlink()
    assert publish(base, archive)[0] == 0
    assert shown(base) == "四"
    assert publish(base, "--back")[0] == 0, "what was verified once may be shown again"


def test_what_the_signature_does_not_cover_is_refused(tmp_path: Path) -> None:
    """A changed page, list, signature or address in an archive whose checksums all fit."""
    base, archive = tmp_path / "srv", pack(tmp_path, "新", keys=KEYS)
    with tarfile.open(archive) as source:
        names = {name.partition("/")[2] for name in source.getnames()}
        second = next(name for name in names if name.startswith("site/manifest-"))
        manifest = source.extractfile(f"{archive.name.removesuffix('.tar.gz')}/site/manifest.json")
        assert manifest
        words = manifest.read()
    elsewhere = b"stage=production\nsite=https://other.example/\n"
    changes: list[tuple[dict[str, bytes | None], str]] = [
        ({"site/index.html": b"other"}, "与签过名的清单不一样"),
        ({"site/more.html": b"more"}, "与签过名的清单不一样"),
        ({"site/about/index.html": None}, "与签过名的清单不一样"),
        ({"site/f/X/index.html": b"other"}, "与签过名的清单不一样"),
        ({second: None}, "与签过名的清单不一样"),
        ({second: b"other"}, "与签过名的清单不一样"),
        ({"site/manifest.json": words.replace(b"www", b"w3w")}, "签名不对"),
        ({"site/manifest.sig": b"0" * 64}, "签名不对"),
        ({"site/manifest.sig": None}, "却没有签名"),
        ({"site/manifest.pub": None}, "却没有签名"),
        ({"RELEASE": elsewhere}, "属于别的网站"),
    ]
    for change, expected in changes:
        code, said = publish(base, forge(archive, change))
        assert code == 1, (change, said)
        assert expected in said, change
        assert shown(base) == ""
        assert not (base / "production" / "KEY").exists()
    assert publish(base, archive)[0] == 0


def test_a_server_that_cannot_verify_says_so(tmp_path: Path) -> None:
    """Its openssl is too old: published only on the word that somebody verified it elsewhere."""
    archive, old = pack(tmp_path, "新", keys=KEYS), tmp_path / "old"
    old.mkdir()
    for tool in TOOLS:
        if real := shutil.which(tool):
            (old / tool).symlink_to(real)
    (old / "openssl").unlink()
    code, said = publish(tmp_path / "srv", archive, path=str(old))
    assert code == 3
    assert "没有 openssl 3.0 以上" in said
    code, said = publish(tmp_path / "srv", archive, "--unverified", path=str(old))
    assert (code, shown(tmp_path / "srv")) == (0, "新"), said
    assert "没有核对签名" in said


def test_wrong_usage_is_reported(tmp_path: Path) -> None:
    """Words that mean nothing here give exit code 2 and a hint; the help is Chinese."""
    for words in ((), ("--what",), ("a", "b"), ("--keep", "0", "a"), ("--stage", "other", "--back"), ("--keep",)):
        command = [shutil.which("sh") or "/bin/sh", str(SCRIPT), *words]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=PATIENCE)
        assert done.returncode == 2, words
        assert "--help" in done.stderr
    assert "退回上一版" in publish(tmp_path, "--help")[1]
    assert publish(tmp_path, "no.tar.gz")[0] == 1


STAND_IN = """\
#!/bin/sh
set -C
ticket=1
while ! true 2>/dev/null >"$TICKETS/$ticket"; do ticket=$((ticket + 1)); done
set +C
if [ "$ticket" = "$LAST" ]; then kill -9 0; fi
exec {tool} "$@"
"""
"""Takes a ticket and, with the last, kills the script and all that it runs instead of doing its work."""


def make_killers(folder: Path) -> Path:
    """A stand-in for every tool that the script may call."""
    folder.mkdir()
    for tool in TOOLS:
        if real := shutil.which(tool):
            stand_in = folder / tool
            stand_in.write_text(STAND_IN.format(tool=real), encoding="utf-8")
            stand_in.chmod(0o755)
    return folder


def test_a_kill_at_any_step_leaves_the_old_site_or_the_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between any two of the commands it runs, the public sees one whole release, and a repeat succeeds."""
    old, new, killers = pack(tmp_path, "旧"), pack(tmp_path, "新"), make_killers(tmp_path / "killers")
    assert publish(tmp_path / "srv", old)[0] == 0
    seen: list[str] = []
    code = -signal.SIGKILL
    while code == -signal.SIGKILL:
        step = len(seen) + 1
        base, tickets = tmp_path / f"srv{step}", tmp_path / f"tickets{step}"
        tickets.mkdir()
        monkeypatch.setenv("TICKETS", str(tickets))
        monkeypatch.setenv("LAST", str(step))
        shutil.copytree(tmp_path / "srv", base, symlinks=True)
        code, said = publish(base, new, path=str(killers))
        seen.append(shown(base))
        assert publish(base, new)[0] == 0, "what a kill left behind is in nobody's way"
        assert shown(base) == "新"
        assert not list((base / "production").rglob(".new-*"))
    assert code == 0, said
    assert len(list(tickets.iterdir())) == len(seen) - 1 > 20, "every command was cut off once"
    assert seen == sorted(seen, key="旧新".index), "once the new one is shown it stays"
    assert set(seen) == {"旧", "新"}
