"""Faults of the place where a county lies: links, no space, broken templates. The old site stays; a line says why."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from mashang.codes.ledger import read_ledger
from mashang.codes.ledger_chain import chain_row, render_chain
from mashang.codes.ledger_table import render_rows
from mashang.county import HASH_CHAIN, LEDGER, County

Run = Callable[..., tuple[int, str]]
LIMITED_BUILD = """
import resource, runpy, sys
largest = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
runpy.run_module("mashang", run_name="__main__", alter_sys=True)
"""
"""A command that may write no file of more bytes than its first argument; POSIX knows such limits, Windows does not."""


@pytest.mark.parametrize("name", ["build", "build/docs", "build/theme", "build/staging", "site"])
def test_a_link_in_the_place_of_a_written_folder_is_refused(
    county: Path, tmp_path: Path, mashang: Run, name: str
) -> None:
    """What the link leads to is neither cleared nor written, and no code is issued."""
    foreign = tmp_path / "foreign"
    for folder in ("docs", "theme", "staging"):
        (foreign / folder).mkdir(parents=True)
        (foreign / folder / "precious.txt").write_text("别人的", encoding="utf-8")
    before = sorted(foreign.rglob("*"))
    shutil.rmtree(county / "qrcodes")
    (county / name).parent.mkdir(exist_ok=True)
    (county / name).symlink_to(foreign, target_is_directory=True)
    code, said = mashang("build", "--root", county)
    assert (code, said) == (3, f"{name} 是指向别处的链接，程序不会改动那里的文件。请删掉这个链接，再运行一次。\n")
    assert sorted(foreign.rglob("*")) == before
    assert not (county / "qrcodes").exists()


@pytest.mark.skipif(find_spec("resource") is None, reason="this system cannot limit the size of files")
@pytest.mark.parametrize("largest", [600, 9_000, 40_000])
def test_a_full_disk_keeps_the_old_site(example: Path, tmp_path: Path, largest: int) -> None:
    """No file may grow beyond a limit, as on a full disk: the engine or the build itself stops, with a plain line."""
    root = tmp_path / "county"
    shutil.copytree(example, root, ignore=shutil.ignore_patterns("build", ".lock"))
    before = {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()}
    run = subprocess.run(
        [sys.executable, "-c", LIMITED_BUILD, str(largest), "build", "--root", str(root)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert run.returncode == 3
    assert "Traceback" not in run.stdout + run.stderr
    assert "文件大小超过了这个磁盘或系统的上限。" in run.stderr
    assert {path: path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()} == before


@pytest.mark.skipif(find_spec("resource") is None, reason="this system cannot limit the size of files")
@pytest.mark.parametrize(
    ("largest", "words"),
    [
        (10, ["check", "--output", "问题/问题.txt"]),
        (200, ["codes", "list", "--output", "码.csv"]),
        (1_000, ["codes", "withdraw", "{code}"]),
        (1_000, ["codes", "replace", "{code}"]),
        (50, ["keys", "create"]),
        (9_000, ["codes", "print", "--sheet", "list"]),
        (3_000, ["remind"]),
        (40_000, ["bundle"]),
        (100, ["bundle", "--output", "包/网站.tar.gz"]),
        (900, ["close", "2026-08"]),
    ],
)
def test_a_command_that_cannot_finish_leaves_the_folder_as_it_was(
    example: Path, tmp_path: Path, largest: int, words: list[str]
) -> None:
    """Some of its files would still fit and some not: none is written, none is left empty, and the line says why."""
    root = tmp_path / "county"
    shutil.copytree(example, root, ignore=shutil.ignore_patterns(".lock"))
    if words[0] == "close":
        shutil.rmtree(root / "content" / "closed")
        (root / "content" / "corrections.csv").unlink()
        shutil.rmtree(root / "site")
    ledger, _ = read_ledger(County(root))
    assert ledger is not None
    before = list_tree(root)
    run = subprocess.run(
        [
            *(sys.executable, "-c", LIMITED_BUILD, str(largest)),
            *(word.format(code=next(iter(ledger.active.values())).code) for word in words),
            *("--root", str(root)),
        ],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "MASHANG_KEYS": str(tmp_path / "keys")},
        check=False,
    )
    assert (run.returncode, "文件大小超过了这个磁盘或系统的上限。" in run.stderr) == (3, True), run.stderr + run.stdout
    assert list_tree(root) == before
    assert not list((tmp_path / "keys").glob("*"))


def list_tree(root: Path) -> dict[Path, bytes]:
    """Everything below a folder but the lock; folders hold nothing."""
    kept = (path for path in root.rglob("*") if path.name != ".lock")
    return {path: path.read_bytes() if path.is_file() else b"" for path in kept}


def test_a_fault_in_a_countys_own_template_is_reported_in_a_line(county: Path, mashang: Run) -> None:
    """A broken override names itself; the site that was not there is not made."""
    overrides = county / "site_config" / "overrides" / "partials"
    overrides.mkdir(parents=True)
    (overrides / "footer.html").write_text("{% if %}", encoding="utf-8")
    code, said = mashang("build", "--root", county)
    assert code == 3
    assert said.startswith("生成阅读页面时出错：\n")
    assert "TemplateSyntaxError" in said
    assert "Traceback" not in said
    assert not (county / "site").exists()


def test_a_history_rewritten_in_ledger_and_chain_is_noticed(built: Path, mashang: Run) -> None:
    """Two codes change targets in both files alike: the checkpoint of the site in place finds it."""
    ledger, _ = read_ledger(County(built))
    assert ledger is not None
    one, other, *rest = ledger.codes
    codes = (replace(one, target=other.target), replace(other, target=one.target), *rest)
    (built / LEDGER).write_bytes(render_rows(codes))
    (built / HASH_CHAIN).write_bytes(render_chain([chain_row(code) for code in codes]))
    assert read_ledger(County(built))[1] == ()
    page = built / "site" / "f" / one.code / "index.html"
    before = page.read_bytes()
    code, said = mashang("build", "--root", built)
    assert (code, said.count("[ledger-published-changed]")) == (1, 1)
    assert page.read_bytes() == before
