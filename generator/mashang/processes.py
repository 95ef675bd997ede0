"""Runs a module of the product in a process of its own, beside the one that asked.

The process is started first, so that it can load while other work is done, and gets its job later, as JSON on
standard input; what it writes to standard output is its answer. It ends with its input or when it is stopped, and holds
nothing that a sudden end of either side could leave behind.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from mashang.problems import MashangError

_WITHHELD = "MASHANG_KEY"
"""What the environment says of the private key: no process needs it, and a county's templates run in one."""


_WATCH = 0.2
"""Seconds between two looks at whether the parent is still there."""


def end_with_parent() -> None:
    """Have this process end soon after the one that started it, at whatever point of its work.

    Where the system gives an orphan no other parent (Windows), it ends with its work instead.
    """
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


class ProcessError(MashangError):
    """The process cannot take the job: it has ended, or has one."""


class Process:
    """One run of a module, under way from its construction."""

    def __init__(self, module: str, environment: Mapping[str, str] | None = None) -> None:
        """Start ``python -P -m module``: with ``-P`` no file of the current folder can stand in for a library."""
        package_home = str(Path(__file__).resolve().parents[1])
        self._module = module
        self._heard: list[str] = []
        self._said: str | None = None
        self._process = subprocess.Popen(  # noqa: S603 — a module of our own, named in our own code
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith(_WITHHELD)},
                **(environment or {}),
                "PYTHONUTF8": "1",
                "PYTHONPATH": os.pathsep.join(filter(None, [package_home, os.environ.get("PYTHONPATH", "")])),
            },
            text=True,
            encoding="utf-8",
        )

    def send(self, job: object) -> None:
        """Hand over the job, which is all that the process will get. It must be fit for JSON.

        Raises :class:`ProcessError` when the process has ended already or has a job.
        """
        stdin, self._process.stdin = self._process.stdin, None
        if stdin is None:
            raise ProcessError(f"{self._module} 已经有了任务。")
        try:
            with stdin:
                json.dump(job, stdin)
        except BrokenPipeError as fault:
            raise ProcessError(f"{self._module}：{self.wait()[1] or '没有说明原因'}") from fault

    def listen(self, word: str) -> bool:
        """Wait until the process writes a line of just this word; false when it ends without. Other lines are kept."""
        if self._process.stdout is not None and self._said is None:
            for line in self._process.stdout:
                if line.strip() == word:
                    return True
                self._heard.append(line)
        return False

    def wait(self) -> tuple[int, str]:
        """Wait for the end; the exit code and all that was written, but for what was listened for."""
        if self._said is None:
            self._said = "".join([*self._heard, self._process.communicate()[0]]).strip()
        return self._process.returncode, self._said

    def stop(self) -> None:
        """End the run if it is still under way."""
        self._process.kill()
        self.wait()
