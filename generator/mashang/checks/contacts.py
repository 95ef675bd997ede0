"""Telephone numbers of institutions and addresses of web pages."""

from __future__ import annotations

import re
from functools import lru_cache

from mashang.checks.fault import Fault, fault, narrow

_BETWEEN = re.compile(r"[、,;\n/]")
_EXTENSION = re.compile(r"(?P<main>.+?) ?(?:转|ext\.?) ?(?P<extension>[0-9]{1,6})")
_LANDLINE = re.compile(r"(?:\(0[0-9]{2,3}\)|0[0-9]{2,3})[- ]?[1-9][0-9]{2,3}[- ]?[0-9]{4}(?:-[0-9]{1,6})?")
_SERVICE = re.compile(r"11[02479]|12[02]|1[0-9]{4}|9[56][0-9]{3,4}")
_TOLL = re.compile(r"[48]00-?[0-9]{3}-?[0-9]{4}|[48]00-?[0-9]{4}-?[0-9]{3}")
_MOBILE = re.compile(r"(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}")
_URL = re.compile(
    r"https?://(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(?::[0-9]{1,5})?"
    r"(?:[/?#][^\s<>\"'`\\^{|}，。、；：（）【】“”‘’《》！？]*)?"
)


@lru_cache(maxsize=2048)
def read_phone(text: str) -> str | Fault:
    """Read one or more telephone numbers of an institution; several are joined by ``、``.

    Landlines carry their area code (``0000-8000100``, ``0000-8000100转801``); short service numbers and 400/800
    numbers are fine; so are mobile numbers, which are asked about wherever they stand.
    """
    numbers: list[str] = []
    for part in _BETWEEN.split(narrow(text)):
        number = part.strip()
        found = _EXTENSION.fullmatch(number)
        main = found["main"].strip() if found else number
        if not any(pattern.fullmatch(main) for pattern in (_LANDLINE, _SERVICE, _TOLL, _MOBILE)):
            return fault("phone-not-phone", value=text)
        numbers.append(f"{main}转{found['extension']}" if found else main)
    return "、".join(numbers)


def read_url(text: str) -> str | Fault:
    """Read a whole web address: http or https, a host with a dot, no user name, no spaces."""
    return text if _URL.fullmatch(text) else fault("url-not-url", value=text)
