"""离线包: the program with all that it is installed from, for a computer without any network.

pip fetches the wheels, from whatever index or mirror it is set to, and holds each to its hash in the lock files.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement

from mashang import __version__
from mashang.problems import MashangError, RequestError
from mashang.zip_archive import write_zip

HOME = Path(__file__).resolve().parents[3]
"""The program's own folder, where it runs from one."""
WINDOWS, LINUX_X86, LINUX_ARM = "win_amd64", "manylinux_x86_64", "manylinux_aarch64"
SYSTEMS = {WINDOWS: "Windows（64 位）", LINUX_X86: "Linux（x86_64）", LINUX_ARM: "Linux（aarch64）"}
"""The platforms for which the lock files hold wheels, and what people call them."""
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
TOP, GUIDE = "码上", "先读我.txt"
LOCKS = ("requirements-pip.lock", "requirements.lock")
_WINDOWS_STARTER, _LINUX_STARTER = "码上.bat", "码上.sh"
_PROGRAM = (
    *("run.py", "mkdocs.yml", "LICENSE", "README.zh-CN.md", *LOCKS),
    *(_WINDOWS_STARTER, _LINUX_STARTER, "码上.desktop"),
)
_NEWEST_GLIBC = 28
"""glibc 2.28: the oldest that systems in use have (麒麟 V10, 统信 20)."""
_INSTALLERS = {WINDOWS: (".exe", ".tar.gz"), LINUX_X86: (".tar.gz",), LINUX_ARM: (".tar.gz",)}
"""What the starters know how to make a Python from."""
_MISSING = re.compile(r"No matching distribution found for (\S+)")
_NO_CONNECTION = re.compile(r"connection broken|Could not fetch URL")


class KitError(MashangError):
    """The kit cannot be made here."""


@dataclass(frozen=True, slots=True)
class Target:
    """The computer for which a kit is made: its platform, and the version of its Python as in 3.12."""

    platform: str
    python: str

    @property
    def label(self) -> str:
        """The target in words."""
        return f"{SYSTEMS[self.platform]}、Python {self.python}"

    def list_tags(self) -> list[str]:
        """The platform tags of wheels that run there (PEP 600), the best first."""
        if self.platform == WINDOWS:
            return [WINDOWS]
        machine = self.platform.removeprefix("manylinux_")
        return [f"manylinux_2_{minor}_{machine}" for minor in range(_NEWEST_GLIBC, 4, -1)] + [
            f"manylinux2014_{machine}"
        ]

    def describe_environment(self) -> dict[str, str]:
        """What the markers of a lock file ask of a computer (PEP 508), as it is there."""
        windows = self.platform == WINDOWS
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.0",
            "os_name": "nt" if windows else "posix",
            "platform_machine": "AMD64" if windows else self.platform.removeprefix("manylinux_"),
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Windows" if windows else "Linux",
            "platform_version": "",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": "win32" if windows else "linux",
        }


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit that was written."""

    archive: Path
    wheels: int


def write_kit(home: Path, target: Target, installer: Path | None, output: Path | None) -> Kit:
    """Write the kit of the program in ``home`` to ``output``, or into the current folder under a name of its own.

    ``installer`` is a Python for that computer: python.org's program for Windows, or a .tar.gz with a folder
    ``python`` in it. Raises :class:`KitError` when ``home`` is no program's folder or wheels are missing,
    :class:`RequestError` when the starters could do nothing with the installer; nothing is written then.
    """
    absent = [name for name in _PROGRAM if not (home / name).is_file()]
    if absent:
        raise KitError(f"离线包要由程序自己的文件夹来做，{home} 里没有 {'、'.join(absent)}。请在那里运行 run.py kit。")
    if installer and not installer.name.endswith(_INSTALLERS[target.platform]):
        endings = " 或 ".join(_INSTALLERS[target.platform])
        raise RequestError(f"{SYSTEMS[target.platform]}的 Python 安装文件要是 {endings}，这里是 {installer.name}。")
    archive = output or Path(name_kit(target))
    temporary = archive.with_name(f"{archive.name}.tmp")
    with TemporaryDirectory(prefix=".kit-", dir=archive.resolve().parent) as folder:
        wheels = fetch_wheels(home, target, Path(folder))
        files = {f"wheels/{wheel.name}": wheel for wheel in wheels} | dict(list_program(home))
        files |= {f"installer/{installer.name}": installer} if installer else {}
        texts = {"wheels/kit.txt": write_mark(target).encode(), GUIDE: write_guide(target, installer)}
        try:
            with temporary.open("wb") as packed:
                contents = ((f"{TOP}/{name}", content) for name, content in (files | texts).items())
                write_zip(packed, contents, {f"{TOP}/{_LINUX_STARTER}", f"{TOP}/码上.desktop"})
            temporary.replace(archive)
        finally:
            temporary.unlink(missing_ok=True)
    return Kit(archive, len(wheels))


def name_kit(target: Target) -> str:
    """What the kit for a computer is called."""
    return f"mashang-{__version__}-{target.platform}-python{target.python}.zip"


def list_program(home: Path) -> Iterator[tuple[str, Path]]:
    """The files of the program itself, by their names in its folder."""
    yield from ((name, home / name) for name in _PROGRAM)
    for path in (*(home / "generator").rglob("*"), *(home / "intake").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(home).as_posix(), path


def read_pins(lock: str, target: Target) -> list[str]:
    """The lines of a lock file that hold for the target, each with its hashes and without its marker."""
    pins = []
    for line in lock.replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            words, *hashes = re.split(r"\s+--hash=", line.strip())
            asked = Requirement(words)
            if asked.marker is None or asked.marker.evaluate(target.describe_environment()):
                pins.append(" --hash=".join((f"{asked.name}{asked.specifier}", *hashes)))
    return pins


def fetch_wheels(home: Path, target: Target, folder: Path) -> list[Path]:
    """Fetch what the lock files pin for the target into an empty folder.

    Raises :class:`KitError` with all wheels that there are none of, or with what pip said.
    """
    pins = [pin for lock in LOCKS for pin in read_pins((home / lock).read_text(encoding="utf-8"), target)]
    missing: list[str] = []
    while said := _download(pins, target, folder):
        lacking = _MISSING.search(said)
        left = [pin for pin in pins if not lacking or pin.partition(" ")[0] != lacking[1]]
        if len(left) == len(pins) or _NO_CONNECTION.search(said):
            last = "\n".join(f"  {line}" for line in said.splitlines()[-6:])
            raise KitError(f"下载组件没有成功，没有写离线包。请检查网络或镜像（PIP_INDEX_URL）再试。原文：\n{last}")
        missing += {pin.partition(" ")[0] for pin in pins} - {pin.partition(" ")[0] for pin in left}
        pins = left
    if missing:
        names = "\n".join(f"  {name}" for name in missing)
        raise KitError(
            f"{target.label}缺 {len(missing)} 个组件，没有写离线包：\n{names}\n"
            "改法：换一个版本的 Python（--python），或换一个更全的镜像（环境变量 PIP_INDEX_URL）再试。"
        )
    return sorted(folder.glob("*.whl"))


def _download(pins: list[str], target: Target, folder: Path) -> str:
    """Let pip fetch these pins; returns what it said when it failed, else nothing."""
    asked = folder / "asked.txt"
    asked.write_text("\n".join(pins), encoding="utf-8")
    command = [sys.executable, "-I", "-m", "pip", "download", "--quiet", "--progress-bar", "off", "--no-input"]
    command += ["--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    command += ["--implementation", "cp", "--python-version", target.python, "-r", str(asked), "-d", str(folder)]
    command += [word for tag in target.list_tags() for word in ("--platform", tag)]
    done = subprocess.run(  # noqa: S603 — pip, with words of our own
        command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    return (done.stderr.strip() or f"pip: {done.returncode}") if done.returncode else ""


def write_mark(target: Target) -> str:
    """For which Python the wheels are, as it names itself: its version, then its platform."""
    return f"{target.python} {target.platform.replace('manylinux', 'linux')}\n"


def write_guide(target: Target, installer: Path | None) -> bytes:
    """What to do with the kit, in ten lines, as Notepad shows them."""
    windows = target.platform == WINDOWS
    place = "自己能写入的文件夹（如 D:\\），不要在压缩包里直接双击" if windows else "自己的主目录"
    starter = _WINDOWS_STARTER if windows else f"码上.desktop（打不开时，在这个文件夹的终端里运行 sh {_LINUX_STARTER}）"
    python = (
        f"这台电脑没有 Python {target.python} 的，会自动用 installer 文件夹里的 {installer.name}，不需要管理员权限。"
        if installer
        else f"这台电脑要先装好 Python {target.python}（64 位），或者把一份 Python 放在这里的 python 文件夹里。"
    )
    doubt = (
        "弹出“Windows 已保护你的电脑”时，点“更多信息”，再点“仍要运行”。"
        if windows
        else "弹出“不受信任”时，在文件上点右键，选“允许启动”或“允许作为程序执行”。"
    )
    lines = [
        f"码上离线包，用于 {target.label}。从头到尾不用联网。",
        f"1. 把压缩包全部解压到{place}。",
        f"2. {python}",
        f"3. 双击 {starter}。第一次要准备一两分钟。",
        f"4. {doubt}",
        "5. 浏览器里打开工作台：先问单位名称、电话等，然后照着一步一步做。",
        "6. 用完先关掉浏览器里的工作台，再关黑色的窗口。",
        "7. 您的表格、网站和二维码都在“我的县”文件夹里，请经常备份它，特别是里面的 qrcodes。",
        "8. 换新版时解压到新的文件夹，再把旧的“我的县”整个搬过去。",
        "9. 手册是 README.zh-CN.md，用记事本打开。",
    ]
    return "\r\n".join(("\ufeff" + lines[0], *lines[1:], "")).encode()
