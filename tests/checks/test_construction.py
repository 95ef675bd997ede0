"""Objects of the model from records."""

from __future__ import annotations

from datetime import date

import pytest

from mashang.checks.construction import make
from mashang.checks.sheets import Table
from mashang.checks.values import Record, Value
from mashang.model import Department, ListEdition, Validity
from mashang.raw import RawTable
from mashang.tables import BY_NAME


def read(dataset: str, **values: Value) -> Record:
    """A record of a dataset in which these values were read."""
    table = Table(BY_NAME[dataset], RawTable(f"content/{dataset}.csv", "", ()), {}, (), 1, frozenset())
    return Record(table, 2, {}, values, complete=True)


def test_values_become_attributes_of_their_columns_names() -> None:
    """What the record lacks has its default; a value that was derived takes the place of what was read."""
    record = read("departments", id="D01", name="明川县数据局", phone="0000-8000100")
    assert make(Department, record) == Department("D01", "明川县数据局", phone="0000-8000100")
    assert make(Department, record, name="数据局") == Department("D01", "数据局", phone="0000-8000100")


def test_what_no_column_holds_is_derived() -> None:
    """And a column that the class does not have is only compared, so it is left out."""
    record = read("editions", published_on=date(2026, 3, 1), validity=Validity.EXPIRED, title="清单")
    made = make(ListEdition, record, entries=())
    assert made == ListEdition(date(2026, 3, 1), (), validity=Validity.EXPIRED)


def test_a_record_without_what_is_required_is_a_mistake_of_the_program() -> None:
    """Only complete records are made into objects."""
    with pytest.raises(TypeError, match="name"):
        make(Department, read("departments", id="D01"))
