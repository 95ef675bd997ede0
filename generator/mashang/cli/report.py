"""Problems as staff and programs get them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mashang.pipeline.problem_groups import describe_group, group_alike
from mashang.problems import Location, Problem, Severity
from mashang.report import Report

SHOWN = 3
"""How many repeats of one problem in one column are written out before the rest is only counted."""
LISTED = 40
"""How many places of the rest are named."""
BLOCKS = 1_000
"""How many paragraphs a text has at most, nearly: nobody reads on."""
_HEADINGS = ("级别", "代码", "文件", "表", "行", "列", "列名", "问题", "改法")


def format_problems(problems: Iterable[Problem]) -> str:
    """All problems as text, errors and warnings as they come, a summary line at the end: see :func:`list_blocks`."""
    found = tuple(problems)
    return "\n\n".join([*list_blocks(found), summarise_problems(found)])


def list_blocks(found: Sequence[Problem]) -> list[str]:
    """The paragraphs of a text on problems.

    Where one column has many problems of a kind they are drawn together at the first, whatever lies between, under a
    line that says how many of what there are. Of very many kinds and places the first are written out, and how many
    are not.
    """
    groups = {id(one): alike for alike in group_alike(found) for one in alike}
    blocks: list[str] = []
    shown = 0
    for one in found:
        if len(blocks) >= BLOCKS:
            blocks.append(f"还有 {len(found) - shown} 个问题没有列在这里。改好上面的再查，或用 --format csv 看全部。")
            break
        alike = groups[id(one)]
        if len(alike) <= SHOWN:
            blocks.append(_format_problem(one))
            shown += 1
        elif one is alike[0]:
            rest = alike[SHOWN:]
            blocks += [_format_heading(alike), *map(_format_problem, alike[:SHOWN])]
            blocks.append(f"  同样的问题还有 {len(rest)} 处：{_list_places(rest)}")
            shown += len(alike)
    return blocks


def summarise_problems(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, and what that means."""
    severities = [found.severity for found in problems]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    if errors:
        return f"共 {errors} 个错误、{warnings} 个提醒。改好错误后重新运行；现在的网站没有变。"
    return f"没有错误，{warnings} 个提醒。" if warnings else "没有发现问题。"


def report_problems(problems: Iterable[Problem]) -> Report:
    """The report of all problems: in JSON a list of objects, in CSV a row each."""
    found = tuple(problems)
    return Report(format_problems(found), _HEADINGS, lambda: map(_row, found), lambda: [_record(one) for one in found])


def _format_problem(found: Problem) -> str:
    return f"{found.where}\n  {found.severity.label}：{found.sentence}  [{found.code}]\n  改法：{found.mend}"


def _format_heading(alike: Sequence[Problem]) -> str:
    return f"{alike[0].where._replace(row=0)}：{describe_group(alike)}"


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


def _row(found: Problem) -> list[str]:
    return [str(cell or "") for cell in (_record(found) | {"severity": found.severity.label}).values()]


def _record(found: Problem) -> dict[str, str | int]:
    where = found.where
    return {
        "severity": found.severity.value,
        "code": found.code,
        "file": where.file,
        "sheet": where.sheet,
        "row": where.row,
        "column": where.column,
        "heading": where.heading,
        "problem": found.sentence,
        "mend": found.mend,
    }
