"""The month's steps: what is done, what is next, what stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mashang.county import Stage
from mashang.desk.steps import Mark, list_states
from mashang.model import MonthState, ReportingMonth
from mashang.periods import YearMonth
from mashang.pipeline.month_work import Freshness, MadeFile, MonthWork
from mashang.problems import Location, problem

NOVEMBER = YearMonth(2026, 11)
DRAFT = ReportingMonth(NOVEMBER, date(2026, 12, 6), MonthState.DRAFT)
ERROR = problem("id-twice", Location("content/measures.xlsx", "", 3, "A"), value="M01", other="第 2 行")
OLD = dict.fromkeys(Stage, Freshness.OUTDATED)
LETTER = MadeFile("reminders", "2026-11-催办单.pdf", 1, date(2026, 12, 6))
WHOLE = MonthWork(
    (),
    replace(DRAFT, state=MonthState.REVIEWED),
    expected=28,
    missing={},
    closed=True,
    sites=dict.fromkeys(Stage, Freshness.CURRENT),
    codes=3,
    files=(LETTER,),
    handed_over=True,
)


def marks(work: MonthWork) -> str:
    """The first letters of the marks, in the order of the steps."""
    return "".join(state.mark[0] for state in list_states(work))


def test_the_first_open_step_is_next() -> None:
    """All before it are done, all after it come later, or are done as well."""
    assert marks(WHOLE) == "dddddddd"
    assert marks(replace(WHOLE, month=DRAFT, missing={"工信局": ("M02 培育企业",)})) == "nddldddd"
    assert marks(replace(WHOLE, month=DRAFT, sites=OLD, closed=False, files=())) == "ddnllldd"
    assert marks(MonthWork(())) == "ndllllll"


def test_what_is_public_needs_no_preview() -> None:
    """However old the last one is."""
    sites = {Stage.PRODUCTION: Freshness.CURRENT, Stage.STAGING: Freshness.OUTDATED}
    assert marks(replace(WHOLE, sites=sites)) == "dddddddd"
    assert marks(replace(WHOLE, sites=sites, month=DRAFT, closed=False)) == "ddnlldld"[:3] + "llddd"


def test_what_was_not_reported_before_the_publication_stops_nothing() -> None:
    """Nobody can be collected from any more: the step is done, and says who is missing."""
    late = replace(WHOLE, missing={"工信局": ("M02 培育企业",)})
    assert marks(late) == "dddddddd"
    assert list_states(late)[0].sentence == "2026年11月已经公布，1 项没有报：工信局。"


def test_without_codes_nothing_was_printed() -> None:
    """A county that was just begun has no code yet."""
    state = list_states(replace(WHOLE, codes=0))[6]
    assert (state.mark, state.sentence) == (Mark.NEXT, "还没有发过码：生成网站时自动发。")


def test_errors_stop_everything_but_the_check() -> None:
    """Nothing after it can be done; nothing is called done that cannot be known."""
    states = list_states(MonthWork((ERROR,)))
    assert [state.mark for state in states] == [Mark.LATER, Mark.STOPPED, *[Mark.LATER] * 6]
    assert states[1].sentence == "1 个错误要改好，另有 0 个提醒。"
    assert states[3].sentence == "先改好错误。"


def test_sentences_say_how_things_stand() -> None:
    """In numbers and names."""
    work = replace(WHOLE, missing={"工信局": ("M02 甲",), "税务局": ("M15 乙", "M16 丙")}, new_codes=3, month=DRAFT)
    said = {state.step.key: state.sentence for state in list_states(work)}
    assert said["collect"] == "2026年11月应报 28 项，已报 25 项，还差 3 项：工信局、税务局。"
    assert said["publish"] == "2026年11月还是草稿，审核通过以后公布。"
    assert said["print"] == "有 3 个码发了以后还没有印。"
    assert said["press"] == "已经写好 1 个文件。"


def test_the_month_to_begin() -> None:
    """After a public one the next; a draft that staff declared themselves, while it has no table."""
    assert WHOLE.next_month == NOVEMBER.following
    assert replace(WHOLE, month=DRAFT).next_month is None
    assert replace(WHOLE, month=DRAFT, has_sheet=False).next_month == NOVEMBER
    assert replace(WHOLE, month=None).next_month is None
