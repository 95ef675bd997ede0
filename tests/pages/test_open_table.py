"""Published tables: the columns that are declared, their values, and the CSV that a spreadsheet does not run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mashang.derived import Figures
from mashang.figures.site import derive_figures
from mashang.model import (
    Department,
    Enterprise,
    ListEdition,
    ListEntry,
    ListKind,
    Measure,
    MonthState,
    NamedList,
    ProgressReport,
    Publication,
    ReportingMonth,
)
from mashang.pages.open_data import format_csv, render_open_data
from mashang.pages.open_table import OpenColumn, OpenSchema, open_dataset
from mashang.pages.site import Site
from mashang.periods import Deadline, YearMonth
from mashang.rating_counts import RatingCount
from mashang.tables import DEPARTMENTS, ENTERPRISES, MEASURES, RATINGS, Column, ColumnType, Dataset
from tests.pages.reader import SETTINGS, make_site

OCTOBER = YearMonth(2026, 10)
PUBLICATION = Publication(
    departments=(Department("D1", "明川县审批局", phone="0000-8000101"), Department("D2", "明川县财政局")),
    measures=(
        Measure(
            "M1",
            "一次办好",
            "政务环境",
            "第一行\n第二行，含“引号”",
            "D1",
            Deadline("2026年12月底前", date(2026, 12, 31)),
            supporting=("D2", "D1"),
            target=Decimal("1.50"),
            published_on=date(2026, 5, 1),
        ),
    ),
    months=(ReportingMonth(OCTOBER, date(2026, 11, 5), MonthState.REVIEWED),),
    reports=(ProgressReport(OCTOBER, "M1", "已办", Decimal(40)),),
    lists=(
        NamedList(
            "positive",
            "正面清单",
            ListKind.POSITIVE,
            "D1",
            editions=(ListEdition(date(2026, 3, 1), (ListEntry("1", "甲"),)),),
        ),
    ),
    enterprises=(Enterprise("E1", "某某公司"),),
    ratings=(RatingCount(OCTOBER, "7K3M9QXT2"),),
)


def make() -> Site:
    """A site of these facts, without ratings."""
    return make_site(PUBLICATION, derive_figures(replace(PUBLICATION, ratings=()), (), SETTINGS, drafts=False))


def write(dataset: Dataset, *objects: object, facts: Publication = PUBLICATION) -> list[dict[str, str]]:
    """The rows that these objects have in the CSV of their dataset."""
    return read(format_csv(open_dataset(dataset).make_table(facts, objects)))


def read(text: str) -> list[dict[str, str]]:
    """The rows of a CSV by heading, as Excel would read them."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_each_published_table_has_one_address_and_private_ones_have_none() -> None:
    """Enterprises and single ratings are in no download, not even by name."""
    made = render_open_data(make())
    assert sorted(address for address in made if address.endswith(".csv")) == [
        "data/departments.csv",
        "data/lists.csv",
        "data/lists/positive/2026-03-01.csv",
        "data/lists/positive/editions.csv",
        "data/lists/positive/list.csv",
        "data/measures.csv",
        "data/months.csv",
        "data/progress/2026-10.csv",
        "data/ratings-by-department.csv",
        "data/status/2026-10.csv",
    ]
    assert not any("某某公司" in text or "7K3M9QXT2" in text for text in made.values())


def test_months_that_are_not_shown_have_no_download() -> None:
    """What the site does not show cannot be taken away either."""
    assert not any("2026-10" in address for address in render_open_data(make_site(PUBLICATION, Figures())))


def test_a_measure_is_written_as_the_office_writes_it() -> None:
    """Headings of the declaration, departments by name, deadline as written, numbers exact, lines kept."""
    (row,) = write(MEASURES, *PUBLICATION.measures)
    assert list(row) == [column.heading for column in MEASURES.columns if column.published]
    assert row["牵头单位"] == "明川县审批局"
    assert row["配合单位"] == "明川县财政局、明川县审批局"
    assert row["完成时限"] == "2026年12月底前"
    assert row["目标值"] == "1.50"
    assert row["内容"] == "第一行\n第二行，含“引号”"
    assert row["成文日期"] == ""
    assert row["发布日期"] == "2026-05-01"


def test_an_id_that_is_a_departments_stays_where_it_is_no_reference() -> None:
    """Only columns that refer to departments are written by name."""
    (row,) = write(DEPARTMENTS, Department("D1", "D2"))
    assert (row["编号"], row["名称"]) == ("D1", "D2")


def test_a_private_table_is_never_written() -> None:
    """Enterprises and the ratings of single codes cannot become a download by mistake."""
    for dataset in (ENTERPRISES, RATINGS):
        with pytest.raises(ValueError, match="private"):
            open_dataset(dataset)


def test_a_column_without_a_value_stops_the_build() -> None:
    """What is declared and cannot be read is no empty column."""
    unknown = replace(DEPARTMENTS, columns=(*DEPARTMENTS.columns, Column("fax", "传真", ColumnType.PHONE, "传真号码")))
    with pytest.raises(AttributeError, match="fax"):
        write(unknown, *PUBLICATION.departments)


def test_a_department_that_is_none_stops_the_build() -> None:
    """An id never passes for a name."""
    with pytest.raises(KeyError, match="D2"):
        write(MEASURES, *PUBLICATION.measures, facts=replace(PUBLICATION, departments=PUBLICATION.departments[:1]))


def test_a_place_is_made_of_what_varies() -> None:
    """Table, page and package name one place; readers see its label."""
    schema = OpenSchema("each", "条目", "lists/*/*", "编号", "说明", (OpenColumn("编号", "编号", str),))
    table = schema.make_table(PUBLICATION, ["1"], "Positive", date(2026, 3, 1), label="2026 版")
    assert schema.address("Positive", date(2026, 3, 1)) == f"data/{table.stem}.csv"
    assert (table.stem, table.name) == ("lists/Positive/2026-03-01", "lists-positive-2026-03-01")
    assert (table.title, table.rows) == ("条目（2026 版）", (("1",),))


def test_columns_that_are_not_published_are_left_out() -> None:
    """The declaration alone says what is open."""
    columns = tuple(replace(column, published=column.name != "phone") for column in DEPARTMENTS.columns)
    row = write(replace(DEPARTMENTS, columns=columns), *PUBLICATION.departments)[0]
    assert "0000-8000101" not in row.values()
    assert "明川县审批局" in row.values()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_run_as_a_formula(sign: str) -> None:
    """A text that a spreadsheet would take for a formula is marked as text."""
    (row,) = write(DEPARTMENTS, Department("D1", f"{sign}1+1"))
    assert row["名称"] == f"'{sign}1+1"


def test_negative_quantities_stay_numbers() -> None:
    """A number is no formula, whatever its sign."""
    fallen = replace(PUBLICATION.measures[0], target=Decimal(-5))
    (row,) = write(MEASURES, fallen)
    assert row["目标值"] == "-5"


def test_statuses_come_with_what_they_were_derived_from() -> None:
    """Percent, share of time gone and the reason stand beside the status."""
    made = render_open_data(make())
    (row,) = read(made["data/status/2026-10.csv"])
    assert (row["编号"], row["完成率"], row["时间进度"], row["状态"]) == ("M1", "40", "75.0", "进度滞后")
    assert "超过容许的 10 个百分点" in row["判定依据"]
    (report,) = read(made["data/progress/2026-10.csv"])
    assert report["本月进展"] == "已办"
