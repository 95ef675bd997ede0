"""The declaration of every table holds together."""

from __future__ import annotations

from dataclasses import fields

import pytest

from mashang.model import (
    Correction,
    Department,
    Enterprise,
    Grid,
    ListEdition,
    ListEntry,
    Matter,
    Measure,
    NamedList,
    ProgressReport,
    RatingCount,
    ReportingMonth,
    Window,
)
from mashang.tables import BY_NAME, DATASETS, ColumnType, Dataset

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
    "corrections": Correction,
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
    assert {dataset.name for dataset in DATASETS} == set(KINDS) == set(BY_NAME)
    assert len({dataset.stem for dataset in DATASETS}) == len(DATASETS)


@pytest.mark.parametrize("name", ["measures", "departments", "progress", "editions", "list-edition", "corrections"])
def test_published_columns_are_fields_of_the_model(name: str) -> None:
    """Downloads are written from the declaration, so each published column is a field."""
    known = {field.name for field in fields(KINDS[name])}
    columns = {column.name for column in BY_NAME[name].columns if column.published}
    assert columns <= known


def test_nothing_private_is_published() -> None:
    """Enterprises, and the ratings of single codes, are private as a whole."""
    assert {dataset.name for dataset in DATASETS if dataset.private} == {"enterprises", "ratings"}


def test_an_unknown_column_is_a_mistake_of_the_program() -> None:
    """Asking for a column that is not declared fails at once."""
    with pytest.raises(KeyError):
        BY_NAME["measures"].column("nothing")
