"""The address that symbols hold: it must open on a stranger's telephone, for as long as a code hangs on a wall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from mashang.county import SETTINGS_FILE
from mashang.model import Code
from mashang.problems import Location, Problem, ask, problem
from mashang.settings import Settings

_OWN = (".local", ".localhost", ".lan", ".internal", ".intranet", ".home.arpa")
_KEY = "code_base"


def check_code_base(settings: Settings | None, codes: Sequence[Code]) -> Iterator[Problem]:
    """Whether the setting has changed since the last code was issued, and whether others can reach its host."""
    if settings is None:
        return
    where, base = Location(SETTINGS_FILE, heading=_KEY), settings.code_base
    issued = [code.base for code in codes if code.base]
    if issued and issued[-1] != base:
        yield ask("code-base-changed", where, (base,), old=issued[-1], new=base, count=len(codes))
    host, site = urlsplit(base).hostname or "", settings.site_domain
    reason = explain_private(host)
    if reason:
        yield problem("code-base-private", where, host=host, reason=reason)
    elif host != site:
        hint = "已经发的码印的就是它，不要改 code_base；看看 site_url 有没有填错，确实搬了网站，让旧域名长期跳转过去。"
        if base not in issued:
            hint = f"填错了就改成 {site} 下面的网址。"
        yield ask("code-base-elsewhere", where, (host, site), codes=host, site=site, hint=hint)


def explain_private(host: str) -> str:
    """Why nobody outside can open an address of this host, in Chinese; empty where they can.

    >>> explain_private("10.1.2.3"), explain_private("zwfw"), explain_private("www.example.com")
    ('是 IP 地址', '是内网的名字', '')
    """
    try:
        ip_address(host)
    except ValueError:
        return "是内网的名字" if "." not in host or host.endswith(_OWN) else ""
    return "是 IP 地址"
