"""New tables as staff get them: filled by nobody they are no data, and what they offer is what is read."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from mashang.checks.sheets import check_sheets
from mashang.checks.values import read_records
from mashang.pipeline.starting import TABLES
from mashang.raw import SourceTable
from mashang.sources.workbook import read_workbook
from mashang.tables import ADJUSTMENTS, DATASETS, MEASURES, WINDOWS, ColumnType, Dataset
from mashang.workbooks.examples import EXAMPLES
from mashang.workbooks.template import render_template


def read(data: bytes, dataset: Dataset, folder: Path) -> SourceTable:
    """The workbook as the check gets it."""
    path = folder / "table.xlsx"
    path.write_bytes(data)
    sheets, problems = read_workbook(path, "content/table.xlsx")
    assert problems == ()
    return SourceTable(dataset.name, (), "content/table.xlsx", sheets)


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda one: one.name)
def test_an_unfilled_table_is_no_problem(dataset: Dataset, tmp_path: Path) -> None:
    """Every heading is known, the example row and the sheet that explains are no data, and nothing is missed."""
    table, problems = check_sheets(read(render_template(dataset), dataset, tmp_path), dataset)
    assert problems == ()
    assert table is not None
    assert table.rows == ()
    assert [table.columns[place].name for place in sorted(table.columns)] == [one.name for one in dataset.columns]


@pytest.mark.parametrize("dataset", TABLES, ids=lambda one: one.name)
def test_examples_are_written_as_they_are_read(dataset: Dataset, tmp_path: Path) -> None:
    """What the example row shows can be typed: put below it with an id of its own, it is read without a problem."""
    book = openpyxl.load_workbook(io.BytesIO(render_template(dataset)))
    sheet = book.worksheets[0]
    key = {"months": "2026-11"}.get(dataset.name, "A01")
    for column in range(1, len(dataset.columns) + 1):
        sheet.cell(3, column).value = key if column == 1 else sheet.cell(2, column).value
    out = io.BytesIO()
    book.save(out)
    table, _ = check_sheets(read(out.getvalue(), dataset, tmp_path), dataset)
    assert table is not None
    assert [row.number for row in table.rows] == [3]
    _, problems = read_records(table)
    told = {"电话", "网格"} if dataset.name in ("departments", "grids", "enterprises") else set()
    assert {one.where.heading for one in problems} <= told
    assert set(EXAMPLES[dataset.name]) <= {column.heading for column in dataset.columns}


def test_choices_and_departments_are_offered() -> None:
    """A column of choice offers what may be written; one of departments the names that are known, and takes others."""
    rules = list_rules(render_template(WINDOWS, ("市场监管局", "税务局")))
    assert rules["状态"].formula1 == '"启用,停用"'
    assert rules["单位"].formula1 == "'填表说明'!$H$2:$H$3"
    assert not rules["单位"].showErrorMessage
    assert str(list_rules(render_template(ADJUSTMENTS))["栏目"].formula1).startswith('"标题,领域,')


def list_rules(data: bytes) -> dict[str, DataValidation]:
    """The rules of the first sheet by the heading above them."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    found = {}
    for rule in sheet.data_validations.dataValidation:
        (area,) = rule.sqref.ranges
        found[str(sheet.cell(1, area.min_col).value).removesuffix(" *")] = rule
    return found


def test_headings_are_locked_and_rows_are_open() -> None:
    """Staff fill, insert and delete rows, and change no heading by a slip; every column says what it is for."""
    sheet = openpyxl.load_workbook(io.BytesIO(render_template(MEASURES))).worksheets[0]
    assert sheet.protection.sheet
    assert not sheet.protection.insertRows
    assert not sheet.protection.password
    assert sheet.freeze_panes == "B2"
    assert all(cell.protection.locked for cell in sheet[1])
    assert not any(cell.protection.locked for row in sheet["A2:D50"] for cell in row)
    hints = list_rules(render_template(MEASURES))
    assert {name: rule.prompt for name, rule in hints.items()} == {
        column.heading: column.description for column in MEASURES.columns
    }
    assert all(rule.showInputMessage for rule in hints.values())


def test_lists_of_choices_fit_into_excel() -> None:
    """Excel takes a list of at most 255 characters, and no comma in an item."""
    for dataset in DATASETS:
        for column in dataset.columns:
            if column.type is ColumnType.CHOICE:
                assert len(",".join(column.choices)) <= 255 or dataset.name == "corrections"
                assert not any("," in choice for choice in column.choices)
