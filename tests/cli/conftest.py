"""The example county with a month begun."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mashang.cli import main
from tests.example_county import copy_county


@pytest.fixture(scope="session")
def november(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example county with November begun, and a sheet for each department and a folder for what comes back."""
    root = copy_county(tmp_path_factory.mktemp("november") / "county")
    assert main(["new-month", "2026-11", "--by-department", "--root", str(root)]) == 0
    (root / "back").mkdir()
    return root


@pytest.fixture
def begun(november: Path, tmp_path: Path) -> Path:
    """A copy of the county with November begun, which a test may change."""
    return Path(shutil.copytree(november, tmp_path / "county"))
