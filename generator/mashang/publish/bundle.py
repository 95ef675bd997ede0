"""Packs a published site into one archive for a web server, with a checksum for every file and one for the whole.

A clerk hands the archive over and a Linux server unpacks it, so it is a .tar.gz, which every such server opens with
what it has. The same site gives the same bytes: names are sorted, owners are nobody, times come from the content.
Servers decide by a file's time whether a browser's copy still holds, so that time must differ when the content does: it
is a second of the day before the site's own day, drawn from the content's digest.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from mashang.county import Stage
from mashang.files import write_atomically
from mashang.markup import list_tags
from mashang.problems import MashangError
from mashang.publish.server_files import Release, render_configurations, render_guide
from mashang.settings import Settings

SUMS, RELEASE = "SHA256SUMS", "RELEASE"
_DAY = re.compile(rb"<lastmod>(\d{4}-\d\d-\d\d)</lastmod>")
_SECONDS_A_DAY = 86_400
_UNFIT = re.compile(r"[\\\x00-\x1f\x7f]")
_ID_LENGTH = 12


class BundleError(MashangError):
    """The published folder is not what the archive is to hold."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A written archive, the file with its checksum, the release's name, and how many files of the site it holds."""

    archive: Path
    checksum: Path
    name: str
    files: int


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the archive: its path below the top folder, its digest, and where its bytes are."""

    path: str
    digest: str
    source: Path | bytes

    def read(self) -> bytes:
        """The bytes."""
        return self.source if isinstance(self.source, bytes) else self.source.read_bytes()


def write_bundle(site: Path, release: Release, output: Path | None, folder: Path) -> Bundle:
    """Pack the published folder ``site`` into ``output``, or into ``folder`` under the name that its content gives it.

    Nothing is left behind when it fails, and an archive of that name stays until
    the new one is whole. Raises :class:`BundleError` when the folder is not a site of that stage and address.
    """
    settings, stage = release.settings, release.stage
    check_site(site, settings, stage)
    pages = dict(_list_site(site))
    documents = [(name, path) for name, path in pages.items() if name.endswith(".html")]
    reading = (_read_page(path) for name, path in documents if not name.startswith("f/"))
    scans = (_read_page(path) for name, path in documents if name.startswith("f/"))
    configurations = render_configurations(settings, stage, reading, scans)
    content = [_File(f"site/{name}", _digest(path.read_bytes()), path) for name, path in pages.items()]
    content += (_make_file(f"server/{name}", text) for name, text in configurations.items())
    content += (_File(f"intake/{name}", _digest(data), data) for name, data in release.intake.items())
    about = f"stage={stage.value}\nsite={settings.site_url}\n"
    name = f"mashang-{stage.value}-{_digest((_format_sums(content) + about).encode())[:_ID_LENGTH]}"
    guide = render_guide(replace(release, name=name))
    content += (_make_file(f"server/{file}", text) for file, text in guide.items())
    content.append(_make_file(RELEASE, f"{about}release={name}\n"))
    content.append(_make_file(SUMS, _format_sums(content)))
    archive = output or folder / f"{name}.tar.gz"
    checksum = _write_archive(archive, name, content, _read_day(site))
    return Bundle(archive, checksum, name, len(pages))


def check_site(site: Path, settings: Settings, stage: Stage) -> None:
    """Make sure that a folder holds a finished site of that stage, built for that address.

    Raises :class:`BundleError` otherwise.
    """
    home = site / "index.html"
    if not home.is_file():
        raise BundleError(f"还没有生成网站（{site.name} 里没有 index.html）。请先运行 build。")
    tags = tuple(list_tags([_read_page(home)]))
    metas = {tag.attributes.get("name"): tag.attributes.get("content", "") for tag in tags if tag.name == "meta"}
    hidden = "noindex" in metas.get("robots", "")
    if hidden != (stage is Stage.STAGING):
        kind = "内部预览" if hidden else "正式网站"
        raise BundleError(f"{site.name} 文件夹里的是{kind}，不能当作另一种打包。请重新运行 build。")
    if settings.site_url not in (
        tag.attributes.get("href") for tag in tags if tag.attributes.get("rel") == "canonical"
    ):
        raise BundleError(f"网站不是按 {settings.site_url} 生成的，可能生成以后改过 site.yml。请重新运行 build。")


def _list_site(site: Path) -> Iterator[tuple[str, Path]]:
    """Every file below the site, by its path with forward slashes, in their order."""
    for path in sorted(site.rglob("*"), key=lambda path: path.relative_to(site).as_posix()):
        name = path.relative_to(site).as_posix()
        if path.is_symlink():
            raise BundleError(f"{site.name} 里的 {name} 是指向别处的链接，没有打包。请重新运行 build。")
        if path.is_file():
            if _UNFIT.search(name):
                raise BundleError(f"{site.name} 里有一个文件的名字不能放到服务器上：{name!r}。")
            yield name, path


def _read_page(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _make_file(path: str, text: str) -> _File:
    content = text.encode()
    return _File(path, _digest(content), content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _format_sums(content: list[_File]) -> str:
    """The digests as ``sha256sum -c`` reads them."""
    return "".join(f"{file.digest}  {file.path}\n" for file in sorted(content, key=lambda file: file.path))


def _read_day(site: Path) -> date:
    """The newest day that the site's map names: a fact of the content, not of the clock."""
    found = _DAY.findall((site / "sitemap.xml").read_bytes()) if (site / "sitemap.xml").is_file() else []
    return date.fromisoformat(max(found).decode()) if found else date(2026, 1, 1)


def _write_archive(archive: Path, top: str, content: list[_File], day: date) -> Path:
    """Write the archive and beside it, just before it takes its place, its digest; returns the path of that."""
    new_folder = not archive.parent.exists()
    archive.parent.mkdir(parents=True, exist_ok=True)
    temporary = archive.with_name(f"{archive.name}.tmp")
    try:
        temporary.unlink(missing_ok=True)
        with temporary.open("xb") as target, gzip.GzipFile("", "wb", 6, target, mtime=0) as packed:
            _write_entries(packed, top, content, int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))
        with temporary.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        checksum = archive.with_name(f"{archive.name}.sha256")
        write_atomically(checksum, f"{digest}  {archive.name}\n")
        temporary.replace(archive)
    except OSError as fault:
        fault.filename = fault.filename or str(archive)
        raise
    finally:
        temporary.unlink(missing_ok=True)
        if new_folder and not any(archive.parent.iterdir()):
            archive.parent.rmdir()
    return checksum


def _write_entries(packed: gzip.GzipFile, top: str, content: list[_File], day: int) -> None:
    folders: Mapping[str, None] = dict.fromkeys(
        f"{top}/{parent.as_posix()}" if parent.as_posix() != "." else top
        for file in content
        for parent in reversed(Path(file.path).parents)
    )
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as entries:
        for folder in sorted(folders):
            entries.addfile(_describe(folder, day - _SECONDS_A_DAY, tarfile.DIRTYPE))
        for file in sorted(content, key=lambda file: file.path):
            data = file.read()
            moment = day - _SECONDS_A_DAY + int(file.digest[:12], 16) % _SECONDS_A_DAY
            entry = _describe(f"{top}/{file.path}", moment, tarfile.REGTYPE)
            entry.size = len(data)
            entries.addfile(entry, io.BytesIO(data))


def _describe(name: str, moment: int, kind: bytes) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.mtime = kind, moment
    entry.mode = 0o755 if kind == tarfile.DIRTYPE else 0o644
    return entry
