"""Personal data that must not be published by a slip (个人信息保护法).

Resident ID numbers, private mobile numbers, bank cards, private mailboxes, licence plates: in whatever spelling people
use, broken over lines and in Chinese numerals too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mashang.checks.fault import narrow
from mashang.checks.slip import Slip

_NUMERALS = {"〇": "0", "○": "0", "幺": "1", "两": "2"} | {
    numeral: str(digit)
    for numerals in ("零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖")
    for digit, numeral in enumerate(numerals)
}
_TO_DIGITS = {ord(numeral): digit for numeral, digit in _NUMERALS.items()}
_DIGIT = f"[0-9{''.join(_NUMERALS)}]"
_WIDE_DIGIT = f"[0-9０-９{''.join(_NUMERALS)}]"
_GAP = r"[-\s.·–—_]{0,3}"
_RUN = re.compile(rf"{_DIGIT}(?:{_GAP}{_DIGIT}){{10,}}")
_LETTER = re.compile(r"[A-Z@\uff20-\uff3a]")
_LETTER_BESIDE = re.compile(r"[a-z](?:(?=[ -]?[0-9]{4})|(?<=[0-9][ol])|(?<=[(（[]at))")
_LONG_RUN = re.compile(rf"{_WIDE_DIGIT}(?:[-－\s.·–—/_]{{0,3}}{_WIDE_DIGIT}){{10}}")
"""Without one of these nothing private is there; most texts have none. In one expression they take twice as long."""
_PLATE = re.compile(
    r"(?<![A-Za-z0-9])[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[A-HJ-NP-Z][ ·•.-]?"
    r"(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[DF][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[DF])(?![A-Za-z0-9-])",
    re.IGNORECASE,
)
_MAILBOX = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._%+-]*) ?(?:@|[(\[]at[)\]]) ?"
    r"(?P<host>(?:vip\.)?(?:qq|163|126|sina|sohu|tom)\.com|(?:foxmail|gmail|"
    r"hotmail|outlook|live|msn|icloud|139|188|21cn|aliyun)\.com|sina\.(?:cn|com\.cn)|yeah\.net|263\.net|189\.cn|wo\.cn|"
    r"yahoo\.(?:com|cn|com\.cn))(?![A-Za-z0-9.-]*[A-Za-z0-9])",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    rf"(?<![0-9])(?<![0-9]\.)(?:(?:\+|00)?86{_GAP})?(?=(?P<number>1{_GAP}[3-9](?:{_GAP}[0-9]){{9}})(?![0-9])(?!\s*[元万亿]))"
)
_TYPED = re.compile(
    r"(?<![0-9A-Za-z])1(?=(?:[OoIl]?[0-9]){6})[0-9OoIl]{10}(?![0-9A-Za-z])|(?<![0-9A-Za-z/.-])1[3-9][0-9](?:/[0-9]{4}){2}(?![0-9/])"
)
_TAKEN_FOR = str.maketrans("OoIl/", "0011-")
"""Letters that are typed for digits, and what is typed between them."""
_NEIGHBOUR = re.compile(rf"[0-9]{_GAP}$")
_GROUPS = frozenset([(11,), (3, 4, 4), (3, 3, 5), (3, 8), (7, 4), (1,) * 11, (3, 2, 2, 2, 2), (3, 5, 3), (5, 6)])
"""How many digits stand together where people write a mobile number."""
_ID_18 = re.compile(rf"(?<![0-9])(?=(?P<number>[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx])(?![0-9A-Za-z]))")
_ID_15 = re.compile(r"(?<![0-9A-Za-z])(?P<number>[1-9][0-9]{14})(?![0-9A-Za-z])")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES = frozenset(
    [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82]
)
_CARD_GAP = r"[- \n]{0,2}"
_CARD = re.compile(
    rf"(?<![0-9A-Za-z.-])(?=(?P<number>[4-69](?:{_CARD_GAP}[0-9]){{15,18}})(?![0-9A-Za-z])(?!{_CARD_GAP}[0-9]))"
)
_CARD_DIGITS = re.compile(r"(?:62|9[4-6]|60|6[89])[0-9]{14,17}|(?:4[0-9]|5[1-5])[0-9]{14}")
"""UnionPay and the banks' own from 16 digits to 19, Visa and Mastercard with 16."""


def find_private(text: str) -> tuple[Slip, ...]:
    """What in the text looks private, with its middle masked.

    An 18-digit ID number needs a real date of birth and a right check character (GB 11643, ISO 7064 MOD 11-2), an old
    15-digit one a province and a real date, a bank card Luhn's check digit (ISO/IEC 7812-1). An amount of money that
    merely has eleven digits is let pass.
    """
    if not (_LETTER.search(text) or _LETTER_BESIDE.search(text) or _LONG_RUN.search(text)):
        return ()
    plain = _TYPED.sub(lambda number: number[0].translate(_TAKEN_FOR), narrow(text))
    found: list[Slip] = []
    if _RUN.search(plain):
        digits = _RUN.sub(lambda run: run[0].translate(_TO_DIGITS), plain)
        found += [*_find_ids(digits), *_find_mobiles(digits), *_find_cards(digits)]
    if "@" in plain or "at" in plain:
        for mailbox in _MAILBOX.finditer(plain):
            address = f"{mailbox['name']}@{mailbox['host']}".lower()
            found.append(Slip("private-mailbox", address, address, mailbox.start()))
    for plate in _PLATE.finditer(plain):
        number = plate[0].upper().translate({ord(sign): None for sign in " ·•.-"})
        found.append(Slip("private-plate", f"{number[:2]}***{number[-2:]}", number, plate.start()))
    return tuple({(one.code, one.value): one for one in reversed(found)}.values())[::-1]


def _find_ids(text: str) -> Iterator[Slip]:
    for pattern, fits in ((_ID_18, _is_id_18), (_ID_15, _is_id_15)):
        for found in pattern.finditer(text):
            number = _digits(found["number"])
            if fits(number):
                yield Slip("private-id-number", _mask(number, 6), number, found.start())


def _find_mobiles(text: str) -> Iterator[Slip]:
    for found in _MOBILE.finditer(text):
        written = found["number"]
        groups = tuple(len(group) for group in re.split(r"[^0-9]+", written))
        if len(groups) == len(_digits(written)) and _NEIGHBOUR.search(text[: found.start()]):
            continue
        if groups in _GROUPS or ("\n" in written and len(groups) == 2):  # noqa: PLR2004 -- before and behind the break
            yield Slip("private-mobile", _mask(_digits(written), 3), _digits(written), found.start())


def _find_cards(text: str) -> Iterator[Slip]:
    for found in _CARD.finditer(text):
        number = _digits(found["number"])
        if _CARD_DIGITS.fullmatch(number) and _fits_luhn(number) and not _is_id_18(number):
            yield Slip("private-bank-card", _mask(number, 6), number, found.start())


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isalnum()).upper()


def _mask(number: str, shown: int) -> str:
    return number[:shown] + "*" * (len(number) - shown - 4) + number[-4:]


def _is_id_18(number: str) -> bool:
    if len(number) != len(_ID_WEIGHTS) + 1 or number[6:8] not in ("19", "20"):
        return False
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


def _fits_luhn(number: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0  # noqa: PLR2004 -- the sum of two digits
