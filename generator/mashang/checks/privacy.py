"""What must never be published: resident ID numbers and private mobile numbers (个人信息保护法)."""

from __future__ import annotations

import re
from datetime import date

from mashang.checks.fault import narrow

_SUSPECT = re.compile(r"\d(?:[-\s.·–—－]{0,3}\d){10}")
_GAP = r"[- \t.·–—]{0,3}"
_MOBILE = re.compile(
    rf"(?<![0-9])(?<![0-9]\.)(?:\+?86{_GAP})?(1[3-9][0-9](?:{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}|{_GAP}[0-9]{{3}}{_GAP}[0-9]{{5}}))(?![0-9])"
    r"(?!\s*[元万亿])"
)
_ID_18 = re.compile(rf"(?<![0-9])([1-9][0-9]{{5}}{_GAP}(?:19|20)[0-9]{{6}}{_GAP}[0-9]{{3}}[0-9Xx])(?![0-9])")
_ID_15 = re.compile(r"(?<![0-9A-Za-z])([1-9][0-9]{14})(?![0-9A-Za-z])")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES = frozenset(
    [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82]
)


def may_be_private(text: str) -> bool:
    """Whether the text has eleven digits close together, without which :func:`find_private` finds nothing."""
    return _SUSPECT.search(text) is not None


def find_private(text: str) -> tuple[tuple[str, str], ...]:
    """What in the text looks private: pairs of problem code and the number with its middle masked.

    An 18-digit ID number needs a real date of birth and a right check character (GB 11643, ISO 7064 MOD 11-2);
    an old 15-digit one a province and a real date. An amount of money that merely has eleven digits is let pass.
    """
    if not may_be_private(text):
        return ()
    plain = narrow(text)
    numbers = [_digits(found[1]) for found in _ID_18.finditer(plain)]
    private = [("private-id-number", _mask(number, 6)) for number in numbers if _is_id_18(number)]
    old = [found[1] for found in _ID_15.finditer(plain)]
    private += [("private-id-number", _mask(number, 6)) for number in old if _is_id_15(number)]
    private += [("private-mobile", _mask(_digits(found[1]), 3)) for found in _MOBILE.finditer(plain)]
    return tuple(dict.fromkeys(private))


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isalnum()).upper()


def _mask(number: str, shown: int) -> str:
    return number[:shown] + "*" * (len(number) - shown - 4) + number[-4:]


def _is_id_18(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1] and _is_day(number[6:14])


def _is_id_15(number: str) -> bool:
    return int(number[:2]) in _PROVINCES and _is_day("19" + number[6:12])


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
