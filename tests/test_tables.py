"""The declaration of every table holds together."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import Any, get_type_hints

import pytest

from mashang.cases import Case
from mashang.checks.confirmations import Confirmation
from mashang.issue import Issue
from mashang.model import (
    Department,
    Enterprise,
    Grid,
    ListEdition,
    ListEntry,
    Matter,
    Measure,
    NamedList,
    ProgressReport,
    ReportingMonth,
    Window,
)
from mashang.periods import Deadline, YearMonth
from mashang.rating_counts import RatingCount
from mashang.records import Adjustment, Correction
from mashang.tables import BY_NAME, DATASETS, Column, ColumnType, Dataset

BESIDE = {
    "measures": {"listed", "leads", "lead", "joint", "named"},
    "progress": {"month", "title", "lead", "shown_deadline", "shown_target", "last_percent", "note"},
    "list": {"id", "editions"},
    "editions": {"entries"},
    "ratings": {"month", "source"},
    "reports": {"due", "due_again", "days"},
}
"""Attributes that come from the place of a file or from other tables, and columns that are only compared."""
READ_AS_ANOTHER = {("adjustments", "old"), ("adjustments", "new")}
"""Columns that are read as the column that they are about."""
TYPES = {
    ColumnType.NUMBER: Decimal,
    ColumnType.COUNT: int,
    ColumnType.PERCENT: Decimal,
    ColumnType.DATE: date,
    ColumnType.MONTH: YearMonth,
    ColumnType.DEADLINE: Deadline,
}
"""What the values of a type of column are; all others are texts."""
KINDS = {
    "measures": Measure,
    "months": ReportingMonth,
    "progress": ProgressReport,
    "list": NamedList,
    "editions": ListEdition,
    "list-edition": ListEntry,
    "departments": Department,
    "windows": Window,
    "enterprises": Enterprise,
    "matters": Matter,
    "grids": Grid,
    "ratings": RatingCount,
    "reports": Case,
    "corrections": Correction,
    "adjustments": Adjustment,
    "confirmations": Confirmation,
    "problems": Issue,
}


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_a_heading_means_one_column(dataset: Dataset) -> None:
    """No heading or synonym stands for two columns of one table."""
    written = [heading for column in dataset.columns for heading in (column.heading, *column.synonyms)]
    assert len(written) == len(set(written))
    assert len({column.name for column in dataset.columns}) == len(dataset.columns)


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_references_lead_to_tables_and_keys_to_columns(dataset: Dataset) -> None:
    """What a column refers to is declared; the key is a required column; choices belong to columns of choice."""
    for column in dataset.columns:
        assert not column.refers_to or column.refers_to in BY_NAME
        assert bool(column.choices) == (column.type is ColumnType.CHOICE)
    if dataset.key:
        assert dataset.column(dataset.key).required


def test_every_table_has_its_place_and_its_model() -> None:
    """No two tables share a name or a place, and none is without a model."""
    assert {dataset.name for dataset in DATASETS} == set(KINDS) == set(BY_NAME) - {"workdays"}
    assert len({dataset.stem for dataset in DATASETS}) == len(DATASETS)


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_columns_and_attributes_agree(dataset: Dataset) -> None:
    """Objects are made by name: every column is an attribute of its type, which has a default unless it is required."""
    attributes = {field.name: field for field in fields(KINDS[dataset.name])}
    columns = {column.name: column for column in dataset.columns}
    assert attributes.keys() ^ columns.keys() == BESIDE.get(dataset.name, set())
    hints = get_type_hints(KINDS[dataset.name])
    for name in attributes.keys() & columns.keys():
        if (dataset.name, name) not in READ_AS_ANOTHER:
            held = find_type(columns[name])
            assert hints[name] in (held, held | None), name
            assert (attributes[name].default is MISSING) == columns[name].required, name


def find_type(column: Column) -> Any:
    """The type of the values of a column."""
    if column.type is ColumnType.CHOICE:
        (held,) = {type(value) for value in column.choices.values()}
        return held
    return tuple[str, ...] if column.many or column.type is ColumnType.ITEMS else TYPES.get(column.type, str)


def test_nothing_private_is_published() -> None:
    """Enterprises, ratings of single codes, cases, confirmations and problems are private as a whole."""
    private = {dataset.name for dataset in DATASETS if dataset.private}
    assert private == {"enterprises", "ratings", "reports", "confirmations", "problems"}


def test_an_unknown_column_is_a_mistake_of_the_program() -> None:
    """Asking for a column that is not declared fails at once."""
    with pytest.raises(KeyError):
        BY_NAME["measures"].column("nothing")
