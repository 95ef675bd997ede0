"""The pictures of codes, made here or in a process of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest

from mashang.codes import pictures, symbol
from mashang.codes.masking import Modules
from mashang.codes.matrix import SymbolError, make_matrices
from mashang.codes.pictures import PictureOrder, PictureRun, write_pictures
from mashang.codes.symbol import DrawnSymbol
from mashang.model import Code, CodeKind
from mashang.problems import Problem

CODES = (
    Code("7K3M9QX2Z", CodeKind.WINDOW, "W01", date(2026, 1, 5)),
    Code("00M1ABCD5", CodeKind.ENTERPRISE, "E01", date(2026, 1, 5), base="https://old.example/f/"),
)


def order(folder: Path, base: str = "https://www.example.com/f/") -> PictureOrder:
    """Both codes, into a folder."""
    return PictureOrder(CODES, base, folder, folder.parent / "published")


def read_files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def exchange(texts: Sequence[str]) -> list[Modules]:
    """The symbol of each for the other."""
    return make_matrices(texts)[::-1]


def test_a_process_makes_the_same_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, and from its start on: who waits for it draws nothing."""
    assert write_pictures(order(tmp_path / "here")) == ()
    monkeypatch.setattr(pictures, "MANY", 1)
    with PictureRun(order(tmp_path / "there")) as run:
        monkeypatch.setattr(symbol, "make_matrices", exchange)
        assert run.finish() == ()
    assert read_files(tmp_path / "there") == read_files(tmp_path / "here")
    assert len(read_files(tmp_path / "here")) == 4


def test_what_a_process_cannot_do_is_done_and_said_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that ends, one that fails half way, an address that no symbol holds, a symbol that reads wrong."""
    monkeypatch.setattr(pictures, "MANY", 1)
    left = tmp_path / "files" / "f" / CODES[0].code / "code.png"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    with PictureRun(order(tmp_path / "files")) as run:
        assert run.finish() == ()
    assert left.read_bytes() != b"half"
    with (
        PictureRun(order(tmp_path / "long", "https://www.example.com/" + "f/" * 900)) as run,
        pytest.raises(SymbolError),
    ):
        run.finish()
    monkeypatch.setattr(pictures, "_PROGRAM", "mashang.nowhere")
    with PictureRun(order(tmp_path / "again")) as run:
        assert run.finish() == ()
    assert read_files(tmp_path / "again") == read_files(tmp_path / "files")
    monkeypatch.setattr(symbol, "make_matrices", exchange)
    with PictureRun(order(tmp_path / "wrong")) as run:
        assert [found.code for found in run.finish()] == ["symbol-wrong"] * 4
    assert not (tmp_path / "wrong").exists()


def test_a_run_that_nobody_waits_for_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a build stops before."""
    monkeypatch.setattr(pictures, "MANY", 1)
    with PictureRun(order(tmp_path / "files")) as run:
        process = run._process
    assert process
    assert process._process.poll() is not None


def test_what_is_published_just_so_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was before it was published; what differs in a single byte is, and so is what is not there."""
    published = tmp_path / "published"
    assert write_pictures(PictureOrder(CODES, "https://www.example.com/f/", published, tmp_path / "nothing")) == ()
    read: list[str] = []

    def note(symbols: Iterable[DrawnSymbol]) -> tuple[Problem, ...]:
        read.extend(one.code.code for one in symbols)
        return ()

    monkeypatch.setattr(pictures, "verify_symbols", note)
    write_pictures(order(tmp_path / "same"))
    assert read == []
    (published / "f" / CODES[0].code / "code.svg").write_bytes(b"<svg/>")
    (published / "f" / CODES[1].code / "code.png").unlink()
    write_pictures(order(tmp_path / "changed"))
    assert read == [code.code for code in CODES]


def test_a_symbol_that_turns_wrong_is_found_over_a_published_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not drawn as it was."""
    assert (
        write_pictures(PictureOrder(CODES, "https://www.example.com/f/", tmp_path / "published", tmp_path / "no")) == ()
    )
    monkeypatch.setattr(symbol, "make_matrices", exchange)
    assert [found.code for found in write_pictures(order(tmp_path / "files"))] == ["symbol-wrong"] * 4
