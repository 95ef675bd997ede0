"""What a browser may do on the pages of a built site: a Content-Security-Policy that allows what they hold, no more.

Everything comes from the site itself. What stands in the pages as script or style is allowed by the SHA-256 of its
text (https://www.w3.org/TR/CSP3/), so that the same element with other words does nothing.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from mashang.problems import MashangError

_ELEMENT = re.compile(rb"<(script|style)\b((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(rb"<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>")
_STYLED = re.compile(rb"\sstyle\s*=", re.IGNORECASE)
_HANDLER = re.compile(rb"\son[a-z]+\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_ACTION = re.compile(rb"\s(?:form)?action\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_SHEET = re.compile(rb"^<link\b.*\srel\s*=\s*[\"']?[^\"'>]*\bstylesheet\b", re.IGNORECASE)
_TYPE = re.compile(rb"\stype\s*=\s*[\"']?([^\s\"'>]*)", re.IGNORECASE)
_LOADED = re.compile(rb"\ssrc\s*=", re.IGNORECASE)
_RUN = frozenset({b"", b"module", b"text/javascript", b"application/javascript"})
"""Types of ``<script>`` that a browser runs; others are data."""
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]+)?", re.IGNORECASE)


class PolicyError(MashangError):
    """A page holds what no policy can allow."""


@dataclass(slots=True)
class _Held:
    """What a group of pages holds."""

    loads_scripts: bool = False
    loads_styles: bool = False
    scripts: set[bytes] = field(default_factory=set)
    handlers: set[bytes] = field(default_factory=set)
    styles: set[bytes] = field(default_factory=set)
    has_styled: bool = False
    forms: set[str] = field(default_factory=set)


def derive_policy(pages: Iterable[bytes]) -> str:
    """One policy, in one line without double quotes, for a group of pages. Raises :class:`PolicyError`."""
    held = _Held()
    for page in pages:
        _read_elements(page, held)
        _read_tags(page, held)
    own, nothing = "'self'", ["'none'"]
    handlers = ["'unsafe-hashes'", *_name_digests(held.handlers)] if held.handlers else []
    scripts = [*([own] if held.loads_scripts else []), *_name_digests(held.scripts), *handlers]
    styles = [*([own] if held.loads_styles else []), *_name_digests(held.styles)]
    rules = {
        "default-src": nothing,
        "script-src": scripts or nothing,
        **_allow_styles(styles or nothing, styled=held.has_styled),
        "img-src": [own, "data:"],
        "font-src": [own] if held.loads_styles else nothing,
        "connect-src": [own] if held.loads_scripts else nothing,
        "form-action": sorted(held.forms) or nothing,
        "base-uri": nothing,
        "frame-ancestors": [own],
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in rules.items())


def _allow_styles(styles: list[str], *, styled: bool) -> dict[str, list[str]]:
    """Sheets and elements by origin or digest; where pages have ``style="…"`` (lengths of bars), any attribute.

    A browser that knows the two finer rules heeds them in the place of the first; older ones know only the first,
    where a digest would switch off what the attributes need.
    """
    if not styled:
        return {"style-src": styles}
    return {
        "style-src": ["'self'", "'unsafe-inline'"],
        "style-src-elem": styles,
        "style-src-attr": ["'unsafe-inline'"],
    }


def _read_elements(page: bytes, held: _Held) -> None:
    for name, attributes, text in _ELEMENT.findall(page):
        if name.lower() == b"style":
            held.styles.add(text)
        elif _LOADED.search(attributes):
            held.loads_scripts = True
        else:
            kind = _TYPE.search(attributes)
            if (kind[1].lower() if kind else b"") in _RUN:
                held.scripts.add(text)


def _read_tags(page: bytes, held: _Held) -> None:
    for tag in set(_TAG.findall(page)):
        held.has_styled = held.has_styled or bool(_STYLED.search(tag))
        for one, other in _HANDLER.findall(tag):
            held.handlers.add(unescape((one or other).decode()).encode())
        held.loads_styles = held.loads_styles or bool(_SHEET.search(tag))
        action = _ACTION.search(tag)
        if action or tag[:5].lower() == b"<form":
            held.forms.add(_find_origin(unescape(action[1].decode()) if action else ""))


def _find_origin(url: str) -> str:
    """Where a form sends what is filled in. Raises :class:`PolicyError` when a policy cannot name it."""
    if not urlsplit(url).scheme and not url.startswith("//"):
        return "'self'"
    found = _ORIGIN.match(url)
    if found is None or url[found.end() : found.end() + 1] not in ("", "/", "?", "#"):
        raise PolicyError(f"表单提交的地址“{url}”不能写进服务器的示例配置。请检查 site.yml 里的 intake_url。")
    return found.group()


def _name_digests(texts: set[bytes]) -> list[str]:
    digests = (base64.b64encode(hashlib.sha256(text).digest()).decode() for text in texts)
    return sorted(f"'sha256-{digest}'" for digest in digests)
