"""Files that come back from departments: those that need no spreadsheet program, and that the judge is not blind."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bench.calc import Book
from bench.messy import CASES, LOCKED, begin_month, judge, send
from bench.messy_files import HEADINGS, RIGHT, SHOWN, TITLE, Messy
from bench.messy_kinds import BESIDE_TABLES
from bench.slip_county import Case
from mashang.sources.workbook import read_workbook

PLAIN = [case for case in CASES if not any(isinstance(made, Book) for made in case.files.values())]
BY_NAME = {case.name: case for case in CASES}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small county with November begun; copies of it are changed."""
    root = tmp_path_factory.mktemp("messy") / "county"
    begin_month(root)
    return root


def test_there_are_enough_files_of_enough_sorts() -> None:
    """Each with a name of its own, so that one can be run alone."""
    every: list[Messy | Case] = [*CASES, *LOCKED, *BESIDE_TABLES]
    assert [name for name, count in Counter(one.name for one in every).items() if count > 1] == []
    assert len({one.name.partition(" · ")[0] for one in every}) >= 100
    assert sum(isinstance(made, Book) for one in every for made in one.files.values()) >= 350


def test_the_right_sheet_is_the_one_that_is_sent_out(begun: Path) -> None:
    """Title, headings and grey cells, so that what comes back differs by what a department did."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((begun / "outgoing").glob("*.xlsx")):
        tables, _ = read_workbook(path, path.name)
        title, headings, *rows = tables[0].rows
        assert [cell.text for cell in title.cells] == [TITLE]
        assert tuple(cell.text for cell in headings.cells) == HEADINGS
        for row in rows:
            texts = {cell.column: cell.text for cell in row.cells}
            found[texts[1]] = tuple(texts.get(column, "") for column in range(2, 7))
    assert found == SHOWN
    assert found.keys() == RIGHT.keys()


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: str(case.name))
def test_a_file_that_no_spreadsheet_program_wrote(begun: Path, tmp_path: Path, case: Messy) -> None:
    """It is gathered, asked about or refused as it must be, and always named."""
    root = Path(shutil.copytree(begun, tmp_path / "county"))
    send(case, {}, root / "back")
    assert judge(case, root) == []


def test_the_judge_is_not_blind(begun: Path, tmp_path: Path) -> None:
    """What is taken otherwise, is silent, alarms or is not named is told apart."""
    right, packed = BY_NAME["typed as text · csv"], BY_NAME["packed · zip"]
    wanted = {
        "taken wrongly": replace(right, outcome=("M04.percent=81",)),
        "silent": replace(right, outcome=("answer-twice",)),
        "not taken": replace(packed, outcome=("answer-not-table",)),
        "alarm": replace(packed, outcome=("-",)),
        "unnamed": replace(BY_NAME["left behind · Thumbs.db"], passed_over=False),
    }
    for number, (verdict, case) in enumerate(wanted.items()):
        root = Path(shutil.copytree(begun, tmp_path / str(number)))
        send(case, {}, root / "back")
        assert {found for found, _ in judge(case, root)} == {verdict}
