"""Puts together the folders that a site is made from and consists of."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

from mashang.county import ForeignFolderError
from mashang.files import AddressTakenError
from mashang.sources.places import is_litter


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

    What office programs and systems leave among them, such as small pictures of photos, is left out.
    Raises :class:`ForeignFolderError` when a link stands among the county's files.
    """
    for path in (overrides, *sorted(overrides.rglob("*"))):
        if path.is_symlink():
            raise ForeignFolderError(f"site_config 里的 {path.name} 是一个链接。请换成文件本身，再运行一次。")
    shutil.rmtree(target, ignore_errors=True)
    with as_file(files("mashang.pages") / "theme") as theme:
        shutil.copytree(theme, target, copy_function=shutil.copyfile)
    if overrides.is_dir():
        shutil.copytree(overrides, target, ignore=_leave_litter, copy_function=shutil.copyfile, dirs_exist_ok=True)


def _leave_litter(_: str, names: list[str]) -> list[str]:
    return [name for name in names if is_litter(name)]


def has_templates(overrides: Path) -> bool:
    """Whether a county lays templates of its own over the theme's; what they print may depend on anything."""
    return any(path.is_file() and path.relative_to(overrides).parts[0] != "assets" for path in overrides.rglob("*"))
