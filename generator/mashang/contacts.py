"""Web addresses, mailboxes and telephones as settings give them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

NUMBER = re.compile("[0-9０-９]{3}")
"""What every telephone and every number of a record has in it."""
MAILBOX = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")

_UNFIT = re.compile(r"""[\s<>"'`\\^{|}\x00-\x1f\x7f]""")


def check_address(url: str) -> list[str]:
    """What is wrong with a web address, each as a reason in Chinese."""
    reasons = [] if url.startswith(("https://", "http://")) else ["网址以 https:// 开头"]
    if unfit := _UNFIT.search(url):
        reasons.append(f"网址里不能有“{unfit.group()}”")
    return reasons if reasons or _has_host(url) else ["网址里没有域名"]


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False
