"""Files are read only where they are files, and digested whatever stands in their place."""

from __future__ import annotations

import os
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
    write_files,
)

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
