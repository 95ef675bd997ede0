"""Kits for computers without network, made from small indexes of wheels; one is set up where no route leads out."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mashang.pipeline.kit import GUIDE, TOP, Target, list_program, read_pins, write_kit
from tests.small_wheels import write_wheel, write_wheel_of

REPOSITORY = Path(__file__).resolve().parents[2]
WINDOWS, LINUX, ARM = (Target(name, "3.12") for name in ("win_amd64", "manylinux_x86_64", "manylinux_aarch64"))
PATIENCE = 120
UNSHARE = shutil.which("unshare")

BROWSER = """
import http.cookiejar, json, os, socket, sys, urllib.request
found = {}
try:
    socket.create_connection(("192.0.2.1", 80), timeout=5)
except OSError as fault:
    found["outside"] = str(fault)
browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
found["page"] = browser.open(sys.argv[2], timeout=30).read().decode()
host = sys.argv[2].partition("/enter/")[0]
browser.open(urllib.request.Request(host + "/do/leave", b"", {"Origin": host}), timeout=30)
open(sys.argv[1], "w").write(json.dumps(found))
"""
"""A browser that looks whether it is alone in the world, reads the desk's first page and closes the desk."""

ALONE = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as lo:
    fcntl.ioctl(lo, 0x8914, struct.pack("16sh14x", b"lo", 0x49))  # SIOCSIFFLAGS: up, running, loopback
os.execv("/bin/sh", ["sh", sys.argv[1]])
"""


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that is all the index there is."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "index"
    folder.mkdir()
    for name, value in {"CONFIG_FILE": os.devnull, "NO_INDEX": "1", "FIND_LINKS": str(folder)}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    return folder


@pytest.fixture
def home(tmp_path: Path, index: Path) -> Path:
    """A program's folder whose lock files pin a wheel of each sort that locks know."""
    folder = tmp_path / "program"
    folder.mkdir()
    for name, path in list_program(REPOSITORY):
        if not name.startswith(("generator/", "intake/")):
            shutil.copy(path, folder / name)
    (folder / "generator" / "__pycache__").mkdir(parents=True)
    (folder / "generator" / "__pycache__" / "x.pyc").touch()
    (folder / "generator" / "x.py").touch()
    (folder / "intake").mkdir()
    (folder / "intake" / "y.py").touch()
    (folder / "content").mkdir()
    (folder / "content" / "enterprises.csv").touch()
    (folder / "requirements-pip.lock").write_text(write_wheel(index, "pip", "99.0"), encoding="utf-8")
    tags = (
        "312-win_amd64",
        "312-manylinux_2_27_x86_64.manylinux_2_28_x86_64",
        "312-manylinux2014_aarch64",
        "311-win_amd64",
    )
    built = [write_wheel(index, "swift", tag=f"cp{tag[:3]}-cp{tag}").partition(" ")[2].strip() for tag in tags]
    marked = {"colorama": "sys_platform == 'win32'", "uvloop": "sys_platform != 'win32'"}
    lines = ["# pinned", f"swift==1.0 \\\n    {' '.join(built)}", write_wheel(index, "county_probe")]
    for name, marker in (*marked.items(), ("tomli", "python_full_version < '3.12'")):
        lines.append(write_wheel(index, name).replace(" --hash", f" ; {marker} \\\n    --hash"))
    (folder / "requirements.lock").write_text("\n".join(lines), encoding="utf-8")
    return folder


def read_kit(archive: Path) -> dict[str, bytes]:
    """The files of a kit by their names in its one folder."""
    with zipfile.ZipFile(archive) as kit:
        return {name.removeprefix(f"{TOP}/"): kit.read(name) for name in kit.namelist()}


def list_wheels(archive: Path) -> set[str]:
    """The names of the packages whose wheels are in a kit, those for one platform with it."""
    wheels = (Path(name).stem.split("-") for name in read_kit(archive) if name.endswith(".whl"))
    return {name if tag == "any" else f"{name} {tag}" for name, *_, tag in wheels}


@pytest.mark.parametrize(
    ("target", "own"),
    [
        (WINDOWS, {"swift win_amd64", "colorama"}),
        (LINUX, {"swift manylinux_2_27_x86_64.manylinux_2_28_x86_64", "uvloop"}),
        (ARM, {"swift manylinux2014_aarch64", "uvloop"}),
    ],
    ids=lambda value: value.platform if isinstance(value, Target) else "",
)
def test_a_kit_holds_what_its_computer_needs(home: Path, tmp_path: Path, target: Target, own: set[str]) -> None:
    """Wheels and markers are those of the target, whatever computer makes the kit."""
    made = write_kit(home, target, None, tmp_path / "kit.zip")
    assert list_wheels(made.archive) == {"pip", "county_probe", *own}
    assert made.wheels == 4


def test_a_marker_on_the_version_of_python_is_asked_of_the_target(home: Path) -> None:
    """Python 3.11 needs what 3.12 has itself."""
    lock = (home / "requirements.lock").read_text(encoding="utf-8")
    assert any(pin.startswith("tomli==1.0 --hash=sha256:") for pin in read_pins(lock, Target("win_amd64", "3.11")))


def test_a_kit_holds_the_program_and_how_to_begin(home: Path, tmp_path: Path) -> None:
    """Nothing of a county, nothing compiled; ten lines for Notepad; names that Windows reads as they are."""
    installer = tmp_path / "python-3.12.9-amd64.exe"
    installer.write_bytes(b"MZ")
    archive = write_kit(home, WINDOWS, installer, tmp_path / "kit.zip").archive
    files = read_kit(archive)
    assert {name for name in files if not name.endswith(".whl")} == {
        *("run.py", "mkdocs.yml", "LICENSE", "README.zh-CN.md", "requirements.lock", "requirements-pip.lock"),
        *("码上.bat", "码上.sh", "码上.desktop", GUIDE, "generator/x.py", "intake/y.py", "wheels/kit.txt"),
        f"installer/{installer.name}",
    }
    assert files["wheels/kit.txt"] == b"3.12 win_amd64\n"
    assert files["码上.bat"] == (REPOSITORY / "码上.bat").read_bytes()
    guide = files[GUIDE].decode("utf-8")
    assert guide.startswith("\ufeff码上离线包，用于 Windows（64 位）、Python 3.12。")
    assert guide.count("\r\n") == guide.count("\n") == 10
    assert "双击 码上.bat" in guide
    assert "installer 文件夹里的 python-3.12.9-amd64.exe" in guide
    with zipfile.ZipFile(archive) as kit:
        entries = {entry.filename: entry for entry in kit.infolist()}
    assert all(entry.flag_bits & 0x800 for entry in entries.values()), "every name begins with 码上, stored as UTF-8"
    rights = {name: entries[f"{TOP}/{name}"].external_attr >> 16 & 0o777 for name in ("码上.sh", "run.py")}
    assert rights == {"码上.sh": 0o755, "run.py": 0o644}


def test_the_same_input_gives_the_same_bytes(home: Path, tmp_path: Path) -> None:
    """Neither the clock nor the files' own times are in a kit."""
    first = write_kit(home, LINUX, None, tmp_path / "1.zip").archive
    for path in home.rglob("*"):
        os.utime(path, (1, 1))
    assert write_kit(home, LINUX, None, tmp_path / "2.zip").archive.read_bytes() == first.read_bytes()


def test_missing_wheels_are_named_together(
    home: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mashang: Callable[..., tuple[int, str]]
) -> None:
    """All of them in one message, with the computer they were wanted for; nothing half is left."""
    monkeypatch.setattr("mashang.cli.kit.HOME", home)
    (index / "county_probe-1.0-py3-none-any.whl").unlink()
    (tmp_path / "out").mkdir()
    words = ("--platform", "win_amd64", "--python", "3.13", "--output", tmp_path / "out" / "kit.zip")
    code, said = mashang("kit", *words)
    assert code == 3
    assert said == (
        "正在下载组件，约 100 MB……\n"
        "Windows（64 位）、Python 3.13缺 2 个组件，没有写离线包：\n"
        "  swift==1.0\n"
        "  county_probe==1.0\n"
        "改法：换一个版本的 Python（--python），或换一个更全的镜像（环境变量 PIP_INDEX_URL）再试。\n"
    )
    assert list((tmp_path / "out").iterdir()) == []


def test_a_wheel_with_another_hash_is_not_packed(
    home: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mashang: Callable[..., tuple[int, str]]
) -> None:
    """What the index hands out must be what the lock files pin."""
    monkeypatch.setattr("mashang.cli.kit.HOME", home)
    write_wheel(index, "county_probe", module="print('changed')")
    code, said = mashang("kit", "--platform", "win_amd64", "--output", tmp_path / "kit.zip")
    assert code == 3
    assert "下载组件没有成功，没有写离线包。请检查网络或镜像（PIP_INDEX_URL）再试。原文：" in said
    assert not list(tmp_path.glob("kit.zip*"))


def test_only_what_the_starters_can_use_is_an_installer(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mashang: Callable[..., tuple[int, str]]
) -> None:
    """A program for Windows helps nobody on Linux; a folder without the program makes no kit."""
    monkeypatch.setattr("mashang.cli.kit.HOME", home)
    (tmp_path / "python.exe").touch()
    words = ("kit", "--platform", "manylinux_x86_64", "--installer", tmp_path / "python.exe")
    assert mashang(*words) == (
        2,
        "正在下载组件，约 100 MB……\nLinux（x86_64）的 Python 安装文件要是 .tar.gz，这里是 python.exe。\n",
    )
    (home / "run.py").unlink()
    assert f"离线包要由程序自己的文件夹来做，{home} 里没有 run.py。" in mashang(*words)[1]


def can_be_alone() -> bool:
    """Whether a process can have a network of its own here."""
    return bool(UNSHARE) and not subprocess.call([str(UNSHARE), "-rn", "true"], stderr=subprocess.DEVNULL)


@pytest.mark.skipif(not can_be_alone(), reason="this machine gives a process no network namespace of its own")
def test_a_kit_sets_itself_up_without_network_and_opens_the_desk(index: Path, tmp_path: Path) -> None:
    """Unpacked where no route leads out, the double click makes the environment, a new county's folder and the desk.

    The one wheel brings the libraries of these tests into reach; the program is the real one.
    """
    home = tmp_path / "program"
    for name, path in list_program(REPOSITORY):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, home / name)
    libraries = {"libraries.pth": sysconfig.get_path("purelib") + "\n"}
    (home / "requirements-pip.lock").write_text("# the one that Python brings\n", encoding="utf-8")
    (home / "requirements.lock").write_text(write_wheel_of(index, "libraries-1.0", libraries), encoding="utf-8")
    target = Target(f"manylinux_{platform.machine()}", f"{sys.version_info[0]}.{sys.version_info[1]}")
    with zipfile.ZipFile(write_kit(home, target, None, tmp_path / "kit.zip").archive) as packed:
        packed.extractall(tmp_path / "U 盘")
    shutil.rmtree(index)
    kit, answer, browser = tmp_path / "U 盘" / TOP, tmp_path / "answer.json", tmp_path / "browser.py"
    browser.write_text(BROWSER, encoding="utf-8")
    own_python = kit / "python" / "bin" / "python3"
    own_python.parent.mkdir(parents=True)
    own_python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    own_python.chmod(0o755)
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    plain |= {"BROWSER": f"{sys.executable} {browser} {answer} %s &", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [str(UNSHARE), "-rn", sys.executable, "-c", ALONE, str(kit / "码上.sh")],
        cwd=tmp_path,
        env=plain,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    said = done.stderr.decode()
    assert done.returncode == 0, said
    assert "运行环境已准备好。\n正在打开工作台。这个窗口先别关；用完以后，先关浏览器里的工作台，再关这个窗口。" in said
    found = json.loads(answer.read_text(encoding="utf-8"))
    assert "unreachable" in found["outside"]
    assert "建立一个新的县" in found["page"]
    assert str(kit / "我的县") in found["page"]
