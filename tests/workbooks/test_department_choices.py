"""Drop-downs of departments that are renewed: ours alone, and nothing else in the workbook."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.worksheet.datavalidation import DataValidation

from mashang.problems import RequestError
from mashang.tables import DEPARTMENTS, ISSUES, MEASURES, WINDOWS
from mashang.workbooks.department_choices import renew_department_choices
from mashang.workbooks.template import render_template
from tests.workbooks.test_template import list_rules

NAMES = ("发改局", "税务局", "=局")


def renew(data: bytes, names: tuple[str, ...] = NAMES) -> bytes | None:
    """The workbook of windows with these names."""
    return renew_department_choices(data, "content/windows.xlsx", WINDOWS, names)


@pytest.mark.parametrize("before", [(), ("旧局", "老局", "撤并局", "合并局")])
def test_names_are_offered_that_were_not(before: tuple[str, ...]) -> None:
    """Fewer or more than before; what staff filled stays, and a second time nothing changes."""
    book = openpyxl.load_workbook(io.BytesIO(render_template(WINDOWS, before)))
    book.worksheets[0]["B3"] = "企业开办窗口"
    filled = io.BytesIO()
    book.save(filled)
    data = renew(filled.getvalue())
    assert data is not None
    rule = list_rules(data)["单位"]
    assert (rule.type, rule.formula1, rule.showErrorMessage) == ("list", "'填表说明'!$H$2:$H$4", False)
    sheet, guide = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    assert [guide.cell(row, 8).value for row in range(1, 8)] == ["单位名单", *NAMES, None, None, None]
    assert guide["H4"].data_type == "s"
    assert sheet["B3"].value == "企业开办窗口"
    assert list_rules(data)["状态"].formula1 == '"启用,停用"'
    assert renew(data) is None
    rule.formula1 = "填表说明!$H$2:$H$4"  # as LibreOffice writes it
    other = openpyxl.load_workbook(io.BytesIO(data))
    other.worksheets[0].data_validations.dataValidation = [rule]
    out = io.BytesIO()
    other.save(out)
    assert renew(out.getvalue()) is None


def test_all_columns_of_departments_are_renewed() -> None:
    """Lead and supporting, solving and helping; a table without such a column is left alone."""
    for dataset, headings in ((MEASURES, ("牵头单位", "配合单位")), (ISSUES, ("责任单位", "协调单位"))):
        data = renew_department_choices(render_template(dataset), "f", dataset, NAMES)
        assert data is not None
        assert {list_rules(data)[heading].formula1 for heading in headings} == {"'填表说明'!$H$2:$H$4"}
    assert renew_department_choices(render_template(DEPARTMENTS), "f", DEPARTMENTS, NAMES) is None


def test_what_is_not_ours_is_not_touched() -> None:
    """A table of staff's own with drop-downs of their own, also where they took over our sheet of explanations."""
    book = openpyxl.Workbook()
    book.worksheets[0].append([column.heading for column in WINDOWS.columns])
    own = DataValidation("list", formula1='"甲局,乙局"', promptTitle="单位")
    own.add("D2:D9")
    book.worksheets[0].add_data_validation(own)
    for ours in (False, True):
        if ours:
            book.create_sheet("填表说明").append(["列名", "必填", "怎么填", "例"])
        data = io.BytesIO()
        book.save(data)
        assert renew(data.getvalue()) is None
    assert renew(b"PK no workbook") is None


def test_what_would_be_lost_is_kept() -> None:
    """A workbook of ours with a chart in it is named, not changed."""
    book = openpyxl.load_workbook(io.BytesIO(render_template(WINDOWS)))
    book.worksheets[0].add_chart(BarChart(), "A9")
    data = io.BytesIO()
    book.save(data)
    with pytest.raises(RequestError, match=r"content/windows.xlsx 里加了图片、图表或控件，改写会弄丢，没有动。"):
        renew(data.getvalue())
