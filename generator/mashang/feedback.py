"""The contract of the form behind a code: what it sends, under which names, within which limits.

Pages render the form from these declarations; whatever receives it has the same to check against. Whoever writes
need not fill in anything: only the code, which the page holds, is required.
"""

from __future__ import annotations

from dataclasses import dataclass

from mashang.code_format import LENGTHS


@dataclass(frozen=True, slots=True)
class Level:
    """A level of satisfaction with its points. ``bad`` marks what is handled as 差评."""

    points: int
    name: str
    bad: bool = False

    @property
    def column(self) -> str:
        """The name of the column that counts it: level_5."""
        return f"level_{self.points}"


LEVELS = (
    Level(5, "非常满意"),
    Level(4, "满意"),
    Level(3, "基本满意"),
    Level(2, "不满意", bad=True),
    Level(1, "非常不满意", bad=True),
)
"""The five levels of GB/T 39735-2020, best first. None is ever chosen beforehand."""
LEAST_GOOD = next(level for level in reversed(LEVELS) if not level.bad)
BAD = tuple(level for level in LEVELS if level.bad)
COUNTS = (*(level.column for level in LEVELS), "complaints", "closed", "overdue")
"""What is counted of a code in a month, by the names of the columns."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sort of message: the value that is sent, how it is called, and a word of explanation."""

    value: str
    label: str
    note: str = ""


COMPLAINT = Message("complaint", "投诉")
SUGGESTION = Message("suggestion", "建议")
PRAISE = Message("praise", "表扬")
UNRESOLVED = Message("unresolved", "办不成事")
MESSAGES = (COMPLAINT, SUGGESTION, PRAISE, UNRESOLVED)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: its name as sent, its label with a note, and what it may hold.

    ``limit`` is the longest text in characters. Where there are ``values``, the field holds one of them or nothing.
    """

    name: str
    label: str
    note: str = ""
    limit: int = 0
    values: tuple[str, ...] = ()
    required: bool = False


CODE = Field("code", "码", limit=max(LENGTHS), required=True)
LEVEL = Field("level", "评价", "自愿，可以不选", values=tuple(str(level.points) for level in LEVELS))
KIND = Field("kind", "您想说的是", "可以不选", values=tuple(message.value for message in MESSAGES))
TEXT = Field("text", "具体情况", "可以不填", limit=2000)
NAME = Field("name", "称呼", limit=40)
CONTACT = Field("contact", "电话或邮箱", limit=100)
PHOTO = Field("photo", "照片", "可以不加，最多三张；照片里的拍摄时间、地点会先去掉")
MOST_PHOTOS = 3
FIELDS = (CODE, LEVEL, KIND, TEXT, NAME, CONTACT, PHOTO)
