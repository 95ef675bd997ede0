"""The page on open data: which tables there are, what each column means, how to use and to cite them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mashang.addresses import ABOUT, CALENDAR, DATA, FEED, PACKAGE, data_address
from mashang.pages.open_table import OpenColumn, OpenTable
from mashang.pages.open_tables import list_tables
from mashang.pages.site import Page, Site
from mashang.tables import ColumnType

_KINDS = {
    ColumnType.NUMBER: "数字",
    ColumnType.PERCENT: "百分比",
    ColumnType.COUNT: "整数",
    ColumnType.DATE: "日期",
    ColumnType.MONTH: "月份",
    ColumnType.URL: "网址",
    ColumnType.ID: "编号",
}
"""What readers call the type of a column; all others are texts."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """One table to take away, newest first within its kind."""

    label: str
    rows: int
    csv: str
    json: str


@dataclass(frozen=True, slots=True)
class TableKind:
    """All tables of one kind, and what their columns mean: heading, type, meaning, whether always filled in."""

    name: str
    title: str
    description: str
    files: tuple[OpenFile, ...]
    columns: tuple[tuple[str, str, str, str], ...]


def list_pages(site: Site) -> Iterator[Page]:
    """The page; a site always has one, for it has measures and departments."""
    yield Page(
        DATA,
        "开放数据",
        "data.html",
        section=ABOUT,
        description=f"{site.settings.county}公布的全部表格，可以下载、订阅和引用，每一列都有说明",
        changed_on=site.changed_on,
        facts={
            "kinds": list_kinds(list_tables(site)),
            "package": PACKAGE,
            "feed": FEED,
            "calendar": CALENDAR,
            "version": site.changed_on,
        },
    )


def list_kinds(tables: tuple[OpenTable, ...]) -> tuple[TableKind, ...]:
    """The tables by kind, in the order in which the kinds first come."""
    groups: dict[str, list[OpenTable]] = {}
    for table in tables:
        groups.setdefault(table.schema.name, []).append(table)
    return tuple(
        TableKind(
            name,
            group[0].schema.title,
            group[0].schema.description,
            tuple(_list_file(table) for table in sorted(group, key=lambda one: one.stem, reverse=True)),
            tuple(dict.fromkeys(_explain(column) for table in group for column in table.schema.columns)),
        )
        for name, group in groups.items()
    )


def _list_file(table: OpenTable) -> OpenFile:
    csv, json = (data_address(f"{table.stem}.{form}") for form in ("csv", "json"))
    return OpenFile(table.part or table.title, len(table.rows), csv, json)


def _explain(column: OpenColumn[Any]) -> tuple[str, str, str, str]:
    meaning = column.description + (f"（{'、'.join(column.choices)}）" if column.choices else "")
    return column.heading, _KINDS.get(column.type, "文字"), meaning, "是" if column.required else "否"
