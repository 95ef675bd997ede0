"""An inspection as staff and programs get it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from mashang.console_text import measure_width, wrap_text
from mashang.county import Stage
from mashang.inspection.checklist import Inspection, Verdict
from mashang.problems import Severity
from mashang.report import Report

WIDTH = 80
"""Columns of a console; a Chinese character takes two."""
SHOWN = 3
"""How many different faults of a rule, and how many pages of a fault, are written out before they are only counted."""
HEADINGS = ("代码", "规则", "依据", "结果", "页面", "问题", "改法")
_PASSED, _WAIVED = "passed", "not-applicable"
_OUTCOME_WORDS = {_PASSED: "合格", _WAIVED: "不适用", Severity.WARNING.value: "提醒", Severity.ERROR.value: "不合格"}
_SIGNS = {None: "√", Severity.ERROR: "×", Severity.WARNING: "！"}
_OUTCOMES = {None: "合格", Severity.ERROR: "不合格", Severity.WARNING: "提醒"}
_STAGES = {Stage.PRODUCTION: "正式网站", Stage.STAGING: "预览站"}


def report_inspection(inspection: Inspection) -> Report:
    """The report: in JSON every rule with its findings, in CSV a row for each finding and each rule without any."""
    return Report(_format_text(inspection), HEADINGS, lambda: _list_rows(inspection), lambda: _describe(inspection))


def _format_text(inspection: Inspection) -> str:
    """A line for each rule kept, a block for each that is not, a summary; at most :data:`WIDTH` columns."""
    size = f"{inspection.pages} 个页面、{inspection.files} 个文件"
    lines = [f"网站检查：{_STAGES[inspection.stage]}，{inspection.today.isoformat()}，{size}", ""]
    for verdict in inspection.verdicts:
        lines += _format_verdict(verdict)
    return "\n".join([*lines, "", summarise_inspection(inspection), ""])


def summarise_inspection(inspection: Inspection) -> str:
    """How many rules are kept and broken, and what to do."""
    outcomes = Counter(map(_outcome, inspection.verdicts))
    broken, warned = outcomes[Severity.ERROR.value], outcomes[Severity.WARNING.value]
    waived = f"，不适用 {outcomes[_WAIVED]}" if outcomes[_WAIVED] else ""
    kept = f"合格 {outcomes[_PASSED]}，不合格 {broken}，提醒 {warned}{waived}"
    counts = f"共 {outcomes.total()} 项：{kept}。"
    if broken:
        return f"{counts}请先改好不合格的，再运行 build 和 inspect。"
    return f"{counts}{'可以发布；提醒的请尽快处理。' if warned else '可以发布。' if waived else '全部合格，可以发布。'}"


def _format_verdict(verdict: Verdict) -> Iterator[str]:
    rule, severity = verdict.rule, verdict.severity
    if verdict.waived:
        yield _pad(f"－ {rule.title}", 30) + f"{rule.source}　不适用"
        yield from wrap_text(f"[{rule.id}] {verdict.waived}。", WIDTH, 4)
        return
    head = f"{_SIGNS[severity]} {rule.title}"
    if severity is None:
        yield _pad(head, 30) + rule.source
        return
    faults = sum(finding.severity is severity for finding in verdict.findings)
    yield _pad(head, 30) + f"{rule.source}　{_OUTCOMES[severity]} {faults} 处"
    yield from wrap_text(f"[{rule.id}] {rule.method}", WIDTH, 4)
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in verdict.findings:
        groups[finding.what, finding.mend].append(finding.page)
    mends = dict.fromkeys(finding.mend or rule.mend for finding in verdict.findings)
    for (what, mend), pages in list(groups.items())[:SHOWN]:
        rest = f" 等 {len(pages)} 个文件" if len(pages) > SHOWN else ""
        yield from wrap_text(f"- {'、'.join(pages[:SHOWN])}{rest}：{what}", WIDTH, 4, 2)
        if len(mends) > 1:
            yield from wrap_text(f"改法：{mend or rule.mend}", WIDTH, 6)
    if hidden := list(groups.values())[SHOWN:]:
        yield f"    - 还有 {sum(map(len, hidden))} 处，用 --format csv 查看全部。"
    if len(mends) == 1:
        yield from wrap_text(f"改法：{next(iter(mends))}", WIDTH, 4)


def _describe(inspection: Inspection) -> dict[str, Any]:
    """The day, the counts, and under ``rules`` every rule with its findings."""
    rules = [
        {
            "id": verdict.rule.id,
            "title": verdict.rule.title,
            "source": verdict.rule.source,
            "method": verdict.rule.method,
            "outcome": _outcome(verdict),
            "reason": verdict.waived,
            "findings": [
                {
                    "outcome": finding.severity.value,
                    "page": finding.page,
                    "problem": finding.what,
                    "mend": finding.mend or verdict.rule.mend,
                }
                for finding in verdict.findings
            ],
        }
        for verdict in inspection.verdicts
    ]
    return {
        "stage": inspection.stage.value,
        "today": inspection.today.isoformat(),
        "pages": inspection.pages,
        "files": inspection.files,
        "passed": not inspection.has_faults,
        "rules": rules,
    }


def _list_rows(inspection: Inspection) -> Iterator[tuple[str, ...]]:
    for verdict in inspection.verdicts:
        rule = verdict.rule
        head = (rule.id, rule.title, rule.source)
        if not verdict.findings:
            yield (*head, _OUTCOME_WORDS[_outcome(verdict)], "", verdict.waived, "")
        for one in verdict.findings:
            yield (*head, _OUTCOME_WORDS[one.severity.value], one.page, one.what, one.mend or rule.mend)


def _outcome(verdict: Verdict) -> str:
    if verdict.waived:
        return _WAIVED
    return verdict.severity.value if verdict.severity else _PASSED


def _pad(text: str, width: int) -> str:
    return text + " " * max(1, width - measure_width(text))
