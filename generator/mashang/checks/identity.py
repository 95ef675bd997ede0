"""Identifiers: 编号, 统一社会信用代码 (GB 32100) and codes of the ledger."""

from __future__ import annotations

import re
import string
from functools import lru_cache

from mashang.checks.fault import Fault, fault, narrow, point_out
from mashang.code_format import CASE, check_identifier, normalise_identifier

_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_RESERVED = frozenset(
    ["index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
_MOST_ID = 40
_SHOWN = 60
_ID_LETTERS = string.ascii_letters + string.digits + "-"
_TURNED = re.compile(r"(?:[0-3]?[0-9]-)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:-[0-9]{2})?")
"""What Excel makes of 2026-02 and 2-1 when it opens a CSV file and saves it again: Feb-26 and 1-Feb."""
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]{2}")
_USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_LENGTH = 18
_USCC_WEIGHTS = tuple(pow(3, power, 31) for power in range(_USCC_LENGTH - 1))
_ADDRESS = re.compile(r"https?://[^\s?#]+/f/(?P<code>[^\s/?#]+)/?(?:[?#]\S*)?", re.IGNORECASE)


@lru_cache(maxsize=4096)
def read_id(text: str) -> str | Fault:
    """Read an identifier that can stand in an address, also as a folder's name on Windows."""
    plain = narrow(text)
    if _TURNED.fullmatch(plain) and "-" in plain:
        return fault("id-turned-date", value=text)
    if len(plain) > _MOST_ID or _ID.fullmatch(plain) is None or plain.lower() in _RESERVED:
        return fault("id-not-plain", value=text[:_SHOWN], hint=_why_not_plain(text, plain))
    return plain


def _why_not_plain(text: str, plain: str) -> str:
    if plain.lower() in _RESERVED:
        return "这个词电脑留作他用，换一个。"
    if not any(letter in _ID_LETTERS for letter in plain) or len(plain) > _MOST_ID:
        return ""
    return point_out(text, _ID_LETTERS) or "短横线不放在开头和末尾，也不连写。"


@lru_cache(maxsize=4096)
def read_uscc(text: str) -> str | Fault:
    """Read a 统一社会信用代码 and verify its check character (GB 32100: weights 3ⁱ mod 31)."""
    plain = narrow(text).upper()
    if _EXPONENT.fullmatch(plain):
        reason = "表格软件把它改成了科学计数法，要先把这一列设为“文本”格式"
        return fault("uscc-wrong", value=text, reason=reason)
    if len(plain) != _USCC_LENGTH:
        return fault("uscc-wrong", value=text, reason=f"应为 {_USCC_LENGTH} 位，现有 {len(plain)} 位")
    pointed = point_out(plain, _USCC_LETTERS)
    if pointed:
        return fault("uscc-wrong", value=text, reason=pointed.removesuffix("。") + "，代码里不会出现")
    total = sum(_USCC_LETTERS.index(letter) * weight for letter, weight in zip(plain, _USCC_WEIGHTS, strict=False))
    if _USCC_LETTERS[-total % 31] != plain[-1]:
        return fault("uscc-wrong", value=text, reason="校验码与前 17 位对不上")
    return plain


@lru_cache(maxsize=4096)
def read_code(text: str) -> str | Fault:
    """Read a code of the ledger as people type it, or the web address that its symbol holds.

    Whether such a code was ever issued is not checked here.
    """
    address = _ADDRESS.fullmatch(text.strip())
    identifier = normalise_identifier(address["code"] if address else text)
    reason = check_identifier(identifier)
    return fault("code-wrong", value=text, reason=reason) if reason else identifier


@lru_cache(maxsize=4096)
def read_case_number(text: str) -> str | Fault:
    """Read the number of a case (受理编号) as people type it."""
    number = normalise_identifier(text)
    reason = check_identifier(number, (CASE + 1,))
    return fault("case-number-wrong", value=text[:_SHOWN], reason=reason) if reason else number
