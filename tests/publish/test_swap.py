"""Publishing replaces one whole site by another."""

from __future__ import annotations

import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from mashang.publish.swap import SwapError, recover_site, swap_site

REPOSITORY = Path(__file__).resolve().parents[2]


def make_site(folder: Path, mark: str) -> Path:
    """A little site whose every file holds the same mark."""
    for name in ("index.html", "a/index.html", "z/index.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(mark, encoding="utf-8")
    return folder


def read_marks(folder: Path) -> set[str]:
    """The marks that stand in a site."""
    return {path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def test_first_site_is_published(tmp_path: Path) -> None:
    """Where nothing was published, the finished folder simply becomes the site."""
    swap_site(make_site(tmp_path / "new", "1"), tmp_path / "site")
    assert read_marks(tmp_path / "site") == {"1"}
    assert not (tmp_path / "new").exists()


def test_new_site_replaces_the_old(tmp_path: Path) -> None:
    """After the swap only the new site is there, also files the old one had beside."""
    make_site(tmp_path / "site", "1")
    (tmp_path / "site" / "gone.html").write_text("1", encoding="utf-8")
    swap_site(make_site(tmp_path / "new", "2"), tmp_path / "site")
    assert read_marks(tmp_path / "site") == {"2"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_two_step_swap_where_the_system_cannot_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On other systems the old site is moved aside first, and nothing of it stays."""
    monkeypatch.setattr(sys, "platform", "win32")
    make_site(tmp_path / "site", "1")
    swap_site(make_site(tmp_path / "new", "2"), tmp_path / "site")
    assert read_marks(tmp_path / "site") == {"2"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_linux_swaps_in_one_step(tmp_path: Path) -> None:
    """Where the system can exchange folders nothing is ever moved aside; elsewhere what lies in the way is reported."""
    make_site(tmp_path / "site", "1")
    (tmp_path / "site.old").write_text("in the way", encoding="utf-8")
    finished = make_site(tmp_path / "new", "2")
    if sys.platform == "linux":
        swap_site(finished, tmp_path / "site")
        assert read_marks(tmp_path / "site") == {"2"}
    else:
        with pytest.raises(SwapError):
            swap_site(finished, tmp_path / "site")
        assert read_marks(tmp_path / "site") == {"1"}
    assert (tmp_path / "site.old").read_text(encoding="utf-8") == "in the way"


def test_recovery_between_the_two_steps(tmp_path: Path) -> None:
    """A kill between the two steps leaves the old site aside; the next run puts it back."""
    make_site(tmp_path / "site.old", "1")
    recover_site(tmp_path / "site")
    assert read_marks(tmp_path / "site") == {"1"}


def test_recovery_never_touches_a_site_in_place(tmp_path: Path) -> None:
    """When the site is there, what lies aside is left alone."""
    make_site(tmp_path / "site", "2")
    make_site(tmp_path / "site.old", "1")
    recover_site(tmp_path / "site")
    assert read_marks(tmp_path / "site") == {"2"}


def test_failing_swap_keeps_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the new folder cannot be moved in, the old one is put back and staff read why."""
    monkeypatch.setattr(sys, "platform", "win32")
    make_site(tmp_path / "site", "1")
    with pytest.raises(SwapError, match="原来的网站没有变"):
        swap_site(tmp_path / "missing", tmp_path / "site")
    assert read_marks(tmp_path / "site") == {"1"}


KILLED = """
import os, sys
from pathlib import Path
from mashang.publish.swap import swap_site

sys.platform, left, root = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])

def audit(event, arguments):
    global left
    if event in ("ctypes.dlsym", "os.rename", "shutil.rmtree", "os.remove", "os.rmdir"):
        if left == 0:
            os._exit(9)
        left -= 1

sys.addaudithook(audit)
swap_site(root / "new", root / "site")
"""
"""A swap that ends as if killed before the step of that number: a rename, an exchange, the removal of a file."""


@pytest.mark.parametrize("system", sorted({sys.platform, "win32"}))
def test_kill_at_any_step_leaves_one_whole_site(tmp_path: Path, system: str) -> None:
    """Killed before each of its steps: the site is all old or, from the exchange on, all new."""
    found: list[str] = []
    for step in count():
        root = tmp_path / str(step)
        make_site(root / "site", "1")
        make_site(root / "new", "2")
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, system, str(step), str(root)], cwd=REPOSITORY, timeout=60, check=False
        )
        recover_site(root / "site")
        found += read_marks(root / "site")
        assert len(found) == step + 1
        assert (root / "site" / "z" / "index.html").is_file()
        if killed.returncode == 0:
            break
        assert killed.returncode == 9
    assert found == sorted(found)
    assert set(found) == {"1", "2"}
    assert len(found) > 7, "each file of the old site is removed in a step of its own"
