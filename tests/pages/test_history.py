"""Measures by months: every cell in words, the last twelve months, so many rows to a page, all in the download."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

from mashang.figures.site import derive_figures
from mashang.model import Department, Measure, MonthState, ProgressReport, Publication, ReportingMonth
from mashang.pages import progress
from mashang.pages.history import ROWS, list_pages
from mashang.pages.open_data import render_open_data
from mashang.pages.site import Site
from mashang.periods import Deadline, YearMonth
from mashang.records import Adjustment
from tests.pages.reader import SETTINGS, make_site, see

DAY = date(2026, 10, 8)
MONTHS = [YearMonth(2024 + number // 12, number % 12 + 1) for number in range(36)]


def make(measures: int, months: int) -> Site:
    """So many measures over so many months to December 2026; the last measure was published in its last month."""
    shown = MONTHS[-months:]
    ids = [f"M{number:03}" for number in range(1, measures + 1)]
    publication = Publication(
        departments=(Department("D1", "明川县<审批>局"),),
        measures=tuple(
            Measure(
                id_,
                f"措施<{id_}>的名称写得长一些",
                "领域",
                "内容",
                "D1",
                Deadline("年底", date(2027, 12, 31)),
                published_on=date(2026, 12, 5) if id_ == ids[-1] else date(2024, 1, 1),
            )
            for id_ in ids
        ),
        months=tuple(ReportingMonth(month, date(2027, 1, 8), MonthState.REVIEWED) for month in shown),
        reports=tuple(
            ProgressReport(month, id_, "进展", Decimal(number * 3 % 101))
            for number, month in enumerate(shown)
            for id_ in ids[:-1]
            if (number + int(id_[1:])) % 3
        ),
    )
    return make_site(publication, derive_figures(publication, (), SETTINGS, drafts=False))


def test_one_month_is_no_history() -> None:
    """Nothing to compare, no page and no link."""
    assert see(list_pages, make(3, 1)) == {}
    assert "history/" not in see(progress.list_pages, make(3, 1))["progress/"].html


def test_each_cell_says_its_status_in_words() -> None:
    """A row a measure, a column a month; before its publication a measure has a dash."""
    page = see(list_pages, make(3, 2))["progress/history/"]
    rows = page.rows()
    assert rows[0] == ["措施", "2026年11月", "12月"]
    assert rows[1] == ["M001 措施<M001>的名称写得长一些", "进度滞后未启动", "进度滞后"]
    assert rows[3] == ["M003 措施<M003>的名称写得长一些", "—", "按期推进未报送"]
    assert 'class="h-behind">进度滞后<br>未启动' in page.html
    assert 'role="region" tabindex="0" aria-label="各项措施各月状态（2026年11月至2026年12月）"' in page.html


def test_a_county_of_full_size_keeps_every_page_light() -> None:
    """500 measures over 36 months: pages of a hundred rows, twelve months, none over 80 KB."""
    site = make(500, 36)
    pages = see(list_pages, site)
    assert list(pages) == ["progress/history/", *(f"progress/history/{number}/" for number in range(2, 6))]
    for page in pages.values():
        assert len(page.rows()) == ROWS + 1
        assert len(page.rows()[0]) == 13
        assert len(page.html.encode()) < 80_000
        assert "更早的月份在下载的表格里" in page.text
    middle = pages["progress/history/3/"]
    assert "../2/" in middle.links
    assert 'aria-current="page">M201—M300' in middle.html
    table = render_open_data(site)["data/status-history.csv"].splitlines()
    assert len(table) == 501
    assert table[0] == "\ufeff编号,标题,领域,牵头单位," + ",".join(f"{month},{month}标记" for month in MONTHS)
    assert table[500].endswith(",,,,按期推进,未报送")


def test_the_section_leads_to_it() -> None:
    """The index of months has the link."""
    assert "history/" in see(progress.list_pages, make(3, 2))["progress/"].links


def test_a_measure_that_became_another_has_a_row_for_each() -> None:
    """Title and lead are those of the months beside them, in the table and in the download."""
    site = make(3, 4)
    [_, second, third, _] = [figures.month.month for figures in site.figures.months]
    departments = (*site.publication.departments, Department("D2", "财政局"))
    adjustments = (
        Adjustment("M001", "title", third, "从前的名称", site.publication.measures[0].title, "县政府", DAY, "统一"),
        Adjustment("M002", "leads", second, ("D2",), ("D1",), "县政府", DAY, "机构改革"),
    )
    publication = replace(site.publication, departments=departments, adjustments=adjustments)
    site = make_site(publication, derive_figures(publication, (), SETTINGS, drafts=False))
    page = see(list_pages, site)["progress/history/"]
    shown = [(row[0].split()[0], [cell != "—" for cell in row[1:]]) for row in page.rows()[1:3]]
    assert shown == [("M001", [True, True, False, False]), ("M001", [False, False, True, True])]
    assert page.rows()[1][0] == "M001 从前的名称"
    assert "下载全部 3 项措施" in page.text
    table = list(csv.reader(io.StringIO(render_open_data(site)["data/status-history.csv"].removeprefix("\ufeff"))))
    assert [row[0] for row in table[1:]] == ["M001", "M001", "M002", "M002", "M003"]
    assert [(row[1], row[3]) for row in table[1:4]] == [
        ("从前的名称", "明川县<审批>局"),
        ("措施<M001>的名称写得长一些", "明川县<审批>局"),
        ("措施<M002>的名称写得长一些", "财政局"),
    ]
