"""Slips of a clerk through the check: those that need no workbook, and some whose workbooks LibreOffice wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.calc import Book
from bench.slip_county import Case
from bench.slips import CASES, QUICK, QUICK_FILES, judge

PLAIN = [case for case in CASES if not any(isinstance(made, Book) for made in case.files.values())]
BY_NAME = {case.name: case for case in CASES}


def test_each_case_has_a_name_of_its_own() -> None:
    """So that one can be run alone."""
    assert len(BY_NAME) == len(CASES)
    assert BY_NAME.keys() >= set(QUICK)


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: str(case.name))
def test_a_slip_in_a_file_of_text(tmp_path: Path, case: Case) -> None:
    """In settings, pages and CSV files."""
    assert judge(case, {}, tmp_path) == []


@pytest.mark.parametrize("number", range(len(QUICK)), ids=QUICK)
def test_a_slip_in_a_workbook(tmp_path: Path, number: int) -> None:
    """In files of LibreOffice 7.4, written by ``bench/slips.py --renew``."""
    case = BY_NAME[QUICK[number]]
    assert judge(case, dict.fromkeys(case.files, QUICK_FILES / f"{number}.xlsx"), tmp_path) == []


def test_the_judge_is_not_blind(tmp_path: Path) -> None:
    """A slip that goes through, an alarm, and what is published otherwise are each told apart."""
    plain = BY_NAME["an honest page"]
    for expected, verdict in (("text-placeholder E4", "silent"), ("M04.percent=76", "otherwise")):
        (found,) = judge(Case("", plain.files, (expected,)), {}, tmp_path / verdict)
        assert found[0] == verdict
    alarmed = BY_NAME["a placeholder in a page"]
    (found,) = judge(Case("", alarmed.files, ("#=6",)), {}, tmp_path / "alarm")
    assert found[0] == "alarm"
