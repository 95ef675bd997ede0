"""Problems as the desk shows them."""

from __future__ import annotations

import pytest

from mashang.desk.problem_groups import Found, group_problems, is_opened
from mashang.problems import Location, problem


@pytest.mark.parametrize(
    ("file", "opened"),
    [
        ("content/measures.xlsx", True),
        ("content/progress/2026-10.CSV", True),
        ("content/pages/about.md", True),
        ("content/calc.exe", False),
        ("content/start.bat", False),
        ("content/x.xlsx.lnk", False),
        ("content", False),
        ("site_config/site.yml", False),
        ("qrcodes/ledger.csv", False),
    ],
)
def test_only_tables_and_pages_are_opened(file: str, opened: bool) -> None:  # noqa: FBT001 -- a column of the table
    """A program that lies in the county's folder is not run from a page."""
    assert is_opened(file) is opened


def test_settings_are_opened_from_their_problem() -> None:
    """The tables and the settings are what staff mend by hand; the ledger is not."""
    opens = [
        Found(problem("yaml-broken", Location(file, row=1), row=1, reason=""), None).opens
        for file in ("site_config/site.yml", "qrcodes/ledger.csv")
    ]
    assert opens == [True, False]


def test_alike_ones_stand_together_errors_first() -> None:
    """By kind, file, sheet and column; the group says how many there are."""
    table = "content/progress/2026-10.xlsx"
    wrong = [
        problem("percent-not-number", Location(table, "表", row, "D", "完成率"), value="甲", hint="") for row in (3, 4)
    ]
    told = problem("hidden-row", Location("content/measures.xlsx", "表"), rows="5")
    first, second = group_problems([told, *wrong], {})
    assert (first.error, len(first.found), first.title) == (True, 2, "2 行“甲”不是百分数。")
    assert (second.error, len(second.found)) == (False, 1)
