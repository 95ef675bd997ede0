"""How a cell shows its number: the number formats of Excel and WPS (ECMA-376 part 1, 18.8.30 and 18.8.31).

Only what changes the meaning of a text is kept: percent signs, leading zeros, dates, commas that divide by a
thousand, and words such as 万 behind a number. Colours, currency signs, thousands separators are left aside, and so is
rounding but of percentages, divided numbers and those with such a word, so that no digit of a value is lost.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache

from mashang.raw import RawKind

FORMATS_BY_NUMBER = {
    9: "0%",
    10: "0.00%",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats that Excel and WPS use by number alone, without writing them into the file, from 27 on but for 45 to 47 in
their Chinese versions only. Those that show plainly are left out."""

EPOCH_1900, EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 — sheets know no time zone
"""The days from which workbooks count, the usual one first."""

_LEAP_DAY = 60
"""The number of 29 February 1900, a day that never was."""
_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<code>.)', re.DOTALL)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_PADDING = re.compile(r"[-() ]*0[-() 0]*0[-() ]*")
_SCALE = re.compile("(?<=[0#?]),+(?![0#?,])")
"""Commas that do not part thousands: each divides by a thousand."""
_MAGNITUDE = re.compile("[万亿‰]|[十百千](?=元|$)")
"""Words behind a number that make another number of it."""
_EMPTY = re.compile(r';{2,3}|""(?:;"")*')
_SIGNIFICANT = 15
_EXACT_UNTIL = 1e15


class Show(StrEnum):
    """What a number format makes of a number."""

    PLAIN = "plain"
    PERCENT = "percent"
    """0.6 is shown as 60%."""
    PERCENT_SIGN = "percent-sign"
    """60 is shown as 60%: the sign is only written behind."""
    SCALED = "scaled"
    """1300000 is shown as 1300.0千."""
    PADDED = "padded"
    NOTHING = "nothing"
    """Nobody sees the number."""
    DATE = "date"
    MONTH = "month"
    """A date without its day."""
    YEAR = "year"
    TIME = "time"
    ELAPSED = "elapsed"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format read. In ``mask`` ``None`` stands for a digit, texts for themselves.

    A percentage is rounded to ``decimals``; a scaled number is multiplied by ``factor`` before.
    """

    show: Show
    mask: tuple[str | None, ...] = ()
    decimals: int = 0
    factor: Decimal = Decimal(1)

    @property
    def is_date(self) -> bool:
        """Whether the number is a count of days."""
        return self.show in _DATES


PLAIN = NumberFormat(Show.PLAIN)
_DATES = frozenset({Show.DATE, Show.MONTH, Show.YEAR, Show.TIME, Show.ELAPSED})


#   number   code             shown         kind
#   0.6      0%               60%           percent
#   60       0"%"             60%           percent-sign
#   7        000              007           padded
#   12.50    #,##0.00         12.5          plain
#   0.85333  0.0%             85.3%         percent
#   1300000  0.0,"千"         1300.0千      scaled
#   13       0"万"            13万          scaled
#   13       ;;;                            nothing
#   46203    yyyy-mm-dd       2026-06-30    date
#   46203    yyyy"年"m"月"    2026年6月     month
@cache
def read_number_format(code: str) -> NumberFormat:
    """Read a format code such as ``0.0%``, ``000`` or ``yyyy"年"m"月"``; what is unknown shows plainly."""
    codes: list[str] = []
    mask: list[str | None] = []
    literal = ""
    elapsed = False
    for token in _TOKEN.finditer(code):
        kind, text = token.lastgroup, token[token.lastgroup] if token.lastgroup else ""
        if kind == "code":
            if text == ";":
                break
            codes.append(text)
            mask.append(None if text == "0" else text)
        elif kind == "bracket":
            elapsed = elapsed or _ELAPSED.fullmatch(text) is not None
        else:
            literal += text
            mask.append(text)
    body = "".join(codes)
    if elapsed:
        return NumberFormat(Show.ELAPSED)
    if _EMPTY.fullmatch(code):
        return NumberFormat(Show.NOTHING)
    if "general" in body.lower() or "G/通用格式" in body:
        unit = _MAGNITUDE.search(literal)
        return NumberFormat(Show.SCALED, (None, ".", None, None, literal), 2) if unit else PLAIN
    return _read_digits(body, literal, mask) or _read_date_format(body.lower())


def _read_digits(body: str, literal: str, mask: list[str | None]) -> NumberFormat | None:
    """What a format makes of digits; ``None`` for one that shows them plainly or as a date."""
    if scale := _SCALE.search(body):
        return _read_scale(mask, body, len(scale[0]))
    if _MAGNITUDE.search(literal) and any(sign in body for sign in "0#?"):
        return _read_scale(mask, body, 0)
    decimals = sum(map(body.partition(".")[2].count, "0#?"))
    if "%" in body:
        return NumberFormat(Show.PERCENT, decimals=decimals)
    if _PADDING.fullmatch(body):
        return NumberFormat(Show.PADDED, tuple(mask))
    return NumberFormat(Show.PERCENT_SIGN, decimals=decimals) if "%" in literal else None


def _read_scale(mask: list[str | None], body: str, thousands: int) -> NumberFormat:
    """A format with so many dividing commas, perhaps none: zeros show a digit always, other places none."""
    kept = tuple(piece for piece in mask if piece is None or piece not in set("#?,"))
    decimals = body.partition(".")[2].count("0")
    factor = Decimal(100 if "%" in body else 1).scaleb(-3 * thousands)
    return NumberFormat(Show.SCALED, kept if None in kept else (None, *kept), decimals, factor)


def _read_date_format(body: str) -> NumberFormat:
    clock = "h" in body or "s" in body
    if not clock and any(sign in body for sign in "0#?"):
        return PLAIN
    year = "y" in body or "e" in body
    if "d" in body or "aaa" in body:
        return NumberFormat(Show.DATE)
    if clock:
        return NumberFormat(Show.DATE if year else Show.TIME)
    if "m" in body:
        return NumberFormat(Show.MONTH)
    return NumberFormat(Show.YEAR) if year else PLAIN


def number_text(number: str) -> str:
    """A number of a file in plain digits: no exponent, no needless zeros, no noise of floating point.

    Up to 15 digits count, as in Excel; whole numbers beyond keep the digits that the file has. Raises
    ``ValueError`` or ``OverflowError`` for what is no finite number.
    """
    if number.isdecimal() and number.isascii():
        return number.lstrip("0") or "0"
    value = float(number)
    if not math.isfinite(value):
        raise OverflowError(number)
    exact = Decimal(f"{value:.{_SIGNIFICANT}g}" if abs(value) < _EXACT_UNTIL else number)
    return _plain_digits(exact)


def _plain_digits(value: Decimal) -> str:
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def shown_number(digits: str, number_format: NumberFormat) -> str:
    """What a reader of the sheet sees of a number (not of a date): ``60%``, ``001``, ``12.5``."""
    if number_format.show is Show.PERCENT:
        return _plain_digits(_round(Decimal(digits) * 100, number_format.decimals)) + "%"
    if number_format.show is Show.PERCENT_SIGN:
        return _plain_digits(_round(Decimal(digits), number_format.decimals)) + "%"
    if number_format.show is Show.SCALED:
        scaled = _round(Decimal(digits) * number_format.factor, number_format.decimals)
        sign = "-" if scaled < 0 else ""
        return sign + _pad(f"{abs(scaled):f}".replace(".", ""), number_format.mask)
    if number_format.show is Show.PADDED and digits.isdecimal():
        return _pad(digits, number_format.mask)
    return digits


def _round(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _pad(digits: str, mask: tuple[str | None, ...]) -> str:
    places = mask.count(None)
    digits = digits.zfill(places)
    rest = iter(digits[len(digits) - places :])
    overflow = digits[: len(digits) - places]
    shown: list[str] = []
    for piece in mask:
        if piece is None:
            shown.append(overflow + next(rest))
            overflow = ""
        else:
            shown.append(piece)
    return "".join(shown)


def read_serial(serial: float, epoch: dt.datetime, *, elapsed: bool) -> dt.datetime | dt.time | dt.timedelta:
    """The moment that a count of days since the epoch means (ECMA-376 part 1, 18.17.4), to the millisecond.

    Under one day it is a time; with ``elapsed`` it is a span. For the epoch of 1900 there is a 29 February 1900, so
    that days before it count one less. Raises ``OverflowError`` when no calendar reaches so far.
    """
    if elapsed:
        return dt.timedelta(days=serial)
    day, fraction = divmod(serial, 1)
    clock = dt.timedelta(milliseconds=round(fraction * 86_400_000))
    if 0 <= serial < 1 and not clock.days:
        return (epoch + clock).time()
    return epoch + dt.timedelta(days=day + (epoch == EPOCH_1900 and 0 < serial < _LEAP_DAY)) + clock


def shown_date(value: dt.datetime | dt.time | dt.timedelta, number_format: NumberFormat) -> str:
    """A date in one spelling: ``2026-06-30``, ``2026年12月`` when no day is shown, ``2026-06-30 08:30``, ``08:30``."""
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, dt.time):
        return _clock(value)
    if number_format.show is Show.MONTH:
        return f"{value.year}年{value.month}月"
    if number_format.show is Show.YEAR:
        return f"{value.year}年"
    day = value.date().isoformat()
    return day if value.time() == dt.time() else f"{day} {_clock(value.time())}"


def _clock(value: dt.time) -> str:
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def read_number(value: str, number_format: NumberFormat, epoch: dt.datetime) -> tuple[str, RawKind]:
    """What a cell shows of the number that a file holds, as a number or as a date.

    Raises ``ValueError`` or ``OverflowError`` for what is no finite number.
    """
    digits = number_text(value)
    if not number_format.is_date:
        return shown_number(digits, number_format), RawKind.NUMBER
    serial = float(value)
    try:
        moment = read_serial(serial, epoch, elapsed=number_format.show is Show.ELAPSED)
    except (OverflowError, ValueError):
        return digits, RawKind.NUMBER
    never_shown = serial < 0 or (serial == 0 and number_format.show not in (Show.TIME, Show.ELAPSED))
    return (digits, RawKind.NUMBER) if never_shown else (shown_date(moment, number_format), RawKind.DATE)
