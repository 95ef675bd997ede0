"""Days, months and deadlines (完成时限) as people write them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from mashang.checks.fault import Fault, fault, narrow, point_out
from mashang.periods import NO_DEADLINE, UNDATED, Deadline, YearMonth

_FIRST_YEAR, _LAST_YEAR = 1949, 2099
_AROUND_SEPARATOR = re.compile(r"\s*([-/.年月日号])\s*")
_MIDNIGHT = re.compile(r"[ T]00:00(:00)?$")
_DAY = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<m1>[0-9]{1,2})-(?P<d1>[0-9]{1,2})|/(?P<m2>[0-9]{1,2})/(?P<d2>[0-9]{1,2})"
    r"|\.(?P<m3>[0-9]{1,2})\.(?P<d3>[0-9]{1,2})|年(?P<m4>[0-9]{1,2})月(?P<d4>[0-9]{1,2})[日号]?"
    r"|(?P<m5>[0-9]{2})(?P<d5>[0-9]{2}))"
)
_SHORT_YEAR = re.compile(r"[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}[日号]?")
_YEAR_LAST = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{4}|[0-9]{2})")
_SERIAL = re.compile(r"[2-7][0-9]{4}")
_MONTH = re.compile(r"(?P<year>[0-9]{4})(?:[-/](?P<m1>[0-9]{1,2})|年(?P<m2>[0-9]{1,2})月份?)")
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EXCEL_MONTH = re.compile(rf"(?P<month>{'|'.join(_MONTH_NAMES)})-(?P<year>[0-9]{{2}})")
_MONTH_END = re.compile(r"(?P<year>[0-9]{4})年(?P<m1>[0-9]{1,2})月月?[底末]")
_QUARTER = re.compile(r"(?P<year>[0-9]{4})年第?(?P<part>[一二三四1-4])季度(?P<end>[底末])?")
_HALF = re.compile(r"(?P<year>[0-9]{4})年(?P<part>[上下])半年(?P<end>[底末])?")
_YEAR = re.compile(r"(?P<year>[0-9]{4})年(?P<end>年?[底末]|内)?")
_QUARTER_ENDS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_HALF_ENDS = {"上": 6, "下": 12}
_LASTING = frozenset(
    (
        "长期坚持",
        "长期",
        "长期推进",
        "长期有效",
        "持续推进",
        "持续坚持",
        "长期持续",
        "常态化",
        "常态化推进",
        "常态化坚持",
    )
)


@lru_cache(maxsize=4096)
def read_date(text: str) -> date | Fault:
    """Read one day: ``2026-06-30``, ``2026/6/30``, ``2026.6.30``, ``2026年6月30日`` or ``20260630``."""
    plain = _tidy(text)
    found = _DAY.fullmatch(plain)
    if found is None:
        return fault("date-not-date", value=text, hint=_why_no_date(text, plain))
    return _make_day(text, found)


@lru_cache(maxsize=1024)
def read_month(text: str) -> YearMonth | Fault:
    """Read one month: ``2026-10``, ``2026/10`` or ``2026年10月``.

    ``Oct-26`` is what Excel makes of ``2026-10`` when it opens a CSV file and saves it again; a day of the month is
    written the other way round. ``2026.10`` is refused: a number cell would have made 2026.1 of it.
    """
    plain = _tidy(text)
    found = _EXCEL_MONTH.fullmatch(plain)
    if found is not None:
        return YearMonth(2000 + int(found["year"]), _MONTH_NAMES.index(found["month"]) + 1)
    return _match_month(plain, _MONTH) or fault("month-not-month", value=text)


#   written           last day      because
#   2026年6月30日前   2026-06-30    a named day counts itself
#   2026年6月底前     2026-06-30    the end of the month is named
#   2026年12月        2026-12-31    a period means its end
#   2026年第三季度    2026-09-30
#   2026年上半年      2026-06-30
#   2026年内          2026-12-31
#   长期坚持          none          lasting
#   文件未定时限      none          the document sets none, as an empty cell
#   2026年12月前      a fault       the end of November, or of December?
@lru_cache(maxsize=1024)
def read_deadline(text: str) -> Deadline | Fault:
    """Read a deadline and the last day it means; none where it is lasting, or the document sets none.

    A named day counts itself (``6月30日前`` is by the end of that day, as 民法典 第一千二百五十九条 counts). A period
    means its end: ``2026年12月``, ``2026年第三季度``, ``2026年底前``. ``2026年12月前`` may mean the end of
    November or of December and is a fault; ``12月底前`` is clear.
    """
    plain = _tidy(text).replace(" ", "")
    if plain in _LASTING:
        return Deadline(text, None)
    if plain == UNDATED:
        return NO_DEADLINE
    core = plain.removesuffix("完成")
    before = core.endswith("前")
    if before:
        core = core.removesuffix("前").removesuffix("之").removesuffix("以")
    found = _DAY.fullmatch(core)
    if found is not None:
        day = _make_day(text, found)
        if isinstance(day, Fault) and day.code == "date-not-date":
            return fault("deadline-unclear", value=text)
        return day if isinstance(day, Fault) else Deadline(text, day)
    ending = _period_end(core, before=before)
    return Deadline(text, ending.last_day) if ending else fault("deadline-unclear", value=text)


def _period_end(core: str, *, before: bool) -> YearMonth | None:
    month = _match_month(core, _MONTH_END) or (None if before else _match_month(core, _MONTH))
    if month is not None:
        return month
    for pattern, ends in ((_QUARTER, _QUARTER_ENDS), (_HALF, _HALF_ENDS), (_YEAR, {"": 12})):
        found = pattern.fullmatch(core)
        if found is not None:
            parts = found.groupdict()
            named_end = parts["end"] not in (None, "内")
            if (before and not named_end) or not _FIRST_YEAR <= int(parts["year"]) <= _LAST_YEAR:
                return None
            return YearMonth(int(parts["year"]), ends[parts.get("part") or ""])
    return None


def _tidy(text: str) -> str:
    plain = _MIDNIGHT.sub("", narrow(text).strip())
    return _AROUND_SEPARATOR.sub(r"\1", plain) if " " in plain else plain


def _make_day(text: str, found: re.Match[str]) -> date | Fault:
    year, month, day = (int(part) for part in found.groups() if part is not None)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return fault("date-not-date", value=text, hint=f"年份应在 {_FIRST_YEAR} 到 {_LAST_YEAR} 之间。")
    try:
        return date(year, month, day)
    except ValueError:
        return fault("date-impossible", value=text)


def _match_month(plain: str, pattern: re.Pattern[str]) -> YearMonth | None:
    found = pattern.fullmatch(plain)
    if found is None:
        return None
    year, month = (int(part) for part in found.groups() if part is not None)
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12):  # noqa: PLR2004 — a year has twelve months
        return None
    return YearMonth(year, month)


def _why_no_date(text: str, plain: str) -> str:
    if _SHORT_YEAR.fullmatch(plain):
        return "年份要写四位，如 2026。"
    if _YEAR_LAST.fullmatch(plain):
        return "先写四位的年份，再写月和日。"
    if _SERIAL.fullmatch(plain):
        return "这像表格软件里日期的内部序号，请把这一列的格式设为“日期”。"
    return point_out(text, "0123456789-/.年月日号 ")
