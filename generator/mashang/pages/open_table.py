"""A published table: its columns, each with the value it takes from an object, and the rows of values.

Rows keep their values; :mod:`mashang.pages.open_data` writes them as CSV and as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, Generic, TypeVar

from mashang.addresses import data_address
from mashang.model import Publication
from mashang.periods import Deadline, YearMonth
from mashang.tables import DEPARTMENTS, Column, ColumnType, Dataset

Value = str | int | Decimal | date | YearMonth | Deadline | tuple[str, ...] | None
"""What a cell holds; an empty one holds ``None``, an empty text or no items."""
Row = TypeVar("Row")
"""The class of the objects that rows are made from."""


@dataclass(frozen=True, slots=True)
class OpenColumn(Generic[Row]):
    """One column: ``get`` returns its value for an object; the other fields are those of a county's own columns.

    Where a column of texts refers to departments, ``get`` returns their ids and the table holds their names.
    """

    heading: str
    description: str
    get: Callable[[Row], Value]
    type: ColumnType = ColumnType.TEXT
    required: bool = False
    refers_to: str = ""
    many: bool = False
    choices: tuple[str, ...] = ()

    @property
    def names_departments(self) -> bool:
        """Whether its cells hold names of departments."""
        return self.refers_to == DEPARTMENTS.name and self.type is ColumnType.TEXT

    def read(self, one: Row, facts: Publication) -> Value:
        """The value of a cell. Raises ``KeyError`` for a department that is none of ``facts``."""
        value = self.get(one)
        if not value or not self.names_departments:
            return value
        if isinstance(value, tuple):
            return tuple(facts.find_party(department).name for department in value)
        return facts.department_by_id[str(value)].name


@dataclass(frozen=True, slots=True)
class OpenSchema(Generic[Row]):
    """A kind of published table. ``stem`` is its place below ``data/`` without suffix, ``*`` a part that varies.

    ``key`` is the heading of the column whose values are unique within a table; empty where there is none.
    """

    name: str
    title: str
    stem: str
    key: str
    description: str
    columns: tuple[OpenColumn[Row], ...]

    def address(self, *parts: object) -> str:
        """The address of one table as CSV, with ``parts`` for what varies."""
        return data_address(f"{self.stem.replace('*', '{}').format(*parts)}.csv")

    def make_table(self, facts: Publication, objects: Iterable[Row], *parts: object, label: str = "") -> OpenTable:
        """The table of these objects, a row each; ``label`` says to readers what varies."""
        rows = tuple(tuple(column.read(one, facts) for column in self.columns) for one in objects)
        return OpenTable(self, rows, self.stem.replace("*", "{}").format(*parts), label)


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table to take away: a value for each column in each row, and where it stands below ``data/``."""

    schema: OpenSchema[Any]
    rows: tuple[tuple[Value, ...], ...]
    stem: str
    part: str
    """What distinguishes it from others of its kind: a month, a quarter, an edition; empty if it is the only one."""

    @property
    def title(self) -> str:
        """What readers call it."""
        return f"{self.schema.title}（{self.part}）" if self.part else self.schema.title

    @property
    def name(self) -> str:
        """Its name in the data package."""
        return self.stem.replace("/", "-").lower()


def open_dataset(dataset: Dataset) -> OpenSchema[Any]:
    """The schema of a county's own table: its published columns, read from the attributes that they name.

    Raises ``ValueError`` for a private dataset: whoever asks for one is mistaken.
    """
    if dataset.private:
        raise ValueError(f"{dataset.name} is private")
    columns = tuple(
        OpenColumn(
            *(column.heading, column.description, _choose_getter(column), column.type),
            *(column.required, column.refers_to, column.many, tuple(column.choices)),
        )
        for column in dataset.columns
        if column.published
    )
    key = dataset.column(dataset.key).heading if dataset.key else ""
    return OpenSchema(dataset.name, dataset.title, dataset.stem, key, dataset.description, columns)


def _choose_getter(column: Column) -> Callable[[Any], Value]:
    """The attribute of the column's name; of a choice what staff write for it."""
    get = attrgetter(column.name)
    return (lambda one: column.write_choice(get(one))) if column.choices else get
