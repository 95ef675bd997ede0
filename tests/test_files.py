"""Files are read only where they are files, and digested whatever stands in their place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mashang.files import (
    FileDigest,
    IrregularFileError,
    LargeFileError,
    digest_file,
    digest_tree,
    read_cache,
    read_regular,
    undo_unfinished,
    write_files,
    write_together,
)

KILLED_AT = """
import os, sys
from pathlib import Path
from mashang.files import write_together
folder, step, seen = Path(sys.argv[1]), int(sys.argv[2]), 0
def kill(event, arguments):
    global seen
    if event in ("open", "os.rename", "os.remove", "os.mkdir") and str(folder) in str(arguments):
        seen += 1
        if seen == step:
            os._exit(9)
sys.addaudithook(kill)
write_together(folder, {"closed/1": "one", "closed/2": "two", "old": "new"}, folder / ".unfinished")
"""
"""Writes three files and dies as the system is about to do its n-th step for them."""


def read_folder(folder: Path) -> dict[str, str]:
    """Every file below a folder, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_files_written_together_are_all_there_or_none_wherever_a_kill_falls(tmp_path: Path) -> None:
    """Step by step: until the last, what was there before comes back; what a kill leaves behind goes."""
    before, after = {"old": "old"}, {"old": "new", "closed/1": "one", "closed/2": "two"}
    for step in range(1, 60):
        folder = tmp_path / str(step)
        folder.mkdir()
        (folder / "old").write_text("old")
        killed = subprocess.run([sys.executable, "-c", KILLED_AT, str(folder), str(step)], check=False).returncode
        undo_unfinished(folder, folder / ".unfinished")
        found = read_folder(folder)
        if not killed:
            break
        leftovers = {name: text for name, text in found.items() if name.endswith(".tmp")}
        assert set(leftovers) <= {"..unfinished.tmp"}, step
        assert {name: text for name, text in found.items() if name not in leftovers} in (before, after), step
    assert killed == 0
    assert step > 10
    assert found == after


def test_a_fault_takes_back_what_was_written_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when somebody stops the program; nothing is left, not even the folder."""
    replace = Path.replace

    def stop(path: Path, target: Path) -> Path:
        if target.name == "2":
            raise KeyboardInterrupt
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_together(tmp_path, {"closed/1": "one", "closed/2": "two"}, tmp_path / ".unfinished")
    assert list(tmp_path.iterdir()) == []


def test_a_journal_that_was_tampered_with_reaches_nothing_outside(tmp_path: Path) -> None:
    """It may take back what lies beside it and below, nothing else."""
    (tmp_path / "own").mkdir()
    (tmp_path / "precious").write_text("别人的", encoding="utf-8")
    journal = tmp_path / "own" / ".unfinished"
    journal.write_text(f'{{"../precious": null, "{tmp_path.as_posix()}/precious": null}}', encoding="utf-8")
    undo_unfinished(tmp_path / "own", journal)
    assert (tmp_path / "precious").exists()
    assert not journal.exists()


no_pipes = pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")


@no_pipes
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Whoever reads, digests or compares goes on at once; the name of the pipe counts in a digest."""
    before = digest_tree(tmp_path)
    pipe = tmp_path / "~$pipe"
    os.mkfifo(pipe)
    with pytest.raises(IrregularFileError):
        read_regular(pipe)
    assert digest_tree(tmp_path) != before
    assert digest_file(pipe) == FileDigest(0, "-")
    assert read_cache(pipe) == {}
    assert write_files(tmp_path / "new", [("~$pipe", "甲")], previous=tmp_path) == 1


@no_pipes
def test_a_file_that_turns_into_a_pipe_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look and the opening somebody may change what stands there."""
    path, pipe = tmp_path / "a.csv", tmp_path / "pipe"
    path.write_bytes(b"a")
    os.mkfifo(pipe)
    opened = os.open
    monkeypatch.setattr(os, "open", lambda _, flags: opened(pipe, flags))
    with pytest.raises(IrregularFileError):
        read_regular(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such device")
def test_a_device_is_not_read() -> None:
    """It has no end."""
    with pytest.raises(IrregularFileError):
        read_regular(Path("/dev/zero"))


def test_only_what_fits_is_read(tmp_path: Path) -> None:
    """The size decides before anything is read; a sparse file costs nothing on the disk and all of the memory."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"abc")
    assert read_regular(path, 3) == b"abc"
    with pytest.raises(LargeFileError):
        read_regular(path, 2)
    before = digest_tree(tmp_path)
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    assert digest_tree(tmp_path) != before


def test_names_that_are_no_text_are_digested(tmp_path: Path) -> None:
    """Linux allows any bytes in a name."""
    try:
        (tmp_path / os.fsdecode(b"\xb4\xeb\xca\xa9.css")).write_bytes(b"a")
    except (OSError, UnicodeError):
        pytest.skip("this system allows no such names")
    assert len(digest_tree(tmp_path)) == 128
