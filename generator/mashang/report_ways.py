"""The ways in which people reach the office (反映渠道), each with what it can do.

Pages and print promise what a way declares, and nothing else. ``mashang.settings`` holds a county's list of them.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_type_hints
from urllib.parse import quote, urlsplit

from mashang.contacts import MAILBOX, NUMBER, check_address


class WayKind(StrEnum):
    """What a way is, as it is written in the settings."""

    FORM = "表单"
    """The form of the county's own intake."""
    LINK = "网页"
    PHONE = "电话"
    MAIL = "邮件"
    SMS = "短信"
    LETTER = "来信来访"


PLACEHOLDERS = {"code": "码", "name": "码上的名称", "kind": "码的种类", "level": "您点的等级"}
"""What an address may hold in braces, and what people are told that it carries."""

_HOLES = re.compile(r"\{([^{}]*)\}")
_DIGITS = re.compile(r"\+?[0-9][0-9 -]{2,}")
_SUBJECT, _BODY = "关于{name}（码 {code}）", "码：{code}\n对象：{name}\n我要说的是："


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWay:
    """A way to report.

    ``address`` is a web address, telephones, a mailbox, a number for text messages, or a place, as ``kind`` has it.
    ``handler`` says who handles what comes in by it and ``days`` within how many working days; 0 promises no time.
    ``discipline`` marks the way for what concerns officials (反映公职人员), which is never stored by us.
    """

    title: str
    kind: WayKind
    address: str
    ratings: bool = False
    anonymous: bool = False
    receipt: bool = False
    handler: str = ""
    days: int = 0
    hours: str = ""
    discipline: bool = False

    @property
    def by_level(self) -> bool:
        """Whether each level of satisfaction has an address of its own."""
        return "{level}" in self.address

    @property
    def carries(self) -> list[str]:
        """What the address tells whoever it leads to, in Chinese."""
        return [words for name, words in PLACEHOLDERS.items() if f"{{{name}}}" in self.address]

    @property
    def host(self) -> str:
        """The host of a web address, as readers see it."""
        return urlsplit(self.address).hostname or ""


ReportWays = tuple[ReportWay, ...]

WAY_TYPES: dict[str, Any] = get_type_hints(ReportWay)
"""The type of each part of a way by its name."""
WAY_NEEDED = tuple(field.name for field in dataclasses.fields(ReportWay) if field.default is dataclasses.MISSING)
"""The parts without which there is no way."""


def check_way(way: ReportWay) -> list[str]:
    """What is wrong with a way, each as a reason in Chinese."""
    reasons = [
        f"address 里的 {{{name}}} 不认识，可用的有 {'、'.join(f'{{{one}}}' for one in PLACEHOLDERS)}"
        for name in _HOLES.findall(way.address)
        if name not in PLACEHOLDERS
    ]
    reasons += _check_address(way)
    if way.by_level and not way.ratings:
        reasons.append("address 里有 {level}，就是能评价，请写 ratings: true")
    if way.ratings and way.discipline:
        reasons.append("反映公职人员的渠道不收评价，请删去 ratings")
    if way.days and not way.handler:
        reasons.append("写了 days（几个工作日内办理），就要写 handler（由谁办理）")
    if way.kind is WayKind.FORM and way.discipline:
        reasons.append("反映公职人员的内容不能存在本站，请改用纪检监察机关的网页或电话")
    return reasons


def _check_address(way: ReportWay) -> list[str]:
    """Why an address is not one of its kind."""
    plain = _HOLES.sub("x", way.address)
    match way.kind:
        case WayKind.FORM | WayKind.LINK:
            reasons = check_address(plain)
            if way.kind is WayKind.FORM and _HOLES.search(way.address):
                reasons.append("表单的 address 里不用写 {code} 等，页面自己会带上")
            if way.kind is WayKind.FORM and not way.address.endswith("/"):
                reasons.append("最后要有斜杠“/”")
            return reasons
        case WayKind.PHONE:
            return [] if NUMBER.search(plain) else ["电话里没有号码"]
        case WayKind.MAIL:
            return [] if MAILBOX.fullmatch(plain.partition("?")[0]) else ["应当是一个电子信箱"]
        case WayKind.SMS:
            return [] if _DIGITS.fullmatch(plain.partition("?")[0]) else ["应当是接收短信的号码"]
    return []


def fill_address(way: ReportWay, facts: Mapping[str, str]) -> str:
    """The address that a press opens, with ``facts`` by :data:`PLACEHOLDERS`, each escaped as the kind of way needs.

    Mails and text messages carry the code in words of our own where the address has none. Telephones and places have
    no such address: empty.
    """
    match way.kind:
        case WayKind.FORM:
            return way.address + facts.get("code", "")
        case WayKind.LINK:
            return _HOLES.sub(lambda hole: quote(facts.get(hole[1], ""), safe=""), way.address)
        case WayKind.MAIL:
            return f"mailto:{_fill_fields(way.address, facts, {'subject': _SUBJECT, 'body': _BODY})}"
        case WayKind.SMS:
            return f"sms:{_fill_fields(way.address, facts, {'body': _BODY})}"
    return ""


def _fill_fields(address: str, facts: Mapping[str, str], usual: Mapping[str, str]) -> str:
    """A receiver with the fields of a message behind it (RFC 6068, RFC 5724), each filled and escaped."""
    receiver, _, written = address.partition("?")
    fields = dict(part.partition("=")[::2] for part in written.split("&")) if written else usual
    filled = (f"{key}={quote(fill_words(text, facts), safe='')}" for key, text in fields.items())
    return f"{re.sub('[ -]', '', receiver) if '@' not in receiver else receiver}?{'&'.join(filled)}"


def fill_words(text: str, facts: Mapping[str, str]) -> str:
    """A text with ``facts`` in the place of what stands in braces."""
    return _HOLES.sub(lambda hole: facts.get(hole[1], ""), text)


def note_to_copy(facts: Mapping[str, str]) -> str:
    """What to send by hand where a link for mails or text messages does not open, as in WeChat."""
    return fill_words(_BODY, facts)


def describe_way(way: ReportWay) -> str:
    """What a way promises, in a line: "可以评价，不用说出自己是谁，给受理编号；营商办 5 个工作日内办理"."""
    able = [
        words
        for holds, words in (
            (way.discipline, "反映公职人员不作为、乱作为、吃拿卡要，本站不留存"),
            (way.ratings, "可以评价"),
            (way.anonymous, "不用说出自己是谁"),
            (way.receipt, "给受理编号"),
        )
        if holds
    ]
    handler = "" if way.handler == way.title else way.handler
    handled = f"{handler} {way.days} 个工作日内办理".strip() if way.days else f"{handler}办理" if handler else ""
    return "；".join(filter(None, ("，".join(able), handled, way.hours)))
