"""Reminders as PDF: the words on the page, characters that the typeface lacks, and equal bytes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pypdf import PdfReader

from mashang.derived import Standing, Status
from mashang.model import Measure, ProgressReport
from mashang.periods import Deadline, YearMonth
from mashang.printing.letters import render_letter
from mashang.printing.reminders import Reminder, ReminderItem, Urgency
from mashang.problems import Location
from mashang.settings import Settings

WHERE = Location("content/progress/2026-10")
OCTOBER = YearMonth(2026, 10)
SETTINGS = Settings(
    name="明川县营商环境公开",
    county="明川县",
    organiser="明川县营商办",
    site_url="https://www.example.com/",
    code_base="https://www.example.com/f/",
    phone="0000-8000100",
    mailbox="yingshang@example.com",
    address="明川县政务中心 5 楼",
    demonstration=True,
)


def note(count: int = 1, title: str = "首贷户 #贴息 *到位* $x$") -> Reminder:
    """A note over so many overdue measures."""
    items = []
    for number in range(1, count + 1):
        report = ProgressReport(OCTOBER, f"M{number:02}", "进展", Decimal(90), trouble="资金没有到位。")
        measure = Measure(f"M{number:02}", title, "领域", "内容", "D1", Deadline("2026年9月底前", date(2026, 9, 30)))
        standing = Standing(measure.id, OCTOBER, Status.OVERDUE, OCTOBER.last_day, "", Decimal(90), report=report)
        items.append(ReminderItem(measure, Urgency.OVERDUE, standing, ("时限已到", "还没有完成"), "尽快办结。"))
    return Reminder(
        "2026-10-D1", "明川县财政局", "财政局", OCTOBER, date(2026, 11, 6), date(2026, 11, 13), tuple(items)
    )


def read(pdf: bytes) -> tuple[int, str]:
    """The number of pages and all words without blanks, as an independent reader finds them."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return len(pages), re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def test_a_letter_says_who_what_and_by_when() -> None:
    """Addressee, counts, measure, reasons, trouble, task, day, telephone, signature, and the mark; signs stay signs."""
    pdf, problems = render_letter(note(), SETTINGS, WHERE)
    pages, text = read(pdf)
    assert problems == ()
    assert pages == 1
    for words in (
        "演示数据：内容均为虚构，请勿发送",
        "督办事项催办单",
        "编号：2026-10-D1",
        "明川县财政局：",
        "你单位牵头的措施有1项需要催办",
        "其中已逾期1项",
        "#贴息*到位*$x$",
        "时限已到。",
        "单位报送的问题",
        "尽快办结。",
        "于2026年11月13日前报送明川县营商办",
        "联系电话：0000-8000100",
        "2026年11月6日",
        "（盖章）",
        "第1页，共1页",
    ):
        assert words in text, words


def test_only_a_made_up_county_is_marked() -> None:
    """A real county's letter can be sent as it is."""
    pdf, _ = render_letter(note(), replace(SETTINGS, demonstration=False), WHERE)
    assert "演示" not in read(pdf)[1]


def test_a_long_letter_repeats_the_heads_of_its_table() -> None:
    """Forty measures run over several pages, all are there, and each page says what its columns are."""
    pdf, _ = render_letter(note(40), SETTINGS, WHERE)
    pages, text = read(pdf)
    assert pages > 3
    assert all(f"M{number:02}" in text for number in range(1, 41))
    assert text.count("措施和时限") >= pages - 1
    assert f"第{pages}页，共{pages}页" in text


def test_the_same_note_gives_the_same_bytes() -> None:
    """Nothing of the clock gets into a letter."""
    assert render_letter(note(), SETTINGS, WHERE) == render_letter(note(), SETTINGS, WHERE)


def test_a_character_that_cannot_be_printed_is_replaced_and_named() -> None:
    """The printers' sign stands in for it, and staff are asked to write it in."""
    pdf, (problem,) = render_letter(note(title="𠮷面馆帮扶"), SETTINGS, WHERE)
    assert "〓面馆帮扶" in read(pdf)[1]
    assert str(problem.where) == "content/progress/2026-10"
    assert problem.sentence == "给财政局的催办单印不出“𠮷”，用“〓”代替了：字体里没有这个字。"
    assert problem.severity.value == "warning"
