"""A published archive behind a real nginx on this machine, with the sample configuration that came in the archive."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mashang.publish.server_files import BASE

PATIENCE = 60
OTHER_PORT = 8443
"""A port that an address may name, beside the usual one."""
SHELL = """\
worker_processes 1;
daemon off;
pid {home}/nginx.pid;
error_log {home}/error.log warn;
{user}
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
{http}
}}
"""


def find_nginx() -> str:
    """The server's program, which ordinary users may not have on their path."""
    return shutil.which("nginx") or "/usr/sbin/nginx"


def publish_archive(archive: Path, home: Path) -> Path:
    """Publish an archive below ``home/srv`` with the script that is in it; returns the folder of its samples."""
    unpacked = home / "unpacked"
    unpacked.mkdir()
    command = ["tar", "-xzf", str(archive), "-C", str(unpacked)]
    subprocess.run(command, check=True, timeout=PATIENCE)
    (top,) = unpacked.iterdir()
    command = ["sh", str(top / "server" / "publish.sh"), str(archive), "--base", str(home / "srv")]
    subprocess.run(command, check=True, timeout=PATIENCE, capture_output=True)
    return top / "server"


def set_up(text: str, home: Path, port: int, other_port: int = 0) -> str:
    """A sample configuration with the server's folders below ``home`` and the ports that are free here."""
    moved = text.replace(BASE, str(home / "srv")).replace("/var/log/nginx", str(home))
    listening = moved.replace("listen 80;", f"listen 127.0.0.1:{port};")
    return listening.replace(f"listen {OTHER_PORT};", f"listen 127.0.0.1:{other_port};")


@contextmanager
def serve(home: Path, http: str, port: int) -> Iterator[str]:
    """Run nginx over a configuration of its http level; gives the server's address."""
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = home / "nginx.conf"
    configuration.write_text(SHELL.format(home=home, user=user, http=http), encoding="utf-8")
    command = [find_nginx(), "-p", str(home), "-c", str(configuration), "-e", str(home / "error.log")]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:
        try:
            _wait_for(server, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def find_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(server: subprocess.Popen[str], port: int) -> None:
    for _ in range(200):
        assert server.poll() is None, server.stderr.read() if server.stderr else ""
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not listen")
