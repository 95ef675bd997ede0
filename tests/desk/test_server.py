"""The desk as a program of its own: it lasts as long as its window, also over a computer's sleep."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.example_county import copy_county

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sleep is imitated by stopping the process")

PATIENCE, ASLEEP, LONG = 0.5, 1.5, 60.0

PROGRAM = """
import datetime, sys
from pathlib import Path
from mashang.county import County
from mashang.desk import server
server.PATIENCE = float(sys.argv[2])
server.run_desk(County(Path(sys.argv[1])), lambda: datetime.date(2026, 12, 8), 0, lambda told: print(told, flush=True))
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A desk in a process of its own, which leaves soon after its last window, and its first address."""
    command = [sys.executable, "-c", PROGRAM, str(copy_county(tmp_path / "county")), str(PATIENCE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        process.kill()


def open_window(address: str) -> socket.socket:
    """What a page does as long as it is open: after the first address, a stream that never ends."""
    parts = urlsplit(address)
    assert parts.port
    with socket.create_connection(("127.0.0.1", parts.port), LONG) as first:
        first.sendall(f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode())
        answer = first.makefile(encoding="latin-1").read()
    cookie = next(line for line in answer.splitlines() if line.lower().startswith("set-cookie:"))
    window = socket.create_connection(("127.0.0.1", parts.port), LONG)
    given = cookie.partition(":")[2].partition(";")[0].strip()
    window.sendall(f"GET /alive HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: {given}\r\n\r\n".encode())
    assert b" 200 " in window.recv(4096)
    return window


def test_a_desk_lasts_over_a_sleep_and_ends_with_its_window(desk: tuple[subprocess.Popen[str], str]) -> None:
    """Stopped for longer than it waits for a window, it goes on with the one that it has; that closed, it ends."""
    process, address = desk
    window = open_window(address)
    os.kill(process.pid, signal.SIGSTOP)
    time.sleep(ASLEEP)
    os.kill(process.pid, signal.SIGCONT)
    time.sleep(ASLEEP)
    assert process.poll() is None
    window.close()
    assert process.wait(LONG) == 0
