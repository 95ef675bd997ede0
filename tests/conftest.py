"""The example county, copied to where a test may change it, and once built for all tests that only look."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from mashang.cli import main
from tests.example_county import copy_county

# The starter, which also starts the tests, says to the program how it was called.
os.environ.pop("MASHANG_CALL", None)

# Tests also run the program in processes of their own.
_HOME = Path(__file__).resolve().parents[1]
os.environ["PYTHONPATH"] = os.pathsep.join((str(_HOME / "generator"), str(_HOME / "intake")))

# Tests change the XML that openpyxl writes, which it writes in other words where it finds lxml.
os.environ["OPENPYXL_LXML"] = "False"

# On a busy machine a slow example says nothing about the product.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_collection_finish() -> None:
    """Leave libraries and tests, which stay until the end, out of what garbage is looked for in."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A copy of the example county that a test may change."""
    return copy_county(tmp_path / "county")


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example county with its built site, made once for all workers; tests only look at it."""
    home = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        home = home.parent
    root = home / "example"
    with FileLock(home / "example.lock"):
        if not root.exists():
            making = copy_county(home / "example-in-the-making")
            assert main(["build", "--root", str(making)]) == 0
            making.rename(root)
    return root


@pytest.fixture
def built(example: Path, tmp_path: Path) -> Path:
    """A copy of the example county with its site and all that the build kept, which a test may change."""
    return Path(shutil.copytree(example, tmp_path / "county"))


@pytest.fixture
def mashang(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run a command as staff do; gives the exit code and all that was said."""

    def run(*words: str | Path) -> tuple[int, str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run
