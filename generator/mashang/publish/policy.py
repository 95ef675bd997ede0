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
from urllib.parse import urlsplit

from mashang.markup import StartTag, list_tags
from mashang.problems import MashangError

_RUN = frozenset({"", "module", "text/javascript", "application/javascript"})
"""Types of ``<script>`` that a browser runs; others are data."""
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]+)?", re.IGNORECASE)


class PolicyError(MashangError):
    """A page holds what no policy can allow."""


@dataclass(slots=True)
class _Held:
    """What a group of pages holds."""

    loads_scripts: bool = False
    loads_styles: bool = False
    scripts: set[str] = field(default_factory=set)
    handlers: set[str] = field(default_factory=set)
    styles: set[str] = field(default_factory=set)
    has_styled: bool = False
    forms: set[str] = field(default_factory=set)


def derive_policy(pages: Iterable[str]) -> str:
    """One policy, in one line without double quotes, for a group of pages. Raises :class:`PolicyError`."""
    held = _Held()
    for tag in list_tags(pages):
        _read_tag(tag, held)
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
    return {"style-src": ["'self'", "'unsafe-inline'"], "style-src-elem": styles, "style-src-attr": ["'unsafe-inline'"]}


def _read_tag(tag: StartTag, held: _Held) -> None:
    given = tag.attributes
    if tag.name == "style":
        held.styles.add(tag.content)
    elif tag.name == "script" and "src" in given:
        held.loads_scripts = True
    elif tag.name == "script" and given.get("type", "").lower() in _RUN:
        held.scripts.add(tag.content)
    elif tag.name == "link" and "stylesheet" in given.get("rel", "").lower().split():
        held.loads_styles = True
    held.has_styled = held.has_styled or "style" in given
    held.handlers.update(value for name, value in given.items() if name.startswith("on"))
    addresses = [given[name] for name in ("action", "formaction") if name in given]
    held.forms.update(map(_find_origin, addresses or [""] * (tag.name == "form")))


def _find_origin(url: str) -> str:
    """Where a form sends what is filled in. Raises :class:`PolicyError` when a policy cannot name it."""
    if not urlsplit(url).scheme and not url.startswith("//"):
        return "'self'"
    found = _ORIGIN.match(url)
    if found is None or url[found.end() : found.end() + 1] not in ("", "/", "?", "#"):
        raise PolicyError(f"表单提交的地址“{url}”不能写进服务器的示例配置。请检查 site.yml 里反映渠道“表单”的地址。")
    return found.group()


def _name_digests(texts: set[str]) -> list[str]:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return sorted(f"'sha256-{digest}'" for digest in digests)
