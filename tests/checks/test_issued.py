"""Identifiers against those that codes were issued for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mashang.model import Publication
from mashang.problems import Problem

Check = Callable[..., tuple[Publication | None, tuple[Problem, ...]]]


@pytest.mark.parametrize(
    ("tables", "heading"),
    [
        ({"windows": "编号|名称|大厅|单位\nw01|一窗|大厅|数据局"}, "编号"),
        ({"enterprises": "编号|名称\ne01|甲企业"}, "编号"),
        ({"windows": "编号|名称|大厅|单位\nW01|一窗|大厅|数据局"}, ""),
        ({"windows": "编号|名称|大厅|单位\nW02|二窗|大厅|数据局"}, ""),
        ({"matters": "编号|名称|单位|材料|办理时限\nw01|企业开办|数据局|执照|1 天"}, ""),
    ],
)
def test_an_identifier_of_another_case_is_asked_about(check: Check, tables: dict[str, str], heading: str) -> None:
    """Of the same kind only; one that is written as it was issued, or is new, is right."""
    _, problems = check(tables)
    found = [one.where.heading for one in problems if one.code == "id-case-changed"]
    assert found == [heading] * bool(heading)


def test_a_lost_ledger_says_nothing(check: Check) -> None:
    """It is a problem by itself."""
    _, problems = check({"windows": "编号|名称|大厅|单位\nw01|一窗|大厅|数据局"}, ledger=False)
    assert "id-case-changed" not in {found.code for found in problems}
