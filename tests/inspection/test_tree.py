"""A built site is read whole, by one process or by two."""

from __future__ import annotations

from pathlib import Path

from mashang.inspection.tree import read_tree
from tests.inspection.sound_site import sound_files


def write_site(root: Path) -> None:
    """A small site with a page that is not UTF-8."""
    for name, text in sound_files().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "old.html").write_bytes("<p>旧</p>".encode("gb18030"))


def test_two_processes_read_what_one_reads(tmp_path: Path) -> None:
    """The same pages in the same order, the same references, sizes and faults."""
    write_site(tmp_path)
    one, two = read_tree(tmp_path), read_tree(tmp_path, alone=2)
    assert two == one
    assert list(two.pages) == list(one.pages) == sorted(one.pages)
    assert two.documents["old.html"].fault == "不是 UTF-8 编码"
    assert two.pages["old.html"].size == len("<p>旧</p>".encode("gb18030"))
    assert two.scripts == {"assets/site.js": "console.log(1)"}
    assert set(two.sizes) == {*sound_files(), "old.html"}
