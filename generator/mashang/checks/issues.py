"""Problems that measures met (问题汇总), which only the office and the departments concerned see."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from mashang.checks.construction import make
from mashang.checks.context import CheckContext, resolve_all
from mashang.checks.values import Record
from mashang.issue import Issue
from mashang.model import Measure, ProgressReport
from mashang.problems import Problem, problem

_DONE = Decimal(100)


def check_issues(
    context: CheckContext, measures: Iterable[Measure], reports: Iterable[ProgressReport]
) -> tuple[tuple[Issue, ...], list[Problem]]:
    """Make issues of their records; one about a measure that is done or over has an outcome."""
    over = {measure.id: measure.ended for measure in measures if measure.ended}
    newest = {report.measure: report for report in sorted(reports, key=lambda one: one.month)}
    over |= {name: "完成" for name, report in newest.items() if report.percent == _DONE and name not in over}
    issues: list[Issue] = []
    problems: list[Problem] = []
    for record in context.records("problems"):
        issue, wrong = _read(context, record)
        problems += wrong
        if issue:
            issues.append(issue)
            if not issue.outcome and issue.measure in over:
                slots = {"measure": issue.measure, "why": over[issue.measure]}
                problems.append(problem("issue-without-outcome", record.where("outcome"), **slots))
    return tuple(issues), problems


def _read(context: CheckContext, record: Record) -> tuple[Issue | None, list[Problem]]:
    """The issue of a record, ``None`` when something in it could not be read."""
    measure, wrong = context.measures.resolve(record, "measure", record.text("measure"))
    department, unknown = resolve_all(context.departments, record, "department")
    helpers, strange = resolve_all(context.departments, record, "helpers")
    problems = [*([wrong] if wrong else []), *unknown, *strange]
    if not record.complete or not measure or not department:
        return None, problems
    return make(Issue, record, measure=measure, department=department[0], helpers=helpers), problems
