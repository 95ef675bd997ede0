"""The drop-downs of departments in tables that this program made, renewed in the workbook as it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from mashang.checks.sheets import GUIDE_SHEET
from mashang.problems import RequestError
from mashang.tables import Dataset
from mashang.workbooks.template import GUIDE_HEADINGS, place_names, save_book, write_names

_LOST = re.compile(r"xl/(?:charts|drawings/drawing|media|ctrlProps|pivotTables|embeddings|activeX|vbaProject)")
"""Parts of a workbook that would not come through."""


def renew_department_choices(data: bytes, file: str, dataset: Dataset, names: Sequence[str]) -> bytes | None:
    """The workbook with drop-downs that offer these names; ``None`` where they do, or where none of them is ours.

    Ours are those of a workbook with our sheet that explains the columns, over a column of departments, by its hint.
    Raises :class:`RequestError` for one of ours that holds pictures or charts, which would be lost.
    """
    try:
        book = load_workbook(io.BytesIO(data))
    except (KeyError, ValueError, zipfile.BadZipFile):
        return None
    rules = _list_rules(book, dataset) if _is_ours(book) else []
    place = place_names(len(names))
    changed = bool(rules) and write_names(book[GUIDE_SHEET], names)
    for rule in rules:
        changed |= (rule.type, _strip(rule.formula1)) != ("list", _strip(place))
        rule.type, rule.formula1, rule.showErrorMessage = "list", place, False
    if changed and any(map(_LOST.match, zipfile.ZipFile(io.BytesIO(data)).namelist())):
        raise RequestError(f"{file} 里加了图片、图表或控件，改写会弄丢，没有动。")
    return save_book(book) if changed else None


def _strip(formula: object) -> str:
    """A formula without the quotation marks that some programs leave out."""
    return str(formula).replace("'", "")


def _is_ours(book: Workbook) -> bool:
    if GUIDE_SHEET not in book.sheetnames:
        return False
    guide = book[GUIDE_SHEET]
    return tuple(guide.cell(1, place).value for place in range(1, len(GUIDE_HEADINGS) + 1)) == GUIDE_HEADINGS


def _list_rules(book: Workbook, dataset: Dataset) -> list[DataValidation]:
    """Our rules over columns of departments: they bear the column's heading, and offer our names or nothing yet."""
    headings = {column.heading for column in dataset.columns if column.refers_to == "departments"}
    return [
        rule
        for sheet in book.worksheets
        for rule in sheet.data_validations.dataValidation
        if rule.promptTitle in headings and (rule.type in (None, "none") or GUIDE_SHEET in str(rule.formula1))
    ]
