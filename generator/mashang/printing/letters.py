"""Sets reminders as letters: A4 PDF with embedded letters, the same input giving the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typst

from mashang.printing.reminders import Reminder, ReminderItem
from mashang.problems import Location, MashangError, Problem, problem
from mashang.settings import Settings
from mashang.spelling import spell_day, spell_number

_TEMPLATE = Path(__file__).with_name("reminder.typ")
_SUBSTITUTE = "〓"
"""The printers' sign for a character that the typeface lacks."""


class LetterError(MashangError):
    """A letter could not be set; a fault of the program or of its installation."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """What is printed with: the family's name, its font file, and which characters of a text it lacks."""

    family: str
    path: Path
    find_missing: Callable[[str], str]


def render_letter(
    reminder: Reminder, settings: Settings, typeface: Typeface, where: Location
) -> tuple[bytes, tuple[Problem, ...]]:
    """One reminder as PDF, with a warning at ``where`` for characters that had to be replaced.

    Raises :class:`LetterError` when the typesetter fails or warns.
    """
    job = json.dumps(_lay_out(reminder, settings) | {"family": typeface.family}, ensure_ascii=False)
    missing = typeface.find_missing(job)
    problems: tuple[Problem, ...] = ()
    if missing:
        job = job.translate(dict.fromkeys(map(ord, missing), _SUBSTITUTE))
        problems = (problem("note-character-missing", where, department=reminder.label, missing=missing),)
    return _set_letter(job, typeface), problems


def _lay_out(reminder: Reminder, settings: Settings) -> dict[str, object]:
    month = reminder.month
    opening = (
        f"据{month.label}调度情况（截至{spell_day(month.last_day)}），你单位牵头的措施有 {len(reminder.items)} 项"
        f"需要催办，其中{reminder.summary}。请逐项核实办理，并于{spell_day(reminder.answer_by)}前书面反馈。"
    )
    return {
        "number": reminder.number,
        "organiser": settings.organiser,
        "department": reminder.department,
        "opening": opening,
        "items": [_describe(item) for item in reminder.items],
        "answer_by": spell_day(reminder.answer_by),
        "phone": settings.phone,
        "mailbox": settings.mailbox,
        "address": settings.address,
        "written_on": spell_day(reminder.written_on),
        "mark": "演示数据：内容均为虚构，请勿发送" if settings.demonstration else "",
    }


def _describe(item: ReminderItem) -> dict[str, object]:
    standing = item.standing
    percent = "未报" if standing.percent is None else f"{spell_number(standing.percent)}%"
    return {
        "id": item.measure.id,
        "title": item.measure.title,
        "deadline": item.measure.deadline.written,
        "urgency": item.urgency.value,
        "percent": percent,
        "reasons": [f"{reason}。" for reason in item.reasons],
        "trouble": item.trouble,
        "task": item.task,
    }


def _set_letter(job: str, typeface: Typeface) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(typeface.path.parent)]
    )
    try:
        pages, warnings = typst.compile_with_warnings(
            _TEMPLATE.read_bytes(),
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"job": job},
            timestamp=0,
            format="pdf",
        )
    except typst.TypstError as fault:
        raise LetterError(f"催办单排版出错（{fault.message}）。请把这条信息发给技术人员。") from fault
    if warnings:
        raise LetterError(f"催办单排版有警告（{warnings[0].message}），没有生成。请把这条信息发给技术人员。")
    return pages
