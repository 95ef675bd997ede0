"""The wheel, installed alone, builds a county's folder elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).resolve().parents[1]
COUNTY = ("content", "site_config", "qrcodes", "mkdocs.yml")
PATIENCE = 240


def run(command: list[str], cwd: Path, **variables: str) -> str:
    """Run a command that must succeed, with nothing of this repository on its path; returns what it said."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**plain, "PYTHONIOENCODING": "utf-8", **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this repository without fetching anything."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-P", "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    run([*pip, "--wheel-dir", str(folder), str(REPOSITORY)], cwd=folder)
    (path,) = folder.glob("mashang-*.whl")
    return path


def test_the_wheel_holds_the_whole_package(wheel: Path) -> None:
    """Every module, template and theme file is in the wheel, and nothing that is no part of the package."""
    package = REPOSITORY / "generator" / "mashang"
    own = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert own <= packed
    assert {name for name in packed if ".dist-info/" not in name} == own


def test_the_wheel_asks_for_what_requirements_in_names(wheel: Path) -> None:
    """The wheel's dependencies are the lines of requirements.in, and its licence text comes with it."""
    lines = (REPOSITORY / "requirements.in").read_text(encoding="utf-8").splitlines()
    wanted = {line.partition("#")[0].strip() for line in lines} - {""}
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())
        assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())
    asked = metadata.get_all("Requires-Dist") or []
    assert {Requirement(line) for line in asked} == {Requirement(line) for line in wanted}


def test_the_wheel_alone_builds_a_county_elsewhere(wheel: Path, tmp_path: Path) -> None:
    """Installed into a folder of its own, ``mashang build`` makes the site of a county's folder that lies elsewhere."""
    target = tmp_path / "installed"
    pip = [sys.executable, "-P", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    run([*pip, "--target", str(target), str(wheel)], cwd=tmp_path)
    county = tmp_path / "某县"
    county.mkdir()
    for name in COUNTY:
        source = REPOSITORY / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, county / name)
    where = run([sys.executable, "-P", "-c", "import mashang; print(mashang.__file__)"], county, PYTHONPATH=str(target))
    assert Path(where.strip()).is_relative_to(target)
    command = shutil.which("mashang", path=str(target / "bin"))
    assert command is not None
    run([command, "build"], county, PYTHONPATH=str(target))
    assert "</html>" in (county / "site" / "index.html").read_text(encoding="utf-8")
