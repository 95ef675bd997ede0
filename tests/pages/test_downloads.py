"""Downloads: the columns that are declared as published, as text that a spreadsheet does not run."""

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
    Deadline,
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
    RatingCount,
    ReportingMonth,
    YearMonth,
)
from mashang.pages.downloads import format_dataset, render_downloads
from mashang.tables import DEPARTMENTS, ENTERPRISES, MEASURES
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


def read(text: str) -> list[dict[str, str]]:
    """The rows of a CSV by heading, as Excel would read them."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_each_published_table_has_one_address_and_private_ones_have_none() -> None:
    """Enterprises and single ratings are in no download, not even by name."""
    figures = derive_figures(replace(PUBLICATION, ratings=()), (), SETTINGS, drafts=False)
    made = render_downloads(make_site(PUBLICATION, figures))
    assert sorted(made) == [
        "data/departments.csv",
        "data/lists/positive/2026-03-01.csv",
        "data/lists/positive/editions.csv",
        "data/measures.csv",
        "data/progress/2026-10.csv",
        "data/status/2026-10.csv",
    ]
    assert not any("某某公司" in text or "7K3M9QXT2" in text for text in made.values())


def test_months_that_are_not_shown_have_no_download() -> None:
    """What the site does not show cannot be taken away either."""
    assert not any("2026-10" in address for address in render_downloads(make_site(PUBLICATION, Figures())))


def test_a_measure_is_written_as_the_office_writes_it() -> None:
    """Headings of the declaration, departments by name, deadline as written, numbers exact, lines kept."""
    (row,) = read(format_dataset(MEASURES, PUBLICATION.measures, {"D1": "明川县审批局", "D2": "明川县财政局"}))
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
    (row,) = read(format_dataset(DEPARTMENTS, [Department("D1", "D2")], {"D1": "甲", "D2": "乙"}))
    assert (row["编号"], row["名称"]) == ("D1", "D2")


def test_a_private_table_is_never_written() -> None:
    """Enterprises cannot become a download by mistake."""
    with pytest.raises(ValueError, match="private"):
        format_dataset(ENTERPRISES, PUBLICATION.enterprises, {})


def test_columns_that_are_not_published_are_left_out() -> None:
    """The declaration alone says what is open."""
    columns = tuple(replace(column, published=column.name != "phone") for column in DEPARTMENTS.columns)
    text = format_dataset(replace(DEPARTMENTS, columns=columns), PUBLICATION.departments, {})
    assert "0000-8000101" not in text
    assert "明川县审批局" in text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_run_as_a_formula(sign: str) -> None:
    """A text that a spreadsheet would take for a formula is marked as text."""
    (row,) = read(format_dataset(DEPARTMENTS, [Department("D1", f"{sign}1+1")], {}))
    assert row["名称"] == f"'{sign}1+1"


def test_negative_quantities_stay_numbers() -> None:
    """A number is no formula, whatever its sign."""
    fallen = replace(PUBLICATION.measures[0], target=Decimal(-5))
    (row,) = read(format_dataset(MEASURES, [fallen], {"D1": "甲", "D2": "乙"}))
    assert row["目标值"] == "-5"


def test_statuses_come_with_what_they_were_reckoned_from() -> None:
    """Percent, share of time gone and the reason stand beside the status."""
    site = make_site(PUBLICATION, derive_figures(replace(PUBLICATION, ratings=()), (), SETTINGS, drafts=False))
    (row,) = read(render_downloads(site)["data/status/2026-10.csv"])
    assert (row["编号"], row["完成率"], row["时间进度"], row["状态"]) == ("M1", "40", "75.0", "进度滞后")
    assert "超过容许的 10 个百分点" in row["判定依据"]
    (report,) = read(render_downloads(site)["data/progress/2026-10.csv"])
    assert report["本月进展"] == "已办"
