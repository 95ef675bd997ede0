"""The county's own tables, found and read one by one for the commands that change them."""

from __future__ import annotations

from mashang.checks.sheets import Table, check_sheets
from mashang.county import CONTENT, County
from mashang.raw import SourceTable
from mashang.sources.folder import read_sheets
from mashang.tables import SUFFIXES, Dataset


def find_table(county: County, dataset: Dataset, part: str = "") -> tuple[str, Table | None]:
    """The name of a table's file and the table; ``None`` where no table can be read in it, or it is not there.

    ``part`` stands for what varies in the table's place. The name of a file that is not there is that of a new one.
    """
    stem = f"{CONTENT}/{dataset.stem.replace('*', part)}"
    name = next((stem + suffix for suffix in SUFFIXES if (county / (stem + suffix)).is_file()), "")
    if not name:
        return stem + SUFFIXES[0], None
    parts = (part,) if part else ()
    table, _ = check_sheets(SourceTable(dataset.name, parts, name, read_sheets(county, name)), dataset)
    return name, table
