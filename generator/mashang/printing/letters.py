"""Sets reminders as letters: A4 PDF with embedded letters, the same input giving the same bytes."""

from __future__ import annotations

import json

from mashang.printing.reminders import Reminder, ReminderItem
from mashang.printing.typeface import missing_characters
from mashang.printing.typesetting import set_sheet
from mashang.problems import Location, Problem, problem
from mashang.settings import Settings
from mashang.spelling import spell_day, spell_number

_TEMPLATE = "reminder.typ"
_SUBSTITUTE = "〓"
"""The printers' sign for a character that the typeface lacks."""


def render_letter(reminder: Reminder, settings: Settings, where: Location) -> tuple[bytes, tuple[Problem, ...]]:
    """One reminder as PDF, with a warning at ``where`` for characters that had to be replaced.

    Raises :class:`SheetError` when the typesetter fails or warns.
    """
    job = _lay_out(reminder, settings)
    text = json.dumps(job, ensure_ascii=False)
    missing = missing_characters(text)
    if not missing:
        return set_sheet(_TEMPLATE, job), ()
    job = json.loads(text.translate(dict.fromkeys(map(ord, missing), _SUBSTITUTE)))
    found = problem("note-character-missing", where, department=reminder.label, missing=missing)
    return set_sheet(_TEMPLATE, job), (found,)


def _lay_out(reminder: Reminder, settings: Settings) -> dict[str, object]:
    return {
        "number": reminder.number,
        "organiser": settings.organiser,
        "department": reminder.department,
        "opening": reminder.opening,
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
        "urgency": f"{item.urgency.value}（{standing.mark.value}）" if standing.mark else item.urgency.value,
        "percent": percent,
        "reasons": [f"{reason}。" for reason in item.reasons],
        "trouble": item.trouble,
        "task": item.task,
    }
