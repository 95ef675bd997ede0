"""The preview on this machine."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from http import HTTPStatus
from pathlib import Path

import pytest

from mashang.files import write_files
from mashang.publish.preview import LOOPBACK, PreviewError, make_server


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a served little site."""
    write_files(
        tmp_path, [("index.html", "首页"), ("404.html", "没有这一页"), ("a/index.html", "甲"), ("empty/x.txt", "x")]
    )
    with make_server(tmp_path, 0, "/portal/path/") as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://{LOOPBACK}:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def fetch(url: str, host: str = "") -> tuple[int, str, Message]:
    """Status, text and headers of an answer."""
    try:
        request = urllib.request.Request(url, headers={"Host": host} if host else {})  # noqa: S310 — loopback only
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 — loopback only
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as fault:
        with fault:
            return fault.code, fault.read().decode(), fault.headers


def test_pages_are_served_fresh(address: str) -> None:
    """Pages are found by their folder and never kept by the browser."""
    status, text, headers = fetch(f"{address}/a/")
    assert (status, text, headers["Cache-Control"]) == (200, "甲", "no-store")


def test_the_site_also_stands_under_its_published_path(address: str) -> None:
    """The path of the portal may stand before any page."""
    assert fetch(f"{address}/portal/path/a/")[:2] == (200, "甲")
    assert fetch(f"{address}/portal/path/")[:2] == (200, "首页")


@pytest.mark.parametrize("path", ["/nothing/", "/empty/", "/%2e%2e/%2e%2e/etc/passwd"])
def test_what_is_not_there_shows_the_sites_own_page(address: str, path: str) -> None:
    """No listing of a folder, nothing outside the site: the site's own page for what is not found."""
    status, text, headers = fetch(address + path)
    assert (status, text) == (404, "没有这一页")
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_no_site_no_preview(tmp_path: Path) -> None:
    """Without a built site the message says what to run."""
    with pytest.raises(PreviewError, match="请先运行 build"):
        make_server(tmp_path, 0)


def test_taken_port_names_another(tmp_path: Path) -> None:
    """When the port is taken another is proposed."""
    write_files(tmp_path, [("index.html", "首页")])
    with make_server(tmp_path, 0) as server:
        port = server.server_address[1]
        with pytest.raises(PreviewError, match=f"--port {port + 1}"):
            make_server(tmp_path, port)


def test_nobody_else_can_look(tmp_path: Path) -> None:
    """The preview listens on this machine's own address only."""
    (tmp_path / "index.html").touch()
    with make_server(tmp_path, 0) as server:
        assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize("path", ["/%00", "/index.html%00.txt"])
def test_a_name_that_no_file_can_have_is_not_found(address: str, path: str) -> None:
    """Such a request is answered like any other for what is not there."""
    assert fetch(address + path)[:2] == (404, "没有这一页")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::1", "[fe80::1]"])
def test_a_request_in_a_foreign_name_is_refused(address: str, host: str) -> None:
    """A page elsewhere cannot read a draft by having its own name lead to this machine."""
    assert fetch(address, host)[0] == HTTPStatus.MISDIRECTED_REQUEST
    assert fetch(address, "localhost:8000")[0] == HTTPStatus.OK
