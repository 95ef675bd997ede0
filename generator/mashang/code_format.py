"""The characters that a code is called by: how they are drawn, checked, read from what people type, and shown.

Random characters of Crockford's base32, eight or twelve, and one check character. The check is a weighted sum over
GF(32) whose weights are distinct powers of a primitive element: every single wrong character and every
swap of two characters changes the sum, so both are always caught.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Collection, Container

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORT, LONG = 8, 12
"""How many characters are random: 40 bits where a code hangs in public, 60 where what it opens is for its holder."""
LENGTHS = (SHORT + 1, LONG + 1)
"""How long a code is. All of both lengths are valid whatever they stand for: enterprises once had short ones."""
CASE = 9
"""How many characters of a case's number (受理编号) are random. No code is as long: neither is taken for the other."""
RECEIPT = 13
"""How many characters of a receipt are random. No code is as long, so that no receipt gets into an address as one."""
LOOKALIKES = {"O": "0", "I": "1", "L": "1"}
"""Letters that no code has, and the digits that they are taken for. U is in no code either, and taken for nothing."""

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_POLYNOMIAL = 0b100101
"""x⁵ + x² + 1, primitive over GF(2): its root x generates all 31 non-zero elements."""
_READ = str.maketrans(LOOKALIKES)
_GROUP = 4

# Excel and WPS turn such texts into numbers or dates when staff open the ledger, and save them so.
_SPOILT_BY_SPREADSHEETS = re.compile(r"[0-9E]+|.*(JAN|FEB|MAR|APR|MAY|SEP|DEC).*")


def new_identifier(taken: Container[str], random: int = SHORT) -> str:
    """Draw an identifier of so many random characters, not among ``taken``, that a spreadsheet leaves alone."""
    while True:
        identifier = add_check("".join(secrets.choice(ALPHABET) for _ in range(random)))
        if identifier not in taken and not _SPOILT_BY_SPREADSHEETS.fullmatch(identifier):
            return identifier


def add_check(body: str) -> str:
    """An identifier: characters of the alphabet, with their check character behind them."""
    return body + _check_character(body)


def check_identifier(text: str, lengths: Collection[int] = LENGTHS) -> str:
    """Say in Chinese why ``text`` is no identifier of one of these lengths; the empty string when it is one.

    The text is taken as it stands; pass what people typed through :func:`normalise_identifier` first.
    """
    if len(text) not in lengths:
        return f"应当是 {' 个或 '.join(map(str, lengths))} 个字符，现在是 {len(text)} 个"
    for position, character in enumerate(text, 1):
        if character not in _VALUES:
            return f"第 {position} 个字符“{character}”不会出现在码里"
    if _check_character(text[:-1]) != text[-1]:
        return "校验不符，有字符写错或前后颠倒"
    return ""


def normalise_identifier(text: str) -> str:
    """Bring what a person typed into the form of the ledger.

    Full-width and small letters become capitals, O is read as 0, I and L as 1; spaces, line breaks and
    hyphens of every sort go. The result still wants :func:`check_identifier`.
    """
    plain = unicodedata.normalize("NFKC", text).upper().translate(_READ)
    return "".join(
        character
        for character in plain
        if not (character.isspace() or character == "−" or unicodedata.category(character) in ("Pd", "Cf"))
    )


def group_identifier(identifier: str) -> str:
    """As printed and shown, in groups that can be read aloud and compared: 7K3M-9QXT-2."""
    return "-".join(identifier[start : start + _GROUP] for start in range(0, len(identifier), _GROUP))


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _POLYNOMIAL if doubled & 0b100000 else doubled


def _multiples(weight_power: int) -> tuple[int, ...]:
    products = []
    for value in range(len(ALPHABET)):
        product = value
        for _ in range(weight_power):
            product = _times_x(product)
        products.append(product)
    return tuple(products)


# The check character itself has weight x⁰ = 1, the characters before it x¹ … x⁸ to x¹³: all distinct.
_PRODUCTS = tuple(_multiples(power) for power in range(1, RECEIPT + 1))


# The body 10000002, by hand. An element of GF(32) is five bits; times x is a shift to the left, and where the sixth
# bit is set, it is replaced by x² + 1 (00101): x⁴ = 10000, x⁵ = 00101, x⁶ = 01010, x⁷ = 10100, x⁸ = 01101, x⁹ = 11010.
#
#   character   value        weight   product
#   1           1 = 00001    x        x  = 00010
#   0 … 0       0            x² … x⁷  0
#   2           2 = x        x⁸       x⁹ = 11010
#   sum (xor)                              11000 = 24, which is R: the code is 10000002R
def _check_character(body: str) -> str:
    total = 0
    for products, character in zip(_PRODUCTS, body, strict=False):
        total ^= products[_VALUES[character]]
    return ALPHABET[total]
