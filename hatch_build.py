"""Tells hatchling what the wheel depends on: the lines of requirements.in, so that they stand in one place only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RequirementsHook(MetadataHookInterface):
    """Fills the dynamic field ``dependencies``."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set ``metadata["dependencies"]`` to the requirements, without their comments."""
        lines = (Path(self.root) / "requirements.in").read_text(encoding="utf-8").splitlines()
        stripped = (line.partition("#")[0].strip() for line in lines)
        metadata["dependencies"] = [requirement for requirement in stripped if requirement]
