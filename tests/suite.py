"""What ``python3 run.py test`` runs inside the environment: a look for browser and web server, the linters, all tests.

Without a browser or a web server the tests that need one are left out, and named at the end. The last line is pytest's
closing line.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
MOST_WORKERS = 4
"""Otherwise one more than there are cores: tests also wait, for browsers, processes and the disk."""
SLOWEST_SHOWN = 10
FONT_PACKAGE = "fonts-wqy-microhei"
NEEDED_BY = {"chromium": "browser", FONT_PACKAGE: "browser", "nginx-light": "web_server"}
"""Debian package → the mark of the tests that need it."""


def main(arguments: list[str]) -> int:
    """Run everything; 0 when all that ran has passed."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # the streams of a started script are text files
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of hundreds of processes would compile its libraries
    missing = provide_packages()
    command = [sys.executable, "-m", "pytest"]
    if not passes_linters(command):
        return 1
    left_out: list[str] = []
    if missing:
        marks = sorted({NEEDED_BY[package] for package in missing})
        left_out = list_marked_tests(command, arguments, marks)
        arguments = [*arguments, "-m", " and ".join(f"not {mark}" for mark in marks)]
    workers = min(MOST_WORKERS, 1 + (os.cpu_count() or 1))
    options = ["-n", str(workers), "--dist", "worksteal", f"--durations={SLOWEST_SHOWN}"]
    code, closing_line = run_pytest([*command, *options, *arguments])
    if missing:
        print(f"\n缺少{'、'.join(missing.values())}，以下 {len(left_out)} 项测试没有运行：")
        print("\n".join(f"  {name}" for name in left_out))
        print(closing_line, flush=True)
    return code


def provide_packages() -> dict[str, str]:
    """See to what tests need; on Debian as root install it. Returns what is still missing, as :func:`find_missing`."""
    missing = find_missing()
    if missing and is_debian_root():
        print(f"正在安装测试用的{'、'.join(missing.values())}……", flush=True)
        install_packages([*missing, "fontconfig"])
        missing = find_missing()
    if missing:
        print(f"缺少{'、'.join(missing.values())}，需要它的测试这次不运行。")
        if sys.platform == "linux":
            print(
                f"改法：请以管理员身份运行 apt-get install {' '.join(missing)}（其他发行版请装同类软件包）。",
                flush=True,
            )
        else:
            print("改法：请安装 Chromium 浏览器和 nginx，并使命令 chromium、nginx 可用。", flush=True)
    return missing


def find_missing() -> dict[str, str]:
    """Debian package → what it is in Chinese, for each thing that tests need and the machine lacks."""
    missing = {}
    if shutil.which("chromium") is None:
        missing["chromium"] = "浏览器 Chromium"
    if not has_chinese_font():
        missing[FONT_PACKAGE] = "中文字体"
    if shutil.which("nginx") is None and not Path("/usr/sbin/nginx").exists():
        missing["nginx-light"] = "网页服务器 nginx"
    return missing


def has_chinese_font() -> bool:
    """Whether a browser can show Chinese here; outside Linux the system always brings such a font."""
    if sys.platform != "linux":
        return True
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    listed = subprocess.run([lister, ":lang=zh-cn", "file"], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return bool(listed.stdout.strip())


def is_debian_root() -> bool:
    """Whether this is Debian itself (Ubuntu's chromium is no plain package) and we may install."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


def install_packages(packages: list[str]) -> None:
    """Install Debian packages, after bringing the package lists up to date when they do not know them yet."""
    options = ["-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]
    install = ["apt-get", "install", *options, *packages]
    attempts = ([install], [["apt-get", "update", "-q"], install])
    output = ""
    for steps in attempts:
        for step in steps:
            done = subprocess.run(
                step,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                check=False,
            )
            output = done.stdout
        if done.returncode == 0:
            return
    print("安装没有成功。原文：", *output.strip().splitlines()[-5:], sep="\n  ", flush=True)


def passes_linters(pytest: list[str]) -> bool:
    """Run ruff and mypy over everything beside each other, all of them even when the first complains.

    Meanwhile the tests are collected once, whatever comes of it: the workers then find every module compiled.
    """
    checks = (["ruff", "format", "--check", "."], ["ruff", "check", "."], ["mypy"])
    runs = [start([sys.executable, "-m", *check], subprocess.PIPE) for check in checks]
    with start([*pytest, "--collect-only", "-q", "-p", "no:cacheprovider"], subprocess.DEVNULL) as collection:
        for run in runs:
            print(run.communicate()[0], end="", flush=True)
        passed = not any(run.returncode for run in runs)
        if not passed:
            collection.kill()
    return passed


def start(command: list[str], output: int) -> subprocess.Popen[str]:
    """Start a command in the repository; all that it says goes to ``output``."""
    return subprocess.Popen(
        command,
        cwd=HOME,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def list_marked_tests(command: list[str], arguments: list[str], marks: list[str]) -> list[str]:
    """The names of the tests that have one of the marks, among those asked for."""
    listing = subprocess.run(
        [*command, *arguments, "-m", " or ".join(marks), "--collect-only", "-q"],
        cwd=HOME,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8:replace"},
        check=False,
    )
    return [line for line in listing.stdout.splitlines() if "::" in line]


def run_pytest(command: list[str]) -> tuple[int, str]:
    """Run pytest, passing on its output as it comes; return its exit code and its last line."""
    environment = {
        **os.environ,
        "PYTHONIOENCODING": "utf-8:replace",
        "COLUMNS": str(shutil.get_terminal_size().columns),
    }
    if sys.stdout.isatty():
        command = [*command, "--color=yes"]
    last = ""
    with subprocess.Popen(
        command, cwd=HOME, stdout=subprocess.PIPE, text=True, encoding="utf-8", errors="replace", env=environment
    ) as run:
        for line in run.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return run.returncode, last


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
