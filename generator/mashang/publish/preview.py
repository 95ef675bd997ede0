"""Shows a built site on this machine, as any static host would."""

from __future__ import annotations

import errno
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from mashang.addresses import INTAKE
from mashang.problems import MashangError

_OWN_PORTS = 1023
"""Up to here ports belong to the system."""
LOOPBACK = "127.0.0.1"
_PATIENCE = 60
_OF_A_CONNECTION = frozenset(("connection", "keep-alive", "transfer-encoding", "date", "server"))
_OWN_NAMES = frozenset((LOOPBACK, "localhost", ""))


class PreviewError(MashangError):
    """The preview cannot start."""


class _Handler(SimpleHTTPRequestHandler):
    """Serves files, never a folder's listing, never from the browser's memory, and the site's own 404 page.

    The site stands at the root and also under the path it is published at, from which its 404 page links.
    """

    def __init__(self, *args: Any, base: str, intake: int, **kwargs: Any) -> None:
        self._base, self._intake = base, intake
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        """The file behind a path, with or without the published path before it."""
        return super().translate_path(self._strip(path))

    def _strip(self, path: str) -> str:
        return f"/{path.removeprefix(self._base)}" if path.startswith(self._base) else path

    def do_POST(self) -> None:
        """Hand a form to the intake; nothing else takes any."""
        if self._names_us():
            self._ask_intake()

    def _names_us(self) -> bool:
        """Whether the request names this machine; else it is refused.

        A web page elsewhere whose name was made to lead here (DNS rebinding) is not shown a draft.
        """
        try:
            host = urlsplit(f"//{self.headers.get('Host', '')}").hostname or ""
        except ValueError:
            host = "?"
        if host not in _OWN_NAMES:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        return host in _OWN_NAMES

    def _ask_intake(self) -> None:
        """Pass a request on to the intake and its answer back, as a web server in front of it does."""
        path = self._strip(self.path)
        if not self._intake or not path.startswith(f"/{INTAKE}"):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        connection = HTTPConnection(LOOPBACK, self._intake, timeout=_PATIENCE)
        headers = {name: text for name, text in self.headers.items() if name.lower() not in _OF_A_CONNECTION}
        try:
            connection.request(self.command, path.removeprefix(f"/{INTAKE}".rstrip("/")), body, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        self.send_response(answer.status)
        for name, text in answer.getheaders():
            if name.lower() not in _OF_A_CONNECTION:
                self.send_header(name, text)
        super().end_headers()
        self.wfile.write(content)

    def send_head(self) -> Any:
        """Begin the answer; only to a request that names this machine, and for a name that a file can have."""
        if not self._names_us():
            return None
        if self._intake and self._strip(self.path).startswith(f"/{INTAKE}"):
            self._ask_intake()
            return None
        if "\0" in unquote(self.path):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — the name is the base class's
        """Stay silent: a preview keeps no access log."""

    def end_headers(self) -> None:
        """Have the browser ask again each time, so that a new build shows at once."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def list_directory(self, path: object) -> None:
        """A folder without a page of its own is not found."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where nothing is found."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def make_server(site: Path, port: int, base: str = "/", intake: int = 0) -> ThreadingHTTPServer:
    """A server of ``site`` on this machine only; port 0 takes a free one. ``base`` is the site's published path.

    ``intake`` is the port of an intake on this machine, which answers below the site; 0 where there is none.

    Raises :class:`PreviewError` when there is no site or the port is taken.
    """
    if not (site / "index.html").is_file():
        raise PreviewError(f"还没有生成网站（{site} 里没有 index.html）。请先运行 build。")
    try:
        return ThreadingHTTPServer((LOOPBACK, port), partial(_Handler, directory=str(site), base=base, intake=intake))
    except OSError as fault:
        why = "已被占用" if fault.errno == errno.EADDRINUSE else "不能用"
        raise PreviewError(
            f"端口 {port} {why}。请换一个，例如 --port {port + 1 if port > _OWN_PORTS else 8000}。"
        ) from fault
