"""Starts Mashang (码上) on a machine that has nothing but Python.

``python3 run.py COMMAND …`` makes ``.venv`` beside this file, installs the pip that requirements-pip.lock pins, by it
what requirements.lock pins, and runs the command in the current folder. A stamp in ``.venv`` says what is installed, so
that nothing is done twice; it is written last, so that a preparation that was cut short is begun anew.
``python3 run.py test …`` does the same with requirements-dev.lock and runs tests/suite.py. Without a command it opens
the desk: so do 码上.bat and 码上.sh at a double click, which ask each Python that they find whether it ``fits``.

Where a folder ``wheels`` lies beside this file (``run.py kit`` packs one), everything comes from there and no network
is asked; ``wheels/kit.txt`` says for which Python they are: ``3.12 win_amd64``.

This file must be readable by Python 3.8, to be able to say that 3.11 is needed. Exit code 3: the environment is at
fault.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import IO, Iterator

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MINIMUM = (3, 11)
ENVIRONMENT_FAULT = 3
INTERRUPTED = 130

HOME = Path(__file__).resolve().parent
PIP_LOCK = "requirements-pip.lock"
LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
WHEELS = "wheels"
KIT_MARK = f"{WHEELS}/kit.txt"
COUNTY, NEW_COUNTY = "county", "我的县"

_OTHER_LANDS = ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "__PYVENV_LAUNCHER__")

_NO_VENV = (
    "这台机器的 Python 缺少 venv 组件，无法准备运行环境。\n"
    "改法：Debian、Ubuntu、统信、麒麟等系统请以管理员身份运行 apt install python3-venv；"
    "其他系统请重新安装 Python 3.11 以上版本（官方安装包自带该组件）。然后再试。"
)
_NO_DISK = "磁盘空间不足，无法准备运行环境。\n改法：请在本文件夹所在的磁盘上留出 1 GB 以上空间，再试一次。"
_NO_RIGHT = (
    "没有写入权限，无法准备运行环境。\n"
    "改法：请把整个文件夹放到自己有权写入的位置（如“文档”），关闭正在使用它的其他窗口，再试一次。"
)
_NO_NETWORK = (
    "连接不上网络，无法下载所需组件。\n"
    "改法：请检查网络后再试；如单位电脑不能直接访问外网，请信息中心提供 pip 镜像地址，"
    "设为环境变量 PIP_INDEX_URL（或设好代理 HTTPS_PROXY）后再试。"
)
_WRONG_FILE = (
    "下载到的组件与清单记载的不一致，为安全起见没有安装。\n"
    "改法：请换一个网络或镜像再试；仍然如此，请告诉本软件的维护人员。"
)
_NO_WHEEL = (
    "找不到适合这台机器的组件。\n"
    "改法：请使用 Python 3.11 至 3.14（64 位），系统为 Windows x64 或 Linux x64、arm64；"
    "如用了镜像，请换一个较新的镜像再试。"
)
_UNKNOWN = "准备运行环境没有成功。\n改法：请再试一次；仍然如此，请把下面的原文发给本软件的维护人员。"

_REASONS = (
    (r"No space left on device|Errno 28|WinError 112|Disk quota exceeded", _NO_DISK),
    (r"DO NOT MATCH THE HASHES|Hashes are required", _WRONG_FILE),
    (r"Permission denied|Errno 13|WinError 5\b|Read-only file system", _NO_RIGHT),
    (
        (
            r"Failed to establish|name resolution|getaddrinfo|timed out|Timeout|ProxyError|SSLError|CERTIFICATE"
            r"|Connection (?:refused|reset|aborted|broken)|Network is unreachable|RemoteDisconnected|IncompleteRead"
            r"|[45]\d\d (?:Client|Server) Error"
        ),
        _NO_NETWORK,
    ),
    (r"No matching distribution|not a supported wheel", _NO_WHEEL),
    (r"ensurepip is not available|No module named (?:venv|ensurepip)", _NO_VENV),
)


class StarterError(Exception):
    """The environment cannot be made ready; the text says in Chinese why, and what to do."""


def main(argv: list[str]) -> int:
    """Make the environment ready and run the command; the exit code is the command's, or 3, or 130 after Ctrl-C."""
    settle_console()
    misfit = explain_misfit(HOME)
    if misfit or argv == ["fits"]:
        say(misfit)
        return ENVIRONMENT_FAULT if misfit or not has_venv() else 0
    try:
        if argv[:1] == ["test"]:
            python = prepare(HOME, LOCK, DEV_LOCK)
            return hand_over([str(python), str(HOME / "tests" / "suite.py"), *argv[1:]])
        python = prepare(HOME, LOCK)
        if not argv:
            argv = ["desk", "--root", str(choose_county(HOME))]
            say("正在打开工作台。这个窗口先别关；用完以后，先关浏览器里的工作台，再关这个窗口。")
        return hand_over([str(python), "-P", "-m", "mashang", *argv])
    except StarterError as error:
        say(str(error))
        return ENVIRONMENT_FAULT
    except OSError as error:
        say(explain_failure(str(error)))
        return ENVIRONMENT_FAULT
    except KeyboardInterrupt:
        return INTERRUPTED


def explain_misfit(home: Path) -> str:
    """Why this Python cannot run the program in ``home``, in Chinese; nothing when it can."""
    major, minor = sys.version_info[:2]
    if sys.version_info < MINIMUM:
        return f"需要 Python 3.11 以上，这里运行的是 Python {major}.{minor}。请安装新版本后再试。"
    here = f"{major}.{minor} {sysconfig.get_platform().replace('-', '_')}"
    wanted = (read_lines(home / KIT_MARK) or [here])[0]
    if wanted != here:
        return (
            f"这个离线包是给 Python {wanted} 做的，这里运行的是 Python {here}。\n"
            f"改法：安装 Python {wanted.split()[0]}（64 位），或者请做离线包的同事按这台电脑重做一个。"
        )
    return ""


def has_venv() -> bool:
    """Whether this Python can make an environment: Debian splits that off, the embeddable one for Windows lacks it."""
    return importlib.util.find_spec("venv") is not None and importlib.util.find_spec("ensurepip") is not None


def choose_county(home: Path) -> Path:
    """The county that a double click opens: ``county`` beside the program, the program's own folder, or a new one."""
    if (home / COUNTY).is_dir():
        return home / COUNTY
    if (home / "content").is_dir():
        return home
    (home / NEW_COUNTY).mkdir(exist_ok=True)
    return home / NEW_COUNTY


def settle_console() -> None:
    """Let a console that lacks a character show a question mark in its place."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def say(text: str) -> None:
    """Tell the user; on the error channel, because the command's own output may go into a file."""
    print(text, file=sys.stderr, flush=True)


def venv_python(home: Path) -> Path:
    """Where the environment's interpreter lies."""
    return home / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(home: Path, *locks: str) -> Path:
    """Make ``home/.venv`` hold what the lock files pin (each contains the one before); return its interpreter."""
    wanted = stamp_lines(home, locks)
    if not is_ready(home, wanted):
        with alone(home) as guard:
            if not is_ready(home, wanted):
                install(home, locks, guard)
    return venv_python(home)


def stamp_lines(home: Path, locks: tuple[str, ...]) -> list[str]:
    """What the stamp must say: on which Python and pip the environment stands, and the hash of each lock file."""
    major, minor = sys.version_info[:2]
    pip, *others = (f"{lock} {hashlib.sha256((home / lock).read_bytes()).hexdigest()}" for lock in (PIP_LOCK, *locks))
    return [f"{sys.implementation.name} {major}.{minor} {pip}", *others]


def is_ready(home: Path, wanted: list[str]) -> bool:
    """Whether the stamp says all that is wanted, and both the environment's Python and the one under it are there."""
    return set(wanted) <= set(read_lines(stamp_path(home))) and venv_python(home).exists() and has_base(home)


def has_base(home: Path) -> bool:
    """Whether the Python on which the environment stands is still where it was."""
    settings = (line.partition("=") for line in read_lines(home / ".venv" / "pyvenv.cfg"))
    return any(name.strip() == "home" and Path(value.strip()).is_dir() for name, _, value in settings)


def stamp_path(home: Path) -> Path:
    """Where the stamp lies: inside the environment, so that both vanish together."""
    return home / ".venv" / "mashang-stamp.txt"


def read_lines(path: Path) -> list[str]:
    """The lines of a small file; none when there is no such file."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def install(home: Path, locks: tuple[str, ...], guard: IO[bytes]) -> None:
    """Make the environment, or add to one whose first lock file still holds, and stamp it last."""
    wanted = stamp_lines(home, locks)
    grows = is_ready(home, wanted[:2])
    if grows:
        say("正在补装所需组件……")
        stamp_path(home).unlink()
    else:
        make_venv(home, guard)
        install_pinned(home, PIP_LOCK, guard)
    install_pinned(home, locks[-1], guard)
    fresh = stamp_path(home).with_suffix(".new")
    fresh.write_text("\n".join(wanted) + "\n", encoding="utf-8")
    fresh.replace(stamp_path(home))
    say("运行环境已准备好。")


def install_pinned(home: Path, lock: str, guard: IO[bytes]) -> None:
    """Install just the files whose hashes a lock file holds."""
    pip = [str(venv_python(home)), "-I", "-m", "pip", "install", "--quiet", "--progress-bar", "off", "--no-input"]
    pip += ["--no-user", "--disable-pip-version-check", "--no-warn-script-location", "--no-compile"]
    pip += ["--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", str(home / lock)]
    if (home / WHEELS).is_dir():
        pip += ["--no-index", "--find-links", str(home / WHEELS)]
    run_quietly(pip, guard)


def make_venv(home: Path, guard: IO[bytes]) -> None:
    """Make an empty environment in place of whatever is there."""
    if not has_venv():
        raise StarterError(_NO_VENV)
    venv = home / ".venv"
    if venv.exists():
        say("运行环境需要重新准备，约需一分钟……")
        shutil.rmtree(venv)
    else:
        say("第一次使用，正在准备运行环境，约需一分钟……")
    base = getattr(sys, "_base_executable", sys.executable)
    run_quietly([base, "-I", "-m", "venv", str(venv)], guard)


def run_quietly(command: list[str], guard: IO[bytes]) -> None:
    """Run a step of the preparation; its output is shown only with the explanation of its failure.

    On POSIX the step holds the lock too: should this process be killed, no other starter begins before the step has
    ended.
    """
    environment = child_environment()
    environment["PYTHONIOENCODING"] = "utf-8:replace"
    with tempfile.TemporaryFile() as output:
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            pass_fds=() if os.name == "nt" else (guard.fileno(),),
        ) as step:
            wait_showing_time(step)
        if step.returncode:
            output.seek(0)
            raise StarterError(explain_failure(output.read().decode("utf-8", "replace")))


def wait_showing_time(step: subprocess.Popen[bytes]) -> None:
    """Wait for the step's end; on a terminal, count the seconds meanwhile."""
    begun = time.monotonic()
    shows = sys.stderr.isatty()
    while True:
        try:
            step.wait(timeout=1)
            break
        except subprocess.TimeoutExpired:
            if shows:
                print(f"\r  已用 {time.monotonic() - begun:.0f} 秒", end="", file=sys.stderr, flush=True)
    if shows:
        print("\r               \r", end="", file=sys.stderr, flush=True)


def explain_failure(output: str) -> str:
    """One plain explanation of a failed step, then the last lines of what the step itself said."""
    reason = next((text for pattern, text in _REASONS if re.search(pattern, output, re.IGNORECASE)), _UNKNOWN)
    last = [line for line in output.strip().splitlines() if line.strip()][-6:]
    return "\n".join([reason, "原文：", *("  " + line for line in last)])


@contextlib.contextmanager
def alone(home: Path) -> Iterator[IO[bytes]]:
    """Hold the lock of ``home``, so that two starters never prepare one environment at the same time."""
    with (home / ".venv.lock").open("ab") as guard:
        waits = False
        while not take_lock(guard.fileno()):
            if not waits:
                say("另一个窗口正在准备运行环境，请稍候……")
            waits = True
            time.sleep(0.2)
        yield guard


def take_lock(descriptor: int) -> bool:
    """Lock the open file for this process, unless another has it; closing the file, or ending, gives it back."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def child_environment() -> dict[str, str]:
    """The variables for a child: nothing of another Python, and no crash where the console lacks a character.

    The console's own encoding stays: a GBK console shows Chinese only when it is given GBK.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _OTHER_LANDS}
    encoding = environment.get("PYTHONIOENCODING", "").partition(":")[0]
    environment["PYTHONIOENCODING"] = encoding + ":replace"
    return environment


def hand_over(command: list[str]) -> int:
    """Run the command, with this repository's packages in reach, in place of this process; return its exit code."""
    environment = child_environment()
    environment["PYTHONPATH"] = os.pathsep.join((str(HOME / "generator"), str(HOME / "intake")))
    environment["MASHANG_CALL"] = f"{'python' if os.name == 'nt' else 'python3'} run.py"
    if os.name != "nt":
        os.execve(command[0], command, environment)  # noqa: S606  # no shell is wanted between
    return run_through(command, environment)


def run_through(command: list[str], environment: dict[str, str]) -> int:
    """Run the command as a child and return its exit code; Ctrl-C reaches the child, which ends as it sees fit."""
    with subprocess.Popen(command, env=environment) as child:
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                return child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
