"""The settings of the site's engine that a new county is given: the program's own ``mkdocs.yml``."""

from __future__ import annotations

from pathlib import Path

_PACKED = Path(__file__).with_name("mkdocs.yml")
"""Where the wheel keeps it."""
_BESIDE = Path(__file__).resolve().parents[3] / "mkdocs.yml"
"""Where it lies when the program runs from its own folder."""


def read_engine_settings() -> bytes:
    """The text of ``mkdocs.yml``."""
    return (_PACKED if _PACKED.is_file() else _BESIDE).read_bytes()
