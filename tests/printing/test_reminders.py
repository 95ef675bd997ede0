"""What departments are reminded of."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

from mashang.derived import Alarm, Mark, MeasureWarning, MonthChanges, MonthFigures, Risk, Standing, Status, Tally
from mashang.model import Department, Measure, MonthState, ProgressReport, Publication, ReportingMonth, Validity
from mashang.periods import Deadline, YearMonth
from mashang.printing.reminders import Reminder, Urgency, derive_reminders, format_reminders
from mashang.settings import Settings

OCTOBER = YearMonth(2026, 10)
SETTINGS = Settings(
    name="", county="", organiser="营商办", site_url="", code_base="", phone="0000-8000100", mailbox="", address=""
)
STANDINGS = {
    "RISK": ("D1", Status.ON_TRACK, date(2026, 12, 31)),
    "IDLE": ("D1", Status.ON_TRACK, date(2027, 12, 31)),
    "FINE": ("D1", Status.ON_TRACK, date(2026, 12, 31)),
    "DONE": ("D2", Status.DONE, date(2026, 9, 30)),
    "MUTE": ("D1", Status.LASTING, None),
    "SLOW": ("D1", Status.BEHIND, date(2026, 12, 31)),
    "OVER2": ("D1", Status.OVERDUE, date(2026, 9, 30)),
    "OVER1": ("D1", Status.OVERDUE, date(2026, 6, 30)),
    "OTHER": ("D3", Status.OVERDUE, date(2026, 6, 30)),
}
MARKS = {"IDLE": Mark.NOT_STARTED, "MUTE": Mark.NOT_REPORTED, "OVER1": Mark.NOT_REPORTED}
PUBLICATION = Publication(
    departments=(Department("D3", "丙局"), Department("D1", "甲县甲局", "甲局"), Department("D2", "乙局")),
    measures=tuple(
        Measure(id_, f"措施{id_}", "领域", "内容", lead, Deadline("=时限", due))
        for id_, (lead, _, due) in STANDINGS.items()
    ),
)


def remind(publication: Publication = PUBLICATION) -> tuple[Reminder, ...]:
    """The notes of a month that has a measure of each kind."""
    standings = {
        id_: Standing(
            id_,
            OCTOBER,
            status,
            OCTOBER.last_day,
            f"{id_}的理由",
            Decimal("45.50"),
            report=ProgressReport(OCTOBER, id_, "进展", trouble=f"{id_}的问题") if id_ == "SLOW" else None,
            mark=MARKS.get(id_),
        )
        for id_, (_, status, _) in STANDINGS.items()
    }
    warnings = (
        MeasureWarning(standings["RISK"], (Alarm(Risk.PACE, "太慢"), Alarm(Risk.DROPPED, "下降"))),
        MeasureWarning(standings["IDLE"], (Alarm(Risk.SLIPPING, "落后"),)),
        MeasureWarning(standings["MUTE"], (Alarm(Risk.SLIPPING, "也落后"), Alarm(Risk.SILENT, "没有报送"))),
    )
    month = ReportingMonth(OCTOBER, date(2026, 11, 6), MonthState.DRAFT)
    overall = Tally("", "全部", (0,) * len(Status), 0, None)
    figures = MonthFigures(month, tuple(standings.values()), overall, (), (), MonthChanges(), publication, warnings)
    return derive_reminders(figures, SETTINGS, date(2026, 12, 28))


def test_a_note_for_each_department_that_must_act() -> None:
    """In the order of the table; whose measures are done or on track gets none."""
    assert [(note.number, note.department) for note in remind()] == [("2026-10-D3", "丙局"), ("2026-10-D1", "甲县甲局")]


def test_nobody_is_pressed_for_what_no_longer_holds() -> None:
    """A repealed or expired measure is in no note; a department with no other gets none."""
    ended = {"OTHER": Validity.REPEALED, "OVER1": Validity.EXPIRED}
    measures = tuple(
        replace(measure, validity=ended.get(measure.id, measure.validity)) for measure in PUBLICATION.measures
    )
    (note,) = remind(replace(PUBLICATION, measures=measures))
    assert note.department == "甲县甲局"
    assert [item.measure.id for item in note.items] == ["OVER2", "SLOW", "MUTE", "RISK", "IDLE"]


def test_the_gravest_come_first_then_the_nearest_deadline() -> None:
    """Overdue, behind, unreported, at risk; and the summary counts them so."""
    note = remind()[1]
    assert [item.measure.id for item in note.items] == ["OVER1", "OVER2", "SLOW", "MUTE", "RISK", "IDLE"]
    assert note.summary == "已逾期 2 项、进度滞后 1 项、只欠报送 1 项、有逾期风险 2 项；本月未报送共 2 项"


def test_each_measure_says_why_and_what_to_do() -> None:
    """The rule of the status, the alarms beside it, and a task that fits."""
    items = {item.measure.id: item for item in remind()[1].items}
    assert items["OVER1"].reasons == ("OVER1的理由",)
    assert items["MUTE"].reasons == ("MUTE的理由", "也落后")
    assert items["RISK"].reasons == ("太慢", "下降")
    assert items["MUTE"].task.startswith("补报2026年10月的进展")
    assert items["OVER1"].task == "书面说明逾期原因，明确新的完成日期和责任人，尽快办结。补报2026年10月的进展。"
    assert items["OVER2"].task.endswith("尽快办结。")
    assert items["IDLE"].task.startswith("尽快启动")
    assert items["RISK"].urgency is items["IDLE"].urgency is Urgency.AT_RISK
    assert (items["SLOW"].trouble, items["RISK"].trouble) == ("SLOW的问题", "")


def test_the_answer_is_due_after_the_days_of_the_settings() -> None:
    """Seven days after the note, over the end of a year."""
    assert remind()[0].answer_by == date(2027, 1, 4)


def test_the_table_holds_every_measure_of_every_note() -> None:
    """One row each, safe to open, and marked where the county is made up."""
    rows = list(csv.DictReader(io.StringIO(format_reminders(remind(), SETTINGS)[1:], newline="")))
    assert [row["措施编号"] for row in rows] == ["OTHER", "OVER1", "OVER2", "SLOW", "MUTE", "RISK", "IDLE"]
    assert rows[5] == {
        "催办单编号": "2026-10-D1",
        "单位": "甲县甲局",
        "措施编号": "RISK",
        "措施": "措施RISK",
        "完成时限": "'=时限",
        "完成率": "45.5%",
        "时间进度": "",
        "催办类别": "有逾期风险",
        "标记": "",
        "依据": "太慢；下降",
        "单位报送的问题": "",
        "办理要求": "核实进度，提出按期完成的具体安排。",
        "反馈期限": "2027-01-04",
        "催办单位": "营商办",
        "联系电话": "0000-8000100",
        "说明": "",
    }
    assert "演示数据" in format_reminders(remind(), replace(SETTINGS, demonstration=True))
