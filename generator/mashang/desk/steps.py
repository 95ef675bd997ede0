"""The month as a list of steps: what each is for, how far it is, which one is next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mashang.county import Stage
from mashang.pipeline.month_work import Freshness, MonthWork


class Mark(StrEnum):
    """How far a step is."""

    DONE = "done"
    NEXT = "next"
    LATER = "later"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """The mark in words: colour is never alone."""
        return {"done": "已完成", "next": "现在做这一步", "later": "还没有做", "stopped": "有错误，先改好"}[self]


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``judge`` says whether it is done, and in a sentence how things stand."""

    key: str
    title: str
    purpose: str
    judge: Callable[[MonthWork], tuple[bool, str]]


@dataclass(frozen=True, slots=True)
class StepState:
    """A step as it stands now."""

    step: Step
    number: int
    mark: Mark
    sentence: str


def _judge_collect(work: MonthWork) -> tuple[bool, str]:
    if work.month is None:
        return False, "还没有登记月份。"
    if not work.missing:
        return True, f"{work.month.month.label}应报 {work.expected} 项，全部报了。"
    left = work.expected - work.reported
    names = "、".join(work.missing)
    if work.month.public:
        return True, f"{work.month.month.label}已经公布，{left} 项没有报：{names}。"
    return False, f"{work.month.month.label}应报 {work.expected} 项，已报 {work.reported} 项，还差 {left} 项：{names}。"


def _judge_check(work: MonthWork) -> tuple[bool, str]:
    warnings = len(work.problems) - work.errors
    if work.errors:
        return False, f"{work.errors} 个错误要改好，另有 {warnings} 个提醒。"
    return True, f"没有错误，{warnings} 个提醒。" if warnings else "没有发现问题。"


def _judge_preview(work: MonthWork) -> tuple[bool, str]:
    if work.month and work.month.public and work.freshness(Stage.PRODUCTION) is Freshness.CURRENT:
        return True, "都已经公布，没有要预览的。"
    return _judge_site(work, Stage.STAGING, "还没有生成预览。", "表格改过了，预览还是旧的。", "预览是最新的。")


def _judge_publish(work: MonthWork) -> tuple[bool, str]:
    done, sentence = _judge_site(
        work, Stage.PRODUCTION, "还没有生成网站。", "表格改过了，网站还是旧的。", "网站是最新的。"
    )
    if work.month and not work.month.public:
        return False, f"{work.month.month.label}还是草稿，审核通过以后公布。"
    return done, sentence


def _judge_site(work: MonthWork, stage: Stage, missing: str, outdated: str, current: str) -> tuple[bool, str]:
    fresh = work.freshness(stage)
    sentence = {Freshness.MISSING: missing, Freshness.OUTDATED: outdated, Freshness.CURRENT: current}[fresh]
    return fresh is Freshness.CURRENT, sentence


def _judge_close(work: MonthWork) -> tuple[bool, str]:
    if work.month is None:
        return False, "还没有登记月份。"
    return work.closed, f"{work.month.month.label}{'已经封存' if work.closed else '还没有封存'}。"


def _judge_press(work: MonthWork) -> tuple[bool, str]:
    month = str(work.month.month) if work.month else "-"
    letters = [one for one in work.list_made("reminders") if one.name.startswith(month)]
    return bool(letters), f"已经写好 {len(letters)} 个文件。" if letters else "还没有写催办单。"


def _judge_print(work: MonthWork) -> tuple[bool, str]:
    if work.new_codes:
        return False, f"有 {work.new_codes} 个码发了以后还没有印。"
    if not work.codes:
        return False, "还没有发过码：生成网站时自动发。"
    return True, "发出的码都排过版了。"


def _judge_hand_over(work: MonthWork) -> tuple[bool, str]:
    return work.handed_over, "压缩包是按现在的网站打的。" if work.handed_over else "现在的网站还没有打包。"


STEPS = (
    Step("collect", "收材料", "各单位报来的进展放进表里，看谁还没有报。", _judge_collect),
    Step("check", "核对", "检查全部表格，有错误的格子标出来，说明怎么改。", _judge_check),
    Step("preview", "预览", "生成只给内部看的网站，列出公布以后会变的每一页、每个数。", _judge_preview),
    Step("publish", "公布", "生成正式网站。", _judge_publish),
    Step("close", "封存", "公布以后不再改的月份封存起来，以后改动必须写明更正。", _judge_close),
    Step("press", "催办", "给进度滞后、已逾期、没有报送的单位写催办单。", _judge_press),
    Step("print", "印码", "排出台卡、标签、企业卡，交给印刷厂。", _judge_print),
    Step("handover", "交付", "把网站打成一个压缩包，交给门户网站的同事。", _judge_hand_over),
)


def list_states(work: MonthWork) -> tuple[StepState, ...]:
    """All steps as they stand; with errors in the tables nothing after the check can be done."""
    states: list[StepState] = []
    found_next = False
    for number, step in enumerate(STEPS, start=1):
        done, sentence = step.judge(work)
        if work.errors:
            mark = Mark.STOPPED if step.key == "check" else Mark.LATER
            sentence = sentence if step.key == "check" else "先改好错误。"
        else:
            mark = Mark.DONE if done else Mark.LATER if found_next else Mark.NEXT
        found_next = found_next or mark in (Mark.NEXT, Mark.STOPPED)
        states.append(StepState(step, number, mark, sentence))
    return tuple(states)
