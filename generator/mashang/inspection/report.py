"""An inspection as text for people, and as JSON and CSV for machines."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from mashang.console_text import measure_width, wrap_text
from mashang.county import Stage
from mashang.inspection.checklist import Inspection, Verdict
from mashang.inspection.rules import Finding
from mashang.problems import Severity
from mashang.spreadsheet import format_table

WIDTH = 80
"""Columns of a console; a Chinese character takes two."""
SHOWN = 3
"""How many different faults of a rule, and how many pages of a fault, are written out before they are only counted."""
HEADINGS = ("代码", "规则", "依据", "结果", "页面", "问题", "改法")
_FIELDS = ("rule", "title", "source", "outcome", "page", "problem", "mend")
_PASSED, _WAIVED = "passed", "not-applicable"
_OUTCOME_WORDS = {_PASSED: "合格", _WAIVED: "不适用", Severity.WARNING.value: "提醒", Severity.ERROR.value: "不合格"}
_SIGNS = {None: "√", Severity.ERROR: "×", Severity.WARNING: "！"}
_OUTCOMES = {None: "合格", Severity.ERROR: "不合格", Severity.WARNING: "提醒"}
_STAGES = {Stage.PRODUCTION: "正式网站", Stage.STAGING: "预览站"}


def format_inspection(inspection: Inspection, form: str) -> str:
    """The whole report as ``text``, ``json`` or ``csv``."""
    return {"text": _format_text, "json": _format_json, "csv": _format_csv}[form](inspection)


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


def _format_json(inspection: Inspection) -> str:
    """An object with the day, the counts, and under ``rules`` every rule with its findings."""
    rules = [
        {
            "id": verdict.rule.id,
            "title": verdict.rule.title,
            "source": verdict.rule.source,
            "method": verdict.rule.method,
            "outcome": _outcome(verdict),
            "reason": verdict.waived,
            "findings": [_record(finding, verdict) for finding in verdict.findings],
        }
        for verdict in inspection.verdicts
    ]
    whole: dict[str, Any] = {
        "stage": inspection.stage.value,
        "today": inspection.today.isoformat(),
        "pages": inspection.pages,
        "files": inspection.files,
        "passed": not inspection.has_faults,
        "rules": rules,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _format_csv(inspection: Inspection) -> str:
    """A row for each finding, and one for each rule without any, in Chinese, for staff to open in Excel."""
    records: list[dict[str, str]] = []
    for verdict in inspection.verdicts:
        rule = {"rule": verdict.rule.id, "title": verdict.rule.title, "source": verdict.rule.source}
        if not verdict.findings:
            records.append({**rule, "outcome": _outcome(verdict), "problem": verdict.waived})
        records += ({**rule, **_record(finding, verdict)} for finding in verdict.findings)
    worded = [{**record, "outcome": _OUTCOME_WORDS[record["outcome"]]} for record in records]
    return format_table(HEADINGS, [[record.get(name, "") for name in _FIELDS] for record in worded])


def _outcome(verdict: Verdict) -> str:
    if verdict.waived:
        return _WAIVED
    return verdict.severity.value if verdict.severity else _PASSED


def _record(finding: Finding, verdict: Verdict) -> dict[str, str]:
    return {
        "outcome": finding.severity.value,
        "page": finding.page,
        "problem": finding.what,
        "mend": finding.mend or verdict.rule.mend,
    }


def _pad(text: str, width: int) -> str:
    return text + " " * max(1, width - measure_width(text))
