"""Downloads: the published tables as CSV, in the columns that :mod:`mashang.tables` declares.

Enterprises and ratings have none. A file begins with a byte order mark, so that Excel and WPS show Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from mashang.addresses import data_address
from mashang.derived import MonthFigures
from mashang.model import Deadline, NamedList, YearMonth
from mashang.pages.figure_downloads import render_figures
from mashang.pages.site import Site
from mashang.spreadsheet import format_table
from mashang.tables import DEPARTMENTS, EDITIONS, LIST_EDITION, MEASURES, PROGRESS, Dataset


def measures_download() -> str:
    """The address of the table of all measures."""
    return data_address("measures.csv")


def departments_download() -> str:
    """The address of the table of all departments."""
    return data_address("departments.csv")


def progress_download(month: YearMonth) -> str:
    """The address of what was reported in a month."""
    return data_address(f"progress/{month}.csv")


def status_download(month: YearMonth) -> str:
    """The address of where every measure stood at the end of a month."""
    return data_address(f"status/{month}.csv")


def edition_download(named: NamedList, published_on: date) -> str:
    """The address of an edition of a list."""
    return data_address(f"lists/{named.id}/{published_on.isoformat()}.csv")


def register_download(named: NamedList) -> str:
    """The address of what is registered of a list's editions."""
    return data_address(f"lists/{named.id}/editions.csv")


def render_downloads(site: Site) -> dict[str, str]:
    """All downloads: address → CSV text."""
    names = {department.id: department.name for department in site.publication.departments}
    made = {
        measures_download(): format_dataset(MEASURES, site.publication.measures, names),
        departments_download(): format_dataset(DEPARTMENTS, site.publication.departments, names),
    }
    for month in site.figures.months:
        reports = [standing.report for standing in month.standings if standing.report]
        made[progress_download(month.month.month)] = format_dataset(PROGRESS, reports, names)
        made[status_download(month.month.month)] = _format_standings(site, month)
    made |= render_figures(site)
    for named in site.publication.lists:
        made[register_download(named)] = format_dataset(EDITIONS, named.editions, names)
        for edition in named.editions:
            made[edition_download(named, edition.published_on)] = format_dataset(LIST_EDITION, edition.entries, names)
    return made


def format_dataset(dataset: Dataset, objects: Iterable[Any], names: Mapping[str, str]) -> str:
    """Model objects as the CSV of their dataset; ids of departments are written as ``names`` says.

    Raises ``ValueError`` for a private dataset: whoever asks for one is mistaken.
    """
    if dataset.private:
        raise ValueError(f"{dataset.name} is private")
    columns = [column for column in dataset.columns if column.published]
    rows = [
        [
            _format_value(getattr(thing, column.name), names if column.refers_to == "departments" else {})
            for column in columns
        ]
        for thing in objects
    ]
    return format_table([column.heading for column in columns], rows)


def _format_standings(site: Site, month: MonthFigures) -> str:
    headings = ("编号", "标题", "领域", "牵头单位", "完成时限", "完成率", "时间进度", "状态", "判定依据")
    rows = []
    for standing in month.standings:
        measure = site.publication.measure_by_id[standing.measure]
        rows.append(
            [
                _format_value(value, {})
                for value in (
                    measure.id,
                    measure.title,
                    measure.field,
                    site.publication.department_by_id[measure.lead].name,
                    measure.deadline,
                    standing.percent,
                    standing.expected,
                    standing.status,
                    standing.reason,
                )
            ]
        )
    return format_table(headings, rows)


def _format_value(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, tuple):
        return _join([names.get(item, item) for item in value])
    if isinstance(value, Deadline):
        return value.written
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str):
        return names.get(value, value)
    return "" if value is None else str(value)


def _join(items: Sequence[str]) -> str:
    """Several texts in one cell, so that they are read as the same ones: one a line where a text itself has ``、``."""
    return ("\n" if any(mark in item for item in items for mark in "、；;") else "、").join(items)
