"""Reading the pages of free text in ``content/pages``."""

from __future__ import annotations

from pathlib import Path

from mashang.problems import Problem
from mashang.raw import RawDocument
from mashang.sources.file_bytes import read_characters


def read_document(path: Path, file: str) -> tuple[RawDocument | None, tuple[Problem, ...]]:
    r"""A Markdown page with ``\n`` as its only line break, or ``None`` and why it cannot be read."""
    text, problems = read_characters(path, file)
    if text is None:
        return None, problems
    return RawDocument(file, path.stem, text.replace("\r\n", "\n").replace("\r", "\n")), ()
