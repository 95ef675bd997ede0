"""The county's own tables, found and read one by one for the commands that change them."""

from __future__ import annotations

from mashang.checks.sheets import Table, check_sheets
from mashang.county import CONTENT, County
from mashang.raw import SourceTable
from mashang.sources.folder import read_sheets
from mashang.tables import DATASETS, SUFFIXES, Dataset


def find_table(county: County, dataset: Dataset, part: str = "") -> tuple[str, Table | None]:
    """The name of a table's file and the table; ``None`` where no table can be read in it, or it is not there.

    ``part`` stands for what varies in the table's place. The name of a file that is not there is that of a new one.
    """
    name = _find_file(county, dataset, part)
    if not name:
        return f"{_name_stem(dataset, part)}{SUFFIXES[0]}", None
    parts = (part,) if part else ()
    table, _ = check_sheets(SourceTable(dataset.name, parts, name, read_sheets(county, name)), dataset)
    return name, table


def find_monthly(county: County, dataset: Dataset) -> tuple[tuple[str, Table], ...]:
    """The files of a table with a file a month that can be read, newest first, each with its name."""
    folder = county / _name_stem(dataset, "")
    months = sorted({path.stem for path in folder.glob("20*")}, reverse=True)
    found = (find_table(county, dataset, month) for month in months)
    return tuple((file, table) for file, table in found if table)


def list_table_files(county: County) -> tuple[tuple[str, str], ...]:
    """The tables of which there is one, each with its title and the name of its file."""
    found = ((dataset.title, _find_file(county, dataset)) for dataset in DATASETS if "*" not in dataset.stem)
    return tuple((title, file) for title, file in found if file)


def _name_stem(dataset: Dataset, part: str) -> str:
    return f"{CONTENT}/{dataset.stem.replace('*', part)}"


def _find_file(county: County, dataset: Dataset, part: str = "") -> str:
    names = (_name_stem(dataset, part) + suffix for suffix in SUFFIXES)
    return next((name for name in names if (county / name).is_file()), "")
