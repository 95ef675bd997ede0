"""The wheel, installed alone, builds a county's folder elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parents[1]
COUNTY = ("content", "site_config", "qrcodes", "mkdocs.yml")
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
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
    own = {
        path.relative_to(package.parent).as_posix()
        for package in (REPOSITORY / "generator" / "mashang", REPOSITORY / "intake" / "mashang_intake")
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert own <= packed
    assert {name for name in packed if ".dist-info/" not in name} == own | {"mashang/publish/mkdocs.yml"}


def test_the_wheel_asks_for_what_the_project_declares(wheel: Path) -> None:
    """The wheel's base asks for no more than a check needs, and its licence text comes with it."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())
        assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())
    asked = [Requirement(line) for line in metadata.get_all("Requires-Dist") or []]
    assert {one.name for one in asked if one.marker is None} == list_declared()
    assert set(metadata.get_all("Provides-Extra") or []) == set(PROJECT["optional-dependencies"])


@pytest.mark.parametrize(
    ("modules", "extras"),
    [
        ("mashang.cli.check mashang.cli.codes mashang.cli.close mashang.cli.remind mashang.cli.bar", ()),
        ("mashang.cli.serve mashang.cli.inspect", ()),
        (
            "mashang.cli.build mashang.pipeline.making mashang.pipeline.confirming mashang.publish.engine_run",
            ("build",),
        ),
        ("mashang.cli.bundle mashang.cli.keys mashang.cli.verify_site", ("build",)),
        ("mashang.pipeline.printing", ("print",)),
        ("mashang.pipeline.reminders", ("build", "print")),
        ("mashang.pipeline.starting mashang.pipeline.month_sheets mashang.pipeline.collecting", ("workbooks",)),
        ("mashang.cli.desk mashang.desk.server", ("desk",)),
        ("mashang.pipeline.intake_preview", ("sealing",)),
        ("mashang_intake.__main__ mashang_intake.preview", ("intake",)),
        ("mashang.cli.kit", ("kit",)),
    ],
)
def test_what_is_imported_is_declared(modules: str, extras: tuple[str, ...]) -> None:
    """Where only the base is installed, or the base with these extras, the modules of a command can be imported."""
    present = close_over(list_declared(*extras))
    absent = [
        top for top, homes in packages_distributions().items() if present.isdisjoint(map(canonicalize_name, homes))
    ]
    begin = f"import sys; sys.path.append({str(REPOSITORY / 'intake')!r}); "
    code = f"{begin}sys.modules |= dict.fromkeys({absent}); import {modules.replace(' ', ', ')}; print('all here')"
    assert "pandas" in absent or {"build", "desk"} & set(extras)
    assert run([sys.executable, "-c", code], REPOSITORY / "generator").strip() == "all here"


def list_declared(*extras: str) -> set[str]:
    """The libraries that the base and some extras ask for by name."""
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in PROJECT["optional-dependencies"][extra])]
    asked = [Requirement(line) for line in lines]
    inner = [extra for one in asked if one.name == "mashang" for extra in one.extras]
    names = {canonicalize_name(one.name) for one in asked if one.name != "mashang"}
    return names | (list_declared(*inner) if inner else set())


def close_over(names: set[str]) -> set[str]:
    """These libraries and all that come with them here."""
    found: set[str] = set()
    while names - found:
        found |= names
        lines = (Requirement(line) for name in found for line in distribution(name).requires or ())
        names = {one.name for one in lines if one.marker is None or one.marker.evaluate({"extra": ""})}
        names = {str(canonicalize_name(name)) for name in names}
    return found


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
