"""The problems as one HTML file that can be sent on: no script, no other host, styles inside."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from mashang.county import County
from mashang.desk.problem_groups import group_problems
from mashang.desk.rendering import make_environment
from mashang.pipeline.department_problems import select_problems
from mashang.pipeline.excerpts import cut_excerpts
from mashang.problems import Problem, Severity

_MOST = 1_000
"""How many problems the page shows at most."""


def render_problem_page(county: County, problems: Sequence[Problem], department: str = "") -> str:
    """The page of all problems, or of those in one department's rows.

    Raises :class:`RequestError` for a department that is not in the table.
    """
    found = select_problems(county, problems, department) if department else None
    shown = found.problems if found else tuple(problems)
    excerpts = found.excerpts if found else cut_excerpts(county, shown[:_MOST])
    errors = sum(one.severity is Severity.ERROR for one in shown)
    return (
        make_environment()
        .get_template("problem_page.html")
        .render(
            title=f"{department}：表格里要改的地方" if department else "表格里要改的地方",
            summary=f"共 {errors} 个错误、{len(shown) - errors} 个提醒。" if shown else "没有发现问题。",
            style=(files("mashang.desk") / "assets" / "desk.css").read_text(encoding="utf-8"),
            groups=group_problems(shown[:_MOST], excerpts),
            withheld=found.withheld if found else 0,
            hidden=max(0, len(shown) - _MOST),
        )
    )
