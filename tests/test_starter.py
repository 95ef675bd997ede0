"""The starter, run as staff run it: in small copies of the repository whose lock files pin next to nothing."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType

import pytest

from tests.small_wheels import write_wheel

REPOSITORY = Path(__file__).resolve().parents[1]
PATIENCE = 120

OFFLINE = """
WARNING: Retrying after connection broken by NewConnectionError: [Errno -3] Temporary failure in name resolution
ERROR: No matching distribution found for click==8.5.1"""

NO_VENV = "sys.modules['venv'] = None"

GENERATOR = """
import os, sys
print("✗ 营商", os.getcwd(), *sys.argv[1:])
if sys.argv[1:2] == ["exit"]:
    sys.exit(int(sys.argv[2]))
"""


def load_starter() -> ModuleType:
    """The starter as a module."""
    spec = importlib.util.spec_from_file_location("starter_under_test", REPOSITORY / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


starter = load_starter()


def lay_out(home: Path) -> Path:
    """A repository with the real starter, a generator that echoes, and lock files that pin nothing."""
    (home / "generator" / "mashang").mkdir(parents=True)
    (home / "tests").mkdir()
    shutil.copy(REPOSITORY / "run.py", home)
    for lock in (starter.PIP_LOCK, starter.LOCK, starter.DEV_LOCK):
        (home / lock).write_text("# nothing\n", encoding="utf-8")
    (home / "generator" / "mashang" / "__init__.py").write_text("", encoding="utf-8")
    (home / "generator" / "mashang" / "__main__.py").write_text(GENERATOR, encoding="utf-8")
    (home / "tests" / "suite.py").write_text("import sys\nsys.exit(7)\n", encoding="utf-8")
    return home


def variables(**changes: str) -> dict[str, str]:
    """The environment of a user: UTF-8, no settings of pip, no network needed."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    return {**plain, "PYTHONIOENCODING": "utf-8", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", **changes}


def start(home: Path, *arguments: str, cwd: Path | None = None, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """Run the starter of ``home`` and wait for it."""
    return finish([sys.executable, str(home / "run.py"), *arguments], cwd or home, **changes)


def start_under(home: Path, prelude: str, *arguments: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """Run the starter in an interpreter that ``prelude`` has changed first."""
    return finish(write_start(prelude, *arguments), home, **changes)


def write_start(prelude: str, *arguments: str) -> list[str]:
    """The command that runs the current folder's starter in an interpreter that ``prelude`` has changed first."""
    program = f"import runpy, sys\n{prelude}\nrunpy.run_path('run.py', run_name='__main__')"
    return [sys.executable, "-c", program, *arguments]


def finish(command: list[str], cwd: Path, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a user and wait for it."""
    return subprocess.run(
        command, cwd=cwd, env=variables(**changes), capture_output=True, timeout=PATIENCE, check=False
    )


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that has been started once; tests leave it prepared."""
    home = lay_out(tmp_path_factory.mktemp("prepared") / "码上 副本")
    first = start(home, "check")
    assert first.returncode == 0, first.stderr.decode()
    assert "第一次使用，正在准备运行环境" in first.stderr.decode()
    return home


@pytest.fixture(scope="module")
def quick(prepared: Path) -> str:
    """What spares a starter the seconds in which Python makes an empty environment: it gets a copy of one made before.

    The base interpreter, which the starter asks for one, is a script that copies; without such scripts, the real one.
    """
    empty, script = prepared.parent / "empty", prepared.parent / "python"
    shutil.copytree(prepared / ".venv", empty, symlinks=True)
    (empty / starter.stamp_path(prepared).name).unlink()
    script.write_text(f'#!/bin/sh\n[ "$*" = "-I -m venv $4" ] && exec cp -Rp "{empty}" "$4"\n', encoding="utf-8")
    script.chmod(0o755)
    return "" if os.name == "nt" else f"sys._base_executable = {str(script)!r}"


def test_a_second_start_prepares_nothing(prepared: Path) -> None:
    """When the stamp fits, nothing is said and the environment's files stay as they are."""
    before = {path: path.stat().st_mtime_ns for path in (starter.stamp_path(prepared), prepared / ".venv/pyvenv.cfg")}
    second = start(prepared, "check")
    assert (second.returncode, second.stderr) == (0, b"")
    assert before == {path: path.stat().st_mtime_ns for path in before}


@pytest.mark.parametrize("code", [0, 1, 2, 3, 77])
def test_the_exit_code_of_the_command_is_passed_on(prepared: Path, code: int) -> None:
    """Whoever calls the starter sees the command's own exit code."""
    assert start(prepared, "exit", str(code)).returncode == code


def test_the_command_works_in_the_users_folder(prepared: Path, tmp_path: Path) -> None:
    """Called from elsewhere, the command keeps that folder; a package of the same name there is not in its way."""
    (tmp_path / "mashang").mkdir()
    (tmp_path / "mashang" / "__init__.py").write_text("raise SystemExit(9)", encoding="utf-8")
    done = start(prepared, "build", "--root", "县 里", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert done.returncode == 0
    assert done.stdout.decode().split(maxsplit=2)[2] == f"{tmp_path} build --root 县 里\n"


def test_a_gbk_console_shows_chinese_and_does_not_crash(tmp_path: Path, quick: str) -> None:
    """Starter and command speak GBK to a GBK console; what GBK lacks becomes a question mark."""
    done = start_under(lay_out(tmp_path / "home"), quick, "check", PYTHONIOENCODING="gbk")
    assert done.returncode == 0
    assert "正在准备运行环境" in done.stderr.decode("gbk")
    assert done.stdout.decode("gbk").startswith("? 营商 ")


def test_the_tests_add_their_own_requirements_once(prepared: Path) -> None:
    """``test`` adds the second lock file without starting anew; other commands are content with that."""
    birth = (prepared / ".venv" / "pyvenv.cfg").stat().st_mtime_ns
    grown = start(prepared, "test")
    assert (grown.returncode, "正在补装所需组件" in grown.stderr.decode()) == (7, True)
    assert (start(prepared, "test").stderr, start(prepared, "check").stderr) == (b"", b"")
    assert (prepared / ".venv" / "pyvenv.cfg").stat().st_mtime_ns == birth


def test_an_interrupted_preparation_is_begun_anew(tmp_path: Path, quick: str) -> None:
    """An environment without stamp, with a lost interpreter, or on a Python that has gone, is made again."""
    home = lay_out(tmp_path / "home")
    (home / ".venv").mkdir()
    (home / ".venv" / "remains").touch()
    healed = start_under(home, quick, "check")
    assert (healed.returncode, "运行环境需要重新准备" in healed.stderr.decode()) == (0, True)
    assert not (home / ".venv" / "remains").exists()
    starter.venv_python(home).unlink()
    assert start_under(home, quick, "check").returncode == 0
    settings = home / ".venv" / "pyvenv.cfg"
    settings.write_text(f"home = {tmp_path / 'gone'}\n", encoding="utf-8")
    assert start_under(home, quick, "check").returncode == 0
    assert "gone" not in settings.read_text(encoding="utf-8")


def test_a_changed_lock_file_is_installed_by_its_hash(tmp_path: Path, quick: str) -> None:
    """A new lock file is followed; a file that does not match its hash is refused, plainly, until it does."""
    home = lay_out(tmp_path / "home")
    line = write_wheel(tmp_path / "wheels")
    wrong = line[:-9] + "00000000\n"
    (home / "requirements.lock").write_text(wrong, encoding="utf-8")
    wheels = str(tmp_path / "wheels")
    refused = start_under(home, quick, "check", PIP_FIND_LINKS=wheels)
    assert refused.returncode == starter.ENVIRONMENT_FAULT
    assert "与清单记载的不一致" in refused.stderr.decode()
    assert not starter.stamp_path(home).exists()
    (home / "requirements.lock").write_text(line, encoding="utf-8")
    assert start_under(home, quick, "check", PIP_FIND_LINKS=wheels).returncode == 0
    probe = subprocess.run([starter.venv_python(home), "-c", "import county_probe"], check=False, timeout=PATIENCE)
    assert probe.returncode == 0


def test_the_pinned_pip_installs_the_rest(tmp_path: Path, quick: str) -> None:
    """It comes by its hash before anything else, and anew when its lock file changes."""
    home = lay_out(tmp_path / "home")
    own = "import pathlib, sys\npathlib.Path(sys.prefix, 'asked').write_text(sys.argv[-1])\n"
    line = write_wheel(tmp_path / "wheels", "pip", "99.0", own)
    (home / starter.PIP_LOCK).write_text(line, encoding="utf-8")
    assert start_under(home, quick, "check", PIP_FIND_LINKS=str(tmp_path / "wheels")).returncode == 0
    assert (home / ".venv" / "asked").read_text(encoding="utf-8") == str(home / starter.LOCK)
    (home / starter.PIP_LOCK).write_text(line[:-9] + "00000000\n", encoding="utf-8")
    refused = start_under(home, quick, "check", PIP_FIND_LINKS=str(tmp_path / "wheels"))
    assert refused.returncode == starter.ENVIRONMENT_FAULT
    assert "与清单记载的不一致" in refused.stderr.decode()


def test_without_network_the_reason_is_said_plainly(tmp_path: Path, quick: str) -> None:
    """An index that cannot be reached gives one Chinese explanation, no traceback, and exit code 3."""
    home = lay_out(tmp_path / "home")
    (home / "requirements.lock").write_text(write_wheel(tmp_path / "wheels"), encoding="utf-8")
    done = start_under(
        home, quick, "check", PIP_NO_INDEX="0", PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="1"
    )
    said = done.stderr.decode()
    assert (done.returncode, "连接不上网络" in said, "Traceback" in said) == (3, True, False)


def test_two_starters_at_once_prepare_one_environment(tmp_path: Path, quick: str) -> None:
    """The second waits for the first and then finds everything done."""
    home = lay_out(tmp_path / "home")
    command = write_start(quick, "exit", "5")
    both = [subprocess.Popen(command, cwd=home, env=variables(), stderr=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate(timeout=PATIENCE)[1].decode() for process in both]
    assert [process.returncode for process in both] == [5, 5]
    assert sum("第一次使用" in text for text in said) == 1
    assert sum("运行环境已准备好" in text for text in said) == 1


@pytest.mark.skipif(os.name == "nt", reason="a single process cannot be sent Ctrl-C on Windows")
def test_ctrl_c_while_waiting_ends_quietly(tmp_path: Path) -> None:
    """A starter that waits for another says so, and Ctrl-C ends it with 130 and no traceback."""
    home = lay_out(tmp_path / "home")
    # Where the tests run in the background, Ctrl-C is ignored, and what they start inherits that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with starter.alone(home):
        command = [sys.executable, str(home / "run.py"), "check"]
        with subprocess.Popen(command, cwd=home, env=variables(), stderr=subprocess.PIPE) as waiting:
            signal.signal(signal.SIGINT, before)
            assert waiting.stderr is not None
            assert waiting.stderr.readline().decode().strip() == "另一个窗口正在准备运行环境，请稍候……"
            waiting.send_signal(signal.SIGINT)
            try:
                assert waiting.communicate(timeout=PATIENCE)[1] == b""
            finally:
                waiting.kill()
            assert waiting.returncode == starter.INTERRUPTED


@pytest.mark.parametrize(("there", "chosen"), [((), "我的县"), (("content",), ""), (("content", "county"), "county")])
def test_without_a_command_the_desk_is_opened(prepared: Path, there: tuple[str, ...], chosen: str) -> None:
    """For the county beside the program, else the program's own folder, else a new one; the window says when to go."""
    for name in there:
        (prepared / name).mkdir()
    done = start(prepared, cwd=prepared.parent)
    for name in (*there, "我的县"):
        shutil.rmtree(prepared / name, ignore_errors=True)
    assert done.stdout.decode().strip().endswith(f"desk --root {prepared / chosen}")
    assert done.stderr.decode() == "正在打开工作台。这个窗口先别关；用完以后，先关浏览器里的工作台，再关这个窗口。\n"


def test_a_kits_wheels_are_all_that_is_asked(tmp_path: Path, quick: str) -> None:
    """With the folder beside it no index is asked, and each wheel is still held to its hash."""
    home = lay_out(tmp_path / "home")
    line = write_wheel(home / starter.WHEELS)
    nowhere = {"PIP_NO_INDEX": "", "PIP_INDEX_URL": "http://127.0.0.1:9/"}
    (home / "requirements.lock").write_text(line[:-9] + "00000000\n", encoding="utf-8")
    assert "与清单记载的不一致" in start_under(home, quick, "check", **nowhere).stderr.decode()
    (home / "requirements.lock").write_text(line, encoding="utf-8")
    done = start_under(home, quick, "check", **nowhere)
    assert (done.returncode, "运行环境已准备好" in done.stderr.decode()) == (0, True)


def test_a_kit_for_another_python_says_so(tmp_path: Path) -> None:
    """Before anything is made: which Python is wanted, which one this is, and what to do."""
    home = lay_out(tmp_path / "home")
    (home / starter.WHEELS).mkdir()
    (home / starter.KIT_MARK).write_text("3.99 win_amd64\n", encoding="utf-8")
    done = start_under(home, "import sysconfig; sysconfig.get_platform = lambda: 'linux-x86_64'", "check")
    assert done.returncode == starter.ENVIRONMENT_FAULT
    assert done.stderr.decode().splitlines() == [
        f"这个离线包是给 Python 3.99 win_amd64 做的，这里运行的是 Python 3.{sys.version_info[1]} linux_x86_64。",
        "改法：安装 Python 3.99（64 位），或者请做离线包的同事按这台电脑重做一个。",
    ]
    assert not (home / ".venv").exists()
    assert start(home, "fits").returncode == starter.ENVIRONMENT_FAULT


def test_a_python_fits_when_it_can_make_an_environment(tmp_path: Path) -> None:
    """The starters pass over one that is too old or cannot; asking makes nothing."""
    home = lay_out(tmp_path / "home")
    fit = (start_under(home, prelude, "fits") for prelude in ("", "sys.version_info = (3, 10, 13)", NO_VENV))
    assert [done.returncode for done in fit] == [0, starter.ENVIRONMENT_FAULT, starter.ENVIRONMENT_FAULT]
    assert not (home / ".venv").exists()


@pytest.fixture
def tools(tmp_path: Path) -> str:
    """A PATH without any Python."""
    (tmp_path / "bin").mkdir()
    for tool in ("sh", "dirname", "tar", "gzip"):
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    return str(tmp_path / "bin")


def test_a_double_click_unpacks_the_python_that_came_along(prepared: Path, tmp_path: Path, tools: str) -> None:
    """码上.desktop starts 码上.sh beside it, from any folder; an archive with a Python is unpacked, once."""
    for name in ("码上.sh", "码上.desktop"):
        shutil.copy(REPOSITORY / name, prepared)
    own_python = tmp_path / "python" / "bin" / "python3"
    own_python.parent.mkdir(parents=True)
    own_python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    own_python.chmod(0o755)
    (prepared / "installer").mkdir()
    with tarfile.open(prepared / "installer" / "cpython-install_only.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "python", "python")
    (line,) = re.findall("(?m)^Exec=(.*)$", (prepared / "码上.desktop").read_text(encoding="utf-8"))
    words = line.replace("\\\\", "\\").replace("%k", shlex.quote(str(prepared / "码上.desktop")))
    first, second = (finish([f"{tools}/sh", "-c", words], tmp_path, PATH=tools) for _ in range(2))
    for name in ("installer", "python", "我的县"):
        shutil.rmtree(prepared / name)
    assert first.stdout.decode().startswith("正在解开 Python，请稍候……\n")
    assert second.stdout.decode().strip().endswith(f"desk --root {prepared / '我的县'}")
    assert (first.returncode, second.returncode) == (0, 0)


def test_without_a_python_the_double_click_says_what_to_install(tmp_path: Path, tools: str) -> None:
    """The version that the kit is for, else one that does."""
    home = lay_out(tmp_path / "码上 副本")
    shutil.copy(REPOSITORY / "码上.sh", home)
    done = finish([f"{tools}/sh", str(home / "码上.sh")], tmp_path, PATH=tools)
    assert (done.returncode, "请信息中心安装 Python 3.12（64 位）" in done.stdout.decode()) == (3, True)
    (home / starter.WHEELS).mkdir()
    (home / starter.KIT_MARK).write_text("3.11 linux_x86_64\n", encoding="utf-8")
    done = finish([f"{tools}/sh", str(home / "码上.sh")], tmp_path, PATH=tools)
    assert "请信息中心安装 Python 3.11（64 位）" in done.stdout.decode()


def test_the_starter_for_windows_can_be_read_by_a_chinese_console() -> None:
    """GBK with Windows' line ends, Chinese only behind chcp; each label is there and used."""
    data = (REPOSITORY / "码上.bat").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    head, mark, text = data.decode("gbk").partition("chcp 936 >nul\r\n")
    assert mark
    assert head.isascii()
    used = set(re.findall(r"(?m)(?:goto |call :)(\w+)", text))
    assert used == set(re.findall(r"(?m)^:(\w+)", text))
    assert {"run.py", f"{starter.KIT_MARK}".replace("/", "\\")} <= set(re.findall(r"[\w.\\]+", text))


def test_the_starter_can_be_read_by_python_3_8() -> None:
    """Nothing in the file's grammar is newer than Python 3.8."""
    ast.parse((REPOSITORY / "run.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_an_old_python_learns_what_is_needed(tmp_path: Path) -> None:
    """Below 3.11 the starter says so and touches nothing."""
    home = lay_out(tmp_path / "home")
    done = start_under(home, "sys.version_info = (3, 10, 13)")
    assert done.returncode == starter.ENVIRONMENT_FAULT
    assert done.stderr.decode().strip() == "需要 Python 3.11 以上，这里运行的是 Python 3.10。请安装新版本后再试。"
    assert not (home / ".venv").exists()


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_venv_is_reported_with_what_to_install(tmp_path: Path, module: str) -> None:
    """Debian without python3-venv gets the command that mends it; no half environment is left."""
    home = lay_out(tmp_path / "home")
    done = start_under(home, f"sys.modules[{module!r}] = None")
    assert done.returncode == starter.ENVIRONMENT_FAULT
    assert "apt install python3-venv" in done.stderr.decode()
    assert not (home / ".venv").exists()


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "磁盘空间不足"),
        ("ERROR: [WinError 5] 拒绝访问。: 'C:\\\\码上\\\\.venv'", "没有写入权限"),
        ("ERROR: No matching distribution found for typst==0.15.0", "找不到适合这台机器的组件"),
        (OFFLINE, "连接不上网络"),
        ("something nobody foresaw", "准备运行环境没有成功"),
    ],
)
def test_a_failed_step_is_explained(output: str, reason: str) -> None:
    """The cause comes first, in Chinese, with the remedy; the step's own last words follow."""
    explanation = starter.explain_failure(output)
    assert explanation.startswith(reason)
    assert "\n改法：" in explanation
    assert explanation.endswith("  " + output.splitlines()[-1])


def test_the_stamp_follows_the_lock_file(tmp_path: Path) -> None:
    """Each byte of a lock file counts, and the second lock file only adds to the first."""
    home = lay_out(tmp_path / "home")
    one = starter.stamp_lines(home, (starter.LOCK,))
    both = starter.stamp_lines(home, (starter.LOCK, starter.DEV_LOCK))
    assert both[:2] == one
    (home / starter.LOCK).write_text("# other\n", encoding="utf-8")
    assert starter.stamp_lines(home, (starter.LOCK,)) != one


def test_a_child_run_on_windows_gives_its_exit_code() -> None:
    """Where a process cannot be replaced, the starter waits for the child and passes its exit code on."""
    assert starter.run_through([sys.executable, "-c", "raise SystemExit(41)"], dict(os.environ)) == 41


def test_the_development_lock_contains_the_runtime_lock() -> None:
    """Every pin of requirements.lock stands in requirements-dev.lock, each with its hashes, at most without its marker.

    What the program needs of some Pythons, tests may need of all.
    """
    runtime, development = (
        (REPOSITORY / name).read_text(encoding="utf-8") for name in (starter.LOCK, starter.DEV_LOCK)
    )
    blocks = [block for block in runtime.split("\n") if block and not block.startswith("#")]
    assert blocks
    present = set(development.split("\n"))
    assert [one for one in blocks if present.isdisjoint((one, re.sub(r" ; .* \\$", r" \\", one)))] == []
