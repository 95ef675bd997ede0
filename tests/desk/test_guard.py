"""Who may speak to the desk: only the browser that was opened with its key, from its own pages."""

from __future__ import annotations

import re

import pytest
from httpx2 import Response
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from mashang.desk.guard import Guard, make_key

KEY = "Kn7-" * 8
HOST = "127.0.0.1:4711"
OWN = {"host": HOST, "origin": f"http://{HOST}"}


def test_keys_cannot_be_guessed() -> None:
    """A new one each time, fit to stand in an address."""
    keys = {make_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32}", key) for key in keys)


@pytest.fixture
def client() -> TestClient:
    """A browser that has not been given the key."""

    def answer(request: Request) -> PlainTextResponse:
        return PlainTextResponse(request.url.path)

    app = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])
    return TestClient(Guard(app, KEY, 4711), base_url=f"http://{HOST}", follow_redirects=False)


@pytest.fixture
def own(client: TestClient) -> TestClient:
    """The browser that was opened with the key."""
    found = client.get(f"/enter/{KEY}")
    assert (found.status_code, found.headers["location"]) == (303, "/")
    cookie = found.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "mashang-desk-4711="))
    return client


def test_the_own_browser_is_let_in(own: TestClient) -> None:
    """Read and press; every answer forbids what a page from elsewhere could use."""
    found = own.get("/steps/check")
    assert (found.status_code, found.text) == (200, "/steps/check")
    assert own.post("/do/publish", headers=OWN).status_code == 200
    assert "default-src 'none'" in found.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in found.headers["content-security-policy"]
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/", "/enter/", "/enter/x", f"/enter/{KEY[:-1]}", f"/enter/{KEY}x", "/assets/desk.css"]
)
def test_without_the_key_nothing_is_shown(client: TestClient, path: str) -> None:
    """Not even what the desk looks like."""
    refused(client.get(path))


@pytest.mark.parametrize("cookie", ["", "x", "mashang-desk-4711=x", f"mashang-desk-4712={KEY}", "\x00=;=", f"x={KEY}"])
def test_a_wrong_cookie_is_none(client: TestClient, cookie: str) -> None:
    """Another desk's cookie neither: cookies are shared by all ports."""
    refused(client.get("/", headers={"cookie": cookie}))


@pytest.mark.parametrize(
    "host", ["example.com", "example.com:4711", "127.0.0.1", "127.0.0.1:80", "", "127.0.0.1.x.cn:4711"]
)
def test_another_name_is_refused(own: TestClient, host: str) -> None:
    """A name that was made to lead here (DNS rebinding), with the right cookie even."""
    assert own.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"host": HOST},
        {"host": HOST, "origin": "null"},
        {"host": HOST, "origin": "http://example.com"},
        {"host": HOST, "origin": "http://127.0.0.1:8000"},
        {"host": HOST, "origin": f"https://{HOST}"},
        OWN | {"sec-fetch-site": "cross-site"},
        OWN | {"sec-fetch-site": "same-site"},
    ],
)
def test_a_page_from_elsewhere_presses_no_button(own: TestClient, headers: dict[str, str]) -> None:
    """Whatever the browser adds of itself (cross-site request forgery)."""
    refused(own.post("/do/publish", headers=headers))


def refused(found: Response) -> None:
    """The answer is a refusal, in words, and gives no cookie."""
    assert found.status_code == 403
    assert "这个地址只能由码上工作台打开" in found.text
    assert "set-cookie" not in found.headers
