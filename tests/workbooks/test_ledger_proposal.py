"""What is proposed for a ledger without asking, and what is asked."""

from __future__ import annotations

import pytest

from mashang.model import Department, Publication
from mashang.tables import BY_NAME
from mashang.workbooks.ledger import find_ledger
from mashang.workbooks.ledger_mapping import LedgerMapping, Question
from mashang.workbooks.ledger_proposal import answer_question, list_names, propose_mapping
from tests.workbooks.sheets import KNOWN, make_sheet


def propose(dataset: str, *rows: str) -> tuple[LedgerMapping, tuple[Question, ...]]:
    """The proposal for a ledger."""
    found = find_ledger([make_sheet(*rows)], [BY_NAME[dataset]])
    assert found
    return propose_mapping(found[0], found[1], KNOWN, LedgerMapping(found[1]))


def test_what_is_clear_is_not_asked() -> None:
    """Known headings whose values fit; words that mean one status only; the number of a row names no measure."""
    mapping, questions = propose(
        *("progress", "序号|牵头部门|任务|时限|进展情况|完成进度|推进状态|备注"),
        "1|县营商办|证照联办|年底|办了 3 件。|60%|正在推进|急",
    )
    assert not questions
    assert mapping.columns == (
        *(("序号", ""), ("牵头部门", "lead"), ("任务", "title"), ("时限", "shown_deadline")),
        *(("进展情况", "text"), ("完成进度", "percent"), ("推进状态", "written_status"), ("备注", "note")),
    )
    assert mapping.values == {"written_status": {"正在推进": "推进中"}}


@pytest.mark.parametrize(
    ("rows", "asked", "proposed"),
    [
        (
            (
                "编号|标题|领域|内容|牵头单位|截止时间",
                "A|甲|乙|丙|营商办|2026年6月底前",
                "B|丁|乙|丙|营商办|2027-01-01",
            ),
            "截止时间",
            "完成时限",
        ),
        (
            ("编号|标题|领域|内容|牵头单位|谁来配合", "A|甲|乙|丙|营商办|工信局", "B|丁|乙|丙|营商办|县营商办"),
            "谁来配合",
            "配合单位",
        ),
        (("序号|标题|领域|内容|牵头单位", "1|甲|乙|丙|营商办"), "序号", "编号"),
        (
            ("编号|标题|领域|内容|牵头单位|责任单位", "A|甲|乙|丙|营商办|工信局", "B|丁|乙|丙|营商办|工信局"),
            "责任单位",
            "配合单位",
        ),
    ],
)
def test_what_is_unsure_is_asked(rows: tuple[str, ...], asked: str, proposed: str) -> None:
    """By likeness, by the kind of values, a number that would become an identifier, two for one column."""
    _, questions = propose("measures", *rows)
    assert [(one.entry[0][1], one.proposed) for one in questions] == [(asked, proposed)]
    assert questions[0].options[-1] == "不用"


def test_what_fills_nothing_is_unused_without_a_question() -> None:
    """A column that is like none of ours."""
    mapping, questions = propose("measures", "编号|标题|领域|内容|牵头单位|天气", "A|甲|乙|丙|营商办|晴")
    assert (mapping.unused, questions) == (("天气",), ())


def test_names_that_nobody_knows_are_asked_one_by_one() -> None:
    """Also within a cell of several; the nearest is proposed."""
    _, questions = propose("measures", "编号|标题|领域|内容|牵头单位", "A|甲|乙|丙|营商办、工信委", "B|丁|乙|丙|工信委")
    assert [(one.entry[1][1], one.proposed) for one in questions] == [("工信委", "工信局")]


def test_a_required_column_is_answered_by_a_text_or_a_column() -> None:
    """内容 may be the column that is the title already; 领域 the same in every row."""
    mapping, questions = propose("measures", "编号|任务|牵头单位", "A|甲|营商办")
    assert [one.entry[0][1] for one in questions] == ["领域", "内容"]
    mapping = answer_question(answer_question(mapping, questions[0], "综合"), questions[1], "任务")
    assert mapping.constants == {"field": "综合"}
    assert mapping.columns == (("编号", "id"), ("任务", "title"), ("牵头单位", "leads"), ("任务", "text"))
    assert not mapping.lacking


def test_a_ledger_without_figures_is_asked_for_a_status() -> None:
    """Without percent, current value and status no row could be taken."""
    _, questions = propose("progress", "任务|进展情况", "证照联办|好。")
    assert [one.entry[0][1] for one in questions] == ["状态"]
    assert "（未启动、推进中、已完成）" in questions[0].hint


def test_departments_are_known_as_they_are_called_in_the_county() -> None:
    """With 县 before the name, without the county's; what two could be called is nobody's name."""
    names = ("明川县税务局", "税务局"), ("明川县住房局", "住建局"), ("明川市住房局", "房管局")
    made = (Department(f"D{number}", *name) for number, name in enumerate(names))
    known = list_names(Publication(departments=tuple(made))).names["departments"]
    assert (known["县税务局"], known["明川县税务局"], known["D1"]) == ("税务局", "税务局", "住建局")
    assert "住房局" not in known
    assert "县住房局" not in known
