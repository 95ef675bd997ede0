"""Numbers, counts and percentages as people type them, read exactly or not at all."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from mashang.checks.fault import Fault, fault, narrow, point_out
from mashang.spelling import spell_number

_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?P<fraction>[0-9]+))?")
_UNIT = re.compile(r"([+-]?[0-9.,]+) ?([十百千万亿]+元?)")
_COUNT = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_DIGITS = "0123456789"
_MOST_DIGITS = 15
_HUNDRED = Decimal(100)
_HUNDREDTH = Decimal("0.01")


@lru_cache(maxsize=4096)
def read_number(text: str) -> Decimal | Fault:
    """Read ``-1,234.5``: full-width digits and thousands separators are understood, units and words are not."""
    return _read(text, text, "number-not-number")


def part_unit(shown: str) -> tuple[str, str]:
    """A number cell and the words such as 万元 that its format shows behind the number; empty when there are none."""
    found = _UNIT.fullmatch(shown)
    return (found[1], found[2]) if found else (shown, "")


@lru_cache(maxsize=4096)
def read_count(text: str) -> int | Fault:
    """Read a whole number from zero up."""
    if _COUNT.fullmatch(narrow(text)) is None:
        return fault("count-not-count", value=text, hint=_hint(text, _DIGITS + ","))
    return int(narrow(text).replace(",", ""))


@lru_cache(maxsize=4096)
def read_percent(text: str) -> Decimal | Fault:
    """Read ``60``, ``60%`` or ``60.5 ％`` as a percentage from 0 to 100.

    More than two decimals come from a division and are rounded to two.
    A bare number above 0 and up to 1 may mean a share or a percentage; nobody can know which, so it is a fault.
    """
    plain = narrow(text)
    bare = plain[:-1].rstrip() if plain.endswith("%") else plain
    value = _read(bare, text, "percent-not-number")
    if isinstance(value, Fault):
        return value
    if not 0 <= value <= _HUNDRED:
        return fault("percent-impossible", value=text)
    if bare == plain and 0 < value <= 1:
        return fault("percent-ambiguous", value=text, small=spell_number(value), large=spell_number(value * _HUNDRED))
    rounded = value.quantize(_HUNDREDTH, ROUND_HALF_UP)
    return value if value == rounded else rounded


def _read(text: str, written: str, code: str) -> Decimal | Fault:
    found = _NUMBER.fullmatch(narrow(text))
    if found is None:
        allowed = _DIGITS + "+-.," + ("%" if code == "percent-not-number" else "")
        return fault(code, value=written, hint=_hint(written, allowed))
    digits = found["whole"].replace(",", "") + (found["fraction"] or "")
    if len(digits.lstrip("0")) > _MOST_DIGITS:
        return fault(code, value=written, hint=f"最多 {_MOST_DIGITS} 位数字。")
    value = Decimal(found[0].replace(",", ""))
    return value or Decimal(0)


def _hint(written: str, allowed: str) -> str:
    pointed = point_out(written, allowed)
    if unit := _UNIT.fullmatch(narrow(written)):
        return f"“{unit[2]}”不写在数里；是单元格格式显示出来的，就把格式改成“常规”，再按这一列的单位填。"
    if not pointed and "," in narrow(written):
        return "千位分隔的逗号应当每三位一个。"
    return pointed
