"""Open data: every published table as CSV and JSON, described by a data package (Frictionless Data Package v1).

The columns' types, meanings and references come from the declarations of the tables. Nothing speaks of the
time of a build: the version is the newest date of publication.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from mashang.addresses import DATA, PACKAGE, data_address
from mashang.pages.open_table import OpenColumn, OpenTable, Value
from mashang.pages.open_tables import list_tables
from mashang.pages.site import Site
from mashang.periods import Deadline
from mashang.settings import Settings
from mashang.spreadsheet import format_table
from mashang.tables import ColumnType

_TYPES = {
    ColumnType.NUMBER: "number",
    ColumnType.PERCENT: "number",
    ColumnType.COUNT: "integer",
    ColumnType.DATE: "date",
    ColumnType.MONTH: "yearmonth",
}
"""Types of Table Schema; all others are texts."""
_WRITER = json.JSONEncoder(ensure_ascii=False)
_LICENCE_ID = re.compile(r"[-a-zA-Z0-9._]+")

Json = dict[str, Any]


def render_open_data(site: Site) -> dict[str, str]:
    """All open data: address → text. Tables as CSV and JSON, their schemas, and the package that binds them."""
    tables = list_tables(site)
    made = {data_address(f"{table.stem}.csv"): format_csv(table) for table in tables}
    made |= {data_address(f"{table.stem}.json"): format_json(table) for table in tables}
    made[PACKAGE] = _dump(describe_package(site, tables))
    return made


def format_csv(table: OpenTable) -> str:
    """The table as CSV in the words of the office: a deadline as it was written, several texts in one cell."""
    return format_table(
        [column.heading for column in table.schema.columns], ([_spell(value) for value in row] for row in table.rows)
    )


def format_json(table: OpenTable) -> str:
    """The rows as JSON objects by heading, one a line; numbers are numbers, an empty cell is ``null``."""
    headings = [column.heading for column in table.schema.columns]
    rows = (dict(zip(headings, map(_convert, row), strict=True)) for row in table.rows)
    return "[" + ",".join(f"\n{_WRITER.encode(row)}" for row in rows) + "\n]\n"


def _spell(value: Value) -> str:
    if isinstance(value, tuple):
        # As it is read again: one text a line where a text itself has a sign that parts texts.
        return ("\n" if any(mark in text for text in value for mark in "、；;") else "、").join(value)
    if isinstance(value, Deadline):
        return value.written
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(value)


def _convert(value: Value) -> int | float | str | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, int) else _spell(value) or None


def describe_package(site: Site, tables: Collection[OpenTable]) -> Json:
    """The data package of these tables: each is there twice, as CSV and as JSON."""
    settings = site.settings
    names = {table.name for table in tables}
    package: Json = {
        "profile": "data-package",
        "name": "open-data",
        "title": f"{settings.name}开放数据",
        "description": f"{settings.county}优化营商环境的措施、进展、清单、窗口和事项",
        "homepage": f"{settings.site_url}{DATA}",
        "version": site.changed_on.isoformat() if site.changed_on else "0",
        "sources": [{"title": settings.organiser, "path": settings.site_url}],
        "contributors": [{"title": settings.organiser, "role": "publisher"}],
    }
    licence = describe_licence(settings)
    if licence:
        package["licenses"] = [licence]
    package["resources"] = [
        described for table in tables for described in (_describe(table, "csv", names), _describe(table, "json", names))
    ]
    return package


def describe_licence(settings: Settings) -> Json:
    """The licence as a data package names it; empty when none is stated, or neither an identifier nor an address."""
    named = _LICENCE_ID.fullmatch(settings.data_licence)
    if not named and not settings.data_licence_url:
        return {}
    licence = {"name": settings.data_licence} if named else {}
    if settings.data_licence_url:
        licence["path"] = settings.data_licence_url
    return {**licence, "title": settings.data_licence or settings.data_licence_url}


def _describe(table: OpenTable, form: str, names: Collection[str]) -> Json:
    described: Json = {
        "name": table.name if form == "csv" else f"{table.name}-{form}",
        "title": table.title,
        "description": table.schema.description,
        "profile": "tabular-data-resource" if form == "csv" else "data-resource",
        "path": f"{table.stem}.{form}",
        "format": form,
        "mediatype": "text/csv" if form == "csv" else "application/json",
        "encoding": "utf-8",
    }
    if form == "csv":
        described["dialect"] = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}
    return described | {"schema": describe_schema(table, names)}


def describe_schema(table: OpenTable, names: Collection[str]) -> Json:
    """The Table Schema of a table; ``names`` are the tables that it may refer to."""
    columns = table.schema.columns
    schema: Json = {"fields": [_describe_field(column) for column in columns], "missingValues": [""]}
    if table.schema.key:
        schema["primaryKey"] = table.schema.key
    references = []
    for column in columns:
        if column.refers_to in names and not column.many:
            target = "名称" if column.names_departments else "编号"
            resource = "" if column.refers_to == table.name else column.refers_to
            references.append({"fields": column.heading, "reference": {"resource": resource, "fields": target}})
    if references:
        schema["foreignKeys"] = references
    return schema


def _describe_field(column: OpenColumn[Any]) -> Json:
    field: Json = {
        "name": column.heading,
        "title": column.heading,
        "description": column.description,
        "type": _TYPES.get(column.type, "string"),
    }
    constraints: Json = {}
    if column.required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.type in (ColumnType.PERCENT, ColumnType.COUNT):
        constraints["minimum"] = 0
    if column.type is ColumnType.PERCENT:
        constraints["maximum"] = 100
    return field | ({"constraints": constraints} if constraints else {})


def _dump(content: Json) -> str:
    """As JSON with a resource a line: whole for machines, short, and still comparable by people."""
    resources = ",\n".join(json.dumps(one, ensure_ascii=False) for one in content["resources"])
    head = json.dumps({**content, "resources": []}, ensure_ascii=False, indent=1).removesuffix("[]\n}")
    return f"{head}[\n{resources}\n]}}\n"
