"""Broken workbooks of the example county through the check, in short; and that the judge is not blind."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bench.mutate import ReadCounty, Victim, find_victims, has_address, judge_mutant, load_county, run_mutants
from bench.mutations import Mutant
from bench.oracle import find_silent_changes
from mashang.checks.content import check_content
from mashang.model import Publication
from mashang.problems import Location, problem

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def county() -> ReadCounty:
    """The example county, read once."""
    return load_county(REPOSITORY)


@pytest.fixture(scope="module")
def measures(county: ReadCounty) -> Victim:
    """The workbook of the measures."""
    return next(victim for victim in find_victims(county) if victim.source.dataset == "measures")


def _publish(county: ReadCounty) -> Publication:
    publication = check_content(county.content, county.settings, county.codes, county.today).publication
    assert publication is not None
    return publication


def test_eighty_mutants() -> None:
    """No exception, every problem with an address, nothing published that the workbook does not show."""
    results = list(run_mutants(REPOSITORY, 80, 20261120))
    faults = [(number, victim.source.file, mutant.change, said) for number, victim, mutant, _, said in results if said]
    assert faults == []
    outcomes = {outcome for _, _, _, outcome, _ in results}
    assert outcomes == {"refused", "passed"}


def test_unbroken_workbook_passes(county: ReadCounty, measures: Victim) -> None:
    """A workbook that was only opened and saved goes through without complaint."""
    assert judge_mutant(county, measures, Mutant("none", measures.data)) == ("passed", [])


def test_judge_asks_for_the_very_cell(county: ReadCounty, measures: Victim) -> None:
    """Were a wrong cell let pass, it would be reported with its address."""
    row = measures.shape.rows[0]
    outcome, complaints = judge_mutant(county, measures, Mutant("none", measures.data, ((row, "B"),)))
    assert (outcome, complaints) == ("passed", [f"B{row} must be an error"])


def test_emptied_cell_is_an_error_at_that_cell(county: ReadCounty, measures: Victim) -> None:
    """The road from a changed cell to its address is whole."""
    book = load_workbook(io.BytesIO(measures.data))
    row = measures.shape.rows[3]
    number = next(n for n, column in measures.shape.columns.items() if column.name == "title")
    cell = book[measures.shape.sheet].cell(row, number)
    cell.value = None
    data = io.BytesIO()
    book.save(data)
    where = ((row, cell.coordinate.rstrip("0123456789")),)
    assert judge_mutant(county, measures, Mutant("empty", data.getvalue(), where)) == ("refused", [])


@pytest.mark.parametrize("field", ["id", "title", "field", "text", "lead"])
def test_silent_change_is_seen(county: ReadCounty, measures: Victim, field: str) -> None:
    """A publication that says something else than the workbook is found out, whichever required column it is."""
    publication = _publish(county)
    first, *others = publication.measures
    changed: dict[str, Any] = {field: "X99"}
    forged = replace(publication, measures=(replace(first, **changed), *others))
    book = load_workbook(io.BytesIO(measures.data), data_only=True)
    assert find_silent_changes(publication, measures.dataset, (), book) == ()
    (found,) = find_silent_changes(forged, measures.dataset, (), book)
    assert "X99" in found


def test_lost_row_is_seen(county: ReadCounty, measures: Victim) -> None:
    """A publication with one measure less is found out."""
    publication = _publish(county)
    book = load_workbook(io.BytesIO(measures.data), data_only=True)
    shorter = replace(publication, measures=publication.measures[1:])
    (found,) = find_silent_changes(shorter, measures.dataset, (), book)
    assert found.endswith(f"became {len(shorter.measures)} objects")


@pytest.mark.parametrize(
    ("where", "good"),
    [
        (Location("content/measures.xlsx", "表", 3, "B", "标题"), True),
        (Location("content/measures.xlsx", "表", 3, "", "标题"), False),
        (Location("content/measures.xlsx", "表"), False),
        (Location("content/measures.yaml", "", 3, "", "标题"), True),
        (Location(""), False),
    ],
)
def test_what_an_address_is(where: Location, good: bool) -> None:  # noqa: FBT001  # a column of the table above
    """A problem that quotes a value says where that value stands; YAML has lines, no columns."""
    assert has_address(problem("date-impossible", where, value="2026-02-30")) is good
