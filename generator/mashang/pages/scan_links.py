"""Telephone numbers and links, as pages behind codes show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from mashang.addresses import scan_address

ANY_SCAN_PAGE = scan_address("CODE")
"""All pages behind codes stand at one depth, so a link from one of them serves for all."""
_PHONE = re.compile(r"\+?[0-9](?:[0-9() （）-]*[0-9])?")


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as written, and as a ``tel:`` link wants it."""

    text: str
    number: str


@dataclass(frozen=True, slots=True)
class Call:
    """Whom one reaches under which numbers."""

    label: str
    phones: tuple[Phone, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A way to go on: the text to press, the address, a second line; ``outside`` when it leaves the site."""

    text: str
    href: str
    detail: str = ""
    outside: bool = False


def read_phones(text: str) -> tuple[Phone, ...]:
    """The telephone numbers in a cell such as ``0000-8000100、8000101转801``; an extension is not dialled."""
    phones = []
    for part in re.split(r"[、，,;；/\n]+", text):
        found = _PHONE.search(part)
        if found:
            phones.append(Phone(part.strip(), re.sub(r"[^0-9+]", "", found.group())))
    return tuple(phones)


def check_web_address(url: str) -> str:
    """The address when it is one of the web (http or https, with a host), else an empty string."""
    if any(sign.isspace() or not sign.isprintable() or sign == "\\" for sign in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""
