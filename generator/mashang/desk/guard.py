"""Who may speak to the desk: the browser that was opened with its key, from its own pages, by this machine's name.

A page of another site that a clerk has open could otherwise press buttons here (cross-site request forgery), or be
given a name that leads here (DNS rebinding).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = "127.0.0.1"
_NAMES = (LOOPBACK, "localhost")
_SAFE = ("GET", "HEAD")
_OWN_FETCH = ("same-origin", "none", None)
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_CLOSED = "这个地址只能由码上工作台打开。请关掉这一页，再双击“码上”。"


def make_key() -> str:
    """A new key of 192 random bits, fit to stand in an address."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets through what comes from the desk's own browser; wraps the application.

    The address ``/enter/KEY`` exchanges the key for a cookie that no script reads, and leads to the first page, so that
    the key stays in no history entry that is shown.
    """

    app: ASGIApp
    key: str
    port: int

    @property
    def cookie(self) -> str:
        """The name of the cookie: cookies are shared by all ports of a machine."""
        return f"mashang-desk-{self.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        answer = self._refuse(scope) or self._enter(scope["path"]) or self._ask_for_key(scope)
        await (answer or self.app)(scope, receive, send_guarded)

    def _refuse(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        hosts = [f"{name}:{self.port}" for name in _NAMES]
        if headers.get("host") not in hosts:
            return PlainTextResponse(_CLOSED, 421)
        foreign = headers.get("sec-fetch-site") not in _OWN_FETCH
        if scope["method"] not in _SAFE and (headers.get("origin") != f"http://{headers['host']}" or foreign):
            return PlainTextResponse(_CLOSED, 403)
        return None

    def _enter(self, path: str) -> Response | None:
        if not path.startswith("/enter/") or not self._fits(path.removeprefix("/enter/")):
            return None
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self.cookie, self.key, httponly=True, samesite="strict")
        return answer

    def _ask_for_key(self, scope: Scope) -> Response | None:
        cookies: SimpleCookie = SimpleCookie()
        try:
            cookies.load(Headers(scope=scope).get("cookie", ""))
        except CookieError:
            return PlainTextResponse(_CLOSED, 403)
        found = cookies.get(self.cookie)
        return None if found and self._fits(found.value) else PlainTextResponse(_CLOSED, 403)

    def _fits(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self.key.encode())
