"""Problems as text for people, and as JSON and CSV for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from mashang.problems import Location, Problem, Severity
from mashang.spreadsheet import format_table

SHOWN = 3
"""How many repeats of one problem in one column are written out before the rest is only counted."""
LISTED = 40
"""How many places of the rest are named."""
FIELDS = ("severity", "code", "file", "sheet", "row", "column", "heading", "problem", "mend")
_HEADINGS = ("级别", "代码", "文件", "表", "行", "列", "列名", "问题", "改法")
_LABELS = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}


def format_problems(problems: Iterable[Problem]) -> str:
    """All problems as text, errors and warnings as they come, a summary line at the end.

    Where one column has many problems of a kind they are drawn together at the first, whatever lies between.
    """
    found = tuple(problems)
    groups: dict[tuple[str, str, str, str], list[Problem]] = {}
    for one in found:
        groups.setdefault(_sameness(one), []).append(one)
    blocks: list[str] = []
    for one in found:
        alike = groups[_sameness(one)]
        if len(alike) <= SHOWN:
            blocks.append(_format_problem(one))
        elif one is alike[0]:
            rest = alike[SHOWN:]
            blocks += [_format_problem(each) for each in alike[:SHOWN]]
            blocks.append(f"  同样的问题还有 {len(rest)} 处：{_list_places(rest)}")
    return "\n\n".join([*blocks, summarise_problems(found)])


def summarise_problems(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, and what that means."""
    severities = [found.severity for found in problems]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    if errors:
        return f"共 {errors} 个错误、{warnings} 个提醒。改好错误后重新运行；现在的网站没有变。"
    return f"没有错误，{warnings} 个提醒。" if warnings else "没有发现问题。"


def format_json(problems: Iterable[Problem]) -> str:
    """A JSON list of objects with the keys of :data:`FIELDS`."""
    return json.dumps([_record(found) for found in problems], ensure_ascii=False, indent=2) + "\n"


def format_csv(problems: Iterable[Problem]) -> str:
    """A CSV table with the columns of :data:`FIELDS` under Chinese headings, for staff to open in Excel.

    Names of sheets, headings and quoted cells come from staff's files: none of them is run as a formula.
    """
    records = [{**_record(found), "severity": _LABELS[found.severity]} for found in problems]
    return format_table(_HEADINGS, [[str(record[name] or "") for name in FIELDS] for record in records])


def _format_problem(found: Problem) -> str:
    label = _LABELS[found.severity]
    return f"{found.where}\n  {label}：{found.sentence}  [{found.code}]\n  改法：{found.mend}"


def _sameness(found: Problem) -> tuple[str, str, str, str]:
    return found.code, found.where.file, found.where.sheet, found.where.column


def _list_places(problems: Iterable[Problem]) -> str:
    places = tuple(dict.fromkeys(_place(found.where) for found in problems))
    return "、".join(places[:LISTED]) + (" 等。" if len(places) > LISTED else "。")


def _place(where: Location) -> str:
    return (
        f"{where.column}{where.row}"
        if where.column and where.row
        else f"第 {where.row} 行"
        if where.row
        else where.file
    )


def _record(found: Problem) -> dict[str, str | int]:
    where = found.where
    values: Iterator[str | int] = iter(
        (
            found.severity.value,
            found.code,
            where.file,
            where.sheet,
            where.row,
            where.column,
            where.heading,
            found.sentence,
            found.mend,
        )
    )
    return dict(zip(FIELDS, values, strict=True))
