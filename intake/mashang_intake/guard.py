"""What holds for every answer: headers that let a page do nothing but be read and send its form, a log without people.

A page of another site may send nothing here. ``Referrer-Policy`` is ``same-origin``, because with ``no-referrer`` a
browser names no origin with our own forms either.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger("mashang_intake")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
_KEPT_BITS = {4: 24, 6: 48}
UNKNOWN_ORIGIN = "origin"
"""The mark of a form whose browser would not say from which page it came."""


@dataclass(slots=True)
class Guard:
    """Wraps the application; ``counts`` are answers by route and status."""

    app: ASGIApp
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.monotonic(), 0

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, send_guarded)
        except Exception as fault:  # noqa: BLE001 — it was answered; its text might hold what people wrote
            _LOG.error("%s", type(fault).__name__)
        finally:
            name = getattr(scope.get("endpoint"), "__name__", "other")
            self.counts[name, status] += 1
            took = (time.monotonic() - begun) * 1000
            _LOG.info("%s %s %d %.0f ms %s", scope["method"], name, status, took, shorten_address(scope))


def shorten_address(scope: Scope) -> str:
    """The network of whoever asks, too coarse to tell people apart."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return "-"
    return str(ip_network(f"{host}/{_KEPT_BITS[address.version]}", strict=False))


def _find_origin(headers: Headers) -> str:
    """The host of the page that a form was sent from, as far as the browser says; empty when it does not."""
    origin = headers.get("origin", "null")
    return urlsplit(headers.get("referer", "") if origin == "null" else origin).netloc


def is_foreign(headers: Headers) -> bool:
    """Whether a form was sent from a page of another site."""
    if headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        return True
    return _find_origin(headers) not in ("", headers.get("host"))


def list_origin_marks(headers: Headers) -> list[str]:
    """The mark of a form whose origin nobody knows."""
    known = _find_origin(headers) or headers.get("sec-fetch-site") == "same-origin"
    return [] if known else [UNKNOWN_ORIGIN]
