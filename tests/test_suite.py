"""What ``run.py test`` and ``.ci/run`` do with passing, skipped, missing and left-out tests, in small repositories."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
PATIENCE = 120

PYPROJECT = """
[tool.ruff]
line-length = 120
exclude = ["run.py"]

[tool.mypy]
files = ["tests"]
follow_imports = "skip"

[tool.pytest.ini_options]
testpaths = ["tests"]
addopts = ["--import-mode=importlib", "-ra"]
markers = ["browser: drives a browser"]
"""

PASSES = '''
"""A test."""


def test_plain() -> None:
    """Passes."""
'''

BROWSER = '''
"""A test that wants a browser."""

import pytest


@pytest.mark.browser
def test_page() -> None:
    """Would need a browser."""
'''

SKIPS = '''
"""A test that does not run."""

import pytest


@pytest.mark.skip(reason="no time")
def test_skipped() -> None:
    """Never runs."""
'''

# Stands for the starter, whose own tests are elsewhere: the same tests, in this interpreter's environment.
RUN = "import subprocess, sys\nsys.exit(subprocess.call([sys.executable, '-m', 'pytest', *sys.argv[2:]]))\n"


def lay_out(home: Path, *tests: str) -> Path:
    """A repository with the real suite and ``.ci/run``, and with the given test modules."""
    (home / "tests").mkdir(parents=True)
    (home / ".ci").mkdir()
    (home / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (home / "run.py").write_text(RUN, encoding="utf-8")
    for number, text in enumerate(tests):
        (home / "tests" / f"test_{number}.py").write_text(text.lstrip(), encoding="utf-8")
    shutil.copy(REPOSITORY / "tests" / "suite.py", home / "tests")
    shutil.copy(REPOSITORY / ".ci" / "run", home / ".ci")
    return home


def run(command: list[str], home: Path, path: str, **changes: str) -> tuple[int, list[str]]:
    """Run a command in ``home`` with that PATH; its exit code and all it said."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PYTHON"))}
    done = subprocess.run(
        command,
        cwd=home,
        env={
            **plain,
            "PATH": path,
            "PYTHONIOENCODING": "utf-8",
            "MYPY_CACHE_DIR": os.devnull,
            **changes,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout.splitlines()


def run_suite(home: Path) -> tuple[int, list[str]]:
    """Run the suite where no browser and no package manager can be found."""
    return run([sys.executable, "tests/suite.py"], home, path=str(home / "empty"), PYTHONDONTWRITEBYTECODE="1")


def run_ci(home: Path) -> tuple[int, list[str]]:
    """Run ``.ci/run`` with this interpreter's environment as ``.venv``."""
    (home / ".venv").symlink_to(sys.prefix)
    return run([str(home / ".ci" / "run")], home, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


def test_without_browser_the_rest_runs_and_the_left_out_are_named(tmp_path: Path) -> None:
    """The plain test passes, the browser test is named at the end, and pytest's closing line stands last.

    What was compiled is kept, whatever the user does elsewhere: a run of all tests is many processes.
    """
    home = lay_out(tmp_path / "home", PASSES, BROWSER)
    code, said = run_suite(home)
    assert code == 0
    assert list((home / "tests" / "__pycache__").glob("test_0.*.pyc"))
    assert "缺少浏览器 Chromium" in "\n".join(said)
    assert said[-2] == "  tests/test_1.py::test_page"
    assert said[-3].endswith("以下 1 项测试没有运行：")
    assert "1 passed" in said[-1]


def test_a_lint_fault_stops_before_the_tests(tmp_path: Path) -> None:
    """What ruff or mypy refuses fails the whole run, and no test has run by then."""
    code, said = run_suite(lay_out(tmp_path / "home", PASSES.replace("-> None", "-> Nothing")))
    assert code == 1
    assert not any("passed" in line and "1 passed" in line for line in said)


def test_no_tests_at_all_is_a_failure(tmp_path: Path) -> None:
    """Pytest's own code for nothing collected is passed on."""
    assert run_suite(lay_out(tmp_path / "home"))[0] == pytest.ExitCode.NO_TESTS_COLLECTED


def test_ci_passes_when_every_test_has_passed(tmp_path: Path) -> None:
    """Nothing follows pytest's closing line."""
    code, said = run_ci(lay_out(tmp_path / "home", PASSES, BROWSER))
    assert (code, "2 passed" in said[-1]) == (0, True)


@pytest.mark.parametrize(
    "tests",
    [
        pytest.param((PASSES, SKIPS), id="skipped"),
        pytest.param((PASSES, SKIPS.replace('skip(reason="no time")', "xfail(run=False)")), id="expected to fail"),
        pytest.param((PASSES, SKIPS.replace('skip(reason="no time")', "usefixtures('nobody')")), id="error"),
        pytest.param((), id="none"),
    ],
)
def test_ci_fails_when_a_test_has_not_passed(tmp_path: Path, tests: tuple[str, ...]) -> None:
    """A skipped, an excused and a broken test fail the check, and so does having none."""
    assert run_ci(lay_out(tmp_path / "home", *tests))[0] != 0


def test_ci_fails_when_tests_were_left_out(tmp_path: Path) -> None:
    """A run that left tests out, as happens without a browser, does not count as passed."""
    home = lay_out(tmp_path / "home", PASSES, BROWSER)
    (home / "run.py").write_text(RUN.replace("'pytest',", "'pytest', '-m', 'not browser',"), encoding="utf-8")
    code, said = run_ci(home)
    assert code != 0
    assert said[-1] == "Not every test has run and passed: 2 collected, 1 passed, 0 skipped."
