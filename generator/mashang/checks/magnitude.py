"""Figures of progress that are out of proportion: to the goal, or to what was last reported.

None of them is certainly wrong, so each is asked about and may be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from mashang.checks.values import Record
from mashang.model import ProgressReport
from mashang.problems import Problem, ask
from mashang.spelling import spell_number

_TEN = Decimal(10)
_WHOLE = Decimal(100)
_TINY = Decimal(10000)
"""How many times a first step fits into the way to the goal when 万 was mistaken."""
_FROM = {"current": _TEN, "percent": Decimal(5)}
"""The least last value from which a rise to ten times of it is asked about: from one to twelve is no surprise."""
_NO_WORDS = frozenset(("", "无", "暂无", "没有", "未发现", "/", "-", "—", "——", "无。", "暂无。"))


_Goal = tuple[Decimal, Decimal]
"""Target and baseline, which differ."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A report with its record, which knows the addresses, and its measure's by the terms of the month."""

    report: ProgressReport
    record: Record
    measure: Record

    def ask(self, code: str, name: str, **slots: object) -> Problem:
        """Ask about the cell of this column, as long as its text and what it is compared with stay the same."""
        about = (self.report.month, self.report.measure, self.record.cells[name].text, *slots.values())
        return ask(code, self.record.where(name), about, **slots)


def check_magnitudes(settled: Iterable[Settled]) -> list[Problem]:
    """What is out of proportion in these reports, at most one thing of each."""
    last: dict[str, Settled] = {}
    last_known: dict[tuple[str, str], Decimal] = {}
    problems: list[Problem] = []
    for one in sorted(settled, key=lambda each: each.report.month):
        measure, report = one.report.measure, one.report
        before = {name: last_known[measure, name] for name in _FROM if (measure, name) in last_known}
        goal = _find_goal(one)
        found = (
            *_check_goal(one, goal),
            *_check_jump(one, goal, before),
            *_check_fall(one, goal, before, last[measure].report.trouble.strip() if measure in last else ""),
        )
        problems += found[:1]
        last[measure] = one
        if report.current is not None:
            last_known[measure, "current"] = report.current
        if report.percent is not None:
            last_known[measure, "percent"] = report.percent
    return problems


def _check_goal(one: Settled, goal: _Goal | None) -> Iterator[Problem]:
    current = one.report.current
    if current is None or goal is None:
        return
    target, baseline = goal
    value = spell_number(current)
    unit = f"是不是“{one.measure.text('unit')}”" if one.measure.text("unit") else "和措施清单里的是不是一样"
    slots = {"target": spell_number(target), "baseline": spell_number(baseline), "unit": unit}
    if abs(current) >= _TEN * max(abs(target), abs(baseline)):
        yield one.ask("value-beyond-goal", "current", value=value, **slots)
    elif 0 < abs(current - baseline) * _TINY <= abs(target - baseline):
        yield one.ask("value-below-goal", "current", value=value, **slots)
    elif current < 0 <= min(target, baseline):
        yield one.ask("value-negative", "current", value=value)


def _check_jump(one: Settled, goal: _Goal | None, before: dict[str, Decimal]) -> Iterator[Problem]:
    """A rise to ten times of the last value; where less is better, a fall to a tenth that goes below the target."""
    name = "current" if one.report.current is not None else "percent"
    now, last = getattr(one.report, name), before.get(name)
    if now is None or last is None or name not in one.record.cells:
        return
    risen = last >= _FROM[name] and now >= _TEN * last and not (name == "percent" and now == _WHOLE)
    sunk = name == "current" and goal is not None and 0 < now < goal[0] < goal[1] and last >= _TEN * now
    if risen or sunk:
        heading = one.record.table.dataset.column(name).heading
        yield one.ask("value-jumped", name, heading=heading, before=spell_number(last), after=spell_number(now))


def _check_fall(one: Settled, goal: _Goal | None, before: dict[str, Decimal], trouble: str) -> Iterator[Problem]:
    """A fall without a reason, or with the reason of last month.

    A percentage stays 100 while a current value beyond the target falls: that is asked about from a tenth on, because
    averages go up and down.
    """
    reason = one.report.trouble.strip()
    if reason not in _NO_WORDS and reason != trouble:
        return
    why = "没有写原因" if reason in _NO_WORDS else "“存在问题”和上次的一样，没有写新的原因"
    percent, current = one.report.percent, one.report.current
    if percent is not None and percent < before.get("percent", percent):
        name = next(name for name in ("percent", "current", "written_status") if name in one.record.cells)
        slots = {"before": spell_number(before["percent"]), "after": spell_number(percent)}
        yield one.ask("percent-fell", name, **slots, why=why)
    elif current is not None and "current" in before and goal is not None:
        last = before["current"]
        back = last - current if goal[0] > goal[1] else current - last
        if back > abs(last) / _TEN:
            slots = {"before": spell_number(last), "after": spell_number(current)}
            yield one.ask("value-fell", "current", **slots, why=why)


def _find_goal(one: Settled) -> _Goal | None:
    target, baseline = one.measure.number("target"), one.measure.number("baseline")
    return None if target is None or baseline is None or target == baseline else (target, baseline)
