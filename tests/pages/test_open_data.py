"""Open data: every table declared, typed and explained; nothing private, hidden or unpublished among them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mashang.addresses import CLOSURES, PACKAGE
from mashang.county import Stage
from mashang.derived import Figures, PublishedCount, RatingSummary
from mashang.figures.site import derive_figures
from mashang.model import (
    Department,
    Enterprise,
    Grid,
    ListEdition,
    ListEntry,
    ListKind,
    Matter,
    Measure,
    MonthState,
    NamedList,
    ProgressReport,
    Publication,
    ReportingMonth,
    Window,
)
from mashang.pages import open_page, open_schemas, open_tables
from mashang.pages.open_data import describe_licence, render_open_data
from mashang.pages.open_table import OpenSchema, Value
from mashang.pages.open_tables import list_tables
from mashang.pages.site import Site
from mashang.periods import Deadline, YearMonth
from mashang.records import SnapshotDigest, Telling
from mashang.snapshot import parse_digests
from mashang.tables import DATASETS, ColumnType
from tests.pages.reader import SETTINGS, make_site, see

SCHEMAS: list[OpenSchema[Any]] = [
    *(found for found in (vars(open_schemas) | vars(open_tables)).values() if isinstance(found, OpenSchema)),
    *(schema for schema, _ in open_tables.WHOLE),
]
KINDS: dict[ColumnType, tuple[type[Value], ...]] = {
    ColumnType.NUMBER: (Decimal,),
    ColumnType.PERCENT: (Decimal,),
    ColumnType.COUNT: (int,),
    ColumnType.DATE: (date,),
    ColumnType.MONTH: (YearMonth,),
    ColumnType.DEADLINE: (Deadline,),
}
"""The values of a column's type; of all others, texts."""
OCTOBER, NOVEMBER = YearMonth(2026, 10), YearMonth(2026, 11)
PUBLICATION = Publication(
    departments=(Department("D1", "明川县审批局"), Department("D2", "明川县财政局")),
    measures=(
        Measure("M1", "一次办好", "政务环境", "=一次", "D1", Deadline("2026-12-31", date(2026, 12, 31)),
                target=Decimal("1.50"), published_on=date(2026, 5, 1), audience=("企业、个体户", "个人"),
                how="'=网上办"),
    ),
    months=(
        ReportingMonth(OCTOBER, date(2026, 11, 5), MonthState.REVIEWED),
        ReportingMonth(NOVEMBER, date(2026, 12, 5), MonthState.DRAFT, summary="还没有审核"),
    ),
    reports=(
        ProgressReport(OCTOBER, "M1", "已办", Decimal(40)),
        ProgressReport(NOVEMBER, "M1", "草稿里的进展", Decimal(50)),
    ),
    lists=(
        NamedList("positive", "正面清单", ListKind.POSITIVE, "D1",
                  editions=(ListEdition(date(2026, 3, 1), (ListEntry("1", "甲"),)),)),
    ),
    windows=(Window("W1", "甲窗口", "大厅", "D1"), Window("W2", "停用窗口", "大厅", "D1", active=False)),
    enterprises=(Enterprise("E1", "某某公司"),),
    matters=(Matter("S1", "办照", "D1"),),
    grids=(Grid("G1", "一片", 1), Grid("G2", "二片", 2, parent="G1")),
)  # fmt: skip


def make(stage: Stage = Stage.PRODUCTION) -> Site:
    """A site of these facts; drafts on staging only."""
    figures = derive_figures(PUBLICATION, (), SETTINGS, drafts=stage is Stage.STAGING)
    return make_site(PUBLICATION, figures, stage=stage)


def with_ratings(*windows: RatingSummary) -> Site:
    """A site with these summaries of windows."""
    return make_site(PUBLICATION, Figures(make().figures.months, ratings_by_window=windows))


def read(text: str) -> list[dict[str, str]]:
    """The rows of a CSV by heading."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_every_table_is_there_as_csv_and_json() -> None:
    """Each published kind of table has its place, both forms, and its entries in the package."""
    made = render_open_data(make())
    stems = {address.removeprefix("data/").removesuffix(".csv") for address in made if address.endswith(".csv")}
    assert stems >= {
        *("measures", "months", "progress/2026-10", "status/2026-10", "departments", "windows", "matters", "grids"),
        *("lists", "lists/positive/list", "lists/positive/2026-03-01"),
    }
    assert {address for address in made if address != PACKAGE} == {
        f"data/{stem}.{form}" for stem in stems for form in ("csv", "json")
    }
    package = json.loads(made[PACKAGE])
    assert {f"data/{resource['path']}" for resource in package["resources"]} == made.keys() - {PACKAGE}
    assert package["version"] == "2026-11-05"


def test_nothing_private_leaves() -> None:
    """No enterprise, no window out of use, no draft month."""
    made = render_open_data(make())
    for word in ("某某公司", "停用窗口", "还没有审核", "草稿里的进展"):
        assert not any(word in text for text in made.values()), word
    assert not any("2026-11." in address for address in made)
    assert "data/progress/2026-11.json" in render_open_data(make(Stage.STAGING))


def test_every_public_dataset_is_open() -> None:
    """No table of a county that is not private is forgotten; what readers never see of it is no column."""
    assert {dataset.name for dataset in DATASETS if not dataset.private} <= {schema.name for schema in SCHEMAS}
    assert "标题" not in [column.heading for column in open_schemas.OPEN_PROGRESS.columns]


def test_values_are_of_the_declared_type() -> None:
    """So that CSV, JSON and the package's schema, which are made of the values and of the types, agree."""
    tables = [
        *list_tables(make()),
        *list_tables(with_ratings(RatingSummary("W1", published=True, n=60, mean=Decimal(4)))),
    ]
    for table in tables:
        for column, *cells in zip(table.schema.columns, *table.rows, strict=True):
            allowed = (*KINDS.get(column.type, (str, tuple)), type(None))
            assert [cell for cell in cells if not isinstance(cell, allowed)] == [], (table.name, column.heading)


def test_what_a_build_reads_again_is_what_it_published() -> None:
    """The next build reads the closed months from their table."""
    closures = (
        SnapshotDigest(OCTOBER, date(2026, 11, 9), "0f" * 32),
        SnapshotDigest(NOVEMBER, date(2026, 12, 9), "a1" * 32),
    )
    text = render_open_data(make_site(replace(PUBLICATION, closures=closures)))[CLOSURES]
    assert parse_digests(text) == closures


def test_json_rows_are_the_csv_with_types() -> None:
    """Numbers are numbers, empty cells null, and the apostrophe against formulas is gone."""
    made = render_open_data(make())
    (row,), (cells,) = json.loads(made["data/measures.json"]), read(made["data/measures.csv"])
    assert list(row) == list(cells)
    assert (cells["目标值"], row["目标值"]) == ("1.50", 1.5)
    assert (cells["内容"], row["内容"]) == ("'=一次", "=一次")
    assert (cells["成文日期"], row["成文日期"]) == ("", None)
    assert row["惠及对象"] == "企业、个体户\n个人"
    assert row["办理方式"] == "'=网上办"
    (status,) = json.loads(made["data/status/2026-10.json"])
    assert (status["完成率"], status["时间进度"]) == (40, 75)


def test_states_and_levels_are_written_as_staff_write_them() -> None:
    """What the model holds as a flag or a number goes out in the words of its table."""
    made = render_open_data(make())
    assert [row["状态"] for row in read(made["data/windows.csv"])] == ["启用"]
    assert [row["层级"] for row in read(made["data/grids.csv"])] == ["一级", "二级"]
    assert [row["月份"] for row in read(made["data/months.csv"])] == ["2026-10"]


def test_a_hidden_summary_has_its_name_and_no_number() -> None:
    """Even figures that should not be there are left out while a summary is not to be shown."""
    hidden = RatingSummary(
        "W1", published=False, n=4, levels=(1, 1, 1, 1, 0), mean=Decimal("3.5"), complaints=PublishedCount(7)
    )
    (row,) = read(render_open_data(with_ratings(hidden))["data/ratings-by-window.csv"])
    assert [cell for cell in row.values() if cell] == ["W1", "甲窗口"]


def test_a_shown_summary_is_whole() -> None:
    """All figures of what pages show; windows out of use are not among them."""
    shown = RatingSummary(
        "W1",
        published=True,
        n=60,
        levels=(30, 20, 10, 0, 0),
        satisfied=Decimal("100.0"),
        mean=Decimal("4.3"),
        complaints=PublishedCount(12),
        open=PublishedCount(5),
        overdue=PublishedCount(0),
    )
    text = render_open_data(with_ratings(shown, replace(shown, key="W2")))["data/ratings-by-window.json"]
    (row,) = json.loads(text)
    assert list(row.values()) == ["W1", "甲窗口", 60, 100, None, 4.3, 30, 20, 10, 0, 0, 12, *["2026-10"] * 4]


def test_held_figures_say_until_when_they_count() -> None:
    """One that could not be told anew stays as it was told in September."""
    telling = Telling(YearMonth(2026, 8), YearMonth(2026, 9), 55)
    shown = RatingSummary("W1", published=True, n=60, satisfied=Decimal("0.0"), held={"bad": telling})
    (row,) = read(render_open_data(with_ratings(shown))["data/ratings-by-window.csv"])
    until = {heading: cell for heading, cell in row.items() if heading.endswith("统计到")}
    assert until == {"份数统计到": "2026-10", "好评率统计到": "2026-09", "平均分和各级统计到": "", "投诉统计到": ""}


def test_what_is_kept_back_of_a_shown_summary_is_empty() -> None:
    """Few bad ratings leave a lower bound; few complaints leave nothing, nor what could be computed from them."""
    few = PublishedCount(None)
    shown = RatingSummary(
        "W1",
        published=True,
        n=60,
        satisfied_lower_bound=Decimal("93.3"),
        complaints=few,
        open=PublishedCount(0),
        overdue=few,
    )
    (row,) = read(render_open_data(with_ratings(shown))["data/ratings-by-window.csv"])
    assert {heading: cell for heading, cell in row.items() if cell} == {
        "编号": "W1",
        "名称": "甲窗口",
        "份数": "60",
        "好评率不低于": "93.3",
        "份数统计到": "2026-10",
        "好评率统计到": "2026-10",
    }


def test_references_are_those_that_hold() -> None:
    """Departments by name, measures and grids by id; a cell of several departments refers to none."""
    package = json.loads(render_open_data(make())[PACKAGE])
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    assert schemas["measures"]["primaryKey"] == "编号"
    assert schemas["measures"]["foreignKeys"] == [
        {"fields": "上级任务", "reference": {"resource": "", "fields": "编号"}}
    ]  # fmt: skip
    assert schemas["progress-2026-10"]["foreignKeys"] == [
        {"fields": "编号", "reference": {"resource": "measures", "fields": "编号"}}
    ]
    assert schemas["grids"]["foreignKeys"] == [
        {"fields": "上级网格", "reference": {"resource": "", "fields": "编号"}}
    ]  # fmt: skip
    assert schemas["grids"] == schemas["grids-json"]


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        ("", "", {}),
        ("CC-BY-4.0", "", {"name": "CC-BY-4.0", "title": "CC-BY-4.0"}),
        ("本县开放许可", "https://a.example/", {"path": "https://a.example/", "title": "本县开放许可"}),
        ("", "https://a.example/", {"path": "https://a.example/", "title": "https://a.example/"}),
        ("本县开放许可", "", {}),
    ],
)
def test_a_licence_is_named_only_when_stated(name: str, url: str, expected: dict[str, str]) -> None:
    """A package may name a licence by its identifier or its address, and by nothing else."""
    assert describe_licence(replace(SETTINGS, data_licence=name, data_licence_url=url)) == expected


def test_the_page_lists_every_file_and_explains_every_column() -> None:
    """Each table with its rows, each column with its meaning; the ways to use, to cite and to subscribe."""
    site = make()
    page = see(open_page.list_pages, site)["data/"]
    for table in list_tables(site):
        for form in ("csv", "json"):
            assert f"{table.stem}.{form}" in page.links
        explained = {row[0]: row[2] for row in page.rows(f"{table.schema.title}的各列")[1:]}
        for column in table.schema.columns:
            assert column.description.split("\n")[0] in explained[column.heading]
    assert "2026年10月（1 行）" in page.text
    assert "明川县营商办，《明川县营商环境公开开放数据》" in page.text
    assert {"datapackage.json", "../feed.xml", "../deadlines.ics"} <= set(page.links)
    assert "使用许可" not in page.text


def test_the_page_names_the_licence() -> None:
    """A licence that the county states is shown, with its address."""
    site = replace(make(), settings=replace(SETTINGS, data_licence="本县许可", data_licence_url="https://a.example/"))
    page = see(open_page.list_pages, site)["data/"]
    assert "使用许可： 本县许可" in page.text
    assert "https://a.example/" in page.links


def test_every_declared_column_of_every_dataset_is_explained() -> None:
    """What staff may fill in and readers may see has a meaning that can be printed."""
    for table in DATASETS:
        assert all([table.description, *(column.description for column in table.columns)]), table.name
    for schema in SCHEMAS:
        assert all([schema.description, *(column.description for column in schema.columns)]), schema.name
