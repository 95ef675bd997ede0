"""Writes folders of derived files."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from importlib.resources import as_file, files
from pathlib import Path

from generator.problems import MashangError

FileContent = str | bytes


class FileBusyError(MashangError):
    """A file cannot be replaced."""


class AddressTakenError(MashangError):
    """Two sources claim one address of the site."""


class ForeignFolderError(MashangError):
    """A link leads out of the county's folder where files are written, cleared or copied."""


def check_own(root: Path, names: Iterable[str]) -> None:
    """Make sure that folders below ``root`` are folders of their own and no links to others.

    A build clears them: behind a link it would clear what belongs to somebody else.
    Raises :class:`ForeignFolderError`.
    """
    home = root.resolve()
    for name in names:
        if (home / name).resolve() != home / name:
            raise ForeignFolderError(f"{name} 是指向别处的链接，程序不会改动那里的文件。请删掉这个链接，再运行一次。")


def sync_tree(folder: Path, wanted: Mapping[str, FileContent]) -> None:
    """Make ``folder`` hold exactly the wanted files, touching only those that differ."""
    folder.mkdir(parents=True, exist_ok=True)
    keep = {folder / path for path in wanted}
    for directory, folders, names in os.walk(folder, topdown=False):
        here = Path(directory)
        for name in (*names, *folders):
            entry = here / name
            if entry.is_symlink() or (name in names and entry not in keep):
                entry.unlink()
        if here != folder and not any(here.iterdir()):
            here.rmdir()
    for path, content in wanted.items():
        data = _encode(content)
        target = folder / path
        if not (target.is_file() and target.read_bytes() == data):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def write_files(folder: Path, made: Iterable[tuple[str, FileContent]], previous: Path | None = None) -> int:
    """Write new files below ``folder``; returns how many.

    What stands below ``previous`` with the same content is linked instead, which is several times cheaper
    than making a file. Raises :class:`AddressTakenError` when two of them have the same path.
    """
    count = 0
    known: set[Path] = set()
    for path, content in made:
        target = folder / path
        if target.parent not in known:
            target.parent.mkdir(parents=True, exist_ok=True)
            known.add(target.parent)
        data = _encode(content)
        try:
            if not (previous and _link_same(previous / path, target, data)):
                with target.open("xb") as file:
                    file.write(data)
        except FileExistsError as fault:
            raise AddressTakenError(f"两个来源都要写 {path}，已停止，没有发布任何内容。") from fault
        count += 1
    return count


def _link_same(source: Path, target: Path, data: bytes) -> bool:
    """Give a file that already holds ``data`` a second name; false when there is none or the system cannot."""
    try:
        if source.is_symlink() or source.read_bytes() != data:
            return False
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def write_anew(folder: Path, made: Mapping[str, FileContent]) -> tuple[Path, ...]:
    """Write files below ``folder``, each in one step and over what was there; returns their paths.

    Raises :class:`FileBusyError` when one is open in another program (Windows).
    """
    written = []
    for path, content in made.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f"{target.name}.tmp")
        temporary.unlink(missing_ok=True)
        with temporary.open("xb") as file:  # never through a link that somebody laid there
            file.write(_encode(content))
        try:
            temporary.replace(target)
        except PermissionError as fault:
            temporary.unlink()
            raise FileBusyError(f"不能写入 {target}：可能正在别的程序里打开。请关闭后重试。") from fault
        written.append(target)
    return tuple(written)


def name_file(title: str) -> str:
    """A title as the name of a file, on Windows too."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "-", title).strip(" .") or "-"


def move_into(source: Path, site: Path) -> None:
    """Move everything below ``source`` into ``site``; a folder that both have is filled from both.

    Raises :class:`AddressTakenError` when ``site`` already has a file of that path.
    """
    _move_entries(source, site, "")


def _move_entries(source: Path, site: Path, above: str) -> None:
    for entry in sorted(source.iterdir()):
        target = site / entry.name
        if entry.is_dir() and target.is_dir():
            _move_entries(entry, target, f"{above}{entry.name}/")
        elif target.exists():
            raise AddressTakenError(f"网站里已经有 {above}{entry.name}，两个来源不能写同一个地址；没有发布任何内容。")
        else:
            entry.rename(target)


def write_theme(target: Path, overrides: Path) -> None:
    """Lay out the theme that comes with the product, with the county's own files over it.

    Raises :class:`ForeignFolderError` when a link stands among the county's files.
    """
    for path in (overrides, *sorted(overrides.rglob("*"))):
        if path.is_symlink():
            raise ForeignFolderError(f"site_config 里的 {path.name} 是一个链接。请换成文件本身，再运行一次。")
    shutil.rmtree(target, ignore_errors=True)
    with as_file(files("generator.pages") / "theme") as theme:
        shutil.copytree(theme, target, copy_function=shutil.copyfile)
    if overrides.is_dir():
        shutil.copytree(overrides, target, copy_function=shutil.copyfile, dirs_exist_ok=True)


def has_templates(overrides: Path) -> bool:
    """Whether a county lays templates of its own over the theme's; what they print may depend on anything."""
    return any(path.is_file() and path.relative_to(overrides).parts[0] != "assets" for path in overrides.rglob("*"))


def _encode(content: FileContent) -> bytes:
    return content.encode() if isinstance(content, str) else content
