"""What reporters say, and what the office answers, as it stands inside a seal: JSON, with photos in base64."""

from __future__ import annotations

import base64
import dataclasses
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mashang.problems import MashangError

_VERSION = 1


class StatementError(MashangError):
    """What was sealed is no statement."""


class StatementKind(StrEnum):
    """What a statement is, as it is stored; :data:`KIND_LABELS` has the words."""

    REPORT = "report"
    ADDITION = "addition"
    SOLVED = "solved"
    UNSOLVED = "unsolved"
    WITHDRAWAL = "withdrawal"


KIND_LABELS = {
    StatementKind.REPORT: "反映",
    StatementKind.ADDITION: "补充",
    StatementKind.SOLVED: "已解决",
    StatementKind.UNSOLVED: "没有解决",
    StatementKind.WITHDRAWAL: "撤回",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that a reporter said: the report itself, or what came after it.

    ``number`` is the report's 受理编号, ``reply_to`` the recipient for replies. ``level``, ``message``, ``text``,
    ``name`` and ``contact`` are fields of the form by the values of :mod:`mashang.feedback`, empty when not filled in;
    ``photos`` are JPEG. ``marks`` say what looked suspicious.
    """

    number: str
    kind: StatementKind
    received_on: date
    reply_to: str = ""
    code: str = ""
    level: str = ""
    message: str = ""
    text: str = ""
    name: str = ""
    contact: str = ""
    marks: tuple[str, ...] = ()
    photos: tuple[bytes, ...] = ()

    def encode(self) -> bytes:
        """The bytes to seal."""
        facts = dataclasses.asdict(self)
        facts["received_on"] = self.received_on.isoformat()
        facts["photos"] = [base64.b64encode(photo).decode() for photo in self.photos]
        return json.dumps({"version": _VERSION, **facts}, ensure_ascii=False).encode()


def decode_statement(data: bytes) -> Statement:
    """The statement in an opened seal. Raises :class:`StatementError`."""
    try:
        facts = json.loads(data)
        if facts.pop("version") != _VERSION:
            raise StatementError("这份意见是更新的程序收的，请先更新本程序。")
        facts["kind"] = StatementKind(facts["kind"])
        facts["received_on"] = date.fromisoformat(facts["received_on"])
        facts["photos"] = tuple(base64.b64decode(photo, validate=True) for photo in facts["photos"])
        facts["marks"] = tuple(facts["marks"])
        return Statement(**facts)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise StatementError("打开以后不是一份意见，文件坏了。") from fault
