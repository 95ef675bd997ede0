"""诉求: what enterprises and people report, one row of the register (诉求台账) each, from receipt to closing.

What they wrote and how they can be reached never stands in the register.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mashang import feedback
from mashang.code_format import group_identifier


class Channel(StrEnum):
    """渠道: how a case came in."""

    SCAN = "扫码"
    PHONE = "电话"
    VISIT = "来访"
    LETTER = "信件"
    MAIL = "邮件"
    SMS = "短信"
    HOTLINE = "12345"
    REVIEW = "好差评"
    TESTER = "体验官"
    SUPERVISOR = "监督员"


class RatingSource(StrEnum):
    """来源: who collected a rating."""

    OWN = "本站"
    REVIEW = "好差评"
    HOTLINE = "12345"
    SURVEY = "问卷"
    TESTER = "体验官"


_SOURCES = {
    Channel.REVIEW: RatingSource.REVIEW,
    Channel.HOTLINE: RatingSource.HOTLINE,
    Channel.TESTER: RatingSource.TESTER,
    Channel.SUPERVISOR: RatingSource.TESTER,
}


class CaseKind(StrEnum):
    """类别: what a case is about."""

    BAD_RATING = "差评"
    COMPLAINT = feedback.COMPLAINT.label
    SUGGESTION = feedback.SUGGESTION.label
    PRAISE = feedback.PRAISE.label
    UNRESOLVED = feedback.UNRESOLVED.label
    HIDDEN_BARRIER = "隐性壁垒"


class Result(StrEnum):
    """结果 of handling, as the office finds it."""

    SOLVED = "已解决"
    PARTLY = "部分解决"
    NOT_SOLVED = "未解决"
    UNFOUNDED = "不属实"
    NOT_ACCEPTED = "不予受理"
    PASSED_ON = "已转出"


class Verdict(StrEnum):
    """反映人评价: whether it is solved, by the word of whoever reported it."""

    SOLVED = "解决了"
    NOT_SOLVED = "没有解决"
    NOT_REACHED = "联系不上"


class Appeal(StrEnum):
    """单位申诉: a department holds that it was blamed wrongly."""

    PENDING = "审核中"
    UPHELD = "成立"
    REJECTED = "不成立"


class CaseState(StrEnum):
    """Where a case stands on a day, as the public list says it."""

    RECEIVED = "已受理"
    ASSIGNED = "办理中"
    ANSWERED = "已反馈"
    REOPENED = "重新办理"
    CLOSED = "已销号"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One row of the register.

    ``number`` (受理编号) is public. ``code`` is the code that was scanned, ``subject`` says in words what else it is
    about; ``department`` is the id of the one that handles it. ``kind`` is ``None`` for a rating that asks for nothing.

    ``due`` is the last day for the first answer, with an extension that was granted, and ``due_again`` for the answer
    after it was reopened; ``days`` are the working days from receipt to the first answer. All three are worked out when
    the register is checked; what has no limit has no ``due``.
    """

    number: str
    received_on: date
    channel: Channel
    kind: CaseKind | None = None
    level: int | None = None
    code: str = ""
    subject: str = ""
    foreign_number: str = ""
    department: str = ""
    assigned_on: date | None = None
    extended_to: date | None = None
    extension_reason: str = ""
    answered_on: date | None = None
    result: Result | None = None
    verdict: Verdict | None = None
    called_back_on: date | None = None
    appeal: Appeal | None = None
    appeal_decided_on: date | None = None
    reopened_on: date | None = None
    answered_again_on: date | None = None
    closed_on: date | None = None
    topic: str = ""
    question: str = ""
    reply: str = ""
    due: date | None = None
    due_again: date | None = None
    days: int | None = None

    @property
    def grouped(self) -> str:
        """The number as it is printed and shown, in groups that can be read aloud."""
        return group_identifier(self.number)

    @property
    def source(self) -> RatingSource:
        """Who collected the rating in it."""
        return _SOURCES.get(self.channel, RatingSource.OWN)

    @property
    def settled_on(self) -> date | None:
        """The day of the first answer; of one that was closed without any, that day."""
        return self.answered_on or self.closed_on

    def find_state(self, day: date) -> CaseState:
        """Where it stands at the end of a day on which it has been received."""
        if _is_past(self.closed_on, day):
            return CaseState.CLOSED
        if _is_past(self.reopened_on, day) and not _is_past(self.answered_again_on, day):
            return CaseState.REOPENED
        if _is_past(self.answered_on, day):
            return CaseState.ANSWERED
        return CaseState.ASSIGNED if _is_past(self.assigned_on, day) else CaseState.RECEIVED

    def find_open_due(self, day: date) -> date | None:
        """The last day of the clock that runs at the end of a day; ``None`` when none does."""
        if _is_past(self.closed_on, day):
            return None
        if _is_past(self.reopened_on, day):
            return None if _is_past(self.answered_again_on, day) else self.due_again
        return None if _is_past(self.answered_on, day) else self.due

    def is_overdue(self, day: date) -> bool:
        """Whether an answer was due before the end of a day, and is still not there."""
        due = self.find_open_due(day)
        return due is not None and due < day

    @property
    def overdue_since(self) -> date | None:
        """The day after the last one for the first answer, when the answer came later or has not come."""
        return self.due + timedelta(days=1) if self.due and (not self.settled_on or self.late) else None

    @property
    def late(self) -> bool:
        """Whether the first answer came after its last day."""
        return self.due is not None and self.settled_on is not None and self.settled_on > self.due


def _is_past(date_: date | None, day: date) -> bool:
    return date_ is not None and date_ <= day


_LIMIT = re.compile(rf"(?P<kind>{'|'.join(CaseKind)})\s*[:：]?\s*(?P<days>[0-9]{{1,3}})\s*(?:个?工作日|天|日)?")
_BETWEEN = re.compile("[；;、，,\n]+")
Limits = Mapping[CaseKind, int]
"""Working days within which a case of a kind is answered; what is not there has no limit."""


def read_limits(text: str) -> Limits:
    """The limits that a setting writes: ``投诉 5；建议 15``. What cannot be read is passed over."""
    found = (_LIMIT.fullmatch(part.strip()) for part in _BETWEEN.split(text))
    return {CaseKind(one["kind"]): int(one["days"]) for one in found if one}


def check_limits(text: str) -> list[str]:
    """What is wrong with the limits that a setting writes, each as a reason in Chinese."""
    return [
        f"“{part.strip()}”读不懂，应当是类别和天数，如 投诉 5；类别有 {'、'.join(CaseKind)}"
        for part in _BETWEEN.split(text)
        if part.strip() and not _LIMIT.fullmatch(part.strip())
    ]
